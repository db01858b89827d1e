"""No family of reference numbers is left out: each is a test here, or belongs to the costs."""

from __future__ import annotations

import re
from pathlib import Path

from stats.vectors import ALL_CASES

COST_FAMILIES = {
    "break_even",
    "break_even_with_error_cost",
    "cache_breakeven_reads",
    "cache_hit_rate_poisson",
    "cost_per_request",
    "genai_prices_call",
    "gpu_cost_per_mtok",
    "training_cost",
    "training_runs_over_horizon",
}


def test_every_statistical_family_is_tested() -> None:
    sources = [path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py")]
    tested = {name for source in sources for name in re.findall(r'^@family\("(\w+)"\)$', source, re.MULTILINE)}
    assert tested == {case["family"] for case in ALL_CASES} - COST_FAMILIES
