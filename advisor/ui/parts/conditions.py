"""Conditions and effects of rules in words."""

from __future__ import annotations

from html import escape

from advisor.report import words
from advisor.schema.rules import Book, Condition, Rule
from advisor.schema.words import TITLES


def condition_rows(condition: Condition, book: Book) -> list[str]:
    """Each line of a condition as HTML: the question or the fact, then the answers with which it holds."""
    return [
        f"{escape(words.question_words(book, fact))} "
        f"<b>{' <i>or</i> '.join(escape(words.answer_words(book, fact, value)) for value in values)}</b>"
        for fact, values in condition.items()
    ]


def effect_words(rule: Rule, book: Book) -> str:
    """`strong: supports RAG; opposes fine-tuning`."""
    titles = {step.id: step.title for step in book.steps}
    parts = [
        f"{word.replace('_', ' ')} {', '.join(titles.get(each, TITLES.get(each, each)) for each in named)}"
        for word, named in rule.effect
        if named
    ]
    if rule.before:
        parts.append(f"before {', '.join(TITLES[each] for each in rule.before)}")
    strength = f"{rule.strength}: " if rule.strength else ""
    return strength + "; ".join(parts)
