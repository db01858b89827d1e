"""The facilitator's guide: agendas for 45 and 90 minutes, and what to do when."""

from __future__ import annotations

from html import escape

import streamlit as st

from advisor.files.practice import load_guide
from advisor.schema.practice import Advice, Guide, Session
from advisor.ui.parts.markup import items, link, show


def show_guide() -> None:
    """All of it."""
    guide = _guide()
    for column, session in zip(st.columns(len(guide.agendas)), guide.agendas, strict=True):
        with column:
            show(f"<h3>{escape(session.title)}</h3>", _agenda(session))
    show("<h3>What to do when</h3>", items([_advice(each, guide) for each in guide.advice], css="rows"))


def _agenda(session: Session) -> str:
    rows = []
    at = 0
    for part in session.parts:
        rows.append(f"<b>{at} to {at + part.minutes}</b> {escape(part.what)}")
        at += part.minutes
    return items(rows, css="rows")


def _advice(each: Advice, guide: Guide) -> str:
    source = guide.sources[each.source.ref] if each.source else None
    by = f' <span class="small">{link(f"{source.by}: {source.title}", source.url)}</span>' if source else ""
    return f"<b>{escape(each.when)}.</b> {escape(each.do)}{by}"


@st.cache_resource(show_spinner=False)
def _guide() -> Guide:
    return load_guide()
