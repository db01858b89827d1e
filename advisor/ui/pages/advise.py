"""The questions on the left, the recommendation always in sight."""

from __future__ import annotations

import datetime

import streamlit as st

from advisor.report.beside_answers import beside_answers
from advisor.ui.parts.advised import advised
from advisor.ui.parts.books import rule_book
from advisor.ui.parts.details import show_details
from advisor.ui.parts.doors import is_at_the_door, show_doors
from advisor.ui.parts.downloads import offer_downloads
from advisor.ui.parts.examples import offer_examples
from advisor.ui.parts.headline import first_sight, in_one_line
from advisor.ui.parts.hero import welcome
from advisor.ui.parts.job import ask_for_job
from advisor.ui.parts.like_this import show_copied
from advisor.ui.parts.markup import show
from advisor.ui.parts.open_question import suggest_question
from advisor.ui.parts.prefilled import offer_prefilled
from advisor.ui.parts.questionnaire import ask_questions
from advisor.ui.parts.quick import ask_quickly
from advisor.ui.parts.views import choose_view, view_of_this_visit
from advisor.ui.parts.visit import this_visit


def advise() -> None:
    """The page."""
    visit, book, today = this_visit(), rule_book(), datetime.date.today()
    welcome()
    if is_at_the_door(visit):
        show_doors()
        offer_examples()
        return
    offer_examples()
    found = advised(visit)
    recommendation, prospects = found.recommendation, found.prospects
    quick = view_of_this_visit() == "quick"
    most_useful = next(iter(prospects.next_questions.questions), None)
    measured = beside_answers(recommendation, visit.answers, book)

    show_copied()
    offer_prefilled()
    questions, answer = st.columns([1.35, 1], gap="large")
    with answer, st.container(key="panel"):
        show(first_sight(recommendation, prospects, book, today))
        if not quick:
            suggest_question(most_useful)
        show_details(recommendation, book, today)
        offer_downloads(recommendation)
    with questions, st.container(key="left"):
        choose_view()
        ask_for_job(unfolded=not quick)
        if quick:
            ask_quickly(prospects, measured)
        else:
            ask_questions(most_useful.question if most_useful else None, measured)
    show(in_one_line(recommendation))
