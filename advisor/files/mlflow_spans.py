"""The model calls among the spans of an MLflow trace: how many, and of which models."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

_USAGE, _MODEL = "mlflow.chat.tokenUsage", "mlflow.llm.model"
"""Attributes of a span that is a model call."""


def may_hold_calls(spans: object) -> bool:
    """Whether spans that are still a text are worth reading."""
    return not isinstance(spans, str) or _USAGE in spans


def model_calls(spans: object) -> list[Mapping[str, Any]]:
    """The attributes of the spans that are model calls, each call once where two libraries traced it."""
    listed = [span for span in spans if isinstance(span, dict)] if isinstance(spans, list) else []
    used = {
        str(span.get("span_id")): str(span.get("parent_span_id", span.get("parent_id")))
        for span in listed
        if _attribute(span, _USAGE)
    }
    return [
        span["attributes"]
        for span in listed
        if (own := str(span.get("span_id"))) in used and used[own] not in used and _attribute(span, _USAGE)
    ]


def models_of(calls: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """The models of these calls, each once, without the quotes of JSON."""
    names = (str(call.get(_MODEL) or "").strip('"') for call in calls)
    return tuple(dict.fromkeys(name for name in names if name))


def _attribute(span: Mapping[str, Any], key: str) -> object:
    attributes = span.get("attributes")
    return attributes.get(key) if isinstance(attributes, dict) else None
