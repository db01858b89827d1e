"""A cost plan that cannot be read is answered with what to write instead."""

from __future__ import annotations

import pytest

from advisor.errors import PriceError
from advisor.files.cost_plan import cost_plan_in, read_cost_plan


def mistake(text: str) -> str:
    with pytest.raises(PriceError) as error:
        cost_plan_in(text.encode(), "plan.yaml")
    return str(error.value)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("horizon_months: true", "`horizon_months` is `True`: write a number."),
        ("cache_hit_rate: true", "`cache_hit_rate` is `True`: write a number."),
        ("price_decline_per_year: false", "`price_decline_per_year` is `False`: write a number."),
        ("volume: true", "`volume` is `True`: write one number, or three: [low, likely, high]."),
        ("volume: " + "9" * 400, f"`volume` is `{'9' * 59}…`: write finite numbers."),
        ("volume: 1e-320", "`volume` is `1e-320`: write 0, or at least 0.001 finished pieces of work a month."),
        (
            "volume: [0.0005, 1, 2]",
            "`volume` is `[0.0005, 1, 2]`: write 0, or at least 0.001 finished pieces of work a month.",
        ),
        (
            "variants: {a: {base_model_ends: 2027}}",
            "`2027` is not a day; write `base_model_ends` as year, month and day, such as 2027-01-14.",
        ),
    ],
)
def test_what_is_no_number_and_no_day_is_told_in_one_line(line: str, says: str) -> None:
    assert mistake(line) == f"plan.yaml:1: {says}"


@pytest.mark.parametrize("given", ["often", "6", "0.5", "true", ".nan", "[1, 2, 3]"])
def test_how_often_is_trained_again_is_a_number_of_months_or_never(given: str) -> None:
    shown = "True" if given == "true" else given
    assert mistake(f"variants: {{a: {{retrain_every_months: {given}}}}}".replace(" 6}", ' "6"}')) == (
        f"plan.yaml:1: `retrain_every_months` is `{shown}`: write months from 1 up, such as 6, or `never`."
    )


@pytest.mark.parametrize(("given", "read"), [(6, 6), (2.5, 2.5), ("never", "never")])
def test_months_and_never_are_read(given: object, read: object) -> None:
    plan = read_cost_plan({"variants": {"a": {"retrain_every_months": given}}})
    assert plan.variants["a"].retrain_every_months == read


def test_an_approach_that_does_not_exist_is_one_mistake() -> None:
    assert mistake("variants: {a: {approach: Prompting}}") == (
        "plan.yaml:1: `Prompting` is not a value of `approach`. Did you mean `prompting`? It takes `prompting`, `rag`,"
        " `fine-tuning`, `rag+fine-tuning`, `baseline`."
    )


def test_minus_zero_is_zero() -> None:
    assert str(cost_plan_in(b"volume: -0.0", "plan.yaml").volume) == "low=0.0 likely=0.0 high=0.0"


@pytest.mark.parametrize(("written", "read"), [("1e6", 1_000_000), ("2.5e-3", 0.0025), ("[1e2, 2e2, 5e2]", 200)])
def test_a_number_with_a_power_of_ten_is_a_number(written: str, read: float) -> None:
    text = f"hourly_rate_usd: {written}\nvariants: {{a: {{model: 1e6, usd_per_label: {written}}}}}"
    plan = cost_plan_in(text.encode(), "plan.yaml")
    assert plan.hourly_rate_usd is not None
    label = plan.variants["a"].usd_per_label
    assert label == plan.hourly_rate_usd
    assert (plan.hourly_rate_usd.likely, plan.variants["a"].model) == (read, "1e6")


def test_a_power_of_ten_that_no_number_holds_is_told() -> None:
    assert mistake("hourly_rate_usd: 1e400") == "plan.yaml:1: `hourly_rate_usd` is `1e400`: write finite numbers."
