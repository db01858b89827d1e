"""A cost plan read from a YAML file or a mapping, and written as one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from advisor.errors import PriceError
from advisor.files.repairs import read_model
from advisor.files.small_yaml import read_small_file, small_document
from advisor.schema.amounts import Amount
from advisor.schema.cost_plan import CostPlan


def load_cost_plan(path: str | Path) -> CostPlan:
    """The plan in a YAML or JSON file. Raises `PriceError`, one line for each mistake, with its line number."""
    path = Path(path)
    return cost_plan_in(read_small_file(path), path.name)


def cost_plan_in(data: bytes, name: str) -> CostPlan:
    """The plan in the content of such a file. Raises `PriceError`, one line for each mistake."""
    document = small_document(data, name, "cost plan", "volume: 20000")
    if document.mistakes:
        raise PriceError("\n".join(document.mistakes))
    found, mistakes = read_model(CostPlan, document.data, document.place)
    if found is None:
        raise PriceError("\n".join(mistakes))
    return found


def read_cost_plan(given: CostPlan | Mapping[str, Any]) -> CostPlan:
    """The plan in a mapping. Raises `PriceError`, one line for each mistake."""
    if isinstance(given, CostPlan):
        return given
    if not isinstance(given, Mapping):
        raise PriceError(
            f"plan: `{type(given).__name__}` is not a mapping; give fields and amounts, such as"
            ' {"volume": 20000, "hourly_rate_usd": [60, 80, 120]}.'
        )
    found, mistakes = read_model(CostPlan, dict(given), lambda path: "plan")
    if found is None:
        raise PriceError("\n".join(mistakes))
    return found


def cost_plan_as_yaml(plan: CostPlan) -> str:
    """The plan as its file holds it: what is open is left out, an exact amount is one number."""
    data = plan.model_dump(mode="json", exclude_defaults=True)
    return yaml.safe_dump(_short(data), allow_unicode=True, sort_keys=False)


def _short(data: Any) -> Any:
    """Amounts in their short forms."""
    if isinstance(data, dict):
        if data.keys() == set(Amount.model_fields):
            numbers = [_plain(data[name]) for name in ("low", "likely", "high")]
            return numbers[1] if len(set(numbers)) == 1 else numbers
        return {key: _short(value) for key, value in data.items()}
    return _plain(data) if isinstance(data, float) else data


def _plain(number: float) -> float | int:
    return int(number) if float(number).is_integer() and abs(number) < 2**53 else number
