"""The numbers that go in: each once, with its range, its origin and its draws.

A given range is drawn from a triangular distribution, a measured mean from its bootstrap. Each input draws from its own
seeded stream, so that adding a variant changes no digit of another.
"""

from __future__ import annotations

import datetime
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from advisor.costs.quantiles import quantiles
from advisor.costs.usage import Used
from advisor.language import ngettext
from advisor.schema.amounts import Amount
from advisor.schema.costs import CostInput, Origin
from advisor.schema.prices import PriceAge

Floats = NDArray[np.float64]

DRAWS: Final = 2_000
SEED: Final = 20261128
LOW, HIGH = 0.1, 0.9
"""The ends of every range that is shown: the middle 80 % of the draws."""


@dataclass(slots=True)
class Sheet:
    """All inputs by id, in the order in which they came."""

    inputs: dict[str, CostInput] = field(default_factory=dict)
    _used: dict[str, Used] = field(default_factory=dict)

    def put(
        self,
        id: str,
        title: str,
        amount: Amount,
        unit: str,
        origin: Origin,
        rests_on: str,
        variant: str | None = None,
        as_of: datetime.date | None = None,
        age: PriceAge | None = None,
    ) -> str:
        """The id, with the input put down once."""
        self.inputs.setdefault(
            id,
            CostInput(
                id=id, title=title, variant=variant, low=amount.low, likely=amount.likely, high=amount.high,
                unit=unit, origin=origin, rests_on=rests_on, as_of=as_of, age=age,
            ),
        )  # fmt: skip
        return id

    def put_used(self, id: str, title: str, used: Used, unit: str, variant: str) -> str:
        """The same for a mean that results tell; its ends are the middle 80 % of its bootstrap."""
        low, high = quantiles(used.draws, (LOW, HIGH))
        amount = Amount(low=min(float(low), used.mean), likely=used.mean, high=max(float(high), used.mean))
        self._used[id] = used
        return self.put(
            id, title, amount, unit, "results", ngettext("n = {n} item", "n = {n} items", used.items), variant
        )

    def rows(self) -> Rows:
        """Every input as a column of scenarios."""
        ids = list(self.inputs)
        lines = 1 + 2 * len(ids) + DRAWS
        columns: dict[str, Floats] = {}
        for place, id in enumerate(ids):
            own = self.inputs[id]
            column = np.full(lines, own.likely)
            if own.low < own.high or id in self._used:
                used = self._used.get(id)
                low, high = (own.low, own.high) if used else triangular(own, np.array([LOW, HIGH]))
                column[1 + 2 * place], column[2 + 2 * place] = low, high
                column[1 + 2 * len(ids) :] = used.draws if used else triangular(own, _uniform(id))
            columns[id] = column
        return Rows(ids, columns)


@dataclass(frozen=True, slots=True)
class Rows:
    """Scenarios: the first with every input likely, two an input with it alone low and high, then the draws."""

    ids: list[str]
    columns: Mapping[str, Floats]

    @property
    def first_draw(self) -> int:
        """The place of the first draw."""
        return 1 + 2 * len(self.ids)

    @property
    def lines(self) -> int:
        """All scenarios."""
        return self.first_draw + DRAWS


def triangular(own: CostInput | Amount, shares: Floats) -> Floats:
    """The quantiles of a triangular distribution from `low` over its mode `likely` to `high`."""
    width = own.high - own.low
    if width == 0:
        return np.full(shares.shape, own.likely)
    rising = own.likely - own.low
    up = own.low + np.sqrt(shares * width * rising)
    down = own.high - np.sqrt((1 - shares) * width * (own.high - own.likely))
    return np.where(shares < rising / width, up, down)


def _uniform(id: str) -> Floats:
    return np.random.default_rng([SEED, zlib.crc32(id.encode(errors="surrogatepass"))]).random(DRAWS)
