"""Whether any answer to the open questions can still change the recommended approach: a witness or a proof."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping
from itertools import product
from typing import NamedTuple

import numpy as np

from advisor.decision.columns import Columns
from advisor.decision.completions import PLACES, Claim, Completions, TooDense
from advisor.decision.engine import Engine
from advisor.decision.rule_tables import RuleTables
from advisor.schema.recommendation import Settled
from advisor.schema.words import APPROACHES, UNKNOWN, Approach


def settled(
    engine: Engine,
    tables: RuleTables,
    answers: Mapping[str, str],
    derived: Mapping[str, str] | None = None,
    declined: Collection[str] = (),
) -> Settled:
    """Whether the recommendation on these answers holds under every completion: each open question given any option.

    `tables` are those under the same derived facts. `declined`: unanswered questions that stay unknown ("don't
    know"). The answer is exact: where it is not settled a completion that changes the recommendation is given; where
    the rules tie too many open questions together to say, `is_settled` is None.
    """
    search = _Search(engine, tables, answers, derived, declined)
    remaining = tuple(search.remaining)
    try:
        witness = search.for_another()
    except TooDense:
        return Settled(is_settled=None, approach=search.holder, remaining=remaining)
    if witness is not None:
        return Settled(
            is_settled=False,
            approach=search.holder,
            remaining=remaining,
            witness=witness,
            becomes=search.winner(witness),
        )
    return Settled(
        is_settled=True,
        approach=search.holder,
        remaining=remaining,
        on_the_way=_on_the_way(_Search(engine, tables, answers, derived, declined, some=True)),
    )


def _on_the_way(search: _Search) -> dict[str, str] | None:
    """Some answers that change the recommendation until the rest is answered too; None where there are none."""
    try:
        return search.for_another()
    except TooDense:
        return None


class _Undecided(Exception):
    """Two approaches may be settled at once and held down as well: no witness was found, and no proof."""


_MOST_COMPLETIONS = 200_000


class _Case(NamedTuple):
    """One of the ways in which a challenger can come to stand before the holder."""

    weigh: bool
    must: tuple[Claim, ...] = ()
    must_not: tuple[Claim, ...] = ()


class _Search:
    """The search for a completion whose winner is another; with `some`, also answers to some of the questions."""

    def __init__(
        self,
        engine: Engine,
        tables: RuleTables,
        answers: Mapping[str, str],
        derived: Mapping[str, str] | None,
        declined: Collection[str],
        *,
        some: bool = False,
    ) -> None:
        self._engine, self._tables, self._answers, self._derived = engine, tables, dict(answers), derived
        self.remaining = [
            question
            for question in tables.questions
            if answers.get(question, UNKNOWN) == UNKNOWN and question not in declined
        ]
        self.holder = self.winner({})
        open_ones = [tables.place[question] for question in self.remaining]
        self._some = some
        self._all = Completions(tables, tables.codes(answers), open_ones, some=some)

    def winner(self, completion: Mapping[str, str]) -> Approach | None:
        """Which approach is recommended when the open questions are answered so."""
        return self._engine.decide(self._answers | dict(completion), self._derived).ranking.approach

    def for_another(self) -> dict[str, str] | None:
        """A completion that recommends anything but the holder; None where there is none. Raises `TooDense`."""
        if self.holder is None or not self.remaining:
            return None  # what is ruled out by answers stays ruled out
        try:
            return self._by_elimination(PLACES[self.holder])
        except _Undecided:
            return self._one_by_one()

    def _one_by_one(self) -> dict[str, str] | None:
        """The same by going through all completions of the questions that matter, where they are few enough."""
        tables = self._tables
        places = sorted(self._all.matter)
        options = [range(-1 if self._some else 0, len(tables.options[i])) for i in places]
        if math.prod(map(len, options)) > _MOST_COMPLETIONS:
            raise TooDense
        codes = np.array(tables.codes(self._answers), np.int8) - 1
        if not self._some:
            codes[[tables.place[question] for question in self.remaining]] = 0
        rows = np.repeat(codes[None, :], math.prod(map(len, options)), axis=0)
        if places:
            rows[:, places] = np.stack([each.ravel() for each in np.meshgrid(*options, indexing="ij")], axis=1)
        winners = Columns(tables).winners(rows)
        other = np.flatnonzero(winners != (PLACES[self.holder] if self.holder else -1))
        if not len(other):
            return None
        return self._witness({i: int(k) + 1 for i, k in zip(places, rows[other[0], places], strict=True)})

    def _by_elimination(self, holder: int) -> dict[str, str] | None:
        found = self._witness({})
        for veto in self._all.that("rules_out", holder):
            found = found or self._witness(self._all.where(veto.rule))
        for challenger in range(len(APPROACHES)):
            if challenger != holder:
                found = found or self._overtaken(challenger, holder)
        return found

    def _overtaken(self, challenger: int, holder: int) -> dict[str, str] | None:
        """A completion in which the challenger stands before the holder, or another one does because of it."""
        settling = tuple(self._all.that("settles", holder))
        supporters = tuple(self._all.that("supports", holder))
        stops = self._all.that("settles", challenger)
        alone = [_Case(weigh=True, must_not=settling)]
        alone += [_Case(weigh=False, must=(stop,), must_not=settling) for stop in stops]
        if challenger < holder:  # unsupported, the holder is held down to a simpler one
            alone.append(_Case(weigh=False, must_not=(*supporters, *settling)))
        for case in alone:
            found = self._solve(challenger, holder, case)
            # it may lead, but be held down because nothing supports it: look where it is not
            for more in self._unheld(challenger) if case.weigh and found is None else ():
                found = found or self._solve(challenger, holder, case._replace(must=(*case.must, *more)))
            if found:
                return found
        for stop in stops if settling else ():
            found = self._both_settled(challenger, holder, stop, supporters)
            if found:
                return found
        return None

    def _both_settled(
        self, challenger: int, holder: int, stop: Claim, supporters: tuple[Claim, ...]
    ) -> dict[str, str] | None:
        """The same where both may be settled, so that each may also be held down to the simplest that is left.

        Raises `_Undecided` where the bounds leave it open and no witness is found.
        """
        ahead = _Case(weigh=True, must=(stop,))
        held_down = _Case(weigh=False, must=(stop,), must_not=supporters)
        cases = [ahead, *(ahead._replace(must=(stop, *more)) for more in self._unheld(challenger)), held_down]
        for case in cases:
            found = self._solve(challenger, holder, case)
            if found:
                return found
        for simpler in range(holder):
            for more in ((), *self._unheld(challenger)):
                case = _Case(weigh=True, must=(stop, *more), must_not=supporters)
                best = self._all.largest_lead(challenger, simpler, **case._asdict()) if simpler != challenger else None
                found = self._witness(best.completion) if best is not None else None
                if found:
                    return found
        if (holder and self._may(challenger, holder, held_down)) or self._may(challenger, holder, ahead):
            raise _Undecided
        return None

    def _may(self, challenger: int, holder: int, case: _Case) -> bool:
        best = self._all.largest_lead(challenger, holder, **case._asdict())
        return best is not None and best.lead >= self._enough(challenger, holder, case)

    def _unheld(self, challenger: int) -> Iterator[tuple[Claim, ...]]:
        """Rules of which it is enough that they hold for the challenger to have its full score."""
        for rule in self._all.that("supports", challenger):
            yield (rule,)
        yield from product(*(self._all.that("rules_out", simpler) for simpler in range(challenger)))

    def _solve(self, challenger: int, holder: int, case: _Case) -> dict[str, str] | None:
        best = self._all.largest_lead(challenger, holder, **case._asdict())
        if best is None or best.lead < self._enough(challenger, holder, case):
            return None
        return self._witness(best.completion)

    @staticmethod
    def _enough(challenger: int, holder: int, case: _Case) -> int:
        return 1 if case.weigh and challenger > holder else 0  # of equals the simpler one leads

    def _witness(self, given: Mapping[int, int]) -> dict[str, str] | None:
        """The completion, if its winner is another; what is not given has its first option, or stays open."""
        tables = self._tables
        places = {question: given.get(tables.place[question], 0 if self._some else 1) for question in self.remaining}
        completion = {
            question: tables.options[tables.place[question]][place - 1] for question, place in places.items() if place
        }
        return completion if self.winner(completion) != self.holder else None
