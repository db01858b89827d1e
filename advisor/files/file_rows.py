"""What a reader hands on from one file: what was read, its samples, and whether it numbered the repeats itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from advisor.evals.sample_table import SampleTable
from advisor.evals.samples import Sample
from advisor.schema.evidence import FileRead


@dataclass(frozen=True, slots=True)
class FileRows:
    """The samples of one file."""

    file: FileRead
    samples: Sequence[Sample]
    """The rows, where they were read one by one."""
    numbered: bool = False
    """Whether `epoch` of the samples comes from the file; if not, repeats are numbered when files are joined."""
    blended: frozenset[str] = frozenset()
    table: SampleTable | None = None
    """The rows, where they stay in a table; then `samples` is empty."""

    @property
    def has_rows(self) -> bool:
        """Whether there is anything to join."""
        return self.table is not None or bool(self.samples)
