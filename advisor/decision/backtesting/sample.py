"""Cases whose outcome is known, in the order of their ids, with what the rules say about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from advisor.decision.tally import Flags, Tally, Whole, tally_of
from advisor.schema.cases import Case
from advisor.schema.rules import Book
from advisor.schema.words import APPROACHES


@dataclass(frozen=True, slots=True)
class Sample:
    """n cases that compared approaches."""

    cases: tuple[Case, ...]
    tally: Tally

    def __len__(self) -> int:
        return len(self.cases)

    @property
    def best(self) -> Flags:
        """(n, 4): it turned out best."""
        return np.array([[approach == case.best for approach in APPROACHES] for case in self.cases], dtype=bool)

    @property
    def years(self) -> Whole:
        """(n): the year of publication."""
        return np.array([case.year for case in self.cases], dtype=np.int64)

    @property
    def number_of_sources(self) -> int:
        """How many different sources the cases come from."""
        return len(np.unique(self.tally.sources))

    def rows(self, chosen: Flags) -> Sample:
        """These cases only."""
        return Sample(
            tuple(case for case, taken in zip(self.cases, chosen, strict=True) if taken), self.tally.rows(chosen)
        )


def sample_of(book: Book, cases: Sequence[Case]) -> Sample:
    """Those of the cases that others published and that compared approaches."""
    counted = sorted((case for case in cases if case.counts), key=lambda case: case.id)
    return Sample(tuple(counted), tally_of(book, counted))
