"""What nobody has given is asked for, once and by its name, and never counts as 0."""

from __future__ import annotations

from typing import Any

import pytest
from costs.plans import PROMPT, RAG, SHARED, TODAYS, TUNED, cost_of, costs_of, usage_of, without
from hypothesis import given
from hypothesis import strategies as st

from advisor.schema.costs import VariantCost

HOSTED: dict[str, Any] = {
    **without(PROMPT, "static_tokens", "query_tokens"),
    "model": "none",
    "hosting_usd_per_hour": 2,
    "tokens_per_second": 1000,
    "utilisation": 0.5,
    "peak_factor": 4,
}
ON_GPUS: dict[str, Any] = {
    **without(TUNED, "training_tokens", "epochs", "usd_per_1m_training_tokens"),
    "gpu_hours_per_run": 10,
    "usd_per_gpu_hour": 3,
}
A_RUN: dict[str, Any] = {**without(ON_GPUS, "gpu_hours_per_run", "usd_per_gpu_hour"), "usd_per_training_run": 90}
BOTH: dict[str, Any] = {**RAG, **TUNED, "approach": "rag+fine-tuning"}
IN_BATCH: dict[str, Any] = {**PROMPT, "batch_share": 0.5, "batch_multiplier": 0.5}
TOLD: dict[str, Any] = {**without(PROMPT, "static_tokens", "query_tokens", "output_tokens"), "usd_per_request": 0.01}

PLANS: dict[str, dict[str, Any]] = {
    "prompting": PROMPT,
    "a prompt on machines": HOSTED,
    "in batch": IN_BATCH,
    "a known price": TOLD,
    "rag": RAG,
    "fine-tuning by tokens": TUNED,
    "fine-tuning on GPUs": ON_GPUS,
    "fine-tuning at a price for a run": A_RUN,
    "rag+fine-tuning": BOTH,
}
NOT_NEEDED = {
    ("a known price", "calls_per_request"),
    ("a known price", "model"),
    ("a known price", "usd_per_request"),
    ("in batch", "batch_share"),
    ("fine-tuning at a price for a run", "usd_per_training_run"),
    ("a prompt on machines", "model"),
}
"""Fields without which the plan says another thing; each has a test of its own."""
NEEDED = [
    (name, field)
    for name, plan in PLANS.items()
    for field in plan
    if field != "approach" and (name, field) not in NOT_NEEDED
]


def _missing(own: VariantCost) -> list[str]:
    return [each.field for each in own.missing]


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_a_whole_plan_has_a_total_and_nothing_missing(plan: dict[str, Any]) -> None:
    found = cost_of(plan)
    assert (_missing(found), found.total is None) == ([], False)


@pytest.mark.parametrize(("name", "field"), NEEDED, ids=[f"{name}: {field}" for name, field in NEEDED])
def test_without_a_field_there_is_no_total_and_that_field_is_asked_for(name: str, field: str) -> None:
    found = cost_of(without(PLANS[name], field))
    assert (found.total, found.all_in, _missing(found)) == (None, None, [field])


@pytest.mark.parametrize(("name", "field"), NEEDED, ids=[f"{name}: {field}" for name, field in NEEDED])
def test_what_a_missing_field_counts_for_is_not_known_and_the_rest_is(name: str, field: str) -> None:
    found = cost_of(without(PLANS[name], field))
    kinds = {kind for each in found.missing for kind in each.counts_for}
    known = {
        "per request": found.running is not None,
        "one-off": found.one_off is not None,
        "monthly": found.monthly is not None,
        "retraining": found.retraining is not None,
    }
    assert {kind for kind, is_known in known.items() if not is_known} == kinds


def test_without_a_price_for_a_run_that_price_is_asked_for() -> None:
    assert _missing(cost_of(without(A_RUN, "usd_per_training_run"))) == ["usd_per_training_run"]


def test_without_an_approach_it_is_asked_for() -> None:
    found = cost_of(without(PROMPT, "approach"))
    assert (found.total, _missing(found)) == (None, ["approach"])


def test_without_an_hourly_rate_it_is_asked_for_once_for_all_that_it_counts_for() -> None:
    costs = costs_of({"prompt": PROMPT, "tuned": TUNED}, hourly_rate_usd=None)
    assert [(each.variant, each.field, each.counts_for) for each in costs.missing] == [
        (None, "hourly_rate_usd", ("one-off", "monthly", "retraining"))
    ]
    assert [own.total for own in costs.variants] == [None, None]


def test_minutes_of_people_without_a_rate_ask_for_one() -> None:
    found = cost_of(TODAYS, hourly_rate_usd=None)
    assert (found.running, [(each.field, each.counts_for) for each in found.missing]) == (
        None,
        [("hourly_rate_usd", ("per request",))],
    )


def test_those_who_do_the_work_may_have_a_rate_of_their_own() -> None:
    assert cost_of(TODAYS).running.likely == 5.0
    assert cost_of(TODAYS, person_hourly_rate_usd=30).running.likely == 1.5
    assert cost_of(TODAYS, person_hourly_rate_usd=30, hourly_rate_usd=None).total.likely == 1.5 * 10_000 * 12


def test_todays_process_of_which_nothing_is_given_is_asked_what_it_costs() -> None:
    assert _missing(cost_of({"approach": "baseline"})) == ["usd_per_request"]


def test_without_a_volume_no_total_and_no_cost_of_machines_is_known() -> None:
    costs = costs_of({"prompt": PROMPT, "tuned": TUNED}, volume=None)
    prompt, tuned = costs.variants
    assert (prompt.total, prompt.all_in, prompt.monthly.likely) == (None, None, 200.0)
    assert (tuned.total, tuned.monthly, tuned.replicas) == (None, None, None)
    assert costs.notes[0] == "No volume is known, so no total is worked out and no cache is counted."


def test_without_a_volume_neither_reading_nor_writing_a_cache_is_counted() -> None:
    cached = {**PROMPT, "model": "cached"}
    assert cost_of(cached, volume=None).running == cost_of(PROMPT, volume=None).running
    by_hand = cost_of(cached, volume=None, cache_hit_rate=1)
    assert by_hand.running.likely == pytest.approx((1500 * 0.1 + 200 * 1 + 250 * 4) / 1e6)
    assert by_hand.cache_hit_rate == 1.0


def test_a_model_without_prices_is_asked_for_and_what_it_costs_is_not_known() -> None:
    found = cost_of({**PROMPT, "model": "nobody-knows-it"})
    assert (found.running, _missing(found)) == (None, ["model"])
    assert found.notes[0] == (
        "The prices of `nobody-knows-it` are not known: put them into a price file, or give `usd_per_request`."
    )


def test_an_embedding_model_without_prices_is_asked_for() -> None:
    found = cost_of({**RAG, "embedding_model": "nobody-knows-it"})
    assert (found.running, found.total, _missing(found)) == (None, None, ["embedding_model"])


def test_a_batch_share_without_batch_prices_asks_for_the_multiplier() -> None:
    found = cost_of({**PROMPT, "batch_share": 0.5})
    assert (found.running, _missing(found)) == (None, ["batch_multiplier"])


def test_several_models_without_a_cost_ask_for_one_model() -> None:
    usage = usage_of(tokens_in=100, tokens_out=10, models=("plain", "cached"))
    found = cost_of(without(PROMPT, "model", "output_tokens"), usage=usage)
    assert (found.running, _missing(found)) == (None, ["model"])
    assert found.notes[0] == (
        "Several models answered (`plain`, `cached`), and whose tokens are whose is open: give the `model` by which"
        " all are priced, or `usd_per_request`."
    )


def test_what_may_be_left_open_is_said_not_to_be_counted() -> None:
    assert "Not given, so not counted: `retry_rate`, `eval_usd`." in cost_of(PROMPT).notes
    assert (
        "Not given, so not counted: `retry_rate`, `rerank_usd_per_request`, `vector_read_usd_per_request`, `eval_usd`."
        in cost_of(RAG).notes
    )
    assert "Not given, so not counted: `upkeep_hours_per_month`." in cost_of(TODAYS).notes


def test_what_is_given_and_not_used_is_said() -> None:
    found = cost_of({**PROMPT, "usd_per_request": 0.01, "labels": 3, "embedding_model": "embedding"})
    assert found.running.likely == 0.01
    assert (
        "Of your plan `static_tokens`, `query_tokens`, `output_tokens`, `calls_per_request`, `embedding_model`,"
        " `labels` is no part of this variant's cost." in found.notes
    )


def test_a_horizon_that_nobody_gave_is_assumed_and_said() -> None:
    costs = costs_of({"prompt": PROMPT}, horizon_months=None)
    assert (costs.horizon_months, "A horizon of 12 months is assumed." in costs.notes) == (12, True)


@pytest.mark.parametrize("name", ["label_overlap", "replicas"])
def test_an_assumption_stands_among_the_inputs(name: str) -> None:
    costs = costs_of({"it": TUNED})
    found = next(each for each in costs.inputs if each.id == f"it/{name.replace('_', '-')}")
    assert (found.likely, found.origin, found.rests_on) == (1.0, "assumed", "one, as nothing says more")


@given(st.sampled_from(sorted(PLANS)), st.data())
def test_with_any_fields_missing_there_is_a_total_or_a_question(name: str, data: st.DataObject) -> None:
    plan = PLANS[name]
    left = data.draw(st.sets(st.sampled_from(sorted(set(plan) - {"approach"}))))
    shared = data.draw(st.sets(st.sampled_from(sorted(SHARED))))
    found = cost_of(without(plan, *left), **dict.fromkeys(shared))
    is_asked = any(each.counts_for for each in found.missing) or "volume" in shared
    assert (found.total is None) == is_asked
