"""Failed answers drawn for a person to look at, and what the labels given to them show.

A pass/fail item has failed when any of its runs did; a graded one when its mark is in the lowest third of the variant's
marks and below the highest. Which items are drawn depends on their names and the seed only: not on the order of the
rows, nor on how many items there are beside them, so labels given to an earlier draw still count.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from heapq import nsmallest
from typing import Any, Final

import narwhals as nw

from advisor.evals.beside import Cell
from advisor.evals.eval_set import EvalSet
from advisor.evals.number_words import enumerated
from advisor.evals.readings import Scored, Variant
from advisor.evals.sample_table import TEXTS
from advisor.evals.samples import SampleText
from advisor.language import N_, _, ngettext, run_on
from advisor.schema.evidence import FailureCause, Failures, FailureShare, Interval
from advisor.stats.wilson import wilson_interval

CAUSES: Final[tuple[FailureCause, ...]] = ("facts", "form", "judgement", "economics", "wrong-test")
TO_LABEL: Final = 30
FEWEST_LABELS: Final = 5
"""Below that nothing is said of the cause."""
ALPHA: Final = 0.05
SEED: Final = 20240327


@dataclass(frozen=True, slots=True)
class FailedSample:
    """One failed answer, with its texts where the results hold them."""

    variant: str
    item: str
    score: float
    """The lowest mark of the item's runs: the run that is shown."""
    text: SampleText | None


def variant_to_look_at(scored: Scored) -> Variant | None:
    """The prompt with the best mean; without a prompt the best variant of all; None without variants."""
    prompts = [own for own in scored.variants if own.place == "prompting"]
    return min(prompts or scored.variants, key=lambda own: (-own.own.marks.mean, own.name), default=None)


def failed_samples(
    evals: EvalSet, scored: Scored, variant: str | None = None, n: int = TO_LABEL, seed: int = SEED
) -> tuple[FailedSample, ...]:
    """Up to `n` failed items of a variant (the best prompt where none is named), in the order they were drawn.

    Only the names of failed items and the rows that were drawn come here; empty where nothing failed.
    """
    named = [own for own in scored.variants if own.name == variant]
    own = named[0] if named else variant_to_look_at(scored) if variant is None else None
    if own is None:
        return ()
    salt = str(seed).encode()
    with evals.lock:
        names = _failing(scored, own)
        drawn = nsmallest(n, names, key=lambda item: (blake2b(item.encode(), digest_size=8, salt=salt).digest(), item))
        rows = _lowest_rows(evals, scored.score, own.name, drawn)
    return tuple(rows[item] for item in drawn if item in rows)


def failure_summary(labels: Mapping[Cell, FailureCause]) -> Failures | None:
    """What these labels show, of the variant that has most of them; None without labels.

    A cause leads where it is told from the next one: two-sided exact binomial test of the two counts on their sum,
    below 5 %. Labels that say the test is wrong take no part in that. By simulation one of two equally frequent causes
    is then said to lead in 2 % of draws of 10 labels and 5 % of 30; a cause of 60 % among 30 is found in 61 %.
    """
    if not labels:
        return None
    per_variant = Counter(variant for variant, _ in labels)
    variant = min(per_variant, key=lambda name: (-per_variant[name], name))
    counts = Counter(cause for (name, _), cause in labels.items() if name == variant)
    labelled = per_variant[variant]
    shares = tuple(
        FailureShare(
            cause=cause,
            count=counts[cause],
            share=counts[cause] / labelled,
            interval=_bounds(counts[cause], labelled),
        )
        for cause in CAUSES
    )
    fact = _fact(counts)
    return Failures(
        variant=variant,
        labelled=labelled,
        shares=shares,
        fact=fact,
        sentence=_sentence(variant, counts, fact, len(labels) - labelled),
    )


def _failing(scored: Scored, own: Variant) -> list[str]:
    """The names of all items that failed."""
    mark = nw.col(f"v{own.k}")
    if scored.kind == "pass/fail":
        has_failed = mark < 1.0
    else:
        third = max(1, math.ceil(own.own.marks.n / 3))
        lowest = scored.table.frame.filter(~mark.is_null()).select(mark.alias("mark")).sort("mark").head(third)
        cut = float(lowest.select(nw.col("mark").max()).collect(backend="pyarrow")["mark"][0])
        has_failed = (mark <= cut) & (mark < own.own.high)
    return list(scored.table.frame.filter(has_failed).select("item").collect(backend="pyarrow")["item"].to_list())


def _lowest_rows(evals: EvalSet, score: str, variant: str, items: list[str]) -> dict[str, FailedSample]:
    """Of each item the run with the lowest mark; among equals the first by its texts, so that order is no matter."""
    if not items:
        return {}
    table = evals.table
    texts = [name for name in TEXTS if name in table.columns]
    mark = nw.col(table.score_column(score)).alias("mark")
    wanted = (nw.col("variant") == variant) & nw.col("item").is_in(items)
    rows: list[dict[str, Any]] = (
        table.frame.filter(wanted).select("item", mark, *texts).collect(backend="pyarrow").rows(named=True)
    )
    scored_rows = [row for row in rows if row["mark"] is not None]
    scored_rows.sort(key=lambda row: (row["mark"], *(row[name] or "" for name in texts)), reverse=True)
    return {row["item"]: FailedSample(variant, row["item"], float(row["mark"]), _text(row)) for row in scored_rows}


def _text(row: Mapping[str, Any]) -> SampleText | None:
    texts = [row.get(name) for name in TEXTS]
    return SampleText(*texts) if any(texts) else None


def _bounds(count: int, n: int) -> Interval:
    low, high = wilson_interval(count, n)
    return Interval(low=low, high=high, level=0.95, method="Wilson")


def _fact(counts: Counter[FailureCause]) -> str:
    from scipy.stats import binomtest

    ranked = sorted(CAUSES[:-1], key=lambda cause: -counts[cause])
    first, second = counts[ranked[0]], counts[ranked[1]]
    if sum(counts[cause] for cause in CAUSES[:-1]) < FEWEST_LABELS:
        return "untested"
    return ranked[0] if binomtest(first, first + second).pvalue < ALPHA else "mixed"


def _sentence(variant: str, counts: Counter[FailureCause], fact: str, elsewhere: int) -> str:
    told = [_counted(cause, counts[cause]) for cause in CAUSES if counts[cause]]
    head = ngettext(
        "Of {n} labelled failure of `{variant}`: {causes}.",
        "Of {n} labelled failures of `{variant}`: {causes}.",
        sum(counts.values()),
        variant=variant,
        causes=enumerated(told),
    )
    left = ngettext("{n} label of other variants not counted.", "{n} labels of other variants not counted.", elsewhere)
    if fact == "untested":
        says = _("Fewer than {n} say what the variant got wrong: too few to tell.", n=FEWEST_LABELS)
    elif fact == "mixed":
        says = _("No cause is shown to lead.")
    else:
        says = _("The leading cause: {cause}.", cause=_(_NAMES[fact]))
    return run_on(head, says, left if elsewhere else "")


def _counted(cause: FailureCause, n: int) -> str:
    if cause == "wrong-test":
        return ngettext("{n} wrong test", "{n} wrong tests", n)
    return _("{n} {cause}", n=n, cause=_(_NAMES[cause]))


_NAMES: Final[dict[str, str]] = {
    "facts": N_("facts"),
    "form": N_("form"),
    "judgement": N_("judgement"),
    "economics": N_("cost or speed"),
}
