"""The words of the report are chosen by the numbers."""

from __future__ import annotations

import pytest
import yaml

from advisor.files.answers import load_answers
from advisor.schema.evidence import Interval
from benchmarks.reproduce import plan
from benchmarks.reproduce.curve import Point, curve_svg
from benchmarks.reproduce.report import as_expected, borne_out, parts, with_parts
from benchmarks.reproduce.settings import HERE


def _interval(low: float, high: float) -> Interval:
    return Interval(low=low, high=high, level=0.95, method="")


def test_a_claim_is_judged_by_the_interval_of_its_difference() -> None:
    assert borne_out(_interval(0.01, 0.3)) == "bear it out"
    assert borne_out(_interval(-0.3, -0.01)) == "speak against it"
    assert borne_out(_interval(-0.1, 0.1)) == "do not settle it"
    assert borne_out(None) == "not known"


@pytest.mark.parametrize(
    ("share", "bar", "expected"),
    [
        (0.5, (0.4, 0.6), "as expected"),
        (0.8, (0.65, 0.9), "near it, within the interval"),
        (0.9, (0.8, 0.95), "higher than expected"),
        (0.1, (0.05, 0.2), "lower than expected"),
    ],
)
def test_a_result_stands_to_what_was_expected(share: float, bar: tuple[float, float], expected: str) -> None:
    assert expected == as_expected(share, _interval(*bar), 0.3, 0.7)


def test_a_page_gets_its_parts_between_the_markers() -> None:
    page = "a\n<!-- reproduce:claims -->\nold\n<!-- /reproduce:claims -->\nb\n"
    assert with_parts(page, {"claims": "new", "other": "x"}) == page.replace("old", "new")


def test_without_logs_the_report_says_how_they_are_made(tmp_path) -> None:
    assert parts(tmp_path) == {"nothing": "No log is there yet: `make reproduce` makes them."}


def test_every_variant_and_split_of_the_plan_was_given_an_expectation_before_it_ran() -> None:
    expected = yaml.safe_load((HERE / "expected.yaml").read_text(encoding="utf-8"))
    asked = {(f"{part.task}-{part.split}", part.variant) for part in plan.parts() if part.kind == "ask"}
    assert asked == {(split, variant) for split, own in expected["expected"].items() for variant in own}
    names = {variant for _, variant in asked} | {"best prompt"}
    assert all({claim["better"], claim["than"]} <= names for claim in expected["claims"])


@pytest.mark.parametrize("task", ["a", "b"])
def test_the_answers_of_both_teams_are_answers_and_name_no_result(task: str) -> None:
    answers = load_answers(HERE / f"answers_{task}.yaml")
    assert answers.known["task"] == ("code" if task == "a" else "answer")
    assert not {"failure", "gap", "finding"} & set(answers.known)


def test_the_curve_is_drawn_with_a_mark_and_an_interval_a_point() -> None:
    points = [Point(0, 0.0, 0.0, 0.1), Point(300, 0.8, 0.7, 0.9)]
    svg = curve_svg({"A": points, "B": points[:1]}, {"A:best prompt": 0.2}, "Learning & curves")
    assert (svg.count("<circle"), svg.count("<rect")) == (2, 2)  # one rectangle is the ground
    assert "Learning &amp; curves" in svg
