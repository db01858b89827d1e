"""The yardstick: bare pages with as many widgets, rows of text and charts as those of the app, and one table.

`run.py` counts what stands on a page of the app and hands it over in the environment. Rows of text stand in as many
elements as the app puts them in, so that a page here is no slower than it must be.
"""

from __future__ import annotations

import functools
import json
import os
from typing import Any

import streamlit as st

SIZES: dict[str, dict[str, Any]] = json.loads(os.environ.get("BARE_PAGES", '{"all": {"radios": [4, 4]}}'))


def page(name: str) -> None:
    """One page; its last line says how many answers there are."""
    size = SIZES[name]

    def numbered(kind: str) -> range:
        return range(size.get(kind, 0))

    links = [pages[i % len(pages)] for i in numbered("stPageLink")]
    for each, target in enumerate(links):
        st.page_link(target, label=f"Page {each}")
    pressed = sum(st.button(f"Button {i}", key=f"{name}_button_{i}") for i in numbered("stButton"))
    for i in numbered("stTextInput"):
        st.text_input(f"Text {i}", key=f"{name}_text_{i}")
    for i in numbered("stNumberInput"):
        st.number_input(f"Number {i}", key=f"{name}_number_{i}")
    for i in numbered("stSelectbox"):
        st.selectbox(f"Choice {i}", ["a", "b", "c"], key=f"{name}_choice_{i}")
    for i in numbered("stButtonGroup"):
        st.pills(f"Pills {i}", ["a", "b", "c"], key=f"{name}_pills_{i}")
    for i in numbered("stFileUploader"):
        st.file_uploader(f"File {i}", key=f"{name}_file_{i}")
    for i in numbered("stPagination"):
        st.pagination(10, key=f"{name}_page_{i}")
    for i in numbered("stExpander"):
        with st.expander(f"Fold {i}"):
            st.text("A line.")
    for i in numbered("stDownloadButton"):
        st.download_button(f"Download {i}", "text", key=f"{name}_download_{i}", on_click="ignore")
    answers = [
        st.radio(
            f"Question {i}",
            [f"Option {each}" for each in range(many)],
            index=None,
            key=f"{name}_question_{i}",
            captions=["What this option means."] * many,
            horizontal=True,
        )
        for i, many in enumerate(size.get("radios", ()))
    ]
    for rows in size.get("rows", ()):
        st.text("\n".join(f"Row {i} of the text that stands on this page." for i in range(rows)))
    for i in numbered("stPlotlyChart"):
        st.plotly_chart({"data": [{"x": [1, 2, 3], "y": [1, 3, 2]}]}, key=f"{name}_chart_{i}")
    st.table({"Approach": ["prompting", "rag", "fine-tuning", "both"], "Share": [0.4, 0.3, 0.2, 0.1]})
    known = sum(each is not None for each in answers)
    st.session_state[f"{name}_pressed"] = st.session_state.get(f"{name}_pressed", 0) + pressed
    st.html(f'<p class="answered">Answers: {known + st.session_state[f"{name}_pressed"]}</p>')
    st.html(f'<h1 class="name">{name}</h1>')


pages = [
    st.Page(functools.partial(page, name), title=name, url_path=name, default=not i) for i, name in enumerate(SIZES)
]
st.navigation(pages, position="hidden").run()
