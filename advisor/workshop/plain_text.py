"""What people type, as it is kept: nothing that cannot be seen, no more than there is room for."""

from __future__ import annotations

import unicodedata

from advisor.errors import WorkshopError

_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn"}
_JOINERS = "\u200c\u200d"
"""Part of words in some scripts, and of emoji."""
_BLANK = _JOINERS + "\u115f\u1160\u3164\uffa0\u2800\ufe0e\ufe0f"
"""What shows nothing where it stands alone: joiners, Hangul fillers, the empty Braille cell, variation selectors."""


def plain_line(typed: str, most: int, what: str) -> str:
    """One line: spaces alone between words, no control or direction characters; empty where nothing is left.

    Raises `WorkshopError` where it is longer than `most` characters.
    """
    return _checked(" ".join(_visible(" ".join(typed.split())).split()), most, what)


def plain_text(typed: str, most: int, what: str) -> str:
    """The same for a text of several lines."""
    lines = [_visible(line, keep="\t").rstrip() for line in typed.splitlines()]
    return _checked("\n".join(lines).strip(), most, what)


def name_key(name: str) -> str:
    """A name as it is compared: `Ana`, `ana` and `ANA` are one, with or without what nobody sees."""
    return unicodedata.normalize("NFKC", "".join(letter for letter in name if letter not in _BLANK)).casefold()


def _visible(typed: str, keep: str = "") -> str:
    seen = "".join(
        letter
        for letter in typed
        if letter in keep or letter in _JOINERS or unicodedata.category(letter) not in _INVISIBLE
    )
    return unicodedata.normalize("NFC", seen)  # last: what was taken out may have kept a letter from its accent


def _checked(text: str, most: int, what: str) -> str:
    if len(text) > most:
        raise WorkshopError(f"`{what}` is {len(text):,} characters long; write {most:,} at most.")
    return text if any(letter not in _BLANK and not letter.isspace() for letter in text) else ""
