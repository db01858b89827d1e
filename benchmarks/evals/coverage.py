"""How often the intervals hold the truth, and how often a worse variant is called good enough.

    python benchmarks/evals/coverage.py

Prints three tables in a minute or so: coverage of nominal 95 % intervals at 20, 50, 100 and 500 items; the rate of
false "good enough" claims over 500 seeds; how often the rule passes variants that are truly equal. Seeds are fixed.
Clusters have five items, so that 20 items are four clusters, which the app marks as few.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri
from scipy.stats import binom

from advisor.stats.bayes_bootstrap import clustered_bayes_bootstrap
from advisor.stats.clustered_wilson import clustered_wilson_of_totals
from advisor.stats.good_enough import good_enough
from advisor.stats.mean_interval import moments_interval
from advisor.stats.moments import moments_of
from advisor.stats.noninferiority import noninferiority_p_binary
from advisor.stats.tango import tango_interval
from advisor.stats.wilson import wilson_interval

SIZES = (20, 50, 100, 500)
SEEDS = 500
TIMES = 10_000
RATES = (0.5, 0.6, 0.7, 0.8, 0.9, 0.93, 0.95)
PAIRS = ((0.05, 0.0), (0.1, 0.0), (0.1, 0.05), (0.2, 0.0), (0.2, 0.1), (0.3, 0.05), (0.4, 0.0), (0.4, 0.2))
"""Share of items that only one of two variants passes, and the true difference of their pass rates."""

Coverages = Iterator[float]


def wilson(n: int) -> Coverages:
    """Exact: every number of passes with its probability."""
    passes = np.arange(n + 1)
    bounds = np.array([wilson_interval(int(k), n) for k in passes])
    for rate in RATES:
        held = (bounds[:, 0] <= rate) & (rate <= bounds[:, 1])
        yield float(binom.pmf(passes, n, rate) @ held)


def tango(n: int) -> Coverages:
    random, interval = np.random.default_rng(n), lru_cache(None)(tango_interval)
    for discordant, difference in PAIRS:
        shares = [(discordant + difference) / 2, (discordant - difference) / 2, 1 - discordant]
        held = 0
        for b, c, _ in random.multinomial(n, shares, size=TIMES).tolist():
            low, high = interval(b, c, n)
            held += low <= difference <= high
        yield held / TIMES


def paired_t(n: int) -> Coverages:
    """Graded differences: even, skewed, and sparse (four items in ten differ)."""
    random = np.random.default_rng(n)
    shapes: list[tuple[Callable[[], NDArray[np.float64]], float]] = [
        (lambda: random.beta(4, 2, n) - random.beta(4, 3, n), 4 / 6 - 4 / 7),
        (lambda: random.beta(1, 5, n), 1 / 6),
        (lambda: (random.random(n) < 0.4) * (random.beta(2, 2, n) - 0.3), 0.4 * 0.2),
    ]
    for draw, truth in shapes:
        bounds = [moments_interval(moments_of(draw().tolist())) for _ in range(TIMES)]
        yield float(np.mean([found is not None and found[0] <= truth <= found[1] for found in bounds]))


def clustered_wilson(n: int) -> Coverages:
    for rate, sums in _clustered_passes(n, TIMES):
        bounds = [clustered_wilson_of_totals(each, np.full(n // 5, 5)) for each in sums]
        yield float(np.mean([low <= rate <= high for low, high in bounds]))


def clustered_bootstrap(n: int) -> Coverages:
    for rate, sums in _clustered_passes(n, 2000):
        held = 0
        for each in sums:
            found = clustered_bayes_bootstrap(each[:, None], np.full(n // 5, 5), margin=0.0, draws=2000)
            low, high = found.quantiles(0.025, 0.975)[:, 0]
            held += low <= rate <= high
        yield held / len(sums)


def _clustered_passes(n: int, times: int) -> Iterator[tuple[float, NDArray[np.float64]]]:
    """(times, clusters) passes of clusters of five, whose latent scores correlate at 0.4 (about 0.25 in passes)."""
    random = np.random.default_rng(n)
    for rate in (0.7, 0.8, 0.93):
        shared = random.standard_normal((times, n // 5, 1)) * math.sqrt(0.4)
        latent = shared + random.standard_normal((times, n // 5, 5)) * math.sqrt(0.6)
        yield rate, (latent < ndtri(rate)).sum(axis=2).astype(float)


def passing_shares(n: int, rates: list[float], margin: float) -> tuple[float, float]:
    """Over all seeds: how often any variant below the best passes, and how often the first one does."""
    any_worse = first = 0
    for seed in range(SEEDS):
        random = np.random.default_rng([n, len(rates), seed])
        latent = random.standard_normal((n, 1)) * math.sqrt(0.5)
        latent = latent + random.standard_normal((n, len(rates))) * math.sqrt(0.5)
        columns = (latent < ndtri(rates)).astype(int).T.tolist()
        pairs = [[Counter(zip(a, b, strict=True)) for b in columns] for a in columns]
        p = [[noninferiority_p_binary(pair[1, 0], pair[0, 1], n, margin) for pair in row] for row in pairs]
        passes = good_enough(p).passes
        any_worse += any(passes[:-1])
        first += passes[0]
    return any_worse / SEEDS, first / SEEDS


def main() -> None:
    print("Coverage of nominal 95 % intervals: mean over the settings, and the lowest\n")
    print("| interval | " + " | ".join(f"n = {n}" for n in SIZES) + " |")
    print("| --- |" + " --- |" * len(SIZES))
    methods: dict[str, Callable[[int], Coverages]] = {
        "Wilson, pass rates 50 to 95 %": wilson,
        "Tango, 8 pairs": tango,
        "paired t, 3 graded shapes": paired_t,
        "clustered Wilson, clusters of 5": clustered_wilson,
        "clustered Bayesian bootstrap, clusters of 5": clustered_bootstrap,
    }
    for name, method in methods.items():
        found = [list(method(n)) for n in SIZES]
        print(f"| {name} | " + " | ".join(f"{np.mean(each):.1%}, {min(each):.1%}" for each in found) + " |", flush=True)
    print(f'\nFalse "good enough" over {SEEDS} seeds: every simpler variant is truly worse by the margin\n')
    print("| items | variants | margin | any worse variant passes |\n| --- | --- | --- | --- |")
    for n, variants, margin in ((100, 3, 0.05), (300, 4, 0.05), (300, 6, 0.03)):
        false, _ = passing_shares(n, [0.8 - margin] * (variants - 1) + [0.8], margin)
        print(f"| {n} | {variants} | {margin} | {false:.1%} |", flush=True)
    print(f"\nPower over {SEEDS} seeds: three variants truly equal, margin 0.05\n")
    print("| items | the simplest passes |\n| --- | --- |")
    for n in (100, 300, 1000):
        print(f"| {n} | {passing_shares(n, [0.8] * 3, 0.05)[1]:.1%} |", flush=True)


if __name__ == "__main__":
    main()
