"""How much each answer matters to the decision, on these answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from advisor.decision.engine import Engine
from advisor.schema.questions import Question
from advisor.schema.words import APPROACHES, UNKNOWN, Approach

_Shares = Mapping[Approach, float]


def influences(
    engine: Engine,
    questions: Iterable[Question],
    answers: Mapping[str, str],
    derived: Mapping[str, str] | None = None,
) -> dict[str, float]:
    """Known question -> how far the probabilities over the approaches move when its answer alone is another one.

    The total variation distance (half the sum of the absolute differences, so 1 is as far as it goes) between the
    probabilities as they are and those under each other value of the question, unknown included; the mean over these
    values. That every approach is ruled out counts as a fifth outcome. Exact: the rules decide every one of them.
    """
    now = _probabilities(engine, answers, derived)
    found = {}
    for question in questions:
        given = answers.get(question.id, UNKNOWN)
        if given == UNKNOWN:
            continue
        others = [value for value in (UNKNOWN, *(option.id for option in question.options)) if value != given]
        moved = [_distance(now, _probabilities(engine, {**answers, question.id: value}, derived)) for value in others]
        found[question.id] = sum(moved) / len(moved)
    return found


def _probabilities(engine: Engine, answers: Mapping[str, str], derived: Mapping[str, str] | None) -> _Shares:
    # not `decide`, whose tables would first have to be made: a recommendation has compiled what is needed here
    return engine.rank(engine.situation(answers, derived)).probabilities


def _distance(one: _Shares, other: _Shares) -> float:
    moves = [one[approach] - other[approach] for approach in APPROACHES]
    return (sum(map(abs, moves)) + abs(sum(moves))) / 2  # what the four lose together, the fifth outcome gains
