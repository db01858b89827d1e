"""The walk through a case: what is open is asked for in order, what is wrong is asked for again, all can be changed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path as Folder
from typing import Final

from advisor.cli.case_prompts import Prompts
from advisor.errors import CaseBookError
from advisor.files.case_draft import MISSING, Entries, examine, propose_id, value_at, with_entry
from advisor.files.case_file import case_as_yaml, write_case
from advisor.report.case_entries import Entry, Path, Step, about_length, figure_entries, system_entries
from advisor.schema.cases import Case

_SYSTEMS: Final[Path] = ("approaches",)
_OF_SYSTEMS: Final = {str(entry.path[-1]) for entry in (*system_entries(0), *figure_entries(0, 0))}


class Walk:
    """A draft and what is still to be asked; `entries` holds all that was entered, at any time."""

    def __init__(self, entries: Entries, steps: Sequence[Step], others: Sequence[Case], prompts: Prompts) -> None:
        self.entries = entries
        self._steps = steps
        self._others = others
        self._prompts = prompts
        self._to_open: int | None = None

    def go(self) -> None:
        """Asks for all that is open or wrong, in the order of the steps."""
        for i, step in enumerate(self._steps):
            self._to_open = i
            if step.id == "approaches":
                self._ask_systems(more=not self._has(("outcome",)))
            for j, entry in enumerate(step.entries):
                self._fill(entry, *(each.path for each in step.entries[j + 1 : j + 2]))

    def finish(self, folder: Folder) -> Folder:
        """The file of the case, once everything in it goes together and nothing more is to be changed."""
        while True:
            case = self._complete()
            self._prompts.tell(f"\n{case_as_yaml(case)}", whole=True)
            name = self._prompts.line("Enter = write the file, or the name of an entry to change, such as best")
            if name:
                self._change(name)
                continue
            try:
                return write_case(case, folder)
            except CaseBookError as error:
                self._prompts.complain(str(error))
                self._change("id")

    def _complete(self) -> Case:
        while True:
            found = examine(self.entries, self._others)
            if found.case:
                return found.case
            for mistake in found.mistakes:
                if not self._is_asked(mistake.path):
                    self._prompts.complain(mistake.says)
                    self._put(mistake.path, MISSING)
            self.go()

    def _change(self, name: str) -> None:
        """Asks once more for the entry of this name, such as `best`, `scope` or `source.url`."""
        named = {entry.name: entry for entry in self._entries()}
        short = {entry.name.rpartition(".")[2]: entry for entry in reversed(named.values())}
        entry = named.get(name) or short.get(name)
        if entry:
            self._ask(entry)
        elif name == "compared":
            self._prompts.complain("`compared` follows from the approaches that were tried; change `approaches`.")
        elif name == "approaches":
            self._put(_SYSTEMS, MISSING)
            self._ask_systems(more=True)
        else:
            self._prompts.complain(f"`{name}` is not an entry; the entries are {', '.join(named)} and approaches.")

    def _fill(self, entry: Entry, *later: Path) -> None:
        """Asks for what is open or wrong; not for what may be left out, where something later is there already."""
        wrong = self._wrong(entry.path)
        left_out = entry.empty is None and any(self._has(path) for path in later)
        if wrong or not (self._has(entry.path) or left_out):
            self._ask(entry, wrong)

    def _ask(self, entry: Entry, wrong: Sequence[str] = ()) -> None:
        """Asks until there is a right value."""
        self._open()
        while True:
            for says in wrong:
                self._prompts.complain(says)
            value = self._prompts.ask(entry, self._before(entry.path), lambda text: self._put(entry.path, text))
            if value == "":
                wrong = [f"`{entry.name}` cannot be left out; write it, or press Ctrl-C to go on another day."]
                continue
            self._put(entry.path, value)
            wrong = self._wrong(entry.path)
            if not wrong:
                break
        if entry.path == ("setting",) and (note := about_length(str(value))):
            self._prompts.tell(note, "dim")

    def _ask_systems(self, *, more: bool) -> None:
        """The systems that are begun, and where there may be more, others until there are none."""
        i = 0
        while self._has((*_SYSTEMS, i)) or more or i == 0:
            label, approach, model, cost = system_entries(i)
            if not self._has((*_SYSTEMS, i)) and i > 0:
                name = self._ask_for_another("Name of the next system that was tried")
                if not name:
                    return
                self._put(label.path, name)
            for entry in (label, approach, model):
                self._fill(entry)
            self._ask_figures(i, more=more and not self._has(cost.path) and not self._has((*_SYSTEMS, i + 1)))
            self._fill(cost, (*_SYSTEMS, i + 1), *([] if more else [("outcome",)]))
            i += 1

    def _ask_figures(self, i: int, *, more: bool) -> None:
        at: Path = (*_SYSTEMS, i, "metrics")
        if not self._has(at):
            self._put(at, [])
        j = 0
        while self._has((*at, j)) or more:
            name, value, direction = figure_entries(i, j)
            if not self._has((*at, j)):
                measured = self._ask_for_another("Next published figure of this system, such as accuracy")
                if not measured:
                    return
                self._put(name.path, measured)
            for entry in (name, value, direction):
                self._fill(entry)
            j += 1

    def _ask_for_another(self, prompt: str) -> str:
        self._open()
        self._prompts.tell("")
        return self._prompts.line(f"{prompt} (Enter = no more)")

    def _open(self) -> None:
        """The title of the step, when the first of its entries is asked for."""
        self._prompts.setting = str(self.entries.get("setting") or "")
        if self._to_open is not None:
            self._prompts.open(self._steps[self._to_open], self._to_open + 1, len(self._steps))
            self._to_open = None

    def _before(self, path: Path) -> object:
        """What stands there now; of the id, what could stand there."""
        if not self._has(path):
            return propose_id(self.entries) or None if path == ("id",) else None
        return value_at(self.entries, path)

    def _wrong(self, path: Path) -> tuple[str, ...]:
        return examine(self.entries, self._others).at(path)

    def _has(self, path: Path) -> bool:
        return value_at(self.entries, path) is not MISSING

    def _put(self, path: Path, value: object) -> None:
        self.entries = with_entry(self.entries, path, value)

    def _entries(self) -> list[Entry]:
        return [entry for step in self._steps for entry in step.entries]

    def _is_asked(self, path: Path) -> bool:
        """Whether a mistake there comes up when the entries are gone through."""
        of_system = path[:1] == _SYSTEMS and path[-1] in _OF_SYSTEMS
        return of_system or path in {entry.path for entry in self._entries()}
