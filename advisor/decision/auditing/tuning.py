"""Without evals, training is never the next step: shown from the rules that put something else first."""

from __future__ import annotations

from typing import Final

import numpy as np

from advisor.decision.auditing.bounds import Bounds
from advisor.decision.auditing.space import Rows, Space
from advisor.decision.completions import TooDense
from advisor.schema.audit import Promise
from advisor.schema.words import APPROACHES, UNKNOWN, Approach

_QUESTION: Final = "evals"
_WITHOUT: Final = (UNKNOWN, "none", "eyeball")
_TRAINING: Final = frozenset(
    {"small-classifier", "lora", "hosted-tuning", "distillation", "preference-tuning", "reinforcement-tuning"}
)
_SAYS: Final = "without evals (none, eyeball, unknown) fine-tuning is never the next step"


def never_tuned_without_evals(space: Space, bounds: Bounds, drawn: Rows) -> Promise:
    """Whether the first step of every path is another than training while there are no evals and no results.

    Steps stand on a path in the order of `steps.yaml`, destinations last. So training is never first on the way to an
    approach if on every answer set some rule acts that puts a step before it that stands earlier than all training.
    """
    if _QUESTION not in space.place:
        return Promise(promise=_SAYS, holds=True, how=f"the book does not ask `{_QUESTION}`")
    guarded: list[str] = []
    for approach in APPROACHES:
        guards = _guards(space, approach)
        if guards is None:
            continue
        alone = next((place for place in guards if _one_always_acts(space, bounds, [place])), None)
        if alone is None and not _one_always_acts(space, bounds, guards):
            return _searched(space, drawn)
        named = " or ".join(f"`{space.rules[place].id}`" for place in (guards if alone is None else [alone]))
        guarded.append(f"to {approach} {named}")
    return Promise(
        promise=_SAYS,
        holds=True,
        how="while no results are given, over all other answers: on the way to each approach whose path can begin "
        "with training a rule always acts that puts an earlier step first, by variable elimination "
        f"({'; '.join(guarded) or 'there is no such approach'})",
    )


def _guards(space: Space, approach: Approach) -> list[int] | None:
    """The rules that put a step first that stands before all training; None where no path begins with training."""
    order = {step.id: i for i, step in enumerate(space.book.steps)}
    training = {step.id for step in space.book.steps if step.kind in _TRAINING}
    parts = approach.split("+")
    ends = [{step.id for step in space.book.steps if step.destination and step.approach == part} for part in parts]
    first = {step for rule in space.rules if approach in rule.before for step in rule.effect.do_first}
    if not (first | ends[0]) & training:
        return None
    earliest = min((order[step] for step in first & training), default=len(order))
    before = {step for step in first - training if order[step] < earliest}.difference(*ends)
    return [
        place
        for place, rule in enumerate(space.rules)
        if approach in rule.before and before.intersection(rule.effect.do_first)
    ]


def _one_always_acts(space: Space, bounds: Bounds, guards: list[int]) -> bool:
    no_results = {fact.id: fact.default for fact in space.book.facts}
    without = [value for value in _WITHOUT if value in space.values[space.place[_QUESTION]]]
    try:
        return all(bounds.together((), guards, no_results | {_QUESTION: value}) is None for value in without)
    except TooDense:
        return False


def _searched(space: Space, drawn: Rows) -> Promise:
    axis = space.place[_QUESTION]
    values = [k for k, value in enumerate(space.values[axis]) if value in _WITHOUT]
    rows = drawn.copy()
    rows[:, space.asked :] = space.results[0]
    rows[:, axis] = np.resize(values, len(rows))
    kinds = {step.id: step.kind for step in space.book.steps}
    leading = rows[np.isin(space.winners(rows), (2, 3))]
    for row in leading:
        path = space.path(row)
        if path and kinds[path[0]] in _TRAINING:
            return Promise(promise=_SAYS, holds=False, how="found among answer sets drawn", witness=space.witness(row))
    how = f"no breach in {len(leading):,} answer sets drawn that lead to training; not proved"
    return Promise(promise=_SAYS, holds=None, how=how)
