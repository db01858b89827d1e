"""What is known about a pass rate after k of n items passed: the Beta(k+1, n-k+1) distribution.

Bayes' rule with a flat prior, Beta(1, 1); recommended for evals by Bowyer et al. 2025 (arXiv 2503.01747).
`successes` may be a fraction when items were repeated and the sum of item means is given.
"""

from __future__ import annotations

from scipy.special import betainc, betaincinv


def beta_mean(successes: float, n: int) -> float:
    """The posterior mean, (k+1)/(n+2)."""
    return (successes + 1) / (n + 2)


def beta_interval(successes: float, n: int, level: float = 0.95) -> tuple[float, float]:
    """The equal-tailed credible interval."""
    a, b = successes + 1, n - successes + 1
    tail = (1 - level) / 2
    return float(betaincinv(a, b, tail)), float(betaincinv(a, b, 1 - tail))


def p_rate_at_least(successes: float, n: int, target: float) -> float:
    """P(true rate >= target)."""
    if target <= 0:
        return 1.0
    if target >= 1:
        return 0.0
    # The mirrored form keeps its digits when the probability is small.
    return float(betainc(n - successes + 1, successes + 1, 1 - target))
