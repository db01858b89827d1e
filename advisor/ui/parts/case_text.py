"""Texts of published cases, which stay in English whatever is spoken around them."""

from __future__ import annotations

import re
from html import escape
from typing import Final

from advisor.language import _, language
from advisor.ui.parts.markup import in_english, link

_JAPANESE: Final = re.compile(r"[ぁ-んァ-ヶ一-龠]")


def case_text(text: str) -> str:
    """A text of a case as HTML; a title may be in Japanese."""
    return escape(text) if _JAPANESE.search(text) else in_english(escape(text))


def case_link(text: str, url: str | None) -> str:
    """A link with a text of a case, such as the title of its source; the text alone where there is no address."""
    if url is None:
        return case_text(text)
    return link(text, url) if _JAPANESE.search(text) else in_english(link(text, url))


def cases_are_in_english() -> str:
    """Says so, to stand once on a page with cases; nothing where English is spoken."""
    return "" if language() == "en" else f'<p class="small">{escape(_("The texts of the cases are in English."))}</p>'
