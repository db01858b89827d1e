"""Marks off the scale and mixed scales are found, and hold back every verdict."""

from __future__ import annotations

from evals.builders import graded_set

from advisor.evals.analysis import analyse
from advisor.schema.evidence import Evidence, HealthCheck


def _check(evidence: Evidence) -> HealthCheck:
    return next(check for check in evidence.health.checks if check.check == "scale")


def test_marks_between_0_and_1_are_on_one_scale() -> None:
    assert _check(analyse(graded_set({"rag": [0.2, 1.0], "ft": [0.0, 0.4]}))).state == "green"


def test_ratings_from_1_to_5_are_a_scale_too() -> None:
    assert _check(analyse(graded_set({"rag": [1, 5, 3, 4], "ft": [1, 1, 1, 1]}))).state == "green"


def test_a_few_marks_outside_are_mistakes_and_nothing_is_settled_with_them() -> None:
    evidence = analyse(graded_set({"rag": [0.9] * 30 + [95.0], "ft": [0.1, 0.2, 0.15] * 10 + [0.1]}, "grade"))
    found = _check(evidence)
    assert (found.state, found.figure) == ("red", "1 of 62 marks")
    assert found.sentence == (
        "All other marks of `grade` lie between 0 and 1, and these reach from 0.1 to 95: mend them, or leave them"
        " blank."
    )
    assert {verdict.verdict for verdict in evidence.verdicts} == {"not settled"}
    assert evidence.facts["eval_health"] == "red"


def test_shares_beside_percentages_are_told_apart() -> None:
    found = _check(analyse(graded_set({"rag": [0.9, 0.8, 0.7], "ft": [90.0, 85.0, 10.0]})))
    assert found.sentence == "`rag` is marked from 0 to 1 and other variants up to 90: bring all to one scale."


def test_pass_or_fail_beside_ratings_from_1_to_5_is_told_apart() -> None:
    found = _check(analyse(graded_set({"prompt": [0, 1, 1, 0, 1], "rag": [1, 5, 3, 4, 2]})))
    assert found.state == "red"
    assert found.sentence == "`prompt` is marked from 0 to 1 and other variants up to 5: bring all to one scale."


def test_a_variant_that_gets_the_lowest_ratings_is_on_the_scale_of_the_others() -> None:
    assert _check(analyse(graded_set({"rag": [0, 5, 3, 4], "ft": [0, 1, 1, 0]}))).state == "green"
