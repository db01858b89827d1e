"""What to talk about first: each disagreement with what settling it would change, exactly, by the engine.

Where no answer leads, the team stands at leaving the question open, so that is one more way to settle it, as likely as
the answer of one person: else two questions that are both skipped could leave the team where no way leads. What nobody
could answer stays open; whether an answer to it would bring a question to matter is asked of a wider box, in which
every option of such a question is a way as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from advisor.decision.outlook import outlook_of
from advisor.decision.overrides import answers_from_results
from advisor.decision.states import Facts
from advisor.schema.questions import Question
from advisor.schema.rules import Book
from advisor.schema.words import UNKNOWN, Approach, Closed
from advisor.workshop.agreement import pair_agreement
from advisor.workshop.tally import Tally
from advisor.workshop.told import Told, told_on
from advisor.workshop.ways import SEED, Likely, Ways

_STEP_WAYS: Final = 2_000
"""Ways gone through for the next step, which takes longer to find than the approach."""
_STEPS_DRAWN: Final = 200


class Point(Closed):
    """One question that the team disagrees on."""

    question: str
    disagreement: float
    """1 minus the agreement of two people who know, from 0 to 1."""
    effect: float
    """The share of ways to settle the other disagreements in which settling this one decides the approach."""
    step_effect: float
    """The same for the next step."""
    between: tuple[Approach | None, ...]
    """The approaches that it decides between, in some way; empty where it decides nothing."""
    is_exact: bool
    """Whether all ways were gone through for the approach, or it is proved that no rule tells the answers apart."""
    step_is_exact: bool
    may_wake: bool | None
    """Whether it decides the approach in some way once the questions that nobody could answer are answered too; None
    where no such way was found among those drawn."""

    @property
    def weight(self) -> float:
        """Disagreement times effect."""
        return self.disagreement * self.effect


class Unanswered(Closed):
    """A question that nobody could answer."""

    question: str
    leads_to: tuple[Approach | None, ...]
    """The approaches that leaving it open and its options lead to, all else as the team answered it."""
    steps: tuple[str | None, ...]
    """The next steps that they lead to."""
    may_wake: bool | None
    """Whether it decides the approach in some way of settling and answering all else that is open; None as above."""

    @property
    def matters(self) -> bool:
        """Whether an answer would change the approach or the next step."""
        return len(self.leads_to) > 1 or len(self.steps) > 1


class Agenda(Closed):
    """What the team disagrees on and what it does not know, the most consequential first."""

    points: tuple[Point, ...]
    unanswered: tuple[Unanswered, ...]
    measured: tuple[str, ...]
    """Questions that people answered differently and eval results answer now: nothing to talk about."""
    leads_to: dict[Approach | None, float]
    """Approach -> the share of ways to settle the disagreements that lead there; one alone: they change nothing."""
    ways: float
    """How many ways there are, answers that no rule tells apart counted as one; a float, there may be very many."""
    is_exact: bool
    """Whether all of them were gone through."""

    @property
    def is_settled(self) -> bool:
        """Whether it is proved that no way of settling the disagreements changes the approach, all else as it is."""
        return self.is_exact and len(self.leads_to) == 1


def agenda(
    counted: Sequence[Tally],
    team: Mapping[str, str],
    book: Book,
    facts: Facts | None = None,
    agreed: Sequence[str] = (),
) -> Agenda:
    """The agenda on these answers; `team`: the answers as one, `agreed`: the questions that are settled already.

    Each question that people answered differently is settled by one of their answers; all else is as in `team`.
    """
    measured = answers_from_results(book, facts)
    asked = {question.id: question for question in book.questions}
    contested = [each for each in counted if each.is_contested and each.question not in agreed]
    argued = [each for each in contested if each.question not in measured]
    settled = {*measured, *agreed}
    nobody = [each.question for each in counted if not each.known and each.question not in settled]
    base = {question: option for question, option in team.items() if option != UNKNOWN} | measured
    likely = {each.question: _settlements(each, team) for each in argued}
    outlook = outlook_of(book, facts)
    ways = Ways(outlook, likely, base)
    wide = Ways(outlook, likely | {id: _any_answer(asked[id]) for id in nobody}, base) if nobody else ways
    effects, between, leads_to = ways.effects
    wakes = dict(zip((*likely, *nobody), wide.may_decide(), strict=True))
    step_effects, step_is_exact = _steps(likely, base, book, facts)
    points = [
        Point(
            question=each.question,
            disagreement=1 - (pair_agreement(each, asked[each.question]) or 0.0),
            effect=effects[i],
            step_effect=step_effects[i],
            between=between[i],
            is_exact=ways.is_exact_for(i),
            step_is_exact=step_is_exact,
            may_wake=effects[i] > 0 or wakes[each.question],
        )
        for i, each in enumerate(argued)
    ]
    points.sort(key=lambda point: (-point.weight, -point.effect, -point.step_effect, -point.disagreement))
    unanswered = [_without_answer(asked[id], base, book, facts, wakes[id]) for id in nobody]
    unanswered.sort(key=lambda each: (-len(each.leads_to), -len(each.steps), not each.may_wake))
    return Agenda(
        points=tuple(points),
        unanswered=tuple(unanswered),
        measured=tuple(each.question for each in contested if each.question in measured),
        leads_to=leads_to,
        ways=ways.count,
        is_exact=ways.is_exact,
    )


def _settlements(counted: Tally, team: Mapping[str, str]) -> Likely:
    """The ways to settle one disagreement."""
    left_open = team.get(counted.question, UNKNOWN) == UNKNOWN
    return counted.counts | ({UNKNOWN: 1} if left_open else {})


def _any_answer(question: Question) -> Likely:
    return {UNKNOWN: 1} | {option.id: 1 for option in question.options}


def _steps(
    likely: Mapping[str, Likely], base: Mapping[str, str], book: Book, facts: Facts | None
) -> tuple[list[float], bool]:
    """Question by question the share of ways in which it decides the next step; whether all ways were gone through."""
    sizes = [len(each) for each in likely.values()]
    count = float(np.prod(np.array(sizes, float)))
    is_exact = count <= _STEP_WAYS
    options = [list(each) for each in likely.values()]
    shares = [np.array([*each.values()], float) / sum(each.values()) for each in likely.values()]
    found: dict[tuple[int, ...], Told] = {}

    def step(way: tuple[int, ...]) -> str | None:
        if way not in found:
            settled = {question: options[i][k] for i, (question, k) in enumerate(zip(likely, way, strict=True))}
            found[way] = told_on({**base, **settled}, book, facts)
        return found[way].now

    if is_exact:
        ways = [tuple(int(k) for k in way) for way in np.ndindex(*sizes)]
        weights = [float(np.prod([shares[i][k] for i, k in enumerate(way)])) for way in ways]
    else:
        random = np.random.default_rng(SEED)
        columns = [random.choice(size, _STEPS_DRAWN, p=share) for size, share in zip(sizes, shares, strict=True)]
        ways = [tuple(int(k) for k in way) for way in zip(*columns, strict=True)]
        weights = [1 / len(ways)] * len(ways)
    effects = []
    for i, size in enumerate(sizes):
        pivotal = [len({step((*way[:i], k, *way[i + 1 :])) for k in range(size)}) > 1 for way in ways]
        effects.append(float(sum(weight for weight, is_pivotal in zip(weights, pivotal, strict=True) if is_pivotal)))
    return effects, is_exact


def _without_answer(
    question: Question, base: Mapping[str, str], book: Book, facts: Facts | None, may_wake: bool | None
) -> Unanswered:
    led = [told_on({**base, question.id: option}, book, facts) for option in _any_answer(question)]
    return Unanswered(
        question=question.id,
        leads_to=tuple(dict.fromkeys(each.approach for each in led)),
        steps=tuple(dict.fromkeys(each.now for each in led)),
        may_wake=may_wake,
    )
