"""The questionnaire on the left, the recommendation always in sight."""

from __future__ import annotations

import streamlit as st

from advisor.ui.parts.advice import advice_for
from advisor.ui.parts.books import rule_book
from advisor.ui.parts.details import show_details
from advisor.ui.parts.downloads import offer_downloads
from advisor.ui.parts.examples import offer_examples
from advisor.ui.parts.headline import first_sight, in_one_line
from advisor.ui.parts.hero import welcome
from advisor.ui.parts.job import ask_for_job
from advisor.ui.parts.markup import show
from advisor.ui.parts.open_question import suggest_question
from advisor.ui.parts.questionnaire import ask_questions
from advisor.ui.parts.visit import this_visit


def advise() -> None:
    """The page."""
    recommendation = advice_for(this_visit())
    most_useful = recommendation.open_questions[0] if recommendation.open_questions else None

    welcome()
    offer_examples()
    questions, answer = st.columns([1.35, 1], gap="large")
    with answer, st.container(key="panel"):
        show(first_sight(recommendation, rule_book()))
        suggest_question(most_useful)
        show_details(recommendation, rule_book())
        offer_downloads(recommendation)
    with questions, st.container(key="left"):
        ask_for_job()
        ask_questions(most_useful)
    show(in_one_line(recommendation))
