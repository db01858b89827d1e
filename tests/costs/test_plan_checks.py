"""A plan is held against the price book: every mistake in one line that says how to mend it."""

from __future__ import annotations

from typing import Any

import pytest
from costs.plans import PROMPT, RAG, TUNED, cost_of, costing_of, costs_of

from advisor.costs.plan_checks import check_plan, check_variants, planned_places
from advisor.errors import PriceError
from advisor.schema.cost_plan import CostPlan


def mistake(variant: dict[str, Any], **shared: Any) -> str:
    """What is wrong with a plan of this one variant."""
    costing = costing_of({"it": variant}, **shared)
    with pytest.raises(PriceError) as error:
        check_plan(costing.plan, costing.book)
    return str(error.value)


@pytest.mark.parametrize("plan", [PROMPT, RAG, TUNED, {**TUNED, "usd_per_label": "label"}])
def test_a_plan_that_holds_is_no_mistake(plan: dict[str, Any]) -> None:
    costing = costing_of({"it": plan})
    check_plan(costing.plan, costing.book)


def test_a_price_that_is_not_there_is_named_with_its_nearest() -> None:
    assert mistake({**TUNED, "usd_per_label": "labels"}) == (
        "plan: there is no price `labels` for `usd_per_label` of `it`. Did you mean `label`?"
    )


def test_a_price_in_another_unit_is_a_mistake() -> None:
    assert mistake({**TUNED, "usd_per_gpu_hour": "label"}) == (
        "plan: the price `label` is in USD per label, but `usd_per_gpu_hour` of `it` takes USD per hour: write the"
        " amount itself."
    )


def test_a_price_to_be_replaced_must_be_there() -> None:
    assert mistake(PROMPT, prices={"lable": 3}) == (
        "plan: there is no price `lable` to be replaced. Did you mean `label`?"
    )


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("batch_share", 40, "plan: `batch_share` of `it` is 40, but it is a share: write 0.4 for 40 %."),
        ("retry_rate", [0, 1, 2], "plan: `retry_rate` of `it` is 2, but it is a share: write 0.4 for 40 %."),
        ("utilisation", 0, "plan: `utilisation` of `it` is 0: write an amount above 0."),
        ("tokens_per_second", [0, 1, 2], "plan: `tokens_per_second` of `it` is 0: write an amount above 0."),
        ("calls_per_request", 0, "plan: `calls_per_request` of `it` is 0: write an amount above 0."),
        ("epochs", 0, "plan: `epochs` of `it` is 0: write an amount above 0."),
        ("label_overlap", [0, 1, 2], "plan: `label_overlap` of `it` is 0: write an amount above 0."),
        ("training_runs", 0, "plan: `training_runs` of `it` is 0: write an amount above 0."),
        (
            "peak_factor",
            [0.5, 2, 3],
            "plan: `peak_factor` of `it` is 0.5, but the busiest hour is no quieter than the average: write 1 or more.",
        ),
        ("labels", 1e16, "plan: `labels` of `it` is 1e+16: write an amount below 1,000,000,000,000,000."),
    ],
)
def test_an_amount_that_cannot_be_is_a_mistake(name: str, value: object, says: str) -> None:
    assert mistake({**TUNED, name: value}) == says


def test_every_mistake_has_a_line() -> None:
    found = mistake({**TUNED, "usd_per_label": "labels", "batch_share": 2}, hourly_rate_usd=1e15, prices={"x": 1})
    assert len(found.splitlines()) == 4


def test_a_variant_without_results_needs_an_approach() -> None:
    plan = CostPlan.model_validate({"variants": {"rga": {}, "tuned": {"approach": "fine-tuning"}}})
    with pytest.raises(PriceError) as error:
        check_variants(plan, ["rag"])
    assert str(error.value) == (
        "plan: `rga` is no variant of these results, and has no `approach`. Did you mean `rag`? For one that was not"
        " evaluated yet write its `approach`."
    )


def test_planned_variants_stand_by_their_approach_the_simplest_first() -> None:
    names = ("rag+fine-tuning", "fine-tuning", "rag", "prompting", "baseline")
    plan = CostPlan.model_validate({"variants": {f"a {name}": {"approach": name} for name in names} | {"?": {}}})
    assert list(planned_places(plan, ["a rag"])) == [
        "a baseline", "a prompting", "a fine-tuning", "a rag+fine-tuning", "?",
    ]  # fmt: skip


def test_a_price_of_the_book_has_its_range_its_source_and_its_age() -> None:
    costs = costs_of({"it": {**TUNED, "usd_per_label": "label"}})
    found = next(each for each in costs.inputs if each.id == "price/label")
    assert (found.low, found.likely, found.high, found.origin, found.rests_on, found.age) == (
        1.0, 2.0, 5.0, "price book", "made-up", "fresh",
    )  # fmt: skip
    assert costs.variants[0].one_off.low < costs.variants[0].one_off.high


def test_a_price_of_the_book_can_be_replaced_in_the_plan() -> None:
    plan = {**TUNED, "usd_per_label": "label"}
    replaced = costs_of({"it": plan}, prices={"label": 3})
    found = next(each for each in replaced.inputs if each.id == "price/label")
    assert (found.likely, found.origin, found.rests_on, found.as_of, found.age) == (
        3.0,
        "given",
        "your price",
        None,
        None,
    )
    assert replaced.variants[0].one_off.likely - cost_of({**plan, "usd_per_label": 2}).one_off.likely == 500


def test_two_variants_with_one_price_of_the_book_draw_it_once() -> None:
    plan = {**TUNED, "usd_per_label": "label"}
    costs = costs_of({"a": plan, "b": {**plan, "other_usd_once": 1}})
    assert [each.id for each in costs.inputs].count("price/label") == 1
    assert costs.break_evens[0].p_b_cheaper == 0.0
