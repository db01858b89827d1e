"""One entry about costs: the question, what was typed, and what is wrong with it beside it."""

from __future__ import annotations

import datetime
from html import escape
from typing import Any, Final

import streamlit as st

from advisor.costs.fields import SHARED, VARIANT, PlanField
from advisor.decision.citing import cite
from advisor.language import N_, _, day
from advisor.report.figure_numbers import money
from advisor.schema.prices import Price, PriceAge, PriceBook, price_age
from advisor.schema.words import APPROACHES, approach_title
from advisor.ui.parts.books import rule_book
from advisor.ui.parts.cost_entries import Place, mistake_in
from advisor.ui.parts.guard import handler
from advisor.ui.parts.markup import show, sources, ticked
from advisor.ui.parts.model_names import show_model
from advisor.ui.parts.visit import this_visit

_OPEN: Final = N_("not known")
_OWN: Final = N_("your own amount")
_AGES: Final[dict[PriceAge, str]] = {
    "fresh": N_("read {day}"),
    "amber": N_("older than 90 days: read {day}"),
    "red": N_("out of date: read {day}"),
}


def ask(place: Place, book: PriceBook, *, as_question: bool = False, told: PlanField | None = None) -> None:
    """The entry at a place of the plan; left empty it is unknown, never 0."""
    told = told or (VARIANT if place[0] == "variants" else SHARED)[place[-1]]
    label = labelled = _(told.asks if as_question else told.title)
    if told.unit and as_question:
        labelled = _("{question} ({unit})", question=label, unit=_(told.unit))
    elif told.unit:
        labelled = _("{label} ({unit})", label=label, unit=_(told.unit))
    if place[-1] == "approach":
        _choose_approach(place, label)
    elif told.price_unit is not None and any(price.unit == told.price_unit for price in book.prices.values()):
        _ask_price(place, labelled, told, book)
    else:
        _type(place, labelled)
    text = this_visit().costs.get(place)
    wrong = mistake_in(place, text, book) if text else None
    if wrong:
        show(f'<p class="mistake" role="alert">{ticked(wrong)}</p>')
    elif text and place[-1] in ("model", "embedding_model"):
        show_model(text, book, enter, place)


def enter(place: Place, text: str | None) -> None:
    """Puts an entry down; an empty one is taken out."""
    visit, text = this_visit(), (text or "").strip()
    others = {at: each for at, each in visit.costs.items() if at != place}
    visit.costs = {**visit.costs, place: text} if text else others


def field_key(place: Place) -> str:
    """The key of the widget."""
    return "cost_field/" + "/".join(place)


def age_mark(as_of: datetime.date | None, age: PriceAge | None) -> str:
    """How old a price is, in words and in a colour."""
    if as_of is None or age is None:
        return ""
    return f'<span class="age {age}">{escape(_(_AGES[age], day=day(as_of)))}</span>'


def _type(place: Place, label: str, hidden: bool = False) -> None:
    key = _start(place, this_visit().costs.get(place, ""))
    st.text_input(
        label, key=key, placeholder=_(_OPEN), on_change=handler(_take), args=(place, key),
        label_visibility="collapsed" if hidden else "visible",
    )  # fmt: skip


def _choose_approach(place: Place, label: str) -> None:
    key = _start(place, this_visit().costs.get(place, ""))
    st.selectbox(
        label,
        ["", "baseline", *APPROACHES],
        key=key,
        format_func=lambda each: approach_title(each) if each else _("as in the results"),
        on_change=handler(_take),
        args=(place, key),
    )


def _ask_price(place: Place, label: str, told: PlanField, book: PriceBook) -> None:
    """A choice of the price book, or an amount of one's own."""
    text = this_visit().costs.get(place, "")
    fitting = {id: price for id, price in book.prices.items() if price.unit == told.price_unit}
    key = _start((*place, "book"), text if text in fitting else "")
    st.selectbox(
        label,
        ["", *fitting],
        key=key,
        format_func=lambda id: _in_short(fitting[id]) if id else _(_OWN),
        on_change=handler(_take),
        args=(place, key),
    )
    if text in fitting:
        show(f'<p class="small">{_in_full(fitting[text])}</p>')
    else:
        _type(place, _("{label}: your own amount", label=label), hidden=True)


def _in_short(price: Price) -> str:
    return _("{price}: {usd}", price=price.title, usd=money(price.value))


def _in_full(price: Price) -> str:
    amount = money(price.value)
    if price.low != price.high:
        amount = _("{amount}, {low} to {high}", amount=amount, low=money(price.low), high=money(price.high))
    age = age_mark(price.as_of, price_age(price.as_of, datetime.date.today()))
    known = rule_book().sources
    said = sources(cite(known, price.source)) if all(each.ref in known for each in price.source) else ""
    told = _(
        "{amount}, {unit}; {age} {sources}",
        amount=amount, unit=escape(_(price.unit)), age=age, sources=said,
    )  # fmt: skip
    return f"{told} {escape(price.note)}" if price.note else told


def _start(place: Place, value: Any) -> str:
    """The widget shows what is entered, wherever that was done."""
    key = field_key(place)
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value
    return key


def _take(place: Place, key: str) -> None:
    enter(place, st.session_state[key])
