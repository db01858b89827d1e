"""The panel of differences: each variant minus the best one on the same items, with lines at 0 and at the margin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from advisor.language import _
from advisor.report.figure_axes import FigureAxes
from advisor.report.figure_numbers import LONGEST, plain, shortened
from advisor.report.figure_pairs import difference_hover, from_best, verdict_words
from advisor.report.figure_points import Point, best
from advisor.report.figure_sheet import PER_CHARACTER, Frame, Sheet, letters
from advisor.report.figure_theme import MARK, SHAPES
from advisor.schema.evidence import Evidence, PairedDifference

_NAME_AT: Final = 0.36
"""How far above its mark a row is named, in rows."""
_SHORTEST: Final = 10


def draw_differences(
    sheet: Sheet,
    frame: Frame,
    evidence: Evidence,
    shown: Sequence[Point],
    axes: FigureAxes,
    numbers: Mapping[str, int],
) -> None:
    """A row per variant, its name and the verdict above its bar; the best one is the line at 0."""
    if shown:
        _draw_rows(sheet, frame, evidence, list(shown), axes, numbers)
    sheet.set_axes(
        frame,
        {"title": _("score units, same items, 90 % interval"), "range": list(axes.differences), "nticks": 6},
        {
            "range": [-0.45, max(len(shown), 1) - 0.4],
            "showticklabels": False,
            "showgrid": False,
            "showline": False,
        },
    )


def _draw_rows(
    sheet: Sheet, frame: Frame, evidence: Evidence, shown: list[Point], axes: FigureAxes, numbers: Mapping[str, int]
) -> None:
    top = best(shown)
    rows = sorted((point for point in shown if point is not top), key=lambda point: point.mean)
    across = (-0.45, len(shown) - 0.4)
    sheet.rule(frame, across, x=0)
    if evidence.margin > 0:
        sheet.rule(frame, across, x=-evidence.margin, dash="dash")
        sheet.write(
            _("margin {margin}", margin=f"{evidence.margin:g}"),
            -evidence.margin,
            1,
            frame.x,
            f"{frame.y} domain",
            xanchor="center",
            yanchor="bottom",
            color=sheet.theme.muted,
            size=11,
        )
    for place, point in enumerate(rows):
        found = from_best(evidence, point.variant, top.variant)
        _name_row(sheet, frame, place, numbers, point, verdict_words(found))
        if found is not None:
            _draw_row(sheet, frame, place, point, found)
    _name_row(sheet, frame, len(rows), numbers, top, _("the best"))
    sheet.draw(
        frame,
        x=[0],
        y=[len(rows)],
        mode="markers",
        marker=_mark(sheet, top),
        hovertext=[_("{variant}: the best mean, all others are compared with it", variant=plain(top.variant))],
        hoverinfo="text",
        name="the best",
    )


def _draw_row(sheet: Sheet, frame: Frame, place: int, point: Point, found: PairedDifference) -> None:
    bar = found.interval90
    sheet.draw(
        frame,
        x=[found.difference],
        y=[place],
        mode="markers",
        marker=_mark(sheet, point),
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [bar.high - found.difference if bar else None],
            "arrayminus": [found.difference - bar.low if bar else None],
            "color": sheet.theme.colours[point.approach],
            "thickness": 1.5,
            "width": 5,
        },
        hovertext=[difference_hover(found)],
        hoverinfo="text",
        name=verdict_words(found),
        meta=[point.variant],
        cliponaxis=False,
    )


def _name_row(sheet: Sheet, frame: Frame, place: int, numbers: Mapping[str, int], point: Point, words: str) -> None:
    room = int(frame.width / PER_CHARACTER - letters(words)) - 4
    name = shortened(point.variant, max(_SHORTEST, min(LONGEST, room)))
    sheet.write(
        _(
            "{variant}: {verdict}",
            variant=f"{f'{numbers[point.variant]} ' if numbers else ''}<b>{name}</b>",
            verdict=words,
        ),
        0,
        place + _NAME_AT,
        f"{frame.x} domain",
        frame.y,
        xanchor="left",
        yanchor="middle",
        bgcolor=sheet.theme.paper,
        name="row",
    )


def _mark(sheet: Sheet, point: Point) -> dict[str, object]:
    return {"symbol": SHAPES[point.approach], "size": MARK, "color": sheet.theme.colours[point.approach]}
