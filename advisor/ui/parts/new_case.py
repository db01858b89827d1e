"""The case that a visitor is writing down; it stays while other pages are looked at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

import streamlit as st

from advisor.files.case_draft import MISSING, Entries, Examined, as_number, is_coded, value_at, with_entry
from advisor.files.case_file import draft_in
from advisor.report.case_entries import APPROACHES_STEP, NOT_STATED, REQUIRED, SOURCE, Entry, Path, Step
from advisor.schema.words import APPROACHES

_WIDGETS: Final = "new_"
AFTER_CODING: Final = ("approaches", "outcome", "file")
"""The steps that open only when the setting is written and coded."""


@dataclass
class NewCase:
    """What has been entered of it, and the step that is open."""

    entries: Entries = field(default_factory=dict)
    step: str = SOURCE.id
    renewed: int = 0
    """Counts up when entries come in the place of those that the widgets show."""

    @property
    def is_coded(self) -> bool:
        """The setting is written and every question is answered from it."""
        return is_coded(self.entries)

    def has(self, path: Path) -> bool:
        """Something has been entered there."""
        return value_at(self.entries, path) is not MISSING

    def open_in(self, step: Step, found: Examined) -> int:
        """How many entries of a step are still open. `found`: what came of looking at all of them."""
        if step.id == APPROACHES_STEP.id:
            still = sum(path[0] == APPROACHES_STEP.id for path in found.open)
            return still or int(value_at(self.entries, (APPROACHES_STEP.id,)) == [])
        return sum(not self.has(entry.path) for entry in step.entries if entry.empty is REQUIRED or step.coded)


def this_case() -> NewCase:
    """The visitor's own case; a new visitor starts with an empty one."""
    if "new_case" not in st.session_state:
        st.session_state["new_case"] = NewCase()
    case: NewCase = st.session_state["new_case"]
    return case


def widget_of(entry: Entry) -> str:
    """The key of an entry's widget.

    A new one when the entries are renewed: of a widget that is still on screen with an old value a quick click would
    bring that value back.
    """
    renewed = this_case().renewed
    return f"{_WIDGETS}{entry.name}@{renewed}" if renewed else f"{_WIDGETS}{entry.name}"


def take(entry: Entry, key: str) -> None:
    """Puts down what the widget of an entry holds; nothing where the widget is one of before."""
    if key != widget_of(entry):
        return
    value: Any = st.session_state.get(key)
    if isinstance(value, str) and not value.strip():
        value = None
    if value is None or value == []:
        value = MISSING if entry.empty in (REQUIRED, None) else entry.empty
    elif entry.how == "number":
        value = as_number(value.strip())
    elif entry.how == "several":
        value = [approach for approach in APPROACHES if approach in value]
    put(entry.path, value)


def put(path: Path, value: Any) -> None:
    """Puts an entry in its place."""
    case = this_case()
    case.entries = with_entry(case.entries, path, value)


def open_step(step: str) -> None:
    """Goes to a step."""
    this_case().step = step


def add_system() -> None:
    """One more system that was tried."""
    systems = value_at(this_case().entries, ("approaches",))
    at = len(systems) if isinstance(systems, list) else 0
    put(("approaches", at), {"base_model": NOT_STATED, "metrics": []})


def add_figure(system: int) -> None:
    """One more published figure of a system."""
    figures = value_at(this_case().entries, ("approaches", system, "metrics"))
    at = len(figures) if isinstance(figures, list) else 0
    put(("approaches", system, "metrics", at), {"higher_is_better": True})


def drop(path: Path) -> None:
    """Takes out a system or a figure; those after it move up, and their widgets with them."""
    put(path, MISSING)
    this_case().renewed += 1


def take_draft(key: str) -> None:
    """Goes on with a draft that was kept as a file."""
    file = st.session_state.get(key)
    if file is not None:
        begin_case(draft_in(file.getvalue(), file.name))


def begin_case(entries: Entries) -> None:
    """These entries and nothing of what was entered before."""
    st.session_state["new_case"] = NewCase(entries, renewed=this_case().renewed + 1)
