"""The formulas of cost give the reference numbers, each of which was checked by a second route."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from stats.vectors import assert_all, family

from advisor.costs.break_even import Option, break_even, cost_per_success, payback_months
from advisor.costs.caching import cache_hit_rate, reads_to_pay
from advisor.costs.hosting import usd_a_month, usd_per_1m_output_tokens
from advisor.costs.request_cost import cost_per_request
from advisor.costs.training import billed_tokens, training_months


@family("cost_per_request")
def test_cost_per_request_matches_exact_fractions(case: dict[str, Any]) -> None:
    assert_all(case, {"usd_per_request": cost_per_request(**case["inputs"])})


@family("cost_per_request")
def test_cost_per_request_takes_arrays_too(case: dict[str, Any]) -> None:
    columns = {name: np.full(3, float(value)) for name, value in case["inputs"].items()}
    expected = [case["expected"]["usd_per_request"]] * 3
    assert cost_per_request(**columns).tolist() == pytest.approx(expected, abs=case["abs_tol"], rel=0)


@family("cache_hit_rate_poisson")
def test_the_hit_rate_matches_a_simulation_of_gaps(case: dict[str, Any]) -> None:
    found = cache_hit_rate(case["inputs"]["requests_per_minute"], case["inputs"]["ttl_minutes"])
    assert_all(case, {"hit_rate": float(found)})


@family("cache_breakeven_reads")
def test_reads_until_a_cache_write_pays(case: dict[str, Any]) -> None:
    exact, whole = reads_to_pay(**case["inputs"])
    assert_all(case, {"reads_per_write_breakeven": exact, "min_whole_reads_to_gain": whole})


def test_a_cache_whose_reads_are_not_cheaper_never_pays() -> None:
    with pytest.raises(ValueError) as error:
        reads_to_pay(1.25, 1.0)
    assert str(error.value) == "`read_multiplier` must be below 1: reading from this cache saves nothing."


@family("break_even")
def test_break_even_matches_brent_and_a_month_by_month_sum(case: dict[str, Any]) -> None:
    a, b, months = Option(**case["inputs"]["A"]), Option(**case["inputs"]["B"]), case["inputs"]["horizon_months"]
    volume, verdict = break_even(a, b, months)
    rows = [
        {
            "V": each,
            "tco_A": a.total(each, months),
            "tco_B": b.total(each, months),
            "cheaper": "B" if b.total(each, months) < a.total(each, months) else "A",
            "payback_months_of_B": payback_months(a, b, each),
        }
        for each in case["inputs"]["volumes_per_month"]
    ]
    found = {"break_even_requests_per_month": volume, "verdict": verdict, "rows": rows}
    assert_all(case, found)


@family("break_even_with_error_cost")
def test_break_even_with_failures_priced_in(case: dict[str, Any]) -> None:
    given = case["inputs"]
    plain = {name: Option(**given[name]) for name in "AB"}
    full = {name: plain[name].with_failures(given[f"quality_{name}"], given["error_cost_usd"]) for name in "AB"}
    volume, verdict = break_even(full["A"], full["B"], given["horizon_months"])
    assert_all(
        case,
        {
            "break_even_requests_per_month": volume,
            "verdict": verdict,
            **{f"effective_per_request_{name}": full[name].per_request for name in "AB"},
            **{
                f"cost_per_success_{name}": cost_per_success(plain[name].per_request, given[f"quality_{name}"])
                for name in "AB"
            },
        },
    )


def test_nothing_that_never_succeeds_has_a_cost_per_success() -> None:
    assert cost_per_success(0.01, 0.0) is None


@family("training_cost")
def test_training_cost_counts_epochs_validation_and_runs(case: dict[str, Any]) -> None:
    given = case["inputs"]
    billed = billed_tokens(
        given["examples"] * given["tokens_per_example"], given["epochs"], given["val_tokens"] * given["n_evals"]
    )
    usd = billed / 1e6 * given["price_per_Mtok"] * given["runs"]
    assert_all(case, {"billed_tokens_per_run": billed, "usd_all_runs": usd})


@family("gpu_cost_per_mtok")
def test_a_token_of_a_machine_costs_by_its_use(case: dict[str, Any]) -> None:
    usd, speed, used = case["inputs"].values()
    assert_all(
        case,
        {
            "usd_per_1M_output_tokens": usd_per_1m_output_tokens(usd, speed, used),
            "usd_per_month_always_on_730h": usd_a_month(usd),
        },
    )


@family("training_runs_over_horizon")
def test_trainings_match_a_month_by_month_simulation(case: dict[str, Any]) -> None:
    horizon, cadence, ends = case["inputs"].values()
    assert_all(case, {"trainings": len(training_months(horizon, cadence, ends))})
