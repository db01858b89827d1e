"""The fields of a cost plan in words: what each is called, its unit, and how it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from advisor.language import N_


@dataclass(frozen=True, slots=True)
class PlanField:
    """One field: its name on screen, its unit, and the question that it answers, all in English: `_` says them."""

    title: str
    unit: str
    asks: str
    price_unit: str | None = None
    """The unit that a price of the price book must have to stand here."""


def _field(title: str, unit: str, asks: str, price_unit: str | None = None) -> PlanField:
    return PlanField(title, unit, asks, price_unit)


UNITS: Final = (
    N_("a month"), N_("USD"), N_("tokens a call"), N_("a piece of work"), N_("share of calls"),
    N_("share of requests"), N_("of the ordinary price"), N_("USD a piece of work"), N_("tokens"),
    N_("share a month"), N_("USD a month"), N_("examples"), N_("per example"), N_("epochs"), N_("tokens a run"),
    N_("runs"), N_("USD per 1M tokens"), N_("hours a run"), N_("hours"), N_("months"), N_("USD an hour"),
    N_("replicas"), N_("tokens a second"), N_("share at the peak"), N_("times the average"), N_("hours a month"),
    N_("finished pieces of work a month"), N_("tokens a piece of work"), N_("USD per hour"), N_("USD per month"),
    N_("USD per GB-month"), N_("USD per 1M reads"), N_("USD per 1,000 searches"), N_("USD per label"),
    N_("times the input price"),
)  # fmt: skip
"""Every unit of a field, of an input and of a price: `_` says it where it is shown."""

SHARED: Final[dict[str, PlanField]] = {
    "volume": _field(N_("Volume"), "a month", N_("How many finished pieces of work a month?")),
    "hourly_rate_usd": _field(N_("Hour of engineering"), "USD", N_("What does an hour of engineering cost?")),
    "person_hourly_rate_usd": _field(
        N_("Hour of those who do the work"), "USD", N_("What does an hour of those who do the work today cost?")
    ),
    "cost_of_a_failure_usd": _field(N_("Cost of a failure"), "USD", N_("What does one wrong answer cost?")),
}

VARIANT: Final[dict[str, PlanField]] = {
    "approach": _field(N_("Approach"), "", N_("Which approach is it?")),
    "model": _field(
        N_("Model"), "", N_("Which model answers? Its prices are looked up; `none` where no tokens are paid.")
    ),
    "static_tokens": _field(
        N_("Fixed part of the prompt"), "tokens a call", N_("How many tokens of each call are always the same?")
    ),
    "context_tokens": _field(N_("Looked-up text"), "tokens a call", N_("How many tokens of each call were looked up?")),
    "query_tokens": _field(N_("Request"), "tokens a call", N_("How many tokens does the request itself bring?")),
    "output_tokens": _field(N_("Output"), "tokens a call", N_("How many tokens are written, reasoning included?")),
    "calls_per_request": _field(
        N_("Model calls"), "a piece of work", N_("How many model calls make a finished piece of work?")
    ),
    "retry_rate": _field(N_("Retries"), "share of calls", N_("What share of calls has to be made again?")),
    "batch_share": _field(N_("Batch share"), "share of requests", N_("What share can wait for the batch service?")),
    "batch_multiplier": _field(
        N_("Batch price"),
        "of the ordinary price",
        N_("What does the batch service cost, as a share of the ordinary price?"),
    ),
    "usd_per_request": _field(
        N_("Cost of a finished piece of work"), "USD", N_("What does a finished piece of work cost?")
    ),
    "minutes_per_request": _field(
        N_("Minutes of a person"), "a piece of work", N_("How many minutes of a person does a piece of work take?")
    ),
    "embedding_model": _field(N_("Embedding model"), "", N_("Which embedding model? `none` for a search by words.")),
    "rerank_usd_per_request": _field(
        N_("Reranking"), "USD a piece of work", N_("What does reranking cost each time?"), "USD per 1,000 searches"
    ),
    "vector_read_usd_per_request": _field(
        N_("Vector reads"), "USD a piece of work", N_("What do vector reads cost each time?")
    ),
    "corpus_tokens": _field(N_("Corpus"), "tokens", N_("How many tokens does the corpus hold?")),
    "corpus_change_per_month": _field(
        N_("Corpus indexed anew"), "share a month", N_("What share is indexed anew each month?")
    ),
    "vector_store_usd_per_month": _field(
        N_("Vector store"), "USD a month", N_("What does the vector store cost a month?"), "USD per month"
    ),
    "labels": _field(N_("Labels"), "examples", N_("How many examples do people write or check?")),
    "usd_per_label": _field(N_("Price of a label"), "USD", N_("What does one label cost?"), "USD per label"),
    "label_overlap": _field(N_("People for each label"), "per example", N_("How many people label each example?")),
    "training_tokens": _field(N_("Training set"), "tokens", N_("How many tokens does the training set hold?")),
    "epochs": _field(N_("Epochs"), "epochs", N_("How many epochs?")),
    "validation_tokens": _field(N_("Validation"), "tokens a run", N_("How many validation tokens does a run bill?")),
    "training_runs": _field(N_("Training runs"), "runs", N_("How many runs until one is kept?")),
    "usd_per_1m_training_tokens": _field(
        N_("Price of training"), "USD per 1M tokens", N_("What do 1M training tokens cost?"), "USD per 1M tokens"
    ),
    "gpu_hours_per_run": _field(N_("GPU hours"), "hours a run", N_("How many GPU hours does a run take?")),
    "usd_per_gpu_hour": _field(N_("GPU hour"), "USD", N_("What does a GPU hour cost?"), "USD per hour"),
    "usd_per_training_run": _field(N_("Price of a run"), "USD", N_("What does a training run cost?")),
    "retraining_hours": _field(
        N_("Hours to train again"), "hours", N_("How many hours of engineering does training again take?")
    ),
    "retrain_every_months": _field(
        N_("Trained again"), "months", N_("After how many months is it trained again? `never` where it is not.")
    ),
    "base_model_ends": _field(
        N_("Base model ends"), "", N_("Until when is the base model served? `never` for weights of your own.")
    ),
    "hosting_usd_per_hour": _field(
        N_("Hosting"),
        "USD an hour",
        N_("What does a replica cost an hour? 0 where only tokens are paid."),
        "USD per hour",
    ),
    "replicas": _field(N_("Fewest replicas"), "replicas", N_("How many replicas run at least?")),
    "tokens_per_second": _field(
        N_("A replica writes"), "tokens a second", N_("How many output tokens a second can one write?")
    ),
    "utilisation": _field(N_("Utilisation"), "share at the peak", N_("What share of that is used at the peak?")),
    "peak_factor": _field(
        N_("Busiest hour"), "times the average", N_("How many times the average is the busiest hour?")
    ),
    "engineering_hours": _field(N_("Engineering"), "hours", N_("How many hours of engineering to build it?")),
    "eval_usd": _field(N_("Evaluation"), "USD", N_("What does evaluating it once cost?")),
    "upkeep_hours_per_month": _field(
        N_("Upkeep"), "hours a month", N_("How many hours of engineering a month to keep it up?")
    ),
    "other_usd_once": _field(N_("Other, once"), "USD", N_("What else is paid once?")),
    "other_usd_per_month": _field(N_("Other, monthly"), "USD a month", N_("What else is paid each month?")),
    "other_usd_per_request": _field(N_("Other, each time"), "USD a piece of work", N_("What else is paid each time?")),
}

PLAN_FIELDS: Final[dict[str, PlanField]] = SHARED | VARIANT
"""All of them."""
