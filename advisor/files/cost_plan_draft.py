"""A cost plan that asks: what was entered stands as it is, what is known otherwise and what is missing as comments."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

import yaml

from advisor.costs.fields import SHARED, VARIANT
from advisor.costs.plan_lines import plan_line
from advisor.files.cost_plan import cost_plan_as_yaml
from advisor.language import N_, _, run_on
from advisor.schema.cost_plan import CostPlan
from advisor.schema.costs import CostInput, Costs, Missing, VariantCost
from advisor.schema.words import APPROACHES

_HEAD: Final = (
    N_("What it costs: fill in what is asked, and take the # away in front of it."),
    N_(
        "Every amount is one number, or [low, likely, high]. Money is in US dollars. What stays out is not known, never"
        " 0."
    ),
)


def draft_cost_plan(plan: CostPlan, costs: Costs) -> str:
    """The text of a YAML file that `load_cost_plan` reads as it is; `costs` were worked out from that plan."""
    given = yaml.safe_load(cost_plan_as_yaml(plan)) or {}
    variants, prices = given.pop("variants", {}), given.pop("prices", {})
    lines = [*_comments(_(text) for text in _HEAD), "", *_entries(given)]
    asked = [each.field for each in costs.missing if each.variant is None]
    for field in dict.fromkeys(("volume", "hourly_rate_usd", *asked)):
        if getattr(plan, field) is None:
            lines += _asked(_(SHARED[field].asks), plan_line(field))
    lines += ["", "variants:" if costs.variants else "variants: {}"]
    inputs = {each.id: each for each in costs.inputs}
    for own in costs.variants:
        known = [inputs[id] for id in own.inputs if inputs[id].variant == own.variant]
        lines += [f"  {_key(own.variant)}:", *_indented(_variant(own, variants.get(own.variant, {}), known))]
    if prices:
        lines += ["", *_entries({"prices": prices})]
    return "\n".join(lines) + "\n"


def _variant(own: VariantCost, given: dict[str, Any], known: Iterable[CostInput]) -> list[str]:
    place = given.pop("approach", own.approach)
    choices = ", ".join(("baseline", *APPROACHES))
    model = [_("Model, as the results tell: {model}", model=own.model)] if own.model and "model" not in given else []
    told = [_known(each) for each in known if each.origin != "given"]
    return [
        f"approach: {place}" if place else f"approach:  # {choices}",
        *_entries(given),
        *_comments((*model, *told, *own.notes)),
        *_questions(each for each in own.missing if each.variant is not None and each.field != "approach"),
    ]


def _known(each: CostInput) -> str:
    return _(
        "{title}: {amount} {unit} ({origin})",
        title=each.title, amount=f"{each.likely:g}", unit=_(each.unit), origin=each.rests_on,
    )  # fmt: skip


def _questions(missing: Iterable[Missing]) -> list[str]:
    return [text for each in missing for text in _asked(_question(each), plan_line(each.field))]


def _question(each: Missing) -> str:
    told = VARIANT.get(each.field)
    asks = _("{question} ({unit})", question=each.asks, unit=_(told.unit)) if told and told.unit else each.asks
    if told is None or told.price_unit is None:
        return asks
    return run_on(asks, _("Or the id of a price in {unit}: advisor prices", unit=_(told.price_unit)))


def _asked(question: str, line: str) -> list[str]:
    return [*_comments((question,)), f"# {line}"]


def _entries(given: dict[str, Any]) -> list[str]:
    lines = []
    for key, value in given.items():
        if isinstance(value, dict):
            lines += [f"{_key(key)}:", *(f"  {line}" for line in _entries(value))]
        else:
            lines.append(f"{_key(key)}: {_on_a_line(value)}")
    return lines


def _on_a_line(value: Any) -> str:
    text = yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, width=1_000_000)
    lines = [line for line in text.splitlines() if line != "..."]
    return lines[0] if len(lines) == 1 else json.dumps(value)


def _key(name: str) -> str:
    """A name as a key on one line; what is long or odd in quotes."""
    dumped = yaml.safe_dump({name: 1}, allow_unicode=True, width=1_000_000)
    return json.dumps(name) if dumped.startswith("?") or dumped.count("\n") > 1 else dumped.removesuffix(": 1\n")


def _comments(texts: Iterable[str]) -> list[str]:
    """Comments of one line each, whatever stands in the names that they tell."""
    return [f"# {' '.join(''.join(each if each.isprintable() else ' ' for each in text).split())}" for text in texts]


def _indented(lines: Iterable[str]) -> list[str]:
    return [f"    {line}" for line in lines]
