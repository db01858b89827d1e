"""Which cases are wanted, in which order, and how many are left for each thing that could be chosen next."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal, get_args

from advisor.schema.cases import Case
from advisor.ui.parts.case_facets import Facet

Sort = Literal["newest", "surest", "title"]
SORTS: Final[tuple[Sort, ...]] = get_args(Sort)

TEXT: Final = "text"
"""Stands for the search where a facet could stand."""

_SURE: Final = {"high": 0, "medium": 1, "low": 2}


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """What a visitor wants to see of the cases."""

    case: str | None = None
    """The one case on screen; None for the list."""
    text: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Facet -> the options of which a case must have one; a facet without a choice is left out."""
    sort: Sort = "newest"
    page: int = 1

    @property
    def is_set(self) -> bool:
        """Something keeps cases out of the list."""
        return bool(self.text.strip() or self.chosen)

    def choosing(self, facet: str, options: Iterable[str]) -> CaseFilter:
        """The same with these options of a facet, from the first page on."""
        kept = tuple(options)
        chosen = {**self.chosen, facet: kept}
        return replace(self, chosen={id: each for id, each in chosen.items() if each}, page=1)

    def without(self, part: str) -> CaseFilter:
        """The same without a facet or without the search."""
        return replace(self, text="", page=1) if part == TEXT else self.choosing(part, ())


@dataclass(frozen=True, slots=True)
class FoundCases:
    """The cases that fit, in order, and what would be left after one more change."""

    cases: tuple[Case, ...]
    counts: Mapping[str, Counter[str]]
    """Facet -> option -> cases that have it and fit all the other facets."""
    without: Mapping[str, int]
    """Each part that is set -> cases that would fit if it were dropped."""


def find_cases(cases: Sequence[Case], facets: Sequence[Facet], wanted: CaseFilter) -> FoundCases:
    """The cases that hold every word of the search and one chosen option of every facet."""
    words = [re.compile(rf"(?<!\w){re.escape(word)}") for word in wanted.text.casefold().split()]
    counts: dict[str, Counter[str]] = {facet.id: Counter() for facet in facets}
    without = dict.fromkeys([*([TEXT] if words else []), *wanted.chosen], 0)
    found = []
    for case in cases:
        has = {facet.id: facet.of(case) for facet in facets}
        misses = [id for id, options in wanted.chosen.items() if not has[id] & set(options)]
        if words and not _holds(case, words):
            misses.append(TEXT)
        if len(misses) > 1:
            continue
        if not misses:
            found.append(case)
        for id, options in has.items():
            if not misses or misses == [id]:
                counts[id].update(options)
        for part in without:
            without[part] += not misses or misses == [part]
    return FoundCases(tuple(sorted(found, key=lambda case: _place(case, wanted.sort))), counts, without)


def _holds(case: Case, words: Sequence[re.Pattern[str]]) -> bool:
    """Every word begins a word of the case: a search for RAG does not find storage."""
    text = searchable(case)
    return all(word.search(text) for word in words)


def searchable(case: Case) -> str:
    """All that a search looks through."""
    systems = [f"{each.label}\n{each.base_model or ''}" for each in case.approaches]
    return "\n".join([case.title, case.org, case.setting, case.outcome, case.source.title, *systems]).casefold()


def _place(case: Case, sort: Sort) -> tuple[int, int, int, int, str, str]:
    """What cases are sorted by; equals by title."""
    sure = (not case.compared, case.best_basis != "measured", _SURE[case.confidence]) if sort == "surest" else (0, 0, 0)
    return (*sure, 0 if sort == "title" else -case.year, case.title.casefold(), case.id)
