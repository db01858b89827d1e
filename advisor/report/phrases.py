"""Pieces of sentences that are put together alike everywhere: shares, lists, ids, the name of an approach."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from advisor.language import _, language, listed, pgettext
from advisor.schema.words import approach_title


def percent(share: float) -> str:
    """`23 %`."""
    return _("{percent} %", percent=f"{100 * share:.0f}")


def counted(count: int, thing: str) -> str:
    """`1 question`, `1,200 questions`: English only, so for what is not translated; else see `ngettext`."""
    return f"{count:,} {thing}{'' if count == 1 else 's'}"


def in_a_row(parts: Sequence[str]) -> str:
    """`a, b and c`."""
    return listed(parts)


def strung(parts: Iterable[str]) -> str:
    """`a, b, c`."""
    return _(", ").join(parts)


def either(parts: Iterable[str]) -> str:
    """`a or b`."""
    named = tuple(parts)
    if len(named) < 3:
        return _(" or ").join(named)
    *first, last = named
    return pgettext("of three or more", " or ").join(first) + pgettext("before the last of three", " or ") + last


def ended(sentence: str) -> str:
    """A sentence that had no full stop, with one."""
    return _("{sentence}.", sentence=sentence)


def approach_name(approach: str) -> str:
    """The name of an approach inside a sentence."""
    title = approach_title(approach)
    return title if title.startswith("RAG") else lower(title)


def ids(names: Iterable[str]) -> str:
    """`a`, or `a` or `b`: ids inside a sentence."""
    return either(f"`{name}`" for name in names)


def lower(sentence: str) -> str:
    """The sentence with a small first letter, for use inside another one; in Japanese as it is."""
    return sentence if language() != "en" or sentence[1:2].isupper() else sentence[:1].lower() + sentence[1:]
