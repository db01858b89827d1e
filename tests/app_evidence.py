"""The pages of evidence without a browser: opened with results, panels unfolded, failures labelled."""

from __future__ import annotations

import json
from typing import Any

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from advisor.ui.parts.results import load
from advisor.ui.parts.visit import Visit


def rows(marks: dict[str, str], **columns: str) -> bytes:
    """A JSONL file: one variant an entry, one item a mark, further columns the same in every row."""
    found = [
        {"variant": variant, "item": f"i{place:02}", "score": int(mark), **columns}
        for variant, row in marks.items()
        for place, mark in enumerate(row)
    ]
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in found).encode()


def open_page(
    app: AppTest,
    path: str,
    data: bytes | None = None,
    *,
    answers: dict[str, str] | None = None,
    **entries: Any,
) -> None:
    """The page with these results loaded, and these answers or this language in the address."""
    files = () if data is None else (load("results.jsonl", data),)
    app.session_state["visit"] = Visit(files=files, **entries)
    app.query_params = dict(answers or {})
    app._page_hash = calc_hash(path)
    app.run()
    app._page_hash = ""  # from here on the app says itself which page is on screen
    assert not app.exception


def unfold(app: AppTest, *keys: str) -> str:
    """What the page shows with these panels open."""
    for key in keys:
        app.session_state[key] = True
    app.run()
    assert not app.exception
    return html(app)


def html(app: AppTest) -> str:
    return "".join(str(element.proto.body) for element in app.get("html"))


def label(app: AppTest, *causes: str) -> None:
    for cause in causes:
        next(button for button in app.button if str(button.key).endswith(f"_{cause}")).click().run()
        assert not app.exception


FAILING = rows({"prompt": "0" * 12 + "1" * 8, "rag": "1" * 20}, input="<b>q</b>", output="**a**", expected="`e`")
