"""All that costs are worked out from, read together: a plan, the price book, the prices of models."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from advisor.costs.ingredients import Costing, FindPrices
from advisor.costs.plan_checks import check_plan
from advisor.files.cost_plan import load_cost_plan, read_cost_plan
from advisor.schema.cost_plan import CostPlan
from advisor.schema.prices import ModelPrices, PriceBook

_NO_LIST = (
    "No list of model prices is installed, so they are asked for:"
    ' python -m pip install "llm-approach-advisor[costs]" brings one.'
)

GivenPlan = CostPlan | Mapping[str, Any] | str | Path


def read_costing(plan: GivenPlan, prices: PriceBook | str | Path | None, today: datetime.date) -> Costing:
    """The plan checked against the prices. Raises `PriceError`, one line for each mistake."""
    from advisor.files.price_book import load_price_book

    book = prices if isinstance(prices, PriceBook) else load_price_book()
    if isinstance(prices, str | Path):
        from advisor.files.price_file import with_price_file

        book = with_price_file(book, prices, today)
    found = _plan(plan)
    check_plan(found, book)
    return Costing(found, book, find_prices(book, today), today, () if _has_price_list() else (_NO_LIST,))


def with_settings(plan: GivenPlan, volume: float | Sequence[float] | None, horizon: int | None) -> CostPlan:
    """The plan with this volume and horizon in the place of its own. Raises `PriceError`."""
    found = _plan(plan)
    if volume is None and horizon is None:
        return found
    given = found.model_dump(exclude_unset=True)
    if volume is not None:
        given["volume"] = volume if isinstance(volume, int | float) else list(volume)
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


def _has_price_list() -> bool:
    return find_spec("genai_prices") is not None


def _plan(plan: GivenPlan) -> CostPlan:
    return load_cost_plan(plan) if isinstance(plan, str | Path) else read_cost_plan(plan)
