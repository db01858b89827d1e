"""The facts that rules read: each of their values is reached, and settled only where 90 % of the draws agree."""

from __future__ import annotations

import datetime
from typing import Any

import numpy as np
import pytest
from costs.plans import PROMPT, RAG, TODAY, TODAYS, TUNED, cost_of, costs_of, usage_of, without

from advisor.costs.limits import cost_standing, joint_standing, latency_standing
from advisor.files.rulebook import RuleBook
from advisor.schema.cost_plan import CostPlan
from advisor.schema.prices import Availability
from advisor.schema.rules import SourceRef

FREE: dict[str, Any] = {"engineering_hours": 0, "upkeep_hours_per_month": 0}
FACTS = (
    "fine_tuning_pays",
    "tuned_model",
    "prompting_limits",
    "rag_limits",
    "fine_tuning_limits",
    "rag_fine_tuning_limits",
    "cheapest_good_enough",
    "measured_models",
)


def told(approach: str, usd: object, once: object = 0, **more: Any) -> dict[str, Any]:
    """A variant with a known price for each piece of work and one sum at the start."""
    own: dict[str, Any] = {**FREE, "approach": approach, "usd_per_request": usd, "other_usd_once": once}
    if "fine-tuning" in approach:
        own |= {
            "labels": 0, "usd_per_training_run": 0, "training_runs": 1, "hosting_usd_per_hour": 0,
            "retrain_every_months": "never", "base_model_ends": "never",
        }  # fmt: skip
    if "rag" in approach:
        own |= {"embedding_model": "none", "vector_store_usd_per_month": 0}
    return own | more


def facts_of(variants: dict[str, dict[str, Any]], **more: Any) -> dict[str, str]:
    return costs_of(variants, **more).facts


PAYS = {
    "untested": [
        {"prompt": told("prompting", 0.01)},
        {"tuned": told("fine-tuning", 0.01)},
        {"prompt": told("prompting", 0.01), "tuned": without(told("fine-tuning", 0.01), "labels")},
    ],
    "never": [{"prompt": told("prompting", 0.01), "tuned": told("fine-tuning", 0.02, 100)}],
    "above_volume": [{"prompt": told("prompting", 0.02), "tuned": told("fine-tuning", 0.01, 10_000)}],
    "not_settled": [{"prompt": told("prompting", [0.01, 0.02, 0.03]), "tuned": told("fine-tuning", 0.02)}],
    "below_volume": [{"prompt": told("prompting", 0.02), "tuned": told("fine-tuning", 0.01, 100)}],
    "always": [{"prompt": told("prompting", 0.02), "tuned": told("rag+fine-tuning", 0.01)}],
}


@pytest.mark.parametrize(("value", "variants"), [(value, each) for value, several in PAYS.items() for each in several])
def test_whether_tuning_pays(value: str, variants: dict[str, dict[str, Any]]) -> None:
    assert facts_of(variants)["fine_tuning_pays"] == value


def test_whether_tuning_pays_is_open_without_a_volume() -> None:
    assert facts_of(PAYS["always"][0], volume=None)["fine_tuning_pays"] == "untested"


def test_tuning_stands_beside_the_cheapest_other_one_that_is_good_enough() -> None:
    variants = {
        "cheap": told("prompting", 0.001),
        "good": told("rag", 0.05),
        "tuned": told("fine-tuning", 0.01),
    }
    assert facts_of(variants)["fine_tuning_pays"] == "never"
    assert facts_of(variants, good_enough=["good"])["fine_tuning_pays"] == "always"
    assert facts_of(variants, good_enough=[])["fine_tuning_pays"] == "untested"


def test_tuning_stands_beside_todays_process_too() -> None:
    assert facts_of({"people": TODAYS, "tuned": told("fine-tuning", 0.01, 100)})["fine_tuning_pays"] == "below_volume"


def test_failures_with_a_price_decide_whether_tuning_pays() -> None:
    variants = {"prompt": told("prompting", 0.01), "tuned": told("fine-tuning", 0.02)}
    found = facts_of(variants, quality={"prompt": 0.8, "tuned": 0.9}, cost_of_a_failure_usd=1)
    assert (facts_of(variants)["fine_tuning_pays"], found["fine_tuning_pays"]) == ("never", "always")


CHEAPEST: dict[str, tuple[dict[str, dict[str, Any]], list[str] | None]] = {
    "untested": ({"a": told("prompting", 0.01)}, None),
    "not_settled": ({"a": told("prompting", [0.01, 0.02, 0.03]), "b": told("rag", 0.02)}, ["a", "b"]),
    "baseline": ({"a": TODAYS, "b": told("rag", 9)}, ["a", "b"]),
    "prompting": ({"a": told("prompting", 0.01), "b": told("rag", 0.02)}, ["a", "b"]),
    "rag": ({"a": told("prompting", 0.01), "b": told("rag", 0.02)}, ["b"]),
    "fine-tuning": ({"a": told("prompting", 0.02), "b": told("fine-tuning", 0.01)}, ["a", "b"]),
    "rag+fine-tuning": ({"a": told("prompting", 0.02), "b": told("rag+fine-tuning", 0.01)}, ["a", "b"]),
}


@pytest.mark.parametrize("value", CHEAPEST)
def test_the_cheapest_that_is_good_enough(value: str) -> None:
    variants, good_enough = CHEAPEST[value]
    assert facts_of(variants, good_enough=good_enough)["cheapest_good_enough"] == value


def test_no_cheapest_is_told_where_none_is_good_enough_or_none_of_them_is_priced() -> None:
    variants = {"a": told("prompting", 0.01), "b": without(told("rag", 0.02), "embedding_model")}
    assert facts_of(variants, good_enough=[])["cheapest_good_enough"] == "untested"
    assert facts_of(variants, good_enough=["b"])["cheapest_good_enough"] == "untested"


def test_the_cheapest_is_not_settled_while_a_good_one_has_no_total() -> None:
    variants = {"a": told("prompting", 0.01), "b": without(told("rag", 0.02), "embedding_model")}
    found = costs_of(variants, good_enough=["a", "b"])
    assert (found.facts["cheapest_good_enough"], found.cheapest_good_enough) == ("not_settled", "a")


def test_a_variant_beyond_a_limit_is_not_the_cheapest_good_one() -> None:
    slow = usage_of(cost_usd=0.01, models=(), p95=(9.0, 8.0, 10.0))
    plan = {"a": without(told("prompting", 0), "usd_per_request"), "b": told("rag", 0.02)}
    found = costs_of(plan, usage={"a": slow}, latency_limit_s=5, good_enough=["a", "b"])
    assert found.cheapest_good_enough == "b"
    alone = costs_of(plan, usage={"a": slow}, latency_limit_s=5, good_enough=["a"])
    assert (alone.facts["cheapest_good_enough"], alone.cheapest_good_enough) == ("not_settled", None)


@pytest.mark.parametrize(
    ("approach", "fact"),
    [
        ("prompting", "prompting_limits"),
        ("rag", "rag_limits"),
        ("fine-tuning", "fine_tuning_limits"),
        ("rag+fine-tuning", "rag_fine_tuning_limits"),
    ],
)
@pytest.mark.parametrize(
    ("value", "usd", "limit"),
    [
        ("untested", 0.01, None),
        ("within", 0.01, 0.01),
        ("within", [0.01, 0.011, 0.012], 0.02),
        ("not_settled", [0.01, 0.02, 0.03], 0.02),
        ("beyond", 0.01, 0.00999),
        ("beyond", [0.01, 0.02, 0.03], 0.011),
    ],
)
def test_a_limit_of_cost(approach: str, fact: str, value: str, usd: object, limit: float | None) -> None:
    found = facts_of({"it": told(approach, usd)}, best={approach: "it"}, cost_limit_usd=limit)
    assert found[fact] == value
    assert {found[other] for other in FACTS if other.endswith("_limits") and other != fact} == {"untested"}


def test_a_limit_on_what_is_not_known_is_not_settled() -> None:
    found = facts_of({"it": without(PROMPT, "model")}, best={"prompting": "it"}, cost_limit_usd=1)
    assert found["prompting_limits"] == "not_settled"


@pytest.mark.parametrize(
    ("p95", "standing"),
    [
        (None, "unknown"),
        ((9.0, None, None), "not settled"),
        ((4.0, 3.0, 5.0), "within"),
        ((4.0, 3.0, 5.1), "not settled"),
        ((6.0, 5.0, 7.0), "not settled"),
        ((6.0, 5.1, 7.0), "beyond"),
    ],
)
def test_a_limit_of_latency_is_settled_by_the_interval(p95: Any, standing: str) -> None:
    assert latency_standing(5.0, p95) == standing
    assert latency_standing(None, p95) == "no limit"


@pytest.mark.parametrize(
    ("within", "standing"), [(1800, "within"), (1799, "not settled"), (201, "not settled"), (200, "beyond")]
)
def test_a_limit_of_cost_is_settled_by_nine_draws_in_ten(within: int, standing: str) -> None:
    draws = np.concatenate([np.full(within, 1.0), np.full(2000 - within, 3.0)])
    assert cost_standing(2.0, draws) == standing


def test_a_cost_that_is_the_limit_but_for_its_last_digit_is_within() -> None:
    assert cost_standing(0.3, np.array([0.1 + 0.2])) == "within"


@pytest.mark.parametrize(
    ("cost", "latency", "both"),
    [
        ("no limit", "no limit", "no limit"),
        ("within", "no limit", "within"),
        ("within", "within", "within"),
        ("within", "unknown", "unknown"),
        ("not settled", "within", "not settled"),
        ("beyond", "unknown", "beyond"),
        ("within", "beyond", "beyond"),
    ],
)
def test_two_limits_together(cost: Any, latency: Any, both: str) -> None:
    assert joint_standing(cost, latency) == both


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def row(ends: str | None = None, tuning_ends: str | None = None) -> Availability:
    days = {name: day(text) for name, text in (("ends", ends), ("tuning_ends", tuning_ends)) if text}
    source = (SourceRef(ref="made-up", at="here"),)
    return Availability(id="row", models=("plain",), says="It ends.", source=source, as_of=TODAY, **days)


@pytest.mark.parametrize(
    ("state", "plan", "rows", "start"),
    [
        ("untested", None, (), None),
        ("served", "never", (), None),
        ("served", "never", (row("2026-01-01"),), None),
        ("closed", "2026-11-28", (), None),
        ("ending", "2026-11-29", (), None),
        ("ending", "2027-11-27", (), None),
        ("served", "2027-11-28", (), None),
        ("served", "2030-01-01", (row("2026-01-01"),), None),
        ("closed", None, (row("2026-11-28"),), None),
        ("ending", None, (row("2026-11-29"),), None),
        ("served", None, (row("2027-11-28"),), None),
        ("closed", None, (row("2030-01-01", "2026-11-28"),), None),
        ("ending", None, (row("2030-01-01", "2027-01-06"),), None),
        ("ending", "2030-01-01", (row("2026-01-01", "2027-01-06"),), None),
        ("closed", None, (row("2027-01-14"),), "2027-02-01"),
        ("served", None, (row("2027-03-01"),), "2026-03-01"),
        ("ending", None, (row("2027-02-28"),), "2026-03-01"),
        ("ending", "2027-02-27", (), "2026-02-28"),
        ("served", "2028-02-29", (), "2027-02-28"),
    ],
)
def test_whether_the_base_model_is_served(state: str, plan: str | None, rows: Any, start: str | None) -> None:
    tuned = {**TUNED, "base_model_ends": plan}
    found = facts_of({"it": tuned}, availability=rows, start=start)
    assert found["tuned_model"] == state


@pytest.mark.parametrize(
    ("good_enough", "state"),
    [(["old"], "gone"), (["new"], "untested"), (["old", "new"], "untested"), ([], "untested"), (None, "untested")],
)
def test_models_are_gone_where_no_good_variant_has_another(good_enough: list[str] | None, state: str) -> None:
    variants = {"old": PROMPT, "new": {**PROMPT, "model": "cached"}}
    found = facts_of(variants, availability=(row("2026-07-23"),), good_enough=good_enough)
    assert found["measured_models"] == state


def test_a_served_base_model_counts_before_a_closed_one() -> None:
    closed = {**TUNED, "base_model_ends": "2026-01-01"}
    assert facts_of({"a": closed, "b": TUNED})["tuned_model"] == "served"
    assert facts_of({"a": PROMPT})["tuned_model"] == "untested"


def test_a_base_model_that_is_gone_is_said() -> None:
    found = cost_of({**TUNED, "base_model_ends": "2026-01-01", "retrain_every_months": "never"})
    assert "Its base model is gone since 2026-01-01: name one that is served, and until when." in found.notes
    assert [each.field for each in found.missing] == ["base_model_ends"]
    assert found.total is None


@pytest.mark.parametrize(
    ("cadence", "ends", "months", "trainings"),
    [
        ("never", "never", 12, 1),
        ("never", "2027-01-14", 12, 2),
        ("never", "2027-01-14", 1, 1),
        ("never", "2026-12-01", 12, 2),
        ("never", "2027-11-28", 12, 1),
        ("never", "2027-11-27", 12, 2),
        (6, "never", 12, 2),
        (6, "never", 13, 3),
        (12, "never", 12, 1),
        (1.5, "never", 7, 4),
        (6, "2027-01-28", 12, 3),
    ],
)
def test_it_is_trained_at_the_start_by_cadence_and_when_the_base_model_ends(
    cadence: Any, ends: str, months: int, trainings: int
) -> None:
    plan = {**TUNED, "retrain_every_months": cadence, "base_model_ends": ends}
    found = cost_of(plan, horizon_months=months)
    assert found.trainings == trainings
    # two runs of 1M tokens and 3 epochs at 3 USD, and 5 hours at 100
    assert found.retraining.likely == (trainings - 1) * (2 * 9 + 500)


def test_the_end_of_the_base_model_is_looked_up() -> None:
    plan = {**without(TUNED, "base_model_ends"), "retrain_every_months": "never"}
    assert [each.field for each in cost_of(plan).missing] == ["base_model_ends"]
    found = cost_of(plan, availability=(row("2027-01-14"),))
    assert (found.trainings, found.missing) == (2, ())


def test_a_notice_tells_of_a_model_that_ends_and_of_tuning_only_where_it_is_tuned() -> None:
    rows = (row("2027-01-14"), row(None, "2027-01-06").model_copy(update={"id": "tuning"}))
    costs = costs_of({"prompt": PROMPT, "tuned": TUNED, "none": told("rag", 0.1)}, availability=rows)
    assert [(each.variant, each.ends, each.tuning_ends, each.is_gone) for each in costs.notices] == [
        ("prompt", day("2027-01-14"), None, False),
        ("tuned", None, day("2027-01-06"), False),
        ("tuned", day("2027-01-14"), None, False),
    ]


def test_every_value_of_every_fact_of_costs_is_reached_above() -> None:
    limits = {"untested", "within", "not_settled", "beyond"}
    reached = {
        "fine_tuning_pays": set(PAYS),
        "cheapest_good_enough": set(CHEAPEST),
        "tuned_model": {"untested", "served", "ending", "closed"},
        "measured_models": {"untested", "gone"},
        **{name: limits for name in FACTS if name.endswith("_limits")},
    }
    book = RuleBook.load()
    known = {fact.id: {value.id for value in fact.values} for fact in book.facts if fact.id in FACTS}
    assert reached == known
    assert set(facts_of({"it": PROMPT})) == set(FACTS)


def test_a_plan_without_variants_is_no_mistake() -> None:
    assert CostPlan().variants == {}
    costs = costs_of({})
    assert (costs.variants, costs.break_evens, costs.facts["fine_tuning_pays"]) == ((), (), "untested")


def test_variants_stand_in_order_the_simplest_first() -> None:
    costs = costs_of({"rag": RAG, "today": TODAYS, "prompt": PROMPT})
    assert [own.variant for own in costs.variants] == ["today", "prompt", "rag"]
