"""What people would have found, from their marks on some answers and the grader's on all: PPI++ by variant and by pair.

The marked answers are taken as a random part of all. Below 15 labels of the rarer mark nothing is corrected, because
the interval would cover too little.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from advisor.evals.estimates import interval
from advisor.evals.judging import JudgedCell, marks_of, rarer_class
from advisor.evals.readings import Scored
from advisor.language import _
from advisor.schema.evidence import Interval, JudgedVariant
from advisor.stats.confusion import sensitivity, specificity
from advisor.stats.moments import Moments
from advisor.stats.ppi_mean import LEAST_OF_RARER_CLASS, ppi_mean

METHOD = "PPI++"


def judged_variants(scored: Scored, cells: Sequence[JudgedCell]) -> tuple[JudgedVariant, ...]:
    """The corrected mean of each variant that has labels, in the order of the variants."""
    found = []
    for own in scored.variants:
        labelled = [cell for cell in cells if cell.variant == own.name]
        if not labelled:
            continue
        human, judge = marks_of(labelled)
        passes, says = [cell.human_passes for cell in labelled], [cell.judge_passes for cell in labelled]
        rarer = rarer_class(labelled)
        corrected = _corrected(human, judge, own.own.marks) if rarer >= LEAST_OF_RARER_CLASS else None
        found.append(
            JudgedVariant(
                variant=own.name,
                labelled=len(labelled),
                rarer=rarer,
                sensitivity=sensitivity(passes, says) if scored.kind == "pass/fail" else None,
                specificity=specificity(passes, says) if scored.kind == "pass/fail" else None,
                judged=own.own.marks.mean,
                corrected=corrected[0] if corrected else None,
                interval=corrected[1] if corrected else None,
            )
        )
    return tuple(found)


def corrected_difference(scored: Scored, cells: Sequence[JudgedCell], a: str, b: str) -> tuple[float, Interval] | None:
    """Mean and 95 % interval of a minus b as people would have found it; None with too few labels of either."""
    of = {name: {cell.item: cell for cell in cells if cell.variant == name} for name in (a, b)}
    shared = sorted(of[a].keys() & of[b].keys())
    if any(rarer_class([of[name][item] for item in shared]) < LEAST_OF_RARER_CLASS for name in (a, b)):
        return None
    places = {own.name: own.k for own in scored.variants}
    pair = scored.left_out.marks.pair(places[a], places[b])
    if pair is None:
        return None
    human = np.array([of[a][item].human - of[b][item].human for item in shared])
    judge = np.array([of[a][item].judge - of[b][item].judge for item in shared])
    return _corrected(human, judge, pair.differences)


def _corrected(
    human: NDArray[np.float64], judge: NDArray[np.float64], everything: Moments
) -> tuple[float, Interval] | None:
    rest = _without(everything, judge)
    if rest is None:  # people marked everything
        mean, error = float(human.mean()), float(human.std(ddof=1)) / math.sqrt(len(human))
        half = 1.959963984540054 * error
        return mean, interval(mean - half, mean + half, 0.95, _("human marks only"))
    found = ppi_mean(human, judge, rest)
    return found.mean, interval(*found.interval(), 0.95, METHOD)


def _without(everything: Moments, part: NDArray[np.float64]) -> Moments | None:
    """The moments of the values that are left when these are taken out; None where fewer than two are."""
    n = everything.n - len(part)
    if n < 2:
        return None
    mean = (everything.n * everything.mean - float(part.sum())) / n
    squares = (everything.variance or 0.0) * (everything.n - 1) + everything.n * everything.mean**2
    spread = squares - float((part**2).sum()) - n * mean * mean
    return Moments(n, mean, max(spread, 0.0) / (n - 1))
