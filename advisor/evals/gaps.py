"""Which variants miss too many answers to be judged.

A variant whose calls failed, or that lacks items which the variants beside it answered, may look better or
worse than it is: above 5 % its verdicts stay open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from advisor.evals.readings import Scored
from advisor.language import _, listed

MOST_MISSING = 0.05
"""The share of failed or missing answers up to which a variant is still judged."""


@dataclass(frozen=True, slots=True)
class Gap:
    """What one variant lacks, as a sentence part: `3 of 40 answers failed`."""

    variant: str
    words: str

    @property
    def of_variant(self) -> str:
        """`3 of 40 calls failed for rag`."""
        return _("{gap} for `{variant}`", gap=self.words, variant=self.variant)


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
            parts.append(_("{n} of {total} calls failed", n=f"{own.failed_rows:,}", total=f"{own.rows:,}"))
        if unscored > MOST_MISSING * own.rows:
            parts.append(_unscored(unscored, own.rows))
        if absent > MOST_MISSING * planned:
            parts.append(_absent(absent, planned))
        if not parts and lost / own.rows + absent / planned > MOST_MISSING:
            parts += [_unscored(lost, own.rows), _absent(absent, planned)]
        if parts:
            gaps[own.name] = Gap(own.name, listed(parts))
    return gaps


def _unscored(n: int, total: int) -> str:
    return _("{n} of {total} rows have no score", n=f"{n:,}", total=f"{total:,}")


def _absent(n: int, total: int) -> str:
    return _("{n} of {total} items are missing", n=f"{n:,}", total=f"{total:,}")
