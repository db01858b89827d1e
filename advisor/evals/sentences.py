"""A paired difference in one sentence: items, difference, interval, and what is or is not settled.

Never a bare rank; when nothing is settled the sentence says what is known all the same.
"""

from __future__ import annotations

from advisor.evals.number_words import about, distance, signed_interval, size, with_interval
from advisor.evals.paired_estimate import PairedEstimate
from advisor.language import _, ngettext, run_on
from advisor.schema.evidence import PairVerdict
from advisor.stats.items_needed import items_to_settle

OWN_SPREAD_FROM = 30
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
    shown = found.interval95 if verdict in ("a better", "b better") else found.interval90
    measured = with_interval(
        ngettext(
            "On the same {n} item `{a}` was {distance} `{b}`",
            "On the same {n} items `{a}` was {distance} `{b}`",
            found.n,
            a=a,
            b=b,
            distance=distance(found.difference, in_points),
        ),
        signed_interval(shown, in_points) if shown else "",
    )
    if held_back:
        return _("{measured}: not settled, because {reason}.", measured=measured, reason=held_back)
    if verdict in ("a better", "b better"):
        return _("{measured}: `{better}` is better.", measured=measured, better=a if verdict == "a better" else b)
    if verdict == "within margin":
        return _("{measured}: closer than the margin of {margin}.", measured=measured, margin=size(margin, in_points))
    return run_on(_open(measured, found, in_points), items_sentence(found, margin, in_points))


def items_sentence(found: PairedEstimate, margin: float, in_points: bool) -> str:
    """How many items would settle the margin, when that can be planned; else nothing."""
    needed = items_for(found, margin)
    if needed is None:
        return ""
    return _(
        "About {needed} items would settle a margin of {margin}; these are {n}.",
        needed=about(needed),
        margin=size(margin, in_points),
        n=f"{found.n:,}",
    )


def items_for(found: PairedEstimate, margin: float) -> float | None:
    """Items that would settle the margin for a true difference of 0; None where they are there or nobody can tell."""
    if margin <= 0 or not found.spread or found.n < OWN_SPREAD_FROM:
        return None
    spread = found.error**2 * found.n if found.clusters is not None and found.error else found.spread
    needed = items_to_settle(spread, margin)
    return None if needed <= found.n or needed > 1e7 else needed


def _open(measured: str, found: PairedEstimate, in_points: bool) -> str:
    """Not settled, with the smallest difference that the data do rule out."""
    if found.interval90 is None:
        return _("{measured}: not settled, one item or no spread tells too little.", measured=measured)
    bound = size(max(abs(found.interval90.low), abs(found.interval90.high)), in_points)
    return _("{measured}: not settled, they differ by less than {bound}.", measured=measured, bound=bound)
