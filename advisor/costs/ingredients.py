"""What one variant's cost is made of: the inputs that its formula takes, what is missing, what was assumed."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field

from advisor.costs.fields import SHARED, VARIANT
from advisor.costs.sheet import Sheet
from advisor.costs.usage import Usage, Used
from advisor.language import _
from advisor.schema.amounts import Amount
from advisor.schema.cost_plan import CostPlan, VariantPlan
from advisor.schema.costs import Missing, Origin, PartKind
from advisor.schema.prices import ModelPrices, PriceBook, price_age
from advisor.schema.words import Place

FindPrices = Callable[[str], ModelPrices | None]
"""The token prices of a model by its name; None where nobody knows them."""


@dataclass(frozen=True, slots=True)
class Costing:
    """All that costs are worked out from, beside eval results."""

    plan: CostPlan
    book: PriceBook
    find_prices: FindPrices
    today: datetime.date
    notes: tuple[str, ...] = ()


def price_id(prices: ModelPrices, role: str, tier: str = "") -> str:
    """Such as `price/openai/gpt-4o-mini/price-in`: the same model costs something else elsewhere, and by the size."""
    return "/".join(each for each in ("price", prices.provider, prices.id, tier, role.replace("_", "-")) if each)


@dataclass(slots=True)
class Ingredients:
    """One variant: role -> id of the input on the sheet; a role that is not there is no part of it."""

    variant: str
    place: Place | None
    model: str | None
    own: VariantPlan
    usage: Usage | None
    costing: Costing
    sheet: Sheet
    ids: dict[str, str] = field(default_factory=dict)
    missing: list[Missing] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    training_months: tuple[int, ...] = ()
    prices: ModelPrices | None = None

    def take(self, name: str) -> bool:
        """Puts down what the plan says of a field; False where it says nothing."""
        given = getattr(self.own, name)
        if given is None:
            return False
        told = VARIANT[name]
        if isinstance(given, str):
            return self._take_price(name, given)
        self.ids[name] = self.sheet.put(
            self._id(name), _(told.title), given, told.unit, "given", _("your plan"), self.variant
        )  # fmt: skip
        return True

    def assume(self, role: str, amount: Amount, title: str, unit: str, because: str) -> None:
        """Puts down a number that nobody gave, with the reason for it."""
        self.ids[role] = self.sheet.put(self._id(role), title, amount, unit, "assumed", because, self.variant)

    def measure(self, role: str, used: Used, title: str, unit: str) -> None:
        """Puts down a mean that results tell."""
        self.ids[role] = self.sheet.put_used(self._id(role), title, used, unit, self.variant)

    def _id(self, role: str) -> str:
        return f"{self.variant}/{role.replace('_', '-')}"

    def share(self, name: str) -> bool:
        """The same for a field that all variants share."""
        given = getattr(self.costing.plan, name)
        if given is None:
            return False
        told = SHARED[name]
        self.ids[name] = self.sheet.put(
            name.replace("_", "-"), _(told.title), given, told.unit, "given", _("your plan")
        )  # fmt: skip
        return True

    def price(self, role: str, title: str, usd_per_1m: float, prices: ModelPrices, tier: str = "") -> None:
        """Puts down one token price of a model; `tier` tells the prices of large requests apart."""
        id, given = price_id(prices, role, tier), self.costing.plan.prices
        amount = given.get(id.removeprefix("price/"), given.get(f"{prices.id}/{role.replace('_', '-')}"))
        if amount is not None:
            self.ids[role] = self.sheet.put(id, title, amount, "USD per 1M tokens", "given", _("your plan"))
            return
        exact = Amount(low=usd_per_1m, likely=usd_per_1m, high=usd_per_1m)
        age = price_age(prices.as_of, self.costing.today) if prices.as_of else None
        origin = self.origin_of(prices)
        self.ids[role] = self.sheet.put(
            id, title, exact, "USD per 1M tokens", origin, prices.origin, as_of=prices.as_of, age=age
        )  # fmt: skip

    def origin_of(self, prices: ModelPrices) -> Origin:
        """Whether the team gave them, or a list."""
        return "given" if {prices.model, prices.id} & self.costing.book.models.keys() else "price list"

    def ask(self, name: str, *counts_for: PartKind) -> None:
        """Notes that a field is needed and not known."""
        is_shared = name in SHARED
        told = SHARED[name] if is_shared else VARIANT[name]
        asked = next((place for place, each in enumerate(self.missing) if each.field == name), None)
        if asked is not None:
            every = (*self.missing[asked].counts_for, *counts_for)
            self.missing[asked] = self.missing[asked].model_copy(update={"counts_for": tuple(dict.fromkeys(every))})
            return
        self.missing.append(
            Missing(variant=None if is_shared else self.variant, field=name, asks=_(told.asks), counts_for=counts_for)
        )

    def need(self, name: str, *counts_for: PartKind) -> bool:
        """Takes a field, or asks for it."""
        taken = self.share(name) if name in SHARED else self.take(name)
        if not taken:
            self.ask(name, *counts_for)
        return taken

    def _take_price(self, name: str, price_id: str) -> bool:
        """Puts down a price of the book; `check_plan` has seen that it is there and has the unit."""
        told, price = VARIANT[name], self.costing.book.prices[price_id]
        id, amount = f"price/{price_id}", self.costing.plan.prices.get(price_id, price.amount)
        is_given = price_id in self.costing.plan.prices or price_id in self.costing.book.given
        if told.price_unit == "USD per 1,000 searches":
            id = f"{id}/each"
            amount = Amount(low=amount.low / 1000, likely=amount.likely / 1000, high=amount.high / 1000)
        self.ids[name] = self.sheet.put(
            id,
            price.title,
            amount,
            told.unit,
            "given" if is_given else "price book",
            _("your price") if is_given else ", ".join(each.ref for each in price.source),
            as_of=None if is_given else price.as_of,
            age=None if is_given else price_age(price.as_of, self.costing.today),
        )
        return True
