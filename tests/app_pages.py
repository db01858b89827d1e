"""What a page of the app says, run without a browser."""

from __future__ import annotations

import re

from streamlit.testing.v1 import AppTest

_TERM = re.compile(r'<span class="term"[^>]*>(.*?)<span class="tip".*?</span></span>')


def html(app: AppTest) -> str:
    """All HTML on the page, without the explanations of terms."""
    return plain("".join(str(element.proto.body) for element in app.get("html")))


def plain(markup: str) -> str:
    """HTML without the explanations of terms."""
    return _TERM.sub(r"\1", markup)
