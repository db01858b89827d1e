"""Random answers and random rule books for property tests."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any, get_args

from hypothesis import strategies as st

from advisor.schema.answers import QUESTIONS, Answers
from advisor.schema.rules import Book, CaseCount, Rule
from advisor.schema.words import APPROACHES, UNKNOWN, Approach

OPTIONS: dict[str, tuple[str, ...]] = {
    question: tuple(o for o in get_args(Answers.model_fields[question].annotation) if o != UNKNOWN)
    for question in QUESTIONS
}

any_answers: st.SearchStrategy[dict[str, str]] = st.fixed_dictionaries(
    {}, optional={question: st.sampled_from(options) for question, options in OPTIONS.items()}
)
"""Any subset of the questions with any of their options."""


def with_cases_of(task: str, cases: int, book: Book) -> Book:
    """The book as if its weights had been fitted to so many cases of this task."""
    counted = {**book.weights.fitted_on, task: CaseCount(cases=cases, papers=0, before_2025=0)}
    weights = book.weights.model_copy(update={"fitted_on": counted})
    return book.model_copy(update={"weights": weights, "fingerprint": f"{task} {cases} {book.fingerprint}"})


LETTERS = ("a", "b", "c", "d")
VALUES = ("low", "mid", "high")


def _condition(random: Random, smallest: int) -> dict[str, list[str]]:
    letters = random.sample(LETTERS, random.randint(smallest, 3))
    return {letter: random.sample(VALUES, random.randint(1, 2)) for letter in letters}


KINDS = ("weigh", "weigh", "weigh", "rules_out", "settles", "note")
MANY_STOPS = ("weigh", "weigh", "settles", "settles", "rules_out")


def small_rule(random: Random, number: int = 0, kinds: Sequence[str] = KINDS) -> Rule:
    """One random rule over four questions with three values each."""

    def approaches() -> list[Approach]:
        return random.sample(APPROACHES, random.randint(1, 2))

    kind = random.choice(kinds)
    effect: dict[str, Any] = {kind: approaches()}
    if kind == "weigh":
        supports = approaches()
        effect = {"supports": supports, "opposes": [each for each in approaches() if each not in supports]}
    when, unless = _condition(random, 1), random.choice([{}, _condition(random, 1)])
    read = sorted({*when, *unless})
    return Rule.model_validate(
        {
            "id": f"rule-{number}",
            "when": when,
            "unless": unless,
            "presume": random.sample(read, random.randint(0, min(2, len(read)))) if kind == "settles" else [],
            "lifted_by": _condition(random, 1) if kind == "rules_out" else {},
            "effect": effect,
            "strength": random.choice(["weak", "moderate", "strong", "measured"]) if kind == "weigh" else None,
            "because": "It is so.",
            "source": [{"ref": "somebody"}],
        }
    )


def small_book(random: Random) -> Book:
    """A random rule book over four questions; its steps are the least that a book needs."""
    weak, moderate, strong = sorted(random.randint(1, 2000) / 1000 for _ in range(3))
    strengths = random.choice([STRENGTHS, {"weak": weak, "moderate": moderate, "strong": strong}])
    kinds = random.choice([KINDS, MANY_STOPS])
    return book_of([small_rule(random, number, kinds) for number in range(random.randint(0, 20))], strengths)


# a seed instead of a draw for each part: thousands of books in seconds, at the price of smaller counterexamples
_seeds = st.integers(0, 2**32 - 1)


def small_rules(number: int = 0) -> st.SearchStrategy[Rule]:
    """One random rule over four questions with three values each."""
    return _seeds.map(lambda seed: small_rule(Random(seed), number))


def small_books() -> st.SearchStrategy[Book]:
    """A random rule book over four questions."""
    return _seeds.map(lambda seed: small_book(Random(seed)))


STRENGTHS = {"weak": 0.4, "moderate": 0.8, "strong": 1.4}


def book_of(rules: list[Rule], strengths: dict[str, float] = STRENGTHS) -> Book:
    """A small book with these rules."""
    question = {"ask": "?", "why": "Because.", "ordinal": True}
    options = [{"id": value, "label": value, "says": value} for value in VALUES]
    questions = [{"id": letter, **question, "options": options} for letter in LETTERS]
    return Book.model_validate(
        {
            "fingerprint": "0" * 64,
            "questionnaire": {"sections": [{"id": "all", "title": "All", "questions": questions}]},
            "facts": [],
            "sources": {"somebody": {"title": "T", "by": "B", "url": "https://example.org", "checked": "2026-11-22"}},
            "steps": [
                {
                    "id": f"do-{approach}",
                    "approach": approach,
                    "kind": "prompt",
                    "title": f"Do {approach}",
                    "says": "Do it.",
                    "destination": True,
                    "unlocks": "it",
                    "done_when": "done",
                    "source": [{"ref": "somebody"}],
                }
                for approach in ("prompting", "rag", "fine-tuning")
            ],
            "weights": {
                "fitted": False,
                "method": "By hand.",
                "strengths": strengths,
                "settled_lead": 3.0,
                "priors": {"prompting": 0.6, "rag": 0.0, "fine-tuning": 0.0, "rag+fine-tuning": -0.6},
            },
            "rules": [rule.model_dump() for rule in rules],
        }
    )


small_facts: st.SearchStrategy[dict[str, str]] = st.fixed_dictionaries(
    {letter: st.sampled_from((*VALUES, UNKNOWN)) for letter in LETTERS}
)
