"""The room around and between the panels: where each stands, titles, banner, caption and legend."""

from __future__ import annotations

import math
import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import plotly.graph_objects as go

from advisor.language import _, language
from advisor.report.figure_labels import LINE_HEIGHT
from advisor.report.figure_numbers import plain
from advisor.report.figure_sheet import PER_CHARACTER, Frame, Sheet, letters
from advisor.report.figure_theme import FONTS, SHAPES
from advisor.schema.evidence import Place
from advisor.schema.words import approach_title

Panel = Literal["quality", "differences", "volume"]

_WIDE: Final = (1280, 960)
_NARROW: Final = (400, 360)
"""Pixels for which labels are placed, and for which lines of text are broken, which must not be cut off on less."""
_SIDES: Final = {"quality": 64, "differences": 12, "volume": 64}
"""Pixels left of a panel for the numbers and the title of its axis."""
_SHARES: Final = {"quality": 0.44, "differences": 0.26, "volume": 0.30}
_GAP: Final = 20
_EDGE: Final = 16
_TITLE: Final = 34
_UNDER: Final = 58
"""Pixels below the panels for ticks and titles."""
_LEGEND_ROW: Final = 22
_LETTER: Final = PER_CHARACTER * 0.92
_UNSPACED: Final = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
"""Kana and Chinese characters, which are written without spaces."""
_PIECES: Final = re.compile(
    r"[（「]*(?:[^\u3000-\u9fff\uff00-\uffef\s]+|\S)[、。）」：；ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ]*\s*"
)
"""What stays on one line: a word in Latin letters, or a character, with the marks that may not begin or end a line."""


@dataclass(frozen=True, slots=True)
class Room:
    """The panels, the height of each, and the widths that they and the texts are made for; all in pixels."""

    panels: tuple[Panel, ...]
    width: int
    text_width: int
    height: int

    @classmethod
    def of(cls, panels: Sequence[Panel], width: int | None, height: int) -> Room:
        """The room of that width, or of the usual one."""
        usual = _WIDE if len(panels) > 1 else _NARROW
        return cls(tuple(panels), width or usual[0], width or usual[1], height)

    @property
    def left(self) -> int:
        """Left of the first panel."""
        return _SIDES[self.panels[0]]

    @property
    def letters(self) -> int:
        """How many stand on a line of text."""
        return int((self.text_width - 2 * _EDGE) / _LETTER)

    @property
    def to_the_edge(self) -> int:
        """From the first panel to where lines of text begin."""
        return min(0, _EDGE - self.left)

    def frames(self) -> list[Frame]:
        """Where the panels stand: what the axes need in pixels is set aside, the rest is shared out."""
        sides = [0, *(_SIDES[panel] + _GAP for panel in self.panels[1:])]
        whole = self.width - self.left - _EDGE
        shares = sum(_SHARES[panel] for panel in self.panels)
        found, left = [], 0.0
        for i, (panel, side) in enumerate(zip(self.panels, sides, strict=True), 1):
            left += side
            own = (whole - sum(sides)) * _SHARES[panel] / shares
            found.append(Frame(i, left / whole, min((left + own) / whole, 1.0), own, self.height))
            left += own
        return found


def name_panel(sheet: Sheet, frame: Frame, title: str) -> None:
    """Writes the title above a panel."""
    place = {"xanchor": "left", "yanchor": "bottom", "yshift": 14}
    sheet.write(f"<b>{title}</b>", frame.left, 1, "paper", "paper", size=14, **place)


def finish(
    sheet: Sheet, room: Room, said: Sequence[str], caveat: str | None, approaches: Sequence[Place | None]
) -> go.Figure:
    """The figure, with what has to be said of the numbers above, the sentences and the legend of approaches below."""
    # a number stays with its percent sign
    lines = [line for each in said for line in _lines(each.replace(" %", "\u00a0%"), room.letters)]
    banner = _lines(caveat, room.letters - 6) if caveat else []
    if lines:
        _write(sheet, room, lines, 0, -_UNDER, "top", name="caption", color=sheet.theme.muted)
    if banner:
        ground, edge = sheet.theme.banner
        look = {"bgcolor": ground, "bordercolor": edge, "borderpad": 4}
        _write(sheet, room, banner, 1, _TITLE + 6, "bottom", name="caveat", **look)
    rows = _add_legend(sheet, room, approaches)
    top = _TITLE + (18 + LINE_HEIGHT * len(banner) if banner else 0)
    bottom = _UNDER + len(lines) * LINE_HEIGHT + rows * _LEGEND_ROW + 22
    fonts = {"family": FONTS[language()]} if language() in FONTS else {}
    layout: dict[str, Any] = {
        "height": int(room.height + top + bottom),
        "margin": {"l": room.left, "r": _EDGE, "t": int(top), "b": int(bottom), "autoexpand": False},
        "paper_bgcolor": sheet.theme.paper,
        "plot_bgcolor": sheet.theme.paper,
        "font": {"color": sheet.theme.text, "size": 12, **fonts},
        "hoverlabel": {"align": "left", **({"font": fonts} if fonts else {})},
        "hovermode": "closest",
        # what a reader has zoomed into stays, until another kind of axis is shown
        "uirevision": sheet.axes["xaxis"]["title"]["text"],
        "legend": {
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "y": 0,
            "yanchor": "bottom",
            "yref": "container",
            "itemclick": False,
            "itemdoubleclick": False,
            "font": {"size": 12},
        },
        "template": "none",
        "shapes": sheet.shapes,
        "annotations": sheet.texts,
        **sheet.axes,
    }
    return go.Figure({"data": sheet.traces, "layout": layout})


def _write(sheet: Sheet, room: Room, lines: Sequence[str], y: int, shift: int, anchor: str, **more: Any) -> None:
    sheet.write(
        "<br>".join(plain(line) for line in lines),
        0,
        y,
        "paper",
        "paper",
        xanchor="left",
        yanchor=anchor,
        xshift=room.to_the_edge,
        yshift=shift,
        align="left",
        **more,
    )


def _add_legend(sheet: Sheet, room: Room, approaches: Sequence[Place | None]) -> int:
    """Adds an entry for each approach; gives back how many rows they may need."""
    names = [approach_title(approach) if approach else _("Approach not sure") for approach in approaches]
    for approach, name in zip(approaches, names, strict=True):
        marker = {"symbol": SHAPES[approach], "size": 11, "color": sheet.theme.colours[approach]}
        sheet.traces.append(
            {"type": "scatter", "x": [None], "y": [None], "mode": "markers", "marker": marker, "name": name}
        )
    if not names:
        return 0
    # Plotly gives all entries the width of the widest as soon as they need a second row
    widest = max(letters(name) for name in names) * PER_CHARACTER + 46
    whole = room.text_width - room.left - _EDGE
    if sum(letters(name) * PER_CHARACTER + 46 for name in names) <= whole:
        return 1
    return math.ceil(len(names) / max(int(whole / widest), 1))


def _lines(text: str, most: int) -> list[str]:
    """The text in lines; names of variants are not broken at their hyphens, Japanese is broken between characters."""
    if not _UNSPACED.search(text):
        return textwrap.wrap(text, most, break_on_hyphens=False)
    lines = [""]
    for piece in _PIECES.findall(text):
        if lines[-1] and letters(lines[-1] + piece.rstrip()) > most:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.rstrip() for line in lines]
