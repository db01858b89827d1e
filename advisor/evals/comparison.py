"""Every two variants side by side, on the items that both scored.

`a` is the less simple of the two (baseline, then the approaches in their order, then the unplaced), so
`difference` is what the extra effort brings. A verdict needs both readings to agree, failed calls left out and
failed calls counted as 0, and neither variant may lack more than 5 % of its answers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from advisor.evals.gaps import Gap
from advisor.evals.item_scores import VariantScores
from advisor.evals.paired_estimate import PairedEstimate, estimate_pair
from advisor.evals.sentences import pair_sentence
from advisor.schema.evidence import PairedDifference, PairVerdict, Place, ScoreKind
from advisor.schema.words import APPROACHES

Relation = Literal["worse", "not_settled", "close", "better"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A paired difference with what the facts need: both readings, and whether a gap forbids a verdict."""

    pair: PairedDifference
    readings: tuple[PairedEstimate, ...]
    blocked: bool

    def relation(self, margin: float) -> Relation:
        """What `a` is to `b`: better, worse by more than the margin, close, or not settled."""
        found = {_relation(reading, margin) for reading in self.readings}
        return found.pop() if len(found) == 1 and not self.blocked else "not_settled"


def compare_variants(
    scores: Sequence[VariantScores], gaps: Mapping[str, Gap], score: str, kind: ScoreKind, margin: float
) -> tuple[dict[tuple[str, str], Comparison], list[str]]:
    """All pairs by (a, b), and a note for each pair that shares no item."""
    comparisons: dict[tuple[str, str], Comparison] = {}
    notes: list[str] = []
    ordered = sorted(scores, key=lambda own: (simplicity(own.place), own.variant))
    in_points = all(0 <= value <= 1 for own in scores for value in own.means.values())
    for b, a in combinations(ordered, 2):
        found = estimate_pair(a.means, b.means, kind)
        if found is None:
            notes.append(
                f"`{a.variant}` and `{b.variant}` share no item, so they cannot be compared:"
                " run both on the same items."
            )
            continue
        comparisons[a.variant, b.variant] = _compare(a, b, found, gaps, score, kind, margin, in_points)
    return comparisons, notes


def simplicity(place: Place | None) -> int:
    """Rank of a place, the simplest first: baseline, the approaches, then what has no place."""
    if place == "baseline":
        return -1
    return len(APPROACHES) if place is None else APPROACHES.index(place)


def _compare(
    a: VariantScores,
    b: VariantScores,
    found: PairedEstimate,
    gaps: Mapping[str, Gap],
    score: str,
    kind: ScoreKind,
    margin: float,
    in_points: bool,
) -> Comparison:
    readings = [found]
    if a.failed_rows or b.failed_rows:
        zeroed = estimate_pair(a.failed_as_zero, b.failed_as_zero, kind)
        readings += [zeroed] if zeroed else []
    verdicts = {_verdict(reading, margin) for reading in readings}
    lacking = [gaps[own.variant] for own in (a, b) if own.variant in gaps]
    held_back = " and ".join(f"{gap.words} for `{gap.variant}`" for gap in lacking)
    if not lacking and len(verdicts) > 1:
        held_back = "it reads differently when failed calls count as 0"
    verdict: PairVerdict = "not settled" if held_back else verdicts.pop()
    return Comparison(
        pair=PairedDifference(
            a=a.variant,
            b=b.variant,
            score=score,
            n_shared=found.n,
            n_dropped=len(a.items | b.items) - found.n,
            difference=found.difference,
            interval95=found.interval95,
            interval90=found.interval90,
            p_value=found.p_value,
            p_method=found.p_method,
            verdict=verdict,
            sentence=pair_sentence(a.variant, b.variant, found, verdict, margin, in_points, held_back),
        ),
        readings=tuple(readings),
        blocked=bool(lacking),
    )


def _verdict(found: PairedEstimate, margin: float) -> PairVerdict:
    if found.interval95 is None or found.interval90 is None:
        return "not settled"
    if found.interval95.low > 0:
        return "a better"
    if found.interval95.high < 0:
        return "b better"
    return "within margin" if _inside(found, margin) else "not settled"


def _relation(found: PairedEstimate, margin: float) -> Relation:
    if found.interval95 is None or found.interval90 is None:
        return "not_settled"
    if found.interval95.low > 0:
        return "better"
    if found.interval90.high < -margin:
        return "worse"
    return "close" if _inside(found, margin) else "not_settled"


def _inside(found: PairedEstimate, margin: float) -> bool:
    """Whether the 90 % interval lies within the margin: two one-sided tests at 5 %."""
    bounds = found.interval90
    return bounds is not None and -margin <= bounds.low and bounds.high <= margin
