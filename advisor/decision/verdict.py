"""From facts to the whole verdict: which rules hold, the ranking, the path, the reasons with their sources."""

from __future__ import annotations

import weakref
from typing import Any, TypeVar

from advisor.decision.conditions import Situation
from advisor.decision.engine import Engine, engine_of
from advisor.decision.path import Paths
from advisor.decision.ranking import Ranking
from advisor.decision.statements import Statements, Word
from advisor.decision.states import Facts
from advisor.schema.answers import Answers
from advisor.schema.evidence import Evidence
from advisor.schema.recommendation import CaseRecord, Probability, Ranked, Reason, Verdict
from advisor.schema.rules import Book
from advisor.schema.words import APPROACHES, UNKNOWN, Approach
from advisor.version import __version__

Kind = TypeVar("Kind", bound=Verdict)

ENOUGH_CASES = 5
"""With fewer compared cases of the same task no percentage is shown."""

_ON_OTHERS: tuple[Word, ...] = ("settles", "supports", "opposes")


def decide(
    book: Book,
    answers: Answers,
    evidence: Evidence | None = None,
    *,
    derived: Facts | None = None,
) -> Verdict:
    """The verdict on these answers and eval results by the rules of a book.

    `derived`: facts read off eval results, where they are given without the results themselves.
    """
    return Verdict.model_construct(**fields(book, answers, evidence, derived))


def fields(
    book: Book, answers: Answers, evidence: Evidence | None = None, derived: Facts | None = None
) -> dict[str, Any]:
    """The fields of a `Verdict` on these answers and eval results."""
    return _decider_of(book).fields(answers, evidence, derived)


class _Decider:
    """What decides by one book, with everything that does not depend on an answer made once."""

    def __init__(self, book: Book) -> None:
        self.engine: Engine = engine_of(book)
        self.paths = Paths(book, self.engine.rules)
        self.statements = Statements(book, self.engine.rules)
        self.questions = frozenset(question.id for question in book.questions)
        self.defaults = {fact.id: fact.default for fact in book.facts}
        self.fingerprint, self.weights = book.fingerprint, book.weights

    def fields(self, answers: Answers, evidence: Evidence | None, derived: Facts | None) -> dict[str, Any]:
        engine, effects = self.engine, self.engine.effects
        values = answers.values
        if evidence is not None:
            derived = evidence.facts
        situation = engine.situation(values, derived)
        stops = engine.stops(situation)
        ranking = effects.rank(situation.fired, stops)
        approach = ranking.approach
        path = self.paths.to(approach, situation) if approach else ()
        reasons = _Reasons(self, situation, stops, derived)
        others = [each for each in ranking.order if each != approach]
        vetoes = effects.by_word["rules_out"]
        return {
            "advisor_version": __version__,
            "rules_fingerprint": self.fingerprint,
            "weights_fitted": self.weights.fitted,
            "job": answers.job,
            "answers": values,
            "approach": approach,
            "standing": ranking.standing,
            "kind": " + ".join([step.kind for step in path if step.destination]) or None,
            "probability": self.probability(ranking.probabilities[approach], values) if approach else None,
            "record": self.record(values),
            "ranking": tuple([self.ranked(ranking, each, situation.fired, values) for each in ranking.order]),
            "now": path[0] if path else None,
            "path": path,
            "worth_it_now": not any(step.id == "keep-today" for step in path),
            "reasons_for": reasons.of(("settles", "supports"), [approach] if approach else []),
            "reasons_against": reasons.of(("opposes",), [approach] if approach else []),
            "reasons_on_others": reasons.of(_ON_OTHERS, others),
            "ruled_out": tuple(
                [
                    veto
                    for each in ranking.order
                    if situation.fired & vetoes[APPROACHES.index(each)]
                    for veto in self.statements.vetoes(each, situation.fired & vetoes[APPROACHES.index(each)])
                ]
            ),
            "conflict": () if approach else engine.ids(situation.fired & effects.may_rule_out),
            "waiting": self.statements.waiting(situation),
            "notes": reasons.of(("note",), [approach] if approach else []),
            "open_questions": self.statements.open_questions(self.questions, situation, stops),
            "evidence": evidence,
        }

    def ranked(self, ranking: Ranking, approach: Approach, fired: int, answers: Facts) -> Ranked:
        by_word, i = self.engine.effects.by_word, APPROACHES.index(approach)
        return Ranked.model_construct(
            approach=approach,
            score=ranking.scores[approach],
            probability=self.probability(ranking.probabilities[approach], answers),
            ruled_out=approach in ranking.ruled_out,
            supported_by=self.engine.ids(fired & (by_word["supports"][i] | by_word["settles"][i])),
            opposed_by=self.engine.ids(fired & (by_word["opposes"][i] | by_word["rules_out"][i])),
        )

    def probability(self, value: float, answers: Facts) -> Probability:
        if not self.weights.fitted:
            return Probability.model_construct(value=value, shown=False, because=_NOT_FITTED)
        cases = self.cases(answers)
        if cases < ENOUGH_CASES:
            because = f"Rules only: {cases} published cases that compared approaches have the same `task`."
            return Probability.model_construct(value=value, shown=False, because=because)
        return Probability.model_construct(value=value, shown=True, because=self.weights.method)

    def cases(self, answers: Facts) -> int:
        counted = self.weights.fitted_on.get(answers.get("task", UNKNOWN))
        return counted.cases if counted else 0

    def record(self, answers: Facts) -> CaseRecord | None:
        if not self.weights.fitted:
            return None
        counted = self.weights.fitted_on.get(answers.get("task", UNKNOWN))
        if counted is None or not counted.cases:
            return CaseRecord.model_construct(compared_cases=0, papers=None, before_2025=None)
        return CaseRecord.model_construct(
            compared_cases=counted.cases,
            papers=counted.papers / counted.cases,
            before_2025=counted.before_2025 / counted.cases,
        )


class _Reasons:
    """The rules that hold now, as reasons."""

    def __init__(self, decider: _Decider, situation: Situation, stops: int, derived: Facts | None) -> None:
        self.say, self.by_word = decider.statements.reasons, decider.engine.effects.by_word
        self.situation, self.stops = situation, stops
        self.acting = situation.fired | stops
        defaults = decider.defaults
        self.measured = frozenset(fact for fact, value in (derived or {}).items() if defaults.get(fact) != value)

    def of(self, words: tuple[Word, ...], approaches: list[Approach]) -> tuple[Reason, ...]:
        found: list[Reason] = []
        for approach in approaches:
            i = APPROACHES.index(approach)
            for word in words:
                bits = self.by_word[word][i] & (self.acting if word == "settles" else self.situation.fired)
                if bits:
                    found += self.say(word, approach, bits, self.situation, self.acting, self.measured)
        return tuple(found)


_NOT_FITTED = "The weights are not fitted to published cases yet, so no percentage is shown."

_deciders: dict[int, tuple[weakref.ref[Book], _Decider]] = {}


def _decider_of(book: Book) -> _Decider:
    key = id(book)
    kept = _deciders.get(key)
    if kept is not None and kept[0]() is book:
        return kept[1]
    decider = _Decider(book)
    _deciders[key] = weakref.ref(book, lambda _: _deciders.pop(key, None)), decider
    return decider
