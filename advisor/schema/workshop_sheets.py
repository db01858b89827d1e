"""Answers from a paper sheet or a CSV file, on their way into a workshop."""

from __future__ import annotations

from advisor.schema.words import Closed, Role


class SheetAnswers(Closed):
    """One person's answers."""

    name: str | None = None
    roles: tuple[Role, ...] = ()
    answers: dict[str, str]
    """Question -> option, or `unknown` for "don't know"; what was left empty is not there."""
    reasons: dict[str, str] = {}


class Sheets(Closed):
    """What a file of sheets holds."""

    people: tuple[SheetAnswers, ...]
    notes: tuple[str, ...] = ()
    """What was not read, or may be a slip: a sentence each."""
