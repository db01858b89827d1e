"""How often does the same item of the same variant come out differently when it is run again?"""

from __future__ import annotations

from dataclasses import dataclass

import narwhals as nw

from advisor.evals.health.subject import Subject, finding, not_checked
from advisor.schema.evidence import HealthCheck

CHECK, TITLE = "flakiness", "Repeatable results"
AMBER, RED = 0.10, 0.25


@dataclass(frozen=True, slots=True)
class Noise:
    """The repeats of one variant: `within` is the mean variance over items that were run more than once."""

    variant: str
    items: int
    within: float


def noise_of_repeats(subject: Subject) -> list[Noise]:
    """The noise of each variant with repeated items, worked out where the rows are."""
    if all(own.epochs < 2 for own in subject.scored.variants):
        return []
    mark = nw.col(subject.evals.table.score_column(subject.scored.score)).alias("mark")
    items = (
        subject.evals.table.frame.select("variant", "item", mark)
        .group_by("variant", "item")
        .agg(nw.col("mark").count().alias("runs"), nw.col("mark").var().alias("spread"))
        .filter(nw.col("runs") > 1)
    )
    found = items.group_by("variant").agg(nw.len().alias("items"), nw.col("spread").mean().alias("within"))
    rows = found.collect(backend="pyarrow").sort("variant").rows(named=True)
    return [Noise(row["variant"], int(row["items"]), float(row["within"] or 0.0)) for row in rows]


def check(subject: Subject) -> HealthCheck:
    """Amber above 10 %, red above 25 % of pairs of runs that disagree, or of the variance that comes from running again."""
    found = noise_of_repeats(subject)
    if not found:
        return not_checked(
            CHECK, TITLE, "Every item was run once: run 30 items three times to see how much changes by itself."
        )
    worst, share = max(((own, _share(subject, own)) for own in found), key=lambda each: each[1])
    is_rate = subject.scored.kind == "pass/fail"
    what = "of runs of one item disagree" if is_rate else "of the variance comes from running again"
    figure = f"{share * 100:.0f}% {what} (`{worst.variant}`, {worst.items:,} repeated items)"
    if share <= AMBER:
        return finding(CHECK, TITLE, "green", figure, "Results hold when an item is run again.")
    is_red = share > RED and not subject.tells_apart
    return finding(
        CHECK, TITLE, "red" if is_red else "amber", figure,
        "Results change by themselves: lower the temperature, or average several runs of each item.",
    )  # fmt: skip


def _share(subject: Subject, own: Noise) -> float:
    if subject.scored.kind == "pass/fail":
        return 2 * own.within
    marks = next((each.own.marks for each in subject.scored.variants if each.name == own.variant), None)
    epochs = next((each.epochs for each in subject.scored.variants if each.name == own.variant), 1)
    return min(own.within / epochs / marks.variance, 1.0) if marks and marks.variance else 0.0
