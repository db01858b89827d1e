"""The running costs of a variant put together: tokens, caches, batches, looking up, people."""

from __future__ import annotations

from advisor.costs.ingredients import Ingredients
from advisor.costs.token_prices import take_token_prices
from advisor.language import N_, _, ngettext
from advisor.schema.amounts import Amount
from advisor.schema.costs import PartKind

ONE = Amount(low=1, likely=1, high=1)

_NO_COST = N_("{n} of {finished} finished rows tell no cost: the mean is of the others.")
_NO_TOKENS = N_("{n} of {finished} finished rows tell no tokens: the mean is of the others.")


def take_running_costs(own: Ingredients) -> None:
    """Puts down what a finished piece of work takes; asks for what is missing."""
    for name in ("minutes_per_request", "other_usd_per_request"):
        own.take(name)
    if "minutes_per_request" in own.ids and not own.share("person_hourly_rate_usd"):
        own.need("hourly_rate_usd", "per request")
    if not own.take("usd_per_request") and not _is_by_people(own):
        _take_tokens(own)
    if own.place in ("rag", "rag+fine-tuning"):
        _take_looking_up(own)


def take_written_tokens(own: Ingredients) -> None:
    """The output that machines have to keep up with, where no token price has asked for it already."""
    if {"tokens_out", "output_tokens"} & own.ids.keys():
        return
    if own.own.output_tokens is None and own.usage and "tokens_out" in own.usage.measures:
        _take_measured(own, "tokens_out", _("Tokens out"))
    else:
        own.need("output_tokens", "monthly")
        own.need("calls_per_request", "monthly")
    _take_retries(own)


def _is_by_people(own: Ingredients) -> bool:
    is_paid = own.usage is not None and "cost_usd" in own.usage.measures
    return own.place == "baseline" and "minutes_per_request" in own.ids and own.model is None and not is_paid


def _take_tokens(own: Ingredients) -> None:
    if own.model == "none":
        own.notes.append(_("No tokens are paid."))
        return
    own.prices = own.costing.find_prices(own.model) if own.model else None
    is_paid = own.usage is not None and "cost_usd" in own.usage.measures
    if own.prices is None or (is_paid and own.own.output_tokens is None and not _is_measured(own)):
        _take_measured_cost(own)
        return
    if _take_counts(own):
        take_token_prices(own)


def _take_measured_cost(own: Ingredients) -> None:
    """Without token prices what the tool said a finished piece of work costs stands for it."""
    paid = own.usage.measures.get("cost_usd") if own.usage else None
    if paid is None:
        if own.place == "baseline" and own.model is None:
            own.ask("usd_per_request", "per request")
            return
        own.ask("model", "per request")
        if own.model:
            own.notes.append(
                _("{unknown}: put them into a price file, or give `usd_per_request`.", unknown=_what_is_unknown(own))
            )
        elif own.usage and own.usage.models:
            own.notes.append(
                _(
                    "{unknown}: give the `model` by which all are priced, or `usd_per_request`.",
                    unknown=_what_is_unknown(own),
                )
            )
        _take_counts(own)
        return
    own.measure("usd_per_request", paid, _("Cost of a finished piece of work"), "USD")
    own.notes.append(
        _(
            "{unknown}, so the cost is what the eval tool said; caches, batches and falling prices are not worked out.",
            unknown=_what_is_unknown(own),
        )
    )
    _note_gaps(own, "cost_usd", _NO_COST)
    _note_failures(own)


def _what_is_unknown(own: Ingredients) -> str:
    if own.prices is not None:
        return _("The tokens are not known")
    if own.model:
        return _("The prices of `{model}` are not known", model=own.model)
    several = own.usage.models if own.usage else ()
    if not several:
        return _("The model is not known")
    models = _(", ").join(f"`{name}`" for name in several)
    return _("Several models answered ({models}), and whose tokens are whose is open", models=models)


def _is_measured(own: Ingredients) -> bool:
    """Whether results tell the tokens; 0 of them, which no model call takes, tell nothing."""
    used = own.usage.measures if own.usage else {}
    return {"tokens_in", "tokens_out"} <= used.keys() and used["tokens_in"].mean + used["tokens_out"].mean > 0


def _take_counts(own: Ingredients) -> bool:
    """Tokens of a finished piece of work: as planned, or as results tell; False where neither does."""
    if own.own.output_tokens is not None or not _is_measured(own):
        needed = ["static_tokens", "query_tokens", "output_tokens", "calls_per_request"]
        if own.place in ("rag", "rag+fine-tuning"):
            needed.insert(1, "context_tokens")
        is_known = [own.need(name, "per request") for name in needed]
        own.take("context_tokens")
        _take_retries(own)
        return all(is_known)
    for role, title in (("tokens_in", _("Tokens in")), ("tokens_out", _("Tokens out"))):
        _take_measured(own, role, title)
    _note_gaps(own, "tokens_in", _NO_TOKENS)
    _note_failures(own)
    _take_retries(own)
    if own.own.context_tokens is not None:
        own.notes.append(
            _("`context_tokens` is left out: the results tell the tokens, unless `output_tokens` is given too.")
        )
    if own.take("static_tokens"):
        _take_calls(own)
        _check_fixed_part(own)
    return True


def _take_measured(own: Ingredients, role: str, title: str) -> None:
    if own.usage is not None:
        own.measure(role, own.usage.measures[role], title, "tokens a piece of work")


def _take_calls(own: Ingredients) -> None:
    if own.take("calls_per_request"):
        return
    used = own.usage.measures.get("calls") if own.usage else None
    if used is None:
        because = _("one call, as nothing says more")
        own.assume("calls_per_request", ONE, _("Model calls"), "a piece of work", because)
        return
    own.measure("calls_per_request", used, _("Model calls"), "a piece of work")


def _check_fixed_part(own: Ingredients) -> None:
    smallest = own.usage.smallest_input if own.usage else None
    fixed = own.sheet.inputs[own.ids["static_tokens"]].likely
    if smallest is not None and fixed > smallest:
        own.notes.append(
            _(
                "`static_tokens` is {fixed}, but the smallest request of the results took {smallest} tokens in: no"
                " fixed part can be longer.",
                fixed=f"{fixed:,.0f}",
                smallest=f"{smallest:,.0f}",
            )
        )


def _take_retries(own: Ingredients) -> None:
    """A given share of retries, but where the results hold the failed calls already."""
    is_from_results = {"tokens_in", "tokens_out"} & own.ids.keys()
    if is_from_results and own.usage and own.usage.failed > own.usage.failed_without_figures:
        if own.own.retry_rate is not None:
            left_out = _("`retry_rate` is left out: the tokens of failed calls are in the results already.")
            own.notes.append(left_out)
        return
    own.take("retry_rate")


def _note_gaps(own: Ingredients, name: str, says: str) -> None:
    """Rows that finished and do not tell their figure."""
    used = own.usage.measures.get(name) if own.usage else None
    if own.usage is None or used is None or used.finished is None or used.finished >= own.usage.finished:
        return
    lacking = own.usage.finished - used.finished
    own.notes.append(_(says, n=f"{lacking:,}", finished=f"{own.usage.finished:,}"))


def _note_failures(own: Ingredients) -> None:
    if own.usage is None:
        return
    left = own.usage.failed_without_figures
    counted = own.usage.failed - left
    if counted > 0:
        own.notes.append(
            _(
                "{n} of {failed} failed calls are in the cost of the finished ones.",
                n=f"{counted:,}",
                failed=f"{own.usage.failed:,}",
            )
        )
    if left:
        own.notes.append(
            ngettext(
                "1 failed call has no tokens and no cost: what it costs is not counted.",
                "{n} failed calls have no tokens and no cost: what they cost is not counted.",
                left,
            )
        )


def _take_looking_up(own: Ingredients) -> None:
    """Embedding each request, reranking, reads."""
    for name in ("rerank_usd_per_request", "vector_read_usd_per_request"):
        own.take(name)
    is_told = own.own.usd_per_request is not None
    kinds: tuple[PartKind, ...] = ("one-off", "monthly") if is_told else ("per request", "one-off", "monthly")
    if own.own.embedding_model is None:
        own.ask("embedding_model", *kinds)
        return
    if own.own.embedding_model == "none":
        return
    prices = own.costing.find_prices(own.own.embedding_model)
    if prices is None:
        own.ask("embedding_model", *kinds)
        unknown = _("The price of `{model}` is not known: put it into a price file.", model=own.own.embedding_model)
        own.notes.append(unknown)
        return
    own.price("price_embedding", _("{model}, embedding", model=prices.id), prices.prices.input, prices)
    if is_told:
        own.notes.append(_("`usd_per_request` is taken to hold the embedding of each request."))
    elif "query_tokens" not in own.ids and not own.take("query_tokens"):
        _assume_embedded_text(own)


def _assume_embedded_text(own: Ingredients) -> None:
    if "tokens_in" not in own.ids:
        own.ask("query_tokens", "per request")
        return
    whole = own.sheet.inputs[own.ids["tokens_in"]]
    most = Amount(low=whole.low, likely=whole.likely, high=whole.high)
    because = _("at most the whole prompt is embedded")
    own.assume("query_tokens", most, _("Embedded text"), "tokens a piece of work", because)
