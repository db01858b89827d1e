"""The track record that comes with a folder of rules, so that nobody has to refit anything to read it."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from advisor.errors import RuleBookError
from advisor.files.compiled import home_of
from advisor.files.rulebook import rules_home
from advisor.schema.backtest import Backtest
from advisor.schema.cases import CaseBook
from advisor.schema.rules import Book

TRACK_RECORD: Final = "backtest.json"
"""Not YAML, so that it is no part of the rule book."""
HELD_OUT_RECORD: Final = "backtest_held_out.json"
"""On the cases kept apart: no rule was written and no weight fitted in view of them."""


def load_track_record(book: Book, cases: CaseBook, folder: str | Path | None = None) -> Backtest | None:
    """The cross-validated track record of this book on these cases.

    None where there is none, or where rules, weights or cases have changed since it was written.
    """
    found = _read(rules_home(folder) / TRACK_RECORD, book)
    return found if found and found.cases_fingerprint == cases.fingerprint and found.weights != "shipped" else None


def load_held_out_record(book: Book, folder: str | Path | None = None) -> Backtest | None:
    """The track record of this book, as it is, on the cases kept apart; None where there is none for these rules."""
    found = _read(rules_home(folder) / HELD_OUT_RECORD, book)
    return found if found and found.weights == "shipped" else None


def held_out_cases() -> Path | None:
    """The folder of cases kept apart, where the repository is at hand; the package does not carry them."""
    folder = home_of("case_studies") / "held_out"
    return folder if folder.is_dir() else None


def titled_in_japanese(found: Backtest, cases: CaseBook) -> Backtest:
    """The record with the titles of these cases, read in Japanese, beside the English ones."""
    return found.model_copy(update={"titles_ja": {case.id: case.title for case in cases.cases}})


def track_record_file(folder: str | Path | None = None) -> Path:
    """Where the track record of a folder of rules is written, the package's own where none is given.

    Raises `RuleBookError` where that is no whole book.
    """
    home = rules_home(folder)
    if not (home / "questions.yaml").is_file():
        raise RuleBookError(
            f"{home.name}: there is no `questions.yaml`, so this is no whole book whose track record could be kept; "
            "leave out --write, or give the folder of a whole book."
        )
    return home / TRACK_RECORD


def write_track_record(found: Backtest, path: Path) -> None:
    """The track record in this file. Raises `RuleBookError` where that fails."""
    try:
        path.write_text(found.model_dump_json(indent=1) + "\n", encoding="utf-8", newline="\n")
    except OSError as error:
        raise RuleBookError(
            f"{path.parent.name}: it cannot be written to ({error.strerror}); give another folder."
        ) from error


def _read(path: Path, book: Book) -> Backtest | None:
    """The record in this file, where there is one and it is of this book."""
    try:
        state = path.stat()
        found = _parsed(path, state.st_mtime_ns, state.st_size)
    except (OSError, ValidationError):
        return None
    return found if found.rules_fingerprint == book.fingerprint else None


@functools.lru_cache(maxsize=4)
def _parsed(path: Path, written: int, size: int) -> Backtest:
    """What stands in a file, read once for each time that it was written."""
    return Backtest.model_validate_json(path.read_bytes())
