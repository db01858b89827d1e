"""JSON and JSON lines from text, with one plain sentence for what is broken.

pydantic's parser reads what is well formed; what it refuses goes to the one of Python, which takes a little more
(an unpaired surrogate, deeper nesting) and tells the line of a mistake.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from pydantic_core import from_json

from advisor.errors import EvalFileError
from advisor.files.collection_pause import paused_collection

_PLAIN_TEXT = 1_000
"""Text of fewer characters is not worth a pause of the collector."""


@dataclass(frozen=True, slots=True)
class JsonLines:
    """The objects of a JSONL file with their line numbers; `cut_off` when the last line was not complete."""

    rows: tuple[tuple[int, object], ...]
    cut_off: bool


def parse_json(text: str | bytes, name: str) -> object:
    """The value; EvalFileError with the line when the text is cut off, invalid or nested too deep."""
    try:
        return _parsed(text)
    except json.JSONDecodeError as error:
        # What lies behind the mistake decides: nothing left means that the file breaks off.
        if error.msg.startswith("Unterminated string") or not error.doc[error.pos :].strip():
            raise EvalFileError(
                f"`{name}` breaks off in line {error.lineno}: it is not complete, export or copy it again."
            ) from None
        raise EvalFileError(f"`{name}`, line {error.lineno}, is not JSON ({error.msg}): export it again.") from None
    except RecursionError:
        raise EvalFileError(f"`{name}` is nested too deep to be read: no eval tool writes such a file.") from None
    except ValueError:
        raise EvalFileError(f"`{name}` holds a number or a text that cannot be read: export it again.") from None


def parse_json_lines(text: str, name: str) -> JsonLines | None:
    """The lines; None when this is not JSONL. An unfinished last line is left out, as a running tool leaves it."""
    start = len(text) - len(text.lstrip())
    if not _is_object(text[start:].split("\n", 1)[0]):
        return None
    lines = [(place, line) for place, line in enumerate(text.split("\n"), start=1) if line.strip()]
    rows: list[tuple[int, object]] = []
    with paused_collection():
        for place, line in lines:
            try:
                rows.append((place, _value(line)))
            except RecursionError:
                raise EvalFileError(f"`{name}`, line {place}, is nested too deep to be read.") from None
            except ValueError:
                if place == lines[-1][0]:
                    return JsonLines(tuple(rows), cut_off=True)
                raise EvalFileError(f"`{name}`, line {place}, is not JSON: mend or delete this line.") from None
    return JsonLines(tuple(rows), cut_off=False)


def _parsed(text: str | bytes) -> object:
    if len(text) < _PLAIN_TEXT:
        return _value(text)
    with paused_collection():
        return _value(text)


def _value(text: str | bytes) -> object:
    """Raises ValueError or RecursionError as `json.loads` does."""
    try:
        return from_json(text)
    except ValueError:
        # Half a surrogate pair can neither be shown nor stored: it becomes a question mark.
        return json.loads(json.dumps(json.loads(text), ensure_ascii=False).encode(errors="replace"))


def _is_object(line: str) -> bool:
    try:
        return isinstance(_value(line), dict)
    except (ValueError, RecursionError):
        return False
