"""The chance that more items change the choice between a simpler variant and the best.

P(flip after m items) = Phi(-|mu + margin| / st): the preposterior distribution of Raiffa and Schlaifer 1961, Applied
Statistical Decision Theory, with the border at -margin; st as in `evsi`.
"""

from __future__ import annotations

from scipy.special import ndtr

from advisor.stats.evsi import preposterior_sd


def flip_probability(mean: float, sd: float, item_sd: float, m: float, margin: float) -> float:
    """The chance that the mean difference (simpler minus best) crosses -margin after m more paired items."""
    moved = preposterior_sd(sd, item_sd, m)
    return float(ndtr(-abs(mean + margin) / moved)) if moved else 0.0
