"""The fields of a cost plan in words: what each is called, its unit, and how it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class PlanField:
    """One field: its name on screen, its unit, and the question that it answers."""

    title: str
    unit: str
    asks: str
    price_unit: str | None = None
    """The unit that a price of the price book must have to stand here."""


def _field(title: str, unit: str, asks: str, price_unit: str | None = None) -> PlanField:
    return PlanField(title, unit, asks, price_unit)


SHARED: Final[dict[str, PlanField]] = {
    "volume": _field("Volume", "a month", "How many finished pieces of work a month?"),
    "hourly_rate_usd": _field("Hour of engineering", "USD", "What does an hour of engineering cost?"),
    "person_hourly_rate_usd": _field(
        "Hour of those who do the work", "USD", "What does an hour of those who do the work today cost?"
    ),
    "cost_of_a_failure_usd": _field("Cost of a failure", "USD", "What does one wrong answer cost?"),
}

VARIANT: Final[dict[str, PlanField]] = {
    "approach": _field("Approach", "", "Which approach is it?"),
    "model": _field("Model", "", "Which model answers? Its prices are looked up; `none` where no tokens are paid."),
    "static_tokens": _field(
        "Fixed part of the prompt", "tokens a call", "How many tokens of each call are always the same?"
    ),
    "context_tokens": _field("Looked-up text", "tokens a call", "How many tokens of each call were looked up?"),
    "query_tokens": _field("Request", "tokens a call", "How many tokens does the request itself bring?"),
    "output_tokens": _field("Output", "tokens a call", "How many tokens are written, reasoning included?"),
    "calls_per_request": _field(
        "Model calls", "a piece of work", "How many model calls make a finished piece of work?"
    ),
    "retry_rate": _field("Retries", "share of calls", "What share of calls has to be made again?"),
    "batch_share": _field("Batch share", "share of requests", "What share can wait for the batch service?"),
    "batch_multiplier": _field(
        "Batch price", "of the ordinary price", "What does the batch service cost, as a share of the ordinary price?"
    ),
    "usd_per_request": _field("Cost of a finished piece of work", "USD", "What does a finished piece of work cost?"),
    "minutes_per_request": _field(
        "Minutes of a person", "a piece of work", "How many minutes of a person does a piece of work take?"
    ),
    "embedding_model": _field("Embedding model", "", "Which embedding model? `none` for a search by words."),
    "rerank_usd_per_request": _field(
        "Reranking", "USD a piece of work", "What does reranking cost each time?", "USD per 1,000 searches"
    ),
    "vector_read_usd_per_request": _field(
        "Vector reads", "USD a piece of work", "What do vector reads cost each time?"
    ),
    "corpus_tokens": _field("Corpus", "tokens", "How many tokens does the corpus hold?"),
    "corpus_change_per_month": _field("Corpus indexed anew", "share a month", "What share is indexed anew each month?"),
    "vector_store_usd_per_month": _field(
        "Vector store", "USD a month", "What does the vector store cost a month?", "USD per month"
    ),
    "labels": _field("Labels", "examples", "How many examples do people write or check?"),
    "usd_per_label": _field("Price of a label", "USD", "What does one label cost?", "USD per label"),
    "label_overlap": _field("People for each label", "people", "How many people label each example?"),
    "training_tokens": _field("Training set", "tokens", "How many tokens does the training set hold?"),
    "epochs": _field("Epochs", "epochs", "How many epochs?"),
    "validation_tokens": _field("Validation", "tokens a run", "How many validation tokens does a run bill?"),
    "training_runs": _field("Training runs", "runs", "How many runs until one is kept?"),
    "usd_per_1m_training_tokens": _field(
        "Price of training", "USD per 1M tokens", "What do 1M training tokens cost?", "USD per 1M tokens"
    ),
    "gpu_hours_per_run": _field("GPU hours", "hours a run", "How many GPU hours does a run take?"),
    "usd_per_gpu_hour": _field("GPU hour", "USD", "What does a GPU hour cost?", "USD per hour"),
    "usd_per_training_run": _field("Price of a run", "USD", "What does a training run cost?"),
    "retraining_hours": _field(
        "Hours to train again", "hours", "How many hours of engineering does training again take?"
    ),
    "retrain_every_months": _field(
        "Trained again", "months", "After how many months is it trained again? `never` where it is not."
    ),
    "base_model_ends": _field(
        "Base model ends", "", "Until when is the base model served? `never` for weights of your own."
    ),
    "hosting_usd_per_hour": _field(
        "Hosting", "USD an hour", "What does a replica cost an hour? 0 where only tokens are paid.", "USD per hour"
    ),
    "replicas": _field("Fewest replicas", "replicas", "How many replicas run at least?"),
    "tokens_per_second": _field(
        "A replica writes", "tokens a second", "How many output tokens a second can one write?"
    ),
    "utilisation": _field("Utilisation", "share at the peak", "What share of that is used at the peak?"),
    "peak_factor": _field("Busiest hour", "times the average", "How many times the average is the busiest hour?"),
    "engineering_hours": _field("Engineering", "hours", "How many hours of engineering to build it?"),
    "eval_usd": _field("Evaluation", "USD", "What does evaluating it once cost?"),
    "upkeep_hours_per_month": _field("Upkeep", "hours a month", "How many hours of engineering a month to keep it up?"),
    "other_usd_once": _field("Other, once", "USD", "What else is paid once?"),
    "other_usd_per_month": _field("Other, monthly", "USD a month", "What else is paid each month?"),
    "other_usd_per_request": _field("Other, each time", "USD a piece of work", "What else is paid each time?"),
}

PLAN_FIELDS: Final[dict[str, PlanField]] = SHARED | VARIANT
"""All of them."""
