"""Reference numbers for the statistics: `tests/data/stats_vectors.json`, each checked there against a second route."""

from __future__ import annotations

import json
from typing import Any

import pytest
from places import DATA

_ALL = json.loads((DATA / "stats_vectors.json").read_text(encoding="utf-8"))["cases"]


def family(name: str) -> Any:
    """A parametrisation over all cases of one family; fails when the family is empty."""
    cases = [case for case in _ALL if case["family"] == name]
    assert cases, f"no reference numbers for {name}"
    return pytest.mark.parametrize("case", cases, ids=[case["id"] for case in cases])


def near(case: dict[str, Any], key: str) -> Any:
    """The expected number or numbers of a case, within its own tolerance."""
    return pytest.approx(case["expected"][key], abs=case["abs_tol"], rel=0)
