"""Eval files in: the upload field, and what came of each file."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

import streamlit as st

from advisor.language import N_, _, ngettext, run_on
from advisor.report.evidence_words import RUNS
from advisor.ui.options import SETTINGS
from advisor.ui.parts.column_mapping import map_columns_of
from advisor.ui.parts.fold import fold
from advisor.ui.parts.guard import handler
from advisor.ui.parts.markup import show, show_notice, ticked
from advisor.ui.parts.results import LoadedFile, Measured, add_files, drop_file, load
from advisor.ui.parts.visit import this_visit

_TOOLS: Final = N_(
    "Result files of promptfoo, Inspect AI, lm-evaluation-harness, DeepEval, Ragas, MLflow, OpenAI evals or LangSmith, "
    "or any table of variant, item and score (CSV, TSV, JSONL, Parquet, Excel)"
)
_MOST_IN_SIGHT: Final = 3
"""Of more files that can be read, the list is folded."""


def upload_files(found: Measured) -> None:
    """The upload field and the list of what is loaded."""
    visit = this_visit()
    key = f"upload_{visit.uploads}"
    st.file_uploader(
        _(_TOOLS),
        accept_multiple_files=True,
        key=key,
        on_change=handler(_take),
        args=(key,),
    )
    if not visit.files:
        limit = _(
            "Several files make one set, up to {n} MB each. For larger ones run {command}, which reads them where they "
            "lie.",
            n=SETTINGS["server.maxUploadSize"],
            command="<code>advisor evals FILE</code>",
        )
        show(f'<p class="small">{limit}</p>')
    _list_files(visit.files, found)
    if found.joint_problem:
        show_notice(*found.joint_problem.split("\n"))


def _take(key: str) -> None:
    add_files([load(file.name, file.getvalue()) for file in st.session_state[key]])
    this_visit().uploads += 1


def _list_files(files: Sequence[LoadedFile], found: Measured) -> None:
    """Every file; those that can be read are folded away where they are many, so that the answer stays in sight."""
    good = [file for file in files if file.digest not in found.problems]
    folded = good if len(good) > _MOST_IN_SIGHT else []
    for file in files:
        if file not in folded:
            _show_file(file, found)
    if folded:
        title = ngettext("{n} file is loaded", "{n} files are loaded", len(folded))
        fold(title, "loaded_files", lambda: _show_each(folded, found))


def _show_each(files: Sequence[LoadedFile], found: Measured) -> None:
    for file in files:
        _show_file(file, found)


def _show_file(file: LoadedFile, found: Measured) -> None:
    is_bad = file.digest in found.problems
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", key=f"file_{file.digest[:12]}"):
        state, outcome = "bad" if is_bad else "good", ticked(_outcome(file, found))
        show(f'<div class="file {state}"><b>{escape(file.name)}</b><span>{outcome}</span></div>')
        st.button(
            _("Remove"),
            key=f"drop_{file.digest[:12]}",
            type="tertiary",
            on_click=handler(drop_file),
            args=(file.digest,),
        )
    map_columns_of(file, is_needed=is_bad)


def _outcome(file: LoadedFile, found: Measured) -> str:
    if file.digest in found.problems:
        # the library's advice is a mapping in Python; here the form under the sentence does it
        said, mapping, _rest = found.problems[file.digest].partition(": map them, for example")
        return _("{problem}; choose the columns below.", problem=said) if mapping else said
    for read in found.results.files if found.results else ():
        if read.name == file.name:
            tool = f"{read.tool} {read.tool_version}" if read.tool_version else read.tool
            rows = ngettext("{n} row", "{n} rows", read.rows)
            if read.status == "unknown":
                says = _("{tool}, {rows}.", tool=tool, rows=rows)
            else:
                says = _("{tool}, {rows}, run {status}.", tool=tool, rows=rows, status=_(RUNS[read.status]))
            return run_on(says, *read.notes)
    return _("Read.")
