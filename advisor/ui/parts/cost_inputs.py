"""All numbers that went in, folded, each with its origin and age, and a place to put another."""

from __future__ import annotations

from decimal import Decimal
from html import escape
from typing import Final

import streamlit as st

from advisor.costs.fields import SHARED, VARIANT, PlanField
from advisor.language import N_, _
from advisor.schema.costs import CostInput, Costs, Origin, VariantCost
from advisor.ui.parts.cost_entries import Place
from advisor.ui.parts.cost_field import age_mark, ask
from advisor.ui.parts.guard import handler
from advisor.ui.parts.markup import markdown_free, show
from advisor.ui.parts.priced import Priced
from advisor.ui.parts.visit import this_visit

_FOR_ALL: Final[dict[str, PlanField]] = {
    **{name: told for name, told in SHARED.items() if name != "volume"},
    "cost_limit_usd": PlanField(N_("Most that a piece of work may cost, running"), "USD", ""),
    "latency_limit_s": PlanField(N_("Most that 95 % of the requests may take"), N_("seconds"), ""),
    "cache_minutes": PlanField(N_("A prompt stays in the cache"), N_("minutes; 5 where left out"), ""),
    "start": PlanField(N_("First day of the horizon"), N_("such as 2027-01-01; today where left out"), ""),
}
_ORIGINS: Final[dict[Origin, str]] = {
    "given": N_("entered: {origin}"),
    "results": N_("measured: {origin}"),
    "price list": N_("price list: {origin}"),
    "price book": N_("price book: {origin}"),
    "assumed": N_("assumed: {origin}"),
}
_PRICE: Final = "price/"


def show_inputs(found: Priced) -> None:
    """A fold for all variants, one for the prices of models, one for each variant."""
    costs = found.costs
    if costs is None:
        return
    show(f"<h2>{_('What went in')}</h2>")
    title = _("For all variants: rates, cost of a failure, limits")
    with st.expander(title, key="cost_shared", on_change="rerun") as fold:
        if fold.open:
            missing = {each.field for each in costs.missing}
            _ask_all([(name,) for name in _FOR_ALL if name not in missing], found)
    _show_prices(found, costs)
    for i, own in enumerate(costs.variants):
        model = f"{_(', ')}{markdown_free(own.model)}" if own.model else ""
        key = f"cost_inputs_{i}_{own.variant}"
        with st.expander(f"{markdown_free(own.variant)}{model}", key=key, on_change="rerun") as fold:
            if fold.open:
                _show_variant(own, costs, found)


def _show_variant(own: VariantCost, costs: Costs, found: Priced) -> None:
    inputs = [each for each in costs.inputs if each.id in own.inputs and each.id != "volume"]
    if inputs:
        show(_table(inputs))
    missing = {each.field for each in own.missing}
    stand = {each.id.rpartition("/")[2].replace("-", "_") for each in inputs if each.variant == own.variant}
    typed = {place[-1] for place in this_visit().costs if place[:2] == ("variants", own.variant)}
    more = f"cost_more_{own.variant}"
    extra = st.session_state.get(more)
    names = [
        name
        for name in VARIANT
        if name not in missing and (name in ("approach", "model", extra) or name in stand or name in typed)
    ]
    _ask_all([("variants", own.variant, name) for name in names], found)
    others = [name for name in VARIANT if name not in names or name == extra]
    st.selectbox(
        _("Enter something else"),
        ["", *(name for name in others if name not in missing)],
        key=more,
        format_func=lambda name: _(VARIANT[name].title) if name else _("choose"),
        width=360,
    )
    if own.variant not in {each.variant for each in (found.evidence.variants if found.evidence else ())}:
        st.button(
            _("Take this variant out"), key=f"cost_drop_{own.variant}", on_click=handler(_drop), args=(own.variant,)
        )  # fmt: skip


def _show_prices(found: Priced, costs: Costs) -> None:
    """What is paid for tokens and from the price book; another price can be put in its place."""
    prices = [each for each in costs.inputs if each.id.startswith(_PRICE)]
    if not prices:
        return
    with st.expander(_("Prices: {n} in use", n=len(prices)), key="cost_prices", on_change="rerun") as fold:
        if not fold.open:
            return
        show(_table(prices))
        told: dict[Place, PlanField] = {}
        for each in prices:
            id = each.id.removeprefix(_PRICE).removesuffix("/each")
            unit = found.book.prices[id].unit if id in found.book.prices else each.unit
            told[("prices", id)] = PlanField(_("{price}: another price", price=id), unit, "")
        _ask_all(list(told), found, told)


def _ask_all(places: list[Place], found: Priced, told: dict[Place, PlanField] | None = None) -> None:
    for row in range(0, len(places), 3):
        for column, place in zip(st.columns(3), places[row : row + 3], strict=False):
            with column:
                own = (told or {}).get(place) or (_FOR_ALL.get(place[0]) if len(place) == 1 else None)
                ask(place, found.book, told=own)


def _drop(variant: str) -> None:
    visit = this_visit()
    visit.costs = {place: text for place, text in visit.costs.items() if place[:2] != ("variants", variant)}


def _table(inputs: list[CostInput]) -> str:
    head = (_("Input"), _("Value"), _("Unit"), _("Origin"), _("Age"))
    top = "".join(f'<th scope="col">{name}</th>' for name in head)
    body = "".join(_row(head, each) for each in inputs)
    return f'<div class="table"><table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'


def _row(head: tuple[str, ...], each: CostInput) -> str:
    amount = _number(each.likely, 6)
    if each.low != each.high:
        amount = _("{amount} ({low} to {high})", amount=amount, low=_number(each.low, 4), high=_number(each.high, 4))
    cells = (
        escape(each.title),
        amount,
        escape(_(each.unit)),
        escape(_(_ORIGINS[each.origin], origin=each.rests_on)),
        age_mark(each.as_of, each.age),
    )
    row = "".join(f'<td data-label="{name}">{cell}</td>' for name, cell in zip(head, cells, strict=True))
    return f"<tr>{row}</tr>"


def _number(value: float, digits: int) -> str:
    """The number without an exponent."""
    return f"{Decimal(f'{value:.{digits}g}'):f}"
