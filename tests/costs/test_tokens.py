"""What the tokens of a finished piece of work cost: failures once, caches, batches, sizes of calls, falling prices."""

from __future__ import annotations

from dataclasses import replace

import pytest
from costs.plans import MODELS, PROMPT, RAG, TUNED, cost_of, costs_of, exact, prices_of, usage_of, without
from hypothesis import given
from hypothesis import strategies as st

from advisor.schema.prices import TokenPrices

MEASURED = {"approach": "prompting", "engineering_hours": 0, "upkeep_hours_per_month": 0}
CACHED = {**PROMPT, "model": "cached"}


def test_measured_tokens_are_priced_by_the_model_that_answered() -> None:
    found = cost_of(MEASURED, usage=usage_of(tokens_in=1000, tokens_out=100))
    assert (found.model, found.running.likely) == ("plain", pytest.approx((1000 * 1 + 100 * 4) / 1e6))


def test_what_failed_calls_took_is_in_measured_tokens_and_counts_once() -> None:
    usage = usage_of(tokens_in=1000, tokens_out=100, failed=8, failed_without_figures=3)
    plain = cost_of(MEASURED, usage=usage)
    with_retries = cost_of({**MEASURED, "retry_rate": 0.5}, usage=usage)
    assert with_retries.running == plain.running
    assert plain.notes[:2] == (
        "5 of 8 failed calls are in the cost of the finished ones.",
        "3 failed calls have no tokens and no cost: what they cost is not counted.",
    )
    assert "`retry_rate` is left out: the tokens of failed calls are in the results already." in with_retries.notes


def test_a_retry_rate_counts_on_measured_tokens_where_no_failed_call_is_in_them() -> None:
    usage = usage_of(tokens_in=1000, tokens_out=100, failed=3, failed_without_figures=3)
    assert cost_of({**MEASURED, "retry_rate": 0.5}, usage=usage).running.likely == pytest.approx(1.5 * 1400 / 1e6)


def test_retries_are_written_by_machines_too() -> None:
    # 250 tokens each, 125 a second on average: 1,314,000 a month for each replica.
    hosted = {**TUNED, "model": "none"}
    assert cost_of(hosted, volume=1_000_000).replicas == 1.0
    assert cost_of({**hosted, "retry_rate": 0.5}, volume=1_000_000).replicas == 2.0


@pytest.mark.parametrize("told", [{"usd_per_request": 0.01}, {"model": "none"}])
def test_machines_keep_up_with_the_output_however_tokens_are_paid(told: dict[str, object]) -> None:
    assert cost_of({**TUNED, **told}, volume=1_400_000).replicas == 2.0
    found = cost_of({**without(TUNED, "output_tokens"), **told}, volume=1_400_000)
    assert (found.total, [each.field for each in found.missing]) == (None, ["output_tokens"])


def test_machines_keep_up_with_measured_output_where_the_cost_is_what_the_tool_said() -> None:
    plan = without(TUNED, "model", "output_tokens", "static_tokens", "query_tokens", "calls_per_request")
    usage = usage_of(tokens_in=300, tokens_out=250, cost_usd=0.002, models=())
    found = cost_of(plan, usage=usage, volume=1_400_000)
    assert (found.running.likely, found.replicas, found.missing) == (0.002, 2.0, ())


def test_a_cost_that_the_tool_said_stands_where_prices_are_not_known() -> None:
    found = cost_of(MEASURED, usage=usage_of(tokens_in=10, tokens_out=1, cost_usd=0.003, models=("odd",), failed=2))
    assert (found.running.likely, found.measured_usd) == (0.003, 0.003)
    assert found.notes[:2] == (
        "The prices of `odd` are not known, so the cost is what the eval tool said; caches, batches and falling prices"
        " are not worked out.",
        "2 of 2 failed calls are in the cost of the finished ones.",
    )


def test_a_cost_that_the_tool_said_stands_where_no_tokens_are_known() -> None:
    found = cost_of(MEASURED, usage=usage_of(cost_usd=0.003))
    assert (found.running.likely, found.missing) == (0.003, ())
    assert found.notes[0].startswith("The tokens are not known, so the cost is what the eval tool said;")


def test_a_chain_of_several_models_costs_what_the_tool_said() -> None:
    usage = usage_of(tokens_in=10, tokens_out=1, cost_usd=0.003, models=("plain", "cached"))
    found = cost_of(MEASURED, usage=usage)
    assert (found.model, found.running.likely) == (None, 0.003)
    assert found.notes[0].startswith("Several models answered (`plain`, `cached`), and whose tokens are whose is open,")


def test_another_model_in_the_plan_prices_the_tokens_and_is_said() -> None:
    found = cost_of({**MEASURED, "model": "tiered"}, usage=usage_of(tokens_in=900, tokens_out=100))
    assert "Priced as `tiered`, as you say; the results are of `plain`." in found.notes
    same = cost_of({**MEASURED, "model": "plain"}, usage=usage_of(tokens_in=9, tokens_out=1, models=("maker:plain",)))
    assert [note for note in same.notes if note.startswith("Priced as")] == []


def test_tokens_of_a_plan_come_before_measured_ones() -> None:
    assert cost_of(PROMPT, usage=usage_of(tokens_in=9, tokens_out=9)).running == cost_of(PROMPT).running


def test_looked_up_text_of_a_plan_is_said_to_be_left_out_where_results_tell_the_tokens() -> None:
    found = cost_of({**MEASURED, "context_tokens": 5}, usage=usage_of(tokens_in=9, tokens_out=9))
    assert (
        "`context_tokens` is left out: the results tell the tokens, unless `output_tokens` is given too." in found.notes
    )


def test_nothing_costs_nothing_where_no_token_is_used() -> None:
    zero = {**CACHED, "static_tokens": 0, "query_tokens": 0, "output_tokens": 0}
    found = cost_of(zero)
    assert (found.running.likely, found.running.high, found.cache_hit_rate) == (0.0, 0.0, None)


def test_measured_zeros_tell_no_tokens() -> None:
    found = cost_of(MEASURED, usage=usage_of(tokens_in=0, tokens_out=0))
    assert (found.running, [each.field for each in found.missing]) == (
        None,
        ["static_tokens", "query_tokens", "output_tokens", "calls_per_request"],
    )


def test_a_fixed_part_below_the_least_is_not_cached() -> None:
    short, long = ({**CACHED, "static_tokens": tokens} for tokens in (1023, 1024))
    assert (cost_of(short).cache_hit_rate is None, cost_of(long).cache_hit_rate is None) == (True, False)
    assert cost_of(short).running == cost_of({**short, "model": "plain"}).running
    assert "No cache is counted: a fixed part of 1,023 tokens is shorter than 1,024." in cost_of(short).notes


def test_the_least_that_is_cached_can_be_given() -> None:
    found = cost_of({**CACHED, "static_tokens": 600}, prices={"cache-minimum-tokens": 512})
    assert found.cache_hit_rate == pytest.approx(0.6857000227015086)


@given(st.integers(1024, 5000), st.floats(0, 1), st.floats(0, 1))
def test_more_hits_never_cost_more(tokens: int, one: float, other: float) -> None:
    fewer, more = sorted((one, other))
    plan = {**CACHED, "static_tokens": tokens}
    assert cost_of(plan, cache_hit_rate=more).running.likely <= cost_of(plan, cache_hit_rate=fewer).running.likely


@given(st.integers(0, 1023), st.floats(0, 1))
def test_hits_help_nothing_below_the_least(tokens: int, hit_rate: float) -> None:
    plan = {**CACHED, "static_tokens": tokens}
    assert cost_of(plan, cache_hit_rate=hit_rate).running == cost_of(plan, cache_hit_rate=0).running


def test_a_cache_that_costs_more_to_write_than_it_saves_is_said() -> None:
    note = "At this volume the cache costs more to write than reading from it saves: without it this is cheaper."
    rare, often = cost_of(CACHED, volume=100), cost_of(CACHED, volume=10_000)
    assert (note in rare.notes, note in often.notes) == (True, False)
    assert rare.running.likely > cost_of(PROMPT, volume=100).running.likely


def test_a_prompt_that_is_kept_longer_may_cost_more_to_write_and_that_is_said() -> None:
    note = "cached: what it costs to keep a prompt for 60 minutes may be more than is counted."
    assert note in cost_of(CACHED, cache_minutes=60).notes
    assert [each for each in cost_of(CACHED).notes if "keep a prompt" in each] == []


def test_without_a_length_of_the_fixed_part_no_cache_is_counted_and_it_is_asked_for() -> None:
    found = cost_of({**MEASURED, "model": "cached"}, usage=usage_of(tokens_in=2000, tokens_out=10, models=("cached",)))
    assert (found.cache_hit_rate, [(each.field, each.counts_for) for each in found.missing]) == (
        None,
        [("static_tokens", ())],
    )
    assert found.total is not None


def test_no_more_than_what_went_in_is_read_from_the_cache() -> None:
    usage = usage_of(tokens_in=1500, tokens_out=0, models=("cached",), smallest=1400)
    found = cost_of({**MEASURED, "static_tokens": 9000}, usage=usage, cache_hit_rate=1)
    assert found.running.likely == pytest.approx(1500 * 0.1 / 1e6)
    assert (
        "`static_tokens` is 9,000, but the smallest request of the results took 1,400 tokens in: no fixed part can be"
        " longer." in found.notes
    )


def test_the_fixed_part_goes_in_with_every_call() -> None:
    usage = usage_of(tokens_in=10_000, tokens_out=0, calls=3, models=("cached",))
    found = cost_of({**MEASURED, "static_tokens": 2000}, usage=usage, cache_hit_rate=1)
    assert found.running.likely == pytest.approx((6000 * 0.1 + 4000) / 1e6)
    assert (
        "All calls of a piece of work are taken to find the cache as often as the first; later ones may more often."
        in found.notes
    )


def test_cached_tokens_get_no_discount_in_a_batch_service_that_gives_none() -> None:
    # Half in batch: input 0.5, output 2, cached 0.1 as outside it.
    found = cost_of({**PROMPT, "model": "batched", "batch_share": 0.5}, cache_hit_rate=1)
    outside = 1500 * 0.1 + 200 * 1.0 + 250 * 4.0
    inside = 1500 * 0.1 + 200 * 0.5 + 250 * 2.0
    assert found.running.likely == pytest.approx((outside + inside) / 2 / 1e6)


def test_output_may_have_a_discount_of_its_own_in_batch() -> None:
    own = prices_of("own", 1.0, 4.0, batch=TokenPrices(input=0.5, output=1.0))
    found = cost_of({**PROMPT, "model": "own", "batch_share": 1}, models={**MODELS, "own": own})
    assert found.running.likely == pytest.approx((1700 * 0.5 + 250 * 1.0) / 1e6)


def test_cached_tokens_cost_what_others_do_in_a_batch_service_without_a_price_for_them() -> None:
    own = prices_of("own", 1.0, 4.0, 0.1, batch=TokenPrices(input=0.5, output=2.0))
    found = cost_of({**PROMPT, "model": "own", "batch_share": 1}, models={**MODELS, "own": own}, cache_hit_rate=1)
    assert found.running.likely == pytest.approx((1700 * 0.5 + 250 * 2.0) / 1e6)


@given(st.floats(0, 1))
def test_a_share_in_batch_lies_between_none_and_all(share: float) -> None:
    none, some, all_ = (
        cost_of({**PROMPT, "model": "batched", "batch_share": each}).running.likely for each in (0, share, 1)
    )
    assert some == pytest.approx(none * (1 - share) + all_ * share)


def test_a_call_is_priced_by_its_size_and_not_by_that_of_the_whole_piece_of_work() -> None:
    tiered = {**PROMPT, "model": "tiered"}
    assert cost_of({**tiered, "static_tokens": 799}).running.likely == pytest.approx((999 * 1 + 250 * 4) / 1e6)
    assert cost_of({**tiered, "static_tokens": 800}).running.likely == pytest.approx((1000 * 2 + 250 * 8) / 1e6)
    many_calls = usage_of(tokens_in=3000, tokens_out=0, calls=4, models=("tiered",))
    assert cost_of(MEASURED, usage=many_calls).running.likely == pytest.approx(3000 * 1 / 1e6)


def test_a_largest_request_at_a_higher_price_is_said() -> None:
    usage = usage_of(tokens_in=500, tokens_out=0, largest=1200, models=("tiered",))
    assert (
        "The largest of your requests (1,200 tokens) is charged at a higher price; the mean is not."
        in cost_of(MEASURED, usage=usage).notes
    )


def test_two_sizes_of_calls_of_one_model_are_two_prices() -> None:
    small = {**PROMPT, "model": "tiered", "static_tokens": 100}
    large = {**small, "static_tokens": 2000}
    both = {own.variant: own.running.likely for own in costs_of({"small": small, "large": large}).variants}
    assert both == {
        "small": pytest.approx((300 * 1 + 250 * 4) / 1e6),
        "large": pytest.approx((2200 * 2 + 250 * 8) / 1e6),
    }


def test_one_model_served_by_two_has_two_prices() -> None:
    models = {"here:m": prices_of("m", 1, 1, provider="here"), "there:m": prices_of("m", 9, 9, provider="there")}
    plans = {name: {**PROMPT, "model": name} for name in models}
    found = {own.variant: own.running.likely for own in costs_of(plans, models=models).variants}
    assert found == {"here:m": pytest.approx(1950 / 1e6), "there:m": pytest.approx(9 * 1950 / 1e6)}


@pytest.mark.parametrize("key", ["plain/price-in", "maker/plain/price-in"])
def test_a_token_price_of_the_plan_takes_the_place_of_the_lists(key: str) -> None:
    costs = costs_of({"it": PROMPT}, prices={key: [1, 2, 3]})
    found = next(each for each in costs.inputs if each.id == "price/maker/plain/price-in")
    assert (found.low, found.likely, found.high, found.origin, found.rests_on) == (1.0, 2.0, 3.0, "given", "your plan")
    assert costs.variants[0].running.likely == pytest.approx((1700 * 2 + 250 * 4) / 1e6)


def test_a_price_of_the_plan_that_nobody_pays_is_said() -> None:
    costs = costs_of({"it": PROMPT}, prices={"plian/price-in": exact(2)})
    assert "No variant pays the prices that you gave for `plian/price-in`." in costs.notes


def test_only_token_prices_fall() -> None:
    halved = {"price_decline_per_year": 0.5, "horizon_months": 13}
    factor = sum(0.5 ** (month / 12) for month in range(13)) / 13
    token = cost_of(PROMPT)
    assert cost_of(PROMPT, **halved).running.likely == pytest.approx(token.running.likely * factor)
    told = {**PROMPT, "usd_per_request": 0.01}
    assert cost_of(told, **halved).running.likely == 0.01
    people = {**told, "minutes_per_request": 6}
    assert cost_of(people, **halved).running.likely == pytest.approx(10.01)
    assert cost_of(RAG, **halved).monthly.likely == pytest.approx(50 + 200 + 10 * 0.02 * 0.1 * factor)


def test_what_is_looked_up_is_embedded_once_for_a_piece_of_work() -> None:
    lone = cost_of({**RAG, "embedding_model": "none"}).running.likely
    assert cost_of(RAG).running.likely == pytest.approx(lone + 200 * 0.02 / 1e6)


def test_at_most_the_whole_prompt_is_embedded_where_the_request_is_not_known() -> None:
    plan = without(RAG, "static_tokens", "context_tokens", "query_tokens", "output_tokens", "calls_per_request")
    costs = costs_of({"it": plan}, usage={"it": usage_of(tokens_in=1000, tokens_out=0)})
    assert costs.variants[0].running.likely == pytest.approx((1000 * 1 + 1000 * 0.02) / 1e6)
    found = next(each for each in costs.inputs if each.id == "it/query-tokens")
    assert (found.origin, found.rests_on) == ("assumed", "at most the whole prompt is embedded")


def test_a_known_price_of_a_request_holds_the_search_too() -> None:
    told = {**without(RAG, "query_tokens"), "usd_per_request": 0.01}
    found = cost_of(told)
    assert (found.running.likely, found.missing) == (0.01, ())
    assert "`usd_per_request` is taken to hold the embedding of each request." in found.notes


def test_a_model_of_which_no_tokens_are_paid_asks_for_its_machines() -> None:
    own = {**PROMPT, "model": "none"}
    assert [each.field for each in cost_of(own).missing] == ["hosting_usd_per_hour"]
    assert cost_of({**own, "hosting_usd_per_hour": 0}).total.likely == 10 * 100 + 12 * 2 * 100
    assert cost_of({**own, "hosting_usd_per_hour": 0}).replicas is None


def test_replicas_given_as_a_range_are_whole_machines() -> None:
    found = cost_of({**without(TUNED, "tokens_per_second", "utilisation", "peak_factor"), "replicas": [1, 1.5, 2.5]})
    assert found.replicas == 2.0
    assert "The number of replicas is fixed; whether they keep up with the volume was not worked out." in found.notes


def test_finished_rows_that_tell_no_tokens_are_counted() -> None:
    usage = usage_of(tokens_in=1000, tokens_out=100)
    partly = {name: replace(used, finished=60) for name, used in usage.measures.items()}
    assert cost_of(MEASURED, usage=replace(usage, measures=partly)).notes[0] == (
        "40 of 100 finished rows tell no tokens: the mean is of the others."
    )
