"""One million rows of results, and up to ten million: ours beside plain SQL in DuckDB and beside pandas with SciPy.

    python -m pip install -e ".[evals]" duckdb pandas polars          (pyspark and a Java for the table of libraries)
    python benchmarks/evals/run.py [--only same,growth,libraries] [--runs 7] [--most 10000000] [--folder FOLDER]

Every run is a process of its own, and the ways take turns in shuffled order. `work` is reading and everything after it;
`whole` has the start of Python and all imports too. Memory is the peak resident set of the process. Ratios are medians
of each round's ratio, so that a busy machine slows both sides. Times are no promise.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from result_files import KINDS, result_file
from ways import WAYS, Figures

ROWS = (10_000, 100_000, 1_000_000, 10_000_000)
PARTS = ("same", "growth", "libraries")
SAME = 1_000_000
LIBRARIES = ("polars", "polars, lazy", "duckdb", "pandas", "spark")
DIGITS = 1e-9


@dataclass(frozen=True)
class Run:
    """One process: seconds of the work, of the whole, of processor, and its peak in MB."""

    work: float
    whole: float
    processor: float
    peak: float
    figures: Figures


def main() -> None:
    """The tables that were asked for."""
    options = _options()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(options.folder or made)
        print(f"{os.cpu_count()} cores, {os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB\n")
        if "same" in options.only:
            for kind in KINDS:
                for form in ("csv", "parquet"):
                    same_work(result_file(folder, SAME, kind, form), kind, options.runs)
        if "growth" in options.only:
            growth(folder, [rows for rows in ROWS if rows <= options.most], min(3, options.runs))
        if "libraries" in options.only:
            libraries(result_file(folder, SAME, "pass/fail", "parquet"), min(3, options.runs))


def same_work(path: Path, kind: str, runs: int) -> None:
    """Ours and the others on one file; stops when they do not say the same."""
    found = _take_turns({way: [way, str(path)] for way in WAYS}, runs)
    for way, own in found.items():
        _check(way, own[0].figures, found["advisor"][0].figures)
    print(f"## {SAME:,} rows, {kind}, {path.suffix[1:]} of {path.stat().st_size / 2**20:.0f} MB; {runs} runs\n")
    print("| way | work s | whole s | processor s | peak MB | its work / ours | its whole / ours | ours / its peak |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    ours = found["advisor"]
    for way, own in found.items():
        ratios = [
            statistics.median(getattr(one, kind) / getattr(mine, kind) for one, mine in zip(own, ours, strict=True))
            for kind in ("work", "whole", "peak")
        ]
        print(f"| {way} | {_medians(own)} | {ratios[0]:.2f} | {ratios[1]:.2f} | {1 / ratios[2]:.2f} |")
    print()


def growth(folder: Path, sizes: Sequence[int], runs: int) -> None:
    """Ours on ever more rows."""
    print(
        f"## Growth, {runs} runs\n\n| rows | items | results | file | MB | work s | whole s | processor s | peak MB |"
    )
    print("|---:|---:|---|---|---:|---:|---:|---:|---:|")
    for rows in sizes:
        for kind in KINDS:
            for form in ("csv", "parquet"):
                path = result_file(folder, rows, kind, form)
                (own,) = _take_turns({"advisor": ["advisor", str(path)]}, runs).values()
                size = path.stat().st_size / 2**20
                print(f"| {rows:,} | {rows // 4:,} | {kind} | {form} | {size:.1f} | {_medians(own)} |", flush=True)
    print()


def libraries(path: Path, runs: int) -> None:
    """The same rows held by each library, which is not timed, then `read_evals` and `compare`, which are."""
    found = _take_turns({library: [f"frame: {library}", str(path)] for library in LIBRARIES}, runs)
    print(f"## {SAME:,} rows, pass/fail, that a library holds already; {runs} runs\n")
    print("| library | work s | whole s | processor s | peak MB |\n|---|---:|---:|---:|---:|")
    for library, own in found.items():
        assert own[0].figures == found[LIBRARIES[0]][0].figures, f"{library} gives other figures"
        print(f"| {library} | {_medians(own)} |")
    print("\nAll give the same figures to the last digit. Of Spark, processor and memory are those of Python alone.\n")


def _take_turns(commands: Mapping[str, Sequence[str]], runs: int) -> dict[str, list[Run]]:
    found: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(runs):
        for name in random.sample(list(commands), len(commands)):
            found[name].append(_run(commands[name]))
    return found


def _run(arguments: Sequence[str]) -> Run:
    script = Path(__file__).with_name("ways.py")
    with tempfile.TemporaryFile("w+") as output:
        start = time.perf_counter()
        pid = os.posix_spawn(
            sys.executable,
            [sys.executable, str(script), *arguments],
            os.environ,
            file_actions=[(os.POSIX_SPAWN_DUP2, output.fileno(), 1)],
        )
        _, status, used = os.wait4(pid, 0)
        whole = time.perf_counter() - start
        if status:
            raise SystemExit(f"{arguments} failed")
        output.seek(0)
        told = json.loads(output.read().splitlines()[-1])
    return Run(told["seconds"], whole, used.ru_utime + used.ru_stime, told["peak"], told["figures"])


def _medians(runs: Sequence[Run]) -> str:
    work, whole, processor = (
        f"{statistics.median(getattr(run, kind) for run in runs):.2f}" for kind in ("work", "whole", "processor")
    )
    return f"{work} | {whole} | {processor} | {statistics.median(run.peak for run in runs):,.0f}"


def _check(way: str, theirs: Figures, ours: Figures) -> None:
    for part, figures in ours.items():
        for name, numbers in figures.items():
            pairs = list(zip(theirs[part][name], numbers, strict=True))
            if any(abs(one - other) > DIGITS * max(1.0, abs(other)) for one, other in pairs):
                raise SystemExit(f"{way} says {theirs[part][name]} of {name}, ours {numbers}")


def _options() -> argparse.Namespace:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--only", type=lambda text: text.split(","), default=PARTS)
    options.add_argument("--runs", type=int, default=7)
    options.add_argument("--most", type=int, default=ROWS[-1])
    options.add_argument("--folder", help="where the files are made and stay; else they are made anew and deleted")
    return options.parse_args()


if __name__ == "__main__":
    main()
