"""One value per item for each variant and score: repeats are averaged before anything is counted.

n is always the number of items. A failed call is left out of the mean; the reading "if failed = 0" is kept
beside it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from advisor.evals.samples import EvalSet, Sample
from advisor.schema.evidence import Place, ScoreKind
from advisor.stats.standard_error import mean


@dataclass(frozen=True, slots=True)
class VariantScores:
    """One score of one variant, item by item; items in sorted order."""

    variant: str
    place: Place | None
    rows: int
    scored_rows: int
    failed_rows: int
    items: frozenset[str]
    """All items that were run, scored or not."""
    means: Mapping[str, float]
    """Item -> mean over the repeats that have a score."""
    failed_as_zero: Mapping[str, float]
    """The same with every failed call counted as 0."""

    @property
    def values(self) -> list[float]:
        """The item means, in the order of the items."""
        return list(self.means.values())


def variant_scores(samples: Iterable[Sample], variant: str, place: Place | None, score: str) -> VariantScores:
    """The item means of one score from the rows of one variant."""
    kept: dict[str, list[float]] = defaultdict(list)
    zeroed: dict[str, list[float]] = defaultdict(list)
    items: set[str] = set()
    rows = failed = 0
    for sample in samples:
        rows += 1
        items.add(sample.item)
        if sample.failed:
            failed += 1
            zeroed[sample.item].append(0.0)
        elif score in sample.scores:
            kept[sample.item].append(sample.scores[score])
            zeroed[sample.item].append(sample.scores[score])
    return VariantScores(
        variant=variant,
        place=place,
        rows=rows,
        scored_rows=sum(len(values) for values in kept.values()),
        failed_rows=failed,
        items=frozenset(items),
        means={item: mean(kept[item]) for item in sorted(kept)},
        failed_as_zero={item: mean(zeroed[item]) for item in sorted(zeroed)},
    )


def score_kind(evals: EvalSet, score: str) -> ScoreKind:
    """`pass/fail` when every mark of every variant is 0 or 1, else `graded`."""
    marks = {sample.scores[score] for sample in evals.samples if score in sample.scores}
    return "pass/fail" if marks <= {0.0, 1.0} else "graded"


def by_variant(samples: Iterable[Sample]) -> dict[str, list[Sample]]:
    """The rows of each variant, variants sorted by name."""
    groups: dict[str, list[Sample]] = defaultdict(list)
    for sample in samples:
        groups[sample.variant].append(sample)
    return {variant: groups[variant] for variant in sorted(groups)}
