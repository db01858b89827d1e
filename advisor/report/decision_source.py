"""A recommendation as a decision to keep: what it was made from, and all that may call it into question."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from advisor.decision.verdict import Verdict
from advisor.schema.costs import Costs
from advisor.schema.report import Decision, EvalFile, ModelEnd, PriceUsed, Recommended, Versions
from advisor.schema.words import UNKNOWN
from advisor.workshop.revisit import revisit_triggers


def decision_of(
    verdict: Verdict,
    cases_fingerprint: str,
    today: datetime.date,
    title: str,
    *,
    evals: Sequence[EvalFile] = (),
    approaches: Mapping[str, str] | None = None,
    columns: Mapping[str, str | tuple[str, ...]] | None = None,
    score: str | None = None,
    plan: str | None = None,
    prices_file: str | None = None,
    rules: Sequence[str] = (),
) -> Decision:
    """The decision as of that day; `plan`, `prices_file`, `rules`: what was given, for whoever checks it anew."""
    evidence, costs = verdict.evidence, costs_of(verdict)
    return Decision(
        title=title,
        made_on=today,
        lang=verdict.book.language,
        job=verdict.job,
        answers={question: option for question, option in given_to(verdict).items() if option != UNKNOWN},
        evals=tuple(evals),
        approaches=dict(approaches or {}),
        columns=dict(columns or {}),
        score=score,
        target=evidence.target if evidence else None,
        margin=evidence.margin if evidence else 0.03,
        plan=plan,
        prices_file=prices_file,
        rules=tuple(rules),
        volume=costs.volume.likely if costs and costs.volume else None,
        recommended=recommended_by(verdict),
        prices=prices_in(costs),
        model_ends=model_ends_in(costs),
        triggers=revisit_triggers(verdict, (), today),
        versions=Versions(
            advisor=verdict.advisor_version,
            rules=verdict.rules_fingerprint,
            cases=cases_fingerprint,
            newest_source=max(each.checked for each in verdict.book.sources.values()),
        ),
    )


def given_to(verdict: Verdict) -> dict[str, str]:
    """The answers as they were given, without what eval results say in their place."""
    return {**verdict.answers, **{each.question: each.answered for each in verdict.overridden}}


def recommended_by(verdict: Verdict) -> Recommended:
    """What a recommendation says, by ids."""
    return Recommended(
        approach=verdict.approach,
        now=verdict.now.id if verdict.now else None,
        path=tuple(each.id for each in verdict.path),
    )


def costs_of(verdict: Verdict) -> Costs | None:
    """The costs that a recommendation rests on, with eval results or without."""
    return verdict.evidence.costs if verdict.evidence else verdict.costs


def prices_in(costs: Costs | None) -> dict[str, PriceUsed]:
    """The prices that came from the price list and the price book."""
    return {
        each.id: PriceUsed(usd=each.likely, unit=each.unit, as_of=each.as_of)
        for each in (costs.inputs if costs else ())
        if each.origin in ("price list", "price book")
    }


def model_ends_in(costs: Costs | None) -> tuple[ModelEnd, ...]:
    """The days on which models end, each model and day once."""
    known = {(each.model, each.ends, each.tuning_ends) for each in (costs.notices if costs else ())}
    first = datetime.date.min
    order = sorted(known, key=lambda each: (each[0], each[1] or first, each[2] or first))
    return tuple(ModelEnd(model=model, ends=ends, tuning_ends=tuning) for model, ends, tuning in order)
