"""The marks of one promptfoo row: its named scores, who gave them, and which of them are no quality.

`namedScores` holds one mark per metric. Releases without `namedScoreWeights` add the marks of all assertions of one
metric up, so that two assertions give up to 2: divided by their number it is the mean that newer releases write.
Where the field is missing, the assertions in `gradingResult.componentResults` give the marks.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from advisor.files.score_values import amount, score_value
from advisor.files.without_folders import without_folders

BLENDED = frozenset({"score", "success"})
"""`score` mixes all assertions and `success` needs all of them: neither is accuracy."""

UNNAMED_JUDGE = "judge"
"""A model that graded and that the file does not name."""

_JUDGED = re.compile(
    r"rubric|g-eval|factuality|closedqa|model-graded|relevance|faithfulness|context-recall|select-best|^pi$"
    r"|goal-success|redteam"
)
_NO_QUALITY = ("latency", "cost", "perplexity")


def read_marks(row: Mapping[str, object]) -> dict[str, float]:
    """Score name -> mark, with `score` and `success`; ValueError for a mark that is none."""
    grading = row.get("gradingResult")
    grading = grading if isinstance(grading, dict) else {}
    named = row.get("namedScores") or grading.get("namedScores")
    if isinstance(named, dict) and named:
        marks = {str(name): score_value(value) for name, value in named.items()}
        if not isinstance(grading.get("namedScoreWeights"), dict):
            for name, times in _metrics(grading).items():
                mark = marks.get(name) if times > 1 else None
                if mark is not None:
                    marks[name] = mark / times
    else:
        marks = _marks_of_assertions(grading)
    for name in ("score", "success"):
        if name not in marks:
            marks[name] = score_value(row.get(name))
    return {name: mark for name, mark in marks.items() if mark is not None}


def read_graders(row: Mapping[str, object], judge: str | None) -> dict[str, str]:
    """Score name -> `code`, `human` or the judge's model; `judge` is the one that the file sets for all tests."""
    found: dict[str, list[str]] = defaultdict(list)
    for _, assertion in _assertions(row.get("gradingResult")):
        metric = assertion.get("metric")
        grader = _grader(assertion, judge)
        for name in (metric,) if isinstance(metric, str) and metric else BLENDED:
            if grader not in found[name]:
                found[name].append(grader)
    return {name: " + ".join(sorted(graders)) for name, graders in found.items()}


def no_quality_metrics(row: Mapping[str, object]) -> set[str]:
    """The metrics of the row that measure latency or cost."""
    return {
        metric
        for _, assertion in _assertions(row.get("gradingResult"))
        if assertion.get("type") in _NO_QUALITY and isinstance(metric := assertion.get("metric"), str)
    }


def _marks_of_assertions(grading: Mapping[str, Any]) -> dict[str, float | None]:
    """The weighted mean per metric."""
    sums: dict[str, list[float]] = {}
    for component, assertion in _assertions(grading):
        metric, mark = assertion.get("metric"), score_value(component.get("score"))
        if isinstance(metric, str) and metric and mark is not None:
            weight = amount(assertion.get("weight"))
            total = sums.setdefault(metric, [0.0, 0.0])
            total[0] += mark * (1 if weight is None else weight)
            total[1] += 1 if weight is None else weight
    return {metric: mark / weight for metric, (mark, weight) in sums.items() if weight}


def _metrics(grading: Mapping[str, Any]) -> Counter[str]:
    """How many assertions each metric has."""
    found = (assertion.get("metric") for _, assertion in _assertions(grading))
    return Counter(metric for metric in found if isinstance(metric, str))


def _assertions(grading: object) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Each result of an assertion with the assertion itself."""
    components = grading.get("componentResults") if isinstance(grading, dict) else None
    for component in components if isinstance(components, list) else ():
        assertion = component.get("assertion") if isinstance(component, dict) else None
        if isinstance(assertion, dict):
            yield component, assertion


def _grader(assertion: Mapping[str, Any], judge: str | None) -> str:
    kind = assertion.get("type")
    if not isinstance(kind, str) or not _JUDGED.search(kind):
        return "human" if kind == "human" else "code"
    return provider_name(assertion.get("provider")) or judge or UNNAMED_JUDGE


def provider_name(provider: object) -> str | None:
    """The label or id of a provider, however a configuration writes it."""
    if isinstance(provider, dict):
        text = provider.get("text")
        provider = provider.get("label") or provider.get("id") or (provider_name(text) if text else None)
    return without_folders(provider) if isinstance(provider, str) and provider else None
