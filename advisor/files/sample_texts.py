"""Texts of a sample for a person to read: bounded, and structured values as JSON."""

from __future__ import annotations

import json

from advisor.evals.samples import SampleText

LONGEST_TEXT = 20_000
"""Characters of an input, output, expected value or reason that are kept."""


def shown_text(value: object) -> str | None:
    """The value as text, cut with `…`; None for nothing. Lists and objects become JSON."""
    if value is None or value == "" or value == [] or value == {}:
        return None
    if isinstance(value, str):
        text = value
    else:
        try:
            text = json.dumps(value, ensure_ascii=False, default=str)
        except (ValueError, TypeError, RecursionError):
            return None
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"


def sample_text(input: object, output: object, expected: object = None, reason: object = None) -> SampleText | None:
    """The texts of one sample; None when the file has none of them."""
    texts = [shown_text(value) for value in (input, output, expected, reason)]
    return SampleText(*texts) if any(texts) else None
