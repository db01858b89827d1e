"""Cost plans with prices of their own, so that no price list moves a test."""

from __future__ import annotations

from typing import Any

from advisor import CostReport, work_out_costs
from advisor.files.price_book import load_price_book
from advisor.files.price_file import with_price_file
from advisor.schema.prices import PriceBook

MODELS = {
    "plain": {"input": 2.0, "output": 8.0},
    "cached": {"input": 3.0, "output": 15.0, "cache_read": 0.3, "cache_write": 3.75},
    "batched": {
        "input": 3.0,
        "output": 15.0,
        "cache_read": 0.3,
        "cache_write": 3.75,
        "batch": {"input": 1.5, "output": 7.5, "cache_read": 0.3},
    },
    "embedder": {"input": 0.02, "output": 0.0},
}
PROMPT = {
    "approach": "prompting",
    "model": "plain",
    "static_tokens": 3000,
    "query_tokens": [200, 300, 500],
    "output_tokens": 200,
    "calls_per_request": 2,
    "engineering_hours": [20, 40, 80],
    "upkeep_hours_per_month": 4,
}
RAG = {
    "approach": "rag",
    "model": "plain",
    "static_tokens": 500,
    "context_tokens": 2000,
    "query_tokens": 300,
    "output_tokens": 200,
    "calls_per_request": 1,
    "embedding_model": "embedder",
    "rerank_usd_per_request": 0.002,
    "vector_read_usd_per_request": 0.0001,
    "corpus_tokens": 5_000_000,
    "corpus_change_per_month": 0.1,
    "vector_store_usd_per_month": 50,
    "engineering_hours": 80,
    "upkeep_hours_per_month": 6,
    "eval_usd": 100,
}
TUNED = {
    "approach": "fine-tuning",
    "model": "none",
    "query_tokens": 300,
    "output_tokens": 200,
    "calls_per_request": 1,
    "engineering_hours": 120,
    "upkeep_hours_per_month": 8,
    "labels": 1000,
    "usd_per_label": [0.5, 1, 2],
    "label_overlap": 2,
    "training_tokens": 2_000_000,
    "epochs": 3,
    "validation_tokens": 100_000,
    "usd_per_1m_training_tokens": 25,
    "training_runs": 3,
    "retrain_every_months": 5,
    "retraining_hours": 8,
    "base_model_ends": "never",
    "hosting_usd_per_hour": 1.5,
    "replicas": 1,
    "tokens_per_second": 300,
    "utilisation": 0.4,
    "peak_factor": 3,
}


def plan(**variants: dict[str, Any]) -> dict[str, Any]:
    """A plan with these variants, at 20,000 a month over a year."""
    return {
        "volume": [10_000, 20_000, 30_000],
        "horizon_months": 12,
        "hourly_rate_usd": [60, 80, 120],
        "start": "2026-12-01",
        "variants": variants,
    }


def book() -> PriceBook:
    """The package's prices with these models on top."""
    return with_price_file(load_price_book(), {"as_of": "2026-11-01", "models": MODELS})


def worked_out(given: dict[str, Any], results: Any = None) -> CostReport:
    """The costs of a plan at these prices."""
    return work_out_costs(results, plan=given, prices=book())
