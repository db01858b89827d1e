"""Everything that can be checked about the knowledge: rules, their examples, and cases."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from advisor.decision.examples import judge
from advisor.files.casebook import read_case_folder
from advisor.files.rulebook_reading import read_rule_folder


@dataclass(frozen=True, slots=True)
class CheckReport:
    """How much was checked and every mistake found, one line each."""

    rules: int
    examples: int
    cases: int
    mistakes: tuple[str, ...]


def check_knowledge(rules: Path | None = None, cases: Path | None = None) -> CheckReport:
    """The report on a folder of rules and one of cases; the package's own where none is given."""
    read = read_rule_folder(rules)
    mistakes = [*read.mistakes, *read.example_mistakes]
    if read.book is not None and not read.mistakes:
        for place, example in read.examples:
            mistakes += [f"{place}: in “{example.name}” {clause}." for clause in judge(read.book, example)]
    book, found = read_case_folder(cases)
    return CheckReport(
        rules=len(read.book.rules) if read.book else 0,
        examples=len(read.examples),
        cases=len(book.cases),
        mistakes=(*mistakes, *found),
    )
