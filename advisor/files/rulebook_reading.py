"""The rule book read from YAML files; every mistake of every file is reported at once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from advisor.errors import AdvisorError
from advisor.files.compiled import fingerprint
from advisor.files.repairs import read_model
from advisor.files.rulebook import RuleBook, rule_texts, rules_home
from advisor.files.rulebook_checks import check_examples, check_rules, check_steps, check_weights
from advisor.files.yaml_text import Document, parse
from advisor.schema.questions import DerivedFacts, Questionnaire
from advisor.schema.rules import Example, Rule, Source, Step, Weights

_FIXED = ("questions.yaml", "facts.yaml", "sources.yaml", "steps.yaml", "weights.yaml")
_NOT_RULES = {*_FIXED, "prices.yaml"}


@dataclass(frozen=True, slots=True)
class RulesRead:
    """What a folder of rules holds: the book (None where it cannot be built), its examples, its mistakes."""

    book: RuleBook | None
    examples: tuple[tuple[str, Example], ...]
    """Place and example."""
    mistakes: tuple[str, ...]
    example_mistakes: tuple[str, ...] = ()
    """What is wrong with the examples; a book can be used in spite of it, but not shipped."""


def read_rule_folder(folder: str | Path | None = None) -> RulesRead:
    """Everything in a folder of rules, parsed afresh, with all its mistakes instead of an error."""
    texts = rule_texts(rules_home(folder))
    return read_rules(texts, fingerprint(texts))


def read_rules(texts: dict[str, bytes], key: str) -> RulesRead:
    """The rule book in these files (name -> content)."""
    mistakes = [f"{name}: the file is missing; add it." for name in _FIXED if name not in texts]
    documents: dict[str, Document] = {}
    for name, content in texts.items():
        try:
            documents[name] = parse(content.decode("utf-8-sig"), name)
            mistakes += documents[name].mistakes
        except UnicodeDecodeError:
            mistakes.append(f"{name}: this is not UTF-8 text; save it as UTF-8.")
        except AdvisorError as error:
            mistakes.append(str(error))

    def read(name: str, kind: Any, part: str | None = None) -> Any:
        if name not in documents:
            return None
        document = documents[name]
        data: Any = document.data
        if part is not None:
            if not isinstance(data, dict) or set(data) != {part}:
                mistakes.append(f"{name}:1: the file must hold one list named `{part}:` and nothing else.")
                return None
            data = data[part] if data[part] is not None else []
        prefix = (part,) if part is not None else ()
        value, found = read_model(kind, data, lambda path: document.place((*prefix, *path)))
        mistakes.extend(found)
        return value

    questionnaire = read("questions.yaml", Questionnaire)
    facts = read("facts.yaml", DerivedFacts)
    sources = read("sources.yaml", TypeAdapter(dict[str, Source]))
    steps = read("steps.yaml", TypeAdapter(tuple[Step, ...]), "steps")
    weights = read("weights.yaml", Weights)

    rules: list[tuple[Document, int, Rule]] = []
    examples: list[tuple[Document, int, Example]] = []
    themes = [name for name in documents if name not in _NOT_RULES]
    for name in themes:
        document = documents[name]
        is_test = name.endswith("_test.yaml")
        part, kind = ("examples", Example) if is_test else ("rules", Rule)
        if not isinstance(document.data, dict) or set(document.data) != {part}:
            mistakes.append(f"{name}:1: the file must hold one list named `{part}:` and nothing else.")
            continue
        for i, entry in enumerate(document.data[part] or []):
            place = _placer(document, part, i)
            value, found = read_model(kind, entry, place)
            mistakes += found
            if isinstance(value, Rule):
                theme = name.removesuffix(".yaml")
                rules.append((document, i, value.model_copy(update={"theme": theme})))
            elif isinstance(value, Example):
                examples.append((document, i, value))

    if questionnaire is None or facts is None or sources is None or steps is None or weights is None:
        return RulesRead(None, (), tuple(mistakes))
    book = RuleBook(
        fingerprint=key,
        questionnaire=questionnaire,
        facts=facts.facts,
        sources=sources,
        steps=steps,
        weights=weights,
        rules=tuple(sorted((rule for _, _, rule in rules), key=lambda rule: rule.id)),
    )
    mistakes += check_steps(book, documents["steps.yaml"])
    mistakes += check_weights(book, documents["weights.yaml"])
    mistakes += check_rules(book, [(_placer(document, "rules", i), rule) for document, i, rule in rules])
    # a name that an example misses may stand in a file that could not be read: first things first
    about_examples = (
        [] if mistakes else check_examples(book, [(_placer(document, "examples", i), e) for document, i, e in examples])
    )
    placed = tuple((_placer(document, "examples", i)(()), example) for document, i, example in examples)
    return RulesRead(book, placed, tuple(mistakes), tuple(about_examples))


def _placer(document: Document, part: str, i: int) -> Any:
    return lambda path=(): document.place((part, i, *path))
