"""Eval files in: the upload field, and what came of each file."""

from __future__ import annotations

from html import escape
from typing import Final

import streamlit as st

from advisor.ui.options import SETTINGS
from advisor.ui.parts.column_mapping import map_columns_of
from advisor.ui.parts.guard import handler
from advisor.ui.parts.markup import show, show_notice, ticked
from advisor.ui.parts.results import LoadedFile, Measured, add_files, drop_file, load
from advisor.ui.parts.visit import this_visit

_TOOLS: Final = (
    "Result files of promptfoo, Inspect AI, lm-evaluation-harness, DeepEval, Ragas, MLflow, OpenAI evals or LangSmith, "
    "or any table of variant, item and score (CSV, TSV, JSONL, Parquet, Excel)"
)
_LIMIT: Final = f"Several files make one set, up to {SETTINGS['server.maxUploadSize']} MB each. For larger ones"


def upload_files(found: Measured) -> None:
    """The upload field and the list of what is loaded."""
    visit = this_visit()
    key = f"upload_{visit.uploads}"
    st.file_uploader(
        _TOOLS,
        accept_multiple_files=True,
        key=key,
        on_change=handler(_take),
        args=(key,),
    )
    if not visit.files:
        show(f'<p class="small">{_LIMIT} run <code>advisor evals FILE</code>, which reads them where they lie.</p>')
    for file in visit.files:
        _show_file(file, found)
    if found.joint_problem:
        show_notice(*found.joint_problem.split("\n"))


def _take(key: str) -> None:
    add_files([load(file.name, file.getvalue()) for file in st.session_state[key]])
    this_visit().uploads += 1


def _show_file(file: LoadedFile, found: Measured) -> None:
    is_bad = file.digest in found.problems
    with st.container(horizontal=True, vertical_alignment="center", key=f"file_{file.digest[:12]}"):
        state, outcome = "bad" if is_bad else "good", ticked(_outcome(file, found))
        show(f'<div class="file {state}"><b>{escape(file.name)}</b><span>{outcome}</span></div>')
        st.button(
            "Remove",
            key=f"drop_{file.digest[:12]}",
            type="tertiary",
            on_click=handler(drop_file),
            args=(file.digest,),
        )
    map_columns_of(file, is_needed=is_bad)


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
            return f"{read.tool}{version}, {read.rows:,} {'row' if read.rows == 1 else 'rows'}{run}.{notes}"
    return "Read."
