"""Answers that are put together lead to the same approach, whatever the others are: by going through all of them."""

from __future__ import annotations

from itertools import product
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from situations import LETTERS, OPTIONS, VALUES, small_books

from advisor.decision.engine import Engine, engine_of
from advisor.decision.rule_tables import RuleTables
from advisor.files.rulebook import RuleBook
from advisor.schema.rules import Book
from advisor.schema.words import UNKNOWN
from advisor.workshop.alike import alike

BOOK = RuleBook.load()
TABLES = RuleTables(BOOK, engine_of(BOOK))


def approaches(engine: Engine, tables: RuleTables, may: dict[int, list[int]]) -> dict[tuple[int, ...], object]:
    """Each way -> the approach, asked of the engine one by one."""
    names = [(UNKNOWN, *options) for options in tables.options]
    return {
        way: engine.decide({q: names[i][way[i]] for i, q in enumerate(tables.questions) if way[i]}).ranking.approach
        for way in product(*(may[i] for i in range(len(tables.questions))))
    }


def check(engine: Engine, tables: RuleTables, may: dict[int, list[int]]) -> int:
    """Every group stands for one approach in every way; how many answers were put together with another."""
    groups = alike(tables.tables, may)
    assert {place: sorted(code for group in own for code in group) for place, own in groups.items()} == {
        place: sorted(codes) for place, codes in may.items()
    }
    first = {(place, code): group[0] for place, own in groups.items() for group in own for code in group}
    found = approaches(engine, tables, may)
    for way, approach in found.items():
        assert approach == found[tuple(first[i, code] for i, code in enumerate(way))]
    return sum(len(codes) for codes in may.values()) - sum(map(len, groups.values()))


@settings(max_examples=100)
@given(book=small_books(), seed=st.integers(0, 10_000))
def test_on_small_books_one_of_a_group_stands_for_all_of_it(book: Book, seed: int) -> None:
    random = Random(seed)
    may = {i: random.sample(range(len(VALUES) + 1), random.randint(1, 4)) for i in range(len(LETTERS))}
    engine = Engine(book)
    check(engine, RuleTables(book, engine), may)


def test_on_the_real_book_one_of_a_group_stands_for_all_of_it() -> None:
    put_together = 0
    for seed in range(12):
        random = Random(seed)
        may = {i: [random.randrange(len(options) + 1)] for i, options in enumerate(TABLES.options)}
        for place in random.sample(range(len(TABLES.questions)), 4):
            may[place] = random.sample(range(len(TABLES.options[place]) + 1), random.randint(2, 3))
        put_together += check(engine_of(BOOK), TABLES, may)
    assert put_together > 0


def test_a_question_that_no_rule_reads_has_one_group() -> None:
    place = TABLES.place["gap"]
    unread = [table for table in TABLES.tables if place not in table.questions]
    may = {i: [0] for i in range(len(TABLES.questions))} | {place: [1, 2, 3]}
    assert alike(unread, may)[place] == [[1, 2, 3]]


def test_an_answer_alone_stays_alone() -> None:
    may = {i: [1] for i in range(len(OPTIONS))}
    assert alike(TABLES.tables, may) == {i: [[1]] for i in range(len(OPTIONS))}
