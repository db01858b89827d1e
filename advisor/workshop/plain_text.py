"""What people type, as it is kept: nothing that cannot be seen, no more than there is room for."""

from __future__ import annotations

import unicodedata

from advisor.errors import WorkshopError

_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn"}
_JOINERS = "\u200c\u200d"
"""Part of words in some scripts, and of emoji."""


def plain_line(typed: str, most: int, what: str) -> str:
    """One line: spaces alone between words, no control or direction characters; empty where nothing is left.

    Raises `WorkshopError` where it is longer than `most` characters.
    """
    return _checked(" ".join(_visible(typed, keep="\t\n\r").split()), most, what)


def plain_text(typed: str, most: int, what: str) -> str:
    """The same for a text of several lines."""
    lines = _visible(typed.replace("\r\n", "\n"), keep="\n\t").split("\n")
    return _checked("\n".join(line.rstrip() for line in lines).strip(), most, what)


def name_key(name: str) -> str:
    """A name as it is compared: `Ana`, `ana` and `ANA` are one."""
    return unicodedata.normalize("NFKC", name).casefold()


def _visible(typed: str, keep: str) -> str:
    composed = unicodedata.normalize("NFC", typed)
    return "".join(
        letter
        for letter in composed
        if letter in keep or letter in _JOINERS or unicodedata.category(letter) not in _INVISIBLE
    )


def _checked(text: str, most: int, what: str) -> str:
    if len(text) > most:
        raise WorkshopError(f"`{what}` is {len(text):,} characters long; write {most:,} at most.")
    if not text.strip(_JOINERS):
        return ""
    return text
