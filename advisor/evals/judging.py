"""Who graded a score, and what humans said of the same answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from advisor.evals.beside import Beside, Cell
from advisor.evals.eval_set import EvalSet
from advisor.evals.readings import Scored

HUMAN, CODE = "human", "code"


@dataclass(frozen=True, slots=True)
class JudgedCell:
    """One answer with the mark of the score and a human's, on the same scale."""

    variant: str
    item: str
    judge: float
    human: float
    judge_passes: bool
    human_passes: bool
    """From the middle of the scale on."""


def graders_of(evals: EvalSet, score: str) -> frozenset[str]:
    """Who graded the score; empty where the files do not tell."""
    return frozenset(who for _, name, who in evals.table.graders if name == score)


def is_surely_no_judge(evals: EvalSet, score: str) -> bool:
    """Whether code or people graded every row, so that there is no model to be checked."""
    who = graders_of(evals, score)
    return bool(who) and who <= {HUMAN, CODE}


def judged_cells(evals: EvalSet, scored: Scored, beside: Beside) -> list[JudgedCell]:
    """The answers that have both marks, sorted by variant and item; repeats are averaged.

    Human marks are those that were given, and those of a score of the same name that people graded.
    """
    human = {**_human_marks(evals, scored), **beside.labels}
    places = {own.name: own.k for own in scored.variants}
    items = sorted({item for variant, item in human if variant in places})
    if not items:
        return []
    names = [f"v{k}" for k in places.values()]
    found = scored.table.frame.filter(nw.col("item").is_in(items)).select("item", *names).collect(backend="pyarrow")
    middle = sum(scored.left_out.marks.scale) / 2
    cells = []
    for row in found.rows(named=True):
        for variant, k in places.items():
            mark, label = row[f"v{k}"], human.get((variant, row["item"]))
            if mark is not None and label is not None:
                cells.append(
                    JudgedCell(variant, row["item"], float(mark), float(label), mark >= middle, label >= middle)
                )
    return sorted(cells, key=lambda cell: (cell.variant, cell.item))


def marks_of(cells: Sequence[JudgedCell]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The humans' marks and the judge's, as two arrays of one length."""
    return np.array([cell.human for cell in cells]), np.array([cell.judge for cell in cells])


def rarer_class(cells: Sequence[JudgedCell]) -> int:
    """How many of these answers have the human mark, pass or fail, that is rarer."""
    passes = sum(cell.human_passes for cell in cells)
    return min(passes, len(cells) - passes)


def _human_marks(evals: EvalSet, scored: Scored) -> Mapping[Cell, float]:
    """The marks of a score of the same name that people graded: `correct` beside `correct (gpt-5)`."""
    table = evals.table
    if graders_of(evals, scored.score) <= {HUMAN}:
        return {}
    base = scored.score.split(" (", 1)[0]
    names = sorted({name for _, name, who in table.graders if who == HUMAN and name != scored.score})
    same = next((name for name in names if name.split(" (", 1)[0] == base), None)
    if same is None:
        return {}
    mark = nw.col(table.score_column(same)).alias("mark")
    rows = table.frame.select("variant", "item", mark).filter(~nw.col("mark").is_null())
    found = rows.group_by("variant", "item").agg(nw.col("mark").mean()).collect(backend="pyarrow")
    return {(row["variant"], row["item"]): float(row["mark"]) for row in found.rows(named=True)}
