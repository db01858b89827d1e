"""Cells and tables of the report."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.evals.number_words import percent_interval
from advisor.schema.evidence import Interval


def bar(interval: Interval | None, n: int) -> str:
    """The ends in percent; empty where there are none."""
    return "" if interval is None else percent_interval(interval.low, interval.high, n)


def signed(difference: float | None, interval: Interval | None) -> str:
    """A difference in points with the ends of its interval; empty where there is none."""
    if difference is None:
        return ""
    bar = f" ({interval.low * 100:+.0f} to {interval.high * 100:+.0f})" if interval else ""
    return f"{difference * 100:+.0f} points{bar}"


def table(heads: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    rows = [heads, ["---"] * len(heads), *lines]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
