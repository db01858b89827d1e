"""The numbers of the live chart as a table: a row a variant that can be reached by key."""

from __future__ import annotations

from html import escape

from advisor.language import N_, _
from advisor.report.cost_words import share
from advisor.report.figure import Axis
from advisor.report.figure_numbers import on_axis
from advisor.report.figure_points import Point, Spread, along, points
from advisor.report.figure_text import AXIS_TITLES, range_text
from advisor.schema.costs import CostRange, VariantCost
from advisor.schema.evidence import Evidence
from advisor.schema.words import approach_title

_UNKNOWN = N_("unknown")


def cost_table(evidence: Evidence, axis: Axis) -> str:
    """The table; what is not known says so."""
    counts_failures = evidence.costs is not None and evidence.costs.cost_of_a_failure is not None
    cheapest = _("Cheapest, failures counted") if counts_failures else _("Cheapest")
    mean, across, total = _("Mean (95 % interval)"), _(AXIS_TITLES[axis]), _("Total")
    head = (_("Variant"), _("Approach"), mean, across, total, cheapest, _("Verdict"))
    shown = {point.variant: point for point in points(evidence, axis)}
    priced = {each.variant: each for each in evidence.costs.variants} if evidence.costs else {}
    summaries = {each.variant: each for each in evidence.variants}
    rows = []
    for name in dict.fromkeys((*summaries, *priced)):
        point, own, summary = shown.get(name), priced.get(name), summaries.get(name)
        place = summary.approach if summary else own.approach if own else None
        x = along(summary, own, axis)
        cells = (
            name,
            approach_title(place) if place else _("not sure"),
            _mean(point),
            _across(x, axis),
            _total(own.total if own else None),
            _cheapest(own),
            _(point.verdict.verdict) if point and point.verdict else _("not measured"),
        )
        rows.append(_row(head, cells))
    top = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    return f'<div class="table"><table><thead><tr>{top}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>'


def _row(head: tuple[str, ...], cells: tuple[str, ...]) -> str:
    body = "".join(
        f'<td data-label="{escape(name)}">{escape(cell)}</td>' for name, cell in zip(head, cells, strict=True)
    )
    return f'<tr tabindex="0">{body}</tr>'


def _across(x: Spread | None, axis: Axis) -> str:
    if x is None:
        return _(_UNKNOWN)
    amount = on_axis(x.value, axis)
    if x.low is None or x.high is None:
        return amount
    return _("{amount} ({low} to {high})", amount=amount, low=on_axis(x.low, axis), high=on_axis(x.high, axis))


def _cheapest(own: VariantCost | None) -> str:
    if own is None or own.p_cheapest is None:
        return _(_UNKNOWN)
    return _("in {share} of the simulation runs", share=share(own.p_cheapest))


def _mean(point: Point | None) -> str:
    if point is None:
        return _(_UNKNOWN)
    mean, interval = f"{point.mean:.3g}", point.score.interval
    if interval:
        low, high = f"{interval.low:.2f}", f"{interval.high:.2f}"
        mean = _("{amount} ({low} to {high})", amount=mean, low=low, high=high)
    return _("{mean}, n = {n}", mean=mean, n=point.score.n)


def _total(found: CostRange | None) -> str:
    return _(_UNKNOWN) if found is None else range_text(found)
