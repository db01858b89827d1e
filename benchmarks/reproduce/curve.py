"""The learning curves as a small SVG: the share that is right by the number of training examples, with intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT, LEFT, TOP, PLOT_W, PLOT_H = 640, 320, 56, 24, 400, 240
COLOURS = ("#0072B2", "#D55E00")
"""Two of Okabe and Ito's; the marks differ in shape too."""


@dataclass(frozen=True)
class Point:
    """One place of a curve: share, and the ends of its interval."""

    examples: int
    share: float
    low: float
    high: float


def curve_svg(curves: Mapping[str, Sequence[Point]], lines: Mapping[str, float], title: str) -> str:
    """The picture; `lines` are shares to compare with, drawn dashed in the colour of the curve at the same place."""
    examples = sorted({point.examples for points in curves.values() for point in points})
    places = {n: LEFT + 20 + at * (PLOT_W - 40) / max(len(examples) - 1, 1) for at, n in enumerate(examples)}
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-family="sans-serif"'
        f' font-size="12"><title>{escape(title)}</title>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
    ]
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        parts.append(f'<path d="M{LEFT} {_y(share):.1f}h{PLOT_W}" stroke="#ddd"/>')
        parts.append(_text(LEFT - 8, _y(share) + 4, f"{share:.0%}", anchor="end"))
    parts += [_text(x, TOP + PLOT_H + 18, str(n), anchor="middle") for n, x in places.items()]
    parts.append(_text(LEFT + PLOT_W / 2, TOP + PLOT_H + 38, "training examples", anchor="middle"))
    names = list(curves)
    for at, (name, points) in enumerate(curves.items()):
        colour, shift = COLOURS[at % 2], (at - 0.5) * 6
        path = "L".join(f"{places[p.examples] + shift:.1f} {_y(p.share):.1f}" for p in points)
        parts.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        for p in points:
            x = places[p.examples] + shift
            parts.append(f'<path d="M{x:.1f} {_y(p.low):.1f}V{_y(p.high):.1f}" stroke="{colour}"/>')
            parts.append(_mark(at, x, _y(p.share), colour))
        end = points[-1]
        parts.append(_text(LEFT + PLOT_W + 10, _y(end.share) + 4, name, colour))
    for name, share in lines.items():
        colour = COLOURS[names.index(name.split(":")[0]) % 2] if name.split(":")[0] in names else "#555"
        parts.append(f'<path d="M{LEFT} {_y(share):.1f}h{PLOT_W}" stroke="{colour}" stroke-dasharray="5 4"/>')
        parts.append(_text(LEFT + PLOT_W + 10, _y(share) + 4, name.split(":")[-1], colour))
    return "\n".join([*parts, "</svg>"]) + "\n"


def _y(share: float) -> float:
    return TOP + (1 - share) * PLOT_H


def _mark(at: int, x: float, y: float, colour: str) -> str:
    if at % 2:
        return f'<rect x="{x - 4:.1f}" y="{y - 4:.1f}" width="8" height="8" fill="{colour}"/>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.5" fill="{colour}"/>'


def _text(x: float, y: float, said: str, colour: str = "#333", anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour}" text-anchor="{anchor}">{escape(said)}</text>'
