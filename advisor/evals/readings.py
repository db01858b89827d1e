"""One score as the analysis sees it: its variants in order, and both readings of their items.

`left_out` leaves failed calls out, `as_zero` counts them as 0; where none failed the two are the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from advisor.evals.approach_names import has_examples
from advisor.evals.clusters import ClusterTotals, Totals
from advisor.evals.eval_set import EvalSet
from advisor.evals.item_table import ItemTable
from advisor.evals.marks import Marks, VariantMarks
from advisor.schema.evidence import Place, ScoreKind
from advisor.schema.words import APPROACHES


@dataclass(frozen=True, slots=True)
class Reading:
    """The items of all variants, read in one way."""

    marks: Marks
    clusters: ClusterTotals | None

    def own_clusters(self, k: int) -> Totals | None:
        """The clusters of one variant."""
        return self.clusters.variants[k] if self.clusters else None


@dataclass(frozen=True, slots=True)
class Variant:
    """One variant that has the score."""

    name: str
    place: Place | None
    k: int
    """Its number in both readings."""
    rows: int
    """On the items that have to do with this score."""
    scored_rows: int
    failed_rows: int
    items: int
    """Items it was run on, scored or not."""
    epochs: int
    own: VariantMarks
    as_zero: VariantMarks
    cost: float | None
    """US dollars a request, where the results tell."""


@dataclass(frozen=True, slots=True)
class Scored:
    """One score of an eval set; `variants` from the simplest on."""

    score: str
    kind: ScoreKind
    variants: tuple[Variant, ...]
    left_out: Reading
    as_zero: Reading
    table: ItemTable

    @property
    def readings(self) -> tuple[Reading, ...]:
        """One reading where no call failed, else both."""
        return (self.left_out, self.as_zero) if self.table.has_failures else (self.left_out,)

    @property
    def in_points(self) -> bool:
        """Whether marks lie in [0, 1], so that a difference is told in points of a hundred."""
        return all(own.own.low >= 0 and own.own.high <= 1 for own in self.variants)

    @property
    def places(self) -> Mapping[str, Place | None]:
        """Where each variant belongs."""
        return {own.name: own.place for own in self.variants}


def simplicity(place: Place | None) -> int:
    """Rank of a place, the simplest first: baseline, the approaches, then what has no place."""
    if place == "baseline":
        return -1
    return len(APPROACHES) if place is None else APPROACHES.index(place)


def read_score(evals: EvalSet, score: str) -> Scored:
    """The variants and readings of one score."""
    with evals.lock:
        return _read_score(evals, score)


def _read_score(evals: EvalSet, score: str) -> Scored:
    totals, table = evals.totals, evals.table.items(score)
    left_out = Reading(table.marks, table.clusters)
    as_zero = Reading(table.marks_with_failures_as_zero, table.clusters_with_failures_as_zero)
    presence, counts = table.presence
    variants = []
    for k, name in enumerate(table.variants):
        own, zeroed, total = left_out.marks.variants[k], as_zero.marks.variants[k], totals[name]
        if own is None or zeroed is None:
            continue
        variants.append(
            Variant(
                name=name,
                place=evals.approaches.get(name),
                k=k,
                rows=int((presence[:, k] * counts).sum()),
                scored_rows=total.scored[score].rows,
                failed_rows=total.failed,
                items=int(counts[presence[:, k] > 0].sum()),
                epochs=int(presence[:, k].max()),
                own=own,
                as_zero=zeroed,
                cost=total.cost_per_request_usd,
            )
        )
    variants.sort(key=_order)
    return Scored(score, score_kind(evals, score), tuple(variants), left_out, as_zero, table)


def score_kind(evals: EvalSet, score: str) -> ScoreKind:
    """`pass/fail` when every mark of every variant is 0 or 1, else `graded`."""
    return "pass/fail" if all(own.scored[score].is_pass_fail for own in evals.totals.values()) else "graded"


def _order(own: Variant) -> tuple[int, bool, float, str]:
    """The simpler approach first, then a prompt without examples, then the cheaper variant, then by name."""
    has_shots = own.place == "prompting" and has_examples(own.name)
    return simplicity(own.place), has_shots, float("inf") if own.cost is None else own.cost, own.name
