"""Three variants worked out by hand to the cent: 20,000 finished pieces of work a month over 12 months.

Each line is a calculation that can be done with a pocket calculator; only the cache hit rate needs its key e^x. Nothing
here uses the formulas of the package.
"""

from __future__ import annotations

from decimal import Decimal as D
from typing import Any, Final

import pytest

from advisor import work_out_costs
from advisor.files.price_book import load_price_book
from advisor.files.price_file import with_price_file
from advisor.schema.costs import VariantCost

PRICES: Final = {  # US dollars per 1M tokens
    "big": {"input": 3, "output": 15, "cache_read": 0.30, "cache_write": 3.75},
    "small": {"input": 0.15, "output": 0.60},
    "embedder": {"input": 0.02, "output": 0},
}
PLAN: Final[dict[str, Any]] = {
    "volume": 20_000,
    "horizon_months": 12,
    "hourly_rate_usd": 80,
    "start": "2026-12-01",
    "variants": {
        "prompt": {
            "approach": "prompting",
            "model": "big",
            "static_tokens": 4000,
            "query_tokens": 400,
            "output_tokens": 250,
            "calls_per_request": 1,
            "retry_rate": 0.02,
            "engineering_hours": 40,
            "eval_usd": 150,
            "upkeep_hours_per_month": 4,
        },
        "rag": {
            "approach": "rag",
            "model": "small",
            "static_tokens": 800,
            "context_tokens": 3000,
            "query_tokens": 400,
            "output_tokens": 250,
            "calls_per_request": 1,
            "embedding_model": "embedder",
            "rerank_usd_per_request": 0.002,
            "vector_read_usd_per_request": 0.0001,
            "corpus_tokens": 50_000_000,
            "corpus_change_per_month": 0.1,
            "vector_store_usd_per_month": 70,
            "engineering_hours": 90,
            "eval_usd": 200,
            "upkeep_hours_per_month": 6,
        },
        "tuned": {
            "approach": "fine-tuning",
            "model": "none",
            "output_tokens": 150,
            "calls_per_request": 1,
            "labels": 1500,
            "usd_per_label": 0.80,
            "label_overlap": 2,
            "training_tokens": 2_000_000,
            "epochs": 3,
            "validation_tokens": 100_000,
            "usd_per_1m_training_tokens": 25,
            "training_runs": 3,
            "retrain_every_months": 5,
            "retraining_hours": 10,
            "base_model_ends": "never",
            "hosting_usd_per_hour": 1.70,
            "replicas": 2,
            "tokens_per_second": 400,
            "utilisation": 0.5,
            "peak_factor": 4,
            "engineering_hours": 100,
            "eval_usd": 300,
            "upkeep_hours_per_month": 8,
        },
    },
}

PIECES: Final = D(20_000) * 12  # 240,000 over the horizon
MILLION: Final = D(1_000_000)

# Prompt. A month of 30 days has 43,200 minutes, so 0.463 requests come a minute and 2.315 in the five minutes that a
# prompt stays in the cache; the share that finds it there is 1 - e^-2.315 = 90.1 %.
FOUND: Final = 1 - (-(D(20_000) / 43_200) * 5).exp()
FIXED_PART: Final = 4000 * (FOUND * D("0.30") + (1 - FOUND) * D("3.75"))
PROMPT_TOKENS: Final = D("1.02") * (FIXED_PART + 400 * D(3) + 250 * D(15)) / MILLION  # 2 % of the calls are made again

# RAG. No price for cached tokens is known, so no cache.
RAG_TOKENS: Final = ((800 + 3000 + 400) * D("0.15") + 250 * D("0.60")) / MILLION  # 0.00078
RAG_EMBEDDING: Final = 400 * D("0.02") / MILLION  # 0.000008
INDEX: Final = 50 * D("0.02")  # 50M tokens: 1 dollar

# Tuned. The busiest hour needs 20,000 * 150 tokens / 2,628,000 s * 4 = 4.6 tokens a second, a replica is let to write
# 400 * 0.5 = 200: one would do, two run. Trained in months 0, 5 and 10, so twice again.
A_RUN: Final = (D(2) * 3 + D("0.1")) * 25  # 6.1M tokens: 152.50
TRAINING: Final = 3 * A_RUN  # three runs until one is kept: 457.50

PARTS: Final[dict[str, dict[tuple[str, str], D]]] = {
    "prompt": {
        ("per request", "tokens"): PIECES * PROMPT_TOKENS,
        ("one-off", "engineering"): 40 * D(80),
        ("one-off", "evaluation"): D(150),
        ("monthly", "upkeep"): 12 * 4 * D(80),
    },
    "rag": {
        ("per request", "tokens"): PIECES * RAG_TOKENS,
        ("per request", "embedding"): PIECES * RAG_EMBEDDING,
        ("per request", "reranking"): PIECES * D("0.002"),
        ("per request", "vector reads"): PIECES * D("0.0001"),
        ("one-off", "engineering"): 90 * D(80),
        ("one-off", "indexing"): INDEX,
        ("one-off", "evaluation"): D(200),
        ("monthly", "vector store"): 12 * D(70),
        ("monthly", "indexing anew"): 12 * INDEX / 10,
        ("monthly", "upkeep"): 12 * 6 * D(80),
    },
    "tuned": {
        ("one-off", "engineering"): 100 * D(80),
        ("one-off", "labels"): 1500 * 2 * D("0.80"),
        ("one-off", "training"): TRAINING,
        ("one-off", "evaluation"): D(300),
        ("retraining", "training again"): 2 * TRAINING,
        ("retraining", "engineering again"): 2 * 10 * D(80),
        ("monthly", "machines"): 12 * 2 * D("1.70") * 730,
        ("monthly", "upkeep"): 12 * 8 * D(80),
    },
}
TOTALS: Final = {"prompt": "9029.24", "rag": "14695.32", "tuned": "51136.50"}
"""Added up on paper."""


def cents(usd: D | float) -> str:
    return f"{usd:.2f}"


@pytest.fixture(scope="module")
def costs() -> dict[str, VariantCost]:
    book = with_price_file(load_price_book(), {"models": PRICES})
    return {each.variant: each for each in work_out_costs(plan=PLAN, prices=book).variants}


@pytest.mark.parametrize("variant", PARTS)
def test_each_part_is_right_to_the_cent(costs: dict[str, VariantCost], variant: str) -> None:
    found = {(part.kind, part.name): cents(part.usd.likely) for part in costs[variant].parts}
    assert found == {part: cents(usd) for part, usd in PARTS[variant].items()}


@pytest.mark.parametrize("variant", PARTS)
def test_the_total_is_right_to_the_cent(costs: dict[str, VariantCost], variant: str) -> None:
    total = costs[variant].total
    assert total is not None
    assert cents(total.likely) == cents(sum(PARTS[variant].values(), D(0))) == TOTALS[variant]
    assert (total.low, total.high) == pytest.approx((total.likely, total.likely))  # every input is exact
