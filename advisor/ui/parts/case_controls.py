"""Search, filters and order of the cases; what is chosen stands in the visit, the widgets only show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape
from typing import Any, Final

import streamlit as st

from advisor.language import N_, _, ngettext, pgettext
from advisor.report import words
from advisor.ui.parts.case_facets import EVIDENCE, Facet, option_words
from advisor.ui.parts.case_filter import SORTS, TEXT, CaseFilter, FoundCases, Sort
from advisor.ui.parts.guard import handler
from advisor.ui.parts.markup import markdown_free, show
from advisor.ui.parts.visit import this_visit

SORT_TITLES: Final[dict[Sort, str]] = {
    "newest": N_("Newest first"),
    "surest": N_("Surest first"),
    "title": N_("By title"),
}
_DROP_ONE: Final = N_("No case fits all of this. Drop one of the filters, or a word of the search:")
_DROP_SEVERAL: Final = N_(
    "No case fits all of this. Dropping one filter or the search alone leaves none either; drop several."
)


def choose_cases(facets: Sequence[Facet], found: FoundCases) -> None:
    """The search, the order, and for each respect in which cases differ a button that shows its options."""
    wanted = this_visit().wanted
    with st.container(horizontal=True, vertical_alignment="bottom", key="case_search"):
        box = _search_box(wanted.text)
        st.text_input(
            _("Search"),
            wanted.text,
            key=box,
            placeholder=_("company, model, word"),
            max_chars=200,
            on_change=handler(_search),
            args=(box,),
        )
        _set_widget("cases_sort", wanted.sort)
        st.selectbox(
            _("Order"),
            SORTS,
            key="cases_sort",
            format_func=lambda sort: _(SORT_TITLES[sort]),
            on_change=handler(_sort),
            width=160,
        )
    evidence = tuple(facet for facet in facets if facet.id in EVIDENCE)
    folds = (
        *((facet.title, (facet,)) for facet in facets if facet not in evidence),
        (pgettext("filter", "Evidence"), evidence),
    )
    with st.container(horizontal=True, key="case_folds", gap="small"):
        for title, some in folds:
            _way_to(title, some, wanted)
    # beneath the buttons, not laid over the page: there a keyboard comes to them only after all else
    for _title, some in folds:
        if some[0].id == this_visit().fold:
            _options(some, found, wanted)


def show_chosen(facets: Sequence[Facet], found: FoundCases, total: int) -> None:
    """`37 of 144 cases`, each choice with a way to take it back, and one to take back all."""
    wanted = this_visit().wanted
    with st.container(horizontal=True, vertical_alignment="center", key="case_count", gap="small"):
        count = _("{n} of {total} cases", n=len(found.cases), total=total)
        st.html(f"<b>{escape(count)}</b>", width="content")
        if wanted.text.strip():
            name = markdown_free(_("“{part}”", part=wanted.text.strip()[:40]))
            st.button(f"{name} ✕", key="drop_text", help=_("Drop this search"), on_click=handler(_drop), args=(TEXT,))
        for facet in facets:
            for option in wanted.chosen.get(facet.id, ()):
                st.button(
                    f"{option_words(facet, option)} ✕",
                    key=f"drop_{facet.id}_{option}",
                    help=_("Drop this filter"),
                    on_click=handler(_drop),
                    args=(facet.id, option),
                )
        if wanted.is_set:
            st.button(_("Clear filters"), key="clear_filters", type="tertiary", on_click=handler(_clear))


def suggest_relaxing(facets: Sequence[Facet], found: FoundCases) -> None:
    """Where nothing fits: what to drop, and how many cases that would leave."""
    titles = {TEXT: _("the search"), **{facet.id: facet.title for facet in facets}}
    left = {part: count for part, count in found.without.items() if count}
    show(f'<p class="hint">{escape(_(_DROP_ONE if left else _DROP_SEVERAL))}</p>')
    with st.container(horizontal=True, key="relax", gap="small"):
        for part, count in sorted(left.items(), key=lambda item: -item[1]):
            st.button(
                ngettext(
                    "Without {part}: {n} case", "Without {part}: {n} cases", count, part=words.lower(titles[part])
                ),
                key=f"relax_{part}",
                on_click=handler(_drop),
                args=(part,),
            )
        if not left:
            st.button(_("Clear all filters"), key="relax_all", on_click=handler(_clear))


def turn_pages(count: int, per_page: int, below: bool = False) -> int:
    """The page on screen, from 1; the way to the others where there are any, above the list and below it."""
    wanted, pages = this_visit().wanted, max(1, -(-count // per_page))
    page = min(wanted.page, pages)
    if pages > 1:
        # a page that comes from the address needs a widget that starts there
        key = f"cases_{'below' if below else 'above'}_{page}_of_{pages}"
        st.pagination(pages, default=page, key=key, on_change=handler(_turn), args=(key,))
    return page


def _way_to(title: str, facets: Sequence[Facet], wanted: CaseFilter) -> None:
    """The button of a filter, with how much is chosen in it."""
    fold, chosen = facets[0].id, sum(len(wanted.chosen.get(facet.id, ())) for facet in facets)
    st.button(
        f"{title} · {chosen}" if chosen else title,
        key=f"fold_{fold}",
        type="primary" if chosen else "secondary",
        icon=":material/expand_less:" if fold == this_visit().fold else ":material/expand_more:",
        icon_position="right",
        on_click=handler(_unfold),
        args=(fold,),
    )


def _options(facets: Sequence[Facet], found: FoundCases, wanted: CaseFilter) -> None:
    with st.container(border=True, key="case_options", gap="small"):
        for facet in facets:
            with st.container(key=f"case_facet_{facet.id}", gap=None):
                if len(facets) > 1:
                    show(f'<p class="kicker">{escape(facet.title)}</p>')
                with st.container(horizontal=True, key=f"case_options_{facet.id}"):
                    for option, name in facet.options.items():
                        _box(facet, option, name, found, wanted)


def _box(facet: Facet, option: str, name: str, found: FoundCases, wanted: CaseFilter) -> None:
    key = f"cases_{facet.id}_{option}"
    _set_widget(key, option in wanted.chosen.get(facet.id, ()))
    st.checkbox(
        f"{name} :gray[({found.counts[facet.id][option]})]",
        key=key,
        width="content",
        on_change=handler(_tick),
        args=(facet.id, option, tuple(facet.options), key),
    )


def _search_box(text: str) -> str:
    """The key of the box: a new one where the search came from elsewhere, such as a link or a button.

    The search is then what the box starts with, and not set from outside: a browser that is clicked while it is still
    loading forgets what was set.
    """
    visit = this_visit()
    if st.session_state.get(f"cases_text_{visit.search_box}", text) != text:
        visit.search_box += 1
    return f"cases_text_{visit.search_box}"


def _set_widget(key: str, value: object) -> None:
    """The widget shows what is chosen, wherever it was chosen."""
    if st.session_state.get(key) != value:
        st.session_state[key] = value


def _unfold(fold: str) -> None:
    """Shows the options of a filter in place of any other's; hides them where they are on screen."""
    visit = this_visit()
    visit.fold = None if visit.fold == fold else fold


def _search(box: str) -> None:
    visit = this_visit()
    visit.wanted = replace(visit.wanted, text=st.session_state[box], page=1)


def _sort() -> None:
    visit = this_visit()
    sort: Any = st.session_state["cases_sort"]
    visit.wanted = replace(visit.wanted, sort=sort, page=1)


def _turn(key: str) -> None:
    visit = this_visit()
    visit.wanted = replace(visit.wanted, page=st.session_state[key])


def _tick(facet: str, option: str, options: tuple[str, ...], key: str) -> None:
    visit = this_visit()
    chosen = {*visit.wanted.chosen.get(facet, ())} - {option}
    if st.session_state[key]:
        chosen.add(option)
    visit.wanted = visit.wanted.choosing(facet, [each for each in options if each in chosen])


def _drop(part: str, option: str | None = None) -> None:
    visit = this_visit()
    if option is None:
        visit.wanted = visit.wanted.without(part)
    else:
        kept = [each for each in visit.wanted.chosen.get(part, ()) if each != option]
        visit.wanted = visit.wanted.choosing(part, kept)


def _clear() -> None:
    visit = this_visit()
    visit.wanted = CaseFilter(sort=visit.wanted.sort)
