"""What can be reached: each approach as the recommended one, each step on a path, each destination as its end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from advisor.decision.auditing.bounds import Bounds
from advisor.decision.auditing.space import Rows, Space
from advisor.decision.auditing.truth import reduced
from advisor.decision.auditing.witness import smallest
from advisor.schema.audit import Adds, Finding, Reached
from advisor.schema.rules import Step
from advisor.schema.words import APPROACHES

_PARTS = {"prompting": (0,), "rag": (1, 3), "fine-tuning": (2, 3)}
"""Approach of a step -> the approaches whose path ends with it; the last one has two ends."""


def approaches(space: Space, bounds: Bounds, drawn: Rows) -> Iterator[Reached | Finding]:
    """For each approach an answer set that recommends it, or that there is none."""
    winners = space.winners(drawn)
    for i, approach in enumerate(APPROACHES):

        def wins(row: Rows, approach: str = approach) -> bool:
            return space.approach(row) == approach

        found = smallest(space, drawn[winners == i], wins)
        if found is not None:
            yield Reached(id=approach, witness=space.witness(found))
            continue
        proved = bounds.cannot_win(i)
        yield Finding(
            check="approach never wins",
            level="error",
            about=(approach,),
            says="no answer set recommends it",
            how="it can never lead, by variable elimination" if proved else f"none of {len(drawn):,} drawn; not proved",
            proved=proved,
        )


def steps(space: Space, adds: Sequence[Adds | Finding], drawn: Rows) -> Iterator[Reached | Finding]:
    """For each step an answer set whose path it stands on, or that there is none."""
    firsts = {each.rule: each for each in adds if isinstance(each, Adds) and each.part == "step"}
    winners = space.winners(drawn)
    for step in space.book.steps:
        naming = [rule for rule in space.rules if step.id in rule.effect.do_first]
        known = next((firsts[rule.id] for rule in naming if rule.id in firsts), None)
        if known is not None and not step.destination:
            yield Reached(id=step.id, witness=known.witness)
        elif not naming and not step.destination:
            says = "no rule names it in `do_first`, and it is no destination"
            yield _never(step, "step never used", says, "every rule was looked through")
        else:
            yield _reached(space, step, drawn, winners)


def _reached(space: Space, step: Step, drawn: Rows, winners: np.ndarray) -> Reached | Finding:
    def is_taken(row: Rows) -> bool:
        path = space.path(row)
        return step.id in (path[-2:] if step.destination else path)

    for condition in step.when or ({},):
        rows = space.draw_where(*space.condition(condition), len(drawn) // 4) if condition else drawn
        led = np.isin(space.winners(rows) if condition else winners, _PARTS.get(step.approach, (0, 1, 2, 3)))
        found = smallest(space, rows[led], is_taken)
        if found is not None:
            return Reached(id=step.id, witness=space.witness(found))
    hiding = _hidden_by(space, step)
    if hiding:
        how = f"wherever its condition holds, so does one of {hiding} with as many lines or more"
        return _never(step, "destination never reached", "another destination always fits as well or better", how)
    says = "no path to it was found" if step.destination else "no path with it was found"
    how = f"none of {len(drawn):,} answer sets drawn; not proved"
    check = "destination never reached" if step.destination else "step never used"
    return _never(step, check, says, how, proved=False)


def _hidden_by(space: Space, step: Step) -> str:
    """The destinations of the same approach of which one is always preferred; empty where that is not shown."""
    order = [each.id for each in space.book.steps]
    hiding = []
    for own in step.when:
        found = next(
            (
                other.id
                for other in space.book.steps
                if other.destination and other.approach == step.approach and other.id != step.id
                for its in other.when
                if (len(its), -order.index(other.id)) > (len(own), -order.index(step.id))
                and reduced(*space.condition(own)).implies(reduced(*space.condition(its)))
            ),
            None,
        )
        if found is None:
            return ""
        hiding.append(found)
    return ", ".join(f"`{each}`" for each in dict.fromkeys(hiding))


def _never(step: Step, check: str, says: str, how: str, proved: bool = True) -> Finding:
    return Finding.model_validate(
        {"check": check, "level": "info", "about": (step.id,), "says": says, "how": how, "proved": proved}
    )
