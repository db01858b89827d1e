"""Result files of any size, made from a seed: four variants on the same items, one row each."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

PASS_RATES = {"prompt": 0.71, "prompt_few_shot": 0.74, "rag": 0.79, "fine-tuned": 0.81}
COSTS = {"prompt": 0.0011, "prompt_few_shot": 0.0019, "rag": 0.0034, "fine-tuned": 0.0015}
SEED = 20261128
KINDS = ("pass/fail", "graded")


def result_file(folder: Path, rows: int, kind: str, form: str) -> Path:
    """A CSV or Parquet file (`form`) of so many rows; `kind` is pass/fail or graded, three decimals."""
    path = folder / f"{kind.replace('/', '-')}-{rows}.{form}"
    if path.exists():
        return path
    items = rows // len(PASS_RATES)
    names = pa.array([f"item-{place:08}" for place in range(items)])
    random = np.random.default_rng(SEED)
    hardness = random.normal(0, 0.15, items)
    writer = None
    for variant, rate in PASS_RATES.items():
        part = _part(names, variant, rate, hardness, kind, random)
        if writer is None:
            writer = (
                pa.csv.CSVWriter(path, part.schema)
                if form == "csv"
                else pa.parquet.ParquetWriter(path, part.schema, compression="zstd")
            )
        writer.write_table(part)
    assert writer is not None
    writer.close()
    return path


def _part(
    names: pa.Array, variant: str, rate: float, hardness: np.ndarray, kind: str, random: np.random.Generator
) -> pa.Table:
    """One variant; its items in an order of its own, because calls do not come back in turn."""
    items = len(names)
    chance = np.clip(rate - hardness, 0.01, 0.99)
    if kind == "graded":
        marks = np.round(np.clip(chance + random.normal(0, 0.1, items), 0, 1), 3)
    else:
        marks = (random.random(items) < chance).astype(np.int64)
    tokens_in = random.integers(200, 2_000, items)
    part = pa.table(
        {
            "variant": pa.array([variant]).take(pa.array(np.zeros(items, dtype=np.int64))),
            "item": names,
            "correct": marks,
            "cost_usd": np.round(COSTS[variant] * tokens_in / 1_000, 6),
            "latency_s": np.round(random.gamma(3, 0.4, items), 3),
            "tokens_in": tokens_in,
            "tokens_out": random.integers(5, 300, items),
        }
    )
    return part.take(pa.array(random.permutation(items)))
