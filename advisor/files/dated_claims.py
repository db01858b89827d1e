"""Claims whose day of review has passed: rules, sources and cases, one line each."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping

from advisor.schema.cases import Case
from advisor.schema.rules import Book, Dated, is_stale


def stale_claims(
    book: Book,
    cases: Iterable[Case],
    today: datetime.date,
    rule_places: Mapping[str, str],
    source_places: Mapping[str, str],
) -> list[str]:
    """What is to be read again on this day, as notes: nothing is wrong yet."""
    dated: list[tuple[str, str, str, Dated]] = [
        *((rule_places[rule.id], "rule", rule.id, rule) for rule in book.rules),
        *((source_places[id], "source", id, source) for id, source in book.sources.items()),
        *((f"{case.id}.yaml", "case", case.id, case) for case in cases),
    ]
    repair = {
        "rule": "open its source and set `checked` and `review_by` anew",
        "source": "open it and set `checked` and `review_by` anew",
        "case": "open its source and set `review_by` anew",
    }
    return [
        f"{place}: note: {kind} `{id}` is to be read again since {claim.review_by}; {repair[kind]}."
        for place, kind, id, claim in dated
        if is_stale(claim, today)
    ]
