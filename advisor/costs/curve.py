"""The cost of one variant as a function of volume, in every scenario at once.

    total(V) = one-off + retraining + months * (monthly + machines(V) + V * (tokens + h(V) * cached + other))

`h(V)` is the cache hit rate and `machines(V)` a step at each replica; all else is a straight line. Falling token prices
enter as the mean of (1 - decline)^(month / 12) over the months of the horizon.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from advisor.costs.caching import monthly_hit_rate
from advisor.costs.hosting import HOURS_A_MONTH, replicas_needed

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Machines:
    """Replicas that are always on; arrays of the scenarios, US dollars a month for each."""

    usd_a_month: Floats
    fewest: Floats
    output_tokens: Floats
    peak_factor: Floats
    tokens_per_second: Floats
    """Infinite where the replicas do not grow with the volume."""
    utilisation: Floats

    def replicas(self, volume: Floats) -> Floats:
        """How many run at that volume."""
        return replicas_needed(
            volume,
            output_tokens=self.output_tokens,
            peak_factor=self.peak_factor,
            tokens_per_second=self.tokens_per_second,
            utilisation=self.utilisation,
            fewest=self.fewest,
        )

    def only(self, scenarios: slice) -> Machines:
        """The same in some of the scenarios."""
        return Machines(*(getattr(self, name)[scenarios] for name in self.__slots__))


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """One variant; each array holds a number a scenario. NaN: not known."""

    months: int
    one_off: Floats
    retraining: Floats
    monthly: Floats
    """Without machines."""
    tokens: Floats
    """Token cost of a finished piece of work without a cache, prices falling over the horizon."""
    cached: Floats
    """What it costs less (below 0) or more when all of the fixed prompt is read from the cache and not written."""
    written: Floats
    """What writing the fixed prompt to the cache costs more."""
    other: Floats
    failures: Floats
    """What the failures of a finished piece of work cost; 0 where that is not given."""
    hit_rate: float | None
    """Set by hand; None: by the volume."""
    cache_minutes: float
    machines: Machines | None

    def running(self, volume: Floats | None) -> Floats:
        """A finished piece of work, without one-off and monthly costs; without a volume no cache that goes by it."""
        if volume is None and self.hit_rate is None:
            return self.tokens + self.other
        hits = self.hits(np.zeros(1) if volume is None else volume)
        return self.tokens + self.other + hits * self.cached + (1 - hits) * self.written

    def hits(self, volume: Floats) -> Floats:
        """The cache hit rate at that volume."""
        if self.hit_rate is not None:
            return np.asarray(self.hit_rate)
        return monthly_hit_rate(volume, self.cache_minutes)

    def hosting(self, volume: Floats) -> Floats:
        """US dollars a month for machines."""
        return self.machines.usd_a_month * self.machines.replicas(volume) if self.machines else np.zeros_like(volume)

    def total(self, volume: Floats, *, with_failures: bool = False) -> Floats:
        """Over the whole horizon."""
        each = self.running(volume) + (self.failures if with_failures else 0.0)
        return self.one_off + self.retraining + self.months * (self.monthly + self.hosting(volume) + volume * each)

    def only(self, scenarios: slice) -> Curve:
        """The same in some of the scenarios."""
        arrays = ("one_off", "retraining", "monthly", "tokens", "cached", "written", "other", "failures")
        return Curve(
            months=self.months,
            hit_rate=self.hit_rate,
            cache_minutes=self.cache_minutes,
            machines=self.machines.only(scenarios) if self.machines else None,
            **{name: getattr(self, name)[scenarios] for name in arrays},
        )

    def steps(self, highest: float, most: int = 200) -> list[float]:
        """The volumes at which one more replica is needed in the first scenario, up to `highest`."""
        if self.machines is None:
            return []
        own = self.machines.only(slice(0, 1))
        a_replica = float(
            (own.tokens_per_second * own.utilisation / (own.output_tokens * own.peak_factor))[0] * HOURS_A_MONTH * 3600
        ) if own.output_tokens[0] * own.peak_factor[0] > 0 else np.inf  # fmt: skip
        if not np.isfinite(a_replica) or a_replica <= 0:
            return []
        first = max(1, int(own.fewest[0]))
        return [step * a_replica for step in range(first, first + most) if step * a_replica <= highest]


def price_factor(decline_per_year: float, months: int) -> float:
    """The mean of falling prices over the horizon, as a share of today's."""
    return float(np.mean((1 - decline_per_year) ** (np.arange(months) / 12)))
