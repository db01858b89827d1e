"""The address under which people reach the app, where the environment says so: a proxy may stand in front."""

from __future__ import annotations

import os
from typing import Final
from urllib.parse import urlsplit

from advisor.errors import WorkshopError

PUBLIC_URL: Final = "ADVISOR_PUBLIC_URL"


def given_address() -> str | None:
    """What `ADVISOR_PUBLIC_URL` says; None where it says nothing. Raises `WorkshopError` where it is no address."""
    given = os.environ.get(PUBLIC_URL, "").strip()
    return read_address(given) if given else None


def read_address(given: str) -> str:
    """The address, checked."""
    try:
        parts = urlsplit(given)
        is_whole = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # brackets that do not close, a port that is none
        is_whole = False
    if not is_whole or parts.username is not None or any(sign in given for sign in "?#") or len(given.split()) != 1:
        raise WorkshopError(
            f"`{PUBLIC_URL}` is `{given}`; write the address that people open, such as https://advisor.example.org."
        )
    return given.rstrip("/")
