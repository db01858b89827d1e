"""The running costs of a variant put together: tokens, caches, batches, looking up, people."""

from __future__ import annotations

from advisor.costs.ingredients import Ingredients
from advisor.schema.amounts import Amount

ONE = Amount(low=1, likely=1, high=1)
_PARTS = ("static_tokens", "context_tokens", "query_tokens", "output_tokens")


def take_running_costs(own: Ingredients) -> None:
    """Puts down what a finished piece of work takes; asks for what is missing."""
    for name in ("minutes_per_request", "other_usd_per_request"):
        own.take(name)
    if "minutes_per_request" in own.ids and not own.share("person_hourly_rate_usd"):
        own.need("hourly_rate_usd", "per request")
    is_by_people = own.place == "baseline" and "minutes_per_request" in own.ids and own.model is None
    if not own.take("usd_per_request") and not is_by_people:
        _take_tokens(own)
    if own.place in ("rag", "rag+fine-tuning"):
        _take_looking_up(own)


def _take_tokens(own: Ingredients) -> None:
    if own.model == "none":
        own.notes.append("No tokens are paid.")
        _take_counts(own)
        return
    own.prices = own.costing.find_prices(own.model) if own.model else None
    if own.prices is None:
        _take_measured_cost(own)
        return
    if not _take_counts(own):
        return
    _take_prices(own)
    for name in ("retry_rate", "batch_share"):
        own.take(name)
    if "batch_share" in own.ids:
        _take_batch_price(own)


def _take_measured_cost(own: Ingredients) -> None:
    """Without token prices what the tool said a finished piece of work costs stands for it."""
    paid = own.usage.measures.get("cost_usd") if own.usage else None
    known = f"The prices of `{own.model}` are not known" if own.model else "The model is not known"
    if paid is None or own.usage is None:
        if own.place == "baseline" and own.model is None:
            own.ask("usd_per_request", "per request")
            return
        own.ask("model", "per request")
        if own.model:
            own.notes.append(f"{known}: put them into a price file, or give `usd_per_request`.")
        _take_counts(own)
        return
    id = f"{own.variant}/usd-per-request"
    own.ids["usd_per_request"] = own.sheet.put_used(id, "Cost of a finished piece of work", paid, "USD", own.variant)
    own.notes.append(
        f"{known}, so the cost is what the eval tool said; caches, batches and falling prices are not worked out."
    )
    _note_failures(own)


def _take_counts(own: Ingredients) -> bool:
    """Tokens of a finished piece of work: as planned, or as results tell; False where neither does."""
    used = own.usage.measures if own.usage else {}
    is_measured = "tokens_in" in used and "tokens_out" in used
    if own.own.output_tokens is not None or not is_measured:
        needed = ("static_tokens", "query_tokens", "output_tokens")
        for name in (*needed, *(("context_tokens",) if own.place in ("rag", "rag+fine-tuning") else ())):
            own.need(name, "per request")
        own.take("context_tokens")
        own.need("calls_per_request", "per request")
        return all(name in own.ids for name in (*needed, "calls_per_request"))
    for role, title in (("tokens_in", "Tokens in"), ("tokens_out", "Tokens out")):
        id = f"{own.variant}/{role.replace('_', '-')}"
        own.ids[role] = own.sheet.put_used(id, title, used[role], "tokens a piece of work", own.variant)
    _note_failures(own)
    if own.own.context_tokens is not None:
        own.notes.append(
            "`context_tokens` is left out: the results tell the tokens, unless `output_tokens` is given too."
        )
    if own.take("static_tokens") and not own.take("calls_per_request"):
        if "calls" in used:
            id = f"{own.variant}/calls-per-request"
            own.ids["calls_per_request"] = own.sheet.put_used(
                id, "Model calls", used["calls"], "a piece of work", own.variant
            )
        else:
            own.assume("calls_per_request", ONE, "Model calls", "a piece of work", "one call, as nothing says more")
    return True


def _note_failures(own: Ingredients) -> None:
    if own.usage is None:
        return
    left = own.usage.failed_without_figures
    counted = own.usage.failed - left
    if counted > 0:
        own.notes.append(f"{counted:,} of {own.usage.failed:,} failed calls are in the cost of the finished ones.")
    if left:
        own.notes.append(f"{left:,} failed calls have no tokens and no cost: what they cost is not counted.")


def _take_prices(own: Ingredients) -> None:
    prices = own.prices
    if prices is None:
        return
    size = _size_of_a_call(own)
    at = prices.at(size)
    own.price("price_in", f"{prices.id}, input", at.input, prices)
    own.price("price_out", f"{prices.id}, output", at.output, prices)
    largest = own.usage.largest_input if own.usage else None
    if prices.tiers and largest is not None and prices.at(largest) != at:
        own.notes.append(
            f"The largest of your requests ({largest:,.0f} tokens) is charged at a higher price; the mean is not."
        )
    if prices.note:
        own.notes.append(prices.note)
    if at.cache_read is None:
        own.notes.append(f"{prices.id}: no price for cached tokens is known, so no cache is counted.")
        return
    if "static_tokens" not in own.ids:
        own.ask("static_tokens")
        own.notes.append("No cache is counted, because the length of the fixed part of the prompt is not known.")
        return
    fewest = own.costing.book.prices.get("cache-minimum-tokens")
    fixed = own.sheet.inputs[own.ids["static_tokens"]].likely
    if fewest is not None and fixed < fewest.value:
        own.notes.append(
            f"No cache is counted: a fixed part of {fixed:,.0f} tokens is shorter than {fewest.value:,.0f}."
        )
        return
    own.price("price_cache_read", f"{prices.id}, cached input", at.cache_read, prices)
    own.price(
        "price_cache_write",
        f"{prices.id}, input written to the cache",
        at.input if at.cache_write is None else at.cache_write,
        prices,
    )


def _size_of_a_call(own: Ingredients) -> float:
    """Input tokens of a typical call, for prices that go by it."""
    likely = {role: own.sheet.inputs[id].likely for role, id in own.ids.items()}
    if "tokens_in" in likely:
        used = own.usage.measures.get("calls") if own.usage else None
        calls = likely.get("calls_per_request") or (used.mean if used else 1.0)
        return likely["tokens_in"] / max(calls, 1.0)
    return sum(likely.get(name, 0.0) for name in _PARTS[:3])


def _take_batch_price(own: Ingredients) -> None:
    if own.take("batch_multiplier") or own.prices is None:
        return
    batch, plain = own.prices.batch, own.prices.prices
    if batch is None:
        own.ask("batch_multiplier", "per request")
        return
    tokens = {name: own.sheet.inputs[own.ids[name]].likely for name in ("tokens_in", "tokens_out") if name in own.ids}
    into, out = tokens.get("tokens_in", 1.0), tokens.get("tokens_out", 1.0)
    whole = into * plain.input + out * plain.output
    share = (into * batch.input + out * batch.output) / whole if whole else 1.0
    id = f"price/{own.prices.id}/batch"
    exact = Amount(low=share, likely=share, high=share)
    own.ids["batch_multiplier"] = own.sheet.put(
        id, f"{own.prices.id}, batch", exact, "of the ordinary price", "price list", own.prices.origin,
        as_of=own.prices.as_of,
    )  # fmt: skip


def _take_looking_up(own: Ingredients) -> None:
    """Embedding each request, reranking, reads."""
    for name in ("rerank_usd_per_request", "vector_read_usd_per_request"):
        own.take(name)
    if own.own.embedding_model is None:
        own.ask("embedding_model", "per request", "one-off", "monthly")
        return
    if own.own.embedding_model == "none":
        return
    prices = own.costing.find_prices(own.own.embedding_model)
    if prices is None:
        own.ask("embedding_model", "per request", "one-off", "monthly")
        own.notes.append(f"The price of `{own.own.embedding_model}` is not known: put it into a price file.")
        return
    own.price("price_embedding", f"{prices.id}, embedding", prices.prices.input, prices)
    if "query_tokens" in own.ids:
        return
    if not own.take("query_tokens") and "tokens_in" in own.ids:
        whole = own.sheet.inputs[own.ids["tokens_in"]]
        most = Amount(low=whole.low, likely=whole.likely, high=whole.high)
        because = "at most the whole prompt is embedded"
        own.assume("query_tokens", most, "Embedded text", "tokens a piece of work", because)
    elif "query_tokens" not in own.ids:
        own.ask("query_tokens", "per request")
