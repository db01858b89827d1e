"""A plan worked out over all scenarios gives what the closed forms give, and a sum month by month in Decimals."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

import pytest
from costs.plans import MODELS, PROMPT, TUNED, cost_of, costs_of, owned_of, usage_of, without
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from advisor.costs.break_even import Option, break_even, payback_months
from advisor.costs.request_cost import cost_per_request
from advisor.schema.costs import VariantCost

tokens = st.integers(0, 20_000)
share = st.floats(0, 1)


@st.composite
def plans(draw: st.DrawFn, approach: str) -> dict[str, Any]:
    """An exact plan of an approach with everything that it needs, and most that it may have."""
    found: dict[str, Any] = {
        "approach": approach,
        "model": draw(st.sampled_from(["plain", "cached"])),
        "static_tokens": draw(tokens),
        "context_tokens": draw(tokens),
        "query_tokens": draw(tokens),
        "output_tokens": draw(tokens),
        "calls_per_request": draw(st.integers(1, 5)),
        "retry_rate": draw(share),
        "batch_share": draw(share),
        "batch_multiplier": draw(share),
        "engineering_hours": draw(st.integers(0, 500)),
        "upkeep_hours_per_month": draw(st.integers(0, 50)),
        "eval_usd": draw(st.integers(0, 500)),
        "other_usd_once": draw(st.integers(0, 500)),
        "other_usd_per_month": draw(st.integers(0, 500)),
        "other_usd_per_request": draw(st.floats(0, 0.1)),
        "minutes_per_request": draw(st.sampled_from([0, 0.1, 2])),
    }
    if "rag" in approach:
        found |= {
            "embedding_model": "embedding",
            "rerank_usd_per_request": draw(st.floats(0, 0.01)),
            "vector_read_usd_per_request": draw(st.floats(0, 0.01)),
            "corpus_tokens": draw(st.integers(0, 10**9)),
            "corpus_change_per_month": draw(share),
            "vector_store_usd_per_month": draw(st.integers(0, 500)),
        }
    if "fine-tuning" in approach:
        found |= {
            "labels": draw(st.integers(0, 5000)),
            "usd_per_label": 2,
            "label_overlap": draw(st.integers(1, 3)),
            "training_tokens": draw(st.integers(0, 10**8)),
            "epochs": draw(st.integers(1, 5)),
            "validation_tokens": draw(st.integers(0, 10**6)),
            "usd_per_1m_training_tokens": draw(st.floats(0, 25)),
            "training_runs": draw(st.integers(1, 5)),
            "retraining_hours": draw(st.integers(0, 40)),
            "retrain_every_months": draw(st.sampled_from(["never", 1, 3, 4.5, 12])),
            "base_model_ends": draw(st.sampled_from(["never", "2027-01-14", "2027-06-27", "2029-11-28"])),
            "hosting_usd_per_hour": draw(st.floats(0, 10)),
            "replicas": draw(st.integers(0, 3)),
            "tokens_per_second": draw(st.integers(10, 5000)),
            "utilisation": draw(st.floats(0.05, 1)),
            "peak_factor": draw(st.floats(1, 10)),
        }
    return found


any_plan = st.sampled_from(["prompting", "rag", "fine-tuning", "rag+fine-tuning"]).flatmap(plans)


def _by_hand(plan: dict[str, Any], hit_rate: float, is_cached: bool) -> float:
    prices = MODELS[plan["model"]].prices
    read, write = (prices.cache_read or 0.0, prices.cache_write or 0.0) if is_cached else (prices.input, prices.input)
    other = plan["other_usd_per_request"] + plan["minutes_per_request"] / 60 * 100
    other += plan.get("rerank_usd_per_request", 0) + plan.get("vector_read_usd_per_request", 0)
    other += plan["query_tokens"] * 0.02 / 1e6 if "embedding_model" in plan else 0
    names = (
        "static_tokens", "context_tokens", "query_tokens", "output_tokens", "calls_per_request", "retry_rate",
        "batch_share", "batch_multiplier",
    )  # fmt: skip
    return cost_per_request(
        **{name: float(plan[name]) for name in names},
        price_in=prices.input,
        price_out=prices.output,
        price_cache_read=read,
        price_cache_write=write,
        cache_hit_rate=hit_rate,
        other_per_request=other,
    )


def _is_cached(plan: dict[str, Any]) -> bool:
    return plan["model"] == "cached" and plan["static_tokens"] >= 1024


@given(any_plan, share)
def test_the_running_cost_of_a_plan_is_the_formula_of_a_request(plan: dict[str, Any], hit_rate: float) -> None:
    found = cost_of(plan, cache_hit_rate=hit_rate).running
    expected = _by_hand(plan, hit_rate, _is_cached(plan))
    assert (found.likely, found.low, found.high) == pytest.approx((expected,) * 3, rel=1e-12, abs=1e-15)


@given(any_plan, st.integers(0, 10**7))
def test_the_hit_rate_follows_from_the_volume(plan: dict[str, Any], volume: int) -> None:
    hit_rate = 1 - math.exp(-volume / 43_200 * 5)
    found = cost_of(plan, volume=volume)
    assert found.running.likely == pytest.approx(_by_hand(plan, hit_rate, _is_cached(plan)), rel=1e-12, abs=1e-15)


@given(plans("prompting"))
def test_tokens_that_results_tell_cost_what_the_same_tokens_cost_in_a_plan(plan: dict[str, Any]) -> None:
    calls = plan["calls_per_request"]
    each = plan["static_tokens"] + plan["context_tokens"] + plan["query_tokens"]
    assume(each + plan["output_tokens"] > 0)
    measured = usage_of(tokens_in=calls * each, tokens_out=calls * plan["output_tokens"], calls=calls)
    own = without(plan, "context_tokens", "query_tokens", "output_tokens", "calls_per_request")
    assert cost_of(own, usage=measured).running.likely == pytest.approx(
        cost_of(plan).running.likely, rel=1e-12, abs=1e-15
    )


def _month_by_month(plan: dict[str, Any], volume: int, months: int, decline: float) -> Decimal:
    """The total cost of ownership with nothing but sums, a month after the other."""
    x = {name: Decimal(str(value)) for name, value in plan.items() if isinstance(value, int | float)}
    prices, nought = MODELS[plan["model"]].prices, Decimal(0)
    rate, million = Decimal(100), Decimal(10) ** 6
    embedding = Decimal("0.02") if "embedding_model" in plan else nought

    def of(name: str) -> Decimal:
        return x.get(name, nought)

    calls = of("calls_per_request") * (1 + of("retry_rate"))
    batched = 1 - of("batch_share") * (1 - of("batch_multiplier"))
    fixed, rest = of("static_tokens"), of("context_tokens") + of("query_tokens")
    at_input = Decimal(str(prices.input))
    if _is_cached(plan):
        hits = Decimal(1 - math.exp(-volume / 43_200 * 5))
        fixed_usd = fixed * (hits * Decimal(str(prices.cache_read)) + (1 - hits) * Decimal(str(prices.cache_write)))
    else:
        fixed_usd = fixed * at_input
    a_call = (fixed_usd + rest * at_input + of("output_tokens") * Decimal(str(prices.output))) / million * batched
    run = (of("training_tokens") * of("epochs") + of("validation_tokens")) / million * of("usd_per_1m_training_tokens")
    replicas = nought
    if "replicas" in x:
        output = Decimal(volume) * of("calls_per_request") * (1 + of("retry_rate")) * of("output_tokens")
        a_second = output / (730 * 3600) * of("peak_factor")
        needed = a_second / (of("tokens_per_second") * of("utilisation"))
        replicas = max(of("replicas"), (needed - Decimal("1e-9")).to_integral_value("ROUND_CEILING"))
    total, last = nought, 0
    for month in range(months):
        if month == 0:
            total += of("engineering_hours") * rate + of("eval_usd") + of("other_usd_once")
            total += of("labels") * of("usd_per_label") * of("label_overlap") + of("training_runs") * run
            total += of("corpus_tokens") * embedding / million
        elif "labels" in x and _is_trained(plan, month, last):
            total += of("training_runs") * run + of("retraining_hours") * rate
            last = month
        today = Decimal(1 - Decimal(str(decline))) ** (Decimal(month) / 12)
        total += replicas * of("hosting_usd_per_hour") * 730 + of("vector_store_usd_per_month")
        total += of("corpus_tokens") * embedding / million * of("corpus_change_per_month") * today
        total += of("upkeep_hours_per_month") * rate + of("other_usd_per_month")
        each = (calls * a_call + of("query_tokens") * embedding / million) * today
        each += of("minutes_per_request") / 60 * rate + of("other_usd_per_request")
        each += of("rerank_usd_per_request") + of("vector_read_usd_per_request")
        total += each * volume
    return total


def _is_trained(plan: dict[str, Any], month: int, last: int) -> bool:
    ends = {"2027-01-14": 1, "2027-06-27": 6, "2029-11-28": 36}.get(plan["base_model_ends"])
    cadence = plan["retrain_every_months"]
    return month == ends or (cadence != "never" and month - last >= cadence)


@given(any_plan, st.integers(0, 10**6), st.integers(1, 60), st.sampled_from([0.0, 0.5, 0.9]))
def test_the_total_is_the_sum_of_its_months(plan: dict[str, Any], volume: int, months: int, decline: float) -> None:
    found = cost_of(plan, volume=volume, horizon_months=months, price_decline_per_year=decline)
    expected = float(_month_by_month(plan, volume, months, decline))
    assert found.total.likely == pytest.approx(expected, rel=1e-9, abs=1e-9)


@given(any_plan, st.integers(1, 10**6), st.integers(1, 60))
def test_the_parts_add_up_to_the_total(plan: dict[str, Any], volume: int, months: int) -> None:
    found = cost_of(plan, volume=volume, horizon_months=months)
    assert math.fsum(part.usd.likely for part in found.parts) == pytest.approx(found.total.likely, rel=1e-12)


def _straight(own: VariantCost) -> Option:
    return Option(own.one_off.likely + own.retraining.likely, own.monthly.likely, own.running.likely)


def _straightened(plan: dict[str, Any]) -> dict[str, Any]:
    """The same without a cache, and with replicas that stay as many."""
    own = without(plan, "tokens_per_second", "utilisation", "peak_factor")
    return {**own, "model": "plain", **({"replicas": 1} if "replicas" in plan else {})}


straight_plans = any_plan.map(_straightened)


@settings(max_examples=150)
@given(straight_plans, straight_plans, st.integers(1, 60))
def test_the_break_even_of_straight_lines_is_the_closed_form(a: dict[str, Any], b: dict[str, Any], months: int) -> None:
    costs = costs_of({"a": a, "b": b}, horizon_months=months)
    own = {each.variant: each for each in costs.variants}
    found = costs.break_evens[0]
    expected, verdict = break_even(_straight(own[found.a]), _straight(own[found.b]), months)
    if expected is not None and not 2 < expected < 5e9:
        return
    words = {
        "A_always": "never cheaper",
        "B_always": "always cheaper",
        "B_cheaper_above": "cheaper above",
        "B_cheaper_below": "cheaper below",
    }
    assert (found.verdict, found.requests_per_month) == (
        words[verdict],
        None if expected is None else pytest.approx(expected, rel=1e-6),
    )
    at_start = {
        name: Option(each.one_off.likely, each.monthly.likely + each.retraining.likely / months, each.running.likely)
        for name, each in own.items()
    }
    a_month = {name: each.monthly + 10_000 * each.per_request for name, each in at_start.items()}
    assume(abs(a_month[found.a] - a_month[found.b]) > 1e-6)
    payback = payback_months(at_start[found.a], at_start[found.b], 10_000)
    assert found.payback_months == (None if payback is None else pytest.approx(payback, rel=1e-6, abs=1e-6))


@given(plans("fine-tuning"))
def test_replicas_step_up_with_the_volume_and_never_down(plan: dict[str, Any]) -> None:
    plan = {**plan, "hosting_usd_per_hour": 1}
    counts = [cost_of(plan, volume=volume).replicas for volume in (0, 10, 10**3, 10**5, 10**7)]
    assert counts == sorted(counts)
    assert counts[0] == plan["replicas"]
    assert [count for count in counts if count != int(count)] == []


def test_the_step_of_a_replica_lies_where_its_capacity_ends() -> None:
    # 1000 tokens/s at half use and a peak of 4: 125 a second on average, 730 hours, 250 tokens each: 1,314,000 a month.
    at = [cost_of(TUNED, volume=volume).replicas for volume in (1_313_999, 1_314_000, 1_314_001, 2 * 1_314_000)]
    assert at == [1.0, 1.0, 2.0, 2.0]


def test_a_step_of_replicas_makes_a_second_break_even() -> None:
    # A prompt for 0.0022 beside a tuned model that costs nothing but machines: 1460 a month a replica.
    prompt = {"approach": "prompting", "usd_per_request": 0.0022, "engineering_hours": 0, "upkeep_hours_per_month": 0}
    tuned = {
        **without(TUNED, "model", "static_tokens", "query_tokens"),
        "model": "none",
        "labels": 0,
        "training_tokens": 0,
        "engineering_hours": 0,
        "upkeep_hours_per_month": 0,
        "retrain_every_months": "never",
    }
    found = costs_of({"prompt": prompt, "tuned": tuned}).break_evens[0]
    assert found.verdict == "cheaper between"
    first, second = found.spans
    assert first == pytest.approx((1460 / 0.0022, 1_314_000), rel=1e-5)
    assert second == (pytest.approx(2920 / 0.0022, rel=1e-5), None)


def test_two_variants_that_cost_the_same_are_no_cheaper_at_any_volume() -> None:
    # The same sum put together in two ways, apart in the last digits alone.
    one = {**PROMPT, "model": "none", "hosting_usd_per_hour": 0, "other_usd_per_request": 0.3}
    two = {**PROMPT, "usd_per_request": 0.1, "other_usd_per_request": 0.2}
    for variants in ({"a": one, "b": two}, {"a": two, "b": one}):
        found = costs_of(variants).break_evens[0]
        assert (found.verdict, found.requests_per_month, found.share) == ("never cheaper", None, 0.0)


def test_a_break_even_with_a_cache_is_where_the_curves_meet() -> None:
    variants = {
        "prompt": {**PROMPT, "model": "cached", "static_tokens": 20_000},
        "tuned": {**TUNED, "engineering_hours": 0},
    }
    meets = costs_of(variants).break_evens[0].requests_per_month
    assert meets is not None
    prompt, tuned = (float(each[0]) for each in owned_of(variants, volume=meets).totals.values())
    assert prompt == pytest.approx(tuned, rel=1e-9)
