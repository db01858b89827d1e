"""Eval files in: the upload field, what came of each file, and a column mapping where a table needs one."""

from __future__ import annotations

from html import escape
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from advisor.ui.parts.guard import handler
from advisor.ui.parts.markup import show, show_notice, ticked
from advisor.ui.parts.results import LoadedFile, Measured, add_files, drop_file, load, map_columns, table_columns
from advisor.ui.parts.visit import this_visit

_OURS: Final = {
    "variant": "Variant (which system answered)",
    "item": "Item (which question it was)",
    "score": "Score",
    "cost": "Cost in USD",
    "latency": "Latency in seconds",
    "epoch": "Repeat number",
}


def upload_files(found: Measured) -> None:
    """The upload field and the list of what is loaded."""
    visit = this_visit()
    key = f"upload_{visit.uploads}"
    st.file_uploader(
        "Eval results: a promptfoo JSON, Inspect AI logs (.eval or .json), or any table with columns "
        "variant, item and score (CSV, JSONL, Parquet)",
        accept_multiple_files=True,
        key=key,
        on_change=handler(_take),
        args=(key,),
    )
    for file in visit.files:
        _show_file(file, found)
    if found.joint_problem:
        show_notice(found.joint_problem)


def _take(key: str) -> None:
    add_files([load(file.name, file.getvalue()) for file in st.session_state[key]])
    this_visit().uploads += 1


def _show_file(file: LoadedFile, found: Measured) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"file_{file.digest[:12]}"):
        state, outcome = "bad" if file.digest in found.problems else "good", ticked(_outcome(file, found))
        show(f'<div class="file {state}"><b>{escape(file.name)}</b><span>{outcome}</span></div>')
        st.button(
            "Remove",
            key=f"drop_{file.digest[:12]}",
            type="tertiary",
            on_click=handler(drop_file),
            args=(file.digest,),
        )
    if file.digest in found.problems:
        _map(file)


def _outcome(file: LoadedFile, found: Measured) -> str:
    if file.digest in found.problems:
        # the library's advice is a mapping in Python; here the form under the sentence does it
        said, mapping, _ = found.problems[file.digest].partition(": map them, for example")
        return f"{said}; choose the columns below." if mapping else said
    for read in found.results.files if found.results else ():
        if read.name == file.name:
            version = f" {read.tool_version}" if read.tool_version else ""
            notes = " ".join(("", *read.notes))
            run = "" if read.status == "unknown" else f", run {read.status}"
            return f"{read.tool}{version}, {read.rows:,} rows{run}.{notes}"
    return "Read."


def _map(file: LoadedFile) -> None:
    offered = table_columns(file)
    if not offered:
        return
    with st.form(f"map_{file.digest[:12]}"):
        show(f"<p>Which columns of <b>{escape(file.name)}</b> hold what? Leave open what is not there.</p>")
        columns = st.columns(3)
        chosen = {
            ours: _choose(file, ours, words, offered, columns[i % 3]) for i, (ours, words) in enumerate(_OURS.items())
        }
        if st.form_submit_button("Read the file with these columns", type="primary"):
            map_columns(file, tuple((ours, theirs) for ours, theirs in chosen.items() if theirs is not None))
            st.rerun()


def _choose(file: LoadedFile, ours: str, words: str, offered: tuple[str, ...], place: DeltaGenerator) -> str | None:
    key = f"map_{file.digest[:12]}_{ours}"
    if key not in st.session_state:
        st.session_state[key] = _likely(ours, offered)
    return place.selectbox(words, offered, index=None, key=key)


def _likely(ours: str, offered: tuple[str, ...]) -> str | None:
    """The column that may be meant, to be confirmed; none where no name comes near."""
    from advisor.files.table_columns import nearest

    if ours in ("variant", "item", "score"):
        return next(iter(nearest(ours, offered)), None)
    return ours if ours in offered else None
