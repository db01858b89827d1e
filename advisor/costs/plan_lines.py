"""The line of a cost plan that answers a question, with capitals where the answer goes."""

from __future__ import annotations

from typing import Final

_LINES: Final = {
    "approach": "approach: APPROACH",
    "model": "model: PROVIDER:MODEL",
    "embedding_model": "embedding_model: PROVIDER:MODEL",
    "retrain_every_months": "retrain_every_months: MONTHS",
    "base_model_ends": "base_model_ends: YYYY-MM-DD",
    "volume": "volume: [LOW, LIKELY, HIGH]",
}


def plan_line(field: str) -> str:
    """Such as `engineering_hours: [LOW, LIKELY, HIGH]`; as it stands it is no legal plan, so that none is left."""
    return _LINES.get(field, f"{field}: [LOW, LIKELY, HIGH]")
