"""One row of a samples file of lm-eval: its metrics, what was asked and what was answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def metrics_of(row: Mapping[str, Any]) -> list[str]:
    """The metrics of a row: those it names, in old releases whatever is no other field."""
    named = row.get("metrics")
    if isinstance(named, list):
        found = [str(name) for name in named]
    else:
        known = {"doc_id", "doc", "target", "arguments", "resps", "filtered_resps", "filter"}
        words = [key for key, value in row.items() if isinstance(value, str | dict)]
        found = [key for key in row if key not in {*known, *words}]
    return [name for name in found if name != "bypass"]


def question_of(row: Mapping[str, Any]) -> object:
    """The prompt: the first argument of the first request, in either release's shape."""
    arguments = row.get("arguments")
    while isinstance(arguments, dict | list) and arguments:
        arguments = next(iter(arguments.values())) if isinstance(arguments, dict) else arguments[0]
    return arguments


def answer_of(row: Mapping[str, Any]) -> object:
    """What the filter left of the answers: the one, or all of them."""
    answers = row.get("filtered_resps")
    return answers[0] if isinstance(answers, list) and len(answers) == 1 else answers
