"""Reference numbers for the statistics: `tests/data/stats_vectors.json`, each checked there against a second route."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import numpy as np
import pytest
from places import DATA

ALL_CASES = json.loads((DATA / "stats_vectors.json").read_text(encoding="utf-8"))["cases"]


def family(name: str) -> Any:
    """A parametrisation over all cases of one family; fails when the family is empty."""
    cases = [case for case in ALL_CASES if case["family"] == name]
    assert cases, f"no reference numbers for {name}"
    return pytest.mark.parametrize("case", cases, ids=[case["id"] for case in cases])


def near(case: dict[str, Any], key: str) -> Any:
    """The expected number or numbers of a case, within its own tolerance."""
    return pytest.approx(case["expected"][key], abs=case["abs_tol"], rel=0)


def assert_all(case: dict[str, Any], found: dict[str, Any], not_shipped: Iterable[str] = ()) -> None:
    """Every expected key of the case is found, within its tolerance, but for those of methods we do not ship."""
    expected = {key: value for key, value in case["expected"].items() if key not in set(not_shipped)}
    left, right = _leaves(found), _leaves(expected)
    words = {place: value for place, value in right.items() if not isinstance(value, int | float)}
    assert {place: left.get(place, "missing") for place in words} == words
    numbers = {place: value for place, value in right.items() if place not in words}
    assert {place: value for place, value in left.items() if place not in words} == pytest.approx(
        numbers, abs=case["abs_tol"], rel=0
    )


def _leaves(value: Any, place: str = "") -> dict[str, Any]:
    if isinstance(value, dict):
        parts = value.items()
    elif isinstance(value, list | tuple | np.ndarray):
        parts = enumerate(value)  # type: ignore[assignment]
    else:
        return {place: value}
    return {key: leaf for name, part in parts for key, leaf in _leaves(part, f"{place}/{name}").items()}
