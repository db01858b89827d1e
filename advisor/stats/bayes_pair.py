"""Exact probabilities about two of K pass/fail variants under the smoothed Bayesian bootstrap.

With b items that only A passed and c that only B passed, of n, the weights of "only A", "only B" and the rest are
Dirichlet(b + 2/K, c + 2/K, n + 2 - the two), by aggregation of `bayes_bootstrap`. So P(A > B) = 1 - I_1/2(b + 2/K, c +
2/K); within a margin: with u the weight of both and v the share of A in it, u ~ Beta, v ~ Beta independently, and
A - B = u (2v - 1), integrated over u.
"""

from __future__ import annotations

import math

from scipy.integrate import quad
from scipy.special import betainc, betaincinv


def pair_weights(only_a: int, only_b: int, n: int, variants: int = 2) -> tuple[float, float, float]:
    """The Dirichlet parameters of "only A", "only B" and the rest."""
    a, b = only_a + 2 / variants, only_b + 2 / variants
    return a, b, n + 2 - a - b


def p_a_better(only_a: int, only_b: int, variants: int = 2) -> float:
    """P(theta_A > theta_B); it does not depend on the items that do not separate the two."""
    return float(betainc(only_b + 2 / variants, only_a + 2 / variants, 0.5))


def pair_difference(only_a: int, only_b: int, n: int, variants: int = 2) -> tuple[float, float]:
    """The posterior mean and standard deviation of theta_A - theta_B."""
    a, b, _ = pair_weights(only_a, only_b, n, variants)
    total = n + 2
    centre = (a - b) / total
    return centre, math.sqrt(((a + b) / total - centre**2) / (total + 1))


def p_a_within(only_a: int, only_b: int, n: int, margin: float, variants: int = 2) -> float:
    """P(theta_A > theta_B - margin) for a margin of 0 or more."""
    a, b, rest = pair_weights(only_a, only_b, n, variants)

    def above(both: float) -> float:
        share = (1 - margin / both) / 2 if both > margin else 0.0
        return float(betainc(b, a, 1 - share))

    if rest <= 0:
        return above(1.0)
    # Over the quantiles of u, with the kink at u = margin named.
    kink = float(betainc(a + b, rest, margin))
    found, _ = quad(lambda q: above(float(betaincinv(a + b, rest, q))), kink, 1.0, epsabs=1e-10, limit=200)
    return kink + float(found)
