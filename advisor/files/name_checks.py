"""Names that must exist elsewhere: facts and their values in conditions, and sources."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.files.repairs import listed, nearest
from advisor.files.rule_folder import Place
from advisor.files.yaml_text import Path
from advisor.schema.rules import Book, Condition, SourceRef
from advisor.schema.words import UNKNOWN


def check_condition(book: Book, condition: Condition, path: Path, place: Place) -> list[str]:
    """Every mistake in a `when`, `unless` or `lifted_by`: facts or values that do not exist, lines that say nothing."""
    mistakes, legal = [], book.legal_values
    for fact, values in condition.items():
        here = place((*path, fact))
        if fact not in legal:
            mistakes.append(f"{here}: there is no question or fact `{fact}`.{nearest(fact, legal)}")
            continue
        for value in values:
            if value == UNKNOWN:
                mistakes.append(
                    f"{here}: `unknown` is not a value to ask for in `{fact}`; a rule waits by itself (see `presume`)."
                )
            elif value not in legal[fact]:
                hint = nearest(value, legal[fact])
                mistakes.append(f"{here}: `{value}` is not a value of `{fact}`.{hint} It takes {listed(legal[fact])}.")
        if not values:
            mistakes.append(f"{here}: `{fact}` lists no value, so it never holds; list some or take the line out.")
        if set(values) >= set(legal[fact]):
            mistakes.append(f"{here}: `{fact}` lists every value, so the line says nothing; take it out.")
        if len(set(values)) < len(values):
            mistakes.append(f"{here}: `{fact}` lists a value twice; keep one.")
    return mistakes


def check_references(book: Book, source: Sequence[SourceRef], place: Place) -> list[str]:
    """Every source that is named and is not there."""
    return [
        f"{place(('source', i, 'ref'))}: there is no source `{reference.ref}` in sources.yaml."
        f"{nearest(reference.ref, book.sources)}"
        for i, reference in enumerate(source)
        if reference.ref not in book.sources
    ]
