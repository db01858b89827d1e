"""The files of one folder of rules, parsed and read into models; every mistake on the way is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

from advisor.errors import AdvisorError
from advisor.files.repairs import is_set_by_loader, read_model, shorten
from advisor.files.yaml_text import Document, Path, parse
from advisor.language import Language, in_language
from advisor.schema.rules import Example, Rule, SwitchedOff

Place = Callable[[Path], str]
"""A path within one entry of a list -> `file:line`."""

NOT_THEMES = ("questions.yaml", "facts.yaml", "sources.yaml", "steps.yaml", "weights.yaml", "prices.yaml", "terms.yaml")

_SET_BY_LOADER = tuple(name for name, field in Rule.model_fields.items() if is_set_by_loader(field))


@dataclass(frozen=True, slots=True)
class Themes:
    """What the theme files hold, each entry with its place."""

    rules: tuple[tuple[Place, Rule], ...]
    examples: tuple[tuple[Place, Example], ...]
    switched_off: tuple[tuple[Place, SwitchedOff], ...]


class RuleFolder:
    """A folder's files (name -> content), each text in one language. `label` is put before every name in a message,
    `house/data.yaml`."""

    def __init__(self, texts: Mapping[str, bytes], label: str = "", language: Language = "en") -> None:
        self.label = f"{label}/" if label else ""
        self.documents: dict[str, Document] = {}
        self.mistakes: list[str] = []
        for name, content in texts.items():
            shown = f"{self.label}{name}"
            try:
                read = parse(content.decode("utf-8-sig"), shown)
                self.documents[name] = replace(read, data=in_language(read.data, language))
                self.mistakes += self.documents[name].mistakes
            except UnicodeDecodeError:
                self.mistakes.append(f"{shown}: this is not UTF-8 text; save it as UTF-8.")
            except AdvisorError as error:
                self.mistakes.append(str(error))

    def model(self, name: str, kind: Any, part: str | None = None) -> Any:
        """The model in one file, or in the one list `part` that it holds; None where there is a mistake in it."""
        if name not in self.documents:
            return None
        document = self.documents[name]
        data: Any = document.data
        if part is not None:
            if not isinstance(data, dict) or set(data) != {part}:
                self.mistakes.append(
                    f"{document.name}:1: the file must hold one list named `{part}:` and nothing else."
                )
                return None
            data = data[part] if data[part] is not None else []
        prefix = (part,) if part is not None else ()
        value, found = read_model(kind, data, lambda path: document.place((*prefix, *path)))
        self.mistakes += found
        return value

    def themes(self, house: bool = False) -> Themes:
        """The rules, the examples and, in a house folder, what is switched off."""
        found: dict[type, list[tuple[Place, Any]]] = {Rule: [], Example: [], SwitchedOff: []}
        for name, document in self.documents.items():
            if name in NOT_THEMES:
                continue
            parts: dict[str, type] = {"rules": Rule}
            if name.endswith("_test.yaml"):
                parts = {"examples": Example}
            elif house:
                parts["switch_off"] = SwitchedOff
            for part, place, entry in self._entries(document, parts):
                kind = parts[part]
                if kind is Rule:
                    self._refuse_what_the_loader_sets(entry, place)
                value, mistakes = read_model(kind, entry, place)
                self.mistakes += mistakes
                if isinstance(value, Rule):
                    value = value.model_copy(update={"theme": PurePath(name).stem, "house": house})
                if value is not None:
                    found[kind].append((place, value))
        return Themes(tuple(found[Rule]), tuple(found[Example]), tuple(found[SwitchedOff]))

    def _entries(self, document: Document, parts: Mapping[str, type]) -> Iterator[tuple[str, Place, dict[str, Any]]]:
        data = document.data
        if not isinstance(data, dict) or not data or not data.keys() <= parts.keys():
            names = [f"`{part}:`" for part in parts]
            what = f"one list named {names[0]}"
            if len(names) > 1:
                what = f"a list named {names[0]}, one named {names[1]}, or both,"
            self.mistakes.append(f"{document.name}:1: the file must hold {what} and nothing else.")
            return
        for part, entries in data.items():
            if isinstance(entries, list):
                for i, entry in enumerate(entries):
                    place = _placer(document, (part, i))
                    if isinstance(entry, dict):
                        yield part, place, entry
                    else:
                        self.mistakes.append(
                            f"{place(())}: `{part}[{i}]` must be a mapping (`key: value` lines), "
                            f"not `{shorten(entry)}`."
                        )
            elif entries is not None:
                self.mistakes.append(
                    f"{document.place((part,))}: `{part}` must be a list, each entry behind a dash, "
                    f"not `{shorten(entries)}`."
                )

    def _refuse_what_the_loader_sets(self, entry: dict[str, Any], place: Place) -> None:
        self.mistakes += [
            f"{place((name,))}: `{name}` follows from the file a rule stands in; take it out."
            for name in _SET_BY_LOADER
            if name in entry
        ]


def _placer(document: Document, prefix: Path) -> Place:
    return lambda path: document.place((*prefix, *path))
