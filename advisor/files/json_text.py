"""JSON and JSON lines from text, with one plain sentence for what is broken."""

from __future__ import annotations

import json
from dataclasses import dataclass

from advisor.errors import EvalFileError


@dataclass(frozen=True, slots=True)
class JsonLines:
    """The objects of a JSONL file with their line numbers; `cut_off` when the last line was not complete."""

    rows: tuple[tuple[int, object], ...]
    cut_off: bool


def parse_json(text: str | bytes, name: str) -> object:
    """The value; EvalFileError with the line when the text is cut off, invalid or nested too deep."""
    try:
        return json.loads(text)
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
    lines = [(place, line) for place, line in enumerate(text.split("\n"), start=1) if line.strip()]
    if not lines or not _is_object(lines[0][1]):
        return None
    rows: list[tuple[int, object]] = []
    for place, line in lines:
        try:
            rows.append((place, json.loads(line)))
        except RecursionError:
            raise EvalFileError(f"`{name}`, line {place}, is nested too deep to be read.") from None
        except ValueError:
            if place == lines[-1][0]:
                return JsonLines(tuple(rows), cut_off=True)
            raise EvalFileError(f"`{name}`, line {place}, is not JSON: mend or delete this line.") from None
    return JsonLines(tuple(rows), cut_off=False)


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
