"""What a new case lacks, what its file will hold, and that file to download."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from advisor.files.case_draft import Examined, propose_id
from advisor.files.case_file import case_as_yaml, draft_as_yaml
from advisor.language import _
from advisor.report.case_entries import Step
from advisor.report.words import ended, strung
from advisor.ui.parts.guard import handler
from advisor.ui.parts.markup import items, kicker, show, ticked
from advisor.ui.parts.new_case import begin_case, take_draft, this_case


def show_new_case(found: Examined, steps: Sequence[Step], open_now: Step) -> None:
    """The setting while it is coded; else what is open or wrong, and the file."""
    case = this_case()
    setting = case.entries.get("setting")
    if open_now.coded and setting:
        show(f'<div class="beside">{kicker(_("Setting"))}<p>{escape(str(setting))}</p></div>')
    show(_standing(found, steps))
    if case.entries:
        text = case_as_yaml(found.case) if found.case else draft_as_yaml(case.entries)
        _offer_files(found, text)
        with st.expander(f"{found.case.id}.yaml" if found.case else _("The file so far"), expanded=not open_now.coded):
            st.code(text, language="yaml", wrap_lines=True)
        _begin_another()
    _go_on_with_draft()


def _standing(found: Examined, steps: Sequence[Step]) -> str:
    if found.case:
        done = _(
            "Nothing is open and nothing is wrong. Download the file, put it into `case_studies/` and open a pull "
            "request; `advisor check` looks at it once more."
        )
        return f"{kicker(_('Complete'))}<p>{ticked(done)}</p>"
    left = [(step.title, this_case().open_in(step, found)) for step in steps]
    still = strung(_("{group} ({n})", group=title, n=count) for title, count in left if count)
    wrong = [ticked(each.says) for each in found.mistakes]
    return (
        (f'{kicker(_("Still open"))}<p class="hint">{escape(ended(still))}</p>' if still else "")
        + (kicker(_("To mend")) if wrong else "")
        + items(wrong, css="mend")
    )


def _offer_files(found: Examined, text: str) -> None:
    with st.container(horizontal=True, key="downloads", gap="small"):
        if found.case:
            st.download_button(
                _("Download {file}", file=f"{found.case.id}.yaml"),
                text,
                f"{found.case.id}.yaml",
                "application/yaml",
                key="new_file",
                type="primary",
                on_click="ignore",
            )
        st.download_button(
            _("Keep a draft"),
            draft_as_yaml(this_case().entries),
            f"{propose_id(this_case().entries) or 'case'}.draft",
            "application/yaml",
            key="new_draft",
            help=_("To go on with here, or with `advisor case new --resume FILE`."),
            on_click="ignore",
        )


def _begin_another() -> None:
    with st.expander(_("Begin another case")):
        show(f"<p>{escape(_('All that is entered here is dropped. Keep a draft first if you need it.'))}</p>")
        st.button(_("Drop it and begin"), key="begin_case", on_click=handler(begin_case), args=({},))


def _go_on_with_draft() -> None:
    key = f"new_upload_{this_case().renewed}"
    with st.expander(_("Go on with a draft")):
        if this_case().entries:
            show(f"<p>{escape(_('It takes the place of all that is entered here.'))}</p>")
        st.file_uploader(_("A draft that you kept"), key=key, on_change=handler(take_draft), args=(key,))
