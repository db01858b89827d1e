"""Prompt, RAG or fine-tune? One sourced, checkable answer.

    from advisor import recommend
    print(recommend({"format": "peculiar", "rules": "manual", "evals": "none"}))

The public names are loaded when they are first used, so that `import advisor` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from advisor.version import __version__

if TYPE_CHECKING:
    from advisor.api import Comparison as Comparison
    from advisor.api import CostReport as CostReport
    from advisor.api import Recommendation as Recommendation
    from advisor.api import RuleBook as RuleBook
    from advisor.api import backtest as backtest
    from advisor.api import compare as compare
    from advisor.api import load_answers as load_answers
    from advisor.api import load_cases as load_cases
    from advisor.api import load_cost_plan as load_cost_plan
    from advisor.api import load_prices as load_prices
    from advisor.api import read_beside as read_beside
    from advisor.api import read_evals as read_evals
    from advisor.api import recommend as recommend
    from advisor.api import recommend_many as recommend_many
    from advisor.api import work_out_costs as work_out_costs
    from advisor.errors import AdvisorError as AdvisorError
    from advisor.evals.beside import Beside as Beside
    from advisor.schema.answers import Answers as Answers
    from advisor.schema.answers import Job as Job
    from advisor.schema.cost_plan import CostPlan as CostPlan

_HOMES = {
    "Answers": "advisor.schema.answers",
    "Job": "advisor.schema.answers",
    "AdvisorError": "advisor.errors",
    "Beside": "advisor.evals.beside",
    "CostPlan": "advisor.schema.cost_plan",
} | dict.fromkeys(
    (
        "Comparison",
        "CostReport",
        "Recommendation",
        "RuleBook",
        "backtest",
        "compare",
        "load_answers",
        "load_cases",
        "load_cost_plan",
        "load_prices",
        "read_beside",
        "read_evals",
        "recommend",
        "recommend_many",
        "work_out_costs",
    ),
    "advisor.api",
)

__all__ = [
    "AdvisorError",
    "Answers",
    "Beside",
    "Comparison",
    "CostPlan",
    "CostReport",
    "Job",
    "Recommendation",
    "RuleBook",
    "__version__",
    "backtest",
    "compare",
    "load_answers",
    "load_cases",
    "load_cost_plan",
    "load_prices",
    "read_beside",
    "read_evals",
    "recommend",
    "recommend_many",
    "work_out_costs",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
