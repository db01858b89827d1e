"""Are there enough items to see a difference of the margin?

The smallest difference that a test on these items shows in four of five tries, at the observed share of items that only
one variant passes (Connor 1987) or the observed spread of the differences, against the margin.
"""

from __future__ import annotations

from advisor.evals.health.subject import Subject, finding, not_checked
from advisor.evals.number_words import items_words, size
from advisor.evals.paired_estimate import PairedEstimate, is_pass_fail
from advisor.language import N_, _
from advisor.schema.evidence import HealthCheck
from advisor.stats.power_mcnemar import detectable_rate_difference
from advisor.stats.power_paired import detectable_difference

CHECK, TITLE = "items", N_("Enough items")
FEW = 20
RED_TIMES = 3
"""Red from a smallest visible difference of this many margins, where nothing is told apart."""


def check(subject: Subject) -> HealthCheck:
    """Amber where the smallest visible difference is above the margin, red above three margins with nothing settled."""
    if not subject.comparisons:
        fewest = min(own.own.marks.n for own in subject.scored.variants)
        if fewest < FEW:
            return finding(
                CHECK, TITLE, "amber", f"n = {fewest:,}", _("Fewer than {n} items tell little: add items.", n=FEW)
            )
        said = _("Two variants on the same items are needed to see what these items can show.")
        return not_checked(CHECK, TITLE, said)
    found = [each.main for each in subject.comparisons.values()]
    visible = [smallest_visible(each) for each in found]
    fewest, points = min(each.n for each in found), subject.scored.in_points
    margin = size(subject.margin, points)
    if all(each is None for each in visible):
        return finding(
            CHECK, TITLE, "amber" if subject.tells_apart else "red", f"n = {fewest:,}",
            _(
                "The variants differ on so few of {items} that no difference of any size would show in four of five"
                " tries: add items on which they differ.",
                items=items_words(fewest),
            ),
        )  # fmt: skip
    least = min(each for each in visible if each is not None)
    figure = _("smallest visible difference {size}, n = {n}", size=size(least, points), n=f"{fewest:,}")
    if least <= subject.margin:
        said = _("A difference of the margin, {margin}, would be seen.", margin=margin)
        return finding(CHECK, TITLE, "green", figure, said)
    is_red = least > RED_TIMES * subject.margin and not subject.tells_apart
    return finding(
        CHECK, TITLE, "red" if is_red else "amber", figure,
        _(
            "Differences under {size} are mostly missed, and the margin is {margin}: add items, or set a margin that"
            " matters to you.",
            size=size(least, points), margin=margin,
        ),
    )  # fmt: skip


def smallest_visible(found: PairedEstimate) -> float | None:
    """The smallest difference seen with 80 % power at 5 %, two-sided; None where it cannot be told or none is seen."""
    if is_pass_fail(found.marks, found.kind) and found.clusters is None:
        discordant = (found.marks.only_i + found.marks.only_j) / found.n
        return detectable_rate_difference(discordant, found.n) if discordant else None
    if not found.error:
        return None
    return detectable_difference(found.error**2 * found.n, found.n)
