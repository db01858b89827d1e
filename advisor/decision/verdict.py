"""From facts to the whole verdict: which rules hold, the ranking, the path, the reasons with their sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal

from advisor.decision.path import Leg, plan
from advisor.decision.ranking import Ranking, rank
from advisor.decision.states import Facts, all_facts, presumed, state_of, waits_for
from advisor.schema.answers import Answers
from advisor.schema.evidence import Evidence
from advisor.schema.recommendation import (
    Citation,
    PathStep,
    Probability,
    Ranked,
    Reason,
    RuledOut,
    Verdict,
    Waiting,
)
from advisor.schema.rules import Book, Rule, SourceRef
from advisor.schema.words import UNKNOWN, Approach
from advisor.version import __version__

_STRENGTH_ORDER = {"strong": 0, "moderate": 1, "weak": 2, None: 3}


def decide(book: Book, answers: Answers, evidence: Evidence | None = None, *, derived: Facts | None = None) -> Verdict:
    """The verdict on these answers and eval results by the rules of a book.

    `derived`: facts read off eval results, where they are given without the results themselves.
    """
    facts = all_facts(book, answers.values, evidence.facts if evidence else derived)
    rules = sorted(book.rules, key=lambda rule: rule.id)
    states = {rule.id: state_of(rule, facts) for rule in rules}
    fired = [rule for rule in rules if states[rule.id] == "fires"]
    waiting = [rule for rule in rules if states[rule.id] == "waits"]
    stops = [rule for rule in waiting if rule.effect.settles and presumed(rule, facts)]
    ranking = rank(book, fired, stops)
    approach = ranking.approach
    legs = plan(book, facts, approach, rules) if approach else ()
    path = _path(book, legs)
    reasons = _Reasons(book, facts, fired, stops)
    return Verdict(
        advisor_version=__version__,
        rules_fingerprint=book.fingerprint,
        weights_fitted=book.weights.fitted,
        job=answers.job,
        answers=answers.values,
        approach=approach,
        standing=ranking.standing,
        kind=" + ".join(leg.step.kind for leg in legs if leg.destination) or None,
        probability=_probability(book, ranking.probabilities[approach]) if approach else None,
        ranking=tuple(_ranked(book, ranking, each, fired) for each in ranking.order),
        now=path[0] if path else None,
        path=path,
        worth_it_now=not any(leg.step.id == "keep-today" for leg in legs),
        reasons_for=reasons.of(("settles", "supports"), [approach] if approach else []),
        reasons_against=reasons.of(("opposes",), [approach] if approach else []),
        reasons_on_others=reasons.of(
            ("settles", "supports", "opposes"), [each for each in ranking.order if each != approach]
        ),
        ruled_out=tuple(
            RuledOut(
                approach=each,
                rule=rule.id,
                because=rule.because.en,
                lifted_by=rule.lifted_by,
                sources=cite(book, rule.source),
            )
            for each in ranking.order
            for rule in fired
            if each in rule.effect.rules_out
        ),
        conflict=() if approach else tuple(rule.id for rule in fired if rule.effect.rules_out),
        waiting=tuple(
            Waiting(rule=rule.id, because=rule.because.en, waits_for=waits_for(rule, facts)) for rule in waiting
        ),
        notes=reasons.of(("note",), [approach] if approach else []),
        open_questions=_open_questions(book, facts, waiting),
        evidence=evidence,
    )


def cite(book: Book, references: Sequence[SourceRef]) -> tuple[Citation, ...]:
    """The sources of a rule or step, spelled out."""
    return tuple(
        Citation(ref=reference.ref, at=reference.at, **dict(book.sources[reference.ref])) for reference in references
    )


Word = Literal["supports", "opposes", "settles", "rules_out", "note"]


class _Reasons:
    """The rules that fired, as reasons."""

    def __init__(self, book: Book, facts: Facts, fired: Sequence[Rule], stops: Sequence[Rule]) -> None:
        self.book = book
        self.presumes = {rule.id: presumed(rule, facts) for rule in stops}
        self.fired = sorted((*fired, *stops), key=lambda rule: (_STRENGTH_ORDER[rule.strength], rule.id))
        self.measured = {fact.id for fact in book.facts if facts[fact.id] != fact.default}

    def of(self, words: Sequence[Word], approaches: Sequence[Approach]) -> tuple[Reason, ...]:
        return tuple(
            self._reason(rule, word, approach)
            for approach in approaches
            for word in words
            for rule in self.fired
            if approach in getattr(rule.effect, word) and (word == "settles" or rule.id not in self.presumes)
        )

    def _reason(self, rule: Rule, word: Word, approach: Approach) -> Reason:
        disputed = {other.id for other in self.fired if rule.id in other.disputes} | (
            set(rule.disputes) & {other.id for other in self.fired}
        )
        return Reason(
            rule=rule.id,
            effect=word,
            approach=approach,
            strength=rule.strength if word in ("supports", "opposes") else None,
            because=rule.because.en,
            when=rule.when,
            sources=cite(self.book, rule.source),
            disputed_by=tuple(sorted(disputed)),
            presumes=self.presumes.get(rule.id, ()),
            from_data=bool(self.measured & rule.when.keys()),
            review_by=rule.review_by,
        )


def _ranked(book: Book, ranking: Ranking, approach: Approach, fired: Sequence[Rule]) -> Ranked:
    return Ranked(
        approach=approach,
        score=ranking.scores[approach],
        probability=_probability(book, ranking.probabilities[approach]),
        ruled_out=approach in ranking.ruled_out,
        supported_by=tuple(
            rule.id for rule in fired if approach in rule.effect.supports or approach in rule.effect.settles
        ),
        opposed_by=tuple(
            rule.id for rule in fired if approach in rule.effect.opposes or approach in rule.effect.rules_out
        ),
    )


def _probability(book: Book, value: float) -> Probability:
    if book.weights.fitted:
        return Probability(value=value, shown=True, because=book.weights.method)
    return Probability(
        value=value,
        shown=False,
        because="The weights are not fitted to published cases yet, so no percentage is shown.",
    )


def _path(book: Book, legs: Sequence[Leg]) -> tuple[PathStep, ...]:
    steps, before = [], None
    for leg in legs:
        step = leg.step
        steps.append(
            PathStep(
                id=step.id,
                title=step.title,
                kind=step.kind,
                says=step.says,
                why=leg.why,
                presumes=leg.presumes,
                unlocks=step.unlocks,
                unlocked_by=before,
                done_when=step.done_when,
                checklist=step.checklist,
                effort=step.effort,
                destination=leg.destination,
                sources=cite(book, step.source),
            )
        )
        before = step.title
    return tuple(steps)


def _open_questions(book: Book, facts: Facts, waiting: Sequence[Rule]) -> tuple[str, ...]:
    counts = Counter(fact for rule in waiting for fact in waits_for(rule, facts))
    # what decides whether to stop comes before everything else
    counts.update({fact: len(waiting) for rule in waiting if rule.effect.settles for fact in presumed(rule, facts)})
    unknown = [question.id for question in book.questions if facts[question.id] == UNKNOWN]
    return tuple(sorted(unknown, key=lambda id: -counts[id]))
