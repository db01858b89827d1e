"""What can be given beside the results, folded away: each entry makes one more check possible."""

from __future__ import annotations

import dataclasses
from html import escape
from typing import Any, Final

import streamlit as st

from advisor.language import N_, _, ngettext
from advisor.ui.parts.given import Given, GivenFile, Kind, given_file, how_many, problem_with
from advisor.ui.parts.guard import handler
from advisor.ui.parts.markup import markdown_free, show, ticked
from advisor.ui.parts.results import Measured, segments_of
from advisor.ui.parts.visit import this_visit

_HELD_OUT: Final[dict[str, bool | None]] = {N_("Not said"): None, N_("Yes"): True, N_("No"): False}
_FILES: Final[dict[Kind, tuple[str, str]]] = {
    "labels": (N_("Human labels"), N_("a table of variant, item and label")),
    "second_labels": (N_("Labels of a second person"), N_("a table of variant, item and label")),
    "train": (N_("Training or example data"), N_("JSONL, a table or plain text")),
    "positions": (N_("Pairwise verdicts in both orders"), N_("a table of item, a_first and b_first")),
}
"""Title, and what the file looks like."""


def give_more(found: Measured) -> None:
    """The form."""
    with st.expander(_("Give more, check more"), key="more", on_change="rerun") as fold:
        if fold.open:
            hint = _("Nothing of this has to be given. What is missing stays unchecked, and is said.")
            show(f"<p class='hint'>{escape(hint)}</p>")
            _ask_numbers()
            _ask_shares(segments_of(found))
            _ask_files()


def _ask_numbers() -> None:
    given = this_visit().given or Given()
    looks, held_out, minutes, value = st.columns(4)
    with looks:
        _number("looks", _("Prompts scored on these items so far"), given.looks, step=1)
    with held_out:
        key = "given_has_held_out_set"
        if key not in st.session_state:
            st.session_state[key] = next(word for word, known in _HELD_OUT.items() if known is given.has_held_out_set)
        st.selectbox(
            _("Is there a held-out set?"),
            list(_HELD_OUT),
            key=key,
            format_func=_,
            on_change=handler(_choose),
            args=(key,),
        )
    with minutes:
        _number("minutes_per_item", _("Minutes to label one item"), given.minutes_per_item, step=0.5)
    with value:
        worth = _("What one success is worth, USD")
        _number("value_of_a_success_usd", worth, given.value_of_a_success_usd, step=0.1)


def _number(name: str, label: str, value: float | None, step: float) -> None:
    key = f"given_{name}"
    if key not in st.session_state:
        st.session_state[key] = value
    st.number_input(
        label, min_value=type(step)(0), value=None, step=step, key=key, placeholder=_("not said"),
        on_change=handler(_set), args=(name, key),
    )  # fmt: skip


def _ask_shares(segments: tuple[str, ...]) -> None:
    """The share of traffic of each segment that the results name."""
    if not segments:
        return
    known = dict((this_visit().given or Given()).mix)
    show(f"<p class='kicker'>{escape(_('Share of each segment in your traffic'))}</p>")
    with st.container(horizontal=True, key="shares"):
        for i, segment in enumerate(segments):
            key = f"given_share_{i}_{segment}"
            if key not in st.session_state:
                st.session_state[key] = known.get(segment)
            st.number_input(
                markdown_free(segment),
                min_value=0.0,
                value=None,
                step=0.05,
                key=key,
                placeholder=_("not said"),
                width=180,
                on_change=handler(_set_share),
                args=(segment, key),
            )


def _ask_files() -> None:
    visit = this_visit()
    places = st.columns(len(_FILES))
    for place, (kind, (title, looks_like)) in zip(places, _FILES.items(), strict=True):
        key = f"given_{kind}_{visit.uploads}"
        asks = _("{title}: {looks_like}", title=_(title), looks_like=_(looks_like))
        place.file_uploader(asks, key=key, on_change=handler(_take), args=(kind, key))
    for file in (visit.given or Given()).files:
        _show_file(file)


def _show_file(file: GivenFile) -> None:
    problem = problem_with(file)
    outcome = problem or _read_words(file)
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", key=f"file_{file.digest[:12]}"):
        state = "bad" if problem else "good"
        show(f'<div class="file {state}"><b>{escape(file.name)}</b><span>{ticked(outcome)}</span></div>')
        key = f"drop_{file.digest[:12]}"
        st.button(_("Remove"), key=key, type="tertiary", on_click=handler(_drop), args=(file,))


def _read_words(file: GivenFile) -> str:
    n = how_many(file)
    counted = {
        "labels": ngettext("{n} label", "{n} labels", n),
        "second_labels": ngettext("{n} label", "{n} labels", n),
        "train": ngettext("{n} text", "{n} texts", n),
        "positions": ngettext("{n} verdict", "{n} verdicts", n),
    }
    return _("{title}: {read}.", title=_(_FILES[file.kind][0]), read=counted[file.kind])


def _take(kind: Kind, key: str) -> None:
    visit, given = this_visit(), this_visit().given or Given()
    uploaded = st.session_state[key]
    if uploaded is None:
        return
    file = given_file(kind, uploaded.name, uploaded.getvalue())
    visit.given = dataclasses.replace(given, files=(*(each for each in given.files if each != file), file))
    visit.uploads += 1


def _drop(file: GivenFile) -> None:
    given = this_visit().given or Given()
    this_visit().given = dataclasses.replace(given, files=tuple(each for each in given.files if each != file))


def _set(name: str, key: str) -> None:
    value: Any = st.session_state.get(key)
    this_visit().given = dataclasses.replace(this_visit().given or Given(), **{name: value})


def _set_share(segment: str, key: str) -> None:
    given, share = this_visit().given or Given(), st.session_state.get(key)
    others = tuple(each for each in given.mix if each[0] != segment)
    this_visit().given = dataclasses.replace(given, mix=others if share is None else (*others, (segment, share)))


def _choose(key: str) -> None:
    given = this_visit().given or Given()
    this_visit().given = dataclasses.replace(given, has_held_out_set=_HELD_OUT[st.session_state[key]])
