"""No answers outvote what results show: by how much everything else can put one approach ahead of another."""

from __future__ import annotations

import copy
from itertools import combinations, permutations
from typing import Final

from advisor.decision.auditing.bounds import Bounds
from advisor.decision.auditing.space import Rows, Space
from advisor.decision.completions import Best, Completions, TooDense
from advisor.decision.ranking import UNIT
from advisor.schema.audit import Promise
from advisor.schema.words import APPROACHES

_SAYS: Final = "no answers outvote what results show"


def never_outvoted(space: Space, bounds: Bounds) -> Promise:
    """Whether a rule of strength `measured` weighs more than all others together, and whether no other rule settles
    an approach where results settle another."""
    measured = space.book.weights.measured
    try:
        ahead = _furthest(space)
        torn = _torn(space, bounds)
    except TooDense:
        return Promise(promise=_SAYS, holds=None, how="the rules tie too many questions together to say")
    lead = ahead.lead / UNIT if ahead else 0.0
    broken = torn if torn is not None else space.row(ahead.completion) if ahead and lead >= measured else None
    return Promise(
        promise=_SAYS,
        holds=broken is None,
        how=f"beside the rules of strength `measured` ({measured:g}) no answers and results put one approach more than "
        f"{lead:.2f} ahead of another, and nothing settles an approach where results settle another, both by variable "
        "elimination",
        witness=None if broken is None else space.witness(broken),
    )


def _furthest(space: Space) -> Best | None:
    """The largest lead of any approach over any other by the rules of fitted strength and the priors; None where no
    rule is of strength `measured`."""
    fitted = copy.copy(space.tables)
    fitted.tables = tuple(t for t in space.tables.tables if space.rules[t.place].strength != "measured")
    if len(fitted.tables) == len(space.tables.tables):
        return None
    over = Completions(fitted, [0] * len(space.axes), range(len(space.axes)))
    found = [over.largest_lead(one, other) for one, other in permutations(range(len(APPROACHES)), 2)]
    return max((best for best in found if best is not None), key=lambda best: best.lead, default=None)


def _torn(space: Space, bounds: Bounds) -> Rows | None:
    """Answers and results on which results settle an approach and another rule another; None where there are none."""
    stops = [place for place, rule in enumerate(space.rules) if rule.effect.settles]
    shown = {place for place in stops if space.book.needs_results(space.rules[place])}
    for one, other in combinations(stops, 2):
        if shown.isdisjoint((one, other)) or space.rules[one].effect.settles == space.rules[other].effect.settles:
            continue
        found = bounds.together({one, other})
        if found is not None:
            return found
    return None
