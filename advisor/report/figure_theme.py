"""The look of the figures: a shape and a colour for each approach, on white, on the dark page, and in grey print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from advisor.language import Language

ThemeName = Literal["light", "dark", "grey"]

SHAPES: Final[dict[str | None, str]] = {
    "prompting": "circle",
    "rag": "square",
    "fine-tuning": "diamond",
    "rag+fine-tuning": "star",
    "baseline": "cross",
    None: "x",
}
"""The shape of each approach; None where the approach is not sure."""

DASHES: Final = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
"""What tells lines of one colour apart, also in grey print."""

MARK: Final = 13
"""The size of a mark, in pixels."""


@dataclass(frozen=True, slots=True)
class Theme:
    """All colours of a figure. Text has a contrast of 4.5 : 1 with the paper, marks and lines have 3 : 1 (WCAG 2.2)."""

    paper: str
    text: str
    muted: str
    """Lines and small texts."""
    grid: str
    band: str
    """What shades the band of the good enough."""
    banner: tuple[str, str]
    """Ground and edge of the banner that says what has to be said of the numbers."""
    colours: Mapping[str | None, str]
    """Approach -> colour."""


THEMES: Final[dict[ThemeName, Theme]] = {
    # Okabe and Ito's colours; the last three are darkened, white leaves them too little contrast
    "light": Theme(
        paper="#ffffff",
        text="#17252d",
        muted="#5c676d",
        grid="#e3e8ea",
        band="#0072B2",
        banner=("#fbf0d6", "#b07c00"),
        colours={
            "prompting": "#0072B2",
            "rag": "#008F68",
            "fine-tuning": "#D55E00",
            "rag+fine-tuning": "#B5568D",
            "baseline": "#6b6b6b",
            None: "#A06F00",
        },
    ),
    "dark": Theme(
        paper="#10181d",
        text="#e4ecef",
        muted="#9fb0b8",
        grid="#26343c",
        band="#56B4E9",
        banner=("#33290f", "#E69F00"),
        colours={
            "prompting": "#56B4E9",
            "rag": "#00B585",
            "fine-tuning": "#F07A26",
            "rag+fine-tuning": "#CC79A7",
            "baseline": "#a8a8a8",
            None: "#E69F00",
        },
    ),
    "grey": Theme(
        paper="#ffffff",
        text="#000000",
        muted="#595959",
        grid="#e6e6e6",
        band="#000000",
        banner=("#f0f0f0", "#595959"),
        colours={
            "prompting": "#000000",
            "rag": "#595959",
            "fine-tuning": "#2b2b2b",
            "rag+fine-tuning": "#6e6e6e",
            "baseline": "#767676",
            None: "#444444",
        },
    ),
}

MARKS: Final[dict[str | None, tuple[str, str]]] = {
    place: (shape, THEMES["light"].colours[place]) for place, shape in SHAPES.items()
}
"""Shape and colour of each approach on white."""

GREY: Final = "#767676"

FONTS: Final[dict[Language, str]] = {
    "ja": '"Open Sans", "Noto Sans CJK JP", "Noto Sans JP", "Hiragino Sans", "Yu Gothic", sans-serif'
}
"""The fonts of a language that Plotly's own do not write."""


def faded(colour: str, opacity: float) -> str:
    """The colour, `#rrggbb`, let through that much."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity:g})"
