"""What each rule adds: an answer set on which the advice is another without it, or a proof that there is none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from advisor.decision.auditing.bounds import Bounds
from advisor.decision.auditing.space import Rows, Space
from advisor.decision.auditing.standings import standings
from advisor.decision.auditing.witness import smallest
from advisor.decision.completions import TooDense
from advisor.schema.audit import Adds, Finding, named
from advisor.schema.rules import Rule
from advisor.schema.words import APPROACHES

DRAWS = (300, 3_000, 30_000)
"""How many answer sets are drawn, one batch after another, until one is found."""

_NEAR, _ROUNDS = 500, 8


class _Part(NamedTuple):
    """One thing that a rule does."""

    place: int
    rule: Rule
    step: str = ""

    @property
    def approaches(self) -> list[int]:
        """Those before which the step comes, or which the note is about."""
        return [APPROACHES.index(each) for each in (self.rule.before if self.step else self.rule.effect.note)]


def what_rules_add(space: Space, bounds: Bounds, draws: Sequence[int] = DRAWS) -> Iterator[Adds | Finding]:
    """For every part of every rule what it adds, or that it adds nothing."""
    for place, rule in enumerate(space.rules):
        if place not in space.acts:
            continue
        effect = rule.effect
        if effect.supports or effect.opposes or effect.rules_out or effect.settles:
            yield _approach(space, bounds, draws, _Part(place, rule))
        for step in effect.do_first:
            yield _step(space, bounds, draws, _Part(place, rule, step))
        if effect.note:
            yield _note(space, bounds, draws, _Part(place, rule))


def _approach(space: Space, bounds: Bounds, draws: Sequence[int], part: _Part) -> Adds | Finding:
    place, tried = part.place, 0

    def changes(row: Rows) -> bool:
        return space.approach(row) != space.approach(row, place)

    near: Rows = space.draw(0)
    for n in (*draws, *[0] * _ROUNDS):
        drawn = space.draw_where(*space.truth(place, acting=bool(part.rule.effect.settles)), n) if n else near
        if not n:
            drawn = _moved(space, near, space.truth(place)[0])
        tried += len(drawn)
        now = standings(space, drawn)
        found = smallest(space, drawn[now.winners() != now.without(space.fires[place]).winners()], changes)
        if found is not None:
            return Adds(
                rule=part.rule.id,
                part="approach",
                witness=space.witness(found),
                with_it=named(space.approach(found)),
                without_it=named(space.approach(found, place)),
            )
        near = np.vstack([near, drawn])[np.argsort([*standings(space, near).leads(), *now.leads()])[:_NEAR]]
    says = "taking it out changes no recommended approach"
    return _nothing(part, says, _never_decides(space, bounds, part), tried)


def _moved(space: Space, rows: Rows, fixed: Sequence[int]) -> Rows:
    """These rows, each with every single answer changed at random that a rule does not read."""
    free = np.array([i for i in range(space.asked) if i not in fixed], np.intp)
    moved = np.repeat(rows, len(free), axis=0)
    drawn = space.draw(len(moved))
    every, axes = np.arange(len(moved)), np.tile(free, len(rows))
    moved[every, axes] = drawn[every, axes]
    return moved


def _never_decides(space: Space, bounds: Bounds, part: _Part) -> str:
    """The proof that a rule changes no recommendation; empty where there is none.

    What weighs can only change it to an approach that it supports, or from one that it opposes (scores move no other
    way, and what is held down stands behind the simplest in any case), and what settles only to what it settles on;
    this holds where at most one approach can be settled.
    """
    effect = part.rule.effect
    settled = {approach for rule in space.rules for approach in rule.effect.settles}
    if effect.rules_out or len(settled) > 1 or (effect.settles and part.rule.strength):
        return ""
    moved = {*effect.supports, *effect.opposes, *effect.settles}
    if all(bounds.cannot_win(APPROACHES.index(each), part.place) for each in moved):
        return f"where it fires {' and '.join(sorted(moved))} can never lead, by variable elimination"
    return ""


def _step(space: Space, bounds: Bounds, draws: Sequence[int], part: _Part) -> Adds | Finding:
    naming = {
        i: [
            place
            for place, rule in enumerate(space.rules)
            if place != part.place and part.step in rule.effect.do_first and APPROACHES[i] in rule.before
        ]
        for i in part.approaches
    }

    def changes(row: Rows) -> bool:
        return part.step in space.path(row) and part.step not in space.path(row, part.place)

    tried = 0
    for n in draws:
        drawn = space.draw_where(*space.truth(part.place, acting=True), n)
        tried += len(drawn)
        winners, acting = space.winners(drawn), space.acted(drawn)
        alone = [(winners == i) & ~acting[:, others].any(axis=1) for i, others in naming.items()]
        found = smallest(space, drawn[np.any(alone, axis=0)], changes)
        if found is not None:
            return Adds(
                rule=part.rule.id,
                part="step",
                witness=space.witness(found),
                with_it=", ".join(space.path(found)),
                without_it=", ".join(space.path(found, part.place)),
            )
    says = f"taking it out takes `{part.step}` off no path"
    return _nothing(part, says, _always_named(bounds, part, naming), tried)


def _always_named(bounds: Bounds, part: _Part, naming: dict[int, list[int]]) -> str:
    try:
        for i, others in naming.items():
            if bounds.together([part.place], others) is not None and not bounds.cannot_win(i, part.place, acting=True):
                return ""
    except TooDense:
        return ""
    return "wherever it acts another rule names the step too or the approach cannot lead, by variable elimination"


def _note(space: Space, bounds: Bounds, draws: Sequence[int], part: _Part) -> Adds | Finding:
    tried = 0
    for n in draws:
        drawn = space.draw_where(*space.truth(part.place), n)
        tried += len(drawn)
        shown = np.isin(space.winners(drawn), part.approaches)

        def changes(row: Rows) -> bool:
            return space.approach(row) in part.rule.effect.note and bool(space.fired(row[None])[0, part.place])

        found = smallest(space, drawn[shown], changes)
        if found is not None:
            approach = named(space.approach(found))
            return Adds(
                rule=part.rule.id,
                part="note",
                witness=space.witness(found),
                with_it=f"noted beside {approach}",
                without_it=f"{approach} without the note",
            )
    proof = ""
    if all(bounds.cannot_win(i, part.place) for i in part.approaches):
        proof = "where it fires none of its approaches can lead, by variable elimination"
    return _nothing(part, "its note is never shown", proof, tried)


def _nothing(part: _Part, says: str, proof: str, tried: int) -> Finding:
    return Finding(
        check="never matters",
        level="info",
        about=(part.rule.id,),
        says=says,
        how=proof or f"no witness found in {tried:,} answer sets on which it acts; not proved",
        proved=bool(proof),
    )
