"""The rule book read from YAML files; every mistake of every file is reported at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter

from advisor.files.compiled import fingerprint
from advisor.files.example_checks import check_examples
from advisor.files.fact_checks import check_facts
from advisor.files.rule_folder import RuleFolder
from advisor.files.rulebook import RuleBook, rule_texts, rules_home, split_folders
from advisor.files.rulebook_checks import check_rules, check_weights
from advisor.files.step_checks import check_steps
from advisor.files.veto_checks import check_vetoes
from advisor.language import Language
from advisor.schema.questions import DerivedFacts, Questionnaire
from advisor.schema.rules import Example, Source, Step, Weights
from advisor.schema.terms import Terms

_NEEDED = ("questions.yaml", "facts.yaml", "sources.yaml", "steps.yaml", "weights.yaml")


@dataclass(frozen=True, slots=True)
class RulesRead:
    """What a folder of rules holds: the book (None where it cannot be built), its examples, its mistakes."""

    book: RuleBook | None
    examples: tuple[tuple[str, Example], ...]
    """Place and example, of those that can be tried."""
    mistakes: tuple[str, ...]
    example_mistakes: tuple[str, ...] = ()
    """What is wrong with the examples; a book can be used in spite of it, but not shipped."""
    rule_places: Mapping[str, str] = field(default_factory=dict)
    """Rule -> `file:line`."""
    source_places: Mapping[str, str] = field(default_factory=dict)
    """Source -> `file:line`."""


def read_rule_folder(folder: str | Path | None = None, house: Sequence[str | Path] = ()) -> RulesRead:
    """Everything in a folder of rules, parsed afresh, with all its mistakes instead of an error.

    With house rules on top the examples are those of the house: the book's own need not hold any more.
    """
    base, on_top = split_folders(folder, house)
    texts = rule_texts(rules_home(base))
    read = read_rules(texts, fingerprint(texts))
    if not on_top or read.book is None:
        return read
    from advisor.files.house_rules import read_house

    return read_house(read, on_top)


def read_rules(texts: Mapping[str, bytes], key: str, language: Language = "en") -> RulesRead:
    """The rule book in these files (name -> content), its texts in that language."""
    folder = RuleFolder(texts, language=language)
    mistakes = folder.mistakes
    mistakes += [f"{name}: the file is missing; add it." for name in _NEEDED if name not in texts]
    questionnaire = folder.model("questions.yaml", Questionnaire)
    facts = folder.model("facts.yaml", DerivedFacts)
    sources = folder.model("sources.yaml", TypeAdapter(dict[str, Source]))
    steps = folder.model("steps.yaml", TypeAdapter(tuple[Step, ...]), "steps")
    weights = folder.model("weights.yaml", Weights)
    terms = folder.model("terms.yaml", Terms) if "terms.yaml" in texts else Terms(terms=())
    themes = folder.themes()
    if questionnaire is None or facts is None or sources is None or steps is None or weights is None or terms is None:
        return RulesRead(None, (), tuple(mistakes))
    book = RuleBook(
        fingerprint=key,
        language=language,
        questionnaire=questionnaire,
        facts=facts.facts,
        sources=sources,
        steps=steps,
        weights=weights,
        terms=terms.terms,
        rules=tuple(sorted((rule for _, rule in themes.rules), key=lambda rule: rule.id)),
    )
    place_of_source = folder.documents["sources.yaml"].place
    mistakes += [
        f"{place_of_source((id,))}: `url` is missing; add it." for id, source in sources.items() if not source.url
    ]
    mistakes += check_facts(book, folder.documents["facts.yaml"])
    mistakes += check_steps(book, folder.documents["steps.yaml"], steps)
    mistakes += check_weights(book, folder.documents["weights.yaml"])
    mistakes += check_rules(book, themes.rules)
    mistakes += [
        f"{place(('replaces',))}: `replaces` only goes with house rules; take it out of `{rule.id}`."
        for place, rule in themes.rules
        if rule.replaces
    ]
    mistakes += check_vetoes(book, themes.rules)
    # a name that an example misses may stand in a file that could not be read: first things first
    about_examples, sound = ([], []) if mistakes else check_examples(book, themes.examples, book.rules)
    return RulesRead(
        book,
        tuple((place(()), example) for place, example in sound),
        tuple(mistakes),
        tuple(about_examples),
        {rule.id: place(("id",)) for place, rule in themes.rules},
        {id: place_of_source((id,)) for id in sources},
    )
