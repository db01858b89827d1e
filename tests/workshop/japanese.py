"""What stays English in what should be Japanese."""

from __future__ import annotations

import re

_LEFT_OUT = (
    r"<li>[^<]*：<a\b.*?</li>",  # a publication
    r" \[<a\b.*?\]",  # where a claim is from
    r"<(style|script|code|a)\b.*?</\1>",  # sources and ids, and what nobody reads
    r"\[[^\]]*\]\(<[^>]*>\)",
    r"<[^>]*>",
    r"`[^`\n]*`",
    r"（[^（）]*\[\d+[^（）]*）",  # a rule's strength and places in its sources
    r"^ *[-–] \\?\[\d+.*$",  # an entry of the list of sources
    r"https?://\S+",
)
_WORDS = re.compile(r"(?:[A-Za-z][\w'’-]*[.,;:]? ){2,}[A-Za-z]+")
"""Three words of Latin letters in a row."""


def english_in(text: str, *typed: str) -> list[str]:
    """Pieces of English, without ids, sources, and what people typed."""
    for each in sorted(typed, key=len, reverse=True):
        text = text.replace(each, "")
    for each in _LEFT_OUT:
        text = re.sub(each, " … ", text, flags=re.DOTALL if "style" in each else re.MULTILINE)
    return _WORDS.findall(text)
