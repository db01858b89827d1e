"""Which items may be mislabelled: those on which strong variants fail and weak ones pass.

With eight variants or more by the corrected item-total correlation, which is below 0 for such an item, and Cronbach's
alpha says whether the items measure one thing; with fewer, the items that the best variant fails and the worst passes.
"""

from __future__ import annotations

from functools import reduce
from heapq import nsmallest
from operator import and_, or_

import narwhals as nw
import numpy as np

from advisor.evals.health.subject import Subject, finding, not_checked
from advisor.evals.marks import MOST_PATTERNS, Floats, floats
from advisor.language import N_, _, ngettext
from advisor.schema.evidence import HealthCheck
from advisor.stats.item_analysis import analyse_items

CHECK, TITLE = "suspect-items", N_("Items worth a second look")
ENOUGH_VARIANTS = 8
LEAST_ALPHA = 0.6
LISTED = 10
MANY = 0.10
"""The share of suspect items above which the test itself is in doubt."""


def check(subject: Subject) -> HealthCheck:
    """Lists ten; with eight variants amber where more than one item in ten is suspect, or they do not hang together."""
    marks, variants = subject.scored.left_out.marks, subject.scored.variants
    if len(variants) < 2:
        return not_checked(CHECK, TITLE, _("Two variants are needed."))
    held = marks.on_all([own.k for own in variants])
    if held is None:
        return not_checked(CHECK, TITLE, _("There are too many different graded scores to go through one by one."))
    rows, counts = held
    n = int(counts.sum())
    if not n:
        return not_checked(CHECK, TITLE, _("No item was scored for every variant."))
    alpha: float | None = None
    if len(variants) >= ENOUGH_VARIANTS:
        found = analyse_items(rows, counts)
        is_suspect, alpha = np.nan_to_num(found.discrimination) < 0, found.alpha
        how = _("against all others")
    else:
        means = [own.own.marks.mean for own in variants]
        best, worst = int(np.argmax(means)), int(np.argmin(means))
        is_suspect = (rows[:, best] <= 0) & (rows[:, worst] >= 1)
        how = _(
            "failed by `{best}`, the best, and passed by `{worst}`, the worst",
            best=variants[best].name,
            worst=variants[worst].name,
        )
    suspects = int(counts[is_suspect].sum())
    figure = _("{n} of {total} items", n=f"{suspects:,}", total=f"{n:,}")
    computed = "" if alpha is None else _("alpha {value}; item-total correlation below 0", value=f"{alpha:.2f}")
    if not suspects:
        return finding(CHECK, TITLE, "green", figure, _("No item points the other way."), computed=computed)
    # Of few variants the better one fails some items by chance: these are listed, and say nothing about the test.
    is_many = alpha is not None and (suspects / n > MANY or alpha < LEAST_ALPHA)
    names = _names(subject, rows[is_suspect])
    return finding(
        CHECK, TITLE, "amber" if is_many else "green", figure,
        ngettext(
            "{n} item {how}: check whether its label is right.",
            "{n} items {how}: check whether their labels are right.",
            suspects, how=how,
        ),
        names, computed,
    )  # fmt: skip


def _names(subject: Subject, patterns: Floats) -> tuple[str, ...]:
    """Ten of the items that show one of these patterns, by name."""
    table, some = subject.scored.table, patterns[:50]
    columns = [f"v{own.k}" for own in subject.scored.variants]
    if table.items <= MOST_PATTERNS:  # a filter of so many terms takes longer to write down than these rows to look at
        rows = table.frame.select("item", *columns).collect(backend="pyarrow")
        wanted = set(map(tuple, some.tolist()))
        marks = np.column_stack([floats(rows[column]) for column in columns]).tolist()
        shown = (item for item, own in zip(rows["item"].to_list(), marks, strict=True) if tuple(own) in wanted)
        return tuple(nsmallest(LISTED, shown))
    holds = (
        reduce(and_, (nw.col(column) == float(value) for column, value in zip(columns, row, strict=True)))
        for row in some
    )
    found = table.frame.filter(reduce(or_, holds)).select("item").sort("item").head(LISTED)
    return tuple(found.collect(backend="pyarrow")["item"].to_list())
