"""Failed answers are drawn by name and seed, and a cause leads only where the labels show it."""

from __future__ import annotations

import random

import pytest
from evals.builders import eval_set, graded_set, set_of, with_samples

from advisor.evals.analysis import analyse
from advisor.evals.beside import Beside, Cell
from advisor.evals.eval_set import EvalSet
from advisor.evals.failures import FailedSample, failed_samples, failure_summary
from advisor.evals.readings import read_score
from advisor.evals.samples import Sample, SampleText
from advisor.schema.evidence import FailureCause


def _drawn(
    evals: EvalSet, variant: str | None = None, n: int = 30, seed: int = 1, score: str = "correct"
) -> tuple[FailedSample, ...]:
    return failed_samples(evals, read_score(evals, score), variant, n, seed)


def _labels(variant: str = "prompt", **counts: int) -> dict[Cell, FailureCause]:
    names: dict[str, FailureCause] = {
        "facts": "facts", "form": "form", "judgement": "judgement", "economics": "economics", "wrong": "wrong-test",
    }  # fmt: skip
    causes = [names[name] for name, number in counts.items() for _ in range(number)]
    return {(variant, f"i{place:03}"): cause for place, cause in enumerate(causes)}


def test_up_to_thirty_failed_items_of_the_best_prompt_are_drawn() -> None:
    evals = eval_set({"prompt a": "0" * 90 + "1" * 10, "prompt b": "0" * 80 + "1" * 20, "rag": "1" * 100})
    found = _drawn(evals)
    assert len(found) == 30
    assert {(each.variant, each.score) for each in found} == {("prompt b", 0.0)}
    assert all(each.item < "i080" for each in found)


def test_without_a_prompt_the_best_variant_is_looked_at() -> None:
    assert {each.variant for each in _drawn(eval_set({"rag": "100", "ft": "110"}))} == {"ft"}


def test_a_named_variant_is_looked_at_instead() -> None:
    evals = eval_set({"prompt": "110", "rag": "100"})
    assert sorted(each.item for each in _drawn(evals, "rag")) == ["i001", "i002"]
    assert _drawn(evals, "nobody") == ()


def test_nothing_failed_gives_nothing() -> None:
    assert _drawn(eval_set({"prompt": "11x-"})) == ()


def test_the_draw_is_the_same_whatever_the_order_of_the_rows() -> None:
    evals = eval_set({"prompt": "01" * 60})
    rows = list(evals.samples)
    random.Random(3).shuffle(rows)
    assert _drawn(with_samples(evals, rows)) == _drawn(evals)


def test_another_seed_draws_others() -> None:
    evals = eval_set({"prompt": "0" * 90})
    assert {each.item for each in _drawn(evals, seed=1)} != {each.item for each in _drawn(evals, seed=2)}


def test_what_was_drawn_before_is_drawn_again_when_items_are_added() -> None:
    before = [each.item for each in _drawn(eval_set({"prompt": "0" * 60}), n=60)]
    after = [each.item for each in _drawn(eval_set({"prompt": "0" * 90}), n=90)]
    assert [item for item in after if item in before] == before


def test_the_texts_come_with_the_row_of_the_lowest_mark() -> None:
    rows = [
        Sample("prompt", "a", {"correct": 1.0}, epoch=1, text=SampleText("q", "right")),
        Sample("prompt", "a", {"correct": 0.0}, epoch=2, text=SampleText("q", "wrong", "right", "not the same")),
        Sample("prompt", "b", {"correct": 1.0}, epoch=1, text=SampleText("r", "right")),
    ]
    assert _drawn(set_of(rows, {"prompt": "prompting"})) == (
        FailedSample("prompt", "a", 0.0, SampleText("q", "wrong", "right", "not the same")),
    )


def test_of_graded_scores_the_lowest_third_has_failed() -> None:
    found = _drawn(graded_set({"prompt": [0.9, 0.2, 0.5, 0.7, 0.3, 0.8]}), score="grade")
    assert sorted((each.item, each.score) for each in found) == [("i001", 0.2), ("i004", 0.3)]


def test_the_highest_grade_has_never_failed() -> None:
    assert [each.item for each in _drawn(graded_set({"prompt": [1.0, 1.0, 1.0, 1.0, 0.5]}), score="grade")] == ["i004"]
    assert _drawn(graded_set({"prompt": [0.5, 0.5, 0.5]}), score="grade") == ()


def test_shares_carry_wilson_intervals() -> None:
    found = failure_summary(_labels(facts=18, form=6, wrong=6))
    assert found is not None
    assert [(each.cause, each.count) for each in found.shares] == [
        ("facts", 18),
        ("form", 6),
        ("judgement", 0),
        ("economics", 0),
        ("wrong-test", 6),
    ]
    # Wilson 1927 for 18 of 30: 42.3 % to 75.4 %.
    assert (round(found.shares[0].interval.low, 3), round(found.shares[0].interval.high, 3)) == (0.423, 0.754)
    assert found.sentence == (
        "Of 30 labelled failures of `prompt`: 18 facts, 6 form, 6 wrong tests. The leading cause: facts."
    )


@pytest.mark.parametrize(
    ("counts", "fact"),
    [
        ({"facts": 6}, "facts"),  # two-sided exact binomial: 6 to 0 is p = .031
        ({"facts": 5}, "mixed"),  # 5 to 0 is p = .0625
        ({"form": 12, "facts": 3}, "form"),  # 12 to 3: p = .035
        ({"form": 11, "facts": 4}, "mixed"),  # 11 to 4: p = .118
        ({"judgement": 9, "facts": 1, "form": 1, "economics": 1}, "judgement"),
        ({"economics": 10, "wrong": 20}, "economics"),
        ({"facts": 4, "wrong": 20}, "untested"),
        ({"facts": 4}, "untested"),
    ],
)
def test_a_cause_leads_only_where_it_is_told_from_the_next(counts: dict[str, int], fact: str) -> None:
    found = failure_summary(_labels(**counts))
    assert found is not None
    assert found.fact == fact
    evidence = analyse(eval_set({"prompt": "0" * 40}), beside=Beside(failures=_labels(**counts)))
    assert evidence.facts["measured_failure"] == fact
    assert evidence.failures == found


def test_few_labels_say_so() -> None:
    found = failure_summary(_labels(facts=3))
    assert found is not None
    assert found.sentence == (
        "Of 3 labelled failures of `prompt`: 3 facts. Fewer than 5 say what the variant got wrong: too few to tell."
    )


def test_labels_of_other_variants_are_counted_and_said() -> None:
    found = failure_summary({**_labels(facts=6), **_labels("rag", form=2)})
    assert found is not None
    assert (found.variant, found.labelled) == ("prompt", 6)
    assert found.sentence.endswith(" 2 labels of other variants not counted.")


def test_no_labels_leave_the_fact_untested() -> None:
    assert failure_summary({}) is None
    evidence = analyse(eval_set({"prompt": "10"}))
    assert (evidence.failures, evidence.facts["measured_failure"]) == (None, "untested")
