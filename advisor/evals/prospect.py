"""What the advice on the next eval is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from advisor.evals.beside import Beside
from advisor.evals.comparison import Comparisons
from advisor.evals.digits import steady
from advisor.evals.eval_set import EvalSet
from advisor.evals.readings import Scored, Variant
from advisor.evals.verdicts import Standing
from advisor.schema.evidence import Choice
from advisor.stats.joint_posterior import JointPosterior


@dataclass(frozen=True, slots=True)
class Prospect:
    """The results of one score with what was made of them."""

    evals: EvalSet
    scored: Scored
    comparisons: Comparisons
    standings: Mapping[str, Standing]
    posterior: JointPosterior | None
    choice: Choice
    margin: float
    target: float | None
    beside: Beside
    is_red: bool
    """The eval cannot be trusted: more of the same is no help."""

    @property
    def may_win(self) -> list[bool]:
        """Which variants can be chosen, in order: those whose approach is known."""
        return [own.place is not None for own in self.scored.variants]

    @property
    def n(self) -> int:
        """Items that all comparisons rest on: the fewest that two variants share, or that one was scored on."""
        shared = [found.main.n for found in self.comparisons.values()]
        return min(shared or [own.own.marks.n for own in self.scored.variants], default=0)

    @property
    def in_question(self) -> list[Variant]:
        """The variants that are not shown worse: those a new item would be run on."""
        return [own for own in self.scored.variants if self.standings[own.name].verdict.verdict != "shown worse"]

    def run_cost(self, runs: int, variants: list[Variant]) -> float | None:
        """US dollars for so many requests to each of these variants; None where one's cost is not known."""
        costs = [own.cost for own in variants]
        known = [cost for cost in costs if cost is not None]
        return steady(runs * sum(known)) if known and len(known) == len(costs) else None
