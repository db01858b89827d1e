"""One small evaluation that has everything in it, as a table of each library."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import duckdb
import narwhals as nw
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa

from advisor.evals.approach_names import guess_approach
from advisor.evals.eval_set import EvalSet
from advisor.evals.sample_table import SampleTable

SCORES = ("correct", "grade")
PASS_RATES = {"prompt": 0.55, "prompt_few_shot": 0.6, "rag": 0.75, "fine-tuned": 0.8}
COSTS = {"prompt": 0.001, "prompt_few_shot": 0.002, "rag": 0.004}
"""US dollars a call; what the tuned model costs nobody wrote down."""

BACKENDS: dict[str, Callable[[pa.Table], Any]] = {
    "PyArrow": lambda table: table,
    "pandas": lambda table: table.to_pandas(),
    "pandas with Arrow types": lambda table: table.to_pandas(types_mapper=pd.ArrowDtype),
    "Polars": pl.from_arrow,
    "Polars, lazy": lambda table: pl.DataFrame(table).lazy(),
    "DuckDB": duckdb.from_arrow,
}


def rows(items: int = 120, *, clustered: bool) -> pa.Table:
    """Four variants with failed calls, rows without a mark, absent items, repeats, and costs that are missing.

    `correct` is 0 or 1, `grade` lies between; `clustered` puts four items in a cluster, and a few in none.
    """
    random = np.random.default_rng(20261128)
    found: list[dict[str, Any]] = []
    for variant, rate in PASS_RATES.items():
        absent = set(random.choice(items, 2, replace=False).tolist())
        runs = [
            (place, epoch) for place in range(items) if place not in absent for epoch in range(1, 3 if place % 3 else 2)
        ]
        marked = np.array(["failed"] * 3 + ["unmarked"] * 2 + ["marked"] * (len(runs) - 5))
        for (place, epoch), state in zip(runs, random.permutation(marked).tolist(), strict=True):
            is_right, grade = float(random.random() < rate), float(random.beta(6 * rate, 6 * (1 - rate)))
            found.append(
                {
                    "variant": variant,
                    "item": f"item-{place:04} é",
                    "epoch": epoch,
                    "failed": state == "failed",
                    "error": "time-out" if state == "failed" else None,
                    "cost_usd": COSTS.get(variant) if random.random() < 0.9 else None,
                    "latency_s": round(float(random.gamma(3)), 3),
                    "tokens_in": int(random.integers(50, 900)) if random.random() < 0.9 else None,
                    "cluster": f"document {place // 4:03}" if place % 9 else None,
                    "correct": is_right if state == "marked" else None,
                    "grade": round(grade, 3) if state == "marked" else None,
                }
            )
    table = pa.Table.from_pylist([found[place] for place in random.permutation(len(found))])
    return table if clustered else table.drop_columns(["cluster"])


def our_columns(table: pa.Table) -> pa.Table:
    """The same table with the columns of a `SampleTable`."""
    names = {name: f"s{place}" for place, name in enumerate(SCORES)}
    return table.rename_columns([names.get(name, name) for name in table.column_names])


def set_in(frame: Any) -> EvalSet:
    """The evaluation whose rows lie in this table of any library, under our own column names."""
    lazy = nw.from_native(frame).lazy()
    there = [place for place in range(len(SCORES)) if f"s{place}" in lazy.collect_schema().names()]
    table = SampleTable(lazy, SCORES[: len(there)])
    return EvalSet(table, approaches={name: guess_approach(name) for name in PASS_RATES}, numbered=True)
