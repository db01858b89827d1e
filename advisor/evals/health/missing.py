"""Are answers missing, and more of them for one variant than for another?

A variant that fails on hard items looks better than it is. The shares of failed or unscored calls are compared by
Fisher's exact test for two variants, by chi-squared for more.
"""

from __future__ import annotations

import numpy as np

from advisor.evals.health.subject import Subject, finding
from advisor.evals.readings import Variant
from advisor.language import N_, _, pgettext
from advisor.schema.evidence import HealthCheck

CHECK, TITLE = "missing", N_("Missing answers")
ALPHA = 0.05


def check(subject: Subject) -> HealthCheck:
    """Amber where a variant lacks more than 5 % or the shares differ; red where every variant lacks so much."""
    variants = subject.scored.variants
    lost = sum(_lost(own) for own in variants)
    rows = sum(own.rows for own in variants)
    figure = _("{lost} of {total} calls without a score", lost=f"{lost:,}", total=f"{rows:,}")
    if subject.gaps:
        told = pgettext("gaps", "; ").join(
            _("`{variant}`: {gap}", variant=gap.variant, gap=gap.words) for gap in subject.gaps.values()
        )
        is_red = len(subject.gaps) == len(variants)
        return finding(
            CHECK, TITLE, "red" if is_red else "amber", figure,
            _(
                "More than 5 % is missing ({gaps}), which holds back the verdicts there: run the missing calls again.",
                gaps=told,
            ),
        )  # fmt: skip
    if lost and (p := _p_same_share(variants)) is not None and p < ALPHA:
        return finding(
            CHECK, TITLE, "amber", figure,
            _(
                "Answers are missing more often for one variant than for another (p = {p}): look at what failed before"
                " you trust a small difference.",
                p=f"{p:.2g}",
            ),
        )  # fmt: skip
    return finding(
        CHECK,
        TITLE,
        "green",
        figure,
        _("Hardly anything is missing.") if lost else pgettext("answers", "Nothing is missing."),
    )


def _lost(own: Variant) -> int:
    return own.rows - own.scored_rows


def _p_same_share(variants: tuple[Variant, ...]) -> float | None:
    if len(variants) < 2:
        return None
    from scipy.stats import chi2_contingency, fisher_exact  # slow to import, and rarely needed

    table = np.array([[_lost(own), own.scored_rows] for own in variants])
    if len(variants) == 2:
        return float(fisher_exact(table).pvalue)
    return float(chi2_contingency(table).pvalue)
