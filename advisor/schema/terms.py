"""Words that a page explains."""

from __future__ import annotations

from advisor.schema.words import Closed, Line


class Term(Closed):
    """A word of the field, its other forms, and what it means."""

    term: Line
    also: tuple[Line, ...] = ()
    says: Line


class Terms(Closed):
    """The file `terms.yaml`."""

    terms: tuple[Term, ...]
