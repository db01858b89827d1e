"""The rows of an evaluation: one `Sample` per variant, item and repeat, and the `EvalSet` that holds them.

Costs in US dollars, latencies in seconds; `None` is "not known". A failed call (`failed`) has no scores: it is
not a wrong answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from advisor.schema.evidence import Place
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
    """Cached ones included."""
    tokens_out: int | None = None
    """Reasoning included."""
    tokens_cached: int | None = None
    """The part of `tokens_in` that was read from the provider's cache."""
    calls: int | None = None
    """Model calls made for this row, retries and steps included."""
    models: tuple[str, ...] = ()
    """The models that answered, as the tool writes them, where it tells."""
    cluster: str | None = None
    """Items of one document, customer or conversation share it; they count as less than independent items."""
    segment: str | None = None
    graders: Mapping[str, str] = field(default_factory=dict)
    """Score name -> who or what graded it (`code`, `human`, a judge's model), where the file tells."""
    text: SampleText | None = None
