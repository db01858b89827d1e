"""The published cases nearest to a set of answers, with what they share and what they do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from advisor.schema.cases import Case
from advisor.schema.questions import Question
from advisor.schema.recommendation import Difference, Precedent
from advisor.schema.words import UNKNOWN

_CONFIDENCE = {"high": 0, "medium": 1, "low": 2}


def nearest_cases(
    questions: Sequence[Question], answers: Mapping[str, str], cases: Sequence[Case], count: int = 3
) -> tuple[Precedent, ...]:
    """The `count` cases that agree best; none where nothing is answered.

    Over the questions that both answer: +1 for the same answer, 0 for neighbours on an ordinal scale, -1 for any
    other. Equals: compared cases first, then by confidence, then by id.
    """
    known = [question for question in questions if answers.get(question.id, UNKNOWN) != UNKNOWN]
    if not known:
        return ()
    ranked = sorted(
        cases,
        key=lambda case: (
            -_agreement(known, answers, case),
            not case.compared,
            _CONFIDENCE[case.confidence],
            case.id,
        ),
    )
    return tuple(_precedent(known, answers, case) for case in ranked[:count])


def _agreement(known: Sequence[Question], answers: Mapping[str, str], case: Case) -> int:
    return sum(_points(question, answers[question.id], getattr(case.answers, question.id)) for question in known)


def _points(question: Question, yours: str, theirs: str) -> int:
    if theirs == UNKNOWN:
        return 0
    if yours == theirs:
        return 1
    scale = [option.id for option in question.options]
    near = question.ordinal and abs(scale.index(yours) - scale.index(theirs)) == 1
    return 0 if near else -1


def _precedent(known: Sequence[Question], answers: Mapping[str, str], case: Case) -> Precedent:
    theirs = case.answers.values
    both = [question.id for question in known if theirs[question.id] != UNKNOWN]
    return Precedent(
        case=case.id,
        title=case.title,
        org=case.org,
        year=case.year,
        url=case.source.url,
        best=case.best,
        acceptable=case.acceptable,
        compared=case.compared,
        best_basis=case.best_basis,
        confidence=case.confidence,
        shares=tuple(id for id in both if answers[id] == theirs[id]),
        differs=tuple(
            Difference(question=id, yours=answers[id], theirs=theirs[id]) for id in both if answers[id] != theirs[id]
        ),
        outcome=case.outcome,
    )
