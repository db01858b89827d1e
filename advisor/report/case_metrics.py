"""The published figures of a case, metric by metric: what was measured alike stands together, nothing else does."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

from advisor.language import N_, _, run_on
from advisor.report.case_entries import NOT_STATED
from advisor.report.words import strung
from advisor.schema.cases import Case, TriedApproach
from advisor.schema.words import Approach, approach_title

DOUBT: Final = N_("as published; no interval given")
"""What is known of the uncertainty of a published figure."""


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """One number that a source gives for one system."""

    system: str
    approach: Approach
    base_model: str | None
    value: float


@dataclass(frozen=True, slots=True)
class PublishedMetric:
    """All systems of a case for which the same metric was published, in the order of the record."""

    name: str
    higher_is_better: bool
    figures: tuple[PublishedFigure, ...]

    @property
    def title(self) -> str:
        """The name, which has the unit as published, and the direction where less is better."""
        return self.name if self.higher_is_better else _("{metric} (lower is better)", metric=self.name)


def published_metrics(case: Case) -> tuple[PublishedMetric, ...]:
    """The metrics of a case: those of several systems first, since only they compare anything."""
    labels = _labels(case.approaches)
    names: dict[tuple[str, bool], str] = {}
    found: dict[tuple[str, bool], list[PublishedFigure]] = {}
    for each, label in zip(case.approaches, labels, strict=True):
        for metric in each.metrics:
            key = metric.name.casefold(), metric.higher_is_better
            names.setdefault(key, metric.name)
            found.setdefault(key, []).append(PublishedFigure(label, each.approach, each.base_model, metric.value))
    metrics = [PublishedMetric(names[key], key[1], tuple(figures)) for key, figures in found.items()]
    return tuple(sorted(metrics, key=lambda metric: len(metric.figures) == 1))


def model_words(base_model: str) -> str:
    """A base model as the record names it; where the source names none, that in the language spoken."""
    return _("base model not stated") if base_model == NOT_STATED else base_model


def metrics_in_words(metrics: tuple[PublishedMetric, ...]) -> str:
    """The figures in one paragraph, for a screen reader."""
    parts = [
        _("{metric}: {figures}.", metric=metric.title, figures=strung(_in_words(each) for each in metric.figures))
        for metric in metrics
    ]
    return run_on(_("Published figures."), *parts, _("All {doubt}.", doubt=_(DOUBT)))


def _in_words(each: PublishedFigure) -> str:
    return _(
        "{system} ({approach}) {value}",
        system=each.system,
        approach=approach_title(each.approach),
        value=f"{each.value:g}",
    )


def _labels(systems: tuple[TriedApproach, ...]) -> list[str]:
    """A name for each system; where two share one, the base model tells them apart."""
    many = Counter(each.label for each in systems)
    return [
        f"{each.label} ({model_words(each.base_model)})" if many[each.label] > 1 and each.base_model else each.label
        for each in systems
    ]
