"""What more items would be worth reproduces the reference numbers."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from stats.vectors import assert_all, family

from advisor.stats.evsi import best_purchase, evpi, evsi, preposterior_sd, price_items
from advisor.stats.flip_probability import flip_probability
from advisor.stats.normal_update import normal_update


@family("normal_update")
def test_the_updated_belief_matches_a_grid(case: dict[str, Any]) -> None:
    cells = case["inputs"]
    found = normal_update(cells["prior_mean_diff"], cells["prior_sd"], cells["eval_diff"], cells["eval_se"])
    assert_all(case, {"posterior_mean": found.mean, "posterior_sd": found.sd, "weight_of_prior": found.prior_weight})


@family("evsi_two_options")
def test_the_worth_of_more_items_matches_the_integral(case: dict[str, Any]) -> None:
    cells = case["inputs"]
    mean, sd, item_sd, value = (
        cells[key] for key in ("mean_diff", "sd_diff", "per_item_sd_of_diff", "value_of_1.0_quality")
    )
    costs = {"cost_per_item": cells["cost_per_item"], "fixed_cost": cells["fixed_cost"]}
    found = price_items(mean, sd, item_sd, cells["candidate_m"], value=value, **costs)
    best = best_purchase(found)
    rows = [
        {
            "m": each.m,
            "preposterior_sd": preposterior_sd(sd, item_sd, each.m),
            "evsi_quality": each.quality,
            "evsi_money": each.money,
            "cost": each.cost,
            "net": each.net,
        }
        for each in found
    ]
    perfect = {"evpi_quality": evpi(mean, sd), "evpi_money": evpi(mean, sd) * value}
    assert_all(case, {**perfect, "rows": rows, "best_m": best.m if best else 0})


@family("flip_probability")
def test_the_chance_of_another_choice_matches_simulated_evals(case: dict[str, Any]) -> None:
    cells = case["inputs"]
    mean, sd, item_sd = cells["mean_diff_simple_minus_best"], cells["sd_diff"], cells["per_item_sd_of_diff"]
    rows = [
        {
            "m": m,
            "preposterior_sd": preposterior_sd(sd, item_sd, m),
            "p_decision_flips": flip_probability(mean, sd, item_sd, m, cells["margin"]),
        }
        for m in cells["candidate_m"]
    ]
    assert_all(case, {"rows": rows})


def test_what_is_known_for_sure_is_worth_no_item() -> None:
    assert (evpi(0.02, 0.0), evsi(0.02, 0.0, 0.4, 100), flip_probability(0.02, 0.0, 0.4, 100, 0.03)) == (0, 0, 0)
    assert best_purchase([]) is None


@given(st.floats(-1, 1), st.floats(1e-6, 0.5), st.floats(0.01, 1), st.integers(1, 10_000))
def test_more_items_are_worth_more_but_never_more_than_knowing(mean: float, sd: float, item_sd: float, m: int) -> None:
    worth = [evsi(mean, sd, item_sd, m), evsi(mean, sd, item_sd, 2 * m), evpi(mean, sd)]
    assert worth[0] >= 0
    assert worth[0] <= worth[1] + 1e-15
    assert worth[1] <= worth[2] + 1e-15
