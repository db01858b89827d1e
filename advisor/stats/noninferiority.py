"""Is A worse than B by less than a margin? One-sided p-values of H0: theta_A - theta_B <= -margin.

Pass/fail: 1 - Phi(T(-margin)) with Tango's score statistic T (Tango 1998, Statistics in Medicine 17, 891-908), which is
below alpha exactly where the low end of the 1 - 2 alpha Tango interval lies above -margin. Graded: Student's t of
(mean difference + margin) / SE. Equivalence, "neither is worse by the margin", is the larger of the two one-sided
p-values: TOST, Schuirmann 1987, Journal of Pharmacokinetics and Biopharmaceutics 15, 657-680.
"""

from __future__ import annotations

from scipy.special import ndtr, stdtr

from advisor.stats.moments import Moments
from advisor.stats.tango import score_statistic


def noninferiority_p_binary(only_a: int, only_b: int, n: int, margin: float) -> float:
    """From items only A passed, items only B passed and all items (at least one); the margin lies in [0, 1)."""
    return float(ndtr(-score_statistic(only_a, only_b, n, -margin)))


def noninferiority_p(difference: float, error: float | None, degrees: float, margin: float) -> float | None:
    """From a mean difference A - B, its standard error and degrees of freedom (G - 1 with G clusters).

    None where the error is unknown or 0: differences without spread have no t-test.
    """
    return float(stdtr(degrees, -(difference + margin) / error)) if error else None


def noninferiority_p_graded(differences: Moments, margin: float) -> float | None:
    """From the moments of the item differences a_i - b_i; None where they show no spread."""
    return noninferiority_p(differences.mean, differences.se, differences.n - 1, margin)


def equivalence_p_binary(only_a: int, only_b: int, n: int, margin: float) -> float:
    """The TOST p-value that the pass rates differ by less than the margin."""
    return max(noninferiority_p_binary(only_a, only_b, n, margin), noninferiority_p_binary(only_b, only_a, n, margin))


def equivalence_p_graded(differences: Moments, margin: float) -> float | None:
    """The TOST p-value that the means differ by less than the margin; None where the differences show no spread."""
    one = noninferiority_p(differences.mean, differences.se, differences.n - 1, margin)
    other = noninferiority_p(-differences.mean, differences.se, differences.n - 1, margin)
    return None if one is None or other is None else max(one, other)
