"""What could still change a recommendation: the questions about all answers at once, on one book and one evidence."""

from __future__ import annotations

import weakref
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property

from advisor.decision.columns import Columns
from advisor.decision.engine import engine_of
from advisor.decision.fired_columns import FiredColumns
from advisor.decision.next_question import Draws, next_questions
from advisor.decision.overrides import answers_from_results
from advisor.decision.rule_tables import RuleTables
from advisor.decision.settled import settled
from advisor.decision.what_if import what_ifs
from advisor.schema.cases import Case
from advisor.schema.recommendation import NextQuestions, Settled, WhatIfs
from advisor.schema.rules import Book


class Outlook:
    """A rule book under given derived facts, compiled for questions about every way of answering.

    A question that these facts answer is never open, and no other answer to it is tried.
    """

    def __init__(self, book: Book, derived: Mapping[str, str] | None = None) -> None:
        self.engine = engine_of(book)
        self.derived = dict(derived or {})
        self.tables = RuleTables(book, self.engine, derived)
        self.rule_ids = tuple(rule.id for rule in self.engine.rules)
        self._questions = book.questions
        self._measured = answers_from_results(book, derived)

    @cached_property
    def columns(self) -> Columns:
        """The book for columns of answers."""
        return Columns(self.tables)

    @cached_property
    def fired(self) -> FiredColumns:
        """The book for the rules that fire in columns of answers."""
        return FiredColumns(self.tables, len(self.engine.rules))

    def settled(self, answers: Mapping[str, str], declined: Collection[str] = ()) -> Settled:
        """Whether any answer to the open questions can still change the recommended approach; exact."""
        return settled(self.engine, self.tables, {**answers, **self._measured}, self.derived, declined)

    def what_if(self, answers: Mapping[str, str], most: int = 20) -> WhatIfs:
        """The single answers, and the pairs of answers, that would change the recommended approach."""
        read = {**answers, **self._measured}
        return what_ifs(self.engine, self.tables, self.columns, read, self.derived, most, fixed=self._measured)

    def next_questions(self, answers: Mapping[str, str], draws: Draws, declined: Collection[str] = ()) -> NextQuestions:
        """The open questions, those expected to decide most first, and the chance that anything still changes."""
        return next_questions(self.columns, self.tables, draws, {**answers, **self._measured}, declined)

    def draws(self, cases: Sequence[Case]) -> Draws:
        """Answer sets drawn as the published ones of these cases answered, for `next_questions`."""
        return Draws(self._questions, [case for case in cases if not case.is_own])


_KEPT = 8
_outlooks: dict[tuple[int, frozenset[tuple[str, str]]], tuple[weakref.ref[Book], Outlook]] = {}


def outlook_of(book: Book, derived: Mapping[str, str] | None = None) -> Outlook:
    """The outlook of a book under these derived facts; the last few are kept."""
    defaults = {fact.id: fact.default for fact in book.facts}
    key = id(book), frozenset((defaults | dict(derived or {})).items())
    kept = _outlooks.get(key)
    if kept is not None and kept[0]() is book:
        return kept[1]
    while len(_outlooks) >= _KEPT:
        _outlooks.pop(next(iter(_outlooks)), None)
    outlook = Outlook(book, derived)
    _outlooks[key] = weakref.ref(book), outlook
    return outlook
