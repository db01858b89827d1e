"""What the committed logs show, by the advisor's own reader and statistics; nothing here needs the model."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from advisor import compare, read_evals
from advisor.evals.samples import Sample
from advisor.schema.evidence import Evidence, Interval, PairedDifference
from benchmarks.reproduce.logs import read_told

SPLITS = ("a-test", "a-unseen", "a-changed", "b-test")


@dataclass(frozen=True)
class Split:
    """The logs of one split."""

    name: str
    samples: tuple[Sample, ...]
    told: tuple[dict[str, Any], ...]
    """The metadata of each log."""
    evidence: Evidence
    """By the score `right`, over all questions."""
    by_seed: dict[str, list[float]] = field(default_factory=dict)
    """The share that is right by seed, of variants that were trained more than once."""

    def shares(self, score: str, segment: str | None = None) -> dict[str, tuple[int, float, Interval | None]]:
        """Variant -> questions, share and 95 % interval, of all questions or of a segment."""
        found = self.evidence if (score, segment) == ("right", None) else self.compared(score, segment)
        return {
            own.variant: (own.scores[score].n, own.scores[score].mean, own.scores[score].interval)
            for own in found.variants
        }

    def compared(self, score: str, segment: str | None = None) -> Evidence:
        """The comparison by another score, or of a segment alone."""
        import pyarrow

        rows = [row for row in self.samples if segment is None or row.segment == segment]
        table = pyarrow.table(
            {
                "variant": [row.variant for row in rows],
                "item": [row.item for row in rows],
                "epoch": [row.epoch for row in rows],
                "cluster": [row.cluster for row in rows],
                score: [row.scores[score] for row in rows],
            }
        )
        return compare(read_evals(table, columns={"score": score}), score=score)

    def difference(self, better: str, than: str, segment: str | None = None) -> PairedDifference | None:
        """Variant minus variant on the same questions; None where one of them is missing."""
        found = self.evidence if segment is None else self.compared("right", segment)
        for pair in found.pairs:
            if (pair.a, pair.b) == (better, than):
                return pair
            if (pair.a, pair.b) == (than, better):
                return mirrored(pair)
        return None

    @property
    def segments(self) -> tuple[str, ...]:
        """The segments of its questions, sorted."""
        return tuple(sorted({row.segment for row in self.samples if row.segment}))

    @property
    def best_prompt(self) -> str | None:
        """The prompt without retrieval that is right most often."""
        means = {v.variant: v.scores["right"].mean for v in self.evidence.variants if v.variant.startswith("prompt")}
        return max(means, key=means.__getitem__) if means else None


def mirrored(pair: PairedDifference) -> PairedDifference:
    """The same difference the other way round."""

    def turned(one: Interval | None) -> Interval | None:
        return one and one.model_copy(update={"low": 0.0 - one.high, "high": 0.0 - one.low})

    return pair.model_copy(
        update={
            "a": pair.b,
            "b": pair.a,
            "difference": 0.0 - pair.difference,
            "interval95": turned(pair.interval95),
            "interval90": turned(pair.interval90),
        }
    )


def read_split(folder: Path) -> Split | None:
    """The findings of a split; None where no log of it is there."""
    files = sorted(folder.glob("*.eval"))
    files = [file for file in files if not file.name.startswith("making-")]
    if not files:
        return None
    read = read_evals(files)
    told = tuple(read_told(file) for file in files)
    return Split(folder.name, read.samples, told, compare(read, score="right"), _by_seed(files, told))


def _by_seed(files: Sequence[Path], told: Sequence[dict[str, Any]]) -> dict[str, list[float]]:
    trained = [each["variant"] for each in told if each.get("seed")]
    several = {variant for variant in trained if trained.count(variant) > 1}
    means: dict[str, list[float]] = {}
    for file, each in zip(files, told, strict=True):
        if each["variant"] in several:
            marks = [sample.scores["right"] for sample in read_evals(file).samples]
            means.setdefault(each["variant"], []).append(statistics.fmean(marks))
    return means
