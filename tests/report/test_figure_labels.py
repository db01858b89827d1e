"""Labels: beside their marks, inside the panel, and not over each other."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from advisor.report.figure_labels import Label, Obstacle, Spot, least_covering, place_labels

WIDTH, HEIGHT = 500.0, 400.0


def overlap(one: Label, other: Label) -> float:
    (a, b, c, d), (e, f, g, h) = one.box, other.box
    return max(min(c, g) - max(a, e), 0.0) * max(min(d, h) - max(b, f), 0.0)


def around(spot: Spot) -> Obstacle:
    return Obstacle(spot.x - 9, spot.y - 9, spot.x + 9, spot.y + 9, 80)


def test_a_label_alone_stands_right_of_its_mark() -> None:
    (label,) = place_labels([Spot(100, 100, "a label")], [], WIDTH, HEIGHT)
    assert (label.dx, label.dy, label.xanchor, label.yanchor, label.is_far) == (10.0, 0.0, "left", "middle", False)


def test_labels_of_marks_on_one_spot_do_not_cover_each_other() -> None:
    labels = place_labels([Spot(250, 200, "a label")] * 8, [], WIDTH, HEIGHT)
    assert [overlap(a, b) for a, b in combinations(labels, 2)] == [0.0] * 28


@pytest.mark.parametrize(("x", "y"), [(495, 200), (5, 200), (250, 398), (250, 2), (498, 398), (2, 2)])
def test_labels_stay_inside_the_panel(x: float, y: float) -> None:
    (label,) = place_labels([Spot(x, y, "a label")], [], WIDTH, HEIGHT)
    left, bottom, right, top = label.box
    assert left >= 0
    assert bottom >= 0
    assert right <= WIDTH
    assert top <= HEIGHT


@pytest.mark.parametrize("seed", range(20))
def test_ten_labels_in_a_crowd_cover_neither_marks_nor_each_other(seed: int) -> None:
    draw = random.Random(seed)
    spots = [Spot(draw.gauss(250, 60), draw.gauss(200, 50), f"variant-{i}-{'x' * (i % 4)}") for i in range(10)]
    marks = [around(spot) for spot in spots]
    labels = place_labels(spots, marks, WIDTH, HEIGHT)
    boxes = [Label(0, 0, "left", "middle", (m.left, m.bottom, m.right, m.top)) for m in marks]
    assert sum(overlap(a, b) for a, b in combinations(labels, 2)) == 0
    assert sum(overlap(label, mark) for label in labels for mark in boxes) < 100  # less than a third of one mark


def test_a_label_that_stands_far_off_has_a_line_to_its_mark() -> None:
    crowd = [Obstacle(180, 170, 330, 230, 80)]
    (label,) = place_labels([Spot(250, 200, "a label")], crowd, WIDTH, HEIGHT)
    assert label.is_far
    assert label.layout("#123456")["showarrow"] is True
    assert label.layout("#123456")["arrowcolor"] == "#123456"


def test_no_mark_needs_no_label() -> None:
    assert place_labels([], [], WIDTH, HEIGHT) == []


def test_of_several_boxes_the_first_that_covers_least_is_taken() -> None:
    boxes = [Obstacle(0, 0, 10, 10, 1), Obstacle(20, 0, 30, 10, 1), Obstacle(40, 0, 50, 10, 1)]
    assert least_covering(boxes, [Obstacle(5, 5, 9, 9, 1)]) == 1
    assert least_covering(boxes, []) == 0
