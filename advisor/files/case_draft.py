"""A case on its way: what has been entered, what is still open, what is to be mended."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from advisor.files.case_checks import approaches_tried, check_case, identity, identity_of
from advisor.files.repairs import Finding, Path, find_mistakes
from advisor.schema.cases import CODED, Case

Entries = dict[str, Any]
"""What has been entered of a case so far, as its file would hold it; what is not there has not been entered."""

MISSING: Final = object()
"""Nothing has been entered there."""

_LONGEST_ID: Final = 60


@dataclass(frozen=True, slots=True)
class Examined:
    """A draft as it stands."""

    case: Case | None
    """The case, once nothing is open or wrong."""
    mistakes: tuple[Finding, ...]
    """What was entered and is to be mended."""
    open: tuple[Path, ...]
    """What is still to be entered."""

    def at(self, path: Path) -> tuple[str, ...]:
        """What is to be mended there, or in what belongs to it."""
        return tuple(each.says for each in self.mistakes if each.path[: len(path)] == path)


def examine(entries: Mapping[str, Any], others: Iterable[Case] = ()) -> Examined:
    """The draft checked as its file would be, and against the cases there are."""
    data = {**entries, "compared": len(set(approaches_tried(entries))) > 1}
    case, found = find_mistakes(Case, data)
    still_open = [each.path for each in found if each.missing]
    # to pydantic these may be left out; a coder says of each answer that it is unknown
    by_coder = [("sector",), *(("answers", question) for question in CODED)]
    still_open += [path for path in by_coder if value_at(entries, path) is MISSING]
    mistakes = [each for each in found if not each.missing] + check_case(data) + _check_against(data, others)
    done = not mistakes and not still_open
    return Examined(case if done else None, tuple(mistakes), tuple(dict.fromkeys(still_open)))


def value_at(entries: Mapping[str, Any], path: Path) -> Any:
    """What has been entered there, or `MISSING`."""
    value: Any = entries
    for part in path:
        holds = isinstance(value, Mapping) if isinstance(part, str) else isinstance(value, list)
        try:
            value = value[part] if holds else MISSING
        except (KeyError, IndexError):
            return MISSING
    return value


def with_entry(entries: Mapping[str, Any], path: Path, value: Any) -> Entries:
    """The draft with this value there; `MISSING` takes the entry out."""
    changed: Entries = _put(entries, path, value)
    return changed


def _put(holder: Any, path: Path, value: Any) -> Any:
    """A copy of what holds the entry; where it is not the kind of thing that could, it is begun anew."""
    part, rest = path[0], path[1:]
    if isinstance(part, int):
        items = list(holder) if isinstance(holder, list) else []
        kept = items[part] if part < len(items) else None
        new = [] if value is MISSING and not rest else [_put(kept, rest, value) if rest else value]
        return [*items[:part], *new, *items[part + 1 :]]
    pairs = dict(holder) if isinstance(holder, Mapping) else {}
    if value is MISSING and not rest:
        pairs.pop(part, None)
    else:
        pairs[part] = _put(pairs.get(part), rest, value) if rest else value
    return pairs


def is_coded(entries: Mapping[str, Any]) -> bool:
    """The setting is written and every question is answered from it: now the outcome may be looked at."""
    found = examine(entries)
    blind = {"setting", "sector", "answers"}
    return not any(path[0] in blind for path in (*found.open, *(each.path for each in found.mistakes)) if path)


def as_number(typed: str) -> int | float | str:
    """The number that was typed; what is none stays as typed and is refused by the schema."""
    for kind in (int, float):
        try:
            return kind(typed)
        except ValueError:
            continue
    return typed


def propose_id(entries: Mapping[str, Any]) -> str:
    """An id in kebab-case from who did it and the title, or nothing where neither has Latin letters or digits."""
    words = f"{entries.get('org') or ''} {entries.get('title') or ''}"
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    parts = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    id = ""
    for part in dict.fromkeys(parts):
        if len(id) + len(part) + 1 > _LONGEST_ID:
            break
        id = f"{id}-{part}" if id else part
    return id


def _check_against(data: Mapping[str, Any], others: Iterable[Case]) -> list[Finding]:
    found = []
    own = identity_of(data)
    for other in others:
        if data.get("id") == other.id:
            found.append(Finding(("id",), f"`{other.id}` is already the id of another case; choose another."))
        if own is not None and own == identity(other.source.url or "", other.answers.task, other.setting):
            found.append(
                Finding(
                    ("setting",),
                    f"this `setting` stands in `{other.id}` too, with the same source and task; write into it what "
                    "sets this case apart, or leave the case as it is there.",
                )
            )
    return found
