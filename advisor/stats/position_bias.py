"""Does a judge that compares two answers prefer the one it is shown first (or second)?

Each pair is judged in both orders. Consistency is the share of pairs with the same winner twice; among the pairs whose
winner changed with the order, first and second slot are equally likely without bias (exact binomial test, as in the
sign test of Dixon and Mood 1946); the measure is that of Zheng et al. 2023 (arXiv 2306.05685).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scipy.special import bdtr


@dataclass(frozen=True, slots=True)
class PositionBias:
    """Counts of pairs: consistent wins of A and B, winner always in the first or second slot, and pairs with a tie."""

    wins_a: int
    wins_b: int
    to_first: int
    to_second: int
    tied_twice: int = 0
    tied_once: int = 0

    @property
    def pairs(self) -> int:
        return self.wins_a + self.wins_b + self.to_first + self.to_second + self.tied_twice + self.tied_once

    @property
    def consistency(self) -> float | None:
        """The share of pairs with the same verdict in both orders; None without pairs."""
        return (self.wins_a + self.wins_b + self.tied_twice) / self.pairs if self.pairs else None

    @property
    def first_slot_rate(self) -> float | None:
        """How often the first slot wins, among all verdicts of pairs without a tie; 0.5 without bias."""
        decided = self.wins_a + self.wins_b + self.to_first + self.to_second
        return (self.wins_a + self.wins_b + 2 * self.to_first) / (2 * decided) if decided else None

    @property
    def p(self) -> float:
        """The two-sided exact p-value of no bias; 1 when no winner changed with the order."""
        changed = self.to_first + self.to_second
        return min(1.0, 2 * float(bdtr(min(self.to_first, self.to_second), changed, 0.5)))


def count_positions(winners_a_first: Sequence[str], winners_b_first: Sequence[str]) -> PositionBias:
    """The counts from the winner ("A", "B", anything else is a tie) of each pair, shown A first and B first."""
    pairs = list(zip(winners_a_first, winners_b_first, strict=True))
    ties = [sum(winner not in ("A", "B") for winner in pair) for pair in pairs]
    return PositionBias(
        wins_a=pairs.count(("A", "A")),
        wins_b=pairs.count(("B", "B")),
        to_first=pairs.count(("A", "B")),
        to_second=pairs.count(("B", "A")),
        tied_twice=ties.count(2),
        tied_once=ties.count(1),
    )
