"""What of a plan is no part of a variant's cost, and what is not given and so not counted: both are said."""

from __future__ import annotations

from typing import Final

from advisor.costs.ingredients import Ingredients
from advisor.language import _
from advisor.schema.cost_plan import VariantPlan

_LOOKING_UP: Final = ("rag", "rag+fine-tuning")
_TUNED: Final = ("fine-tuning", "rag+fine-tuning")
_NO_INPUTS: Final = {
    "approach": None,
    "model": None,
    "embedding_model": _LOOKING_UP,
    "retrain_every_months": _TUNED,
    "base_model_ends": _TUNED,
}
"""Fields that are no input on the sheet, and where they count; None: everywhere."""


def note_leftovers(own: Ingredients) -> None:
    """Adds a note for each of the two, where there is something to say."""
    unused = [name for name in VariantPlan.model_fields if getattr(own.own, name) is not None and _is_unused(own, name)]
    if unused:
        own.notes.append(_("Of your plan {fields} is no part of this variant's cost.", fields=_listed(unused)))
    open_ = [name for name in _optional(own) if name not in own.ids and getattr(own.own, name) is None]
    if open_:
        own.notes.append(_("Not given, so not counted: {fields}.", fields=_listed(open_)))


def _is_unused(own: Ingredients, name: str) -> bool:
    if name in _NO_INPUTS:
        where = _NO_INPUTS[name]
        return where is not None and own.place not in where
    return name not in own.ids


def _optional(own: Ingredients) -> list[str]:
    """What may be left open and then counts nothing."""
    found = ["retry_rate"] if {"output_tokens", "tokens_in"} & own.ids.keys() and not _has_failures(own) else []
    if own.place in _LOOKING_UP:
        found += ["rerank_usd_per_request", "vector_read_usd_per_request"]
    return [*found, *(["upkeep_hours_per_month"] if own.place == "baseline" else ["eval_usd"])]


def _has_failures(own: Ingredients) -> bool:
    """Whether results hold what failed calls cost."""
    return "tokens_in" in own.ids and own.usage is not None and own.usage.failed > own.usage.failed_without_figures


def _listed(names: list[str]) -> str:
    return _(", ").join(f"`{name}`" for name in names)
