"""What is still to come for what a visitor has entered: settled or not, what would change it, what to ask next."""

from __future__ import annotations

import streamlit as st

from advisor.decision.next_question import Draws
from advisor.decision.outlook import Outlook, outlook_of
from advisor.report.prospects import Prospects
from advisor.schema.recommendation import WhatIfs
from advisor.ui.parts.books import case_book, rule_book
from advisor.ui.parts.priced import costs_alone
from advisor.ui.parts.results import measured
from advisor.ui.parts.visit import Visit

_NEAREST, _ALL = 60, 5000


def prospects_for(visit: Visit) -> Prospects:
    """All three, for the answers, the eval results and the costs."""
    outlook, known, declined = _outlook(visit), visit.known, visit.declined
    return Prospects(
        outlook.settled(known, declined),
        outlook.what_if(known, _NEAREST),
        outlook.next_questions(known, _draws(), declined),
        declined,
    )


def everything_that_would_change(visit: Visit) -> WhatIfs:
    """Every single answer and every pair, spelled out."""
    return _outlook(visit).what_if(visit.known, _ALL)


def most_telling(most: int) -> tuple[str, ...]:
    """The questions expected to decide most where nothing is answered yet, by how published cases answered."""
    found = outlook_of(rule_book()).next_questions({}, _draws())
    return tuple(each.question for each in found.questions[:most])


def _outlook(visit: Visit) -> Outlook:
    found = measured(visit).comparison or costs_alone(visit)
    return outlook_of(rule_book(), found.facts if found else None)


@st.cache_resource(show_spinner=False)
def _draws() -> Draws:
    return outlook_of(rule_book()).draws(case_book().cases)  # of ids alone, whatever the language
