"""Does a judge that compares two answers prefer a place? Each pair judged in both orders."""

from __future__ import annotations

from advisor.evals.health.subject import Subject, finding, not_checked
from advisor.evals.number_words import counted
from advisor.schema.evidence import HealthCheck
from advisor.stats.position_bias import count_positions

CHECK, TITLE = "position-bias", "Order of the answers"
LEAST_CONSISTENT = 0.80
FEWEST = 10
"""Pairs below which nothing is red."""
ALPHA = 0.05


def check(subject: Subject) -> HealthCheck:
    """Red where fewer than 80 % of the pairs have one winner in both orders, amber where a place is preferred."""
    trials = subject.beside.positions
    if not trials:
        return not_checked(
            CHECK, TITLE, "If a judge compares answers in pairs, give its verdicts in both orders for 30 pairs."
        )
    found = count_positions([each.a_first for each in trials], [each.b_first for each in trials])
    consistency = found.consistency or 0.0
    figure = f"{consistency * 100:.0f}% of {counted(found.pairs, 'pair')} with one verdict in both orders"
    place = "first" if found.to_first > found.to_second else "second"
    flips = found.to_first + found.to_second
    biased = (
        f" Of {counted(flips, 'verdict')} that changed with the order {max(found.to_first, found.to_second):,} went to"
        f" the {place} answer (p = {found.p:.2g})."
        if found.p < ALPHA
        else ""
    )
    if consistency < LEAST_CONSISTENT and found.pairs >= FEWEST:
        return finding(
            CHECK, TITLE, "red", figure,
            f"The judge changes its mind with the order: run both orders and count only the wins that hold.{biased}",
        )  # fmt: skip
    if biased:
        return finding(
            CHECK, TITLE, "amber", figure, f"The judge prefers a place: count only the wins that hold.{biased}"
        )
    if found.pairs < FEWEST:
        return finding(CHECK, TITLE, "amber", figure, "Too few pairs to tell: judge 30 pairs in both orders.")
    return finding(CHECK, TITLE, "green", figure, "The order of the answers hardly matters to the judge.")
