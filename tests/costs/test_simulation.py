"""The draws: ranges, who is cheapest, swings; the same to the last digit whatever stands beside a variant."""

from __future__ import annotations

import math
import random
from typing import Any

import numpy as np
import pytest
from costs.plans import MODELS, PROMPT, RAG, TUNED, cost_of, costs_of, owned_of, usage_of, without
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.costs.ownership import Quality
from advisor.costs.sheet import DRAWS, triangular
from advisor.schema.amounts import Amount
from advisor.schema.costs import BreakEven, CostRange, VariantCost

PLANS = {"prompt": PROMPT, "rag": RAG, "tuned": TUNED}
VOLUME = [5_000, 10_000, 40_000]


def spread(plan: dict[str, Any]) -> dict[str, Any]:
    """The plan with a range around each amount."""
    exact = {"retrain_every_months", "replicas", "calls_per_request"}
    return {
        name: [value * 0.5, value, value * 1.8] if isinstance(value, int | float) and name not in exact else value
        for name, value in plan.items()
    }


SPREAD = {name: spread(plan) | {"utilisation": 0.5} for name, plan in PLANS.items()}
SPREAD = {name: plan if name == "tuned" else without(plan, "utilisation") for name, plan in SPREAD.items()}


def _ranges(own: VariantCost) -> list[CostRange]:
    named = [getattr(own, name) for name in type(own).model_fields]
    return [each for each in [*named, *(part.usd for part in own.parts)] if isinstance(each, CostRange)]


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_without_ranges_has_none(name: str) -> None:
    found = cost_of(PLANS[name])
    assert [each for each in _ranges(found) if not each.likely == each.median == each.low == each.high] == []
    assert found.swings == ()


@pytest.mark.parametrize("name", PLANS)
def test_a_range_whose_ends_meet_is_a_number(name: str) -> None:
    three = {
        key: [value] * 3 if isinstance(value, int | float) and key != "retrain_every_months" else value
        for key, value in PLANS[name].items()
    }
    assert cost_of(three) == cost_of(PLANS[name])


@pytest.mark.parametrize("name", PLANS)
def test_a_range_holds_its_median(name: str) -> None:
    ranges = _ranges(cost_of(SPREAD[name], volume=VOLUME))
    assert len(ranges) > 8
    assert [each for each in ranges if not each.low <= each.median <= each.high] == []
    assert [each for each in ranges if each.low < each.high] != []


def test_the_same_input_gives_the_same_bytes() -> None:
    one, other = (costs_of(SPREAD, volume=VOLUME).model_dump_json() for _ in range(2))
    assert one == other


@pytest.mark.parametrize("beside", ["a-dearer-one", "zz"])
def test_a_variant_more_or_another_name_changes_no_digit_of_the_others(beside: str) -> None:
    dear = {**spread(PROMPT), "other_usd_per_request": [1, 2, 3]}
    alone = costs_of(SPREAD, volume=VOLUME)
    with_it = costs_of({**SPREAD, beside: dear}, volume=VOLUME)
    own = {each.variant: each.model_dump_json() for each in alone.variants}
    assert {each.variant: each.model_dump_json() for each in with_it.variants if each.variant != beside} == own
    pairs = {(each.a, each.b): each.model_dump_json() for each in alone.break_evens}
    found = {(each.a, each.b): each.model_dump_json() for each in with_it.break_evens}
    assert {pair: found[pair] for pair in pairs} == pairs
    assert {each.variant: each for each in with_it.curves if each.variant != beside} == {
        each.variant: each for each in alone.curves
    }


def test_a_variant_that_is_renamed_costs_the_same_but_for_its_own_draws() -> None:
    one, other = (costs_of({name: SPREAD["rag"]}, volume=VOLUME).variants[0] for name in ("rag", "renamed"))
    assert other.total.likely == one.total.likely
    assert other.total.median == pytest.approx(one.total.median, rel=0.05)


def test_the_chances_of_being_cheapest_add_up_to_one() -> None:
    found = costs_of(SPREAD, volume=VOLUME).variants
    assert math.fsum(each.p_cheapest for each in found) == pytest.approx(1)
    assert [each.p_cheapest for each in found if not 0 <= each.p_cheapest <= 1] == []


def test_variants_that_cost_the_same_share_the_first_place() -> None:
    found = costs_of({"a": PROMPT, "b": PROMPT, "c": RAG}).variants
    assert [each.p_cheapest for each in found] == [0.5, 0.5, 0.0]


def test_a_lone_variant_is_not_called_the_cheapest() -> None:
    assert cost_of(PROMPT).p_cheapest is None


@pytest.mark.parametrize("volume", [0, 0.001, 1, 1e10])
@pytest.mark.parametrize("name", PLANS)
def test_any_volume_has_a_finite_total(name: str, volume: float) -> None:
    found = cost_of(SPREAD[name], volume=volume)
    numbers = [number for each in _ranges(found) for number in (each.likely, each.median, each.low, each.high)]
    assert [number for number in numbers if not math.isfinite(number)] == []
    assert found.total is not None
    assert (found.all_in is None) == (volume == 0)


def test_without_requests_what_is_paid_is_once_and_monthly() -> None:
    found = cost_of(PROMPT, volume=0)
    assert found.total.likely == 10 * 100 + 12 * 2 * 100


def test_a_horizon_of_one_month_trains_once() -> None:
    found = cost_of({**TUNED, "retrain_every_months": 1}, horizon_months=1)
    assert (found.trainings, found.retraining.likely, found.per_month) == (1, 0.0, found.total)


_COSTS = st.sampled_from(
    [
        (name, field)
        for name, plan in PLANS.items()
        for field, value in plan.items()
        if isinstance(value, int | float) and field not in ("retrain_every_months", "utilisation", "tokens_per_second")
    ]
)


@given(_COSTS, st.floats(1, 100))
def test_more_of_anything_never_costs_less(which: tuple[str, str], times: float) -> None:
    name, field = which
    more = {**PLANS[name], field: PLANS[name][field] * times}
    assert cost_of(more).total.likely >= cost_of(PLANS[name]).total.likely * (1 - 1e-12)


@given(
    st.sampled_from(["other_usd_once", "other_usd_per_month", "other_usd_per_request", "eval_usd"]), st.floats(0, 50)
)
def test_what_else_is_paid_adds_to_the_total(field: str, usd: float) -> None:
    times = {"other_usd_per_month": 12, "other_usd_per_request": 120_000}.get(field, 1)
    expected = cost_of(RAG).total.likely + usd * times
    assert cost_of({**RAG, field: usd}).total.likely == pytest.approx(expected, rel=1e-12)


def test_swings_are_the_five_widest_and_stand_for_one_input_each() -> None:
    found = cost_of(SPREAD["rag"], volume=VOLUME).swings
    widths = [abs(each.at_high - each.at_low) for each in found]
    assert (len(found), widths) == (5, sorted(widths, reverse=True))
    at_low = cost_of({**SPREAD["rag"], "context_tokens": _point(SPREAD["rag"]["context_tokens"], 0.1)}, volume=VOLUME)
    own = next(each for each in found if each.input == "it/context-tokens")
    assert own.at_low == pytest.approx(at_low.total.likely)


def _point(amount: list[float], share: float) -> float:
    low, likely, high = amount
    return float(triangular(Amount(low=low, likely=likely, high=high), np.array([share]))[0])


@pytest.mark.parametrize("amount", [(0, 0, 5), (1, 5, 5), (2, 3, 7)])
def test_a_triangle_is_drawn_by_its_quantiles(amount: tuple[float, float, float]) -> None:
    low, likely, high = amount
    shares = np.linspace(0, 1, 100_001)
    found = triangular(Amount(low=low, likely=likely, high=high), shares)
    assert (found[0], found[-1]) == (low, high)
    assert found.mean() == pytest.approx((low + likely + high) / 3, rel=1e-4)
    variance = (low**2 + likely**2 + high**2 - low * likely - low * high - likely * high) / 18
    assert found.var() == pytest.approx(variance, rel=1e-3)


def test_a_plain_simulation_of_a_plan_gives_the_same_ranges() -> None:
    # One plan in plain Python, with the standard library's triangular numbers: 20,000 draws.
    plan = {**SPREAD["rag"], "model": "plain"}
    dice = random.Random(3)

    def draw(name: str) -> float:
        low, likely, high = plan[name]
        return dice.triangular(low, high, likely)

    totals = []
    for _ in range(20_000):
        volume, rate = dice.triangular(VOLUME[0], VOLUME[2], VOLUME[1]), dice.triangular(60, 200, 100)
        static, context, query, output = (draw(f"{each}_tokens") for each in ("static", "context", "query", "output"))
        each = (static + context + query) * 1e-6 + output * 4e-6 + query * 0.02e-6
        index = draw("corpus_tokens") * 0.02e-6
        monthly = index * draw("corpus_change_per_month") + draw("vector_store_usd_per_month")
        monthly += draw("upkeep_hours_per_month") * rate
        totals.append(draw("engineering_hours") * rate + index + 12 * (monthly + volume * each))
    found = cost_of(plan, volume=VOLUME, hourly_rate_usd=[60, 100, 200]).total
    low, median, high = np.quantile(totals, (0.1, 0.5, 0.9))
    # A quantile of n draws has the error sqrt(q (1 - q) / n) / density; three of them, both simulations together.
    for share, expected, ours in ((0.1, low, found.low), (0.5, median, found.median), (0.9, high, found.high)):
        around = np.quantile(totals, (share - 0.05, share + 0.05))
        error = math.sqrt(share * (1 - share) * (1 / DRAWS + 1 / 20_000)) * (around[1] - around[0]) / 0.1
        assert abs(ours - expected) < 3 * error


def test_a_plain_simulation_with_measured_tokens_gives_the_same_ranges() -> None:
    usage = usage_of(tokens_in=1000, tokens_out=300, spread=0.1)
    plan = {"approach": "prompting", "engineering_hours": [0, 10, 50], "upkeep_hours_per_month": 0}
    noise, dice = np.random.default_rng(7).normal(size=DRAWS), random.Random(4)
    totals = [
        dice.triangular(0, 50, 10) * 100 + 120_000 * (1000 * 1e-6 + 300 * 4e-6) * (1 + 0.1 * each) for each in noise
    ]
    found = cost_of(plan, usage=usage).total
    assert (found.low, found.median, found.high) == pytest.approx(np.quantile(totals, (0.1, 0.5, 0.9)), rel=0.06)


_VERDICTS_MIRRORED = {
    "cheaper above": "cheaper below",
    "cheaper below": "cheaper above",
    "always cheaper": "never cheaper",
    "never cheaper": "always cheaper",
}


def _pair(first: dict[str, Any], second: dict[str, Any]) -> tuple[BreakEven, BreakEven]:
    """The same two beside each other in both orders: the one that is named first is `a`."""
    owned = owned_of({"x": first, "y": second}, volume=VOLUME)
    one, other = owned.crossings.crossing("x", "y", 10_000.0), owned.crossings.crossing("y", "x", 10_000.0)
    return one, other  # type: ignore[return-value]


@settings(max_examples=25)
@given(st.sampled_from(["prompt", "rag", "tuned"]), st.sampled_from(["prompt", "rag"]), st.floats(0.01, 100))
def test_a_pair_and_its_mirror_agree(first: str, second: str, times: float) -> None:
    dearer = {**SPREAD[first], "output_tokens": 250 * times, "engineering_hours": 100 / times}
    one, other = _pair(dearer, {**SPREAD[second], "model": "cached"})
    if one.verdict in _VERDICTS_MIRRORED:
        assert other.verdict == _VERDICTS_MIRRORED[one.verdict]
        for ours, mirrored in zip((one.volume, one.low, one.high), (other.volume, other.low, other.high), strict=True):
            assert mirrored == (None if ours is None else pytest.approx(ours, rel=1e-6))
    else:
        assert other.verdict in ("cheaper between", "cheaper below", "cheaper above")
    assert other.share == one.share


@settings(max_examples=25)
@given(st.sampled_from(["prompt", "rag", "tuned"]), st.floats(0.001, 1000), st.floats(0, 1e6))
def test_a_break_even_without_a_volume_has_a_verdict_that_says_why(name: str, times: float, once: float) -> None:
    other = {**SPREAD[name], "output_tokens": 250 * times, "other_usd_once": once}
    found = costs_of({"x": SPREAD["prompt"], "y": other}, volume=VOLUME).break_evens[0]
    is_settled = found.verdict in ("always cheaper", "never cheaper")
    assert (found.requests_per_month is None) == is_settled
    assert found.spans == ((1.0, None),) if found.verdict == "always cheaper" else found.spans != ((1.0, None),)
    assert (found.spans == ()) == (found.verdict == "never cheaper")


def test_a_break_even_range_lies_around_it_and_the_difference_is_told() -> None:
    variants = {
        "prompt": {**PROMPT, "static_tokens": [15_000, 20_000, 25_000]},
        "tuned": {**TUNED, "engineering_hours": [20, 50, 80]},
    }
    costs = costs_of(variants, volume=500_000)
    found = costs.break_evens[0]
    assert (found.verdict, found.share) == ("cheaper above", 1.0)
    assert found.low < found.requests_per_month < found.high
    total = {own.variant: own.total.likely for own in costs.variants}
    assert found.difference.likely == pytest.approx(total["tuned"] - total["prompt"])
    assert found.p_b_cheaper == 1.0


def test_cost_curves_go_by_the_plan_and_not_by_the_volume() -> None:
    one, other = (costs_of(SPREAD, volume=volume).curves for volume in (VOLUME, 3))
    assert one == other
    assert [own.variant for own in one] == ["prompt", "rag", "tuned"]
    assert [each for own in one for each in zip(own.low, own.high, strict=True) if not each[0] <= each[1]] == []
    exact = costs_of(PLANS, volume=1_000.0)
    at = exact.curves[0].volumes.index(1_000.0)
    assert exact.curves[2].likely[at] == pytest.approx(exact.variants[2].total.likely)


def test_failures_count_once_in_break_evens_and_curves_and_never_in_totals() -> None:
    quality = {"prompt": 0.8, "rag": 0.95}
    variants = {"prompt": PROMPT, "rag": RAG}
    plain = costs_of(variants)
    priced = costs_of(variants, quality=quality, cost_of_a_failure_usd=0.5)
    prompt, rag = priced.variants
    assert (plain.counts_failures, priced.counts_failures) == (False, True)
    for before, after, share in zip(plain.curves, priced.curves, (0.2, 0.05), strict=True):
        failures = [12 * volume * 0.5 * share for volume in after.volumes]
        assert list(after.likely) == pytest.approx([a + b for a, b in zip(before.likely, failures, strict=True)])
    assert prompt.with_failures.likely == pytest.approx(prompt.all_in.likely + 0.5 * 0.2)
    assert prompt.per_success.likely == pytest.approx(prompt.all_in.likely / 0.8)
    assert prompt.total == plain.variants[0].total
    apart = rag.total.likely - prompt.total.likely + 120_000 * 0.5 * (0.05 - 0.2)
    assert priced.break_evens[0].difference.likely == pytest.approx(apart)
    assert (plain.variants[0].p_cheapest, prompt.p_cheapest) == (1.0, 0.0)


def test_failures_without_a_price_leave_their_cost_open() -> None:
    found = cost_of(PROMPT, quality=0.8)
    assert found.with_failures is None
    assert found.per_success.likely == pytest.approx(found.all_in.likely / 0.8)


def test_the_doubt_of_a_share_of_successes_is_in_what_failures_cost() -> None:
    draws = np.random.default_rng(5).normal(0.8, 0.02, DRAWS)
    found = cost_of(PROMPT, quality=Quality(0.8, draws), cost_of_a_failure_usd=10)
    assert found.all_in.low == found.all_in.high
    assert found.with_failures.likely == pytest.approx(found.all_in.likely + 2)
    ends = [found.all_in.likely + 10 * (1 - share) for share in np.quantile(draws, (0.9, 0.1))]
    assert [found.with_failures.low, found.with_failures.high] == pytest.approx(ends)
    successes = [found.all_in.likely / share for share in np.quantile(draws, (0.9, 0.1))]
    assert [found.per_success.low, found.per_success.high] == pytest.approx(successes, rel=1e-4)
    other = {**PROMPT, "usd_per_request": 0.001}
    pair = costs_of(
        {"a": PROMPT, "b": other},
        quality={"a": Quality(0.8, draws), "b": 0.8},
        cost_of_a_failure_usd=10,
    ).break_evens[0]
    assert pair.p_b_cheaper == pytest.approx(0.5, abs=0.05)


def test_what_never_succeeds_has_no_cost_per_success() -> None:
    found = cost_of(PROMPT, quality=0.0, cost_of_a_failure_usd=2)
    assert found.per_success is None
    assert found.with_failures.likely == pytest.approx(found.all_in.likely + 2)


def test_a_variant_of_which_no_failures_are_known_is_not_compared_where_they_have_a_price() -> None:
    costs = costs_of(
        {"prompt": PROMPT, "rag": RAG, "tuned": TUNED}, quality={"prompt": 0.9, "rag": 0.9}, cost_of_a_failure_usd=1
    )
    assert [(each.a, each.b) for each in costs.break_evens] == [("prompt", "rag")]
    assert costs.variants[2].p_cheapest is None
    assert (
        "Break-evens and who is cheapest count the cost of failures. `tuned`: not compared, as no pass/fail marks tell"
        " how often it fails." in costs.notes
    )


def test_a_cost_of_failures_without_marks_is_said_not_to_count() -> None:
    costs = costs_of({"prompt": PROMPT, "rag": RAG}, cost_of_a_failure_usd=1)
    assert "No pass/fail marks tell how often it fails, so the cost of a failure is not counted." in costs.notes
    assert costs.break_evens == costs_of({"prompt": PROMPT, "rag": RAG}).break_evens


def test_a_known_model_has_its_prices_among_the_inputs() -> None:
    costs = costs_of({"it": {**PROMPT, "model": "cached"}})
    names = {
        "price-in": "input",
        "price-out": "output",
        "price-cache-read": "cache_read",
        "price-cache-write": "cache_write",
    }
    found = {each.id: each.likely for each in costs.inputs if each.id.startswith("price/")}
    assert found == {f"price/maker/cached/{id}": getattr(MODELS["cached"].prices, name) for id, name in names.items()}
