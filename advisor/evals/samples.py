"""The rows of an evaluation: one `Sample` per variant, item and repeat, and the `EvalSet` that holds them.

Costs in US dollars, latencies in seconds; `None` is "not known". A failed call (`failed`) has no scores: it is
not a wrong answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from advisor.errors import EvalFileError
from advisor.schema.evidence import FileRead, Place
from advisor.schema.words import APPROACHES

PLACES: tuple[Place, ...] = (*APPROACHES, "baseline")
"""All places a variant can have."""


@dataclass(frozen=True, slots=True)
class SampleText:
    """What was asked and answered, for a person who looks at failures; kept in memory only, never stored or sent."""

    input: str | None = None
    output: str | None = None
    expected: str | None = None
    reason: str | None = None
    """Why the grader marked it so."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One item answered once by one variant, with its scores by name."""

    variant: str
    item: str
    scores: Mapping[str, float]
    epoch: int = 1
    failed: bool = False
    error: str | None = None
    cost_usd: float | None = None
    latency_s: float | None = None
    tokens_in: int | None = None
    tokens_out: int | None = None
    cluster: str | None = None
    """Items of one document, customer or conversation share it; they count as less than independent items."""
    segment: str | None = None
    graders: Mapping[str, str] = field(default_factory=dict)
    """Score name -> who or what graded it (`code`, `human`, a judge's model), where the file tells."""
    text: SampleText | None = None


@dataclass(frozen=True, slots=True)
class EvalSet:
    """All samples that were read together, the files they came from, and where each variant belongs."""

    samples: tuple[Sample, ...]
    files: tuple[FileRead, ...] = ()
    approaches: Mapping[str, Place | None] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    simulated: str | None = None
    blended: frozenset[str] = frozenset()
    """Scores that a tool mixed from the others (promptfoo's `score`): never chosen while there is another."""

    def variants(self) -> tuple[str, ...]:
        """The names of the variants, sorted."""
        return tuple(sorted({sample.variant for sample in self.samples}))

    def score_names(self) -> tuple[str, ...]:
        """The names of all scores that some sample has, sorted."""
        return tuple(sorted({name for sample in self.samples for name in sample.scores}))

    def with_approaches(self, approaches: Mapping[str, Place | None]) -> EvalSet:
        """A copy in which these variants belong where the mapping says; the others stay as they are.

        Raises EvalFileError for a variant that does not exist and for a place that is no approach.
        """
        there = self.variants()
        for variant, place in approaches.items():
            if variant not in there:
                raise EvalFileError(
                    f"`{variant}` in `approaches` is no variant of these results: they hold {_listed(there)}."
                )
            if place is not None and place not in PLACES:
                raise EvalFileError(
                    f"`{place}`, given for variant `{variant}`, is no approach: write one of {_listed(PLACES)}."
                )
        return replace(self, approaches={**self.approaches, **approaches})


def _listed(names: tuple[str, ...]) -> str:
    """The names in backticks, separated by commas."""
    return ", ".join(f"`{name}`" for name in names)
