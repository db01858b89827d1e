"""Our decision engine beside its peers: the same rules and answers, checked to agree, then timed as ratios.

    python -m pip install -e ".[evals]" -r benchmarks/engine/requirements.txt      (in an environment of its own)
    python benchmarks/engine/run.py [--quick] [--json FILE] [--only one,batch,memory,cold]

First every engine is held against the plain reference on at least 1,000 random answer sets, a third of the answers
unknown; where one differs, the run stops and says in what. Then one run, rounds in shuffled order: times are medians,
ratios are medians of each round's ratio. Compare ratios: no time is a promise.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import batch
import cold_start
import memory
import one_decision
from agreement import Disagreement, variety
from padding import padded
from tables import markdown, targets

from advisor.files.rulebook import RuleBook

MEASUREMENTS = ("one", "batch", "memory", "cold")
PACKAGES = ("zen-engine", "cel-expr-python", "clipspy", "rule-engine", "panzi-json-logic", "polars", "duckdb")
ROWS = (100_000, 1_000_000)


def main() -> None:
    options = _options()
    quick, sizes = options.quick, ROWS[:1] if options.quick else ROWS
    book, synthetic = padded(RuleBook.load())
    found: dict[str, Any] = {"machine": _machine(), "rules": len(book.rules), "synthetic_rules": synthetic}
    print(f"# Engines on {len(book.rules)} rules\n\n{_machine_line(found['machine'])}\n")
    print(f"{synthetic} of the rules are synthetic.\n" if synthetic else "All rules are real; none were added.\n")
    count = 200 if quick else 1_000
    for evidence in (False, True):
        one, expected = one_decision.check(book, count, evidence=evidence)
        many, _ = batch.check(book, count, evidence=evidence)
        what = "25 answers and 9 facts of eval results" if evidence else "25 answers, no eval results"
        agreed = f"{len(one) + len(many)} engines say the same as the reference on {len(expected)} answer sets"
        print(f"Agreement, {what}: {agreed} ({variety(expected)}).\n")
    gc.collect()
    gc.freeze()  # what was set up so far is not looked through again and again while things are timed
    if "one" in options.only:
        for evidence in (False, True):
            rounds, seconds = (3, 0.005) if quick else (41, 0.015)
            key = "one_decision_with_evidence" if evidence else "one_decision"
            found[key] = one_decision.measure(book, rounds, seconds, evidence=evidence)
            print(markdown(key, found[key]))
    if "batch" in options.only:
        for rows in sizes:
            found[f"batch_{rows}"] = batch.measure(book, rows, 3 if quick else 11)
            print(markdown("batch", found[f"batch_{rows}"], count=rows))
    if "memory" in options.only:
        found["memory"] = [row for rows in sizes for row in memory.measure(rows, 1 if quick else 5)]
        print(markdown("memory", found["memory"]) if found["memory"] else "Memory can be measured on Linux only.\n")
    if "cold" in options.only:
        found["cold_start"] = cold_start.measure(book, 3 if quick else 15)
        print(markdown("cold_start", found["cold_start"]))
    gc.unfreeze()
    print(targets(found))
    if options.json:
        options.json.write_text(json.dumps(found, indent=1) + "\n")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="fewer rounds and rows: whether it runs, not how fast")
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep the figures")
    parser.add_argument(
        "--only", type=lambda text: text.split(","), default=MEASUREMENTS, help=f"some of {','.join(MEASUREMENTS)}"
    )
    options = parser.parse_args()
    if unknown := [each for each in options.only if each not in MEASUREMENTS]:
        parser.error(f"--only knows no {', '.join(unknown)}; write some of {','.join(MEASUREMENTS)}")
    return options


def _machine() -> dict[str, Any]:
    names = [
        line.partition(":")[2].strip()
        for line in (Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else ())
        if line.startswith("model name")
    ]
    return {
        "cpu": names[0] if names else platform.processor(),
        "cpus": os.cpu_count(),
        "system": platform.system(),
        "python": platform.python_version(),
        "versions": {package: version(package) for package in ("llm-approach-advisor", "numpy", "pydantic", *PACKAGES)},
    }


def _machine_line(machine: dict[str, Any]) -> str:
    packages = ", ".join(f"{package} {number}" for package, number in machine["versions"].items())
    return f"{machine['cpu']}, {machine['cpus']} CPUs, {machine['system']}, Python {machine['python']}; {packages}."


if __name__ == "__main__":
    try:
        main()
    except Disagreement as stopped:
        sys.exit(f"Stopped, nothing is timed: {stopped}")
