"""Equal variants are called different about as rarely as the interval promises: by enumeration and by simulation."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import multinomial

from advisor.evals.marks import marks_of
from advisor.evals.paired_estimate import estimate_pair
from advisor.stats.tango import tango_interval


@pytest.mark.parametrize(("items", "discordant"), [(20, 0.1), (20, 0.28), (20, 0.6), (50, 0.1), (50, 0.4)])
def test_pass_fail_pairs_are_falsely_told_apart_at_most_5_percent_of_the_time(items: int, discordant: float) -> None:
    # Every outcome of b and c with its probability, when each variant alone passes half of the discordant items.
    tables = [(b, c) for b in range(items + 1) for c in range(items + 1 - b) if b > c]
    false = [(b, c) for b, c in tables if tango_interval(b, c, items)[0] > 0]
    shares = [discordant / 2, discordant / 2, 1 - discordant]
    chance = 2 * sum(multinomial.pmf([b, c, items - b - c], items, shares) for b, c in false)
    assert chance <= 0.053


def test_repeated_items_are_falsely_told_apart_about_5_percent_of_the_time() -> None:
    random = np.random.default_rng(20261122)
    items, repeats, rounds = 15, 3, 1000
    false = 0
    for _ in range(rounds):
        hardness = random.normal(size=items)  # shared: the two agree on easy and on hard items
        marks = (hardness + random.normal(size=(2, repeats, items)) < 1.2).mean(axis=1)
        pair = marks_of(marks.T, np.ones(items)).pair(0, 1)
        assert pair is not None
        found = estimate_pair(pair, "pass/fail")
        assert found.interval95 is not None
        false += not found.interval95.low <= 0 <= found.interval95.high
    # Two standard errors of the simulation on top of 5 %.
    assert false <= rounds * 0.05 + 2 * (rounds * 0.05 * 0.95) ** 0.5
