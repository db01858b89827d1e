"""How two graders marked the same items: a table of counts, and the shares read off it.

The first grader (rows) is the human, the second (columns) the judge. Sensitivity and specificity: Yerushalmy 1947,
Public Health Reports 62, 1432-1449.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray


def confusion_table(human: Sequence[Hashable], judge: Sequence[Hashable]) -> tuple[NDArray[np.float64], list[Any]]:
    """The (C, C) counts and the labels that occur, sorted."""
    labels: list[Any] = sorted({*human, *judge})
    place = {label: index for index, label in enumerate(labels)}
    table = np.zeros((len(labels), len(labels)))
    for left, right in zip(human, judge, strict=True):
        table[place[left], place[right]] += 1
    return table, labels


def agreement(table: NDArray[np.float64]) -> float:
    """The share of the items on which both agree."""
    return float(np.trace(table) / table.sum())


def sensitivity(human: Sequence[bool], judge: Sequence[bool]) -> float | None:
    """The share of what the human passes that the judge passes too; None where the human passes nothing."""
    kept = [bool(theirs) for ours, theirs in zip(human, judge, strict=True) if ours]
    return sum(kept) / len(kept) if kept else None


def specificity(human: Sequence[bool], judge: Sequence[bool]) -> float | None:
    """The share of what the human fails that the judge fails too; None where the human fails nothing."""
    return sensitivity([not each for each in human], [not each for each in judge])
