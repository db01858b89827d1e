"""What a new case lacks, what its file will hold, and that file to download."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from advisor.files.case_draft import Examined, propose_id
from advisor.files.case_file import case_as_yaml, draft_as_yaml
from advisor.report.case_entries import Step
from advisor.ui.parts.guard import handler
from advisor.ui.parts.markup import items, show, ticked
from advisor.ui.parts.new_case import begin_case, take_draft, this_case


def show_new_case(found: Examined, steps: Sequence[Step], open_now: Step) -> None:
    """The setting while it is coded; else what is open or wrong, and the file."""
    case = this_case()
    setting = case.entries.get("setting")
    if open_now.coded and setting:
        show(f'<div class="beside"><p class="kicker">Setting</p><p>{escape(str(setting))}</p></div>')
    show(_standing(found, steps))
    if case.entries:
        text = case_as_yaml(found.case) if found.case else draft_as_yaml(case.entries)
        _offer_files(found, text)
        with st.expander(f"{found.case.id}.yaml" if found.case else "The file so far", expanded=not open_now.coded):
            st.code(text, language="yaml", wrap_lines=True)
        _begin_another()
    _go_on_with_draft()


def _standing(found: Examined, steps: Sequence[Step]) -> str:
    if found.case:
        return (
            '<p class="kicker">Complete</p><p>Nothing is open and nothing is wrong. Download the file, put it into '
            "<code>case_studies/</code> and open a pull request; <code>advisor check</code> looks at it once more.</p>"
        )
    left = [(step.title, this_case().open_in(step, found)) for step in steps]
    still = ", ".join(f"{escape(title)} ({count})" for title, count in left if count)
    wrong = [ticked(each.says) for each in found.mistakes]
    return (
        (f'<p class="kicker">Still open</p><p class="hint">{still}.</p>' if still else "")
        + ('<p class="kicker">To mend</p>' if wrong else "")
        + items(wrong, css="mend")
    )


def _offer_files(found: Examined, text: str) -> None:
    with st.container(horizontal=True, key="downloads", gap="small"):
        if found.case:
            st.download_button(
                f"Download {found.case.id}.yaml",
                text,
                f"{found.case.id}.yaml",
                "application/yaml",
                key="new_file",
                type="primary",
                on_click="ignore",
            )
        st.download_button(
            "Keep a draft",
            draft_as_yaml(this_case().entries),
            f"{propose_id(this_case().entries) or 'case'}.draft",
            "application/yaml",
            key="new_draft",
            help="To go on with here, or with `advisor case new --resume FILE`.",
            on_click="ignore",
        )


def _begin_another() -> None:
    with st.expander("Begin another case"):
        show("<p>All that is entered here is dropped. Keep a draft first if you need it.</p>")
        st.button("Drop it and begin", key="begin_case", on_click=handler(begin_case), args=({},))


def _go_on_with_draft() -> None:
    key = f"new_upload_{this_case().renewed}"
    with st.expander("Go on with a draft"):
        if this_case().entries:
            show("<p>It takes the place of all that is entered here.</p>")
        st.file_uploader("A draft that you kept", key=key, on_change=handler(take_draft), args=(key,))
