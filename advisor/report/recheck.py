"""A kept decision beside what comes out today: every reason to look at it again, in one sentence each."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from advisor.decision.verdict import Verdict
from advisor.language import _, day, in_its_language
from advisor.report import record_words, words
from advisor.report.decision_source import costs_of, given_to, model_ends_in, prices_in, recommended_by
from advisor.schema.report import Decision, EvalFile, ModelEnd
from advisor.schema.words import UNKNOWN
from advisor.workshop.revisit import holds


@dataclass(frozen=True, slots=True)
class Recheck:
    """What a decision is worth today."""

    reasons: tuple[str, ...]
    """Why to look at it again, a sentence each; empty: it stands."""
    notes: tuple[str, ...]
    """What is different and changes nothing."""

    @property
    def stands(self) -> bool:
        """Nothing calls it into question."""
        return not self.reasons


def recheck(decision: Decision, verdict: Verdict, evals: Sequence[EvalFile], today: datetime.date) -> Recheck:
    """The decision beside today's verdict on the same answers and on today's eval files and prices."""
    return Recheck(tuple(_reasons(verdict, decision, today)), tuple(_notes(verdict, decision, evals)))


@in_its_language
def _reasons(verdict: Verdict, decision: Decision, today: datetime.date) -> list[str]:
    found = [*_decided(verdict, decision), *_prices(verdict, decision), *_ends(verdict, decision)]
    answers, evidence = verdict.answers, verdict.evidence
    found += [
        record_words.trigger_sentence(each, verdict.book, today)
        for each in decision.triggers
        if holds(each, answers, evidence, today, costs_of(verdict))
    ]
    return found


def _decided(verdict: Verdict, decision: Decision) -> Iterator[str]:
    then, now = decision.recommended, recommended_by(verdict)
    if then.approach != now.approach:
        yield _(
            "The recommendation was {then} and is {now} now.",
            then=_approach(then.approach),
            now=_approach(now.approach),
        )
    if then.now != now.now:
        steps = {step.id: step.title for step in verdict.book.steps}
        yield _(
            "The next step was “{then}” and is “{now}” now.",
            then=steps.get(then.now or "", then.now or _("none")),
            now=steps.get(now.now or "", _("none")),
        )


def _prices(verdict: Verdict, decision: Decision) -> Iterator[str]:
    today = prices_in(costs_of(verdict))
    for id, was in decision.prices.items():
        if id not in today:
            yield _(
                "The price `{id}` is not known any more; it was {was} {unit}.",
                id=id,
                was=_usd(was.usd),
                unit=was.unit,
            )
        elif today[id].usd != was.usd:
            yield _(
                "The price `{id}` was {was} {unit} and is {now} now.",
                id=id,
                was=_usd(was.usd),
                unit=was.unit,
                now=_usd(today[id].usd),
            )


def _ends(verdict: Verdict, decision: Decision) -> Iterator[str]:
    now, then = model_ends_in(costs_of(verdict)), decision.model_ends
    for each in now:
        if each not in then:
            yield _("The end of `{model}` is another one than was known: {days}.", model=each.model, days=_days(each))
    known = {each.model for each in now}
    for each in then:
        if each not in now and each.model not in known:
            yield _("No end is known of `{model}` any more; it was {days}.", model=each.model, days=_days(each))


@in_its_language
def _notes(verdict: Verdict, decision: Decision, evals: Sequence[EvalFile]) -> list[str]:
    then = {each.name: each.sha256 for each in decision.evals}
    notes = [
        _("The eval file `{name}` is another one than it was; it was read anew.", name=each.name)
        for each in evals
        if then.get(each.name, each.sha256) != each.sha256
    ]
    notes += [_("The eval file `{name}` is new.", name=each.name) for each in evals if each.name not in then]
    notes += [*_answered(verdict, decision), *_reckoned(verdict, decision)]
    if decision.versions.rules != verdict.rules_fingerprint:
        notes.append(_("The rules are other ones than they were."))
    if decision.versions.advisor != verdict.advisor_version:
        was, now = decision.versions.advisor, verdict.advisor_version
        notes.append(_("advisor was {was} and is {now} now.", was=was, now=now))
    return notes


def _answered(verdict: Verdict, decision: Decision) -> Iterator[str]:
    book, today = verdict.book, given_to(verdict)
    for question in book.legal_values:
        then, now = decision.answers.get(question, UNKNOWN), today.get(question, UNKNOWN)
        if question in today and then != now:
            yield _(
                "The answer to “{question}” was {then} and is {now} now.",
                question=words.question_words(book, question),
                then=words.label(book, question, then),
                now=words.label(book, question, now),
            )


def _reckoned(verdict: Verdict, decision: Decision) -> Iterator[str]:
    costs = costs_of(verdict)
    volume = costs.volume.likely if costs and costs.volume else None
    if volume is not None and decision.volume is not None and volume != decision.volume:
        yield _("The volume was {then} a month and is {now} now.", then=f"{decision.volume:,g}", now=f"{volume:,g}")
    for id, price in prices_in(costs).items():
        if id not in decision.prices:
            yield _("The price `{id}` is new: {now} {unit}.", id=id, now=_usd(price.usd), unit=price.unit)


def _approach(approach: str | None) -> str:
    return words.approach_name(approach) if approach else _("no approach at all")


def _usd(price: float) -> str:
    return f"{price:,.10g}"


def _days(each: ModelEnd) -> str:
    told = [_("shut down on {day}", day=day(each.ends))] if each.ends else []
    told += [_("closed for tuning on {day}", day=day(each.tuning_ends))] if each.tuning_ends else []
    return _(", ").join(told) or _("no day")
