"""Marks for task A: whether an answer is a query of this version, and whether it gives what the right query gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from benchmarks.reproduce.matching import first_line
from benchmarks.reproduce.sieve import DIALECTS, SieveError, parse
from benchmarks.reproduce.sieve_tables import Table, execute


def query_in(answer: str) -> str:
    """The first line that begins as a query does, whatever was said before it; without one, the first line."""
    lines = (line.strip().strip("`").strip() for line in answer.splitlines())
    return next((line for line in lines if line.startswith("TAKE ")), first_line(answer))


def marks(answer: str, wanted: str, version: int, boards: Sequence[Mapping[str, Table]]) -> tuple[bool, bool, str]:
    """Whether it parses, whether it is right on all boards, and why not."""
    dialect = DIALECTS[version]
    try:
        query = parse(query_in(answer), dialect)
    except SieveError as error:
        return False, False, str(error)
    right = parse(wanted, dialect)
    try:
        same = all(execute(query, board) == execute(right, board) for board in boards)
    except SieveError as error:
        return True, False, str(error)
    return True, same, "" if same else "It gives another result."
