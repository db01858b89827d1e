"""Batches: columns of answers in, the approach and four probabilities a row out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ours
from agreement import check_columns, reference
from one_decision import without_derived
from plain_book import PlainBook, folded, plain_book
from rules_as_duckdb import DuckdbBatch
from rules_as_polars import PolarsBatch
from rules_as_zen import ZenExpression
from situations import codes_of, facts_of, pointed_facts, random_codes, random_facts
from sums import PARTS
from timing import Task, interleaved

if TYPE_CHECKING:
    from advisor.schema.rules import Book

OURS = (ours.Many, ours.Columns, ours.ManyEnum, ours.ManyText)
SAMPLE = 2_000
"""Rows that an engine without batches is looped over."""
ONLY_APPROACH = ", the approach alone"
WITH_FIRED = ", and fired rules"


def engines(plain: PlainBook, parts: tuple[str, ...] = PARTS[:2]) -> list[Any]:
    """The column engines."""
    polars = [PolarsBatch(plain, kind, parts) for kind in ("codes", "enum", "text")]
    return [*polars, DuckdbBatch(plain, parts)]


def check(book: Book, count: int, *, evidence: bool) -> tuple[list[str], list[Any]]:
    """The labels of the engines that agree on so many random answer sets and more, and what the reference says.

    Raises `Disagreement`.
    """
    whole = plain_book(book)
    plain = whole if evidence else folded(whole, whole["defaults"])
    situations = random_facts(whole, count, 1, evidence=evidence) + pointed_facts(plain, 2)
    if not evidence:
        situations = without_derived(whole, situations)
    expected = [reference(book, {**whole["defaults"], **facts}) for facts in situations]
    found = engines(plain, PARTS)
    if not evidence:
        found += ours.available(book, *OURS, ours.ManyWithFired)
    for engine in found:
        answer = engine.read(engine.decide(engine.table(codes_of(plain, situations))))
        check_columns(engine.label, answer, situations, expected)
    return [engine.label for engine in found], expected


def measure(book: Book, rows: int, rounds: int) -> list[dict[str, Any]]:
    """Rows of milliseconds and decisions a second; where something is looped, scaled from 2,000 rows."""
    whole = plain_book(book)
    plain = folded(whole, whole["defaults"])
    codes = random_codes(plain, rows, 4)
    tasks: dict[str, Task] = {}
    shares: dict[str, float] = {}
    lined_up = [(engine.label, engine) for engine in [*ours.available(book, *OURS), *engines(plain)]]
    for parts, words, mine in (
        (("approach",), ONLY_APPROACH, ours.Winners),
        ((*PARTS[:2], "fired"), WITH_FIRED, ours.ManyWithFired),
    ):
        for engine in (*ours.available(book, mine), PolarsBatch(plain, "codes", parts), DuckdbBatch(plain, parts)):
            lined_up.append((engine.label.removesuffix(words) + words, engine))
    for label, engine in lined_up:
        tasks[label] = _decide_on(engine, engine.table(codes))
    sample = facts_of(plain, {fact: column[:SAMPLE] for fact, column in codes.items()})
    core = ours.Core(book, evidence=False)
    for engine in (core, ZenExpression(plain)):
        label = f"{engine.label}, looped"
        tasks[label] = _loop_over(engine, sample)
        shares[label] = len(sample) / rows
    taken = interleaved(tasks, rounds, shares)
    first = taken[lined_up[0][0]]
    return [
        {
            "engine": label,
            "milliseconds": times.median * 1e3,
            "low": times.low * 1e3,
            "high": times.high * 1e3,
            "per_second": rows / times.median,
            "ratio": times.times(first),
            "scaled": label in shares,
        }
        for label, times in taken.items()
    ]


def _decide_on(engine: Any, table: Any) -> Task:
    return lambda: engine.decide(table)


def _loop_over(engine: Any, sample: list[dict[str, str]]) -> Task:
    def task() -> None:
        for facts in sample:
            engine.decide(facts)

    return task
