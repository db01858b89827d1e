"""A paired difference in one sentence: items, difference, interval, and what is or is not settled.

Never "significant" and never a bare rank; when nothing is settled the sentence says what is known all the same.
"""

from __future__ import annotations

import math

from advisor.evals.paired_estimate import PairedEstimate
from advisor.schema.evidence import Interval, PairVerdict
from advisor.stats.items_needed import items_to_settle

_OWN_SPREAD_FROM = 30
"""From this many shared items the spread of the differences is known well enough to plan with."""


def pair_sentence(
    a: str,
    b: str,
    found: PairedEstimate,
    verdict: PairVerdict,
    margin: float,
    in_points: bool,
    held_back: str,
) -> str:
    """The sentence; `held_back` says why a verdict is not given although the interval might give one."""
    opening = f"On the same {_count(found.n, 'item')} `{a}` was {_distance(found.difference, in_points)} `{b}`"
    shown = found.interval95 if verdict in ("a better", "b better") else found.interval90
    bar = f" ({_interval(shown, in_points)})" if shown else ""
    if held_back:
        return f"{opening}{bar}: not settled, because {held_back}."
    if verdict == "a better":
        return f"{opening}{bar}: `{a}` is better."
    if verdict == "b better":
        return f"{opening}{bar}: `{b}` is better."
    if verdict == "within margin":
        return f"{opening}{bar}: closer than the margin of {_size(margin, in_points)}."
    return f"{opening}{bar}: not settled{_known(found, in_points)}.{_next_eval(found, margin, in_points)}"


def _known(found: PairedEstimate, in_points: bool) -> str:
    """The smallest difference that the data do rule out."""
    if found.interval90 is None:
        return ", one item or no spread tells too little"
    bound = max(abs(found.interval90.low), abs(found.interval90.high))
    return f", they differ by less than {_size(bound, in_points)}"


def _next_eval(found: PairedEstimate, margin: float, in_points: bool) -> str:
    """How many items would settle the margin, when that can be planned."""
    if margin <= 0 or not found.spread or found.n < _OWN_SPREAD_FROM:
        return ""
    needed = items_to_settle(found.spread, margin)
    if needed <= found.n or needed > 1e7:
        return ""
    step = 10 ** max(math.floor(math.log10(needed)) - 1, 0)
    rounded = math.ceil(needed / step) * step
    return f" About {rounded:,} items would settle a margin of {_size(margin, in_points)}; these are {found.n:,}."


def _distance(difference: float, in_points: bool) -> str:
    if _size(abs(difference), in_points) == _size(0.0, in_points):
        return "level with"
    return f"{_size(abs(difference), in_points)} {'above' if difference > 0 else 'below'}"


def _size(value: float, in_points: bool) -> str:
    if not in_points:
        return f"{value:.3g}"
    text = f"{value * 100:.1f}".removesuffix(".0")
    return f"{text} point" if text == "1" else f"{text} points"


def _interval(interval: Interval, in_points: bool) -> str:
    low, high = (f"{v * 100:+.1f}" if in_points else f"{v:+.3g}" for v in (interval.low, interval.high))
    return f"{interval.level * 100:.0f}% CI {low} to {high}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
