"""Results with a cost plan: what the front, the choice and the facts take from it."""

from __future__ import annotations

import datetime
from typing import Any

import numpy as np
import pytest
from costs.plans import RAG, TUNED, costing_of, without
from evals.builders import eval_set, set_of

from advisor.errors import PriceError
from advisor.evals.analysis import analyse
from advisor.evals.approach_names import guess_approach
from advisor.evals.eval_set import EvalSet
from advisor.evals.samples import Sample
from advisor.schema.evidence import Evidence
from advisor.schema.prices import Availability
from advisor.schema.rules import SourceRef

GOOD, BETTER = "1" * 180 + "0" * 20, "1" * 196 + "0" * 4
FREE: dict[str, Any] = {"engineering_hours": 0, "upkeep_hours_per_month": 0}
PROMPTED: dict[str, Any] = {**FREE, "usd_per_request": 0.01}
SEARCH: dict[str, Any] = {
    **FREE,
    "usd_per_request": 0.02,
    "embedding_model": "none",
    "vector_store_usd_per_month": 0,
}
BOTH = {"prompt": PROMPTED, "rag": SEARCH}


def found(evals: EvalSet, plan: dict[str, Any], *, target: float | None = None, **shared: Any) -> Evidence:
    return analyse(evals, target=target, costing=costing_of(plan, **shared))


def timed(seconds: dict[str, float]) -> EvalSet:
    """Two variants that are as good as each other, each as slow as is said."""
    samples = [
        Sample(name, f"i{place:03}", {"correct": float(place % 10 > 0)}, latency_s=each + place / 1e4, cost_usd=0.01)
        for name, each in seconds.items()
        for place in range(200)
    ]
    return set_of(samples, {name: guess_approach(name) for name in seconds})


def test_the_front_goes_by_the_whole_cost_where_it_is_known_of_all() -> None:
    evidence = found(eval_set({"prompt": GOOD, "rag": BETTER}), {**BOTH, "rag": {**SEARCH, "other_usd_once": 1200}})
    assert evidence.front_cost == "all-in"
    assert evidence.costs is not None
    assert [own.all_in.median for own in evidence.costs.variants] == pytest.approx([0.01, 0.02 + 1200 / 120_000])
    assert evidence.front == ("prompt", "rag")


def test_the_front_goes_by_running_costs_where_a_whole_cost_is_not_known() -> None:
    plan = {**BOTH, "rag": without(SEARCH, "vector_store_usd_per_month")}
    evidence = found(eval_set({"prompt": GOOD, "rag": BETTER}), plan)
    assert (evidence.front_cost, evidence.front) == ("running", ("prompt", "rag"))


def test_a_variant_whose_running_cost_is_not_known_is_left_off_the_front() -> None:
    evidence = found(eval_set({"prompt": GOOD, "rag": BETTER}), {"prompt": PROMPTED})
    assert (evidence.front_cost, evidence.front) == ("all-in", ("prompt",))
    assert "No cost is known for `rag`: left out where cost is weighed against quality." in evidence.notes


def test_without_a_plan_the_front_goes_by_measured_costs() -> None:
    evidence = analyse(eval_set({"prompt": GOOD, "rag": BETTER}, costs={"prompt": 0.01, "rag": 0.02}))
    assert (evidence.front_cost, evidence.costs) == ("measured", None)


def test_the_chance_of_being_on_the_front_knows_that_costs_are_uncertain() -> None:
    # As good as each other: the cheaper is on the front for sure; where neither is cheaper for sure, off it where it is
    # both the dearer and the worse one, in a quarter of the draws.
    evals = eval_set({"prompt": GOOD, "rag": GOOD})
    sure = found(evals, {"prompt": PROMPTED, "rag": {**SEARCH, "usd_per_request": 0.011}})
    open_ = found(evals, {"prompt": PROMPTED, "rag": {**SEARCH, "usd_per_request": [0.005, 0.01, 0.015]}})
    chances = [{own.variant: own.p_on_front for own in each.verdicts} for each in (sure, open_)]
    assert chances[0]["prompt"] == 1.0
    assert chances[1] == {"prompt": pytest.approx(0.75, abs=0.05), "rag": pytest.approx(0.75, abs=0.05)}


def test_a_planned_variant_is_priced_beside_measured_ones_and_stands_in_its_place() -> None:
    plan = {**BOTH, "people": {"approach": "baseline", "minutes_per_request": 3}, "tuned": TUNED}
    evidence = found(eval_set({"prompt": GOOD, "rag": BETTER}), plan)
    assert evidence.costs is not None
    assert [own.variant for own in evidence.costs.variants] == ["people", "prompt", "rag", "tuned"]
    assert [own.variant for own in evidence.variants] == ["prompt", "rag"]
    assert set(evidence.front) <= {"prompt", "rag"}


def test_a_variant_of_the_plan_that_no_result_holds_is_a_mistake_without_an_approach() -> None:
    with pytest.raises(PriceError) as error:
        found(eval_set({"prompt": GOOD, "rag": BETTER}), {"promt": PROMPTED})
    assert str(error.value) == (
        "plan: `promt` is no variant of these results, and has no `approach`. Did you mean `prompt`? For one that was"
        " not evaluated yet write its `approach`."
    )


def test_measured_tokens_are_priced_and_their_draws_are_those_of_the_items() -> None:
    samples = [
        Sample("prompt", f"i{place:03}", {"correct": float(place % 5 > 0)}, tokens_in=800 + 2 * place, tokens_out=100,
               models=("plain",))
        for place in range(200)
    ]  # fmt: skip
    evals = EvalSet(
        set_of(samples).table, approaches={"prompt": "prompting"}, models={"prompt": ("plain",)}, numbered=True
    )
    evidence = found(evals, {"prompt": FREE})
    assert evidence.costs is not None
    running = evidence.costs.variants[0].running
    assert running is not None
    assert running.likely == pytest.approx((999 * 1 + 100 * 4) / 1e6)
    error = np.std([800 + 2 * place for place in range(200)]) / np.sqrt(200) / 1e6
    assert (running.high - running.low) / 2 == pytest.approx(1.2816 * error, rel=0.1)


def test_quality_and_failures_go_by_the_marks() -> None:
    evidence = found(eval_set({"prompt": GOOD, "rag": BETTER}), BOTH, cost_of_a_failure_usd=1)
    assert evidence.costs is not None
    prompt, rag = evidence.costs.variants
    assert (prompt.per_success.likely, rag.per_success.likely) == pytest.approx((0.01 / 0.9, 0.02 / 0.98))
    assert (prompt.with_failures.likely, rag.with_failures.likely) == pytest.approx((0.01 + 0.1, 0.02 + 0.02))
    assert (prompt.p_cheapest, rag.p_cheapest) == pytest.approx((0.0, 1.0), abs=0.01)


def test_graded_marks_tell_no_share_of_successes() -> None:
    samples = [Sample("prompt", f"i{place}", {"grade": place % 7 / 2}) for place in range(50)]
    evidence = found(set_of(samples, {"prompt": "prompting"}), {"prompt": PROMPTED}, cost_of_a_failure_usd=1)
    assert evidence.costs is not None
    own = evidence.costs.variants[0]
    assert (own.per_success, own.with_failures) == (None, None)
    assert (
        "No pass/fail marks tell how often it fails, so the cost of a failure is not counted." in evidence.costs.notes
    )


def test_results_that_cannot_be_trusted_name_no_cheapest_good_variant() -> None:
    leaked = eval_set({"prompt": "x" * 120 + "1" * 80, "rag": BETTER})
    evidence = found(leaked, BOTH)
    assert (evidence.health.state, evidence.facts["cheapest_good_enough"]) == ("red", "untested")
    assert evidence.facts["fine_tuning_pays"] == "untested"


def test_facts_of_costs_are_those_of_the_evidence() -> None:
    evidence = found(eval_set({"prompt": GOOD, "rag": BETTER}), BOTH, target=0.8, cost_limit_usd=0.015)
    assert evidence.costs is not None
    assert {name: evidence.facts[name] for name in evidence.costs.facts} == evidence.costs.facts
    assert evidence.facts["prompting_limits"] == "within"
    assert evidence.facts["rag_limits"] == "beyond"
    assert evidence.facts["cheapest_good_enough"] == "prompting"
    assert evidence.costs.cheapest_good_enough == "prompt"


def test_a_variant_beyond_a_limit_of_cost_is_passed_over_and_that_is_said() -> None:
    plan = {"prompt": {**PROMPTED, "usd_per_request": 0.05}, "rag": SEARCH}
    evidence = found(eval_set({"prompt": GOOD, "rag": BETTER}), plan, target=0.8, cost_limit_usd=0.03)
    assert (evidence.choice.variant, evidence.choice.basis) == ("rag", "target")
    assert evidence.choice.others[0] == (
        "`prompt` was passed over: it is beyond your limit of $0.03 for a finished piece of work."
    )


def test_a_variant_beyond_a_limit_is_said_to_be_passed_over_without_a_target_too() -> None:
    plan = {"prompt": {**PROMPTED, "usd_per_request": 0.05}, "rag": SEARCH}
    evidence = found(
        eval_set({"prompt": "1" * 800 + "0" * 200, "rag": "1" * 801 + "0" * 199}), plan, cost_limit_usd=0.03
    )
    assert (evidence.choice.variant, evidence.choice.basis) == ("rag", "closeness")
    assert evidence.choice.others[0].startswith("`prompt` was passed over:")


def test_a_variant_beyond_a_limit_of_latency_is_passed_over() -> None:
    evidence = found(timed({"prompt": 9.0, "rag": 1.0}), BOTH, target=0.7, latency_limit_s=5)
    assert evidence.choice.variant == "rag"
    assert evidence.choice.others[0] == (
        "`prompt` was passed over: it is beyond your limit of 5 s for 95 % of the requests."
    )


def test_only_what_is_simpler_than_the_choice_is_passed_over() -> None:
    plan = {**BOTH, "rag": {**SEARCH, "usd_per_request": 0.05}}
    evidence = found(eval_set({"prompt": GOOD, "rag": GOOD}), plan, target=0.8, cost_limit_usd=0.03)
    assert evidence.choice.variant == "prompt"
    assert [each for each in evidence.choice.others if "passed over" in each] == []


def test_where_every_good_variant_is_beyond_a_limit_none_is_chosen() -> None:
    evidence = found(eval_set({"prompt": GOOD, "rag": GOOD}), BOTH, target=0.8, cost_limit_usd=0.001)
    assert (evidence.choice.variant, evidence.choice.standing) == (None, "open")
    assert evidence.choice.sentence.startswith(
        "No variant within your limits is shown to meet the target of 0.8. No variant that is good enough can be had"
        " within your limits."
    )
    assert len(evidence.choice.others) == 2


def test_among_equally_simple_variants_the_cheaper_comes_first() -> None:
    evals = eval_set({"prompt-a": GOOD, "prompt-b": GOOD})
    plan = {"prompt-a": PROMPTED, "prompt-b": {**PROMPTED, "usd_per_request": 0.005}}
    assert found(evals, plan, target=0.8).choice.variant == "prompt-b"
    plan["prompt-b"] = {**PROMPTED, "usd_per_request": 0.02}
    assert found(evals, plan, target=0.8).choice.variant == "prompt-a"


def test_among_equally_simple_variants_failures_with_a_price_count() -> None:
    evals = eval_set({"prompt-a": GOOD, "prompt-b": BETTER})
    plan = {"prompt-a": PROMPTED, "prompt-b": {**PROMPTED, "usd_per_request": 0.02}}
    assert found(evals, plan, target=0.8).choice.variant == "prompt-a"
    assert found(evals, plan, target=0.8, cost_of_a_failure_usd=1).choice.variant == "prompt-b"


def test_what_more_points_cost_a_year_counts_all_costs() -> None:
    plan = {**BOTH, "rag": {**SEARCH, "other_usd_once": 1200}}
    evidence = found(eval_set({"prompt": GOOD, "rag": BETTER}), plan, target=0.8)
    assert evidence.choice.others == (
        "`rag` scores 8 points more (95 % CI +5.0 to +12.6), for $2,400 more a year, all costs counted.",
    )


def test_the_volume_of_the_plan_prices_what_more_points_cost_where_totals_are_not_known() -> None:
    evals = eval_set({"prompt": GOOD, "rag": BETTER}, costs={"prompt": 0.001, "rag": 0.004})
    evidence = found(evals, {"prompt": {}}, target=0.8)
    assert evidence.choice.others[0].endswith("for $360 more a year at 10,000 requests a month.")


def test_a_plan_changes_nothing_in_the_statistics() -> None:
    evals = eval_set({"prompt": GOOD, "rag": BETTER})
    plain, priced = analyse(evals, target=0.8), found(evals, BOTH, target=0.8)
    assert priced.pairs == plain.pairs
    assert [own.scores for own in priced.variants] == [own.scores for own in plain.variants]
    assert [(own.verdict, own.meets, own.p_best) for own in priced.verdicts] == [
        (own.verdict, own.meets, own.p_best) for own in plain.verdicts
    ]


def test_a_plan_may_call_a_variant_by_another_approach_for_its_costs() -> None:
    evals = eval_set({"prompt": GOOD, "rag": BETTER})
    evidence = found(evals, {"prompt": {**RAG, "approach": "rag"}})
    assert evidence.costs is not None
    found_cost = evidence.costs.variants[0]
    assert found_cost.approach == "rag"
    assert "Your plan calls it rag; among the results it counts as prompting." in found_cost.notes


def test_a_cheaper_variant_that_is_good_enough_too_is_told_with_what_it_saves() -> None:
    plan = {"prompt": {**PROMPTED, "usd_per_request": 0.03}, "rag": SEARCH}
    evidence = found(eval_set({"prompt": BETTER, "rag": BETTER}), plan, target=0.8)
    assert evidence.choice.variant == "prompt"
    assert evidence.choice.others == (
        "`rag` is good enough too, and costs $1,200 less a year, all costs counted.",
    )  # (0.03 - 0.02) x 10,000 x 12


def test_one_that_scores_higher_and_costs_less_is_told_once() -> None:
    plan = {"prompt": {**PROMPTED, "usd_per_request": 0.03}, "rag": SEARCH}
    evidence = found(eval_set({"prompt": GOOD, "rag": BETTER}), plan, target=0.8)
    assert [each for each in evidence.choice.others if "`rag`" in each] == list(evidence.choice.others)
    assert evidence.choice.others[0].endswith("for $1,200 less a year, all costs counted.")
    assert len(evidence.choice.others) == 1


def until(ends: datetime.date) -> Availability:
    return Availability(
        id="it", models=("plain",), ends=ends, says="It ends.", source=(SourceRef(ref="made-up", at="here"),),
        as_of=datetime.date(2026, 11, 28),
    )  # fmt: skip


def test_a_variant_whose_model_is_shut_down_is_passed_over() -> None:
    plan = {"prompt": {**PROMPTED, "model": "plain"}, "rag": SEARCH}
    rows = (until(datetime.date(2026, 7, 23)),)
    evidence = found(eval_set({"prompt": BETTER, "rag": BETTER}), plan, target=0.8, availability=rows)
    assert (evidence.choice.variant, evidence.facts["measured_models"]) == ("rag", "untested")
    assert evidence.choice.others[0] == (
        "`prompt` was passed over: its model, `plain`, has been shut down since 2026-07-23."
    )


def test_where_every_good_variant_has_a_model_that_is_shut_down_the_rules_know_it() -> None:
    plan = {"prompt": {**PROMPTED, "model": "plain"}}
    rows = (until(datetime.date(2026, 7, 23)),)
    evidence = found(eval_set({"prompt": BETTER, "rag": "1" * 40 + "0" * 160}), plan, target=0.8, availability=rows)
    assert (evidence.choice.variant, evidence.facts["measured_models"]) == (None, "gone")


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        (datetime.date(2027, 11, 27), ["is shut down on 2027-11-27"]),
        (datetime.date(2027, 11, 28), []),
    ],
)
def test_a_choice_whose_model_ends_within_the_horizon_says_so(ends: datetime.date, said: list[str]) -> None:
    plan = {"prompt": {**PROMPTED, "model": "plain"}, "rag": SEARCH}
    choice = found(eval_set({"prompt": BETTER, "rag": BETTER}), plan, target=0.8, availability=(until(ends),)).choice
    assert list(choice.others) == [
        f"Its model, `plain`, {each}: measure another one before you rely on this." for each in said
    ]
