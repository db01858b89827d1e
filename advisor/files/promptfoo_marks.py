"""The marks of one promptfoo row: its named scores, who gave them, and which of them are no quality.

`namedScores` holds one mark per metric. Releases without `namedScoreWeights` add the marks of all assertions of one
metric up, so that two assertions give up to 2: divided by their number it is the mean that newer releases write.
Where the field is missing, the assertions in `gradingResult.componentResults` give the marks.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from advisor.files.score_values import amount, score_value
from advisor.files.without_folders import plain_text, without_folders

BLENDED = frozenset({"score", "success"})
"""`score` mixes all assertions and `success` needs all of them: neither is accuracy."""

UNNAMED_JUDGE = "judge"
"""A model that graded and that the file does not name."""

_JUDGED = re.compile(
    r"rubric|g-eval|factuality|closedqa|model-graded|relevance|faithfulness|context-recall|select-best|^pi$"
    r"|goal-success|redteam"
)
_NO_QUALITY = ("latency", "cost", "perplexity")


@dataclass(frozen=True, slots=True)
class Assertions:
    """What the assertions of a row tell about its marks; the same for all rows that share them."""

    graders: Mapping[str, str]
    """Score name -> `code`, `human` or the judge's model."""
    times: Mapping[str, int]
    """Metric -> how many assertions it has."""
    no_quality: frozenset[str]
    """The metrics that measure latency or cost."""


class AssertionKinds:
    """The `Assertions` of rows, worked out once for all rows whose assertions are of the same kinds."""

    def __init__(self, judge: str | None) -> None:
        """`judge` is the model that the file sets for all tests."""
        self._judge = judge
        self._known: dict[tuple[tuple[str | None, str | None, str | None], ...], Assertions] = {}

    @property
    def no_quality(self) -> frozenset[str]:
        """The metrics of all rows so far that measure latency or cost."""
        return frozenset().union(*(known.no_quality for known in self._known.values()))

    @property
    def types(self) -> tuple[str, ...]:
        """What kinds of check were made of all rows so far, as promptfoo names them."""
        told = {kind for kinds in self._known for kind, *_ in kinds if isinstance(kind, str)}
        return tuple(sorted(plain_text(kind) for kind in told))

    def of(self, row: Mapping[str, object]) -> Assertions:
        """What the row's assertions tell."""
        kinds = tuple(
            (_plain(assertion.get("type")), _plain(assertion.get("metric")), provider_name(assertion.get("provider")))
            for _, assertion in _assertions(row.get("gradingResult"))
        )
        found = self._known.get(kinds)
        if found is None:
            found = self._known[kinds] = self._told(kinds)
        return found

    def _told(self, kinds: tuple[tuple[str | None, str | None, str | None], ...]) -> Assertions:
        graders: dict[str, set[str]] = defaultdict(set)
        for kind, metric, provider in kinds:
            for name in (plain_text(metric),) if metric else BLENDED:
                graders[name].add(self._grader(kind, provider))
        return Assertions(
            {name: " + ".join(sorted(found)) for name, found in graders.items()},
            Counter(plain_text(metric) for _, metric, _ in kinds if metric),
            frozenset(plain_text(metric) for kind, metric, _ in kinds if metric and kind in _NO_QUALITY),
        )

    def _grader(self, kind: str | None, provider: str | None) -> str:
        if kind is None or not _JUDGED.search(kind):
            return "human" if kind == "human" else "code"
        return provider or self._judge or UNNAMED_JUDGE


def read_marks(row: Mapping[str, object], assertions: Assertions) -> dict[str, float]:
    """Score name -> mark, with `score` and `success`; ValueError for a mark that is none."""
    grading = row.get("gradingResult")
    grading = grading if isinstance(grading, dict) else {}
    named = row.get("namedScores") or grading.get("namedScores")
    if isinstance(named, dict) and named:
        marks = {plain_text(str(name)): score_value(value) for name, value in named.items()}
        if not isinstance(grading.get("namedScoreWeights"), dict):
            for name, times in assertions.times.items():
                mark = marks.get(name) if times > 1 else None
                if mark is not None:
                    marks[name] = mark / times
    else:
        marks = _marks_of_assertions(grading)
    for name in ("score", "success"):
        if name not in marks:
            marks[name] = score_value(row.get(name))
    return {name: mark for name, mark in marks.items() if mark is not None}


def _marks_of_assertions(grading: Mapping[str, Any]) -> dict[str, float | None]:
    """The weighted mean per metric."""
    sums: dict[str, list[float]] = {}
    for component, assertion in _assertions(grading):
        metric, mark = _plain(assertion.get("metric")), score_value(component.get("score"))
        if metric and mark is not None:
            weight = amount(assertion.get("weight"))
            total = sums.setdefault(plain_text(metric), [0.0, 0.0])
            total[0] += mark * (1 if weight is None else weight)
            total[1] += 1 if weight is None else weight
    return {metric: mark / weight for metric, (mark, weight) in sums.items() if weight}


def _assertions(grading: object) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Each result of an assertion with the assertion itself."""
    components = grading.get("componentResults") if isinstance(grading, dict) else None
    for component in components if isinstance(components, list) else ():
        assertion = component.get("assertion") if isinstance(component, dict) else None
        if isinstance(assertion, dict):
            yield component, assertion


def _plain(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def provider_name(provider: object) -> str | None:
    """The label or id of a provider, however a configuration writes it."""
    if provider is None:
        return None
    if isinstance(provider, dict):
        text = provider.get("text")
        provider = provider.get("label") or provider.get("id") or (provider_name(text) if text else None)
    return plain_text(without_folders(provider)) if isinstance(provider, str) and provider else None
