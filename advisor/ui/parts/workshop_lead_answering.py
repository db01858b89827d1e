"""While a round is open: how people come in, who has finished, the reveal."""

from __future__ import annotations

from html import escape

import streamlit as st

from advisor.files.answer_sheets import csv_template, read_answer_sheets
from advisor.language import _, ngettext
from advisor.report.question_sheet import question_sheet
from advisor.schema.workshop import WorkshopView
from advisor.store.access import Access
from advisor.ui.parts.books import rule_book
from advisor.ui.parts.guard import handler
from advisor.ui.parts.markup import items, markdown_free, show
from advisor.ui.parts.visit import this_visit
from advisor.ui.parts.workshop_guest import open_screen
from advisor.ui.parts.workshop_head import small
from advisor.ui.parts.workshop_invitation import invitation
from advisor.ui.parts.workshop_lead_keep import show_new_link
from advisor.ui.parts.workshop_paths import JOIN, SCREEN
from advisor.ui.parts.workshop_store import workshops
from advisor.ui.public_address import link_to, public_address

_SCREEN_CODE = "workshop screen code"


def show_answering(view: WorkshopView, access: Access, key: str) -> None:
    """Invitation on the left, who has finished and the reveal on the right."""
    from advisor.store.keys import join_key

    guest = join_key(key)
    left, right = st.columns([1.35, 1], gap="large")
    with left:
        show_new_link(view, key)
        show(invitation(view.code, guest))
        with st.expander(_("The join link as text"), key="lead_join_link", type="compact"):
            st.code(link_to(JOIN, guest), language=None, wrap_lines=True)
        _offer_screen(access)
        _offer_sheets(view, access)
    with right, st.container(key="lead_panel"):
        _show_finished(view)
        _ask_to_reveal(view, access)
        _offer_removal(view, access)


def _show_finished(view: WorkshopView) -> None:
    done = ngettext(
        "{finished} of {n} has finished", "{finished} of {n} have finished", view.joined, finished=view.finished
    )
    show(f"<h2>{escape(done if view.joined else _('Nobody has joined yet'))}</h2>")
    if view.brief.named:
        people = sorted((each.name or "", each.number in view.finished_people) for each in view.people)
        for title, is_done in ((_("Finished"), True), (_("Still answering"), False)):
            names = [escape(name) for name, has_finished in people if has_finished is is_done]
            show(f'<p class="small">{escape(title)}</p>{items(names, css="names")}' if names else "")
    show(small(_("You see who has finished, not what anybody answered; that comes with the reveal.")))


def _ask_to_reveal(view: WorkshopView, access: Access) -> None:
    missing = view.joined - view.finished
    sure = True
    if missing and view.joined:
        sure = st.checkbox(
            ngettext("Reveal although {n} has not finished", "Reveal although {n} have not finished", missing),
            key="lead_sure",
        )
    st.button(
        _("Reveal round {n}", n=view.round.number),
        key="reveal",
        type="primary",
        disabled=not view.joined or not sure,
        on_click=handler(_reveal),
        args=(access, view.round.number),
    )


def _reveal(access: Access, number: int) -> None:
    if not workshops().reveal(access, number):
        this_visit().notice = _("Round {n} had been revealed already.", n=number)


def _offer_removal(view: WorkshopView, access: Access) -> None:
    if not view.brief.named or view.last_revealed or not view.people:
        return
    with st.expander(_("Somebody joined by mistake"), key="lead_remove", type="compact"):
        show(small(_("All that this person answered is deleted, unseen.")))
        for each in view.people:
            st.button(
                _("Remove {name}", name=markdown_free(each.name or "")),
                key=f"remove_{each.number}",
                on_click=handler(_remove),
                args=(access, each.number),
            )


def _remove(access: Access, number: int) -> None:
    workshops().remove(access, number)


def _offer_screen(access: Access) -> None:
    with st.expander(_("On the big screen"), key="lead_screen", type="compact"):
        how = escape(
            _("On the machine at the projector open {page} and type a screen code. Its address carries no secret.")
        )
        show(f"<p>{how.format(page=f'<b>{escape(public_address())}/{SCREEN}</b>')}</p>")
        with st.container(horizontal=True, key="lead_screen_ways"):
            st.button(_("Make a screen code"), key="lead_screen_code", on_click=handler(_make_code), args=(access,))
            st.button(_("Show it in this tab"), key="lead_screen_here", on_click=handler(_show_here), args=(access,))
        if code := st.session_state.get(_SCREEN_CODE, {}).get(access):
            show(f'<p class="code">{escape(code)}</p>', small(_("Good for one screen, for ten minutes.")))


def _make_code(access: Access) -> None:
    st.session_state[_SCREEN_CODE] = {access: workshops().screen_code(access)}


def _show_here(access: Access) -> None:
    open_screen(workshops().as_screen(access))
    st.session_state["workshop go"] = SCREEN


def _offer_sheets(view: WorkshopView, access: Access) -> None:
    with st.expander(_("Without a network: on paper"), key="lead_sheets", type="compact"):
        brief, book = view.brief, rule_book()
        how = _("Print the questions, type the sheets into the table, one row a person, and load it here.")
        show(f"<p>{escape(how)}</p>")
        with st.container(horizontal=True, key="lead_sheet_files", gap="small"):
            st.download_button(
                _("Questions to print"),
                lambda: question_sheet(brief, book, view.code or ""),
                "questions.html",
                "text/html",
                key="lead_sheet",
                on_click="ignore",
            )
            st.download_button(
                _("Table for the answers (CSV)"),
                lambda: csv_template(brief),
                "answers.csv",
                "text/csv",
                key="lead_template",
                on_click="ignore",
            )
        key = f"lead_upload_{this_visit().uploads}"
        st.file_uploader(
            _("Filled-in table"), type="csv", key=key, on_change=handler(_take_sheets), args=(access, view, key)
        )


def _take_sheets(access: Access, view: WorkshopView, key: str) -> None:
    loaded = st.session_state.get(key)
    if loaded is None:
        return
    read = read_answer_sheets(loaded.getvalue(), view.brief, rule_book())
    added = workshops().take_in_sheets(access, read.people)
    this_visit().uploads += 1
    told = ngettext("{n} person was added from the table.", "{n} people were added from the table.", added)
    this_visit().notice = "\n".join([told, *read.notes])
