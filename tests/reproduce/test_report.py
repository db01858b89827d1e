"""The words of the report are chosen by the numbers."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from advisor import load_cases
from advisor.files.answers import load_answers
from advisor.schema.cases import GATES
from advisor.schema.evidence import Interval
from benchmarks.reproduce import plan
from benchmarks.reproduce.curve import Point, curve_svg
from benchmarks.reproduce.findings import read_split
from benchmarks.reproduce.refusals import Refusal
from benchmarks.reproduce.report import PAGE, PICTURE, README, as_expected, borne_out, parts, with_parts, write_report
from benchmarks.reproduce.settings import HERE, LOGS


@pytest.fixture(scope="module")
def whole() -> dict[str, str]:
    """The parts of the report on the committed logs."""
    return parts()


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


def test_without_logs_the_report_says_how_they_are_made(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        write_report(tmp_path)
    assert str(refused.value) == "No log is there yet: `make reproduce` makes them."


def test_the_page_says_what_the_committed_logs_say(whole: dict[str, str]) -> None:
    made = dict(whole)
    assert made.pop("curve.svg") == PICTURE.read_text(encoding="utf-8")
    texts = [page.read_text(encoding="utf-8") for page in (PAGE, README)]
    assert {name for name in made if f"<!-- reproduce:{name} -->" not in "".join(texts)} == set()
    assert [with_parts(text, made) for text in texts] == texts, "make reproduce-report"


@pytest.mark.parametrize(
    ("case", "split", "variants"),
    [
        ("own-run-niche-query-language", "a-test", ("prompt-few-shot", "rag-examples", "lora-300", "lora-300-rag")),
        ("own-run-handbook-that-changes", "b-test", ("prompt-handbook", "rag-handbook", "lora-300", "lora-300-rag")),
    ],
)
def test_our_own_cases_say_what_the_logs_say(case: str, split: str, variants: tuple[str, ...]) -> None:
    told = next(each for each in load_cases().cases if each.id == case)
    found = read_split(LOGS / split)
    assert found is not None
    shares = found.shares("right")
    assert [each.metrics[0].value for each in told.approaches] == [round(shares[v][1] * 100, 1) for v in variants]
    answers = load_answers(HERE / f"answers_{split[0]}.yaml").known
    assert told.answers.known == {question: answers[question] for question in answers if question not in GATES}


def test_every_variant_and_split_of_the_plan_was_given_an_expectation_before_it_ran() -> None:
    expected = yaml.safe_load((HERE / "expected.yaml").read_text(encoding="utf-8"))
    asked = {(f"{part.task}-{part.split}", part.variant) for part in plan.parts() if part.kind == "ask"}
    asked -= {(f"{task}-test", variant) for task, added in plan.ADDED.items() for variant in added}
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
