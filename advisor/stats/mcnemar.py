"""McNemar's test for two pass rates on the same items: exact and mid-p.

With b items that only A passed and c that only B passed, X ~ Bin(b+c, 1/2): exact p = 2 P(X <= min(b, c));
mid-p = exact p - P(X = min(b, c)), and 1 - P(X = b)/2 for b = c. McNemar 1947; mid-p: Fagerland, Lydersen and
Laake 2013, BMC Medical Research Methodology 13:91: it keeps the level without the exact test's caution.
"""

from __future__ import annotations

import math

from scipy.special import bdtr, gammaln


def mcnemar_exact(only_a: int, only_b: int) -> float:
    """The two-sided exact p-value."""
    discordant, fewer = only_a + only_b, min(only_a, only_b)
    return min(1.0, 2 * float(bdtr(fewer, discordant, 0.5)))


def mcnemar_mid_p(only_a: int, only_b: int) -> float:
    """The two-sided mid-p-value; 1 when no item separates the two."""
    discordant, fewer = only_a + only_b, min(only_a, only_b)
    if discordant == 0:
        return 1.0
    choose = gammaln(discordant + 1) - gammaln(fewer + 1) - gammaln(discordant - fewer + 1)
    point = math.exp(float(choose) - discordant * math.log(2))
    if only_a == only_b:
        return 1 - point / 2
    return 2 * float(bdtr(fewer, discordant, 0.5)) - point
