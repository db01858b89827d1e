"""Options that no rule tells apart as things stand: they need not be gone through one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from advisor.decision.rule_tables import RuleTable

Codes = Mapping[int, Sequence[int]]
"""Place of a question -> the places its answer may have; 0 is unknown, 1 the first option."""


def alike(tables: Sequence[RuleTable], may: Codes) -> dict[int, list[list[int]]]:
    """Question -> its possible answers in groups that lead to the same approach, whatever the others are.

    `may`: every question, with one possible answer where it is fixed. Groups are found again with the others reduced to
    one of each group, until none grows any more.
    """
    groups = {place: [[code] for code in codes] for place, codes in may.items()}
    weighing = [table for table in tables if table.weighs]
    while True:
        before = sum(map(len, groups.values()))
        for place in [place for place, own in groups.items() if len(own) > 1]:
            own: dict[bytes, list[int]] = {}
            for group in groups[place]:
                kept = {each: [own[0] for own in others] for each, others in groups.items()} | {place: [group[0]]}
                own.setdefault(_acts(weighing, kept, place), []).extend(group)
            groups[place] = list(own.values())
        if sum(map(len, groups.values())) == before:
            return groups


def _acts(tables: Sequence[RuleTable], may: Codes, place: int) -> bytes:
    """What the rules that read this question do, over all that the others may be."""
    cut = [np.ix_(*(may[axis] for axis in table.questions)) for table in tables if place in table.questions]
    reading = [table for table in tables if place in table.questions]
    return b"".join(
        part[at].tobytes() for table, at in zip(reading, cut, strict=True) for part in (table.fires, table.acts)
    )
