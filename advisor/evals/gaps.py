"""Which variants miss too many answers to be judged.

A variant whose calls failed, or that lacks items which the variants beside it answered, may look better or
worse than it is: above 5 % its verdicts stay open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from advisor.evals.readings import Scored

MOST_MISSING = 0.05
"""The share of failed or missing answers up to which a variant is still judged."""


@dataclass(frozen=True, slots=True)
class Gap:
    """What one variant lacks, as a sentence part: `3 of 40 answers failed`."""

    variant: str
    words: str


def find_gaps(scored: Scored) -> Mapping[str, Gap]:
    """The variants that lack more than MOST_MISSING, by name.

    An item is missing when a variant that shares items with this one answered it; a variant that was run on other items
    altogether lacks nothing.
    """
    rows, counts = scored.table.presence
    there = rows > 0
    shared = (there * counts[:, None]).T @ there > 0
    gaps: dict[str, Gap] = {}
    for own in scored.variants:
        planned = int(counts[there[:, shared[own.k]].any(axis=1)].sum())
        absent = planned - own.items
        lost = own.rows - own.scored_rows
        unscored = lost - own.failed_rows
        parts = []
        if own.failed_rows > MOST_MISSING * own.rows:
            parts.append(f"{own.failed_rows:,} of {own.rows:,} calls failed")
        if unscored > MOST_MISSING * own.rows:
            parts.append(f"{unscored:,} of {own.rows:,} rows have no score")
        if absent > MOST_MISSING * planned:
            parts.append(f"{absent:,} of {planned:,} items are missing")
        if not parts and lost / own.rows + absent / planned > MOST_MISSING:
            parts.append(f"{lost:,} of {own.rows:,} rows have no score and {absent:,} of {planned:,} items are missing")
        if parts:
            gaps[own.name] = Gap(own.name, " and ".join(parts))
    return gaps
