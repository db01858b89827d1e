"""How many items have the same result for every variant, and so say nothing about which is better."""

from __future__ import annotations

from advisor.evals.health.subject import Subject, finding, not_checked
from advisor.evals.number_words import percent_interval
from advisor.language import N_, _
from advisor.schema.evidence import HealthCheck
from advisor.stats.wilson import wilson_interval

CHECK, TITLE = "dead-items", N_("Items that tell variants apart")
AMBER, RED = 0.60, 0.85


def check(subject: Subject) -> HealthCheck:
    """Amber from 60 %, red from 85 % of items that are alike, where nothing is told apart."""
    marks, places = subject.scored.left_out.marks, [own.k for own in subject.scored.variants]
    if len(places) < 2:
        return not_checked(CHECK, TITLE, _("Two variants are needed."))
    held = marks.on_all(places)
    if held is None:
        return not_checked(
            CHECK, TITLE, _("There are too many different graded scores to hold; hardly any item is alike.")
        )
    rows, counts = held
    n = int(counts.sum())
    if not n:
        return not_checked(CHECK, TITLE, _("No item was scored for every variant."))
    dead = int(counts[(rows == rows[:, :1]).all(axis=1)].sum())
    low, high = wilson_interval(dead, n)
    figure = _(
        "{dead} of {n} alike ({share} %, {interval})",
        dead=f"{dead:,}", n=f"{n:,}", share=f"{dead / n * 100:.0f}", interval=percent_interval(low, high),
    )  # fmt: skip
    if dead / n <= AMBER:
        return finding(CHECK, TITLE, "green", figure, _("Enough items separate the variants."))
    is_red = dead / n > RED and not subject.tells_apart
    return finding(
        CHECK, TITLE, "red" if is_red else "amber", figure,
        _(
            "Most items have the same result for every variant: they keep the mean honest, so leave them in, and add"
            " items on which the variants differ."
        ),
    )  # fmt: skip
