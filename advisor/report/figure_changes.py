"""What a moved slider changed, in sentences for the live region of a screen reader."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.report.evidence_words import chance
from advisor.report.figure_numbers import money
from advisor.report.figure_points import Axis, Point, default_axis, front_of, points
from advisor.report.figure_table import against
from advisor.schema.costs import BreakEven, Costs, VariantCost
from advisor.schema.evidence import Evidence


def changes(before: Evidence, after: Evidence, axis: Axis | None = None) -> tuple[str, ...]:
    """A sentence for each verdict, choice, cheapest, place on the front, break-even and limit that changed.

    Empty where none did: figures that merely moved are not told.
    """
    axis = axis or default_axis(after)
    return (
        *_choices(before, after),
        *_verdicts(before, after),
        *_fronts(before, after, axis),
        *_cheapest(before.costs, after.costs),
        *_break_evens(before.costs, after.costs, after.choice.variant),
        *_limits(before.costs, after.costs),
    )


def _choices(before: Evidence, after: Evidence) -> Iterator[str]:
    old, new = before.choice, after.choice
    if old.variant != new.variant:
        yield f"The simplest that is good enough is now {_named(new.variant)}; it was {_named(old.variant)}."
    elif old.standing != new.standing:
        yield f"The choice of {_named(new.variant)} is now {new.standing}; it was {old.standing}."


def _verdicts(before: Evidence, after: Evidence) -> Iterator[str]:
    old = {each.variant: each for each in before.verdicts}
    for new in after.verdicts:
        known = old.get(new.variant)
        if known is None:
            continue
        if known.verdict != new.verdict:
            yield f"`{new.variant}` is now {new.verdict}; it was {known.verdict}."
        if known.meets != new.meets:
            yield f"`{new.variant}` against the target: now {_said(new.meets)}; it was {_said(known.meets)}."


def _fronts(before: Evidence, after: Evidence, axis: Axis) -> Iterator[str]:
    old, new = points(before, axis), points(after, axis)
    was_on, is_on = _on_front(old), _on_front(new)
    known = {point.variant: point for point in old}
    for point in new:
        name = point.variant
        if name not in known:
            continue
        if (name in is_on) != (name in was_on):
            yield f"`{name}` is {'now' if name in is_on else 'no longer'} on the front."
        p, filled = point.p_on_front, point.is_filled
        if p is not None and filled is not None and known[name].is_filled is (not filled):
            yield f"`{name}`: P(on the front) is now {chance(p)}, {'at least' if filled else 'below'} one half."


def _on_front(shown: list[Point]) -> set[str]:
    corners = set(front_of(shown))
    return {point.variant for point in shown if point.x is not None and (point.x.value, point.mean) in corners}


def _cheapest(before: Costs | None, after: Costs | None) -> Iterator[str]:
    if before is None or after is None:
        return
    old, new = _with_least(before), _with_least(after)
    if new is not None and new.total is not None and (old is None or old.variant != new.variant):
        was = f"; it was {_named(old.variant)}" if old else ""
        yield (
            f"The cheapest over {after.horizon_months} months is now `{new.variant}`, {money(new.total.median)} "
            f"(range {money(new.total.low)} to {money(new.total.high)}){was}."
        )
    if before.cheapest_good_enough != after.cheapest_good_enough:
        yield (
            f"The cheapest that is good enough is now {_named(after.cheapest_good_enough)}; "
            f"it was {_named(before.cheapest_good_enough)}."
        )


def _with_least(costs: Costs) -> VariantCost | None:
    known = [(each.total.median, each) for each in costs.variants if each.total is not None]
    return min(known, key=lambda each: each[0])[1] if known else None


def _break_evens(before: Costs | None, after: Costs | None, choice: str | None) -> Iterator[str]:
    """Only those with the choice: all pairs would be too many to listen to."""
    if before is None or after is None:
        return
    for new in after.break_evens:
        if choice not in (new.a, new.b):
            continue
        old = against(before, new.a, new.b)
        was, now = _dearer_and_cheaper(old, before), _dearer_and_cheaper(new, after)
        if was is None or now is None or was == now:
            continue
        at = new.requests_per_month
        where = f" (break-even at {at:,.0f} a month)" if at is not None else ""
        yield f"At your volume `{now[1]}` now costs less than `{now[0]}`{where}."


def _dearer_and_cheaper(pair: BreakEven | None, costs: Costs) -> tuple[str, str] | None:
    """Of a pair the dearer and the cheaper one at the team's volume; None without a volume."""
    if pair is None or costs.volume is None:
        return None
    volume = costs.volume.likely
    is_cheaper = any(low <= volume and (high is None or volume < high) for low, high in pair.spans)
    return (pair.a, pair.b) if is_cheaper else (pair.b, pair.a)


def _limits(before: Costs | None, after: Costs | None) -> Iterator[str]:
    if before is None or after is None:
        return
    old = {each.variant: each for each in before.variants}
    for new in after.variants:
        known = old.get(new.variant)
        if known is None:
            continue
        for name, was, now in (
            ("cost", known.cost_limit, new.cost_limit),
            ("latency", known.latency_limit, new.latency_limit),
        ):
            if was != now:
                yield f"`{new.variant}` and the limit of {name}: now {now}; it was {was}."


def _named(variant: str | None) -> str:
    return "none" if variant is None else f"`{variant}`"


def _said(word: str) -> str:
    return word.replace("_", " ")
