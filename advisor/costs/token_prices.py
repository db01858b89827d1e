"""The token prices that a variant pays: by the size of its calls, from the cache, in the batch service."""

from __future__ import annotations

from advisor.costs.ingredients import Ingredients, price_id
from advisor.language import _
from advisor.schema.amounts import Amount
from advisor.schema.cost_plan import CostPlan
from advisor.schema.prices import ModelPrices, TokenPrices, price_age

_ORDINARY_MINUTES = CostPlan.model_fields["cache_minutes"].default
_INPUT = ("static_tokens", "context_tokens", "query_tokens")


def take_token_prices(own: Ingredients) -> None:
    """Puts down the prices of `own.prices`; the tokens are on the sheet already."""
    prices = own.prices
    if prices is None:
        return
    at, tier = _tier(prices, _size_of_a_call(own))
    own.price("price_in", _("{model}, input", model=prices.id), at.input, prices, tier)
    own.price("price_out", _("{model}, output", model=prices.id), at.output, prices, tier)
    _note_prices(own, prices, at)
    if _may_cache(own, prices, at):
        read = _("{model}, cached input", model=prices.id)
        own.price("price_cache_read", read, at.cache_read or 0.0, prices, tier)
        written = at.input if at.cache_write is None else at.cache_write
        own.price("price_cache_write", _("{model}, input written to the cache", model=prices.id), written, prices, tier)
    if own.take("batch_share") and not own.take("batch_multiplier"):
        _take_batch_prices(own, prices)


def _tier(prices: ModelPrices, size: float) -> tuple[TokenPrices, str]:
    """The prices of a call of that size, and what tells them apart from the ordinary ones."""
    at = prices.at(size)
    start = max((tier.from_tokens for tier in prices.tiers if size >= tier.from_tokens), default=None)
    return at, "" if start is None else f"from-{start}-tokens"


def _size_of_a_call(own: Ingredients) -> float:
    """Input tokens of a typical call, for prices that go by it."""
    likely = {role: own.sheet.inputs[id].likely for role, id in own.ids.items()}
    if "tokens_in" in likely:
        used = own.usage.measures.get("calls") if own.usage else None
        calls = likely.get("calls_per_request") or (used.mean if used else 1.0)
        return likely["tokens_in"] / max(calls, 1.0)
    return sum(likely.get(name, 0.0) for name in _INPUT)


def _note_prices(own: Ingredients, prices: ModelPrices, at: TokenPrices) -> None:
    largest = own.usage.largest_input if own.usage and "tokens_in" in own.ids else None
    if largest is not None and prices.at(largest) != at:
        own.notes.append(
            _(
                "The largest of your requests ({tokens} tokens) is charged at a higher price; the mean is not.",
                tokens=f"{largest:,.0f}",
            )
        )
    if prices.note:
        own.notes.append(prices.note)
    answered = own.usage.models if own.usage and "tokens_in" in own.ids else ()
    if own.own.model and answered and _bare(own.own.model) not in map(_bare, answered):
        named = _(", ").join(f"`{name}`" for name in answered)
        own.notes.append(
            _("Priced as `{model}`, as you say; the results are of {models}.", model=own.own.model, models=named)
        )


def _bare(model: str) -> str:
    return model.lower().replace("/", ":").rpartition(":")[2]


def _may_cache(own: Ingredients, prices: ModelPrices, at: TokenPrices) -> bool:
    """Whether a cache is counted; says why not."""
    if at.cache_read is None:
        own.notes.append(_("{model}: no price for cached tokens is known, so no cache is counted.", model=prices.id))
        return False
    if "static_tokens" not in own.ids:
        own.ask("static_tokens")
        unknown = _("No cache is counted, because the length of the fixed part of the prompt is not known.")
        own.notes.append(unknown)
        return False
    fewest = own.costing.book.prices.get("cache-minimum-tokens")
    shortest = None if fewest is None else own.costing.plan.prices.get(fewest.id, fewest.amount).likely
    fixed = own.sheet.inputs[own.ids["static_tokens"]].likely
    if shortest is not None and fixed < shortest:
        own.notes.append(
            _(
                "No cache is counted: a fixed part of {fixed} tokens is shorter than {shortest}.",
                fixed=f"{fixed:,.0f}",
                shortest=f"{shortest:,.0f}",
            )
        )
        return False
    minutes = own.costing.plan.cache_minutes
    if at.cache_write is not None and minutes > _ORDINARY_MINUTES:
        own.notes.append(
            _(
                "{model}: what it costs to keep a prompt for {minutes} minutes may be more than is counted.",
                model=prices.id,
                minutes=f"{minutes:g}",
            )
        )
    if own.sheet.inputs[own.ids["calls_per_request"]].likely > 1:
        own.notes.append(
            _(
                "All calls of a piece of work are taken to find the cache as often as the first; later ones may more"
                " often."
            )
        )
    return True


def _take_batch_prices(own: Ingredients, prices: ModelPrices) -> None:
    """The batch service's prices as shares of the ordinary ones; output and cached tokens apart where theirs differ."""
    batch, plain = prices.batch, prices.prices
    if batch is None:
        own.ask("batch_multiplier", "per request")
        return
    into = _share(batch.input, plain.input)
    _put_share(own, prices, "batch_multiplier", _("{model}, batch", model=prices.id), into)
    out = _share(batch.output, plain.output)
    if out != into:
        _put_share(own, prices, "batch_multiplier_output", _("{model}, batch, output", model=prices.id), out)
    if "price_cache_read" not in own.ids:
        return
    # without a price of its own a cached token costs as much there as any other
    read = _share(batch.input if batch.cache_read is None else batch.cache_read, plain.cache_read or 0.0)
    if read != into:
        _put_share(own, prices, "batch_multiplier_cached", _("{model}, batch, cached input", model=prices.id), read)


def _share(batch: float, plain: float) -> float:
    return batch / plain if plain else 1.0


def _put_share(own: Ingredients, prices: ModelPrices, role: str, title: str, share: float) -> None:
    age = price_age(prices.as_of, own.costing.today) if prices.as_of else None
    own.ids[role] = own.sheet.put(
        price_id(prices, role), title, Amount(low=share, likely=share, high=share),
        "of the ordinary price", own.origin_of(prices), prices.origin, as_of=prices.as_of, age=age,
    )  # fmt: skip
