"""Do items hang together (one document, one customer), so that they are worth fewer than they count?"""

from __future__ import annotations

from advisor.evals.clusters import FEW_CLUSTERS
from advisor.evals.health.subject import Subject, finding, not_checked
from advisor.language import N_, _
from advisor.schema.evidence import HealthCheck
from advisor.stats.clustered_error import clustered_error_of_totals, design_effect

CHECK, TITLE = "independence", N_("Independent items")
AMBER = 1.5


def check(subject: Subject) -> HealthCheck:
    """Amber where the variance of a mean is more than half larger than for independent items, or clusters are few."""
    reading = subject.scored.left_out
    if reading.clusters is None:
        return not_checked(
            CHECK, TITLE, _("Give a column `cluster` (document, customer, conversation) if items hang together.")
        )
    effects, groups = [], []
    for own in subject.scored.variants:
        totals = reading.clusters.variants[own.k]
        groups.append(totals.groups)
        effect = design_effect(clustered_error_of_totals(totals.sums, totals.sizes), own.own.marks.se)
        if effect is not None:
            effects.append(effect)
    fewest = min(groups, default=0)
    if not effects:
        return not_checked(CHECK, TITLE, _("The scores show no spread, so the clusters cannot be seen."))
    worst = max(effects)
    figure = _("{n} clusters", n=f"{fewest:,}")
    computed = _("design effect {effect}", effect=f"{worst:.2g}")
    if fewest < FEW_CLUSTERS:
        return finding(
            CHECK, TITLE, "amber", figure,
            _("Fewer than {n} clusters make every error bar rough: add clusters.", n=FEW_CLUSTERS),
            computed=computed,
        )  # fmt: skip
    if worst > AMBER:
        return finding(
            CHECK, TITLE, "amber", figure,
            _(
                "Items of one cluster score alike, so they count for less; all bars are clustered. New clusters help"
                " more than new items of the old ones."
            ),
            computed=computed,
        )  # fmt: skip
    said = _("Items of one cluster are hardly more alike than others.")
    return finding(CHECK, TITLE, "green", figure, said, computed=computed)
