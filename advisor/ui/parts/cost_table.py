"""The numbers of the live chart as a table: a row a variant that can be reached by key."""

from __future__ import annotations

from html import escape

from advisor.report.evidence_contents import NOT_KNOWN
from advisor.report.figure import Axis
from advisor.report.figure_numbers import on_axis
from advisor.report.figure_points import Point, along, points
from advisor.report.figure_text import AXIS_TITLES, range_text
from advisor.schema.costs import CostRange
from advisor.schema.evidence import Evidence
from advisor.schema.words import TITLES


def cost_table(evidence: Evidence, axis: Axis) -> str:
    """The table; what is not known says so."""
    counts_failures = evidence.costs is not None and evidence.costs.cost_of_a_failure is not None
    cheapest = "Cheapest, failures counted" if counts_failures else "Cheapest"
    head = ("Variant", "Approach", "Mean (95 % interval)", AXIS_TITLES[axis], "Total", cheapest, "Verdict")
    shown = {point.variant: point for point in points(evidence, axis)}
    priced = {each.variant: each for each in evidence.costs.variants} if evidence.costs else {}
    summaries = {each.variant: each for each in evidence.variants}
    rows = []
    for name in dict.fromkeys((*summaries, *priced)):
        point, own, summary = shown.get(name), priced.get(name), summaries.get(name)
        place = summary.approach if summary else own.approach if own else None
        x = along(summary, own, axis)
        across = NOT_KNOWN if x is None else on_axis(x.value, axis)
        if x is not None and x.low is not None and x.high is not None:
            across += f" ({on_axis(x.low, axis)} to {on_axis(x.high, axis)})"
        cells = (
            name,
            TITLES[place] if place else "not sure",
            _mean(point),
            across,
            _total(own.total if own else None),
            NOT_KNOWN if own is None or own.p_cheapest is None else f"in {own.p_cheapest:.0%} of the draws",
            point.verdict.verdict if point and point.verdict else "not measured",
        )
        rows.append(_row(head, cells))
    top = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    return f'<div class="table"><table><thead><tr>{top}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>'


def _row(head: tuple[str, ...], cells: tuple[str, ...]) -> str:
    body = "".join(
        f'<td data-label="{escape(name)}">{escape(cell)}</td>' for name, cell in zip(head, cells, strict=True)
    )
    return f'<tr tabindex="0">{body}</tr>'


def _mean(point: Point | None) -> str:
    if point is None:
        return NOT_KNOWN
    interval = point.score.interval
    between = f" ({interval.low:.2f} to {interval.high:.2f})" if interval else ""
    return f"{point.mean:.3g}{between}, n = {point.score.n}"


def _total(found: CostRange | None) -> str:
    return NOT_KNOWN if found is None else range_text(found)
