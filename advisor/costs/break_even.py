"""From which volume on one option costs less than another, in closed form.

    total(V) = one_off + months * (monthly + V * per_request)
    V* = [(one_off_B - one_off_A) / months + monthly_B - monthly_A] / (per_request_A - per_request_B)

For options whose cost is a straight line in the volume; `crossings.py` has those with caches and steps. With a price on
failures `per_request` is c + e (1 - q).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["A_always", "B_always", "B_cheaper_above", "B_cheaper_below"]


@dataclass(frozen=True, slots=True)
class Option:
    """US dollars: once, a month, and a finished piece of work."""

    one_off: float
    monthly: float
    per_request: float

    def total(self, requests_a_month: float, months: float) -> float:
        """The total cost of ownership."""
        return self.one_off + months * (self.monthly + requests_a_month * self.per_request)

    def with_failures(self, quality: float, cost_of_a_failure: float) -> Option:
        """The same with failures priced in; `quality` is the share of successes."""
        return Option(self.one_off, self.monthly, self.per_request + cost_of_a_failure * (1 - quality))


def break_even(a: Option, b: Option, months: float) -> tuple[float | None, Verdict]:
    """The volume a month at which both cost the same, and where B is cheaper; None where that is at no volume above 0.

    Where both always cost the same, A is kept.
    """
    fixed = (b.one_off - a.one_off) / months + b.monthly - a.monthly
    saved = a.per_request - b.per_request
    if saved == 0:
        return None, "B_always" if fixed < 0 else "A_always"
    volume = fixed / saved
    if volume <= 0:
        return None, "B_always" if saved > 0 else "A_always"
    return volume, "B_cheaper_above" if saved > 0 else "B_cheaper_below"


def payback_months(a: Option, b: Option, requests_a_month: float) -> float | None:
    """Months until what B costs more at the start is earned back; 0 where it costs no more, None where it never is."""
    saved = a.monthly - b.monthly + requests_a_month * (a.per_request - b.per_request)
    extra = b.one_off - a.one_off
    if saved <= 0:
        return None
    return max(0.0, extra / saved)


def cost_per_success(cost: float, quality: float) -> float | None:
    """Cost divided by the share of successes (cost-of-pass, arXiv 2504.13359); None where nothing succeeds."""
    return cost / quality if quality > 0 else None
