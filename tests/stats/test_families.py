"""No family of reference numbers is left out: each is a test."""

from __future__ import annotations

import re

from places import ROOT
from stats.vectors import ALL_CASES

WITH_THE_PRICE_LIST = {"genai_prices_call"}
"""Tested where the price list is read, in `tests/files/test_model_prices.py`."""


def test_every_family_is_tested() -> None:
    paths = [path for folder in ("stats", "costs") for path in (ROOT / "tests" / folder).glob("test_*.py")]
    sources = [path.read_text(encoding="utf-8") for path in paths]
    tested = {name for source in sources for name in re.findall(r'^@family\("(\w+)"\)$', source, re.MULTILINE)}
    assert tested == {case["family"] for case in ALL_CASES} - WITH_THE_PRICE_LIST


def test_the_family_of_the_price_list_is_tested_there() -> None:
    source = (ROOT / "tests" / "files" / "test_model_prices.py").read_text(encoding="utf-8")
    assert [name for name in WITH_THE_PRICE_LIST if f'"{name}"' not in source] == []
