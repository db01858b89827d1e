"""The plane of quality against cost: where things stand on it, in pixels, and what marks and bars cover."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from advisor.report.figure_axes import FigureAxes
from advisor.report.figure_cost_axis import CostAxis
from advisor.report.figure_labels import BAR_WEIGHT, LINE_HEIGHT, MARK_WEIGHT, TEXT_WEIGHT, Obstacle, least_covering
from advisor.report.figure_points import Point
from advisor.report.figure_sheet import PER_CHARACTER, Frame, Sheet, letters


@dataclass(frozen=True, slots=True)
class Plane:
    """A sheet with the place and the ranges of the panel on it."""

    sheet: Sheet
    frame: Frame
    axes: FigureAxes

    @property
    def cost(self) -> CostAxis:
        """What stands across."""
        return self.axes.cost

    def x(self, place: float) -> float:
        """Pixels from the left."""
        return self.cost.share(place) * self.frame.width

    def y(self, quality: float) -> float:
        """Pixels from the bottom."""
        low, high = self.axes.quality
        return (quality - low) / (high - low) * self.frame.height

    def place(self, point: Point) -> float:
        """Where a variant stands across."""
        return self.cost.place(point.variant, point.x)

    def bar(self, point: Point) -> tuple[float, float] | None:
        """How far its bar reaches to the left and to the right; None where it has none."""
        if point.x is None or point.x.low is None or point.x.high is None:
            return None
        at = self.cost.at(point.x.value)
        return max(at - self.cost.at(point.x.low), 0.0), max(self.cost.at(point.x.high) - at, 0.0)

    def covered(self, shown: Sequence[Point]) -> list[Obstacle]:
        """What marks and bars cover."""
        found = []
        for point in shown:
            place = self.place(point)
            x, y = self.x(place), self.y(point.mean)
            left, right = self.bar(point) or (0.0, 0.0)
            found += [
                Obstacle(x - 9, y - 9, x + 9, y + 9, MARK_WEIGHT),
                Obstacle(x - 2, self.y(point.low), x + 2, self.y(point.high), BAR_WEIGHT),
                Obstacle(self.x(place - left), y - 2, self.x(place + right), y + 2, BAR_WEIGHT),
            ]
        return found

    def name_level(self, text: str, quality: float, others: Sequence[Obstacle], *, is_inside: bool = False) -> Obstacle:
        """Writes what a level line is, left, right or in the middle, where it covers least of the others.

        Above it rather than below; `is_inside` a band that ends with it the other way round.
        """
        y, wide = self.y(quality), letters(text) * PER_CHARACTER
        uprights = ("top", "bottom") if is_inside else ("bottom", "top")
        sides = {"left": 0.0, "right": 1.0, "center": 0.5}
        places = [(side, upright) for upright in uprights for side in sides]
        boxes = [
            _box((self.frame.width - wide) * sides[side], y - (LINE_HEIGHT if upright == "top" else 0), wide)
            for side, upright in places
        ]
        chosen = least_covering(boxes, others)
        side, upright = places[chosen]
        self._write(text, sides[side], quality, f"{self.frame.x} domain", self.frame.y, side, upright)
        return boxes[chosen]

    def name_limit(self, text: str, place: float, others: Sequence[Obstacle]) -> Obstacle:
        """Writes what an upright line is, at its foot or its head, left or right of it."""
        x, wide = self.x(place), letters(text) * PER_CHARACTER
        # the text stands left of the line when its right end is there
        places = [(side, upright) for upright in ("bottom", "top") for side in ("left", "right")]
        boxes = [
            _box(
                x if side == "left" else x - wide,
                0 if upright == "bottom" else self.frame.height - LINE_HEIGHT,
                wide,
            )
            for side, upright in places
        ]
        beyond = [Obstacle(self.frame.width, 0, 2 * self.frame.width, self.frame.height, TEXT_WEIGHT)]
        beyond.append(Obstacle(-self.frame.width, 0, 0, self.frame.height, TEXT_WEIGHT))
        chosen = least_covering(boxes, [*others, *beyond])
        side, upright = places[chosen]
        self._write(text, place, float(upright == "top"), self.frame.x, f"{self.frame.y} domain", side, upright)
        return boxes[chosen]

    def _write(self, text: str, x: float, y: float, xref: str, yref: str, side: str, upright: str) -> None:
        colour = self.sheet.theme.muted
        self.sheet.write(text, x, y, xref, yref, xanchor=side, yanchor=upright, color=colour, name="line")


def _box(left: float, bottom: float, wide: float) -> Obstacle:
    return Obstacle(left, bottom, left + wide, bottom + LINE_HEIGHT, TEXT_WEIGHT)
