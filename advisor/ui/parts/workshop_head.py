"""What stands on top of a workshop's pages: the job, who sees what, and the way for those who have lost theirs."""

from __future__ import annotations

from html import escape

import streamlit as st

from advisor.language import _
from advisor.schema.workshop import Brief
from advisor.ui.parts.markup import items, show, show_notice
from advisor.ui.parts.navigation import way_to
from advisor.ui.parts.workshop_paths import START


def page_title(title: str, beneath: str) -> str:
    """HTML: the heading of a page and a line beneath it."""
    return f'<header class="page-title"><h1>{escape(title)}</h1><p>{escape(beneath)}</p></header>'


def small(text: str) -> str:
    """HTML: a line in small letters, or nothing."""
    return f'<p class="small">{escape(text)}</p>' if text else ""


def kicker(text: str) -> str:
    """HTML: the few words above a part of a page."""
    return f'<p class="kicker">{escape(text)}</p>'


def show_job_of(brief: Brief) -> None:
    """The job in one sentence and the context."""
    context = f'<p class="context">{escape(brief.context)}</p>' if brief.context else ""
    if brief.job:
        inputs = items([escape(text) for text in brief.job.inputs], css="inputs")
        show(f'<div class="job"><p>{escape(brief.job.sentence)}</p>{inputs}</div>{context}')
    else:
        show(context)


def who_sees_what(brief: Brief) -> str:
    """What becomes visible to whom, in two sentences."""
    if brief.named:
        return _(
            "Nobody, the facilitator included, sees an answer before the reveal; the facilitator "
            "sees who has finished. After the reveal everybody in the workshop sees everybody's "
            "answers and reasons, with names."
        )
    return _(
        "Nobody, the facilitator included, sees an answer before the reveal. After it everybody "
        "sees how many answered what, and the reasons, never with a name; no name is asked or "
        "kept. Write reasons that do not tell who you are."
    )


def show_lost_way(why: str) -> None:
    """A line on what is wrong, and the way to the start."""
    show_notice(why)
    page = way_to(START)
    if page is not None:
        st.page_link(page, label=_("Join with a code, or set up a workshop"))
