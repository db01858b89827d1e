"""The answers in the address of the page, so that a link reopens them: ids of questions and options, nothing else.

What a page keeps there beside the answers begins with `case`, or is the `rule` that is to be shown, and is handed to
that page as it is. `lang` stands there once a language was chosen.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence

import streamlit as st

from advisor.language import _, ngettext
from advisor.schema.questions import Question
from advisor.schema.words import UNKNOWN
from advisor.ui.parts.case_address import CASE, quoted
from advisor.ui.parts.spoken import LANG, chosen
from advisor.ui.parts.visit import Visit, put_answers, this_visit
from advisor.ui.parts.workshop_paths import KEY

RULE = "rule"
"""Names the rule that is to be shown on the Rules page."""

_LATE = 2.0
"""For how many seconds an address that was replaced may still come in."""


def read_link(questions: Sequence[Question]) -> None:
    """Takes over the answers in the address where it was opened or changed from outside."""
    visit = this_visit()
    found = dict(st.query_params)
    acted, visit.acted = visit.acted, False
    begun = visit.link is not None
    visit.beside, visit.asked = {}, None
    if found == visit.link or acted or _is_late(visit, found):
        return
    answers, beside = _parted(found)
    if beside != _parted(visit.link or {})[1]:
        visit.asked = beside
    # an address without answers in a visit that has begun comes from a tab or from Back: it erases none
    if begun and not answers:
        return
    options = {question.id: {option.id for option in question.options} for question in questions}
    good = {id: value for id, value in answers.items() if value in options.get(id, ())}
    # what nobody knows never stands in an address, so no address takes it back
    put_answers({**dict.fromkeys(visit.declined, UNKNOWN), **good})
    visit.notice = _complaint([f"{id}={value}" for id, value in answers.items() if id not in good], len(good))
    visit.link = found


def write_link() -> None:
    """The answers that are known, written into the address, and what the page keeps beside them."""
    visit = this_visit()
    lang = chosen()
    held = {**visit.known, **visit.beside, **({LANG: lang} if lang else {})}
    if visit.link is not None and visit.link != held:
        now = time.monotonic()
        recent = tuple(entry for entry in visit.replaced if now - entry[0] < _LATE)
        visit.replaced = (*recent, (now, visit.link))
    if dict(st.query_params) != held:
        st.query_params.from_dict(held)
    visit.link = held


def _parted(address: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """The answers, and what stands beside them."""
    beside = {name: value for name, value in address.items() if name in (CASE, RULE) or name.startswith(f"{CASE}_")}
    # a secret of a workshop's page whose address was mistyped is no answer, and is repeated nowhere
    return {name: value for name, value in address.items() if name not in beside and name not in (LANG, KEY)}, beside


def _is_late(visit: Visit, found: dict[str, str]) -> bool:
    """A click may be on its way while the address is being changed; it then brings the address of before."""
    now = time.monotonic()
    return any(found == link and now - at < _LATE for at, link in visit.replaced)


def _complaint(bad: Sequence[str], kept: int) -> str | None:
    if not bad:
        return None
    kept_others = ngettext("{n} other answer was kept", "{n} other answers were kept", kept)
    return _(
        "The link names a question or an option that does not exist ({bad}); {rest}.",
        bad=quoted(bad),
        rest=kept_others if kept else _("no answer was left"),
    )
