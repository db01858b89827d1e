"""One decision, warm: from a plain dict of answers to the full ranking with reasons."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import ours
from agreement import check_one_by_one, reference
from plain_book import PlainBook, folded, plain_book
from rules_as_cel import Cel
from rules_as_clips import Clips
from rules_as_duckdb import DuckdbRow
from rules_as_json_logic import JsonLogic
from rules_as_polars import PolarsRow
from rules_as_python import GeneratedPython
from rules_as_rule_engine import RuleEngine
from rules_as_zen import ZenExpression, ZenTable
from situations import Facts, pointed_facts, random_facts
from timing import interleaved, looped

if TYPE_CHECKING:
    from advisor.schema.rules import Book

PEERS = (GeneratedPython, ZenExpression, ZenTable, Cel, Clips, RuleEngine, JsonLogic, PolarsRow, DuckdbRow)
Decide = Callable[[Mapping[str, str]], Any]


def deciders(book: Book, plain: PlainBook, *, evidence: bool) -> dict[str, tuple[Decide, Callable[[Any], Any]]]:
    """Every engine ready to decide, and how to read what it says.

    Without evidence the derived facts stand at their defaults: the peers get rules from which these are folded away,
    which is the fastest that they can be given, and answers to 25 questions only.
    """
    rules = plain if evidence else folded(plain, plain["defaults"])
    core = ours.Core(book, evidence=evidence)
    found: dict[str, tuple[Decide, Callable[[Any], Any]]] = {core.label: (core.decide, core.read)}
    if not evidence:
        for public in (ours.Public(book), ours.PublicRead(book)):
            found[public.label] = public.decide, public.read
    for peer in PEERS:
        found[peer.label] = peer(rules).decide, lambda answer: answer
    return found


def answer_sets(plain: PlainBook, count: int, *, evidence: bool) -> list[Facts]:
    """Answer sets as the engines take them: 25 answers, or all 34 facts."""
    situations = random_facts(plain, count, 1, evidence=evidence)
    situations += pointed_facts(plain if evidence else folded(plain, plain["defaults"]), 2)
    return situations if evidence else without_derived(plain, situations)


def without_derived(plain: PlainBook, situations: list[Facts]) -> list[Facts]:
    """The answers alone."""
    return [{k: v for k, v in facts.items() if k not in plain["defaults"]} for facts in situations]


def check(book: Book, count: int, *, evidence: bool) -> tuple[list[str], list[Any]]:
    """The labels of the engines that agree on so many random answer sets and more, and what the reference says.

    Raises `Disagreement`.
    """
    plain = plain_book(book)
    situations = answer_sets(plain, count, evidence=evidence)
    expected = [reference(book, {**plain["defaults"], **facts}) for facts in situations]
    engines = deciders(book, plain, evidence=evidence)
    for label, (decide, read) in engines.items():
        check_one_by_one(label, lambda facts, decide=decide, read=read: read(decide(facts)), situations, expected)
    return list(engines), expected


def measure(book: Book, rounds: int, slice_seconds: float, *, evidence: bool) -> list[dict[str, Any]]:
    """Rows of microseconds a decision, ours first."""
    plain = plain_book(book)
    situations = random_facts(plain, 200, 3, evidence=evidence)
    if not evidence:
        situations = without_derived(plain, situations)
    tasks, counts = {}, {}
    for label, (decide, _) in deciders(book, plain, evidence=evidence).items():
        for facts in situations:
            decide(facts)
        tasks[label], counts[label] = looped(decide, situations, slice_seconds)
    taken = interleaved(tasks, rounds, counts)
    return [
        {
            "engine": label,
            "microseconds": times.median * 1e6,
            "low": times.low * 1e6,
            "high": times.high * 1e6,
            "ratio": times.times(taken[ours.CORE]),
        }
        for label, times in taken.items()
    ]
