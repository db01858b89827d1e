"""What a finished piece of work used, as eval results tell: tokens, calls, cost, each with draws of its mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

MEASURES = ("tokens_in", "tokens_cached", "tokens_out", "calls", "cost_usd")
"""`tokens_in` includes the cached ones, `tokens_out` the reasoning."""


@dataclass(frozen=True, slots=True, eq=False)
class Used:
    """The mean of one measure over finished pieces of work; failed tries count where their figure is known."""

    mean: float
    draws: Floats = field(repr=False)
    """(DRAWS,) draws of that mean: a Bayesian bootstrap over the items, the same weights for all variants."""
    items: int
    rows: int
    """Rows whose figure is known."""
    finished: int | None = None
    """The finished ones among these; None: all there are."""
    is_normal: bool = False
    """Whether the draws are normal, as of very many items, and then independent of all others."""


@dataclass(frozen=True, slots=True, eq=False)
class Usage:
    """One variant: what is not known is not in `measures`."""

    variant: str
    measures: Mapping[str, Used]
    finished: int
    failed: int
    failed_without_figures: int
    """Failed calls of which neither tokens nor cost are known: they are in no mean."""
    models: tuple[str, ...]
    """As the tool names them, such as `openai:gpt-4o-mini`; several for a chain, none where it does not tell."""
    largest_input: float | None
    """Input tokens of the largest row, for prices that go by the size of a request."""
    smallest_input: float | None
    """Of the smallest row that did not fail: no prompt's fixed part can be longer."""
    latency_p95: tuple[float, float | None, float | None] | None = None
    """Seconds and the ends of the 95 % bootstrap interval, of calls that did not fail; fewer than 20 have no ends."""
