"""Lines of a text in which letters may be two columns wide and words do not stand apart, as in Japanese."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_OPENING: Final = "「『（【〈《［“"
_CLOSING: Final = "、。，．：；？！」』）】〉》］”ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々…％"
_WIDE: Final = r"\u3000-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60"
_PIECE: Final = re.compile(rf"\s+|[{_OPENING}]*(?:[ァ-ヺー]+|[{_WIDE}]|[^\s{_WIDE}]+)[{_CLOSING}]*|.")
"""What is not torn apart: a word in katakana or of another script, or one wide letter, with the marks beside it."""


def columns(text: str) -> int:
    """How wide a text is in a terminal."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def fill(text: str, width: int, first: str, rest: str) -> str:
    """The text in lines of at most this many columns; no line begins with a full stop or ends with a bracket.

    `first`, `rest`: what stands before the first line and before the others.
    """
    lines, line, wide = [], first, columns(first)
    for piece in _PIECE.findall(text):
        more = columns(piece)
        if wide + more > width and line.strip() != first.strip():
            lines.append(line.rstrip())
            line, wide = rest, columns(rest)
        if piece.isspace() and line == rest:
            continue
        line, wide = line + (" " if piece.isspace() else piece), wide + more
    return "\n".join([*lines, line.rstrip()])
