"""Questions to be ticked, in their own words and never cut short."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from advisor.schema.questions import Question
from advisor.ui.parts.markup import markdown_free


def tick_questions(questions: Sequence[Question], key: str) -> list[str]:
    """The ids of those that are ticked; `key`: what the ticks of this list are kept under."""
    return [each.id for each in questions if st.checkbox(markdown_free(each.ask), key=f"{key}_{each.id}")]


def tick_beforehand(questions: Sequence[Question], ticked: Iterable[str], key: str, *, anew: bool = False) -> None:
    """These are ticked and no others, where nobody has ticked yet; `anew`: whatever was ticked before."""
    wanted = set(ticked)
    for each in questions:
        if anew or f"{key}_{each.id}" not in st.session_state:
            st.session_state[f"{key}_{each.id}"] = each.id in wanted
