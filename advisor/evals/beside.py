"""What a team can give beside its results, so that more of its eval can be checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from advisor.schema.evidence import FailureCause

Cell = tuple[str, str]
"""Variant and item."""


@dataclass(frozen=True, slots=True)
class PositionTrial:
    """One pairwise judgement made in both orders: who won each time, `A`, `B` or `tie`."""

    item: str
    a_first: str
    b_first: str


@dataclass(frozen=True, slots=True)
class Beside:
    """All that may be given; nothing of it has to be."""

    looks: int | None = None
    """How many prompts or settings were scored on these items so far; None where nobody counted."""
    has_held_out_set: bool | None = None
    labels: Mapping[Cell, float] = field(default_factory=dict)
    """What a human gave, for (variant, item), on the scale of the score."""
    second_labels: Mapping[Cell, float] = field(default_factory=dict)
    """What another human gave."""
    training_texts: tuple[str, ...] = ()
    """What the tuned model was trained on, or what stands as examples in the prompt or the index."""
    positions: tuple[PositionTrial, ...] = ()
    mix: Mapping[str, float] = field(default_factory=dict)
    """Segment -> share of production traffic."""
    failures: Mapping[Cell, FailureCause] = field(default_factory=dict)
    """What a person found wrong with a failed answer."""
    minutes_per_item: float = 3.0
    """To write or label one item: an assumption until somebody measures it."""
    value_of_a_success_usd: float | None = None
    monthly_volume: int | None = None


NOTHING = Beside()
