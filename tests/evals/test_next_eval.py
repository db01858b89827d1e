"""Which eval next: chances from the posterior, costs from the results, one sentence each."""

from __future__ import annotations

from random import Random

import pytest
from evals.builders import eval_set, set_of, with_samples

from advisor.evals.analysis import analyse
from advisor.evals.beside import NOTHING, Beside
from advisor.evals.eval_set import EvalSet
from advisor.evals.samples import Sample, SampleText
from advisor.schema.evidence import NextEval

CLOSE = {"prompt": "1" * 80 + "0" * 20, "rag": "1" * 84 + "0" * 16}


def _next(evals: EvalSet, beside: Beside = NOTHING, target: float | None = None) -> dict[str, NextEval]:
    return {each.action: each for each in analyse(evals, beside=beside, target=target).next}


def test_more_items_come_with_chance_hours_and_cost() -> None:
    found = _next(eval_set(CLOSE, costs={"prompt": 0.001, "rag": 0.01}))["more-items"]
    assert (found.items, found.cost_usd, found.hours) == (50, 0.55, 2.5)
    assert found.p_change is not None
    # Posterior difference -4 of 102 points (two pseudo-items), sd sqrt((4 + 2) / 102 - .0384^2)/sqrt(103) = .0236; 50
    # items on 100 move it by .0236 sqrt(50/150) = .0136: Phi(-(.0392 - .03)/.0136) = .25.
    assert found.p_change == pytest.approx(0.25, abs=0.02)
    assert found.sentence == (
        "Add 50 items (about 2.5 hours at 3 minutes an item, about $0.55 of requests): 25 % chance that they change the"
        " choice."
    )


def test_a_cost_that_is_not_known_is_none_and_said() -> None:
    found = _next(eval_set(CLOSE, costs={"prompt": 0.001}))["more-items"]
    assert found.cost_usd is None
    assert "(about 2.5 hours at 3 minutes an item, its cost is not known)" in found.sentence


def test_the_pace_is_the_teams_own() -> None:
    found = _next(eval_set(CLOSE), Beside(minutes_per_item=12))["more-items"]
    assert found.hours == 10
    assert "about 10 hours at 12 minutes an item" in found.sentence


def test_a_money_value_prices_the_items() -> None:
    beside = Beside(value_of_a_success_usd=10, monthly_volume=100_000)
    found = _next(eval_set(CLOSE, costs={"prompt": 0.001, "rag": 0.01}), beside)["more-items"]
    # EVSI .0136 psi(.0392/.0136) = .0136 * .00058 = 7.9e-6 of 12 million dollars: $95; the skew adds to it.
    assert found.sentence == (
        "Add 50 items (about 2.5 hours at 3 minutes an item, about $0.55 of requests): 25 % chance that they change the"
        " choice, worth about $126 over 12 months."
    )


def test_it_says_stop_where_more_items_change_nothing() -> None:
    found = _next(eval_set({"prompt": "1" * 500 + "0" * 500, "rag": "1" * 900 + "0" * 100}))
    assert "more-items" not in found
    assert found["stop"].sentence == (
        "Stop adding items: the chance that even 1,000 more change the choice is under 1 %."
    )


def test_the_advice_does_not_depend_on_the_order_of_the_rows() -> None:
    evals = eval_set(CLOSE)
    again = with_samples(evals, reversed(evals.samples))
    assert analyse(again).next == analyse(evals).next


def test_a_target_is_what_more_items_may_cross() -> None:
    marks = {"prompt": "1" * 80 + "0" * 20, "rag": "1" * 95 + "0" * 5}
    assert _next(eval_set(marks), target=0.80)["more-items"].items == 50
    assert "stop" in _next(eval_set({name: row * 10 for name, row in marks.items()}), target=0.6)


def test_chances_above_10_percent_come_first_the_cheapest_in_front() -> None:
    found = analyse(eval_set(CLOSE)).next
    assert [each.action for each in found] == ["more-items", "human-labels"]
    rag = analyse(eval_set({"rag": CLOSE["prompt"], "ft": CLOSE["rag"]})).next
    assert [each.action for each in rag] == ["more-items", "simpler-approach", "human-labels"]


def test_labels_are_asked_for_until_the_rarer_mark_has_fifteen() -> None:
    found = _next(eval_set(CLOSE))["human-labels"]
    # 18 % fail on average: 15 / .18 = 84 answers, 42 of each of two variants.
    assert (found.items, found.hours, found.p_change) == (84, 4.2, None)
    assert found.sentence == (
        "Label 84 answers by hand, 42 of each variant, if a model graded them (about 4.2 hours at 3 minutes each): "
        "until about 15 of the rarer mark are there, nobody knows how far the grades can be trusted."
    )


def test_no_labels_are_asked_for_where_code_graded_or_enough_are_there() -> None:
    rows = [Sample("prompt", str(place), {"match": place % 2}, graders={"match": "code"}) for place in range(30)]
    assert "human-labels" not in _next(set_of(rows, {"prompt": "prompting"}))
    labels = {("prompt", f"i{place:03}"): float(mark) for place, mark in enumerate(CLOSE["prompt"])}
    assert "human-labels" not in _next(eval_set(CLOSE), Beside(labels=labels))


def test_a_held_out_set_is_advised_after_ten_looks() -> None:
    assert "held-out-set" not in _next(eval_set(CLOSE), Beside(looks=10))
    assert "held-out-set" not in _next(eval_set(CLOSE), Beside(looks=30, has_held_out_set=True))
    assert _next(eval_set(CLOSE), Beside(looks=30))["held-out-set"].sentence == (
        "Set 100 new items aside for the last word (about 5 hours at 3 minutes an item, its cost is not known):"
        " these were"
        " looked at 30 times, so the best results on them flatter."
    )


def test_a_simpler_approach_that_nobody_tried_is_advised() -> None:
    found = _next(eval_set({"rag": "1" * 80 + "0" * 20}))["simpler-approach"]
    # sd .10 before, .10^2 / sqrt(.10^2 + .2/100) = .0913 to come: Phi(.03/.0913) = .63.
    assert found.p_change == pytest.approx(0.629, abs=0.001)
    assert found.sentence == (
        "Try prompting on the same 100 items (nothing new to label; its cost is not known): 63 % chance that it"
        " is chosen, if"
        " all that is known is that it may score 10 points more or less than `rag`."
    )
    assert "simpler-approach" not in _next(eval_set({"prompt": "10" * 40}))


def test_more_runs_are_advised_where_results_change_by_themselves() -> None:
    random = Random(1)
    rows = [
        Sample(variant, f"i{place:03}", {"correct": float(random.random() < rate)}, epoch=epoch)
        for variant, rate in (("prompt", 0.60), ("rag", 0.64))
        for place in range(60)
        for epoch in (1, 2)
    ]
    found = _next(set_of(rows, {"prompt": "prompting", "rag": "rag"}))["repeats"]
    assert (found.items, found.hours) == (60, 0.0)
    assert found.sentence.startswith("Run each of the 60 items 3 times instead of 2 (its cost is not known): ")
    steady = [Sample(row.variant, row.item, {"correct": 1.0}, epoch=row.epoch) for row in rows]
    assert "repeats" not in _next(set_of(steady, {"prompt": "prompting", "rag": "rag"}))


def test_failed_answers_are_to_be_looked_at_where_the_results_hold_texts() -> None:
    rows = [
        Sample("prompt", f"i{place:03}", {"correct": float(place > 39)}, text=SampleText("q", "a"))
        for place in range(80)
    ]
    evals = set_of(rows, {"prompt": "prompting"})
    assert _next(evals)["label-failures"].sentence == (
        "Look at 30 failed answers of `prompt` and say what was wrong (about 1.5 hours at 3 minutes each): the"
        " causes decide"
        " what to try next."
    )
    done = Beside(failures={("prompt", f"i{place:03}"): "facts" for place in range(30)})
    assert "label-failures" not in _next(evals, done)


def test_what_is_not_settled_names_the_cheapest_next_step() -> None:
    found = analyse(eval_set({"prompt": "1" * 30 + "0" * 30, "rag": "0" * 8 + "1" * 30 + "0" * 22}))
    assert {each.verdict for each in found.verdicts} == {"not settled"}
    assert all(each.known.endswith(" Cheapest next step: add 50 items, about 2.5 hours.") for each in found.verdicts)
    assert found.choice.sentence == (
        "These results do not settle which variant is good enough. Cheapest next step: add 50 items, about 2.5 hours."
    )


def test_under_red_only_what_mends_it_is_a_next_step() -> None:
    found = analyse(eval_set(CLOSE), beside=Beside(looks=30, has_held_out_set=False))
    assert [each.action for each in found.next] == ["human-labels", "held-out-set"]
    assert found.choice.sentence == (
        "No variant can be chosen on these results, because the eval does not pass its check “Tuned to these items”."
        " Cheapest"
        " next step: set"
        " 100 new items aside, about 5 hours."
    )


def test_one_variant_alone_has_no_choice_to_change() -> None:
    assert _next(eval_set({"prompt": "10" * 40})).keys() == {"human-labels"}
