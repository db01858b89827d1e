"""The published cases nearest to a set of answers, with what they share and what they do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from advisor.decision.engine import engine_of
from advisor.decision.influence import influences
from advisor.schema.cases import Case
from advisor.schema.questions import Question
from advisor.schema.recommendation import Difference, Precedent
from advisor.schema.rules import Book
from advisor.schema.words import UNKNOWN, Approach

FLOOR: Final = 0.1
"""What every answer counts besides, whatever it decides: as much as moving the probabilities by ten points. The rules
may not know all that matters."""

NEXT: Final = 0.25
"""What a neighbouring answer on an ordinal scale counts. Most scales have three options, on which nearly everything is
somebody's neighbour: at a half, cases came nearest that gave hardly one answer alike."""

NOT_COMPARED: Final = 0.1
"""How much further away a case counts that tried one kind of approach only: it is no evidence against the others."""

DOUBT: Final = {"high": 0.0, "medium": 0.05, "low": 0.1}
"""How much further away a case counts by how sure its coder was that the record is faithful. Stated, not fitted."""


def nearest_cases(
    book: Book,
    answers: Mapping[str, str],
    cases: Sequence[Case],
    derived: Mapping[str, str] | None = None,
    count: int = 3,
) -> tuple[Precedent, ...]:
    """The `count` nearest cases, and after them the nearest that dissents, unless one of these does already.

    How near: the share of what matters that is alike. Each answer given weighs as much as it moves the decision on
    these answers (`influences`), and `FLOOR`; it counts whole where the case has the same one, a quarter where theirs
    is its neighbour on an ordinal scale, and not at all where it is another or not known, so that no case is near by
    saying little. Cases that compared, and those of higher confidence, are preferred by a little; of equals the one
    whose id comes first. A case with nothing alike is none.

    A case dissents where approaches were compared and the one recommended for these answers was not acceptable.
    """
    engine = engine_of(book)
    weights = influences(engine, book.questions, answers, derived)
    recommended = engine.rank(engine.situation(answers, derived)).approach
    near = _Nearness(book.questions, answers, weights)
    ranked = sorted(
        ((nearness, case) for case in cases if (nearness := near.to(case)) > 0),
        key=lambda each: (-round(each[0] - _further(each[1]), 9), each[1].id),
    )
    chosen = ranked[:count]
    if not any(_dissents(case, recommended) for _, case in chosen):
        chosen += [each for each in ranked[count:] if _dissents(each[1], recommended)][:1]
    return tuple(near.precedent(case, nearness, _dissents(case, recommended)) for nearness, case in chosen)


class _Nearness:
    """How near cases are to these answers."""

    def __init__(self, questions: Sequence[Question], answers: Mapping[str, str], weights: Mapping[str, float]) -> None:
        self._answers = answers
        self._known = sorted(weights, key=lambda id: -round(weights[id], 9))
        """Those that matter most first, then in the order of the questionnaire."""
        average = sum(weights.values()) / max(len(weights), 1)
        self._matters = tuple(id for id in self._known if weights[id] > 0 and weights[id] >= average - 1e-9)
        self._whole = sum(weights.values()) + FLOOR * len(weights)
        self._points = {
            question.id: {
                value: share * (weights[question.id] + FLOOR)
                for value, share in _alike(question, answers[question.id]).items()
            }
            for question in questions
            if question.id in weights
        }
        """Known question -> each answer that is alike -> what it counts."""

    def to(self, case: Case) -> float:
        """From 0, nothing alike, to 1."""
        theirs = case.answers
        return sum(points.get(getattr(theirs, id), 0.0) for id, points in self._points.items()) / (self._whole or 1.0)

    def precedent(self, case: Case, nearness: float, dissents: bool) -> Precedent:
        """The case as it is shown, with what matters most first."""
        yours, theirs = self._answers, case.answers.values
        both = [id for id in self._known if theirs[id] != UNKNOWN]
        return Precedent(
            case=case.id,
            title=case.title,
            org=case.org,
            year=case.year,
            url=case.source.url,
            best=case.best,
            acceptable=case.acceptable,
            tried=tuple(dict.fromkeys(each.approach for each in case.approaches)),
            compared=case.compared,
            best_basis=case.best_basis,
            confidence=case.confidence,
            nearness=round(nearness, 4),
            dissents=dissents,
            matters=self._matters,
            shares=tuple(id for id in both if yours[id] == theirs[id]),
            differs=tuple(
                Difference(question=id, yours=yours[id], theirs=theirs[id], nearly=theirs[id] in self._points[id])
                for id in both
                if yours[id] != theirs[id]
            ),
            silent=tuple(id for id in self._known if theirs[id] == UNKNOWN),
            outcome=case.outcome,
        )


def _alike(question: Question, answer: str) -> dict[str, float]:
    """The answers that count as alike, and how much."""
    scale = [option.id for option in question.options]
    place = scale.index(answer)
    near = (place - 1, place + 1) if question.ordinal else ()
    return {answer: 1.0} | {scale[each]: NEXT for each in near if 0 <= each < len(scale)}


def _further(case: Case) -> float:
    return (0.0 if case.compared else NOT_COMPARED) + DOUBT[case.confidence]


def _dissents(case: Case, recommended: Approach | None) -> bool:
    return case.compared and recommended is not None and recommended not in case.acceptable
