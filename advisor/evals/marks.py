"""One reading of one score: each variant's item marks, and each pair's differences, as the numbers that tests need.

Repeats are averaged within an item before anything is counted, so n is always the number of items. Up to
`MOST_PATTERNS` different rows of item marks are held as they are, with how often each occurs; of more than that only
moments are held.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Any

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from advisor.stats.moments import Moments, moments_of_counts

MOST_PATTERNS = 20_000
FEW_ITEMS = 20
"""Up to here every item difference is kept, for the exact sign-flip test."""

Floats = NDArray[np.float64]


def floats(column: nw.Series[Any]) -> Floats:
    """The numbers of a short column, NaN where there is none."""
    return np.array(column.to_list(), dtype=float)  # PyArrow's own way loads all of pandas


@dataclass(frozen=True, slots=True)
class PairMarks:
    """The differences of variant i minus variant j on the items that both have."""

    differences: Moments
    only_i: int
    only_j: int
    """Items that only one of the two passed: differences of exactly 1 and -1."""
    are_binary: bool
    """Every item mark of both is 0 or 1."""
    are_in_scale: bool
    """Every item mark of both lies in [0, 1]."""
    each: tuple[float, ...] = ()
    """All differences, sorted, where there are at most `FEW_ITEMS`."""

    @property
    def mirrored(self) -> PairMarks:
        """Variant j minus variant i."""
        found = self.differences
        return PairMarks(
            Moments(found.n, 0.0 - found.mean, found.variance),
            self.only_j,
            self.only_i,
            self.are_binary,
            self.are_in_scale,
            tuple(sorted(0.0 - each for each in self.each)),
        )


@dataclass(frozen=True, slots=True)
class VariantMarks:
    """The item marks of one variant."""

    marks: Moments
    are_binary: bool
    low: float
    high: float


@dataclass(frozen=True)
class Marks:
    """All variants of one reading, by their place; a variant without a mark is None."""

    variants: tuple[VariantMarks | None, ...]
    pairs: Mapping[tuple[int, int], PairMarks]
    """By (i, j) with i < j; a pair without a shared item is missing."""
    patterns: Floats | None
    """(P, K) different rows of item marks, NaN where a variant has none; None where there are too many."""
    counts: Floats | None
    """(P,) how many items show each."""
    complete: tuple[Floats, Floats, int] | None = None
    """Mean vector, covariance of the item marks and n over the items that all variants have; where patterns is None."""

    def pair(self, i: int, j: int) -> PairMarks | None:
        """Variant i minus variant j; None where they share no item."""
        if i < j:
            return self.pairs.get((i, j))
        found = self.pairs.get((j, i))
        return found.mirrored if found else None

    def on_all(self, places: Sequence[int]) -> tuple[Floats, Floats] | None:
        """The different rows of marks of these variants that lack none, and their counts; None where not held."""
        if self.patterns is None or self.counts is None:
            return None
        rows = self.patterns[:, places]
        complete = ~np.isnan(rows).any(axis=1)
        return rows[complete], self.counts[complete]

    @cached_property
    def scale(self) -> tuple[float, float]:
        """The ends of the scale: 0 to 1 where all marks lie there, else the lowest and highest mark seen."""
        there = [own for own in self.variants if own]
        low, high = min(own.low for own in there), max(own.high for own in there)
        return (0.0, 1.0) if low >= 0 and high <= 1 else (low, high)


def marks_of(rows: Floats, counts: Floats) -> Marks:
    """The marks from a table of items, or of patterns with their counts; NaN is "no mark"."""
    patterns, number = distinct_rows(rows, counts)
    variants = tuple(_variant(patterns[:, k], number) for k in range(patterns.shape[1]))
    pairs = {
        (i, j): found
        for i, j in combinations(range(patterns.shape[1]), 2)
        if (found := _pair(patterns[:, i], patterns[:, j], number)) is not None
    }
    return Marks(variants, pairs, patterns, number)


def distinct_rows(rows: Floats, counts: Floats) -> tuple[Floats, Floats]:
    """The different rows in sorted order, and how often each occurs: what follows cannot depend on the order."""
    missing = np.isnan(rows)
    there = np.where(missing, -np.inf, rows + 0.0)
    found, places = np.unique(there, axis=0, return_inverse=True)
    number = np.bincount(places.ravel(), weights=counts, minlength=len(found)).astype(float)
    return np.where(np.isneginf(found), np.nan, found), number


def _variant(marks: Floats, counts: Floats) -> VariantMarks | None:
    there = ~np.isnan(marks)
    if not there.any():
        return None
    own = marks[there]
    return VariantMarks(
        moments_of_counts(own, counts[there]),
        bool(np.isin(own, (0.0, 1.0)).all()),
        float(own.min()),
        float(own.max()),
    )


def _pair(left: Floats, right: Floats, counts: Floats) -> PairMarks | None:
    there = ~(np.isnan(left) | np.isnan(right))
    if not there.any():
        return None
    a, b, number = left[there], right[there], counts[there]
    apart = a - b
    both = np.concatenate((a, b))
    total = int(number.sum())
    return PairMarks(
        differences=moments_of_counts(apart, number, float(np.abs(both).max())),
        only_i=int(number[apart == 1.0].sum()),
        only_j=int(number[apart == -1.0].sum()),
        are_binary=bool(np.isin(both, (0.0, 1.0)).all()),
        are_in_scale=bool((both >= 0).all() and (both <= 1).all()),
        each=tuple(sorted(np.repeat(apart, number.astype(int)).tolist())) if total <= FEW_ITEMS else (),
    )
