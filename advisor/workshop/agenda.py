"""What to talk about first: each disagreement with what settling it would change, exactly, by the engine.

A question is pivotal in one way of settling all the others when its own settlement decides what is recommended there.
The effect of a question is the share of ways in which it is pivotal, each way as likely as the team's answers make it
(the Banzhaf index of a player in a game of chance outcomes: Banzhaf, J. F. (1965), Weighted voting doesn't work,
Rutgers Law Review 19, 317-343; here a player has as many moves as people gave different answers). All ways are gone
through where they are no more than `MOST_WAYS`; else that many are drawn, and it is said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from advisor.decision.outlook import Outlook, outlook_of
from advisor.decision.overrides import answers_from_results
from advisor.decision.states import Facts
from advisor.schema.rules import Book
from advisor.schema.words import APPROACHES, UNKNOWN, Approach, Closed
from advisor.workshop.agreement import pair_agreement
from advisor.workshop.alike import alike
from advisor.workshop.tally import Tally
from advisor.workshop.told import Told, told_on

MOST_WAYS: Final = 4_000_000
_DRAWN: Final = 50_000
_STEP_WAYS: Final = 2_000
"""Ways gone through for the next step, which takes longer to find than the approach."""
_SEED: Final = 2024
_BLOCK: Final = 131_072

Codes = NDArray[np.int8]


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

    @property
    def weight(self) -> float:
        """Disagreement times effect."""
        return self.disagreement * self.effect


class Unanswered(Closed):
    """A question that nobody could answer."""

    question: str
    leads_to: tuple[Approach | None, ...]
    """The approaches that its options lead to, all else as the team answered it."""
    steps: tuple[str | None, ...]
    """The next steps that they lead to."""

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
        """Whether it is proved that no way of settling the disagreements changes the approach."""
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
    base = {question: option for question, option in team.items() if option != UNKNOWN} | measured
    ways = _Ways(outlook_of(book, facts), argued, base)
    steps = _steps(argued, base, book, facts)
    effects, between, leads_to = ways.effects()
    points = [
        Point(
            question=each.question,
            disagreement=1 - (pair_agreement(each, asked[each.question]) or 0.0),
            effect=effects[i],
            step_effect=steps[0][i],
            between=between[i],
            is_exact=ways.is_exact or ways.is_told_apart_by_nothing(i),
            step_is_exact=steps[1],
        )
        for i, each in enumerate(argued)
    ]
    points.sort(key=lambda point: (-point.weight, -point.effect, -point.step_effect, -point.disagreement))
    unanswered = [
        _without_answer(each.question, base, book, facts)
        for each in counted
        if not each.known and each.question not in measured and each.question not in agreed
    ]
    unanswered.sort(key=lambda each: (-len(each.leads_to), -len(each.steps)))
    return Agenda(
        points=tuple(points),
        unanswered=tuple(unanswered),
        measured=tuple(each.question for each in contested if each.question in measured),
        leads_to=leads_to,
        ways=ways.count,
        is_exact=ways.is_exact,
    )


class _Ways:
    """All ways of settling the questions that are argued about, or as many as are drawn.

    Answers that no rule tells apart as things stand count as one.
    """

    def __init__(self, outlook: Outlook, argued: Sequence[Tally], base: Mapping[str, str]) -> None:
        tables = outlook.tables
        self._columns = outlook.columns
        codes = tables.codes(base)
        self._base: Codes = np.array(codes, np.int8) - 1
        self._places = [tables.place[each.question] for each in argued]
        may = {place: [code] for place, code in enumerate(codes)}
        votes: list[dict[int, int]] = []
        for each, place in zip(argued, self._places, strict=True):
            votes.append({tables.options[place].index(option) + 1: n for option, n in each.counts.items()})
            may[place] = list(votes[-1])
        groups = alike(tables.tables, may)
        self._options = [np.array([group[0] - 1 for group in groups[place]], np.int8) for place in self._places]
        self._shares = [
            np.array([sum(own[code] for code in group) for group in groups[place]], float) / each.known
            for each, place, own in zip(argued, self._places, votes, strict=True)
        ]
        self._sizes = tuple(len(options) for options in self._options)
        self.count = float(np.prod(np.array(self._sizes, float)))
        self.is_exact = self.count <= MOST_WAYS

    def is_told_apart_by_nothing(self, i: int) -> bool:
        """Whether all answers to the i-th of these questions count as one."""
        return self._sizes[i] == 1

    def effects(self) -> tuple[list[float], list[tuple[Approach | None, ...]], dict[Approach | None, float]]:
        """Question by question the effect and the approaches it decides between; the share of ways to each approach."""
        return self._all_ways() if self.is_exact else self._drawn_ways()

    def _all_ways(self) -> tuple[list[float], list[tuple[Approach | None, ...]], dict[Approach | None, float]]:
        total = int(self.count)
        winners = np.empty(total, np.int8)
        for start in range(0, total, _BLOCK):
            chosen = np.unravel_index(np.arange(start, min(start + _BLOCK, total)), self._sizes or (1,))
            winners[start : start + _BLOCK] = self._winners(chosen if self._sizes else ())
        winners = winners.reshape(self._sizes)
        shares = self._likelihood()
        effects: list[float] = []
        between: list[tuple[Approach | None, ...]] = []
        for axis in range(len(self._sizes)):
            pivotal = winners.min(axis=axis) != winners.max(axis=axis)
            weight = shares.sum(axis=axis)
            effects.append(float(weight[pivotal].sum()))
            there = np.expand_dims(pivotal, axis)
            between.append(_approaches(np.unique(winners[np.broadcast_to(there, winners.shape)])))
        leads_to = {_approach(place): float(shares[winners == place].sum()) for place in np.unique(winners)}
        return effects, between, leads_to

    def _drawn_ways(self) -> tuple[list[float], list[tuple[Approach | None, ...]], dict[Approach | None, float]]:
        random = np.random.default_rng(_SEED)
        drawn = [random.choice(len(share), _DRAWN, p=share) for share in self._shares]
        now = self._winners(drawn)
        effects: list[float] = []
        between: list[tuple[Approach | None, ...]] = []
        for i, options in enumerate(self._options):
            if len(options) == 1:
                effects.append(0.0)
                between.append(())
                continue
            others = np.stack(
                [self._winners([*drawn[:i], np.full(_DRAWN, k), *drawn[i + 1 :]]) for k in range(len(options))]
            )
            pivotal = others.min(axis=0) != others.max(axis=0)
            effects.append(float(pivotal.mean()))
            between.append(_approaches(np.unique(others[:, pivotal])))
        leads_to = {_approach(place): float((now == place).mean()) for place in np.unique(now)}
        return effects, between, leads_to

    def _winners(self, chosen: Sequence[NDArray[np.integer]]) -> Codes:
        rows = np.repeat(self._base[None, :], len(chosen[0]) if chosen else 1, axis=0)
        for place, options, which in zip(self._places, self._options, chosen, strict=True):
            rows[:, place] = options[which]
        return self._columns.winners(rows)

    def _likelihood(self) -> NDArray[np.float64]:
        """How likely each way is, where each question is settled as one who knows, drawn at random, answered it."""
        found = np.ones(())
        for share in self._shares:
            found = found[..., None] * share
        return found


def _steps(
    argued: Sequence[Tally], base: Mapping[str, str], book: Book, facts: Facts | None
) -> tuple[list[float], bool]:
    """Question by question the share of ways in which it decides the next step; whether all ways were gone through."""
    sizes = [len(each.counts) for each in argued]
    count = float(np.prod(np.array(sizes, float)))
    is_exact = count <= _STEP_WAYS
    options = [list(each.counts) for each in argued]
    shares = [np.array([*each.counts.values()], float) / each.known for each in argued]
    found: dict[tuple[int, ...], Told] = {}

    def step(way: tuple[int, ...]) -> str | None:
        if way not in found:
            settled = {each.question: options[i][k] for i, (each, k) in enumerate(zip(argued, way, strict=True))}
            found[way] = told_on({**base, **settled}, book, facts)
        return found[way].now

    if is_exact:
        ways = [tuple(int(k) for k in way) for way in np.ndindex(*sizes)]
        weights = [float(np.prod([shares[i][k] for i, k in enumerate(way)])) for way in ways]
    else:
        random = np.random.default_rng(_SEED)
        columns = [random.choice(size, _STEP_WAYS // 10, p=share) for size, share in zip(sizes, shares, strict=True)]
        ways = [tuple(int(k) for k in way) for way in zip(*columns, strict=True)]
        weights = [1 / len(ways)] * len(ways)
    effects = []
    for i, size in enumerate(sizes):
        pivotal = [len({step((*way[:i], k, *way[i + 1 :])) for k in range(size)}) > 1 for way in ways]
        effects.append(float(sum(weight for weight, is_pivotal in zip(weights, pivotal, strict=True) if is_pivotal)))
    return effects, is_exact


def _without_answer(question: str, base: Mapping[str, str], book: Book, facts: Facts | None) -> Unanswered:
    options = next(each for each in book.questions if each.id == question).options
    led = [told_on({**base, question: option.id}, book, facts) for option in options]
    return Unanswered(
        question=question,
        leads_to=tuple(dict.fromkeys(each.approach for each in led)),
        steps=tuple(dict.fromkeys(each.now for each in led)),
    )


def _approaches(places: NDArray[np.integer]) -> tuple[Approach | None, ...]:
    return tuple(_approach(place) for place in places)


def _approach(place: int) -> Approach | None:
    return APPROACHES[place] if place >= 0 else None
