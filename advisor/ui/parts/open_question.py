"""The unanswered question that is expected to decide most, with the way to it."""

from __future__ import annotations

import streamlit as st

from advisor.language import _, run_on
from advisor.report import prospect_words
from advisor.report.words import question_words
from advisor.schema.recommendation import QuestionValue
from advisor.ui.parts.books import rule_book
from advisor.ui.parts.guard import handler
from advisor.ui.parts.markup import markdown_free
from advisor.ui.parts.questionnaire import go_to_question


def suggest_question(found: QuestionValue | None) -> None:
    """A button that opens its section, and why it is this one; nothing where no question is open."""
    if found is None:
        return
    ask = markdown_free(question_words(rule_book(), found.question))
    why = run_on(prospect_words.why_next(found), prospect_words.how_known(found))
    st.button(
        f"**{_('Answer next:')}** {ask} :small[{markdown_free(why)}]",
        key="most_useful",
        icon=":material/arrow_forward:",
        width="stretch",
        wrap=True,
        on_click=handler(go_to_question),
        args=(found.question,),
    )
