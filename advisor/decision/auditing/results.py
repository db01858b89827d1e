"""What eval results can say together: every combination of derived facts that the comparison of results can give."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from advisor.schema.questions import DerivedFact

_MEASURED = ("measured_prompting", "measured_rag", "measured_fine_tuning", "measured_rag_fine_tuning")
_COMPARED = ("rag_vs_simpler", "fine_tuning_vs_simpler", "rag_fine_tuning_vs_simpler")
_OTHERS = ("measured_items", "measured_baseline")


def possible_results(facts: Sequence[DerivedFact]) -> NDArray[np.int8]:
    """(n, facts) places of values, the defaults first: all combinations that results can give.

    An approach is compared with a simpler one exactly where it and a simpler one were measured; one target holds for
    all; without items nothing was measured. A book with other facts than these gets all combinations.
    """
    values = [[value.id for value in fact.values] for fact in facts]
    sizes = tuple(len(each) for each in values)
    every = np.indices(sizes, dtype=np.int8).reshape(len(sizes), -1).T if facts else np.zeros((1, 0), np.int8)
    place = {fact.id: i for i, fact in enumerate(facts)}
    if {*_MEASURED, *_COMPARED, *_OTHERS} <= place.keys():

        def having(fact: str, value: str) -> NDArray[np.bool_]:
            return np.asarray(every[:, place[fact]] == values[place[fact]].index(value))

        measured = [~having(fact, "untested") for fact in _MEASURED]
        without_target = [having(fact, "no_target") for fact in _MEASURED]
        with_target = [each & ~without for each, without in zip(measured, without_target, strict=True)]
        possible = ~(np.any(without_target, axis=0) & np.any(with_target, axis=0))
        for i, fact in enumerate(_COMPARED, start=1):
            possible &= ~having(fact, "untested") == (measured[i] & np.any(measured[:i], axis=0))
        nothing = having("measured_baseline", "untested") & ~np.any(measured, axis=0)
        every = every[possible & (nothing | ~having("measured_items", "none"))]
    defaults = np.array([each.index(fact.default) for each, fact in zip(values, facts, strict=True)], np.int8)
    changed = (every != defaults).sum(axis=1)
    return np.asarray(every[np.argsort(changed, kind="stable")], dtype=np.int8)
