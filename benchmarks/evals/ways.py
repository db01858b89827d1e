"""The same figures of one result file in four ways: per variant n, mean and error, and every pair on its shared items.

    python benchmarks/evals/ways.py WAY FILE       prints one JSON object: seconds, the figures

Ours gives far more than these figures (verdicts, health, the joint posterior) and is timed with all of it. The plain
SQL takes every row for an item of its own; pandas averages repeats within an item first, as ours does. `duckdb` is the
fastest plain SQL we know, `duckdb, file each time` the shortest. `frame: NAME` is ours on a table that NAME holds.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Figures = dict[str, dict[str, list[float]]]
"""`means`: variant -> [n, mean, standard error]; `pairs`: "a - b" -> [n, difference]."""

ERROR = "stddev_samp(correct) / sqrt(count(correct))"
PAIRS = """
    SELECT a.variant, b.variant, count(*), avg(a.correct - b.correct), stddev_samp(a.correct - b.correct),
           count(*) FILTER (a.correct - b.correct = 1), count(*) FILTER (b.correct - a.correct = 1)
    FROM {rows} a JOIN {rows} b ON a.item = b.item AND a.variant < b.variant GROUP BY ALL
"""


def ours() -> Callable[[Any], Any]:
    """`read_evals` and `compare`."""
    # Whatever is loaded on the way is loaded here, so that it is not timed.
    from advisor import compare, read_evals
    from advisor.evals import analysis  # noqa: F401
    from advisor.files import read_results  # noqa: F401

    if "graded" in sys.argv[-1]:  # very many different marks need the normal posterior
        import scipy.stats  # noqa: F401

    return lambda path: compare(read_evals(path, columns={"score": "correct"}))


def duckdb_table() -> Callable[[str], Any]:
    """Three columns into a table, a group-by, a self-join."""
    import duckdb

    def run(path: str) -> Any:
        own = duckdb.connect()
        own.execute(f"CREATE TABLE found AS SELECT variant, item, correct FROM '{path}'")
        means = own.execute(f"SELECT variant, count(correct), avg(correct), {ERROR} FROM found GROUP BY 1").fetchall()
        return means, own.execute(PAIRS.format(rows="found")).fetchall()

    return run


def duckdb_file() -> Callable[[str], Any]:
    """The group-by and the self-join straight on the file."""
    import duckdb

    def run(path: str) -> Any:
        own = duckdb.connect()
        means = own.execute(f"SELECT variant, count(correct), avg(correct), {ERROR} FROM '{path}' GROUP BY 1")
        return means.fetchall(), own.execute(PAIRS.format(rows=f"'{path}'")).fetchall()

    return run


def pandas_scipy(draws: int = 0) -> Callable[[str], Any]:
    """Item means, sums and t intervals by group-bys, each pair merged on the item with its t-test and four counts.

    With `draws`, the chance of each variant to be the best too, by so many bootstrap draws of the items (ours: 20,000).
    """
    from itertools import combinations

    import numpy as np
    import pandas as pd
    import pyarrow.parquet  # noqa: F401 - so that its import is not timed
    from scipy import stats

    def run(path: str) -> Any:
        rows = pd.read_csv(path) if path.endswith(".csv") else pd.read_parquet(path)
        rows.groupby("variant").agg(
            rows=("item", "size"), cost=("cost_usd", "sum"), latency=("latency_s", "mean"),
            tokens_in=("tokens_in", "sum"), tokens_out=("tokens_out", "sum"),
        )  # fmt: skip
        items = rows.groupby(["variant", "item"], as_index=False)["correct"].mean()
        means, pairs = [], []
        for variant, own in items.groupby("variant")["correct"]:
            n, mean, error = own.count(), own.mean(), own.sem()
            stats.t.interval(0.95, n - 1, mean, error)
            means.append((variant, n, mean, error))
        by_variant = {variant: own[["item", "correct"]] for variant, own in items.groupby("variant")}
        for a, b in combinations(sorted(by_variant), 2):
            both = by_variant[a].merge(by_variant[b], on="item")
            stats.ttest_rel(both["correct_x"], both["correct_y"]).confidence_interval()
            apart = both["correct_x"] - both["correct_y"]
            only_a, only_b = int((apart == 1).sum()), int((apart == -1).sum())
            if only_a + only_b:
                stats.binomtest(only_a, only_a + only_b)
            pairs.append((a, b, len(both), apart.mean()))
        if draws:
            marks = items.pivot(index="item", columns="variant", values="correct").dropna().to_numpy(dtype=float)
            chance = np.random.default_rng(0)
            best = [np.argmax(chance.standard_exponential(len(marks)) @ marks) for _ in range(draws)]
            np.bincount(best, minlength=marks.shape[1]) / draws
        return means, pairs

    return run


WAYS: dict[str, Callable[[], Callable[[str], Any]]] = {
    "advisor": ours,
    "duckdb": duckdb_table,
    "duckdb, file each time": duckdb_file,
    "pandas + SciPy": pandas_scipy,
    "pandas + SciPy, P(best) of 1,000 draws": lambda: pandas_scipy(1_000),
}


def held_by(library: str, path: str) -> Any:
    """The rows of a Parquet file in a library."""
    if library == "pandas":
        import pandas as pd

        return pd.read_parquet(path)
    if library == "duckdb":
        import duckdb

        return duckdb.sql(f"FROM '{path}'")
    if library == "spark":
        from pyspark.sql import SparkSession

        builder = SparkSession.builder.master("local[*]").config("spark.ui.enabled", "false")
        held = builder.config("spark.sql.shuffle.partitions", "4").getOrCreate().read.parquet(path).cache()
        held.count()
        return held
    import polars as pl

    return pl.scan_parquet(path) if library == "polars, lazy" else pl.read_parquet(path)


def figures(found: Any) -> Figures:
    """What all ways have in common; a pair is told in the order of the names."""
    if isinstance(found, tuple):
        means, pairs = found
        return {
            "means": {variant: [n, mean, error] for variant, n, mean, error in means},
            "pairs": {f"{a} - {b}": [n, apart] for a, b, n, apart, *_ in pairs},
        }
    scores = {own.variant: own.scores[found.score] for own in found.variants}
    pairs = {}
    for pair in found.pairs:
        turned = -1 if pair.a > pair.b else 1
        pairs[" - ".join(sorted((pair.a, pair.b)))] = [pair.n_shared, turned * pair.difference]
    return {"means": {variant: [own.n, own.mean, own.se] for variant, own in scores.items()}, "pairs": pairs}


def _peak() -> float:
    """The most memory that this process ever held, in MiB; what is told of it from outside can be its parent's."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(re.search(r"VmHWM:\s+(\d+)", status.read_text())[1]) / 1024  # type: ignore[index]
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    way, path = sys.argv[1:]
    if way.startswith("frame: "):
        run, given = ours(), held_by(way.removeprefix("frame: "), path)
    else:
        run, given = WAYS[way](), path
    start = time.perf_counter()
    found = run(given)
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "peak": _peak(), "figures": figures(found)}, default=float))


if __name__ == "__main__":
    main()
