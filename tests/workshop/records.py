"""Finished workshops and their decision records, on the real rule book."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from places import ROOT
from workshop.teams import ballots_of

from advisor import Comparison, Recommendation, compare, read_evals, recommend
from advisor.files.rulebook import RuleBook
from advisor.language import Language, speaking
from advisor.report.decision_record import write_record
from advisor.schema.answers import Job
from advisor.schema.decision_record import DecisionRecord
from advisor.schema.rules import Book
from advisor.schema.workshop import Brief, Person, Round, WorkshopView
from advisor.workshop.outcome import outcome

TODAY = datetime.date(2026, 11, 28)
NOW = datetime.datetime(2026, 11, 28, 10, tzinfo=datetime.UTC)
EXAMPLES = ROOT / "tests" / "data" / "examples"

Votes = Mapping[str, Sequence[str | None]]

QUERY_ASSISTANT: Votes = {
    "task": ("code", "code", "code"),
    "failure": ("facts", "facts", "form"),
    "gap": ("far", "far", "far"),
    "knowledge": ("corpus", "corpus", "some"),
    "freshness": ("weeks", "weeks", "weeks"),
    "volume": ("unknown", "unknown", "unknown"),
}
"""Three people on a job with facts that move: RAG, which a still world or a small one would undo."""


@cache
def book(lang: Language = "en") -> Book:
    """The rules of this repository."""
    return RuleBook.load(lang=lang)


@cache
def measured(*, with_costs: bool = True, lang: Language = "en") -> Comparison:
    """Results of three variants, with a cost plan."""
    plan = EXAMPLES / "expense-routing.plan.yaml"
    with speaking(lang):
        evals = read_evals(EXAMPLES / "expense-routing.promptfoo.json")
        return compare(evals, target=0.85, plan=plan) if with_costs else compare(evals, target=0.85)


def people(*names: str, **roles: str) -> tuple[Person, ...]:
    """People with these names; `Ana="domain legal"` gives roles."""
    return tuple(
        Person(number=i, name=name, roles=tuple(roles.get(name, "").split()))  # type: ignore[arg-type]
        for i, name in enumerate(names, 1)
    )


def view(votes: Votes = QUERY_ASSISTANT, named: bool = True, practice: str | None = None, **seen: Any) -> WorkshopView:
    """A workshop after one revealed round; `votes` as in `ballots_of`."""
    brief = Brief(
        title="Query assistant, autumn",
        job=Job(given="a question in English", produces="a query that runs"),
        questions=tuple(votes),
        named=named,
        practice=practice,
    )
    fields: dict[str, Any] = {
        "version": 1,
        "seat": "facilitator",
        "brief": brief,
        "phase": "revealed",
        "rounds": (Round(number=1, questions=tuple(votes), revealed=True),),
        "joined": 3,
        "finished": 3,
        "people": people("Cem", "Ana", "Ben") if named else (),
        "ballots": tuple(ballots_of(votes)),
        "created": NOW,
        **seen,
    }
    return WorkshopView(**fields)


def record_of(
    seen: WorkshopView,
    results: Comparison | None = None,
    today: datetime.date = TODAY,
    previous: DecisionRecord | None = None,
    rules: Book | None = None,
) -> DecisionRecord:
    """The record that closing this workshop writes."""
    rules = rules or book()
    found = outcome(seen, rules, results.facts if results else None)
    told = recommendation(seen, results, rules)
    return write_record(seen, found, told, told.precedents, told.what_if, today, previous)


def recommendation(seen: WorkshopView, results: Comparison | None = None, rules: Book | None = None) -> Recommendation:
    """The recommendation on the answers of the team."""
    rules = rules or book()
    found = outcome(seen, rules, results.facts if results else None)
    return recommend({**found.known, "job": seen.brief.job}, results=results, rule_book=rules)
