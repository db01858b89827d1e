"""The promises of the design on one book: each proved, shown to follow from how the ranking is made, or refuted."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Final

import numpy as np

from advisor.decision.auditing.bounds import Bounds
from advisor.decision.auditing.outvoting import never_outvoted
from advisor.decision.auditing.space import Rows, Space
from advisor.decision.auditing.standings import Standings, standings
from advisor.decision.auditing.tuning import never_tuned_without_evals
from advisor.decision.completions import TooDense
from advisor.decision.engine import Engine
from advisor.schema.audit import Promise, Witness
from advisor.schema.words import APPROACHES

_SHUFFLES: Final = 3
_DECIDED: Final = 100


def promises(space: Space, bounds: Bounds, drawn: Rows) -> Iterator[Promise]:
    """Every promise, in the order in which the design makes them; `drawn`: answer sets to look for breaches in."""
    stand = standings(space, drawn)
    yield _order_never_matters(space, drawn)
    yield _ruled_out_is_never_recommended(space, drawn, stand)
    yield _nothing_known(space)
    yield _supports_never_lower(space, drawn, stand)
    yield _never_unfired(space)
    yield _some_approach_is_left(bounds, space)
    yield _sourced(space)
    yield never_outvoted(space, bounds)
    yield never_tuned_without_evals(space, bounds, drawn)


def _order_never_matters(space: Space, drawn: Rows) -> Promise:
    broken = None
    for seed in range(_SHUFFLES):
        rules = random.Random(seed).sample(space.book.rules, len(space.book.rules))  # noqa: S311
        other = Engine(space.book.model_copy(update={"rules": tuple(rules)}))
        for row in drawn[:_DECIDED]:
            answers, results = space.facts(row)
            one, two = (
                (each.rank(situation), each.ids(situation.fired), each.decide(answers))
                for each in (space.engine, other)
                for situation in (each.situation(answers, results),)
            )
            if broken is None and one != two:
                broken = space.witness(row)
    return _promise(
        "the order of rules and files never matters",
        "by construction: rules are sorted by id when compiled, and scores are sums of whole numbers; the same "
        f"{min(_DECIDED, len(drawn))} decisions in {_SHUFFLES} other orders",
        broken,
    )


def _ruled_out_is_never_recommended(space: Space, drawn: Rows, stand: Standings) -> Promise:
    winners = stand.winners()
    vetoed = np.take_along_axis(stand.vetoes, np.maximum(winners, 0)[:, None], axis=1)[:, 0]
    wrong = (winners >= 0) & (vetoed > 0) | (winners != space.winners(drawn))
    return _promise(
        "an approach that is ruled out is never recommended",
        "by construction: the ranking puts first only what no rule that fires rules out; none of "
        f"{len(drawn):,} answer sets drawn shows another",
        space.witness(drawn[wrong.argmax()]) if wrong.any() else None,
    )


def _nothing_known(space: Space) -> Promise:
    ranking = space.engine.decide({}).ranking
    holds = ranking.approach == APPROACHES[0] and ranking.standing == "default"
    return _promise(
        "with nothing known the answer is the simplest approach, and says so",
        "there is one such answer set; it was decided",
        None if holds else Witness(answers={}),
    )


def _supports_never_lower(space: Space, drawn: Rows, stand: Standings) -> Promise:
    """Breached where an approach that a rule supports is recommended without that rule, and with it another that
    it does not support."""
    broken, rules = None, 0
    fired = space.fired(drawn)
    for place, table in space.fires.items():
        if not any(table.supports) or any(table.rules_out) or any(table.settles):
            continue
        rules += 1
        here = np.flatnonzero(fired[:, place])
        before, after = stand.at(here).without(table).winners(), stand.at(here).winners()
        wrong = np.isin(before, np.flatnonzero(table.supports)) & ~np.isin(after, np.flatnonzero(table.supports))
        if wrong.any() and broken is None:
            broken = space.witness(drawn[here[wrong.argmax()]])
    weights = space.book.weights.log_odds.values()
    return _promise(
        "a rule that supports never lowers its approach",
        f"every strength is above 0 ({', '.join(map(str, weights))}), so a score only grows by what supports it, and "
        f"what is supported is not held down; taking out each of {rules} such rules wherever it fires in "
        f"{len(drawn):,} answer sets drawn shows nothing else",
        broken if min(weights) > 0 else broken or Witness(answers={}),
    )


def _never_unfired(space: Space) -> Promise:
    broken, cells = None, 0
    for place in range(len(space.rules)):
        axes, fires = space.truth(place)
        cells += fires.size
        for k, i in enumerate(axes):
            lost = fires.take([0], k) & ~fires
            if i < space.asked and lost.any() and broken is None:
                cell = [*np.argwhere(lost)[0]]
                cell[k] = 0
                broken = space.witness(space.row({i: int(c) + 1 for i, c in zip(axes, cell, strict=True)}))
    return _promise(
        "answering one more question never un-fires a rule",
        f"exhaustive: all {cells:,} ways of answering what each rule reads, each question unknown and answered",
        broken,
    )


def _some_approach_is_left(bounds: Bounds, space: Space) -> Promise:
    says = "some approach is always left, so that no answers make the rules conflict"
    vetoes = sum(any(table.rules_out) for table in space.tables.tables)
    try:
        row = bounds.all_ruled_out()
    except TooDense:
        return Promise(promise=says, holds=None, how="the rules tie too many questions together to say")
    how = f"every choice among the {vetoes} vetoes that names all four approaches was tried, by variable elimination"
    return _promise(says, how, None if row is None else space.witness(row))


def _sourced(space: Space) -> Promise:
    book = space.book
    claims = [(rule.id, rule.source, rule.house) for rule in space.rules]
    claims += [(step.id, step.source, False) for step in book.steps]
    bare = [
        id
        for id, references, house in claims
        if not references or any(not house and not book.sources[reference.ref].url for reference in references)
    ]
    return Promise(
        promise="every reason names its rule and every rule its source",
        holds=not bare,
        how=f"all {len(space.rules)} rules and {len(book.steps)} steps were looked through; a reason is made from a "
        "rule and cites its sources by construction" + (f"; without a source: {', '.join(bare)}" if bare else ""),
    )


def _promise(says: str, how: str, broken: Witness | None) -> Promise:
    return Promise(promise=says, holds=broken is None, how=how, witness=broken)
