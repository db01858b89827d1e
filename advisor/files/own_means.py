"""The means that a tool wrote itself, beside those over the rows that were read."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from advisor.evals.samples import Sample
from advisor.language import _

_TOLERANCE = 1e-4
"""Tools round what they write."""


def differing_means(own: Mapping[str, float], samples: Sequence[Sample]) -> list[str]:
    """One note for each score whose mean over these samples is another than the tool's own."""
    notes = []
    for name, told in own.items():
        marks = [sample.scores[name] for sample in samples if name in sample.scores]
        if not marks:
            continue
        mean = math.fsum(marks) / len(marks)
        if not math.isclose(mean, told, rel_tol=_TOLERANCE, abs_tol=_TOLERANCE):
            notes.append(
                _(
                    "`{name}`: {mean} over the rows, {told} in the tool's own summary.",
                    name=name,
                    mean=f"{mean:.4g}",
                    told=f"{told:.4g}",
                )
            )
    return notes
