"""All that costs are worked out from, read together: a plan, the price book, the prices of models."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from advisor.costs.ingredients import Costing, FindPrices
from advisor.costs.plan_checks import check_plan
from advisor.errors import PriceError
from advisor.files.cost_plan import load_cost_plan, read_cost_plan
from advisor.language import N_, _
from advisor.schema.cost_plan import CostPlan
from advisor.schema.prices import ModelPrices, PriceBook

_NO_LIST = N_(
    "No list of model prices is installed, so they are asked for:"
    ' python -m pip install "llm-approach-advisor[costs]" brings one.'
)

GivenPlan = CostPlan | Mapping[str, Any] | str | Path


GivenPrices = PriceBook | Mapping[str, Any] | str | Path | None


def read_costing(plan: GivenPlan, prices: GivenPrices, today: datetime.date) -> Costing:
    """The plan checked against the prices. Raises `PriceError`, one line for each mistake."""
    found, book = _plan(plan), _book(prices, today)
    check_plan(found, book)
    return Costing(found, book, find_prices(book, today), today, () if _has_price_list() else (_(_NO_LIST),))


def with_settings(plan: GivenPlan, volume: float | Sequence[float] | None, horizon: int | None) -> CostPlan:
    """The plan with this volume and horizon in the place of its own. Raises `PriceError`."""
    found = _plan(plan)
    if volume is None and horizon is None:
        return found
    given = found.model_dump(exclude_unset=True)
    if volume is not None:
        given["volume"] = _numbers(volume)
    if horizon is not None:
        given["horizon_months"] = horizon
    return read_cost_plan(given)


def find_prices(book: PriceBook, today: datetime.date) -> FindPrices:
    """The token prices of a model on that day, each looked up once."""
    from advisor.files.model_prices import find_model_prices

    @cache
    def find(name: str) -> ModelPrices | None:
        if not _has_price_list() and name not in book.models:
            return None
        return find_model_prices(name, when=today, book=book)

    return find


def _book(prices: GivenPrices, today: datetime.date) -> PriceBook:
    from advisor.files.price_book import load_price_book

    if prices is None:
        return load_price_book()
    if isinstance(prices, PriceBook):
        return prices
    if not isinstance(prices, Mapping | str | Path):
        raise PriceError(
            f"`prices` is a `{type(prices).__name__}`; give a price file, what one holds as a mapping, or what"
            " `load_prices` returned."
        )
    from advisor.files.price_file import with_price_file

    return with_price_file(load_price_book(), prices, today)


def _numbers(volume: Any) -> Any:
    """One number or several, of whatever library; what is neither stays as it is and is told as a mistake."""
    if isinstance(volume, bool | str | int):
        return volume
    try:
        return float(volume)
    except (TypeError, ValueError):
        return list(volume) if isinstance(volume, Iterable) else volume


def _has_price_list() -> bool:
    return find_spec("genai_prices") is not None


def _plan(plan: GivenPlan) -> CostPlan:
    return load_cost_plan(plan) if isinstance(plan, str | Path) else read_cost_plan(plan)
