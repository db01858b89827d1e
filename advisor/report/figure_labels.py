"""Where each label stands beside its mark: of six places the one that covers least of everything else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_CHARACTER: Final = 0.0125
_LINE: Final = 0.052
_GAP: Final = 0.015

_SIDES: Final = ("right", "left")
_HEIGHTS: Final = ("middle", "top", "bottom")


@dataclass(frozen=True, slots=True)
class Spot:
    """A mark in the panel, all measured as shares of its width and height."""

    x: float
    y: float
    low: float
    high: float
    label: str


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    bottom: float
    right: float
    top: float

    def shared(self, other: _Box) -> float:
        wide = min(self.right, other.right) - max(self.left, other.left)
        tall = min(self.top, other.top) - max(self.bottom, other.bottom)
        return wide * tall if wide > 0 and tall > 0 else 0.0

    def outside(self) -> float:
        return max(0.0, -self.left) + max(0.0, self.right - 1) + max(0.0, -self.bottom) + max(0.0, self.top - 1)


def place_labels(spots: list[Spot], levels: list[float]) -> list[str]:
    """For each mark the position of its label; `levels` are the heights of lines that cross the panel."""
    fixed = [_Box(spot.x - 0.008, spot.low, spot.x + 0.008, spot.high) for spot in spots]
    fixed += [_Box(0.0, level - 0.004, 1.0, level + 0.004) for level in levels]
    placed: list[_Box] = []
    found = []
    for spot in spots:
        boxes = {(height, side): _box(spot, height, side) for height in _HEIGHTS for side in _SIDES}
        height, side = min(
            boxes,
            key=lambda at: boxes[at].outside() * 10 + sum(boxes[at].shared(other) for other in (*fixed, *placed)) * 100,
        )
        placed.append(boxes[height, side])
        found.append(f"{height} {side}")
    return found


def _box(spot: Spot, height: str, side: str) -> _Box:
    lines = spot.label.split("<br>")
    wide, tall = max(len(line) for line in lines) * _CHARACTER, len(lines) * _LINE
    left = spot.x + _GAP if side == "right" else spot.x - _GAP - wide
    bottom = {"middle": spot.y - tall / 2, "top": spot.y + 0.01, "bottom": spot.y - tall - 0.01}[height]
    return _Box(left, bottom, left + wide, bottom + tall)
