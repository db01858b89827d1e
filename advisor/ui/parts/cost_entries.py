"""What a visitor entered about costs: a text at its place in the cost plan.

The texts are kept as they were typed and read one by one, so that a bad one spoils no other and none is lost.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from advisor.costs.fields import VARIANT
from advisor.files.cost_plan import read_cost_plan
from advisor.files.repairs import find_mistakes, listed, nearest
from advisor.language import N_, Language, _, language, run_on
from advisor.schema.cost_plan import CostPlan
from advisor.schema.prices import PriceBook
from advisor.ui.parts.amount_text import amount_in, amount_text

Place = tuple[str, ...]
"""`(field,)`, `("variants", name, field)` or `("prices", id)`."""

Entries = Mapping[Place, str]

VOLUME: Final[Place] = ("volume",)
_WORDS: Final = {"approach", "model", "embedding_model"}
"""Fields that hold names."""
_NEVER: Final = {"retrain_every_months", "base_model_ends"}
"""Fields that take `never` beside a number or a day."""
_DAYS: Final = {"base_model_ends", "start"}
_ALONE: Final = {
    "horizon_months", "cache_hit_rate", "cache_minutes", "price_decline_per_year", "cost_limit_usd", "latency_limit_s",
}  # fmt: skip
"""Fields that take no range."""
_ABOVE_NOTHING: Final = {"cost_limit_usd", "latency_limit_s", "cache_minutes", "volume"}


@dataclass(frozen=True, slots=True)
class Entered:
    """The plan in the entries that can be read, and what is wrong with the others."""

    plan: CostPlan
    mistakes: dict[Place, str] = field(default_factory=dict)
    unused: tuple[str, ...] = ()
    """Variants that have entries, but are neither among the results nor have an approach."""


def read_entries(entries: Entries, there: Collection[str], book: PriceBook, volume: int | None = None) -> Entered:
    """The plan; `there`: the variants of the results; `volume`: finished pieces of work a month."""
    data: dict[str, Any] = {}
    mistakes: dict[Place, str] = {}
    for place, text in entries.items():
        value, wrong = _read(place, text, language())
        wrong = wrong or _not_in_book(place, value, book)
        if wrong is not None:
            mistakes[place] = wrong
        elif place != VOLUME or _likely(value) == volume:
            _put(data, place, value)
    if volume is not None:
        data.setdefault("volume", volume)
    variants: dict[str, Any] = data.get("variants", {})
    unused = tuple(name for name, own in variants.items() if name not in there and "approach" not in own)
    data["variants"] = {name: own for name, own in variants.items() if name not in unused}
    return Entered(read_cost_plan(data), mistakes, unused)


def mistake_in(place: Place, text: str, book: PriceBook) -> str | None:
    """What is wrong with one entry and what to write instead; None where it can be read."""
    value, wrong = _read(place, text, language())
    return wrong or _not_in_book(place, value, book)


def entries_of(plan: CostPlan) -> dict[Place, str]:
    """A plan as entries."""
    found: dict[Place, str] = {}
    data = plan.model_dump(mode="json", exclude_defaults=True)
    for name, value in data.items():
        if name == "variants":
            for variant, own in value.items():
                found |= {("variants", variant, key): _text(each) for key, each in own.items()}
        elif name == "prices":
            found |= {("prices", id): _text(each) for id, each in value.items()}
        else:
            found[(name,)] = _text(value)
    return found


def likely_volume(text: str) -> int | None:
    """The likely one of a volume as it was typed; None where it cannot be read."""
    value, wrong = _read(VOLUME, text, language())
    return None if wrong else round(_likely(value))


@lru_cache(maxsize=4096)
def _read(place: Place, text: str, lang: Language) -> tuple[Any, str | None]:
    """The value in an entry, or what is wrong with it in that language."""
    name = place[-1]
    try:
        value = _value(place, text.strip())
    except ValueError as error:
        return None, str(error)
    _, found = find_mistakes(CostPlan, _put({}, place, value))
    if found:
        return None, found[0].says
    wrong = _out_of_bounds(name, value)
    return (None, wrong) if wrong else (value, None)


def _value(place: Place, text: str) -> Any:
    name = place[-1]
    if place[0] == "prices":
        return amount_in(text)
    if name in _WORDS:
        return text[:200]
    if name in _NEVER and text.lower() == "never":
        return "never"
    if name in _DAYS:
        return text
    told = VARIANT.get(name)
    if told is not None and told.price_unit is not None and _is_id(text):
        return text
    value = amount_in(text)
    if isinstance(value, list) and (name in _ALONE or name in _NEVER):
        raise ValueError(_("`{text}` is a range; `{field}` takes one number alone.", text=text, field=name))
    if name == "horizon_months" and isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _out_of_bounds(name: str, value: Any) -> str | None:
    """What the plan itself lets pass, and is still no sensible number."""
    told = VARIANT.get(name)
    numbers = value if isinstance(value, list) else [value]
    if told is not None and told.unit.startswith("share") and numbers[-1] > 1:
        too_much = N_("`{amount}` is more than all of it; write a share from 0 to 1, such as 0.05 or 5 %.")
        return _(too_much, amount=amount_text(value))
    if name in _ABOVE_NOTHING and numbers[0] <= 0:
        return _("`{amount}` is too little here; write a number above 0.", amount=amount_text(value))
    return None


def _not_in_book(place: Place, value: Any, book: PriceBook) -> str | None:
    name = place[-1]
    if place[0] == "prices":
        if "/" in name or name in book.prices:
            return None
        return run_on(_("There is no price `{id}` in the price book.", id=name), nearest(name, book.prices).strip())
    told = VARIANT.get(name)
    if told is None or told.price_unit is None or not isinstance(value, str):
        return None
    fitting = [id for id, price in book.prices.items() if price.unit == told.price_unit]
    if value in fitting:
        return None
    hint = nearest(value, fitting).strip()
    if fitting and not hint:
        hint = _("The price book has {prices}.", prices=listed(fitting))
    says = _("`{text}` is neither a number nor a price in {unit}.", text=value, unit=_(told.price_unit))
    return run_on(says, hint)


def _is_id(text: str) -> bool:
    return any(letter.isalpha() for letter in text) and not text[:1].isdigit() and " " not in text


def _likely(value: Any) -> float:
    return float(value[1] if isinstance(value, list) else value)


def _put(data: dict[str, Any], place: Place, value: Any) -> dict[str, Any]:
    inner = data
    for step in place[:-1]:
        inner = inner.setdefault(step, {})
    inner[place[-1]] = value
    return data


def _text(value: Any) -> str:
    if isinstance(value, dict):
        numbers = [value["low"], value["likely"], value["high"]]
        return amount_text(numbers[1] if len(set(numbers)) == 1 else numbers)
    return amount_text(value) if isinstance(value, int | float) else str(value)
