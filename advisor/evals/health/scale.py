"""Do all marks of the score lie on one scale, or are percentages and shares mixed, or single marks out of range?"""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw

from advisor.evals.health.subject import Subject, finding
from advisor.language import N_, _
from advisor.schema.evidence import HealthCheck

CHECK, TITLE = "scale", N_("One scale")
FEW = 0.05
"""Up to this share of marks outside 0 to 1, with the rest inside, the ones outside are taken for mistakes."""


def check(subject: Subject) -> HealthCheck:
    """Red where a few marks lie outside 0 to 1, or one variant is marked from 0 to 1 and another is not."""
    totals = {own.name: subject.evals.totals[own.name].scored[subject.scored.score] for own in subject.scored.variants}
    low = min(own.low for own in totals.values() if own.low is not None)
    high = max(own.high for own in totals.values() if own.high is not None)
    figure = _("marks from {low} to {high}", low=f"{low:g}", high=f"{high:g}")
    if low >= 0 and high <= 1:
        return finding(CHECK, TITLE, "green", figure, _("All marks lie between 0 and 1."))
    outside = _outside(subject)
    marks = sum(own.rows for own in totals.values())
    astray = sum(outside.values())
    if astray <= FEW * marks:
        return finding(
            CHECK, TITLE, "red", _("{n} of {total} marks", n=f"{astray:,}", total=f"{marks:,}"),
            _(
                "All other marks of `{score}` lie between 0 and 1, and these reach from {low} to {high}: mend them, or"
                " leave them blank.",
                score=subject.scored.score, low=f"{low:g}", high=f"{high:g}",
            ),
        )  # fmt: skip
    inside = [name for name in totals if not outside.get(name)]
    if inside and len(inside) < len(totals) and (high > _PERCENT or _are_pass_fail_beside_ratings(subject, inside)):
        return finding(
            CHECK, TITLE, "red", figure,
            _(
                "`{variant}` is marked from 0 to 1 and other variants up to {high}: bring all to one scale.",
                variant=inside[0], high=f"{high:g}",
            ),
        )  # fmt: skip
    return finding(CHECK, TITLE, "green", figure, _("The marks use one scale, as far as can be seen."))


_PERCENT = 10
"""A scale that ends above this is no rating of a few steps, on which one variant might just have got the lowest."""


def _are_pass_fail_beside_ratings(subject: Subject, inside: Sequence[str]) -> bool:
    """Whether these variants are marked 0 or 1, with some 0, and every other variant gets 1 at the least."""
    own = [each.own for each in subject.scored.variants if each.name in inside]
    others = [each.own for each in subject.scored.variants if each.name not in inside]
    return all(each.are_binary and each.low == 0 for each in own) and all(each.low >= 1 for each in others)


def _outside(subject: Subject) -> dict[str, int]:
    """How many marks of each variant lie outside 0 to 1."""
    table = subject.evals.table
    mark = nw.col(table.score_column(subject.scored.score))
    found = table.frame.filter((mark < 0.0) | (mark > 1.0)).group_by("variant").agg(nw.len().alias("marks"))
    return {row["variant"]: int(row["marks"]) for row in found.collect(backend="pyarrow").rows(named=True)}
