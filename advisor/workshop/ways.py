"""All ways of settling what is open, and where each leads: which question decides, in how many of them.

A question is pivotal in one way of settling all the others when its own settlement decides what is recommended there.
The effect of a question is the share of ways in which it is pivotal, each way as likely as the answers make it (the
Banzhaf index of a player in a game of chance outcomes: Banzhaf, J. F. (1965), Weighted voting doesn't work, Rutgers Law
Review 19, 317-343; here a player has as many moves as there are answers). All ways are gone through where they are no
more than `MOST_WAYS`; else `DRAWN` are drawn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from advisor.decision.outlook import Outlook
from advisor.schema.words import APPROACHES, UNKNOWN, Approach
from advisor.workshop.alike import alike

MOST_WAYS: Final = 4_000_000
DRAWN: Final = 50_000
SEED: Final = 2024
_BLOCK: Final = 131_072

Codes = NDArray[np.int8]
Likely = Mapping[str, int]
"""Option of a question, or `unknown` where it is left open -> how likely it is, counted in people."""


class Ways:
    """All ways of settling the questions that are open, or as many as are drawn.

    Answers that no rule tells apart as things stand count as one.
    """

    def __init__(self, outlook: Outlook, likely: Mapping[str, Likely], base: Mapping[str, str]) -> None:
        tables = outlook.tables
        self._columns = outlook.columns
        codes = tables.codes(base)
        self._base: Codes = np.array(codes, np.int8) - 1
        self._places = [tables.place[question] for question in likely]
        may = {place: [code] for place, code in enumerate(codes)}
        votes: list[dict[int, int]] = []
        for each, place in zip(likely.values(), self._places, strict=True):
            code = {UNKNOWN: 0} | {option: i for i, option in enumerate(tables.options[place], 1)}
            votes.append({code[option]: n for option, n in each.items()})
            may[place] = list(votes[-1])
        groups = alike(tables.tables, may)
        self._options = [np.array([group[0] - 1 for group in groups[place]], np.int8) for place in self._places]
        self._shares = [
            np.array([sum(own[code] for code in group) for group in groups[place]], float) / sum(own.values())
            for place, own in zip(self._places, votes, strict=True)
        ]
        self._sizes = tuple(len(options) for options in self._options)
        self.count = float(np.prod(np.array(self._sizes, float)))
        self.is_exact = self.count <= MOST_WAYS

    def is_exact_for(self, i: int) -> bool:
        """Whether nothing is left to chance for the i-th question: all ways gone through, or all its answers one."""
        return self.is_exact or self._sizes[i] == 1

    def may_decide(self) -> list[bool | None]:
        """Question by question whether it is pivotal in some way; None where no such way was found by drawing."""
        return [True if effect else False if self.is_exact_for(i) else None for i, effect in enumerate(self.effects[0])]

    @cached_property
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
        random = np.random.default_rng(SEED)
        drawn = [random.choice(len(share), DRAWN, p=share) for share in self._shares]
        now = self._winners(drawn)
        effects: list[float] = []
        between: list[tuple[Approach | None, ...]] = []
        for i, options in enumerate(self._options):
            if len(options) == 1:
                effects.append(0.0)
                between.append(())
                continue
            others = np.stack(
                [self._winners([*drawn[:i], np.full(DRAWN, k), *drawn[i + 1 :]]) for k in range(len(options))]
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


def _approaches(places: NDArray[np.integer]) -> tuple[Approach | None, ...]:
    return tuple(_approach(place) for place in places)


def _approach(place: int) -> Approach | None:
    return APPROACHES[place] if place >= 0 else None
