"""What a variant costs once, each month, and each time it is trained again."""

from __future__ import annotations

import datetime

from advisor.costs.availability import notices
from advisor.costs.ingredients import Ingredients
from advisor.costs.tokens import ONE, take_written_tokens
from advisor.costs.training import training_months
from advisor.language import _, day

_TRAINING = (
    ("usd_per_training_run",),
    ("training_tokens", "epochs", "usd_per_1m_training_tokens"),
    ("gpu_hours_per_run", "usd_per_gpu_hour"),
)
"""The ways to tell what a run costs."""


def take_fixed_costs(own: Ingredients, start: datetime.date, horizon: int) -> None:
    """Puts down what is paid whatever the volume; asks for what is missing."""
    is_today = own.place == "baseline"
    for name in ("eval_usd", "other_usd_once", "other_usd_per_month"):
        own.take(name)
    for name, kind in (("engineering_hours", "one-off"), ("upkeep_hours_per_month", "monthly")):
        taken = own.take(name) if is_today else own.need(name, kind)  # type: ignore[arg-type]
        if taken and not _is_nothing(own, name):
            own.need("hourly_rate_usd", kind)  # type: ignore[arg-type]
    if own.place in ("rag", "rag+fine-tuning"):
        _take_index(own)
    is_tuned = own.place in ("fine-tuning", "rag+fine-tuning")
    if is_tuned:
        _take_training(own, start, horizon)
    if is_tuned or (own.model == "none" and not is_today and "usd_per_request" not in own.ids):
        own.need("hosting_usd_per_hour", "monthly")
    else:
        own.take("hosting_usd_per_hour")
    if "hosting_usd_per_hour" in own.ids and not _is_nothing(own, "hosting_usd_per_hour"):
        _take_machines(own)


def _is_nothing(own: Ingredients, role: str) -> bool:
    return own.sheet.inputs[own.ids[role]].high == 0


def _take_index(own: Ingredients) -> None:
    own.need("vector_store_usd_per_month", "monthly")
    if own.own.embedding_model == "none":
        return
    own.need("corpus_tokens", "one-off", "monthly")
    own.need("corpus_change_per_month", "monthly")


def _take_training(own: Ingredients, start: datetime.date, horizon: int) -> None:
    if own.need("labels", "one-off") and not _is_nothing(own, "labels"):
        own.need("usd_per_label", "one-off")
        if not own.take("label_overlap"):
            own.assume("label_overlap", ONE, _("People for each label"), "per example", _("one, as nothing says more"))
    ways = [way for way in _TRAINING if any(getattr(own.own, name) is not None for name in way)]
    for name in ways[0] if ways else ("usd_per_training_run",):
        own.need(name, "one-off", "retraining")
    if ways and "training_tokens" in ways[0]:
        own.take("validation_tokens")
    own.need("training_runs", "one-off", "retraining")
    cadence, ends = own.own.retrain_every_months, _end_of_base_model(own, start)
    if cadence is None:
        own.ask("retrain_every_months", "retraining")
    if ends is None:
        own.ask("base_model_ends", "retraining")
    if isinstance(ends, datetime.date) and ends <= start:
        gone = _("Its base model is gone since {day}: name one that is served, and until when.", day=day(ends))
        own.notes.append(gone)
        own.ask("base_model_ends", "retraining")
    shutdowns = [_months_between(start, ends)] if isinstance(ends, datetime.date) and ends > start else []
    own.training_months = training_months(horizon, None if cadence in (None, "never") else cadence, shutdowns)  # type: ignore[arg-type]
    if len(own.training_months) > 1:
        if own.need("retraining_hours", "retraining") and not _is_nothing(own, "retraining_hours"):
            own.need("hourly_rate_usd", "retraining")
        own.notes.append(_("Trained {n} times in {months} months.", n=len(own.training_months), months=horizon))


def _end_of_base_model(own: Ingredients, start: datetime.date) -> datetime.date | str | None:
    if own.own.base_model_ends is not None:
        return own.own.base_model_ends
    if own.model is None or own.model == "none":
        return None
    rows = notices(own.costing.book, own.model, None, start, is_tuned=True)
    days = [row.ends for row in rows if row.ends is not None]
    return min(days, default=None)


def _months_between(start: datetime.date, end: datetime.date) -> int:
    """Whole months, at least 1: a model that ends within the first month is replaced in the second."""
    months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
    return max(1, months)


def _take_machines(own: Ingredients) -> None:
    if not own.take("replicas"):
        own.assume("replicas", ONE, _("Fewest replicas"), "replicas", _("one, as nothing says more"))
    growing = ("tokens_per_second", "utilisation", "peak_factor")
    if own.own.replicas is not None and all(getattr(own.own, name) is None for name in growing):
        fixed = _("The number of replicas is fixed; whether they keep up with the volume was not worked out.")
        own.notes.append(fixed)
        return
    for name in growing:
        own.need(name, "monthly")
    take_written_tokens(own)
