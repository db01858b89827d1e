"""A cost plan held against the price book and the variants that there are."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Final

from advisor.costs.fields import VARIANT
from advisor.errors import PriceError
from advisor.schema.amounts import Amount
from advisor.schema.cost_plan import CostPlan, VariantPlan
from advisor.schema.prices import PriceBook
from advisor.schema.words import APPROACHES, Place

_MOST: Final = 10**15
_ABOVE_0: Final = ("tokens_per_second", "utilisation", "calls_per_request", "epochs", "label_overlap", "training_runs")
_SHARES: Final = ("batch_share", "batch_multiplier", "retry_rate", "utilisation")


def check_plan(plan: CostPlan, book: PriceBook) -> None:
    """Nothing, or `PriceError` with one line for each price that does not exist or has another unit, and for each
    amount that cannot be."""
    mistakes = []
    for variant, own in plan.variants.items():
        for name in type(own).model_fields:
            given, told = getattr(own, name), VARIANT.get(name)
            if not isinstance(given, str) or told is None or told.price_unit is None:
                continue
            if given not in book.prices:
                mistakes.append(
                    f"plan: there is no price `{given}` for `{name}` of `{variant}`.{_near(given, book.prices)}"
                )
            elif book.prices[given].unit != told.price_unit:
                mistakes.append(
                    f"plan: the price `{given}` is in {book.prices[given].unit}, but `{name}` of `{variant}` takes"
                    f" {told.price_unit}: write the amount itself."
                )
    for id in plan.prices:
        if "/" not in id and id not in book.prices:
            mistakes.append(f"plan: there is no price `{id}` to be replaced.{_near(id, book.prices)}")
    mistakes += _absurd(plan)
    if mistakes:
        raise PriceError("\n".join(mistakes))


def _absurd(plan: CostPlan) -> list[str]:
    """One line for each amount that no job has."""
    places = [("", plan), *((f" of `{name}`", own) for name, own in plan.variants.items())]
    given = [
        (name, place, amount)
        for place, own in places
        for name in type(own).model_fields
        if isinstance(amount := getattr(own, name), Amount)
    ]
    found = [
        f"plan: `{name}`{place} is {amount.high:g}: write an amount below {_MOST:,}."
        for name, place, amount in given
        if amount.high >= _MOST
    ]
    found += [
        f"plan: `{name}`{place} is {amount.high:g}, but it is a share: write 0.4 for 40 %."
        for name, place, amount in given
        if name in _SHARES and amount.high > 1
    ]
    found += [
        f"plan: `{name}`{place} is 0: write an amount above 0."
        for name, place, amount in given
        if name in _ABOVE_0 and amount.low == 0
    ]
    found += [
        f"plan: `peak_factor`{place} is {amount.low:g}, but the busiest hour is no quieter than the average: write 1 or"
        " more."
        for name, place, amount in given
        if name == "peak_factor" and amount.low < 1
    ]
    return found + [
        f"plan: all tokens of `{name}` are 0, which no model call takes: write how many there are, or `model: none`"
        " where no tokens are paid."
        for name, own in plan.variants.items()
        if own.model not in (None, "none") and _is_without_tokens(own)
    ]


def _is_without_tokens(own: VariantPlan) -> bool:
    given = [getattr(own, name) for name in ("static_tokens", "context_tokens", "query_tokens", "output_tokens")]
    return own.output_tokens is not None and all(amount is None or amount.high == 0 for amount in given)


def check_variants(plan: CostPlan, there: Iterable[str]) -> None:
    """Nothing, or `PriceError` where a variant of the plan is neither in the results nor has an approach."""
    known = list(there)
    mistakes = [
        f"plan: `{name}` is no variant of these results, and has no `approach`.{_near(name, known)} For one that was"
        " not evaluated yet write its `approach`."
        for name, own in plan.variants.items()
        if name not in known and own.approach is None
    ]
    if mistakes:
        raise PriceError("\n".join(mistakes))


def planned_places(plan: CostPlan, there: Iterable[str] = ()) -> dict[str, Place | None]:
    """Where the variants of the plan belong that no results hold, the simplest first."""
    order: list[Place | None] = ["baseline", *APPROACHES, None]
    known = set(there)
    planned = [(name, own.approach) for name, own in plan.variants.items() if name not in known]
    return dict(sorted(planned, key=lambda each: (order.index(each[1]), each[0])))


def _near(name: str, names: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, list(names), n=1, cutoff=0.6)
    return f" Did you mean `{close[0]}`?" if close else ""
