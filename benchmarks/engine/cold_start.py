"""Import, load the rules, first decision: each in a fresh process.

Ours loads its compiled book; the peers read the same rules from JSON on disk, as texts where they take texts. Each
answers the same questions with the full ranking.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plain_book import folded, plain_book
from rules_as_duckdb import row_sql
from rules_as_zen import list_expression
from situations import random_facts
from timing import Times, interleaved

if TYPE_CHECKING:
    from advisor.schema.rules import Book

HERE = Path(__file__).resolve().parent
BARE = "bare Python"
CORE = "advisor, core"
PUBLIC = "advisor, recommend()"
_READ = "import json; saved = json.load(open({file!r})); book, facts = saved['rules'], saved['facts']; "
_OURS = "import json; facts = json.load(open({file!r}))['facts']; "
CODES = {
    BARE: "pass",
    CORE: _OURS + "from advisor.files.rulebook import RuleBook; from advisor.decision.engine import Engine; "
    "Engine(RuleBook.load()).decide(facts)",
    PUBLIC: _OURS + "from advisor import recommend; recommend(facts)",
    "zen-engine, list expression": _READ
    + "from rules_as_zen import ZenExpression; ZenExpression(book, saved['zen']).decide(facts)",
    "cel-expr-python, list expression": _READ + "from rules_as_cel import Cel; Cel(book).decide(facts)",
    "Polars, one row": _READ + "from rules_as_polars import PolarsRow; PolarsRow(book).decide(facts)",
    "DuckDB, one row": _READ + "from rules_as_duckdb import DuckdbRow; DuckdbRow(book, saved['sql']).decide(facts)",
}


def measure(book: Book, rounds: int) -> list[dict[str, Any]]:
    """Rows of milliseconds from start to end of the process, and above a bare interpreter."""
    whole = plain_book(book)
    plain = folded(whole, whole["defaults"])
    facts = {k: v for k, v in random_facts(whole, 1, 6, evidence=False)[0].items() if k in plain["values"]}
    saved = {"rules": plain, "facts": facts, "zen": list_expression(plain), "sql": row_sql(plain)}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "rules.json"
        file.write_text(json.dumps(saved))
        tasks = {label: _process(code.format(file=str(file))) for label, code in CODES.items()}
        taken = interleaved(tasks, rounds, watch_cpu=False)
    bare = taken[BARE]
    above = {
        label: Times([one - two for one, two in zip(times.rounds, bare.rounds, strict=True)])
        for label, times in taken.items()
    }
    return [
        {
            "engine": label,
            "milliseconds": times.median * 1e3,
            "above_bare": above[label].median * 1e3,
            "low": times.low * 1e3,
            "high": times.high * 1e3,
            "ratio": times.times(taken[CORE]),
            "ratio_above_bare": above[label].times(above[CORE]),
        }
        for label, times in taken.items()
    ]


def _process(code: str) -> Any:
    return lambda: subprocess.run([sys.executable, "-c", code], check=True, cwd=HERE)
