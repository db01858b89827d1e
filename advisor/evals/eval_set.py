"""All rows that were read together, the files they came from, and where each variant belongs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from threading import RLock
from typing import Any

import narwhals as nw

from advisor.errors import EvalFileError
from advisor.evals.row_totals import RowTotals
from advisor.evals.sample_table import SampleTable
from advisor.evals.samples import PLACES, Sample
from advisor.schema.evidence import FileRead, Place


@dataclass(frozen=True)
class EvalSet:
    """What `read_evals` returns: the table of samples with all that is known about it."""

    table: SampleTable
    files: tuple[FileRead, ...] = ()
    approaches: Mapping[str, Place | None] = field(default_factory=dict)
    models: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The models of each variant as the tool writes them, several for a chain; of a variant left out none is known."""
    notes: tuple[str, ...] = ()
    caveat: str | None = None
    blended: frozenset[str] = frozenset()
    """Scores that a tool mixed from the others (promptfoo's `score`): never chosen while there is another."""
    numbered: bool = False
    """Whether the files number the repeats; if not, rows of one variant and item are taken as repeats and noted."""

    lock: Any = field(default_factory=RLock, compare=False, repr=False)
    """Held while the table is read: one database connection serves one thread at a time."""

    @property
    def samples(self) -> tuple[Sample, ...]:
        """All rows as objects; for a few rows, not for millions."""
        with self.lock:
            return self.table.samples

    @property
    def totals(self) -> Mapping[str, RowTotals]:
        """What the rows of each variant add up to, variants sorted by name; counted once a table."""
        with self.lock:
            return self.table.totals

    def variants(self) -> tuple[str, ...]:
        """The names of the variants, sorted."""
        return tuple(self.totals)

    def score_names(self) -> tuple[str, ...]:
        """The names of all scores that some sample has, sorted."""
        return tuple(
            sorted(name for name in self.table.scores if any(own.scored[name].rows for own in self.totals.values()))
        )

    def __repr__(self) -> str:
        """Its variants and files, without a look at the rows."""
        files = ", ".join(f"{each.name} ({each.tool})" for each in self.files)
        return f"<EvalSet: {', '.join(self.approaches) or 'no variants'}{f'; from {files}' if files else ''}>"

    def only(self, variants: Collection[str]) -> EvalSet:
        """A copy with the rows of these variants alone."""
        graders = frozenset(each for each in self.table.graders if each[0] in variants)
        frame = self.table.frame.filter(nw.col("variant").is_in(list(variants)))
        return replace(self, table=replace(self.table, frame=frame, graders=graders))

    def with_approaches(self, approaches: Mapping[str, Place | None]) -> EvalSet:
        """A copy in which these variants belong where the mapping says; the others stay as they are.

        Raises EvalFileError for a variant that does not exist and for a place that is no approach.
        """
        if not approaches:
            return self
        self._check_variants(approaches, "approaches")
        for variant, place in approaches.items():
            if place is not None and place not in PLACES:
                raise EvalFileError(
                    f"`{place}`, given for variant `{variant}`, is no approach: write one of {_listed(PLACES)}."
                )
        return replace(self, approaches={**self.approaches, **approaches})

    def with_models(self, models: Mapping[str, str | Collection[str]]) -> EvalSet:
        """A copy in which these variants run on the models that the mapping names; the others stay as they are.

        Raises EvalFileError for a variant that does not exist.
        """
        if not models:
            return self
        self._check_variants(models, "models")
        named = {variant: (own,) if isinstance(own, str) else tuple(own) for variant, own in models.items()}
        return replace(self, models={**self.models, **named})

    def _check_variants(self, given: Collection[str], name: str) -> None:
        there = self.variants()
        for variant in given:
            if variant not in there:
                raise EvalFileError(
                    f"`{variant}` in `{name}` is no variant of these results: they hold {_listed(there)}."
                )


def _listed(names: tuple[str, ...]) -> str:
    """The names in backticks, separated by commas."""
    return ", ".join(f"`{name}`" for name in names)
