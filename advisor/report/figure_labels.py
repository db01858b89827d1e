"""Where each label stands beside its mark: of many places, near ones first, the one that covers least of all else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from advisor.report.figure_sheet import PER_CHARACTER, letters

LINE_HEIGHT: Final = 16.0

MARK_WEIGHT: Final = 80.0
BAR_WEIGHT: Final = 25.0
LINE_WEIGHT: Final = 8.0
TEXT_WEIGHT: Final = 60.0
"""How much it hurts a label to cover each."""

_CLEAR: Final = 10.0
"""Pixels from the middle of a mark to a label beside it."""
_RINGS: Final = (_CLEAR, 22.0, 38.0, 58.0, 82.0, 110.0)
_ROUNDS: Final = 3
_OUTSIDE: Final = 100.0
_OTHER_LABEL: Final = 300.0
_FAR: Final = 1.2
_DIRECTIONS: Final = tuple(
    (x, y) for x, y in ((1, 0), (-1, 0), (1, 0.6), (-1, 0.6), (1, -0.6), (-1, -0.6), (0, 1), (0, -1))
)

Boxes = NDArray[np.float64]
"""A row each: left, bottom, right, top, in pixels from the lower left corner of the panel."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A mark, in pixels from the lower left corner of the panel, and the label that it needs."""

    x: float
    y: float
    label: str


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What a label should not cover, and how much it would hurt."""

    left: float
    bottom: float
    right: float
    top: float
    weight: float


@dataclass(frozen=True, slots=True)
class Label:
    """Where a label stands from its mark: `dx` to the right and `dy` up to the nearest edge of the text, in pixels."""

    dx: float
    dy: float
    xanchor: Literal["left", "center", "right"]
    yanchor: Literal["bottom", "middle", "top"]
    box: tuple[float, float, float, float]

    @property
    def is_far(self) -> bool:
        """Whether a line must lead to the mark."""
        return max(abs(self.dx), abs(self.dy)) > _RINGS[1]

    def layout(self, colour: str) -> dict[str, Any]:
        """Plotly's way to say so; a label that stands far off has a line of that colour to its mark."""
        places: dict[str, Any] = {"xanchor": self.xanchor, "yanchor": self.yanchor}
        if not self.is_far:
            return {**places, "xshift": self.dx, "yshift": self.dy}
        lead = {"showarrow": True, "arrowhead": 0, "arrowwidth": 1, "arrowcolor": colour, "standoff": 7}
        return {**places, **lead, "ax": self.dx, "ay": -self.dy}


def text_width(label: str) -> float:
    """How wide a label is, in pixels."""
    return max(letters(line) for line in label.split("<br>")) * PER_CHARACTER + 4


def place_labels(spots: Sequence[Spot], obstacles: Sequence[Obstacle], width: float, height: float) -> list[Label]:
    """The place of each label in a panel of that size.

    Greedy, then twice more with all others in their places. It covers as little as it can; where marks stand on one
    spot their labels fan out.
    """
    if not spots:
        return []
    choices = [_choices(spot) for spot in spots]
    boxes = [np.array([label.box for label in each]) for each in choices]
    fixed = _boxes(obstacles)
    weights = np.array([each.weight for each in obstacles])
    own = [
        _shared(each, fixed) @ weights / 100 + _outside(each, width, height) * _OUTSIDE + _distances(labels)
        for each, labels in zip(boxes, choices, strict=True)
    ]
    taken: dict[int, int] = {}
    for _ in range(_ROUNDS):
        before = dict(taken)
        for i, each in enumerate(boxes):
            others = np.array([boxes[j][at] for j, at in taken.items() if j != i]).reshape(-1, 4)
            taken[i] = int(np.argmin(own[i] + _shared(each, others).sum(axis=1) * _OTHER_LABEL / 100))
        if taken == before:
            break
    return [choices[i][at] for i, at in sorted(taken.items())]


def least_covering(choices: Sequence[Obstacle], others: Sequence[Obstacle]) -> int:
    """Which of the boxes covers least of the others; the first among equals."""
    if not others:
        return 0
    return int(np.argmin(_shared(_boxes(choices), _boxes(others)) @ np.array([each.weight for each in others])))


def _boxes(some: Sequence[Obstacle]) -> Boxes:
    return np.array([(each.left, each.bottom, each.right, each.top) for each in some]).reshape(-1, 4)


def _choices(spot: Spot) -> list[Label]:
    wide, tall = text_width(spot.label), len(spot.label.split("<br>")) * LINE_HEIGHT
    return [_label(spot, wide, tall, x * ring, y * ring) for ring in _RINGS for x, y in _DIRECTIONS]


def _label(spot: Spot, wide: float, tall: float, dx: float, dy: float) -> Label:
    left = spot.x + dx - (0 if dx > 0 else wide if dx < 0 else wide / 2)
    bottom = spot.y + dy - (0 if dy > 0 else tall if dy < 0 else tall / 2)
    return Label(
        dx=dx,
        dy=dy,
        xanchor="left" if dx > 0 else "right" if dx < 0 else "center",
        yanchor="bottom" if dy > 0 else "top" if dy < 0 else "middle",
        box=(left, bottom, left + wide, bottom + tall),
    )


def _shared(some: Boxes, others: Boxes) -> Boxes:
    """The area that each of some shares with each of the others."""
    wide = np.minimum(some[:, None, 2], others[None, :, 2]) - np.maximum(some[:, None, 0], others[None, :, 0])
    tall = np.minimum(some[:, None, 3], others[None, :, 3]) - np.maximum(some[:, None, 1], others[None, :, 1])
    shared: Boxes = np.clip(wide, 0, None) * np.clip(tall, 0, None)
    return shared


def _outside(boxes: Boxes, width: float, height: float) -> Boxes:
    """By how many pixels each box leaves the panel."""
    beyond = np.clip(np.column_stack([-boxes[:, :2], boxes[:, 2] - width, boxes[:, 3] - height]), 0, None)
    return np.asarray(beyond.sum(axis=1))


def _distances(labels: Sequence[Label]) -> Boxes:
    """What it costs to stand far off; right of a mark is read best."""
    return np.array(
        [max(abs(label.dx), abs(label.dy)) * _FAR + (label.dx <= 0) * 2 + (label.dy != 0) * 1.0 for label in labels]
    )
