"""The words of the chart: titles, hover texts, the paragraph for those who cannot see it."""

from __future__ import annotations

from typing import Final

from advisor.evals.number_words import enumerated
from advisor.language import N_, _, day, run_on
from advisor.report.cost_words import STANDINGS as LIMITS
from advisor.report.evidence_words import VERDICTS, chance
from advisor.report.figure_caption import axis_notes
from advisor.report.figure_numbers import money, on_axis, plain, seconds, spread_words
from advisor.report.figure_pairs import from_best, interval_words, verdict_words
from advisor.report.figure_points import Axis, Point, best, default_axis, points
from advisor.schema.costs import CostRange, Costs, LimitStanding
from advisor.schema.evidence import Evidence

AXIS_TITLES: Final[dict[Axis, str]] = {
    "all-in": N_("USD per piece of work, all in"),
    "running": N_("USD per piece of work, running"),
    "per-success": N_("USD per success, all in"),
    "latency": N_("p95 latency, seconds"),
    "measured": N_("USD per request"),
}

PANEL_TITLES: Final[dict[Axis, str]] = {
    "all-in": N_("Quality and all-in cost"),
    "running": N_("Quality and running cost"),
    "per-success": N_("Quality and cost of a success"),
    "latency": N_("Quality and latency"),
    "measured": N_("Quality and cost per request"),
}

_PHRASES: Final[dict[Axis, str]] = {
    "all-in": N_("all-in cost of a finished piece of work"),
    "running": N_("running cost of a finished piece of work"),
    "per-success": N_("all-in cost of a success"),
    "latency": N_("p95 latency"),
    "measured": N_("cost per request"),
}


def hover(point: Point, axis: Axis, volume: int | None = None) -> str:
    """All figures of a variant, each with what it rests on."""
    lines = [
        _("{variant} ({approach})", variant=f"<b>{plain(point.variant)}</b>", approach=plain(point.title)),
        _("mean {mean}, {interval}", mean=f"{point.mean:.3g}", interval=interval_text(point)),
        _("n = {n} items, {failed} failed calls", n=point.score.n, failed=point.summary.failed),
        _("{what}: {amount}", what=_(_PHRASES[axis]), amount=_across(point, axis)),
    ]
    monthly = point.monthly(volume)
    if monthly is not None:
        lines.append(_("{money} a month at {volume} requests", money=money(monthly), volume=f"{volume:,}"))
    if axis != "latency":
        lines.append(latency_text(point))
    priced = point.priced
    if priced is not None:
        if priced.total is not None:
            lines.append(_("total: {amount}", amount=range_text(priced.total)))
        lines += [_(says, standing=_(LIMITS[at])) for says, at in limits(point) if at != "no limit"]
    if point.verdict is not None:
        lines.append(_("{verdict}; {chance}", verdict=_(VERDICTS[point.verdict.verdict]), chance=front_text(point)))
    return "<br>".join(lines)


def interval_text(point: Point) -> str:
    """`95 % interval 0.65 to 0.90`."""
    found = point.score.interval
    if found is None:
        return _("no interval")
    return _(
        "{level} % interval {low} to {high}",
        level=f"{found.level * 100:.0f}",
        low=f"{found.low:.2f}",
        high=f"{found.high:.2f}",
    )


def range_text(found: CostRange) -> str:
    """`$1,200, range $900 to $1,600 (10-90 %)`."""
    return _(
        "{value}, range {low} to {high} (10-90 %)",
        value=money(found.median),
        low=money(found.low),
        high=money(found.high),
    )


def latency_text(point: Point) -> str:
    """The 95 % quantile with its interval and n; the mean where there is no quantile."""
    p95, mean = point.summary.latency_p95_s, point.summary.mean_latency_s
    if p95 is not None:
        bounds = (
            _("no interval")
            if p95.low is None or p95.high is None
            else _("95 % interval {low} to {high}", low=seconds(p95.low), high=seconds(p95.high))
        )
        return _("p95 latency {value} ({interval}, n = {n})", value=seconds(p95.value), interval=bounds, n=p95.n)
    if mean is None:
        return _("latency unknown")
    return _("latency {value} (mean, n = {n})", value=seconds(mean), n=point.summary.latency_rows)


def front_text(point: Point) -> str:
    """`unbeaten in cost and quality: 62 %`."""
    p = point.p_on_front
    return _("unbeaten in cost and quality: {chance}", chance=_("not worked out") if p is None else chance(p))


def limits(point: Point) -> tuple[tuple[str, LimitStanding], ...]:
    """How the variant stands to the limits, each with the words for it."""
    priced = point.priced
    if priced is None:
        return ()
    return (N_("cost limit: {standing}"), priced.cost_limit), (N_("latency limit: {standing}"), priced.latency_limit)


def figure_summary(evidence: Evidence, *, axis: Axis | None = None, monthly_volume: int | None = None) -> str:
    """The chart in one paragraph, for a screen reader."""
    axis, costs = axis or default_axis(evidence), evidence.costs
    shown = points(evidence, axis)
    if not shown:
        return _("No variant has the score {score}.", score=evidence.score)
    top = best(shown)
    sentences = [_ended(evidence.caveat)] if evidence.caveat else []
    sentences.append(
        _(
            "Quality ({score}) against {what} for {n} variants.",
            score=evidence.score,
            what=_(_PHRASES[axis]),
            n=len(shown),
        )
    )
    for point in shown:
        sentences.append(_point_words(point, axis, monthly_volume))
        sentences.append("" if point is top else _difference_words(evidence, point, top))
    sentences.append(_("The best mean is that of {variant}.", variant=top.variant))
    if evidence.target is not None:
        sentences.append(_("The target is {target}.", target=f"{evidence.target:g}"))
    if costs is not None:
        sentences += _cost_sentences(costs)
    sentences += axis_notes(evidence, axis)
    return run_on(*sentences)


def _ended(sentence: str) -> str:
    """The sentence with one full stop."""
    return _("{says}.", says=sentence.rstrip(".。"))


def _point_words(point: Point, axis: Axis, monthly_volume: int | None) -> str:
    monthly = point.monthly(monthly_volume)
    across = _across(point, axis)
    if monthly is not None:
        across = _("{amount}, {money} a month", amount=across, money=money(monthly))
    return _(
        "{variant} ({approach}): {mean}, {interval}, n = {n}, {what} {amount}; {chance}.",
        variant=point.variant,
        approach=point.title,
        mean=f"{point.mean:.2f}",
        interval=interval_text(point),
        n=point.score.n,
        what=_(_PHRASES[axis]),
        amount=across,
        chance=front_text(point),
    )


def _difference_words(evidence: Evidence, point: Point, top: Point) -> str:
    found = from_best(evidence, point.variant, top.variant)
    if found is None:
        return _("Beside {variant}: no shared items.", variant=top.variant)
    apart = f"{found.difference:+.3g}"
    if found.interval90:
        apart = _("{difference}, {interval}", difference=apart, interval=interval_words(found.interval90))
    return _(
        "Minus {variant}: {apart}, n = {n} shared items, {verdict}.",
        variant=top.variant,
        apart=apart,
        n=found.n_shared,
        verdict=verdict_words(found),
    )


def _cost_sentences(costs: Costs) -> list[str]:
    said = []
    totals = [each for each in costs.variants if each.total is not None]
    if costs.volume is not None:
        said.append(
            _(
                "At {volume} finished pieces of work a month, over {months} months from {day}:",
                volume=f"{costs.volume.likely:,.0f}",
                months=costs.horizon_months,
                day=day(costs.start),
            )
        )
    said += [
        _("{variant} costs {amount} in total.", variant=each.variant, amount=range_text(each.total))
        for each in totals
        if each.total is not None
    ]
    unknown = [each.variant for each in costs.variants if each.total is None]
    if unknown:
        said.append(_("The total is not known for {names}.", names=enumerated(unknown)))
    return said


def _across(point: Point, axis: Axis) -> str:
    if point.x is None:
        return _("unknown")
    if axis == "measured":
        return _("{amount} (mean, n = {n})", amount=on_axis(point.x.value, axis), n=point.summary.cost_rows)
    return spread_words(point.x, axis)
