"""What is known of a model that was named: its prices, or the names that look like it."""

from __future__ import annotations

import datetime
from html import escape

import streamlit as st

from advisor.errors import AdvisorError
from advisor.language import _, day, run_on
from advisor.report.cost_words import sentence
from advisor.report.figure_numbers import money
from advisor.schema.prices import ModelPrices, PriceBook
from advisor.ui.parts.guard import handler
from advisor.ui.parts.markup import show


def show_model(name: str, book: PriceBook, choose: object, *args: object) -> None:
    """Its prices with their origin; where nobody knows them, buttons that `choose` another name."""
    from advisor.files.model_prices import find_model_prices, nearest_models

    if name == "none":
        return
    try:
        prices = find_model_prices(name, when=datetime.date.today(), book=book)
        near = [] if prices else nearest_models(name)
    except AdvisorError as error:
        show(f'<p class="small">{escape(str(error))}</p>')
        return
    if prices is not None:
        show(f'<p class="small">{escape(_in_words(prices))}</p>')
        return
    code = f"<code>{escape(name)}</code>"
    told = _("No price is known for {model}: correct the name, or give its prices in a price file.", model=code)
    if near:
        told = _(
            "No price is known for {model}: choose one of these, correct the name, or give its prices in a price file.",
            model=code,
        )
    show(f'<p class="mistake" role="alert">{told}</p>')
    with st.container(horizontal=True, gap="small"):
        for other in near:
            key = f"cost_model_{'/'.join(map(str, args))}_{other}"
            st.button(other, key=key, on_click=handler(choose), args=(*args, other))  # type: ignore[arg-type]


def _in_words(prices: ModelPrices) -> str:
    told = {
        "model": prices.id,
        "input": money(prices.prices.input),
        "output": money(prices.prices.output),
        "origin": prices.origin,
    }
    if prices.as_of:
        told["day"] = day(prices.as_of)
        said = _("{model}: {input} in, {output} out for 1M tokens ({origin}, {day}).", **told)
    else:
        said = _("{model}: {input} in, {output} out for 1M tokens ({origin}).", **told)
    return run_on(said, sentence(prices.note)) if prices.note else said
