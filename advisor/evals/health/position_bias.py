"""Does a judge that compares two answers prefer a place? Each pair judged in both orders."""

from __future__ import annotations

from advisor.evals.health.subject import Subject, finding, not_checked
from advisor.language import N_, _, ngettext, run_on
from advisor.schema.evidence import HealthCheck
from advisor.stats.position_bias import PositionBias, count_positions

CHECK, TITLE = "position-bias", N_("Order of the answers")
LEAST_CONSISTENT = 0.80
FEWEST = 10
"""Pairs below which nothing is red."""
ALPHA = 0.05


def check(subject: Subject) -> HealthCheck:
    """Red where fewer than 80 % of the pairs have one winner in both orders, amber where a place is preferred."""
    trials = subject.beside.positions
    if not trials:
        return not_checked(
            CHECK, TITLE, _("If a judge compares answers in pairs, give its verdicts in both orders for 30 pairs.")
        )
    found = count_positions([each.a_first for each in trials], [each.b_first for each in trials])
    consistency = found.consistency or 0.0
    figure = ngettext(
        "{share} % of {n} pair with one verdict in both orders",
        "{share} % of {n} pairs with one verdict in both orders",
        found.pairs,
        share=f"{consistency * 100:.0f}",
    )
    biased = _biased(found) if found.p < ALPHA else ""
    if consistency < LEAST_CONSISTENT and found.pairs >= FEWEST:
        return finding(
            CHECK, TITLE, "red", figure,
            run_on(
                _("The judge changes its mind with the order: run both orders and count only the wins that hold."),
                biased,
            ),
        )  # fmt: skip
    if biased:
        said = run_on(_("The judge prefers a place: count only the wins that hold."), biased)
        return finding(CHECK, TITLE, "amber", figure, said)
    if found.pairs < FEWEST:
        return finding(CHECK, TITLE, "amber", figure, _("Too few pairs to tell: judge 30 pairs in both orders."))
    return finding(CHECK, TITLE, "green", figure, _("The order of the answers hardly matters to the judge."))


def _biased(found: PositionBias) -> str:
    flips = found.to_first + found.to_second
    values = {"most": f"{max(found.to_first, found.to_second):,}", "p": f"{found.p:.2g}"}
    if found.to_first > found.to_second:
        return ngettext(
            "Of {n} verdict that changed with the order {most} went to the first answer (p = {p}).",
            "Of {n} verdicts that changed with the order {most} went to the first answer (p = {p}).",
            flips,
            **values,
        )
    return ngettext(
        "Of {n} verdict that changed with the order {most} went to the second answer (p = {p}).",
        "Of {n} verdicts that changed with the order {most} went to the second answer (p = {p}).",
        flips,
        **values,
    )
