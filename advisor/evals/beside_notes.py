"""What was given beside the results, cut to what fits them; the rest is counted and said, never dropped in silence."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Literal

import narwhals as nw

from advisor.errors import EvalFileError
from advisor.evals.beside import Beside, Cell
from advisor.evals.readings import Scored
from advisor.language import _, ngettext

Kind = Literal["labels", "second_labels", "failures"]
"""What of `Beside` is given an answer at a time."""


def fitting(scored: Scored, beside: Beside) -> tuple[Beside, list[str]]:
    """The same with the marks of scored answers only, and a note for each kind of mark that lost some.

    Raises EvalFileError for a human label outside the scale of a score that runs from 0 to 1.
    """
    given: dict[Kind, Mapping[Cell, object]] = {
        "labels": beside.labels,
        "second_labels": beside.second_labels,
        "failures": beside.failures,
    }
    if not any(given.values()):
        return beside, []
    if scored.in_points:
        _check_scale(scored.score, [*beside.labels.values(), *beside.second_labels.values()])
    there = _scored_cells(scored, {item for cells in given.values() for _, item in cells})
    kept = replace(
        beside,
        labels={cell: mark for cell, mark in beside.labels.items() if cell in there},
        second_labels={cell: mark for cell, mark in beside.second_labels.items() if cell in there},
        failures={cell: cause for cell, cause in beside.failures.items() if cell in there},
    )
    return kept, [note for kind, cells in given.items() for note in _note(kind, cells, there)]


def _check_scale(score: str, marks: Sequence[float]) -> None:
    outside = [mark for mark in marks if not 0 <= mark <= 1]
    if outside:
        raise EvalFileError(
            f"A human label is {outside[0]:g}, but `{score}` runs from 0 to 1: write the labels on the scale of the"
            " score."
        )


def _scored_cells(scored: Scored, items: Collection[str]) -> set[Cell]:
    names = {own.name: f"v{own.k}" for own in scored.variants}
    wanted = scored.table.frame.filter(nw.col("item").is_in(sorted(items))).select("item", *names.values())
    rows = wanted.collect(backend="pyarrow").rows(named=True)
    return {(name, row["item"]) for row in rows for name, mark in names.items() if row[mark] is not None}


def _note(kind: Kind, cells: Collection[Cell], there: Collection[Cell]) -> list[str]:
    lost = sorted(cell for cell in cells if cell not in there)
    if not lost:
        return []
    variant, item = lost[0]
    given = {
        "labels": ngettext("{n} human label", "{n} human labels", len(cells)),
        "second_labels": ngettext("{n} second human label", "{n} second human labels", len(cells)),
        "failures": ngettext("{n} labelled failure", "{n} labelled failures", len(cells)),
    }[kind]
    return [
        _(
            "{lost} of {given} not used: no scored answer has that name, such as variant `{variant}`, item `{item}`.",
            lost=f"{len(lost):,}",
            given=given,
            variant=variant,
            item=item,
        )
    ]
