"""What a schema cannot see in derived facts: defaults and questions that must exist."""

from __future__ import annotations

from advisor.files.repairs import listed, nearest
from advisor.files.yaml_text import Document
from advisor.schema.rules import Book


def check_facts(book: Book, document: Document) -> list[str]:
    """Every mistake in the facts that are read off eval results, one line each."""
    mistakes: list[str] = []
    options = {question.id: [option.id for option in question.options] for question in book.questions}
    for i, fact in enumerate(book.facts):
        values = [value.id for value in fact.values]
        if fact.default not in values:
            mistakes.append(
                f"{document.place(('facts', i, 'default'))}: `{fact.default}` is not a value of `{fact.id}`; "
                f"write one of {listed(values)}."
            )
        for key, question in (("overrides", fact.overrides), ("beside", fact.beside)):
            if question is not None and question not in options:
                here, hint = document.place(("facts", i, key)), nearest(question, options)
                mistakes.append(f"{here}: there is no question `{question}`.{hint}")
        if fact.overrides not in options:
            continue
        answers = options[fact.overrides]
        if fact.default in answers:
            mistakes.append(
                f"{document.place(('facts', i, 'default'))}: `{fact.default}` is an option of `{fact.overrides}`, so "
                "the answer would count for nothing even without results; choose a default that is none."
            )
        elif not any(value in answers for value in values):
            mistakes.append(
                f"{document.place(('facts', i, 'overrides'))}: no value of `{fact.id}` is an option of "
                f"`{fact.overrides}`, so it overrides nothing; use {listed(answers)} or take the line out."
            )
    return mistakes
