"""Another round: which questions to vote on again, and what the rule that was fixed beforehand says."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from advisor.language import _
from advisor.report import workshop_words
from advisor.schema.rules import Book
from advisor.schema.workshop import WorkshopView
from advisor.store.access import Access
from advisor.ui.parts.guard import handler
from advisor.ui.parts.markup import show
from advisor.ui.parts.workshop_head import kicker, small
from advisor.ui.parts.workshop_store import workshops
from advisor.ui.parts.workshop_ticks import tick_beforehand, tick_questions
from advisor.workshop.outcome import Outcome


def ask_for_another_round(view: WorkshopView, access: Access, found: Outcome, book: Book) -> None:
    """The rule's sentence, and the questions at odds, those ticked that decide and are not agreed yet."""
    done, rule = view.last_revealed, view.brief.stop
    said = workshop_words.stop_sentence(found.stop, rule, done)
    show(kicker(_("Go on or stop")), f"<p>{escape(said)}</p>")
    if done >= rule.most_rounds:
        return
    key = f"again_{done}"
    asked = {question.id: question for question in book.questions}
    at_odds = [asked[each.question] for each in found.agenda.points]
    others = [asked[each] for each in view.brief.questions if asked[each] not in at_odds]
    worth_it = [
        each.question
        for each in found.agenda.points
        if (each.effect or each.step_effect) and each.question in found.stop.not_agreed
    ]
    tick_beforehand([*at_odds, *others], worth_it, key)
    with st.container(key="again_ticks", gap="xsmall"):
        if at_odds:
            show(small(_("Vote again on")))
        chosen = tick_questions(at_odds, key)
        if others:
            with st.expander(_("Questions without a disagreement"), key="again_others", type="compact"):
                chosen += tick_questions(others, key)
    st.button(
        _("Open round {n}", n=done + 1),
        key="vote_again",
        type="secondary" if found.stop.reasons else "primary",
        disabled=not chosen,
        on_click=handler(_vote_again),
        args=(access, chosen),
    )


def _vote_again(access: Access, questions: Sequence[str]) -> None:
    workshops().vote_again(access, questions)
