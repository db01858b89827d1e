"""“My situation is like this”: the answers of a case on *Advise*, and the way back to the visitor's own."""

from __future__ import annotations

import dataclasses
from html import escape

import streamlit as st

from advisor.language import _, ngettext
from advisor.schema.cases import Case
from advisor.ui.parts.books import case_book
from advisor.ui.parts.case_text import case_text
from advisor.ui.parts.guard import handler
from advisor.ui.parts.markup import show
from advisor.ui.parts.navigation import way_to
from advisor.ui.parts.visit import Copied, Visit, begin_anew, put_answers, this_visit


def offer_answers(case: Case) -> None:
    """The button, and what a click takes the place of."""
    mine = len(_own(this_visit()).known)
    with st.container(key=f"offer_{case.id}", gap=6):
        clicked = st.button(
            _("My situation is like this"),
            key=f"like_{case.id}",
            type="primary",
            on_click=handler(take_answers),
            args=(case,),
        )
        show(f'<p class="small">{escape(_what_it_does(len(case.answers.known), mine))}</p>')
    if clicked and (advise := way_to("")) is not None:
        st.switch_page(advise)


def _what_it_does(theirs: int, mine: int) -> str:
    if not mine:
        return _("Its {theirs} answers go to Advise; change there what is different with you.", theirs=theirs)
    return ngettext(
        "Its {theirs} answers go to Advise, in place of your {n} answer; you can take yours back there.",
        "Its {theirs} answers go to Advise, in place of your {n} answers; you can take yours back there.",
        mine,
        theirs=theirs,
    )


def take_answers(case: Case) -> None:
    """The answers of the case in place of the visitor's; an example on screen goes altogether."""
    visit = this_visit()
    before = _own(visit)
    if visit.example is not None:
        begin_anew(case.answers)
    else:
        put_answers(case.answers.known)
    visit = this_visit()
    visit.copied, visit.view = Copied(case.id, before), "all"


def show_copied() -> None:
    """Whose answers these are, and the way back, until one of the two is chosen."""
    copied = this_visit().copied
    case = next((case for case in case_book().cases if copied and case.id == copied.case), None)
    if copied is None or case is None:
        return
    mine = len(copied.before.known)
    with st.container(key="copied"):
        show(f'<p role="status">{_filled_in(case, mine)}</p>')
        with st.container(horizontal=True, gap="small"):
            back = (
                ngettext("Take my {n} answer back", "Take my {n} answers back", mine)
                if mine
                else _("Take them out again")
            )
            st.button(back, key="take_back", on_click=handler(take_back))
            st.button(_("Keep these"), key="keep_copied", type="tertiary", on_click=handler(_keep))


def _filled_in(case: Case, mine: int) -> str:
    named = {"case": f"<b>{case_text(case.title)}</b>", "org": case_text(case.org), "year": case.year}
    if not mine:
        return _("The answers of {case} ({org}, {year}) are filled in. Change what is different with you.", **named)
    return ngettext(
        "The answers of {case} ({org}, {year}) are filled in, in place of your {n} answer. Change what is different "
        "with you.",
        "The answers of {case} ({org}, {year}) are filled in, in place of your {n} answers. Change what is different "
        "with you.",
        mine,
        **named,
    )


def take_back() -> None:
    """The visitor's own answers again; the example that was on screen, if there was one."""
    visit = this_visit()
    copied = visit.copied
    if copied is None:
        return
    before = copied.before
    if before.example is None:
        put_answers(before.answers)
    else:
        kept = {name: getattr(visit, name) for name in ("link", "replaced", "acted", "wanted", "uploads", "renewed")}
        st.session_state["visit"] = dataclasses.replace(before, **kept, stale=True, copied=None)
    this_visit().view = before.view


def _keep() -> None:
    this_visit().copied = None


def _own(visit: Visit) -> Visit:
    """The visit as it is, or, where it only holds what was copied from a case, as it was before that."""
    copied = visit.copied
    theirs = next((case.answers.known for case in case_book().cases if copied and case.id == copied.case), None)
    return copied.before if copied and visit.answers == theirs else dataclasses.replace(visit, copied=None)
