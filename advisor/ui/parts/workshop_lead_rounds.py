"""Another round: which questions to vote on again, and what the rule that was fixed beforehand says."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from advisor.report import words, workshop_words
from advisor.schema.rules import Book
from advisor.schema.workshop import WorkshopView
from advisor.store.access import Access
from advisor.ui.parts.guard import handler
from advisor.ui.parts.markup import markdown_free, show
from advisor.ui.parts.workshop_store import workshops
from advisor.workshop.outcome import Outcome


def ask_for_another_round(view: WorkshopView, access: Access, found: Outcome, book: Book) -> None:
    """The rule's sentence, and the questions that decide, ticked beforehand."""
    show(
        '<p class="kicker">Go on or stop</p>'
        f"<p>{escape(workshop_words.stop_sentence(found.stop, view.brief.stop, view.last_revealed))}</p>"
    )
    if view.last_revealed >= view.brief.stop.most_rounds:
        return
    worth_it = [each.question for each in found.agenda.points if each.effect or each.step_effect]
    key = f"again_{view.last_revealed}"
    chosen = st.multiselect(
        "Vote again on",
        list(view.brief.questions),
        default=worth_it,
        key=key,
        format_func=lambda id: markdown_free(words.question_words(book, id)),
    )
    st.button(
        f"Open round {view.last_revealed + 1}",
        key="vote_again",
        disabled=not chosen,
        on_click=handler(_vote_again),
        args=(access, chosen),
    )


def _vote_again(access: Access, questions: Sequence[str]) -> None:
    workshops().vote_again(access, questions)
