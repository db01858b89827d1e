"""Marks that turn the direction of text. Arabic and Hebrew letters turn by themselves and need none of them."""

from __future__ import annotations

import re
from typing import Final

_TURNS: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")


def unturned(text: str) -> str:
    """The text with the sign for what cannot be shown where a mark would turn the words around it."""
    return _TURNS.sub("\ufffd", text)
