"""Does the grader give the same output of the same item different marks? Counted where the rows are."""

from __future__ import annotations

import narwhals as nw

from advisor.evals.health.subject import Subject, finding, not_checked
from advisor.evals.number_words import percent_interval
from advisor.language import N_, _, ngettext
from advisor.schema.evidence import HealthCheck
from advisor.stats.wilson import wilson_interval

CHECK, TITLE = "grader-noise", N_("A steady grader")
AMBER, RED = 0.05, 0.15
FEWEST = 10
"""Repeated outputs below which nothing is red."""


def check(subject: Subject) -> HealthCheck:
    """Amber above 5 % of repeated outputs with different marks; red above 15 % of ten or more."""
    asks = _("Grade 30 outputs twice, as repeats with the same output, to see whether the grader is steady.")
    if "output" not in subject.evals.table.columns or all(own.epochs < 2 for own in subject.scored.variants):
        return not_checked(CHECK, TITLE, asks)
    mark = nw.col(subject.evals.table.score_column(subject.scored.score)).alias("mark")
    same = (
        subject.evals.table.frame.select("variant", "item", "output", mark)
        .filter(~nw.col("mark").is_null(), ~nw.col("output").is_null())
        .group_by("variant", "item", "output")
        .agg(nw.len().alias("rows"), nw.col("mark").min().alias("low"), nw.col("mark").max().alias("high"))
        .filter(nw.col("rows") > 1)
        .select(nw.when(nw.col("high") > nw.col("low")).then(nw.lit(1)).otherwise(nw.lit(0)).alias("changed"))
    )
    found = same.select(nw.len().alias("n"), nw.col("changed").sum().alias("changed")).collect(backend="pyarrow")
    n, changed = int(found["n"][0]), int(found["changed"][0] or 0)
    if not n:
        return not_checked(CHECK, TITLE, asks)
    low, high = wilson_interval(changed, n)
    figure = ngettext(
        "{changed} of {n} repeated output ({share} %, {interval}) graded differently",
        "{changed} of {n} repeated outputs ({share} %, {interval}) graded differently",
        n, changed=f"{changed:,}", share=f"{changed / n * 100:.0f}", interval=percent_interval(low, high),
    )  # fmt: skip
    if changed / n <= AMBER:
        return finding(CHECK, TITLE, "green", figure, _("The same output gets the same mark."))
    return finding(
        CHECK, TITLE, "red" if changed / n > RED and n >= FEWEST else "amber", figure,
        _("The same output gets different marks: set the grader's temperature to 0, or average several gradings."),
    )  # fmt: skip
