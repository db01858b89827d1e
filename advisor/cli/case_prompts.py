"""Entries of a case asked for in the terminal."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from typing import Any

from rich.console import Console
from rich.prompt import Prompt
from rich.text import Text

from advisor.files.case_draft import as_number
from advisor.report.case_entries import REQUIRED, Choice, Entry, Step
from advisor.schema.words import UNKNOWN


class Prompts:
    """Asks, and says what is wrong with an answer; what is right is for others to know."""

    def __init__(self) -> None:
        self.console = Console(highlight=False, markup=False, emoji=False)
        self.setting = ""
        """What the answers are coded from, shown again when `?` is typed."""
        if importlib.util.find_spec("readline"):
            importlib.import_module("readline")  # so that a line can be edited while it is typed

    def open(self, step: Step, number: int, of: int) -> None:
        """The title of a step and what is to be done in it."""
        self.console.print()
        self.console.rule(Text(f"{number} of {of}: {step.title}", "bold"), align="left")
        self.console.print(Text(step.says))
        if step.coded and self.setting:
            self.tell(f"\n{self.setting}\n\nType ? to read the setting again.")

    def tell(self, line: str, style: str = "", *, whole: bool = False) -> None:
        """One line, or several; `whole`: never broken to fit the window, as what is to be copied must not be."""
        self.console.print(Text(line, style), soft_wrap=whole)

    def complain(self, line: str) -> None:
        """What is to be mended."""
        self.tell(line, "yellow")

    def ask(self, entry: Entry, before: Any, keep: Callable[[Any], None]) -> Any:
        """What was typed, as the value of the entry; an empty line is `before` where there is one, else what the entry
        says it stands for, else "".

        `keep` is given what there is of a long text when it is broken off.
        """
        self.console.print()
        self.console.print(Text(entry.label, "bold"))
        if entry.says:
            self.console.print(Text(entry.says, "dim"))
        for number, choice in enumerate(entry.choices, start=1):
            self._offer(number, choice)
        if before is not None:
            self.console.print(Text(f"So far: {_shown(before)}", "dim"))
        typed = self._text(keep) if entry.how == "text" else self.line(_hint(entry, before))
        while typed == "?" and self.setting:
            self.tell(self.setting)
            typed = self.line(_hint(entry, before))
        if typed:
            return _value(entry, typed)
        if before is not None:
            return before
        return "" if entry.empty is REQUIRED else entry.empty

    def line(self, prompt: str) -> str:
        """One line as typed, without the space around it."""
        return Prompt.ask(Text(prompt), console=self.console, default="", show_default=False).strip()

    def _text(self, keep: Callable[[Any], None]) -> str:
        """Lines up to an empty one, or to the end of what is typed, as one paragraph."""
        lines: list[str] = []
        self.tell("Text; an empty line ends it:")  # on a row of its own, so that long lines are wrapped rightly
        try:
            while line := self.console.input().strip():
                lines.append(line)
        except EOFError:
            if not lines:
                raise
        except KeyboardInterrupt:
            if lines:
                keep(" ".join(lines))
            raise
        return " ".join(lines)

    def _offer(self, number: int, choice: Choice) -> None:
        line = Text(f"  {number}  ", "cyan") + Text(choice.label)
        if choice.says.rstrip(".") != choice.label:
            line += Text(f"  {choice.says}", "dim")
        self.console.print(line)


def _hint(entry: Entry, before: Any) -> str:
    way = {"one": "Number or name", "several": "Numbers or names", "number": "Number"}.get(entry.how, "Text")
    if before is not None:
        return f"{way} (Enter = as it is)"
    if entry.empty == UNKNOWN:
        return f"{way} (Enter = unknown)"
    return way if entry.empty is REQUIRED else f"{way} (Enter = {_shown(entry.empty)})"


def _value(entry: Entry, typed: str) -> Any:
    match entry.how:
        case "one":
            return _chosen(entry, typed)
        case "several":
            parts = typed.replace(",", " ").split()
            return list(dict.fromkeys(_chosen(entry, part) for part in parts))
        case "number":
            return as_number(typed)
        case _:
            return typed


def _chosen(entry: Entry, typed: str) -> Any:
    """The option of this number or name; what is neither stays as typed and is refused by the schema."""
    if typed.isdecimal() and 1 <= int(typed) <= len(entry.choices):
        return entry.choices[int(typed) - 1].id
    names = {str(name).lower(): choice.id for choice in entry.choices for name in (choice.label, choice.id)}
    return names.get(typed.lower(), typed)


def _shown(value: Any) -> str:
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
