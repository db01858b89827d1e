"""The steps of writing down a case, one open at a time; the outcome opens when the setting is coded."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

import streamlit as st

from advisor.files.case_draft import Examined, propose_id
from advisor.language import N_, _
from advisor.report.case_entries import FILE, Step
from advisor.ui.parts.case_fields import ask_for
from advisor.ui.parts.case_systems import ask_for_systems
from advisor.ui.parts.guard import handler
from advisor.ui.parts.markup import show
from advisor.ui.parts.new_case import AFTER_CODING, open_step, put, this_case
from advisor.ui.parts.step_top import begin_at_top

_LOCKED: Final = N_(
    "What was tried and how it ended opens when the setting is written and all its questions are answered."
)


def step_of(steps: Sequence[Step]) -> Step:
    """The step that is open; one that is closed again leads back to the first."""
    case = this_case()
    named = {step.id: step for step in steps}
    step = named.get(case.step, steps[0])
    return steps[0] if _is_locked(step) else step


def name_file(step: Step) -> None:
    """Proposes the name of the file where that is asked for; done first, so that all counts know of it."""
    case = this_case()
    if step.id == FILE.id and not case.has(("id",)) and (id := propose_id(case.entries)):
        put(("id",), id)


def choose_step(steps: Sequence[Step], open_now: Step, found: Examined) -> None:
    """The way to every step, with how much is open in it."""
    case = this_case()
    with st.container(horizontal=True, key="sections", gap="small"):
        for number, step in enumerate(steps, start=1):
            left = case.open_in(step, found)
            mark = "" if _is_locked(step) else f" · :small[{_('{n} open', n=left)}]" if left else " ✓"
            st.button(
                f"{number} {step.title}{mark}",
                key=f"step_{step.id}",
                type="primary" if step.id == open_now.id else "secondary",
                disabled=_is_locked(step),
                on_click=handler(open_step),
                args=(step.id,),
            )


def ask_step(step: Step, found: Examined) -> None:
    """What the step asks for."""
    show(f'<h2>{escape(step.title)}</h2><p class="hint">{escape(step.says)}</p>', _setting() if step.coded else "")
    with st.container(key="questions" if step.coded else "new_entries"):
        if step.id == "approaches":
            ask_for_systems(found)
        for entry in step.entries:
            ask_for(entry, found)


def turn_step(steps: Sequence[Step], open_now: Step) -> None:
    """Back and on."""
    at = next(i for i, step in enumerate(steps) if step.id == open_now.id)
    before = steps[at - 1] if at > 0 else None
    after = steps[at + 1] if at + 1 < len(steps) else None
    with st.container(horizontal=True, horizontal_alignment="distribute", key="turn"):
        if before:
            st.button(f"← {before.title}", key="step_back", on_click=handler(open_step), args=(before.id,))
        if after:
            st.button(
                f"{_('Next: {section}', section=after.title)} →",
                key="step_next",
                type="primary",
                wrap=True,
                disabled=_is_locked(after),
                on_click=handler(open_step),
                args=(after.id,),
            )
    if after and _is_locked(after):
        show(f'<p class="hint">{escape(_(_LOCKED))}</p>')
    begin_at_top(open_now.id)


def _setting() -> str:
    """The setting in a fold, for a screen on which nothing has room beside the questions."""
    setting = escape(str(this_case().entries.get("setting") or "") or _("It is not written yet."))
    read = escape(_("Read the setting"))
    return f'<details class="card above"><summary>{read}</summary><div>{setting}</div></details>'


def _is_locked(step: Step) -> bool:
    return step.id in AFTER_CODING and not this_case().is_coded
