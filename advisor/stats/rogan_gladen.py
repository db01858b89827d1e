"""The true pass rate from a judge's, when its sensitivity and specificity are known from other items.

(p + specificity - 1) / (sensitivity + specificity - 1): Rogan and Gladen 1978, American Journal of Epidemiology 107,
71-76. The interval is that of Lee et al. 2025 (arXiv 2511.21140): z²/2 of z² items are added to the pass rate, one of
two to both calibration shares; the centre is moved by the curvature of the formula; the standard error takes in all
three.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from scipy.special import ndtri


@dataclass(frozen=True, slots=True)
class Calibration:
    """A judge's shares on items with human labels: `failing` of them truly fail, `passing` truly pass."""

    sensitivity: float
    specificity: float
    passing: int
    failing: int


def corrected_rate(judged: float, calibration: Calibration) -> float | None:
    """The corrected pass rate, inside [0, 1]; None where the judge is no better than chance."""
    gain = calibration.sensitivity + calibration.specificity - 1
    return min(max((judged + calibration.specificity - 1) / gain, 0.0), 1.0) if gain > 0 else None


def corrected_error(judged: float, n: int, calibration: Calibration) -> float | None:
    """The standard error by the delta method, without smoothing; None where the judge is no better than chance."""
    q0, q1 = calibration.specificity, calibration.sensitivity
    return _error(judged, n, q0, calibration.failing, q1, calibration.passing) if q0 + q1 > 1 else None


def corrected_interval(
    judged: float, n: int, calibration: Calibration, level: float = 0.95
) -> tuple[float, float] | None:
    """Low and high end, inside [0, 1], from the judge's pass rate on n items; None where the judge knows nothing."""
    z = float(ndtri((1 + level) / 2))
    p = (n * judged + z * z / 2) / (n + z * z)
    q0 = (calibration.failing * calibration.specificity + 1) / (calibration.failing + 2)
    q1 = (calibration.passing * calibration.sensitivity + 1) / (calibration.passing + 2)
    items, failing, passing = n + z * z, calibration.failing + 2.0, calibration.passing + 2.0
    if q0 + q1 <= 1:
        return None
    rate = (p + q0 - 1) / (q0 + q1 - 1)
    shift = 2 * z * z * (rate * q1 * (1 - q1) / passing - (1 - rate) * q0 * (1 - q0) / failing)
    half = z * _error(p, items, q0, failing, q1, passing)
    return min(max(rate + shift - half, 0.0), 1.0), min(max(rate + shift + half, 0.0), 1.0)


def _error(p: float, n: float, q0: float, failing: float, q1: float, passing: float) -> float:
    rate = (p + q0 - 1) / (q0 + q1 - 1)
    parts = (p * (1 - p) / n, (1 - rate) ** 2 * q0 * (1 - q0) / failing, rate**2 * q1 * (1 - q1) / passing)
    return math.sqrt(math.fsum(parts)) / (q0 + q1 - 1)
