"""What taking a path costs and brings: the person-days of its steps, and the US dollars of a year."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.decision.verdict import Verdict
from advisor.language import _, in_its_language, ngettext, pgettext
from advisor.report.words import strung
from advisor.schema.costs import BreakEven, Costs, VariantCost
from advisor.schema.recommendation import PathStep
from advisor.schema.words import APPROACHES, Closed, approach_title


class PathEffort(Closed):
    """Person-days of the steps of a path that a source gives, summed up; None where it gives none."""

    low: float | None
    likely: float | None
    high: float | None
    steps: int
    steps_without: int
    """The steps whose effort nobody has published; they are not in the sums."""


class SavedRange(Closed):
    """US dollars that are saved; below 0 they are spent: the median and the middle 80 % of the draws."""

    middle: float
    low: float
    high: float


class YearlyEffect(Closed):
    """What a year with the recommended approach costs less than one with what it is compared with.

    The whole cost over the horizon, one-off costs included and failures where they have a price, divided by its years.
    """

    saved_usd: SavedRange | None
    """None where it is not known."""
    p_cheaper: float | None = None
    """The share of draws in which the variant costs less."""
    variant: str | None = None
    against: str | None = None
    """Today's process; where the plan has none, the cheapest variant of the simplest approach."""
    left_out: int = 0
    """Variants that might have stood for either side, but whose cost is not known."""
    why_not_known: str | None = None


def path_effort(path: Sequence[PathStep]) -> PathEffort:
    """The sum over the steps; low and high hold if every step turns out that way."""
    known = [step.effort for step in path if step.effort]
    return PathEffort(
        low=sum(each.low for each in known) if known else None,
        likely=sum(each.likely for each in known) if known else None,
        high=sum(each.high for each in known) if known else None,
        steps=len(path),
        steps_without=len(path) - len(known),
    )


@in_its_language
def yearly_effect(verdict: Verdict) -> YearlyEffect:
    """The recommended approach beside today's process, or beside the simplest approach where the plan has no other."""
    evidence = verdict.evidence
    costs = evidence.costs if evidence else verdict.costs
    if costs is None:
        return _unknown(_("no cost plan"))
    if verdict.approach is None:
        return _unknown(_("no approach is left"))
    if not verdict.worth_it_now:
        return _unknown(_("today's process stays for now"))
    places = {each.approach for each in costs.variants}
    if verdict.approach not in places:
        return _unknown(_("no variant of {approach} in the plan", approach=approach_title(verdict.approach)))
    reference = next(each for each in ("baseline", *APPROACHES) if each in places)
    if reference == verdict.approach:
        return _unknown(_("nothing to compare with in the plan"))
    return _beside(costs, verdict.approach, reference, evidence.choice.variant if evidence else None)


def _beside(costs: Costs, approach: str, reference: str, choice: str | None) -> YearlyEffect:
    ours = [each for each in costs.variants if each.approach == approach]
    theirs = [each for each in costs.variants if each.approach == reference]
    # a cheaper variant that is not good enough saves nothing: what the results choose stands first
    own = _cheapest([each for each in ours if each.variant == choice] or ours)
    other = _cheapest(theirs)
    if own is None or other is None or own.total is None or other.total is None:
        return _unknown(_what_is_missing([each for each in (*ours, *theirs) if each.total is None]))
    pair, is_b = _pair(costs, own.variant, other.variant)
    if pair is None or pair.difference is None or pair.p_b_cheaper is None:
        no_share = _("no share of successes to price failures with")
        return _unknown(pgettext("why not known", "no volume") if costs.volume is None else no_share)
    years, apart = costs.horizon_months / 12, pair.difference
    low, high = (-apart.high, -apart.low) if is_b else (apart.low, apart.high)
    return YearlyEffect(
        saved_usd=SavedRange(
            middle=(-apart.median if is_b else apart.median) / years, low=low / years, high=high / years
        ),
        p_cheaper=pair.p_b_cheaper if is_b else 1 - pair.p_b_cheaper,
        variant=own.variant,
        against=other.variant,
        left_out=sum(each.total is None for each in (*ours, *theirs)),
    )


def _cheapest(variants: Sequence[VariantCost]) -> VariantCost | None:
    priced = [each for each in variants if each.total]
    return min(priced, key=lambda each: each.total.median if each.total else 0.0, default=None)


def _pair(costs: Costs, own: str, other: str) -> tuple[BreakEven | None, bool]:
    """The two side by side, and whether `own` is its `b`."""
    found = next((each for each in costs.break_evens if {each.a, each.b} == {own, other}), None)
    return found, found is not None and found.b == own


def _what_is_missing(variants: Sequence[VariantCost]) -> str:
    asked = {(each.variant, each.field) for variant in variants for each in variant.missing}
    names = strung(each.variant for each in variants)
    if not asked:
        return _("the cost of {variants} is open", variants=names)
    return ngettext(
        "{n} number missing for {variants}", "{n} numbers missing for {variants}", len(asked), variants=names
    )


def _unknown(why: str) -> YearlyEffect:
    return YearlyEffect(saved_usd=None, why_not_known=why)
