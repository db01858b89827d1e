"""What following the advice would have cost in quality, where a source published comparable figures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from advisor.decision.backtesting.sample import Sample
from advisor.decision.backtesting.scoring import Judged
from advisor.language import N_
from advisor.schema.backtest import CaseRegret, Regret
from advisor.schema.cases import Case
from advisor.schema.words import APPROACHES, Approach
from advisor.stats.clustered_error import clustered_interval
from advisor.stats.standard_error import mean

NO_FIGURES: Final = N_("no share of right or wrong answers was published under one name for two kinds of approach")
NOT_OURS: Final = N_("none was published for the approach ranked first")

_A_SHARE: Final = re.compile(
    r"\b(accuracy|accurate|exact match|EM|F1|precision|recall|hit rate|pass rate|compile rate|share)\b|%", re.IGNORECASE
)
_A_DIFFERENCE: Final = re.compile(
    r"\b(points|gain|lead|change|improvement|reduction|relative|difference|rank)\b", re.IGNORECASE
)
"""Figures that are differences themselves have no common scale."""


def regret_of(case: Case, first: Approach | None) -> CaseRegret | str:
    """How far the best figures of `first` lie below the best of all, in points, or why that cannot be said.

    A figure counts where its name says that it is a share, all its values lie within 0 to 1 or within 0 to 100, and it
    was published for at least two kinds of approach, `first` among them. Of several systems of a kind the best counts,
    whatever their base model; of several figures the mean.
    """
    shares = {name: values for name, values in _figures(case).items() if len(values) > 1}
    if not shares:
        return NO_FIGURES
    ours = {name: values for name, values in shares.items() if first in values}
    if first is None or not ours:
        return NOT_OURS
    lost = [max(values.values()) - values[first] for values in ours.values()]
    return CaseRegret(points=mean(lost), metrics=tuple(ours))


def regret(sample: Sample, found: Sequence[CaseRegret | str]) -> Regret:
    """The sum of it over the cases, in their order."""
    known = [
        (each, case.source.page) for each, case in zip(found, sample.cases, strict=True) if not isinstance(each, str)
    ]
    points, sources = [each.points for each, _ in known], [source for _, source in known]
    interval = clustered_interval(points, sources) if known else None
    return Regret(
        n=len(known),
        sources=len(set(sources)),
        mean=mean(points) if known else None,
        low=max(interval[0], 0.0) if interval else None,
        high=interval[1] if interval else None,
        none_lost=sum(each == 0 for each in points),
        left_out=dict(Counter(each for each in found if isinstance(each, str))),
    )


def regrets(sample: Sample, judged: Judged) -> tuple[CaseRegret | str, ...]:
    """That of each case, or why there is none."""
    return tuple(
        regret_of(case, APPROACHES[first] if first >= 0 else None)
        for case, first in zip(sample.cases, judged.first.tolist(), strict=True)
    )


def _figures(case: Case) -> dict[str, dict[Approach, float]]:
    """Name -> approach -> the best of its values in points, higher being better, of what counts as a share."""
    values: dict[tuple[str, bool], list[tuple[Approach, float]]] = {}
    for system in case.approaches:
        for metric in system.metrics:
            values.setdefault((metric.name, metric.higher_is_better), []).append((system.approach, metric.value))
    found: dict[str, dict[Approach, float]] = {}
    for (name, higher_is_better), pairs in values.items():
        numbers = [value for _, value in pairs]
        if not _A_SHARE.search(name) or _A_DIFFERENCE.search(name) or not 0 <= min(numbers) <= max(numbers) <= 100:
            continue
        unit = (100.0 if max(numbers) <= 1 else 1.0) * (1 if higher_is_better else -1)
        best: dict[Approach, float] = {}
        for approach, value in pairs:
            best[approach] = max(unit * value, best.get(approach, -100.0))
        found[name] = best
    return found
