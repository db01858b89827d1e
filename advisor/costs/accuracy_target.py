"""The accuracy from which a system is worth it, from what a success, a failure and a person are worth.

A system that is right in a share q of cases brings q * value - (1 - q) * failure - cost for each piece of work; a
person who is right in a share h brings h * value - (1 - h) * failure - wage, and doing nothing brings 0. The target is
the q at which the system is expected to bring as much as the better of the two.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final, Literal

from advisor.errors import AdvisorError
from advisor.language import N_, _

Beside = Literal["a person", "doing nothing"]

_WORTH_IT: Final[dict[Beside, str]] = {
    "a person": N_("From {share} right on it brings more than a person, at ${usd} each."),
    "doing nothing": N_("From {share} right on it brings more than doing nothing, at ${usd} each."),
}
_TOO_DEAR: Final[dict[Beside, str]] = {
    "a person": N_("Even without a mistake it brings less than a person: at ${usd} each it is too dear."),
    "doing nothing": N_("Even without a mistake it brings less than doing nothing: at ${usd} each it is too dear."),
}


@dataclass(frozen=True, slots=True)
class AccuracyTarget:
    """The share of successes that is needed; None where no share is enough."""

    target: float | None
    beside: Beside
    """What the system has to be better than."""
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
    beside: Beside = "doing nothing"
    least = 0.0
    if human_cost is not None and human_accuracy is not None:
        by_hand = human_accuracy * stake - cost_of_a_failure - human_cost
        if by_hand > 0:
            beside, least = "a person", by_hand
    share = (least + cost_of_a_failure + cost_per_request) / stake
    if share > 1:
        return AccuracyTarget(None, beside, _(_TOO_DEAR[beside], usd=f"{cost_per_request:g}"))
    return AccuracyTarget(share, beside, _(_WORTH_IT[beside], share=_share(share), usd=f"{cost_per_request:g}"))


def _share(value: float) -> str:
    """Rounded up, so that the target is never too low."""
    return _("{n} %", n=f"{math.ceil(value * 1000 - 1e-9) / 10:g}")
