"""Failures that are the test's own fault turn the eval amber."""

from __future__ import annotations

from evals.builders import check_of, eval_set

from advisor.evals.beside import Beside
from advisor.schema.evidence import FailureCause, HealthCheck


def _check(**counts: int) -> HealthCheck:
    names: dict[str, FailureCause] = {"facts": "facts", "wrong": "wrong-test"}
    causes = [names[name] for name, number in counts.items() for _ in range(number)]
    labels = {("prompt", f"i{place:03}"): cause for place, cause in enumerate(causes)}
    return check_of(eval_set({"prompt": "0" * 40}), "wrong-tests", Beside(failures=labels))


def test_no_labels_are_not_checked() -> None:
    assert _check().sentence == "Look at up to 30 failed answers and say what was wrong with each."


def test_a_few_are_green_more_are_amber() -> None:
    # Wilson lower ends: 3 of 30 gives 3.5 %, 4 of 30 gives 5.3 %.
    assert _check(facts=27, wrong=3).state == "green"
    found = _check(facts=26, wrong=4)
    assert (found.state, found.figure) == ("amber", "4 of 30 labelled failures (13 %, 95 % CI 5 to 30)")
    assert found.sentence == "Right answers are marked as failures: mend these tests, then run the grading again."
    assert found.items == ("i026", "i027", "i028", "i029")
