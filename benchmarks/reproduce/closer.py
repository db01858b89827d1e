"""A closer look at the answers: by the shape of a query, in the language of yesterday, and what retrieval found."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.evals.samples import Sample
from benchmarks.reproduce import datafiles
from benchmarks.reproduce.cells import table
from benchmarks.reproduce.findings import Split
from benchmarks.reproduce.prompts import Asker
from benchmarks.reproduce.scoring import marks
from benchmarks.reproduce.sieve import DIALECTS, parse, write
from benchmarks.reproduce.worlds import boards


def by_shape(split: Split, variants: Iterable[str]) -> str:
    """Right answers of each shape of query, of all answers to it."""
    shape = {item["id"]: item["shape"] for item in datafiles.load(split.name)}
    shapes = sorted(set(shape.values()))
    lines = [
        [f"`{name}`", *(_of(row for row in _rows(split, variant) if shape[row.item] == name) for variant in variants)]
        for name in shapes
    ]
    return table(["shape of the query", *(f"`{variant}`" for variant in variants)], lines)


def in_the_language_of_training(split: Split, variants: Iterable[str]) -> str:
    """Answers to questions after the change, marked by the language of today and once more by that of training."""
    before = {item["id"]: write(parse(item["query"], DIALECTS[2]), DIALECTS[1]) for item in datafiles.load(split.name)}
    lines = []
    for variant in variants:
        cells = [f"`{variant}`"]
        for segment in split.segments:
            own = [row for row in _rows(split, variant) if row.segment == segment]
            old = sum(marks(_said(row), before[row.item], 1, boards())[1] for row in own)
            cells += [_of(own), f"{old} of {len(own)}"]
        lines.append(cells)
    heads = [f"{segment}: {when}" for segment in split.segments for when in ("right today", "right as taught")]
    return table(["adapter", *heads], lines)


def found_by_retrieval() -> str:
    """How often the sentence that holds the answer is among those that retrieval gives."""
    asker, items = Asker("b", "test"), datafiles.load("b-test")
    lines = []
    for fate in ("unchanged", "changed", "new"):
        own = [bool(asker.found("rag-handbook", item)) for item in items if item["fate"] == fate]
        lines.append([fate, f"{sum(own)} of {len(own)}"])
    return table(["facts", "questions whose sentence is among the three"], lines)


def _rows(split: Split, variant: str) -> list[Sample]:
    return [row for row in split.samples if row.variant == variant]


def _of(rows: Iterable[Sample]) -> str:
    marked = [row.scores["right"] for row in rows]
    return f"{sum(mark == 1 for mark in marked)} of {len(marked)}"


def _said(row: Sample) -> str:
    return (row.text.output if row.text else None) or ""
