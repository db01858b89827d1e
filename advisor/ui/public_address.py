"""The address under which people reach the app, for links and QR pictures."""

from __future__ import annotations

import os
from typing import Final
from urllib.parse import urlsplit

import streamlit as st

from advisor.errors import WorkshopError

PUBLIC_URL: Final = "ADVISOR_PUBLIC_URL"


def public_address() -> str:
    """`https://host/path` without a slash at the end: from `ADVISOR_PUBLIC_URL`, else what the browser itself uses.

    Raises `WorkshopError` where the variable holds no such address.
    """
    given = os.environ.get(PUBLIC_URL, "").strip()
    if given:
        return read_address(given)
    here = urlsplit(st.context.url or "")
    return f"{here.scheme}://{here.netloc}" if here.netloc else ""


def read_address(given: str) -> str:
    """The address, checked."""
    parts = urlsplit(given)
    is_good = parts.scheme in ("http", "https") and parts.hostname and not (parts.query or parts.fragment)
    if not is_good or parts.username is not None:
        raise WorkshopError(
            f"`{PUBLIC_URL}` is `{given}`; write the address that people open, such as https://advisor.example.org."
        )
    return given.rstrip("/")


def link_to(path: str, key: str) -> str:
    """The whole address of a page of a workshop with its secret."""
    return f"{public_address()}/{path}?key={key}"
