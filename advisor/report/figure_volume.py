"""The panel of total cost against volume: a line a variant, the team's volume, and where the cheapest changes."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import fmean
from typing import Final

from advisor.language import _, pgettext
from advisor.report.figure_axes import FigureAxes
from advisor.report.figure_break_evens import draw_break_evens
from advisor.report.figure_cost_axis import log_ticks
from advisor.report.figure_labels import BAR_WEIGHT, LINE_HEIGHT, TEXT_WEIGHT, Obstacle
from advisor.report.figure_numbers import named, plain, short
from advisor.report.figure_sheet import PER_CHARACTER, Frame, LogPlane, Range, Sheet, letters
from advisor.report.figure_theme import DASHES, faded
from advisor.schema.costs import CostCurve, Costs

_LONGEST: Final = 18


def draw_volume(sheet: Sheet, frame: Frame, costs: Costs, axes: FigureAxes, numbers: Mapping[str, int]) -> None:
    """Draws the panel; `numbers` stand for the names of variants where these are too many for labels."""
    if axes.volumes is None or axes.totals is None:
        _say_why_not(sheet, frame, costs)
        return
    approaches = {each.variant: each.approach for each in costs.variants}
    counts: Counter[str | None] = Counter()
    names = {curve.variant: named(curve.variant, numbers, _LONGEST) for curve in costs.curves}
    low, high = axes.volumes
    room = max((letters(name) for name in names.values()), default=0) * PER_CHARACTER + 14
    right = high * (high / low or 1) ** (room / max(frame.width - room, 1)) if high > low else high * 10
    plane = LogPlane(sheet, frame, (low, right), axes.totals)
    for curve in costs.curves:
        approach = approaches.get(curve.variant)
        dash = DASHES[counts[approach] % len(DASHES)]
        counts[approach] += 1
        _draw_curve(sheet, frame, _within(curve, axes.volumes), sheet.theme.colours[approach], dash)
    _name_curves(plane, [_within(curve, axes.volumes) for curve in costs.curves], names)
    draw_break_evens(plane, costs, _draw_own_volume(plane, costs))
    sheet.set_axes(
        frame,
        {
            "title": _("pieces of work a month (log)"),
            "type": "log",
            "range": [math.log10(low), math.log10(right)],
            "tickvals": (ticks := log_ticks(low, high, 5)),
            "ticktext": [short(tick) for tick in ticks],
        },
        {
            "title": _total_words(costs),
            "type": "log",
            "range": [math.log10(end) for end in axes.totals],
            "tickvals": (ticks := log_ticks(*axes.totals, 7)),
            "ticktext": [pgettext("a tick", "${amount}", amount=short(tick)) for tick in ticks],
        },
    )


def _within(curve: CostCurve, volumes: Range) -> CostCurve:
    """The part of a curve that is shown."""
    kept = [i for i, volume in enumerate(curve.volumes) if volumes[0] <= volume <= volumes[1]]
    parts = {name: tuple(getattr(curve, name)[i] for i in kept) for name in ("volumes", "likely", "low", "high")}
    return curve.model_copy(update=parts)


def _draw_curve(sheet: Sheet, frame: Frame, curve: CostCurve, colour: str, dash: str) -> None:
    """The line and, lightly, its range; where a total is 0 a log scale has no place for it."""
    rows = [row for row in zip(curve.volumes, curve.likely, curve.low, curve.high, strict=True) if min(row[:2]) > 0]
    shaded = [row for row in rows if row[2] > 0]
    if shaded:
        sheet.draw(
            frame,
            x=[row[0] for row in shaded] + [row[0] for row in reversed(shaded)],
            y=[row[3] for row in shaded] + [row[2] for row in reversed(shaded)],
            mode="lines",
            line={"width": 0},
            fill="toself",
            fillcolor=faded(colour, 0.1),
            hoverinfo="skip",
            name=f"range of {plain(curve.variant)}",
        )
    sheet.draw(
        frame,
        x=[row[0] for row in rows],
        y=[row[1] for row in rows],
        customdata=[row[2:] for row in rows],
        mode="lines",
        line={"color": colour, "width": 2, "dash": dash},
        meta=plain(curve.variant),
        hovertemplate=_(
            "{name}<br>{volume} a month: {usd}<br>range {low} to {high} (10-90 %)",
            name="<b>%{meta}</b>",
            volume="%{x:,.3~s}",
            usd=_("${amount}", amount="%{y:,.0f}"),
            low=_("${amount}", amount="%{customdata[0]:,.0f}"),
            high=_("${amount}", amount="%{customdata[1]:,.0f}"),
        )
        + "<extra></extra>",
        name=plain(curve.variant),
    )


def _name_curves(plane: LogPlane, curves: Sequence[CostCurve], names: dict[str, str]) -> None:
    """Names at the right ends of the lines, moved apart where lines end close together."""
    ends = []
    for curve in curves:
        known = [(v, usd) for v, usd in zip(curve.volumes, curve.likely, strict=True) if v > 0 and usd > 0]
        if known:
            ends.append((plane.y(known[-1][1]), known[-1], curve.variant))
    ends.sort(key=lambda end: end[0])
    for (y, (volume, usd), name), place in zip(ends, _apart([end[0] for end in ends], plane.frame.height), strict=True):
        shift = place - y
        lead = {"showarrow": True, "arrowhead": 0, "arrowwidth": 1, "arrowcolor": plane.sheet.theme.muted}
        plane.sheet.write(
            names[name],
            math.log10(volume),
            math.log10(usd),
            plane.frame.x,
            plane.frame.y,
            xanchor="left",
            yanchor="middle",
            name="line",
            **({**lead, "ax": 10, "ay": -shift} if abs(shift) > 3 else {"xshift": 8, "yshift": shift}),
        )


def _apart(heights: Sequence[float], top: float) -> list[float]:
    """The heights, at least a line of text apart, inside 0 and `top`, as near to their own as that allows.

    `heights` go up. Least squares: without the room that each line of text takes, they are pooled where they would
    fall (pool adjacent violators).
    """
    step = min(LINE_HEIGHT, top / max(len(heights), 1))
    pools: list[list[float]] = []
    for i, height in enumerate(heights):
        pools.append([height - i * step])
        while len(pools) > 1 and fmean(pools[-2]) > fmean(pools[-1]):
            pools[-2:] = [pools[-2] + pools[-1]]
    even = [fmean(pool) for pool in pools for _ in pool]
    most = top - step / 2 - (len(heights) - 1) * step
    return [min(max(place, step / 2), most) + i * step for i, place in enumerate(even)]


def _draw_own_volume(plane: LogPlane, costs: Costs) -> list[Obstacle]:
    """The team's volume, with its range where it has one."""
    volume = costs.volume
    if volume is None or volume.likely <= 0:
        return []
    if 0 < volume.low < volume.high:
        plane.sheet.shapes.append(
            {
                "type": "rect",
                "layer": "below",
                "xref": plane.frame.x,
                "yref": f"{plane.frame.y} domain",
                "x0": volume.low,
                "x1": volume.high,
                "y0": 0,
                "y1": 1,
                "fillcolor": plane.sheet.theme.muted,
                "opacity": 0.1,
                "line": {"width": 0},
            }
        )
    plane.sheet.rule(plane.frame, plane.up, x=volume.likely, color=plane.sheet.theme.text)
    x, text = plane.x(volume.likely), _("your volume {n}", n=f"{volume.likely:,.0f}")
    is_left = x > plane.frame.width / 2
    plane.sheet.write(
        text,
        math.log10(volume.likely),
        0,
        plane.frame.x,
        f"{plane.frame.y} domain",
        xanchor="right" if is_left else "left",
        yanchor="bottom",
    )
    wide = letters(text) * PER_CHARACTER
    return [
        Obstacle(x - wide if is_left else x, 0, x if is_left else x + wide, LINE_HEIGHT, TEXT_WEIGHT),
        Obstacle(x - 1, 0, x + 1, plane.frame.height, BAR_WEIGHT),
    ]


def _say_why_not(sheet: Sheet, frame: Frame, costs: Costs) -> None:
    lacking = [each.variant for each in costs.variants if each.total is None]
    words = _(
        "no total is known yet:<br>something is missing for {n} of {total} variants",
        n=len(lacking),
        total=len(costs.variants),
    )
    sheet.write(words, 0.5, 0.5, f"{frame.x} domain", f"{frame.y} domain")
    sheet.set_axes(frame, {"showticklabels": False}, {"showticklabels": False})


def _total_words(costs: Costs) -> str:
    if costs.counts_failures:
        return _("total with failures over {n} months (log)", n=costs.horizon_months)
    return _("total over {n} months (log)", n=costs.horizon_months)
