"""The sentences that every face of a recommendation shares."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Final

from advisor.decision.verdict import Verdict
from advisor.language import N_, _, day, in_its_language, listed, ngettext, pgettext, run_on
from advisor.report.phrases import (
    approach_name,
    counted,
    either,
    ended,
    ids,
    in_a_row,
    lower,
    percent,
    strung,
)
from advisor.schema.recommendation import Precedent, Reason, Standing
from advisor.schema.rules import Book, Condition, Dated, Kind, is_stale
from advisor.schema.words import UNKNOWN, Strength, approach_title

STANDINGS: Final[dict[Standing, str]] = {
    "decided": N_("decided by a rule, whatever the scores"),
    "clear": N_("clearly ahead of the next approach (3 to 1 or more)"),
    "leaning": N_("ahead of the next approach (at least 3 to 2)"),
    "close": N_("a close call"),
    "default": N_("the simplest approach; nothing answered so far points elsewhere"),
    "conflict": N_("every approach is ruled out"),
}

KINDS: Final[dict[Kind, str]] = {
    "evals": N_("evals"),
    "keep": N_("what is there already"),
    "check": N_("a check"),
    "prompt": N_("a prompt"),
    "long-context": N_("long context with caching"),
    "constrained-output": N_("constrained output"),
    "prompt-optimiser": N_("an optimised prompt"),
    "stronger-model": N_("a stronger model"),
    "retrieval": N_("retrieval"),
    "look-up": N_("a look-up by query or tool"),
    "routing": N_("routing by difficulty"),
    "small-classifier": N_("a small classifier"),
    "lora": N_("an adapter (LoRA) on an open model"),
    "hosted-tuning": N_("hosted tuning"),
    "distillation": N_("distillation into a smaller model"),
    "preference-tuning": N_("preference tuning"),
    "reinforcement-tuning": N_("reinforcement tuning"),
}
"""The kinds of step, as they are named inside a sentence."""

HOUSE: Final = N_("house rule")
"""Marks what one of a team's own rules says."""

_PLAIN: Final = {"prompt", "keep", "retrieval", "lora"}

_DOES: Final = {
    "supports": N_("for {approach}"),
    "opposes": N_("against {approach}"),
    "settles": N_("settles it for {approach}"),
    "note": N_("on {approach}"),
    "rules_out": N_("rules out {approach}"),
}


@in_its_language
def headline(verdict: Verdict) -> str:
    """The decision in one or two sentences: what to do now, and where that leads."""
    now, approach = verdict.now, verdict.approach
    if approach is None or now is None:
        rules = _(" and ").join(f"`{rule}`" for rule in verdict.conflict)
        return _(
            "No approach is left: the rules {rules} rule out every one. Look at the answers they rest on.", rules=rules
        )
    name, step = destination(verdict), lower(now.title)
    if not verdict.worth_it_now:
        return _(
            "{step}. The best of the four would be {destination}; it is not worth it now.",
            step=now.title,
            destination=name,
        )
    if verdict.standing == "decided" and (now.destination or approach == "prompting"):
        return _("Stop at {approach}: {step}.", approach=approach_name(approach), step=step)
    if now.destination:
        return _("{approach}: {step}.", approach=approach_title(approach), step=step)
    if approach == "prompting":
        return _("Stay with prompting; {step} first.", step=step)
    prompting_is_out = any(each.approach == "prompting" for each in verdict.ruled_out)
    if now.kind == "prompt" or verdict.standing == "decided" or prompting_is_out:
        return _("{step} first. Headed for: {destination}.", step=now.title, destination=name)
    return _("Stay with prompting for now; {step} first. Headed for: {destination}.", step=step, destination=name)


@in_its_language
def destination(verdict: Verdict) -> str:
    """The recommended approach and the form it takes here: `fine-tuning, here as a small classifier`."""
    name = approach_name(verdict.approach or "")
    kinds = [_(KINDS[step.kind]) for step in verdict.path if step.destination and step.kind not in _PLAIN]
    return _("{approach}, here as {kinds}", approach=name, kinds=listed(kinds)) if kinds else name


@in_its_language
def standing(verdict: Verdict) -> str:
    """How sure the answer is, in words."""
    if verdict.standing != "decided":
        return _(STANDINGS[verdict.standing])
    stops = [reason for reason in verdict.reasons_for if reason.effect == "settles"]
    by = _("your own eval results") if any(reason.from_data for reason in stops) else _("a rule")
    if all(reason.presumes for reason in stops):
        open_ones = dict.fromkeys(fact for reason in verdict.reasons_for for fact in reason.presumes)
        return _(
            "decided by {by}, unless the answer to {questions} undoes it",
            by=by,
            questions=asked(verdict.book, open_ones),
        )
    return _("decided by {by}, whatever the scores", by=by)


@in_its_language
def likeness(verdict: Verdict) -> str:
    """The share of published cases that look like this, and what cases those are; or why there is no such number.

    Nothing while the weights are not fitted.
    """
    record, probability = verdict.record, verdict.probability
    if record is None or probability is None:
        return ""
    cases = record.compared_cases
    if not probability.shown:
        if verdict.results_decide:
            return probability.because
        if verdict.answers.get("task", UNKNOWN) == UNKNOWN:
            return _("Rules only, no percentage: published cases are matched by task, and the task is still open.")
        if not cases:
            return _("Rules only: no published cases resemble this.")
        return ngettext(
            "Rules only: {n} published case resembles this.", "Rules only: {n} published cases resemble this.", cases
        )
    kinds = [] if record.papers is None else [_("{share} are papers", share=percent(record.papers))]
    kinds += (
        [] if record.before_2025 is None else [_("{share} are from before 2025", share=percent(record.before_2025))]
    )
    return run_on(
        _(
            "The rules' estimate: the right choice in {share} of published cases that look like yours.",
            share=percent(probability.value),
        ),
        _("Of the {cases} compared cases with your task, {kinds}.", cases=cases, kinds=listed(kinds)) if kinds else "",
    )


@in_its_language
def answered(verdict: Verdict) -> str:
    """How many of the questions are answered."""
    known = sum(value != UNKNOWN for value in verdict.answers.values())
    total = len(verdict.answers)
    return _(
        "{known} of {total} questions answered; the other {left} count as unknown",
        known=known,
        total=total,
        left=total - known,
    )


def answer_words(book: Book, fact: str, value: str) -> str:
    """What an answer or a derived fact says, in the words of the questionnaire, without a full stop."""
    for question in book.questions:
        if question.id == fact:
            return next((_without_stop(option.says) for option in question.options if option.id == value), _unknown())
    for derived in book.facts:
        if derived.id == fact:
            return next((_without_stop(each.says) for each in derived.values if each.id == value), _unknown())
    return value


def label(book: Book, question: str, option: str) -> str:
    """An option in the few words of its button; a value of a derived fact stays as it is."""
    for each in book.questions:
        if each.id == question:
            return next((known.label for known in each.options if known.id == option), _unknown())
    return option


def _without_stop(sentence: str) -> str:
    return sentence.rstrip(".。")


def _unknown() -> str:
    return _("not known")


def question_words(book: Book, fact: str) -> str:
    """The question as it is asked, or what a derived fact is about."""
    asked = {question.id: question.ask for question in book.questions}
    return asked.get(fact) or next((derived.says for derived in book.facts if derived.id == fact), fact)


def asked(book: Book, facts: Iterable[str]) -> str:
    """`“How fresh?” or “How far?”`: questions inside a sentence, in their own words."""
    return either(_("“{text}”", text=question_words(book, fact)) for fact in facts)


def when_words(book: Book, condition: Condition) -> str:
    """`“How fresh?”: “Weeks” or “Live”; “How far?”: not “Far”`: what `condition_words` says by ids, as it is asked."""
    derived = {each.id for each in book.facts}
    legal = book.legal_values

    def said(fact: str, values: Iterable[str]) -> tuple[str, ...]:
        say = answer_words if fact in derived else label
        return tuple(_("“{text}”", text=say(book, fact, value)) for value in values)

    return _("; ").join(
        _("{name}: {value}", name=asked(book, [fact]), value=_values_words(said(fact, values), said(fact, legal[fact])))
        for fact, values in condition.items()
    )


def condition_words(book: Book, condition: Condition) -> str:
    """`freshness: weeks or live; knowledge: corpus`; where all values but one will do, `gap: not far`."""
    legal = book.legal_values
    return _("; ").join(
        pgettext("condition", "{fact}: {values}", fact=fact, values=_values_words(values, legal[fact]))
        for fact, values in condition.items()
    )


def _values_words(values: tuple[str, ...], legal: tuple[str, ...]) -> str:
    others = [value for value in legal if value not in values]
    if len(others) == 1 and len(values) > 2:
        return _("not {value}", value=others[0])
    return either(values)


def due(claim: Dated, today: datetime.date) -> str:
    """When a dated claim is to be read again, or since when it should have been; nothing for one without a date."""
    if claim.review_by is None:
        return ""
    when = day(claim.review_by)
    if is_stale(claim, today):
        return _("dated, to be read again since {day}", day=when)
    return _("dated, read again after {day}", day=when)


def what_it_does(reason: Reason) -> str:
    """`strong, against fine-tuning`."""
    does = _(_DOES[reason.effect], approach=approach_name(reason.approach))
    if not reason.strength:
        return does
    return _("{strength}, {does}", strength=_strength(reason.strength), does=does)


def _strength(strength: Strength) -> str:
    return {
        "measured": pgettext("strength", "measured"),
        "strong": pgettext("strength", "strong"),
        "moderate": pgettext("strength", "moderate"),
        "weak": pgettext("strength", "weak"),
    }[strength]


def evidence_kind(precedent: Precedent) -> str:
    """What kind of evidence a case is: compared or not, measured or stated, how faithful its record."""
    basis = {
        "measured": pgettext("outcome", "measured"),
        "stated": pgettext("outcome", "stated by the team"),
    }[precedent.best_basis]
    confidence = {
        "high": pgettext("confidence", "high"),
        "medium": pgettext("confidence", "medium"),
        "low": pgettext("confidence", "low"),
    }[precedent.confidence]
    said = _("outcome {basis}, record of {confidence} confidence", basis=basis, confidence=confidence)
    if precedent.url is None:
        said = _("a run of our own, {said}", said=said)
    if precedent.compared:
        return said
    return _(
        "only one kind of approach was tried, so it is no evidence that this one beats the others; {said}", said=said
    )


__all__ = [
    "HOUSE",
    "KINDS",
    "STANDINGS",
    "answer_words",
    "answered",
    "approach_name",
    "asked",
    "condition_words",
    "counted",
    "destination",
    "due",
    "either",
    "ended",
    "evidence_kind",
    "headline",
    "ids",
    "in_a_row",
    "label",
    "likeness",
    "lower",
    "percent",
    "question_words",
    "standing",
    "strung",
    "what_it_does",
    "when_words",
]
