"""Conditions and effects of rules in words."""

from __future__ import annotations

from html import escape
from typing import Final

from advisor.language import N_, _, pgettext
from advisor.report import words
from advisor.schema.rules import Book, Condition, Rule
from advisor.schema.words import Strength, approach_title

STRENGTHS: Final[dict[Strength, str]] = {
    "weak": N_("weak"),
    "moderate": N_("moderate"),
    "strong": N_("strong"),
    "measured": N_("measured"),
}
_DOES: Final = {
    "supports": N_("supports {named}"),
    "opposes": N_("opposes {named}"),
    "rules_out": N_("rules out {named}"),
    "settles": N_("settles {named}"),
    "do_first": N_("do first: {named}"),
    "note": N_("note on {named}"),
}


def condition_rows(condition: Condition, book: Book) -> list[str]:
    """Each line of a condition as HTML: the question or the fact, then the answers with which it holds."""
    either = f" <i>{escape(pgettext('between two answers', 'or'))}</i> "
    return [
        f"{escape(words.question_words(book, fact))} "
        f"<b>{either.join(escape(words.answer_words(book, fact, value)) for value in values)}</b>"
        for fact, values in condition.items()
    ]


def effect_words(rule: Rule, book: Book) -> str:
    """`strong: supports RAG; opposes fine-tuning`."""
    titles = {step.id: step.title for step in book.steps}
    parts = [
        _(_DOES[word], named=words.strung(titles.get(each, approach_title(each)) for each in named))
        for word, named in rule.effect
        if named
    ]
    if rule.before:
        parts.append(_("before {approaches}", approaches=words.strung(approach_title(each) for each in rule.before)))
    does = pgettext("between two effects", "; ").join(parts)
    return _("{strength}: {effect}", strength=_(STRENGTHS[rule.strength]), effect=does) if rule.strength else does
