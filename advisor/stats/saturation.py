"""Can the best variant still rise, and can the worst items still be passed: is the eval at its ceiling or its floor?

At the ceiling when the low end of the best variant's interval (Wilson's for pass/fail) is at least 0.90 of the scale,
at the floor when its high end is at most 0.15. Both limits are this project's judgement, and can be set.
"""

from __future__ import annotations

from dataclasses import dataclass

CEILING = 0.90
FLOOR = 0.15


@dataclass(frozen=True, slots=True)
class Saturation:
    """`headroom` is what the best variant could still gain, in score units."""

    headroom: float
    at_ceiling: bool
    at_floor: bool


def saturation(
    best: float,
    interval: tuple[float, float],
    scale: tuple[float, float] = (0.0, 1.0),
    ceiling: float = CEILING,
    floor: float = FLOOR,
) -> Saturation:
    """The state of an eval, from the mean and the 95 % interval of its best variant on a scale from low to high."""
    low, high = scale
    width = high - low
    return Saturation(
        headroom=high - best,
        at_ceiling=interval[0] >= low + ceiling * width,
        at_floor=interval[1] <= low + floor * width,
    )
