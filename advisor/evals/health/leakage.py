"""Do test items stand in the training data, the prompt's examples or the index, and did that help the tuned model?"""

from __future__ import annotations

import narwhals as nw
import numpy as np

from advisor.evals.health.subject import Subject, finding, not_checked
from advisor.evals.number_words import items_words, size
from advisor.evals.overlap import MOST_ITEMS, Overlap, find_overlap
from advisor.evals.readings import Variant
from advisor.language import N_, _, ngettext
from advisor.schema.evidence import HealthCheck
from advisor.stats.contamination_did import GainDifference, gain_difference
from advisor.stats.moments import moments_of

CHECK, TITLE = "leakage", N_("Test items kept apart")
MOST = 0.02
"""The share of items found in the training data above which the eval is red."""
TUNED = ("fine-tuning", "rag+fine-tuning")


def check(subject: Subject) -> HealthCheck:
    """Red where more than 2 % of the items are found, where examples or an index hold any, or where it helped."""
    if not subject.beside.training_texts:
        return not_checked(
            CHECK, TITLE, _("Give what a model was tuned on, or what stands as examples in the prompt or in the index.")
        )
    found = find_overlap(subject.evals, subject.beside.training_texts)
    if found is None:
        said = _("These results hold no inputs, so they cannot be looked up in what you gave.")
        return not_checked(CHECK, TITLE, said)
    n, figure = len(found.looked_at), _figure(found)
    names = tuple(sorted(found.contained or found.answers)[:10])
    if not found.contained and not found.answers:
        return finding(CHECK, TITLE, "green", figure, _("No test item was found in what you gave."))
    if not found.contained:
        return finding(
            CHECK, TITLE, "amber", figure,
            _("Expected answers stand in what you gave: check that none is stored beside its question."), names,
        )  # fmt: skip
    helped = _helped(subject, found)
    if helped is not None and helped.interval[0] > 0:
        points = subject.scored.in_points
        return finding(
            CHECK, TITLE, "red", figure,
            _(
                "The tuned model gained {size} more on the items it had seen (p = {p}): take them out of what the model"
                " has seen, or out of the test, and compare on the others only.",
                size=size(helped.difference, points), p=f"{helped.p:.2g}",
            ),
            names,
        )  # fmt: skip
    is_tuned = any(own.place in TUNED for own in subject.scored.variants)
    if not is_tuned or len(found.contained) / n > MOST:
        said = (
            _(
                "Test items stand in what the model has seen: take them out of what the model has seen, or out of the"
                " test."
            )
            if is_tuned
            else _(
                "Test items stand in the examples or the index: take them out of what the model has seen, or out of the"
                " test."
            )
        )
        return finding(CHECK, TITLE, "red", figure, said, names)
    said = _("A few test items were seen in training: take them out of what the model has seen, or out of the test.")
    return finding(CHECK, TITLE, "amber", figure, said, names)


def _figure(found: Overlap) -> str:
    n, more = len(found.looked_at), len(found.answers - found.contained)
    figure = _(
        "{contained} of {items} found, {exact} word for word",
        contained=f"{len(found.contained):,}",
        items=items_words(n),
        exact=f"{len(found.exact):,}",
    )
    if more:
        figure = ngettext(
            "{figure}, and {n} more expected answer", "{figure}, and {n} more expected answers", more, figure=figure
        )
    if n == MOST_ITEMS:
        figure = _("{figure} (the first {n} were looked at)", figure=figure, n=f"{MOST_ITEMS:,}")
    return figure


def _helped(subject: Subject, found: Overlap) -> GainDifference | None:
    """The gain of the best tuned variant over the best other on the items it has seen, minus that on the others."""
    tuned, others = (
        [own for own in subject.scored.variants if (own.place in TUNED) is wanted] for wanted in (True, False)
    )
    if not tuned or not others:
        return None
    best, base = (max(some, key=_mean) for some in (tuned, others))
    gain = (nw.col(f"v{best.k}") - nw.col(f"v{base.k}")).alias("gain")
    rows = subject.scored.table.frame.select("item", gain).filter(~nw.col("gain").is_null())
    first = rows.filter(nw.col("item") <= max(found.looked_at)).collect(backend="pyarrow")
    items, gains = first["item"].to_list(), first["gain"].to_numpy().astype(float)
    seen = np.array([item in found.contained for item in items], dtype=bool)
    clean = np.array([item in found.looked_at for item in items], dtype=bool) & ~seen
    if seen.sum() < 2 or clean.sum() < 2:
        return None
    return gain_difference(moments_of(sorted(gains[seen].tolist())), moments_of(sorted(gains[clean].tolist())))


def _mean(own: Variant) -> float:
    return own.own.marks.mean
