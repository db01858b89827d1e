"""The test cases of DeepEval: their items, their metrics, and the variants that one run may hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from advisor.files.score_values import label

CASE_LISTS = ("testCases", "test_cases", "test_results", "conversationalTestCases", "conversational_test_cases")
"""Where a run keeps its cases, in this release and older ones."""
_METRICS = ("metricsData", "metrics_data", "metricsMetadata", "metrics_metadata")
_ITEM_KEYS = ("item", "item_id", "id", "case_id")
_VARIANT_KEYS = ("variant", "approach", "system")


def item_names(cases: Sequence[Mapping[str, Any]]) -> list[str]:
    """An item key in the metadata of every case, else the name when it tells inputs apart, else the input itself."""
    for key in _ITEM_KEYS:
        values = [text_of(_metadata(case).get(key)) for case in cases]
        if all(values):
            return values
    names = [text_of(case.get("name")) for case in cases]
    inputs = [text_of(case.get("input")) or text_of(case.get("scenario")) for case in cases]
    pairs = set(zip(names, inputs, strict=True))
    # DeepEval calls a case without a name `test_case_0`: the place in the list, which is another item elsewhere.
    numbered = all(name.startswith(("test_case_", "conversational_test_case_")) for name in names)
    if all(names) and len(pairs) == len(set(names)) and not numbered:
        return names
    return [asked or name or f"case {place}" for place, (asked, name) in enumerate(zip(inputs, names, strict=True), 1)]


def own_variants(cases: Sequence[Mapping[str, Any]]) -> list[str | None]:
    """The variant of each case where one run holds several; None where the run is the variant."""
    for key in _VARIANT_KEYS:
        told = [text_of(_metadata(case).get(key)) for case in cases]
        if all(told) and len(set(told)) > 1:
            return list(told)
    tags = [case.get("tags") for case in cases]
    single = [text_of(tag[0]) if isinstance(tag, list) and len(tag) == 1 else "" for tag in tags]
    inputs = {text_of(case.get("input")) for case in cases}
    # A tag is a variant when the same questions stand under every tag; else it is a kind of question.
    if all(single) and len(set(single)) > 1:
        asked: dict[str, set[str]] = defaultdict(set)
        for case, tag in zip(cases, single, strict=True):
            asked[tag].add(text_of(case.get("input")))
        if all(len(found) * 2 > len(inputs) for found in asked.values()):
            return list(single)
    return [None] * len(cases)


def metrics_of(case: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The metrics of a case that have a name."""
    found: list[Any] = next((case[key] for key in _METRICS if isinstance(case.get(key), list)), [])
    return [metric for metric in found if isinstance(metric, dict) and metric_name(metric)]


def passed(metric: Mapping[str, Any]) -> float | None:
    """A metric without a score as 1 or 0, when it was judged at all."""
    judged = not metric.get("error") and not metric.get("skipped")
    return float(metric["success"]) if judged and isinstance(metric.get("success"), bool) else None


def lower_is_better(cases: Sequence[Mapping[str, Any]]) -> frozenset[str]:
    """The metrics that pass below their threshold (bias, toxicity, hallucination), as their own verdicts show."""
    below: dict[str, set[bool]] = defaultdict(set)
    for metric in (metric for case in cases for metric in metrics_of(case)):
        score, threshold, passes = metric.get("score"), metric.get("threshold"), metric.get("success")
        if not isinstance(passes, bool) or not isinstance(score, int | float) or not isinstance(threshold, int | float):
            continue
        if score != threshold and not metric.get("error"):
            below[metric_name(metric)].add((score < threshold) == passes)
    return frozenset(name for name, told in below.items() if told == {True})


def metric_name(metric: Mapping[str, Any]) -> str:
    """What the metric is called, in this release or an older one."""
    return text_of(metric.get("name") or metric.get("metric"))


def _metadata(case: Mapping[str, Any]) -> Mapping[str, Any]:
    found = first_of(case, "metadata", "additionalMetadata", "additional_metadata")
    return found if isinstance(found, dict) else {}


def first_of(values: Mapping[str, Any], *names: str) -> Any:
    """The first of these fields that says something."""
    return next((values[name] for name in names if values.get(name) is not None), None)


def text_of(value: object) -> str:
    """A text or number as text; empty for anything else."""
    return label(value) if isinstance(value, str | int | float) else ""


def is_case_list(value: object) -> bool:
    """Whether these are test cases and not rows of something else."""
    cases = [case for case in value if isinstance(case, dict)] if isinstance(value, list) else []
    return any(key in case for case in cases for key in _METRICS)
