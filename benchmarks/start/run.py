"""Import and first recommendation in a fresh process, as a ratio to importing pydantic, yaml and numpy.

    python benchmarks/start/run.py [--rounds 11]

Each round starts one process of each kind, in shuffled order; the figure is the ratio of the medians of wall time.
"""

from __future__ import annotations

import argparse
import random
import statistics
import subprocess
import sys
import time

ANSWERS = '{"scope": "narrow", "format": "peculiar", "rules": "manual", "failure": "form", "evals": "scored"}'
KINDS = {
    "python": "pass",
    "pydantic, yaml, numpy": "import pydantic, yaml, numpy",
    "import advisor": "import advisor",
    "first recommend()": f"from advisor import recommend; recommend({ANSWERS})",
    "recommend() with precedents": f"from advisor import recommend; recommend({ANSWERS}).precedents",
}
PEER = "pydantic, yaml, numpy"


def seconds(code: str) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=11)
    rounds = parser.parse_args().rounds
    for code in KINDS.values():
        seconds(code)
    times: dict[str, list[float]] = {kind: [] for kind in KINDS}
    for _ in range(rounds):
        for kind in random.sample(list(KINDS), len(KINDS)):
            times[kind].append(seconds(KINDS[kind]))
    peer = statistics.median(times[PEER])
    print(f"{'in a fresh process':30} {'median ms':>10} {'min-max ms':>15} {'ratio':>7}   ({rounds} rounds, shuffled)")
    for kind, taken in times.items():
        middle = statistics.median(taken)
        spread = f"{min(taken) * 1000:.0f}-{max(taken) * 1000:.0f}"
        print(f"{kind:30} {middle * 1000:10.0f} {spread:>15} {middle / peer:7.2f}")


if __name__ == "__main__":
    main()
