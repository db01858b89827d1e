"""What-ifs are all there are, the smallest, and true."""

from __future__ import annotations

from itertools import combinations, product

from hypothesis import given, settings
from situations import LETTERS, VALUES, any_answers, small_books, small_facts

from advisor.decision.engine import Engine, engine_of
from advisor.decision.outlook import Outlook, outlook_of
from advisor.files.rulebook import RuleBook
from advisor.schema.rules import Book
from advisor.schema.words import UNKNOWN

BOOK = RuleBook.load()


@settings(max_examples=500, deadline=None)
@given(book=small_books(), facts=small_facts)
def test_they_are_every_smallest_change_that_going_through_all_of_them_finds(book: Book, facts: dict[str, str]) -> None:
    engine = Engine(book)
    answers = {letter: value for letter, value in facts.items() if value != UNKNOWN}
    now = engine.decide(answers).ranking.approach

    def flips(**changes: str) -> bool:
        return engine.decide(answers | changes).ranking.approach != now

    moves = [(letter, value) for letter, value in product(LETTERS, VALUES) if answers.get(letter) != value]
    ones = {move for move in moves if flips(**dict([move]))}
    rest = [move for move in moves if move not in ones]
    twos = {pair for pair in combinations(rest, 2) if pair[0][0] != pair[1][0] and flips(**dict(pair))}
    found = Outlook(book).what_if(answers, most=1000)
    assert {(each.changes[0].question, each.changes[0].becomes) for each in found.one} == ones
    assert {tuple((c.question, c.becomes) for c in each.changes) for each in found.two} == twos
    assert (found.count_of_one, found.count_of_two) == (len(ones), len(twos))


@settings(max_examples=50, deadline=None)
@given(answers=any_answers)
def test_on_the_real_book_each_leads_where_it_says_and_names_the_rules_that_make_the_difference(
    answers: dict[str, str],
) -> None:
    engine = engine_of(BOOK)
    found = outlook_of(BOOK).what_if(answers)
    now = engine.decide(answers)
    for what_if in (*found.one, *found.two):
        changes = {change.question: change.becomes for change in what_if.changes}
        assert all(change.was == answers.get(change.question, UNKNOWN) for change in what_if.changes)
        after = engine.decide(answers | changes)
        assert after.ranking.approach == what_if.approach != now.ranking.approach
        before, then = ({*engine.ids(engine.situation(each).fired)} for each in (answers, answers | changes))
        assert {*what_if.because} <= (then | {*after.reasons_for}) - before
        assert {*what_if.no_longer}.isdisjoint(then)
        assert what_if.because or what_if.no_longer


def test_answers_to_open_questions_come_before_other_answers() -> None:
    found = outlook_of(BOOK).what_if({"format": "peculiar", "knowledge": "nothing"})
    given_before = [sum(change.was != UNKNOWN for change in each.changes) for each in (*found.one,)]
    assert given_before == sorted(given_before)
