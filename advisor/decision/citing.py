"""Sources spelled out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from advisor.schema.recommendation import Citation
from advisor.schema.rules import Source, SourceRef


def cite(sources: Mapping[str, Source], references: Sequence[SourceRef]) -> tuple[Citation, ...]:
    """The sources of a rule or a step, as they are shown."""
    return tuple(
        Citation(ref=reference.ref, at=reference.at, **dict(sources[reference.ref])) for reference in references
    )
