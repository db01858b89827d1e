"""How far a batch raises the peak of a process's memory, each engine in a process of its own.

    python benchmarks/engine/memory.py {ours | polars | duckdb} ROWS      prints one JSON object (Linux only)

The input is there before; a small batch has run before, so that what an engine allocates once is not counted. The peak
is that of the resident set, because `tracemalloc` does not see what Arrow and DuckDB allocate.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

KINDS = ("ours", "polars", "duckdb")
ANSWER_BYTES = 1 + 4 * 8
"""A code and four probabilities a row."""


def measure(rows: int, runs: int) -> list[dict[str, Any]]:
    """A row an engine: bytes of input and the median of the bytes on top of it; nothing where it cannot be measured."""
    if not Path("/proc/self/clear_refs").exists():
        return []
    found = []
    for kind in KINDS:
        taken = []
        for _ in range(runs):
            child = subprocess.run(
                [sys.executable, __file__, kind, str(rows)], check=True, capture_output=True, text=True
            )
            taken.append(json.loads(child.stdout))
        if taken[0] is not None:
            found.append(sorted(taken, key=lambda each: each["extra"])[len(taken) // 2])
    return found


def main() -> None:
    kind, rows = sys.argv[1], int(sys.argv[2])
    from padding import padded
    from plain_book import folded, plain_book

    from advisor.files.rulebook import RuleBook

    book, _ = padded(RuleBook.load())
    whole = plain_book(book)
    plain = folded(whole, whole["defaults"])
    engine = _engine(kind, book, plain)
    print(json.dumps(None if engine is None else _peak(engine, plain, rows)))


def _engine(kind: str, book: Any, plain: Any) -> Any:
    if kind == "polars":
        from rules_as_polars import PolarsBatch

        return PolarsBatch(plain)
    if kind == "duckdb":
        from rules_as_duckdb import DuckdbBatch

        return DuckdbBatch(plain)
    import ours

    return next(iter(ours.available(book, ours.Many, ours.Columns)), None)


def _peak(engine: Any, plain: Any, rows: int) -> dict[str, Any]:
    from situations import random_codes

    engine.decide(engine.table(random_codes(plain, 1_000, 5)))
    codes = random_codes(plain, rows, 4)
    table = engine.table(codes)
    size = sum(column.nbytes for column in codes.values())
    del codes
    Path("/proc/self/clear_refs").write_text("5")
    before = _resident("VmHWM")
    answer = engine.decide(table)
    extra = _resident("VmHWM") - before
    del answer
    return {"engine": engine.label, "rows": rows, "input": size, "extra": extra, "times": extra / size}


def _resident(what: str) -> int:
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(what))
    return int(line.split()[1]) * 1024


if __name__ == "__main__":
    main()
