"""The sentences that every face of a recommendation shares."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Final

from advisor.decision.verdict import Verdict
from advisor.schema.recommendation import Precedent, Reason, Standing
from advisor.schema.rules import Book, Condition, Dated, Kind, is_stale
from advisor.schema.words import TITLES, UNKNOWN

STANDINGS: Final[dict[Standing, str]] = {
    "decided": "decided by a rule, whatever the scores",
    "clear": "clearly ahead of the next approach (3 to 1 or more)",
    "leaning": "ahead of the next approach (at least 3 to 2)",
    "close": "a close call",
    "default": "the simplest approach; nothing answered so far points elsewhere",
    "conflict": "every approach is ruled out",
}

KINDS: Final[dict[Kind, str]] = {
    "evals": "evals",
    "keep": "what is there already",
    "check": "a check",
    "prompt": "a prompt",
    "long-context": "long context with caching",
    "constrained-output": "constrained output",
    "prompt-optimiser": "an optimised prompt",
    "stronger-model": "a stronger model",
    "retrieval": "retrieval",
    "look-up": "a look-up by query or tool",
    "routing": "routing by difficulty",
    "small-classifier": "a small classifier",
    "lora": "an adapter (LoRA) on an open model",
    "hosted-tuning": "hosted tuning",
    "distillation": "distillation into a smaller model",
    "preference-tuning": "preference tuning",
    "reinforcement-tuning": "reinforcement tuning",
}
"""The kinds of step, as they are named inside a sentence."""

HOUSE: Final = "house rule"
"""Marks what one of a team's own rules says."""

_PLAIN: Final = {"prompt", "keep", "retrieval", "lora"}


def headline(verdict: Verdict) -> str:
    """The decision in one or two sentences: what to do now, and where that leads."""
    now, approach = verdict.now, verdict.approach
    if approach is None or now is None:
        rules = " and ".join(f"`{rule}`" for rule in verdict.conflict)
        return f"No approach is left: the rules {rules} rule out every one. Look at the answers they rest on."
    name = destination(verdict)
    if not verdict.worth_it_now:
        return f"{now.title}. The best of the four would be {name}; it is not worth it now."
    if verdict.standing == "decided" and (now.destination or approach == "prompting"):
        return f"Stop at {approach_name(approach)}: {lower(now.title)}."
    if now.destination:
        return f"{TITLES[approach]}: {lower(now.title)}."
    if approach == "prompting":
        return f"Stay with prompting; {lower(now.title)} first."
    prompting_is_out = any(each.approach == "prompting" for each in verdict.ruled_out)
    if now.kind == "prompt" or verdict.standing == "decided" or prompting_is_out:
        return f"{now.title} first. Headed for: {name}."
    return f"Stay with prompting for now; {lower(now.title)} first. Headed for: {name}."


def destination(verdict: Verdict) -> str:
    """The recommended approach and the form it takes here: `fine-tuning, here as a small classifier`."""
    name = approach_name(verdict.approach or "")
    kinds = [KINDS[step.kind] for step in verdict.path if step.destination and step.kind not in _PLAIN]
    return f"{name}, here as {' and '.join(kinds)}" if kinds else name


def standing(verdict: Verdict) -> str:
    """How sure the answer is, in words."""
    if verdict.standing != "decided":
        return STANDINGS[verdict.standing]
    stops = [reason for reason in verdict.reasons_for if reason.effect == "settles"]
    by = "your own eval results" if any(reason.from_data for reason in stops) else "a rule"
    if all(reason.presumes for reason in stops):
        open_ones = dict.fromkeys(fact for reason in verdict.reasons_for for fact in reason.presumes)
        return f"decided by {by}, unless the answer to {ids(open_ones)} undoes it"
    return f"decided by {by}, whatever the scores"


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
            return "Rules only, no percentage: published cases are matched by task, and the task is still open."
        return f"Rules only: {cases or 'no'} published {'case resembles' if cases == 1 else 'cases resemble'} this."
    kinds = [
        f"{percent(share)} are {of}"
        for share, of in ((record.papers, "papers"), (record.before_2025, "from before 2025"))
        if share is not None
    ]
    made_of = f" Of the {cases} compared cases with your task, {' and '.join(kinds)}." if kinds else ""
    share = percent(probability.value)
    return f"The rules' estimate: the right choice in {share} of published cases that look like yours.{made_of}"


def percent(share: float) -> str:
    """`23 %`."""
    return f"{100 * share:.0f} %"


def counted(count: int, thing: str) -> str:
    """`1 question`, `1,200 questions`."""
    return f"{count:,} {thing}{'' if count == 1 else 's'}"


def in_a_row(parts: Sequence[str]) -> str:
    """`a, b and c`."""
    return " and ".join(part for part in (", ".join(parts[:-1]), parts[-1]) if part)


def answered(verdict: Verdict) -> str:
    """How many of the questions are answered."""
    known = sum(value != UNKNOWN for value in verdict.answers.values())
    total = len(verdict.answers)
    return f"{known} of {total} questions answered; the other {total - known} count as unknown"


def approach_name(approach: str) -> str:
    """The name of an approach inside a sentence."""
    title = TITLES.get(approach, approach)
    return title if title.startswith("RAG") else lower(title)


def ids(names: Iterable[str]) -> str:
    """`a`, or `a` or `b`: ids inside a sentence."""
    return " or ".join(f"`{name}`" for name in names)


def lower(sentence: str) -> str:
    """The sentence with a small first letter, for use inside another one."""
    return sentence if sentence[1:2].isupper() else sentence[:1].lower() + sentence[1:]


def answer_words(book: Book, fact: str, value: str) -> str:
    """What an answer or a derived fact says, in the words of the questionnaire."""
    for question in book.questions:
        if question.id == fact:
            return next((option.says.rstrip(".") for option in question.options if option.id == value), "not known")
    for derived in book.facts:
        if derived.id == fact:
            return next((each.says.rstrip(".") for each in derived.values if each.id == value), "not known")
    return value


def label(book: Book, question: str, option: str) -> str:
    """An option in the few words of its button; a value of a derived fact stays as it is."""
    for each in book.questions:
        if each.id == question:
            return next((known.label for known in each.options if known.id == option), "not known")
    return option


def question_words(book: Book, fact: str) -> str:
    """The question as it is asked, or what a derived fact is about."""
    asked = {question.id: question.ask for question in book.questions}
    return asked.get(fact) or next((derived.says for derived in book.facts if derived.id == fact), fact)


def condition_words(book: Book, condition: Condition) -> str:
    """`freshness: weeks or live; knowledge: corpus`; where all values but one will do, `gap: not far`."""
    legal = book.legal_values
    return "; ".join(f"{fact}: {_values_words(values, legal[fact])}" for fact, values in condition.items())


def _values_words(values: tuple[str, ...], legal: tuple[str, ...]) -> str:
    others = [value for value in legal if value not in values]
    if len(others) == 1 and len(values) > 2:
        return f"not {others[0]}"
    return " or ".join(values)


def due(claim: Dated, today: datetime.date) -> str:
    """When a dated claim is to be read again, or since when it should have been; nothing for one without a date."""
    if claim.review_by is None:
        return ""
    day = claim.review_by.isoformat()
    return f"dated, to be read again since {day}" if is_stale(claim, today) else f"dated, read again after {day}"


def what_it_does(reason: Reason) -> str:
    """`strong, against fine-tuning`."""
    name = approach_name(reason.approach)
    word = {
        "supports": "for",
        "opposes": "against",
        "settles": "settles it for",
        "note": "on",
        "rules_out": "rules out",
    }
    strength = f"{reason.strength}, " if reason.strength else ""
    return f"{strength}{word[reason.effect]} {name}"


def evidence_kind(precedent: Precedent) -> str:
    """What kind of evidence a case is: compared or not, measured or stated, how faithful its record."""
    basis = {"measured": "measured", "stated": "stated by the team"}[precedent.best_basis]
    said = f"outcome {basis}, record of {precedent.confidence} confidence"
    if precedent.compared:
        return said
    return f"only one kind of approach was tried, so it is no evidence that this one beats the others; {said}"


__all__ = [
    "HOUSE",
    "KINDS",
    "STANDINGS",
    "answer_words",
    "answered",
    "approach_name",
    "condition_words",
    "counted",
    "destination",
    "due",
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
    "what_it_does",
]
