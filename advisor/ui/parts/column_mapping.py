"""Which column of a table holds what: chosen in a form, saved as a file, loaded again."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from advisor.files.column_file import columns_as_yaml, read_columns
from advisor.language import N_, _
from advisor.ui.parts.guard import handler
from advisor.ui.parts.markup import markdown_free, show
from advisor.ui.parts.results import Columns, LoadedFile, map_columns, table_columns
from advisor.ui.parts.visit import this_visit

_OURS: Final = {
    "variant": N_("Variant (which system answered)"),
    "item": N_("Item (which question it was)"),
    "score": N_("Scores"),
    "cost": N_("Cost in USD"),
    "latency": N_("Latency in seconds"),
    "epoch": N_("Repeat number"),
}
_MORE: Final = {
    "error": N_("Error of a failed call"),
    "cluster": N_("Cluster (document, customer, conversation)"),
    "segment": N_("Segment of the traffic"),
    "grader": N_("Who graded it"),
    "input": N_("Input"),
    "output": N_("Answer"),
    "expected": N_("Expected answer"),
    "reason": N_("Reason of the grader"),
    "tokens_in": N_("Tokens in"),
    "tokens_cached": N_("Of these, read from the cache"),
    "tokens_out": N_("Tokens out"),
    "calls": N_("Model calls"),
    "model": N_("Model"),
    "latency_ms": N_("Latency in milliseconds"),
}


def map_columns_of(file: LoadedFile, *, is_needed: bool) -> None:
    """The form under a table: in sight where the table cannot be read without it, folded away elsewhere."""
    offered = table_columns(file)
    if not offered:
        return
    if is_needed:
        _ask(file, offered)
        return
    title = _("Columns of {file}", file=markdown_free(file.name))
    with st.expander(title, key=f"columns_{file.digest[:12]}", type="compact", on_change="rerun") as fold:
        if fold.open:
            _ask(file, offered)


def _ask(file: LoadedFile, offered: tuple[str, ...]) -> None:
    short = file.digest[:12]
    with st.form(f"map_{short}"):
        name = f"<b>{escape(file.name)}</b>"
        asks = _("Which columns of {file} hold what? Leave open what is not there.", file=name)
        show(f"<p>{asks}</p>")
        columns = st.columns(3)
        for i, (ours, words) in enumerate(_OURS.items()):
            _choose(file, ours, _(words), offered, columns[i % 3])
        with st.expander(_("More columns: texts, graders, clusters, segments"), key=f"more_columns_{short}"):
            columns = st.columns(3)
            for i, (ours, words) in enumerate(_MORE.items()):
                _choose(file, ours, _(words), offered, columns[i % 3])
        st.form_submit_button(
            _("Read the file with these columns"), type="primary", on_click=handler(_map), args=(file,)
        )
    _keep(file)


def _keep(file: LoadedFile) -> None:
    """The mapping as a file, there and back."""
    short = file.digest[:12]
    with st.container(horizontal=True, vertical_alignment="center", key=f"keep_{short}"):
        if file.columns:
            st.download_button(
                _("Save these columns (YAML)"),
                lambda: columns_as_yaml(_mapping(file.columns)),
                "columns.yaml",
                "application/yaml",
                key=f"save_columns_{short}",
                on_click="ignore",
            )
        key = f"saved_{short}_{this_visit().uploads}"
        st.file_uploader(_("Columns saved before (YAML)"), key=key, on_change=handler(_load), args=(file, key))


def _choose(file: LoadedFile, ours: str, words: str, offered: tuple[str, ...], place: DeltaGenerator) -> None:
    key = _key(file, ours)
    known = dict(file.columns).get(ours)
    if ours == "score":
        if key not in st.session_state:
            st.session_state[key] = _several(known) or _likely(ours, offered)[:1]
        place.multiselect(words, offered, key=key)
        return
    if key not in st.session_state:
        st.session_state[key] = known if known is not None else next(iter(_likely(ours, offered)), None)
    place.selectbox(words, offered, index=None, key=key)


def _map(file: LoadedFile) -> None:
    chosen: list[tuple[str, str | tuple[str, ...]]] = []
    for ours in (*_OURS, *_MORE):
        theirs = st.session_state.get(_key(file, ours))
        if isinstance(theirs, list):
            theirs = theirs[0] if len(theirs) == 1 else tuple(theirs)
        if theirs:
            chosen.append((ours, theirs))
    map_columns(file, tuple(chosen))


def _load(file: LoadedFile, key: str) -> None:
    saved = st.session_state[key]
    if saved is None:
        return
    found = read_columns(saved.getvalue(), saved.name)
    columns: Columns = tuple(
        (ours, theirs if isinstance(theirs, str) else tuple(theirs)) for ours, theirs in found.items()
    )
    map_columns(file, columns)
    for ours in (*_OURS, *_MORE):
        st.session_state.pop(_key(file, ours), None)
    this_visit().uploads += 1


def _likely(ours: str, offered: tuple[str, ...]) -> list[str]:
    """The columns that may be meant, to be confirmed; none where no name comes near."""
    from advisor.files.table_columns import OUR_NAMES, nearest

    known = [name for name in offered if name.strip().lower() in OUR_NAMES.get(ours, (ours,))]
    if known or ours not in ("variant", "item", "score"):
        return known
    return list(nearest(ours, offered))


def _mapping(columns: Columns) -> Mapping[str, str | list[str]]:
    return {ours: theirs if isinstance(theirs, str) else list(theirs) for ours, theirs in columns}


def _several(known: str | tuple[str, ...] | None) -> list[str]:
    return [] if known is None else [known] if isinstance(known, str) else list(known)


def _key(file: LoadedFile, ours: str) -> str:
    return f"map_{file.digest[:12]}_{ours}"
