"""Random answers and random rule books for property tests."""

from __future__ import annotations

from typing import Any, get_args

from hypothesis import strategies as st

from advisor.schema.answers import QUESTIONS, Answers
from advisor.schema.rules import Book, Rule
from advisor.schema.words import APPROACHES, UNKNOWN

OPTIONS: dict[str, tuple[str, ...]] = {
    question: tuple(o for o in get_args(Answers.model_fields[question].annotation) if o != UNKNOWN)
    for question in QUESTIONS
}

any_answers: st.SearchStrategy[dict[str, str]] = st.fixed_dictionaries(
    {}, optional={question: st.sampled_from(options) for question, options in OPTIONS.items()}
)
"""Any subset of the questions with any of their options."""

LETTERS = ("a", "b", "c", "d")
VALUES = ("low", "mid", "high")


def _condition(smallest: int) -> st.SearchStrategy[dict[str, list[str]]]:
    values = st.lists(st.sampled_from(VALUES), min_size=1, max_size=2, unique=True)
    return st.dictionaries(st.sampled_from(LETTERS), values, min_size=smallest, max_size=3)


@st.composite
def small_rules(draw: st.DrawFn, number: int = 0) -> Rule:
    """One random rule over four questions with three values each."""
    approaches = st.lists(st.sampled_from(APPROACHES), min_size=1, max_size=2, unique=True)
    kind = draw(st.sampled_from(["weigh", "weigh", "weigh", "rules_out", "settles", "note"]))
    effect: dict[str, Any] = {kind: draw(approaches)}
    strength = None
    if kind == "weigh":
        supports = draw(approaches)
        opposes = [approach for approach in draw(approaches) if approach not in supports]
        effect = {"supports": supports, "opposes": opposes}
        strength = draw(st.sampled_from(["weak", "moderate", "strong"]))
    when = draw(_condition(1))
    unless = draw(st.one_of(st.just({}), _condition(1)))
    read = sorted({*when, *unless})
    presumed = st.lists(st.sampled_from(read), max_size=2, unique=True)
    return Rule.model_validate(
        {
            "id": f"rule-{number}",
            "when": when,
            "unless": unless,
            "presume": draw(presumed) if kind == "settles" else [],
            "lifted_by": draw(_condition(1)) if kind == "rules_out" else {},
            "effect": effect,
            "strength": strength,
            "because": "It is so.",
            "source": [{"ref": "somebody"}],
        }
    )


@st.composite
def small_books(draw: st.DrawFn) -> Book:
    """A random rule book over four questions; its steps are the least that a book needs."""
    count = draw(st.integers(0, 20))
    thousandths = st.integers(1, 2000).map(lambda value: value / 1000)
    weak, moderate, strong = sorted(draw(st.lists(thousandths, min_size=3, max_size=3)))
    strengths = draw(st.sampled_from([STRENGTHS, {"weak": weak, "moderate": moderate, "strong": strong}]))
    return book_of([draw(small_rules(number)) for number in range(count)], strengths)


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
