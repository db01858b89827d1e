"""What a book says of one set of answers: the ranking at once, everything else when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from advisor.decision.engine import engine_of
from advisor.decision.overrides import answers_from_results, overrides_of
from advisor.decision.path import Paths
from advisor.decision.per_book import PerBook
from advisor.decision.statements import Statements, Word
from advisor.decision.states import Facts
from advisor.language import N_, Language, _, in_its_language, ngettext
from advisor.schema.answers import Answers
from advisor.schema.evidence import Evidence
from advisor.schema.recommendation import (
    CaseRecord,
    Overridden,
    PathStep,
    Probability,
    Ranked,
    Reason,
    RuledOut,
    Waiting,
)
from advisor.schema.rules import Book
from advisor.schema.words import APPROACHES, UNKNOWN, Approach

ENOUGH_CASES = 5
"""With fewer compared cases of the same task no percentage is shown."""

_NOT_FITTED = N_("The weights are not fitted to published cases yet, so no percentage is shown.")
_BY_RESULTS = N_("Your own results decide here, not published cases, so no percentage is shown.")


class Findings:
    """The findings on one set of answers and eval results."""

    def __init__(
        self, book: Book, answers: Answers, evidence: Evidence | None = None, derived: Facts | None = None
    ) -> None:
        self.book, self.evidence = book, evidence
        self._given, self.derived = answers, evidence.facts if evidence is not None else derived
        self._all = _all_of(book)
        self.engine, self.weights = self._all.engine, book.weights
        self._measured = answers_from_results(book, self.derived)
        self.answers = answers.values | self._measured if self._measured else answers.values
        self.situation = self.engine.situation(self.answers, self.derived)
        self.stops = self.engine.stops(self.situation)
        self.ranking = self.engine.effects.rank(self.situation.fired, self.stops)
        self.approach = self.ranking.approach

    def __reduce__(self) -> tuple[Any, ...]:
        return Findings, (self.book, self._given, self.evidence, self.derived)

    @property
    def lang(self) -> Language:
        """What they are said in: the language of the book."""
        return self.book.language

    @cached_property
    def results_decide(self) -> bool:
        """Whether a rule holds by which eval results outweigh all answers."""
        return bool((self.situation.fired | self.stops) & self._all.statements.outweighing)

    def path(self) -> tuple[PathStep, ...]:
        """The steps to the recommended approach."""
        return self.path_to(self.approach) if self.approach else ()

    def path_to(self, approach: Approach) -> tuple[PathStep, ...]:
        """The steps to any approach, recommended or not."""
        return self._all.paths.to(approach, self.situation)

    def ranked(self) -> tuple[Ranked, ...]:
        """All approaches, the recommended one first, with the rules for and against each."""
        by_word, fired, ids = self.engine.effects.by_word, self.situation.fired, self.engine.ids
        found = []
        for approach in self.ranking.order:
            i = APPROACHES.index(approach)
            found.append(
                Ranked(
                    approach=approach,
                    score=self.ranking.scores[approach],
                    probability=self._probability(self.ranking.probabilities[approach]),
                    ruled_out=approach in self.ranking.ruled_out,
                    supported_by=ids(fired & (by_word["supports"][i] | by_word["settles"][i])),
                    opposed_by=ids(fired & (by_word["opposes"][i] | by_word["rules_out"][i])),
                )
            )
        return tuple(found)

    def probability(self) -> Probability | None:
        """That of the recommended approach."""
        return self._probability(self.ranking.probabilities[self.approach]) if self.approach else None

    def record(self) -> CaseRecord | None:
        """The published cases behind the probabilities; None while the weights are not fitted."""
        if not self.weights.fitted:
            return None
        counted = self.weights.fitted_on.get(self.answers.get("task", UNKNOWN))
        if counted is None or not counted.cases:
            return CaseRecord(compared_cases=0, papers=None, before_2025=None)
        return CaseRecord(
            compared_cases=counted.cases,
            papers=counted.papers / counted.cases,
            before_2025=counted.before_2025 / counted.cases,
        )

    def reasons(self, words: Sequence[Word], approaches: Sequence[Approach]) -> tuple[Reason, ...]:
        """What the rules that hold say with these words about these approaches."""
        by_word, acting = self.engine.effects.by_word, self.situation.fired | self.stops
        found: list[Reason] = []
        for approach in approaches:
            i = APPROACHES.index(approach)
            for word in words:
                bits = by_word[word][i] & (acting if word == "settles" else self.situation.fired)
                if bits:
                    say = self._all.statements.reasons
                    found += say(word, approach, bits, self.situation, acting, self._measured.keys())
        return tuple(found)

    def overridden(self) -> tuple[Overridden, ...]:
        """The questions that results answer, and what was answered."""
        given = self._given.values
        return tuple(
            Overridden(
                question=each.question,
                answered=given[each.question],
                measured=self._measured[each.question],
                fact=each.fact,
            )
            for each in (overrides_of(self.book) if self._measured else ())
            if each.question in self._measured
        )

    def ruled_out(self) -> tuple[RuledOut, ...]:
        """The approaches that may not be recommended, by rule."""
        vetoes = self.engine.effects.by_word["rules_out"]
        return tuple(
            veto
            for each in self.ranking.order
            for veto in self._all.statements.vetoes(each, self.situation.fired & vetoes[APPROACHES.index(each)])
        )

    def conflict(self) -> tuple[str, ...]:
        """The rules that rule everything out, where that is so."""
        return () if self.approach else self.engine.ids(self.situation.fired & self.engine.effects.may_rule_out)

    def waiting(self) -> tuple[Waiting, ...]:
        """The rules that cannot be decided yet."""
        return self._all.statements.waiting(self.situation)

    def open_questions(self) -> tuple[str, ...]:
        """The unanswered questions, those that most waiting rules wait for first."""
        return self._all.statements.open_questions(self._all.questions, self.situation, self.stops)

    @in_its_language
    def _probability(self, value: float) -> Probability:
        if not self.weights.fitted:
            return Probability(value=value, shown=False, because=_(_NOT_FITTED))
        if self.results_decide:
            return Probability(value=value, shown=False, because=_(_BY_RESULTS))
        task = self.answers.get("task", UNKNOWN)
        counted = self.weights.fitted_on.get(task)
        cases = counted.cases if counted else 0
        if cases < ENOUGH_CASES:
            because = ngettext(
                "Rules only: {n} published case that compared approaches has the same `task`.",
                "Rules only: {n} published cases that compared approaches have the same `task`.",
                cases,
            )
            if task == UNKNOWN:
                because = _("Rules only: published cases are matched by `task`, which is still open.")
            return Probability(value=value, shown=False, because=because)
        return Probability(value=value, shown=True, because=self.weights.method)


class _All:
    """Everything a book can say, made once."""

    def __init__(self, book: Book) -> None:
        self.engine = engine_of(book)
        self.paths = Paths(book, self.engine.rules)
        self.statements = Statements(book, self.engine.rules)
        self.questions = frozenset(question.id for question in book.questions)


_all_of = PerBook(_All)
