"""Plans, prices and results for tests of costs: round numbers, so that a sum can be done by hand."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

import numpy as np

from advisor.costs.cost_summary import sum_up
from advisor.costs.ingredients import Costing
from advisor.costs.ownership import Ownership, Quality, own_everything
from advisor.costs.plan_checks import planned_places
from advisor.costs.sheet import DRAWS
from advisor.costs.usage import Usage, Used
from advisor.schema.amounts import Amount
from advisor.schema.cost_plan import CostPlan
from advisor.schema.costs import Costs, VariantCost
from advisor.schema.prices import Availability, ModelPrices, Price, PriceBook, PriceTier, TokenPrices
from advisor.schema.rules import SourceRef

TODAY = datetime.date(2026, 11, 28)
_SOURCE = (SourceRef(ref="made-up", at="here"),)


def prices_of(id: str, input: float, output: float, read: float | None = None, **more: Any) -> ModelPrices:
    """The prices of a model that a list holds, in US dollars per 1M tokens."""
    fields = {"provider": "maker", "origin": "a list", "as_of": TODAY, "model": id, **more}
    write = fields.pop("write", None)
    own = TokenPrices(input=input, output=output, cache_read=read, cache_write=write)
    return ModelPrices(id=id, prices=own, **fields)


MODELS = {
    "plain": prices_of("plain", 1.0, 4.0),
    "cached": prices_of("cached", 1.0, 4.0, 0.1, write=1.25),
    "batched": prices_of(
        "batched", 1.0, 4.0, 0.1, batch=TokenPrices(input=0.5, output=2.0, cache_read=0.1, cache_write=0.5)
    ),
    "tiered": prices_of(
        "tiered", 1.0, 4.0, tiers=(PriceTier(from_tokens=1000, prices=TokenPrices(input=2.0, output=8.0)),)
    ),
    "embedding": prices_of("embedding", 0.02, 0.0),
}

LABEL = Price(
    id="label", title="A label", value=2.0, low=1.0, high=5.0, unit="USD per label", source=_SOURCE, as_of=TODAY
)
FEWEST = Price(
    id="cache-minimum-tokens", title="Shortest prompt that is cached", value=1024, low=1024, high=1024, unit="tokens",
    source=_SOURCE, as_of=TODAY,
)  # fmt: skip

PROMPT: dict[str, Any] = {
    "approach": "prompting",
    "model": "plain",
    "static_tokens": 1500,
    "query_tokens": 200,
    "output_tokens": 250,
    "calls_per_request": 1,
    "engineering_hours": 10,
    "upkeep_hours_per_month": 2,
}
RAG: dict[str, Any] = {
    **PROMPT,
    "approach": "rag",
    "context_tokens": 3000,
    "embedding_model": "embedding",
    "corpus_tokens": 10_000_000,
    "corpus_change_per_month": 0.1,
    "vector_store_usd_per_month": 50,
}
TUNED: dict[str, Any] = {
    **PROMPT,
    "approach": "fine-tuning",
    "static_tokens": 100,
    "labels": 500,
    "usd_per_label": 2,
    "training_tokens": 1_000_000,
    "epochs": 3,
    "usd_per_1m_training_tokens": 3,
    "training_runs": 2,
    "retrain_every_months": 6,
    "retraining_hours": 5,
    "base_model_ends": "never",
    "hosting_usd_per_hour": 2,
    "tokens_per_second": 1000,
    "utilisation": 0.5,
    "peak_factor": 4,
}
TODAYS: dict[str, Any] = {"approach": "baseline", "minutes_per_request": 3}
SHARED: dict[str, Any] = {"volume": 10_000, "horizon_months": 12, "hourly_rate_usd": 100}


def costing_of(
    variants: Mapping[str, Mapping[str, Any]],
    *,
    models: Mapping[str, ModelPrices] = MODELS,
    availability: tuple[Availability, ...] = (),
    **shared: Any,
) -> Costing:
    """A plan with these variants; volume, horizon and rate are round where nothing else is said."""
    plan = CostPlan.model_validate({**SHARED, **shared, "variants": variants})
    book = PriceBook(prices={"label": LABEL, "cache-minimum-tokens": FEWEST}, availability=availability)
    return Costing(plan, book, models.get, TODAY)


def owned_of(
    variants: Mapping[str, Mapping[str, Any]],
    *,
    usage: Mapping[str, Usage] | None = None,
    quality: Mapping[str, float | Quality] | None = None,
    **more: Any,
) -> Ownership:
    """These variants worked out."""
    costing = costing_of(variants, **more)
    qualities = {
        name: each if isinstance(each, Quality) else Quality(each, np.full(DRAWS, each))
        for name, each in (quality or {}).items()
    }
    return own_everything(costing, planned_places(costing.plan), usage or {}, qualities)


def costs_of(
    variants: Mapping[str, Mapping[str, Any]],
    *,
    good_enough: list[str] | None = None,
    best: Mapping[str, str] | None = None,
    **more: Any,
) -> Costs:
    """The same as plain data."""
    return sum_up(owned_of(variants, **more), good_enough, best)


def cost_of(plan: Mapping[str, Any], **more: Any) -> VariantCost:
    """One variant, called `it`."""
    usage, quality = more.pop("usage", None), more.pop("quality", None)
    return costs_of(
        {"it": plan},
        usage={"it": usage} if usage else None,
        quality=None if quality is None else {"it": quality},
        **more,
    ).variants[0]


def usage_of(
    *,
    failed: int = 0,
    failed_without_figures: int = 0,
    models: tuple[str, ...] = ("plain",),
    smallest: float | None = None,
    largest: float | None = None,
    p95: tuple[float, float | None, float | None] | None = None,
    spread: float = 0.0,
    **measures: float,
) -> Usage:
    """What results tell; `spread` is that of each mean, as a share."""
    noise = np.random.default_rng(7).normal(size=DRAWS)
    return Usage(
        variant="it",
        measures={name: Used(mean, mean * (1 + spread * noise), 100, 100) for name, mean in measures.items()},
        finished=100,
        failed=failed,
        failed_without_figures=failed_without_figures,
        models=models,
        largest_input=largest,
        smallest_input=smallest,
        latency_p95=p95,
    )


def without(plan: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """The plan without these fields."""
    return {name: value for name, value in plan.items() if name not in names}


def exact(value: float) -> Amount:
    """A number that is known exactly."""
    return Amount(low=value, likely=value, high=value)
