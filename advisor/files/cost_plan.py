"""A cost plan read from a YAML file or a mapping, and written as one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from advisor.errors import AdvisorError, PriceError
from advisor.files.repairs import read_model
from advisor.schema.amounts import Amount
from advisor.schema.cost_plan import CostPlan

_MOST_BYTES = 1_000_000


def load_cost_plan(path: str | Path) -> CostPlan:
    """The plan in a YAML or JSON file. Raises `PriceError`, one line for each mistake, with its line number."""
    path = Path(path)
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise PriceError(f"{path.name}: larger than 1 MB; a cost plan is a few lines of YAML.")
        data = path.read_bytes()
    except FileNotFoundError:
        raise PriceError(f"{path.name}: there is no such file; check the name and the folder.") from None
    except OSError as error:
        raise PriceError(f"{path.name}: it cannot be read ({error.strerror}).") from None
    return cost_plan_in(data, path.name)


def cost_plan_in(data: bytes, name: str) -> CostPlan:
    """The plan in the content of such a file. Raises `PriceError`, one line for each mistake."""
    from advisor.files.yaml_text import parse

    if len(data) > _MOST_BYTES:
        raise PriceError(f"{name}: larger than 1 MB; a cost plan is a few lines of YAML.")
    try:
        document = parse(data.decode("utf-8-sig"), name)
    except UnicodeDecodeError:
        raise PriceError(f"{name}: this is not UTF-8 text; save it as UTF-8 and try again.") from None
    except AdvisorError as error:
        raise PriceError(str(error)) from None
    if document.mistakes:
        raise PriceError("\n".join(document.mistakes))
    if not isinstance(document.data, dict):
        raise PriceError(f"{name}: this is not a cost plan; write lines such as `volume: 20000`.")
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
