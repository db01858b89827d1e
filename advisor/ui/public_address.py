"""The address under which people reach the app, for links and QR pictures."""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st

from advisor.ui.given_address import given_address


def public_address() -> str:
    """`https://host/path` without a slash at the end: from `ADVISOR_PUBLIC_URL`, else what the browser itself uses.

    Raises `WorkshopError` where the variable holds no such address.
    """
    if given := given_address():
        return given
    here = urlsplit(st.context.url or "")
    return f"{here.scheme}://{here.netloc}" if here.netloc else ""


def link_to(path: str, key: str) -> str:
    """The whole address of a page of a workshop with its secret."""
    return f"{public_address()}/{path}?key={key}"
