"""Everything that can be checked about the knowledge: rules, their examples, and cases."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from advisor.decision.examples import judge
from advisor.files.casebook import read_case_folder
from advisor.files.dated_claims import stale_claims
from advisor.files.price_book import check_price_book
from advisor.files.rulebook import rules_home, split_folders
from advisor.files.rulebook_reading import read_rule_folder
from advisor.files.workshop_files import check_workshop_files


@dataclass(frozen=True, slots=True)
class CheckReport:
    """How much was checked, every mistake found, and every claim that is to be read again, one line each."""

    rules: int
    house: int
    """How many of the rules are a team's own."""
    replaced: int
    """How many of those stand in the place of one of the book's."""
    switched_off: int
    examples: int
    cases: int
    mistakes: tuple[str, ...]
    notes: tuple[str, ...]


def check_knowledge(
    rules: Path | None = None,
    cases: Path | None = None,
    *,
    house: Sequence[Path] = (),
    today: datetime.date,
) -> CheckReport:
    """The report on a folder of rules and one of cases; the package's own where none is given.

    `rules` and `house` are those of `RuleBook.load`. `today` tells which dated claims are to be read again.
    """
    read = read_rule_folder(rules, house)
    mistakes = [*read.mistakes, *read.example_mistakes]
    case_book, found = read_case_folder(cases)
    notes: list[str] = []
    if read.book is not None and not read.mistakes:
        for place, example in read.examples:
            mistakes += [f"{place}: in “{example.name}” {clause}." for clause in judge(read.book, example)]
        notes = stale_claims(read.book, case_book.cases, today, read.rule_places, read.source_places)
    if read.book is not None:
        base, on_top = split_folders(rules, house)
        home = rules_home(base)
        mistakes += check_price_book(home, read.book.sources)
        shown = case_book if cases is None else None
        mistakes += check_workshop_files(home, read.book, shown, as_published=not on_top)
    known = read.book.rules if read.book else ()
    return CheckReport(
        rules=len(known),
        house=sum(rule.house for rule in known),
        replaced=sum(rule.replaces for rule in known),
        switched_off=len(read.book.switched_off) if read.book else 0,
        examples=len(read.examples),
        cases=len(case_book.cases),
        mistakes=(*mistakes, *found),
        notes=tuple(notes),
    )
