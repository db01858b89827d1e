"""What no answer set can do: proofs by variable elimination over the whole answer space.

Every bound is over all questions, each also unknown, and all derived facts, each at any value; that is more than
eval results can say together, so what is impossible here is impossible.
"""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterable, Mapping
from itertools import product

from advisor.decision.auditing.space import Rows, Space
from advisor.decision.completions import Claim, Completions, TooDense
from advisor.decision.rule_tables import RuleTable, RuleTables
from advisor.schema.words import APPROACHES

_NO = (False,) * len(APPROACHES)
_YES = (True,) * len(APPROACHES)
_NO_POINTS = (0,) * len(APPROACHES)


class Bounds:
    """Bounds on what the rules of a book can do together."""

    def __init__(self, space: Space) -> None:
        self._space = space
        self._anything = _over(space, space.tables_that_act)

    def together(
        self, acting: Collection[int], not_acting: Collection[int] = (), given: Mapping[str, str] | None = None
    ) -> Rows | None:
        """An answer set on which these rules act and those do not, where some facts are given; None: there is none.

        Rules are given by their places. Exact. Raises `TooDense`.
        """
        space = self._space
        places = {space.place[fact]: value for fact, value in (given or {}).items()}
        fixed = {i: space.values[i].index(value) + 1 for i, value in places.items()}
        over = _over(space, space.tables_that_act, fixed) if fixed else self._anything
        # every rule of these tables is marked as settling prompting; those that are left still can act
        if not {*acting} <= {claim.rule.place for claim in over.that("settles", 0)}:
            return None
        must, must_not = (
            _acting(space.acts[each] for each in some if each in space.acts) for some in (acting, not_acting)
        )
        best = over.largest_lead(0, 1, weigh=False, must=must, must_not=must_not)
        return None if best is None else space.row(fixed | best.completion)

    def all_ruled_out(self) -> Rows | None:
        """An answer set that rules out every approach; None where there is none. Exact. Raises `TooDense`."""
        vetoes = [_naming(self._space.tables.tables, "rules_out", i) for i in range(len(APPROACHES))]
        for chosen in product(*vetoes):
            found = self.together({*chosen})
            if found is not None:
                return found
        return None

    def cannot_win(self, approach: int, place: int | None = None, *, acting: bool = False) -> bool:
        """Whether it is proved that an approach is never recommended where a rule fires, be it counted or not.

        Without a rule: never at all. `acting`: also where the rule only acts. False says nothing: it may win or not.
        """
        tables = self._space.tables.tables
        if place is None:
            return self._never_first(approach, tables, tables, ())
        if place not in self._space.acts:
            return True
        others = tuple(table for table in tables if table.place != place)
        counted = next((table for table in tables if table.place == place), None)
        held = counted or self._space.acts[place]
        if acting:
            held = held._replace(acts=self._space.acts[place].acts)
        marker = held._replace(points=_NO_POINTS, supports=_NO, rules_out=_NO, settles=_YES)
        if not self._never_first(approach, (*others, marker), others, (marker,)):
            return False
        if counted is None or not counted.weighs:
            return True
        return self._never_first(approach, (*others, held), (*others, held), (held,))

    def _never_first(
        self,
        approach: int,
        tables: tuple[RuleTable, ...],
        speaking: tuple[RuleTable, ...],
        held: tuple[RuleTable, ...],
    ) -> bool:
        """Where some rules hold: nothing settles on the approach, and it never leads the simplest one that is left.

        The simplest one left is never held down, and holding down others only lowers them, so the sums decide.
        """
        here = copy.copy(self._space.tables)
        here.tables = tables
        over = _over(self._space, here)
        by_place = {table.place: table for table in speaking}
        try:
            for stop in _naming(speaking, "settles", approach):
                if (
                    over.largest_lead(approach, approach, weigh=False, must=_acting([*held, by_place[stop]]))
                    is not None
                ):
                    return False
            for simplest in range(approach + 1):
                for chosen in product(*(_naming(speaking, "rules_out", simpler) for simpler in range(simplest))):
                    must = _acting([*held, *(by_place[each] for each in chosen)])
                    best = over.largest_lead(approach, simplest, weigh=simplest < approach, must=must)
                    # of equals the simpler one is first
                    if best is not None and (simplest == approach or best.lead > 0):
                        return False
        except TooDense:
            return False
        return True


def _acting(rules: Iterable[RuleTable]) -> list[Claim]:
    """That these rules act."""
    return [Claim(rule, "settles") for rule in rules]


def _over(space: Space, tables: RuleTables, fixed: Mapping[int, int] | None = None) -> Completions:
    """All answer sets, or those with some places fixed."""
    fixed = fixed or {}
    axes = range(len(space.axes))
    return Completions(tables, [fixed.get(i, 0) for i in axes], [i for i in axes if i not in fixed])


def _naming(tables: tuple[RuleTable, ...], word: str, approach: int) -> list[int]:
    return [table.place for table in tables if getattr(table, word)[approach]]
