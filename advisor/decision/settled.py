"""Whether any answer to the open questions can still change the recommended approach: a witness or a proof."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import product
from typing import NamedTuple

from advisor.decision.completions import PLACES, Completions, TooDense
from advisor.decision.engine import Engine
from advisor.decision.rule_tables import RuleTable, RuleTables
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
    if witness is None:
        return Settled(is_settled=True, approach=search.holder, remaining=remaining)
    return Settled(
        is_settled=False,
        approach=search.holder,
        remaining=remaining,
        witness=witness,
        becomes=search.winner(witness),
    )


class _Case(NamedTuple):
    """One of the ways in which a challenger can come to stand before the holder."""

    weigh: bool
    must: tuple[RuleTable, ...] = ()
    must_not: tuple[RuleTable, ...] = ()


class _Search:
    """The search for a completion whose winner is another."""

    def __init__(
        self,
        engine: Engine,
        tables: RuleTables,
        answers: Mapping[str, str],
        derived: Mapping[str, str] | None,
        declined: Collection[str],
    ) -> None:
        self._engine, self._tables, self._answers, self._derived = engine, tables, dict(answers), derived
        self.remaining = [
            question
            for question in tables.questions
            if answers.get(question, UNKNOWN) == UNKNOWN and question not in declined
        ]
        self.holder = self.winner({})
        open_ones = [tables.place[question] for question in self.remaining]
        self._all = Completions(tables, tables.codes(answers), open_ones)

    def winner(self, completion: Mapping[str, str]) -> Approach | None:
        """Which approach is recommended when the open questions are answered so."""
        return self._engine.decide(self._answers | dict(completion), self._derived).ranking.approach

    def for_another(self) -> dict[str, str] | None:
        """A completion that recommends anything but the holder; None where there is none. Raises `TooDense`."""
        if self.holder is None or not self.remaining:
            return None  # what is ruled out by answers stays ruled out
        holder = PLACES[self.holder]
        found = self._witness({})
        for veto in self._all.that("rules_out", holder):
            found = found or self._witness(self._all.where(veto))
        for challenger in range(len(APPROACHES)):
            if challenger != holder:
                found = found or self._overtaken(challenger, holder)
        return found

    def _overtaken(self, challenger: int, holder: int) -> dict[str, str] | None:
        """A completion in which the challenger stands before the holder, or another one does because of it."""
        settling = self._all.that("settles", holder)
        cases = [_Case(weigh=True, must_not=tuple(settling))]
        for rule in self._all.that("settles", challenger):
            cases += [
                _Case(weigh=False, must=(rule,), must_not=tuple(settling)),
                _Case(weigh=True, must=(rule,)),
            ]
        if challenger < holder:  # unsupported, the holder is held down to a simpler one
            supporters = tuple(self._all.that("supports", holder))
            cases.append(_Case(weigh=False, must_not=(*supporters, *settling)))
            cases += [
                _Case(weigh=False, must=(rule,), must_not=supporters) for rule in self._all.that("settles", challenger)
            ]
        for case in cases:
            best = self._all.largest_lead(challenger, holder, **case._asdict())
            if best is None or best.lead < self._enough(challenger, holder, case):
                continue
            found = self._witness(best.completion)
            # it leads, but may be held down because nothing supports it: look where it is not
            for more in self._unheld(challenger) if case.weigh and found is None else ():
                found = found or self._solve(challenger, holder, case._replace(must=(*case.must, *more)))
            if found:
                return found
        return None

    def _unheld(self, challenger: int) -> Iterator[tuple[RuleTable, ...]]:
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

    def _witness(self, some: Mapping[int, int]) -> dict[str, str] | None:
        """The completion in which what is not given has its first option, if its winner is another."""
        tables = self._tables
        completion = {
            question: tables.options[tables.place[question]][some.get(tables.place[question], 1) - 1]
            for question in self.remaining
        }
        return completion if self.winner(completion) != self.holder else None
