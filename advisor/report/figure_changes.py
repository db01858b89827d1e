"""What a moved slider changed, in sentences for the live region of a screen reader."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from advisor.language import N_, _, pgettext
from advisor.report.cost_words import STANDINGS as LIMITS
from advisor.report.evidence_words import VERDICTS, chance
from advisor.report.figure_numbers import money
from advisor.report.figure_points import Axis, Point, default_axis, front_of, points
from advisor.report.figure_table import against
from advisor.schema.costs import BreakEven, Costs, VariantCost
from advisor.schema.evidence import Evidence, Meets, Standing


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
        yield _(
            "The simplest that is good enough is now {now}; it was {before}.",
            now=_named(new.variant),
            before=_named(old.variant),
        )
    elif old.standing != new.standing:
        yield _(
            "The choice of {variant} is now {now}; it was {before}.",
            variant=_named(new.variant),
            now=_standing(new.standing),
            before=_standing(old.standing),
        )


def _standing(word: Standing) -> str:
    return {
        "shown": pgettext("choice", "shown"),
        "probable": pgettext("choice", "probable"),
        "open": pgettext("choice", "open"),
    }[word]


def _verdicts(before: Evidence, after: Evidence) -> Iterator[str]:
    old = {each.variant: each for each in before.verdicts}
    for new in after.verdicts:
        known = old.get(new.variant)
        if known is None:
            continue
        if known.verdict != new.verdict:
            yield _(
                "`{variant}` is now {now}; it was {before}.",
                variant=new.variant,
                now=_(VERDICTS[new.verdict]),
                before=_(VERDICTS[known.verdict]),
            )
        if known.meets != new.meets:
            yield _(
                "`{variant}` against the target: now {now}; it was {before}.",
                variant=new.variant,
                now=_(_MEETS[new.meets]),
                before=_(_MEETS[known.meets]),
            )


def _fronts(before: Evidence, after: Evidence, axis: Axis) -> Iterator[str]:
    old, new = points(before, axis), points(after, axis)
    was_on, is_on = _on_front(old), _on_front(new)
    known = {point.variant: point for point in old}
    for point in new:
        name = point.variant
        if name not in known:
            continue
        if (name in is_on) != (name in was_on):
            yield (
                _("`{variant}` is now unbeaten in cost and quality.", variant=name)
                if name in is_on
                else _("`{variant}` is no longer unbeaten in cost and quality.", variant=name)
            )
        p, filled = point.p_on_front, point.is_filled
        if p is not None and filled is not None and known[name].is_filled is (not filled):
            values = {"variant": name, "chance": chance(p)}
            yield (
                _(
                    "`{variant}`: the chance to be unbeaten in cost and quality is now {chance}, at least half.",
                    **values,
                )
                if filled
                else _(
                    "`{variant}`: the chance to be unbeaten in cost and quality is now {chance}, below half.", **values
                )
            )


def _on_front(shown: list[Point]) -> set[str]:
    corners = set(front_of(shown))
    return {point.variant for point in shown if point.x is not None and (point.x.value, point.mean) in corners}


def _cheapest(before: Costs | None, after: Costs | None) -> Iterator[str]:
    if before is None or after is None:
        return
    old, new = _with_least(before), _with_least(after)
    if new is not None and new.total is not None and (old is None or old.variant != new.variant):
        values = {
            "months": after.horizon_months,
            "variant": new.variant,
            "total": money(new.total.median),
            "low": money(new.total.low),
            "high": money(new.total.high),
        }
        yield (
            _(
                "The cheapest over {months} months is now `{variant}`, {total} (range {low} to {high}); it was"
                " {before}.",
                **values,
                before=_named(old.variant),
            )
            if old
            else _("The cheapest over {months} months is now `{variant}`, {total} (range {low} to {high}).", **values)
        )
    if before.cheapest_good_enough != after.cheapest_good_enough:
        yield _(
            "The cheapest that is good enough is now {now}; it was {before}.",
            now=_named(after.cheapest_good_enough),
            before=_named(before.cheapest_good_enough),
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
        values = {"cheaper": now[1], "dearer": now[0]}
        yield (
            _("At your volume `{cheaper}` now costs less than `{dearer}`.", **values)
            if at is None
            else _(
                "At your volume `{cheaper}` now costs less than `{dearer}` (break-even at {n} a month).",
                **values,
                n=f"{at:,.0f}",
            )
        )


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
        for says, was, now in (
            (N_("`{variant}` and the limit of cost: now {now}; it was {before}."), known.cost_limit, new.cost_limit),
            (
                N_("`{variant}` and the limit of latency: now {now}; it was {before}."),
                known.latency_limit,
                new.latency_limit,
            ),
        ):
            if was != now:
                yield _(says, variant=new.variant, now=_(LIMITS[now]), before=_(LIMITS[was]))


def _named(variant: str | None) -> str:
    return pgettext("variant", "none") if variant is None else f"`{variant}`"


_MEETS: Final[dict[Meets, str]] = {
    "no_target": N_("no target"),
    "below_target": N_("below target"),
    "not_settled": N_("not settled"),
    "probably_meets": N_("probably meets"),
    "meets_target": N_("meets target"),
}
