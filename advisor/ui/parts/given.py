"""What a visitor gives beside the results, for checks that the results alone do not allow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from advisor.evals.beside import Beside
    from advisor.evals.eval_set import EvalSet
    from advisor.ui.parts.visit import Visit


@dataclass(frozen=True, slots=True)
class Given:
    """The entries, as they stand in the form; None where nothing was entered."""

    looks: int | None = None
    has_held_out_set: bool | None = None
    minutes_per_item: float | None = None
    value_of_a_success_usd: float | None = None
    mix: tuple[tuple[str, float], ...] = ()
    """Segment, and its share of the traffic."""


def beside(visit: Visit, evals: EvalSet) -> Beside:
    """All of it as the library takes it, with the labels of failures that belong to these variants."""
    from advisor.evals.beside import Beside

    given, there = visit.given or Given(), set(evals.variants())
    assumed = Beside()
    return Beside(
        looks=given.looks,
        has_held_out_set=given.has_held_out_set,
        mix=dict(given.mix),
        failures={cell: cause for cell, cause in visit.labels.items() if cell[0] in there},
        minutes_per_item=given.minutes_per_item or assumed.minutes_per_item,
        value_of_a_success_usd=given.value_of_a_success_usd,
        monthly_volume=visit.monthly_volume,
    )
