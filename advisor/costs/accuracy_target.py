"""The accuracy from which a system is worth it, from what a success, a failure and a person are worth.

A system that is right in a share q of cases brings q * value - (1 - q) * failure - cost for each piece of work; a
person who is right in a share h brings h * value - (1 - h) * failure - wage, and doing nothing brings 0. The target is
the q at which the system is expected to bring as much as the better of the two.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from advisor.errors import AdvisorError


@dataclass(frozen=True, slots=True)
class AccuracyTarget:
    """The share of successes that is needed; None where no share is enough."""

    target: float | None
    beside: str
    """What the system has to be better than: `a person` or `doing nothing`."""
    sentence: str


def accuracy_target(
    value_of_a_success: float,
    cost_of_a_failure: float,
    cost_per_request: float,
    human_cost: float | None = None,
    human_accuracy: float | None = None,
) -> AccuracyTarget:
    """The target, all amounts in US dollars for a piece of work; `human_accuracy` is a share.

    Without `human_cost` the system stands beside doing nothing. Raises `AdvisorError` for amounts that make no sense.
    """
    for name, amount in (
        ("value_of_a_success", value_of_a_success),
        ("cost_of_a_failure", cost_of_a_failure),
        ("cost_per_request", cost_per_request),
        ("human_cost", human_cost),
    ):
        if amount is not None and not (math.isfinite(amount) and amount >= 0):
            raise AdvisorError(f"`{name}` is {amount}; write US dollars from 0 up.")
    if human_cost is not None and human_accuracy is None:
        raise AdvisorError("`human_accuracy` is missing; write how often a person is right, such as 0.95.")
    if human_accuracy is not None and not 0 <= human_accuracy <= 1:
        raise AdvisorError(f"`human_accuracy` is {human_accuracy}; write a share from 0 to 1, such as 0.95.")
    stake = value_of_a_success + cost_of_a_failure
    if stake == 0:
        raise AdvisorError("Neither a success nor a failure is worth anything, so no target follows; give one of them.")
    beside, least = "doing nothing", 0.0
    if human_cost is not None and human_accuracy is not None:
        by_hand = human_accuracy * stake - cost_of_a_failure - human_cost
        if by_hand > 0:
            beside, least = "a person", by_hand
    share = (least + cost_of_a_failure + cost_per_request) / stake
    if share > 1:
        return AccuracyTarget(
            None,
            beside,
            f"Even without a mistake it brings less than {beside}: at ${cost_per_request:g} each it is too dear.",
        )
    return AccuracyTarget(
        share, beside, f"From {_share(share)} right on it brings more than {beside}, at ${cost_per_request:g} each."
    )


def _share(value: float) -> str:
    """Rounded up, so that the target is never too low."""
    return f"{math.ceil(value * 1000 - 1e-9) / 10:g} %"
