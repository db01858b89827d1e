"""Small pieces of HTML; every text that did not come from this file is escaped here."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from advisor.language import _, day, language
from advisor.report.direction import unturned
from advisor.report.words import due
from advisor.schema.evidence import Evidence
from advisor.schema.recommendation import Citation
from advisor.schema.rules import is_stale


def show(*parts: str) -> None:
    """Pieces of HTML as one element of the page; none where there is nothing in them."""
    if body := "".join(parts):
        st.html(unturned(body))


def show_notice(*sentences: str) -> None:
    """What went wrong and what to do, a line each."""
    lines = "".join(f"<p>{ticked(sentence)}</p>" for sentence in sentences)
    show(f'<div class="notice" role="alert">{lines}</div>')


def link(text: str, url: str) -> str:
    """A link that opens beside the app; plain text where there is no address, as for a document inside the house."""
    if not url:
        return escape(text)
    return f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer">{escape(text)}</a>'


def sources(citations: Iterable[Citation], today: datetime.date | None = None) -> str:
    """The sources of a claim in short: who, linked, with the title and the day it was read as a tooltip."""
    seen: dict[str, int] = {}
    links = []
    for each in citations:
        name = _authors(each.by)
        seen[name] = seen.get(name, 0) + 1
        year = f" ({each.date[:4]})" if each.date else ""
        text = escape(f"{name}{year}" if seen[name] == 1 else f"({seen[name]})")
        place = f'href="{escape(each.url)}" target="_blank" rel="noopener noreferrer"' if each.url else ""
        tag = "a" if each.url else "span"
        links.append(f'<{tag} title="{escape(_details(each))}" {place}>{text}</{tag}>{_stale(each, today)}')
    return ", ".join(links)


def source_in_full(each: Citation, today: datetime.date | None = None) -> str:
    """Who, title, place, dates, linked."""
    via = _(", read through {read_via}", read_via=in_english(escape(each.read_via))) if each.read_via else ""
    at = f", {escape(each.at)}" if each.at else ""
    date = f", {escape(each.date)}" if each.date else ""
    checked = _("; checked {day}", day=day(each.checked))
    named = in_english(f"{link(f'{each.by}: {each.title}', each.url)}{at}")
    return f"{named}{date}{checked}{via}{_stale(each, today)}"


def _stale(each: Citation, today: datetime.date | None) -> str:
    """A mark on a source that was to be read again by now."""
    now = today or datetime.date.today()
    return f' <em class="stale">{escape(due(each, now))}</em>' if is_stale(each, now) else ""


def caveat_mark(evidence: Evidence | None) -> str:
    """What to bear in mind of the numbers, wherever they show; nothing for a visitor's own."""
    return f'<p class="caveat">{escape(evidence.caveat)}</p>' if evidence and evidence.caveat else ""


def in_english(markup: str) -> str:
    """HTML that stays in English: where another language is spoken, browsers and screen readers are told so."""
    return markup if language() == "en" else f'<span lang="en">{markup}</span>'


def kicker(title: str) -> str:
    """A small title above a piece of text."""
    return f'<p class="kicker">{escape(title)}</p>'


def chip(id: str) -> str:
    """The id of a rule."""
    return f'<code class="rule">{escape(id)}</code>'


def items(rows: Sequence[str], kind: str = "ul", css: str = "") -> str:
    """A list of ready HTML, or nothing."""
    if not rows:
        return ""
    return f'<{kind} class="{css}">' + "".join(f"<li>{row}</li>" for row in rows) + f"</{kind}>"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of texts; on a narrow screen each row becomes a card."""
    top = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    body = "".join(
        "<tr>"
        + "".join(f'<td data-label="{escape(name)}">{escape(cell)}</td>' for name, cell in zip(head, row, strict=True))
        + "</tr>"
        for row in rows
    )
    return f'<div class="table" tabindex="0"><table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'


def _details(each: Citation) -> str:
    at = f", {each.at}" if each.at else ""
    return _("{title}; checked {day}", title=f"{each.title}{at}", day=day(each.checked))


def _authors(by: str) -> str:
    """Three names or more become the first one and the others."""
    names = by.split(", ")
    return _("{name} and others", name=names[0]) if len(names) > 1 else by


def ticked(text: str) -> str:
    """A sentence as HTML, with what stands in backticks as code."""
    return re.sub(r"`([^`]*)`", r"<code>\1</code>", escape(text))


def sentence(words: str) -> str:
    """The words with a capital first letter."""
    return words[:1].upper() + words[1:]


def markdown_free(text: str) -> str:
    """A text for a label, where Streamlit would read Markdown."""
    return re.sub(r"([\\`*_\[\]<>#$:~|])", r"\\\1", unturned(text))
