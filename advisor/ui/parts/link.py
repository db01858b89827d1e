"""The answers in the address of the page, so that a link reopens them: ids of questions and options, nothing else."""

from __future__ import annotations

import time
from collections.abc import Sequence

import streamlit as st

from advisor.schema.questions import Question
from advisor.schema.words import UNKNOWN
from advisor.ui.parts.visit import Visit, put_answers, this_visit

_SHOWN = 5
_LATE = 2.0
"""For how many seconds an address that was replaced may still come in."""


def read_link(questions: Sequence[Question]) -> None:
    """Takes over the answers in the address where it was opened or changed from outside."""
    visit = this_visit()
    found = dict(st.query_params)
    acted, visit.acted = visit.acted, False
    begun = visit.link is not None
    # a bare address in a visit that has begun comes from a tab or from Back: it erases nothing
    if found == visit.link or acted or (begun and not found) or _is_late(visit, found):
        return
    options = {question.id: {option.id for option in question.options} for question in questions}
    good = {id: value for id, value in found.items() if value in options.get(id, ())}
    # what nobody knows never stands in an address, so no address takes it back
    put_answers({**dict.fromkeys(visit.declined, UNKNOWN), **good})
    visit.notice = _complaint([f"{id}={value}" for id, value in found.items() if id not in good], len(good))
    visit.link = found


def write_link() -> None:
    """The answers that are known, written into the address."""
    visit = this_visit()
    if visit.link is not None and visit.link != visit.known:
        now = time.monotonic()
        recent = tuple(entry for entry in visit.replaced if now - entry[0] < _LATE)
        visit.replaced = (*recent, (now, visit.link))
    if dict(st.query_params) != visit.known:
        st.query_params.from_dict(visit.known)
    visit.link = visit.known


def _is_late(visit: Visit, found: dict[str, str]) -> bool:
    """A click may be on its way while the address is being changed; it then brings the address of before."""
    now = time.monotonic()
    return any(found == link and now - at < _LATE for at, link in visit.replaced)


def _complaint(bad: Sequence[str], kept: int) -> str | None:
    if not bad:
        return None
    names = ", ".join(f"“{part[:60]}”" for part in bad[:_SHOWN]) + (" and others" if len(bad) > _SHOWN else "")
    rest = f"{kept} other {'answer was' if kept == 1 else 'answers were'} kept" if kept else "no answer was left"
    return f"The link names a question or an option that does not exist ({names}); {rest}."
