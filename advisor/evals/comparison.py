"""Every two variants side by side, on the items that both scored.

`a` is the less simple of the two (baseline, then the approaches in their order, then the unplaced), so
`difference` is what the extra effort brings. A verdict needs both readings to agree, failed calls left out and
failed calls counted as 0, and neither variant may lack more than 5 % of its answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from advisor.evals.gaps import Gap
from advisor.evals.paired_estimate import PairedEstimate, estimate_pair
from advisor.evals.readings import Reading, Scored, Variant
from advisor.evals.sentences import pair_sentence
from advisor.language import _, listed
from advisor.schema.evidence import PairedDifference, PairVerdict, ScoreKind

Relation = Literal["worse", "not_settled", "close", "better"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A paired difference with what the verdicts need: both readings, and why a verdict is held back."""

    pair: PairedDifference
    readings: tuple[PairedEstimate, ...]
    blocked: bool
    """A gap forbids a verdict, a red eval, or too many looks."""

    @property
    def main(self) -> PairedEstimate:
        """The reading that leaves failed calls out."""
        return self.readings[0]

    def relation(self, margin: float) -> Relation:
        """What `a` is to `b`: worse by more than the margin, within the margin, better, or not settled."""
        found = {_relation(reading, margin) for reading in self.readings}
        return found.pop() if len(found) == 1 and not self.blocked else "not_settled"


Comparisons = Mapping[tuple[str, str], Comparison]
"""By (a, b): the names of the less simple and of the simpler variant."""


PEEKS = 3
"""Looks at the same items after which only a 99 % interval shows that one is better."""


def compare_variants(
    scored: Scored, gaps: Mapping[str, Gap], margin: float, held_back: str | None = None, looks: int | None = None
) -> tuple[Comparisons, list[str]]:
    """All pairs by (a, b), and a note for each pair that shares no item.

    `held_back` keeps every verdict open; `looks` is how often these items were looked at so far, where it was counted.
    """
    comparisons: dict[tuple[str, str], Comparison] = {}
    notes: list[str] = []
    for b, a in combinations(scored.variants, 2):
        found = _estimate(scored.left_out, a, b, scored.kind)
        if found is None:
            notes.append(
                _(
                    "`{a}` and `{b}` share no item, so they cannot be compared: run both on the same items.",
                    a=a.name,
                    b=b.name,
                )
            )
            continue
        readings = [found]
        if a.failed_rows or b.failed_rows:
            zeroed = _estimate(scored.as_zero, a, b, scored.kind)
            readings += [zeroed] if zeroed else []
        comparisons[a.name, b.name] = _compare(scored, a, b, readings, gaps, margin, held_back, looks or 0)
    return comparisons, notes


def _estimate(reading: Reading, a: Variant, b: Variant, kind: ScoreKind) -> PairedEstimate | None:
    pair = reading.marks.pair(a.k, b.k)
    clusters = reading.clusters.pair(a.k, b.k) if reading.clusters else None
    return estimate_pair(pair, kind, clusters) if pair else None


def _compare(
    scored: Scored,
    a: Variant,
    b: Variant,
    readings: list[PairedEstimate],
    gaps: Mapping[str, Gap],
    margin: float,
    red: str | None,
    looks: int,
) -> Comparison:
    found = readings[0]
    verdicts = {_verdict(reading, margin) for reading in readings}
    lacking = [gaps[own.name] for own in (a, b) if own.name in gaps]
    held_back = listed([gap.of_variant for gap in lacking])
    if not lacking and len(verdicts) > 1:
        held_back = _("it reads differently when failed calls count as 0")
    is_peeked = looks > PEEKS and not held_back and not all(_holds_at_99(reading, margin) for reading in readings)
    if is_peeked:
        held_back = _("these items were looked at {n} times and the 99 % interval does not clear 0", n=f"{looks:,}")
    if red:
        held_back = red
    verdict: PairVerdict = "not settled" if held_back else verdicts.pop()
    presence, counts = scored.table.presence
    either = int(counts[(presence[:, a.k] > 0) | (presence[:, b.k] > 0)].sum())
    return Comparison(
        pair=PairedDifference(
            a=a.name,
            b=b.name,
            score=scored.score,
            n_shared=found.n,
            n_dropped=either - found.n,
            difference=found.difference,
            interval95=found.interval95,
            interval90=found.interval90,
            p_value=found.p_value,
            p_method=found.p_method,
            verdict=verdict,
            sentence=pair_sentence(a.name, b.name, found, verdict, margin, scored.in_points, held_back),
        ),
        readings=tuple(readings),
        blocked=bool(lacking or red or is_peeked),
    )


def _verdict(found: PairedEstimate, margin: float) -> PairVerdict:
    if found.interval95 is None or found.interval90 is None:
        return "not settled"
    if found.interval95.low > 0:
        return "a better"
    if found.interval95.high < 0:
        return "b better"
    return "within margin" if _inside(found, margin) else "not settled"


def _holds_at_99(found: PairedEstimate, margin: float) -> bool:
    """Whether one that is better at 95 % is so at 99 % too."""
    verdict = _verdict(found, margin)
    if verdict not in ("a better", "b better"):
        return True
    low = (found if verdict == "a better" else found.mirrored).low_at(0.99)
    return low is not None and low > 0


def _relation(found: PairedEstimate, margin: float) -> Relation:
    if found.interval95 is None or found.interval90 is None:
        return "not_settled"
    if found.interval90.high < -margin:
        return "worse"
    if _inside(found, margin):  # better, but by less than what matters: the simpler one is good enough
        return "close"
    return "better" if found.interval95.low > 0 else "not_settled"


def _inside(found: PairedEstimate, margin: float) -> bool:
    """Whether the 90 % interval lies within the margin: two one-sided tests at 5 %."""
    bounds = found.interval90
    return bounds is not None and -margin <= bounds.low and bounds.high <= margin
