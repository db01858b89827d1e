"""Words of the field, explained where they first stand: on hover, on tap, or when the keyboard reaches them."""

from __future__ import annotations

import functools
import re
from html import escape

from advisor.language import Language, language
from advisor.schema.terms import Term
from advisor.ui.parts.books import rule_book


def with_terms(text: str, told: set[str] | None = None) -> str:
    """A text as HTML, each term in it explained once; `told` holds what was explained before on the page, and grows."""
    known, seen = rule_book().terms, set[str]() if told is None else told
    if not known:
        return escape(text)
    pattern, by_word = _words(known, language())
    out, at = [], 0
    for found in pattern.finditer(text):
        term = by_word[found[0].lower()]
        if term.term in seen:
            continue
        seen.add(term.term)
        out.append(escape(text[at : found.start()]) + explained(found[0], term.says))
        at = found.end()
    return "".join((*out, escape(text[at:])))


def explained(word: str, says: str) -> str:
    """A word as HTML, with what it means."""
    return (
        f'<span class="term" tabindex="0" role="note">{escape(word)}'
        f'<span class="tip" role="tooltip">{escape(says)}</span></span>'
    )


@functools.lru_cache(maxsize=8)
def _words(known: tuple[Term, ...], lang: Language) -> tuple[re.Pattern[str], dict[str, Term]]:
    by_word = {word.lower(): term for term in known for word in (term.term, *term.also)}
    words = "|".join(re.escape(word) for word in sorted(by_word, key=len, reverse=True))
    # Japanese has no spaces between words
    edge = ("", "") if lang == "ja" else (r"(?<![\w-])", r"(?![\w-])")
    return re.compile(f"{edge[0]}(?:{words}){edge[1]}", re.IGNORECASE), by_word
