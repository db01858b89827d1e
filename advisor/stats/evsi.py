"""What more eval items are worth before choosing between two variants.

With the difference of the two N(mu, s²), psi(z) = phi(z) - z (1 - Phi(z)): EVPI = s psi(|mu|/s) is what knowing it
would be worth, EVSI(m) = st psi(|mu|/st) what m more paired items are, st = s²/sqrt(s² + sigma²/m) the preposterior
standard deviation, sigma that of one item's difference. Raiffa and Schlaifer 1961, Applied Statistical Decision Theory,
section 5.4 (unit normal loss).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from scipy.special import ndtr


@dataclass(frozen=True, slots=True)
class Purchase:
    """`m` more items: their worth in score units and in money, what they cost, and what is left."""

    m: int
    quality: float
    money: float
    cost: float

    @property
    def net(self) -> float:
        return self.money - self.cost


def preposterior_sd(sd: float, item_sd: float, m: float) -> float:
    """How far m more items are expected to move the mean difference, as a standard deviation; m is above 0."""
    return sd * sd / math.sqrt(sd * sd + item_sd * item_sd / m) if sd else 0.0


def evpi(mean: float, sd: float) -> float:
    """The expected value of knowing the difference, in score units."""
    if sd == 0:
        return 0.0
    z = abs(mean) / sd
    # phi(z) - z (1 - Phi(z)) loses its digits far out, where it can fall below 0.
    return max(sd * (math.exp(-z * z / 2) / math.sqrt(2 * math.pi) - z * float(ndtr(-z))), 0.0)


def evsi(mean: float, sd: float, item_sd: float, m: float) -> float:
    """The expected value of m more paired items, in score units."""
    return evpi(mean, preposterior_sd(sd, item_sd, m))


def price_items(
    mean: float,
    sd: float,
    item_sd: float,
    candidates: Sequence[int],
    *,
    value: float,
    cost_per_item: float,
    fixed_cost: float = 0.0,
) -> list[Purchase]:
    """Each candidate number of items with its worth and cost; `value` is the money that a score of 1.0 is worth."""
    worth = [(m, evsi(mean, sd, item_sd, m)) for m in candidates]
    return [Purchase(m, each, each * value, fixed_cost + m * cost_per_item) for m, each in worth]


def best_purchase(purchases: Sequence[Purchase]) -> Purchase | None:
    """The one with the largest positive net worth; None where none is worth its cost."""
    best = max(purchases, key=lambda each: each.net, default=None)
    return best if best is not None and best.net > 0 else None
