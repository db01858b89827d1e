"""Cells and tables of the report."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.schema.evidence import Interval


def bar(interval: Interval | None) -> str:
    """The ends in percent; empty where there are none."""
    return "" if interval is None else f"{interval.low * 100:.0f} to {interval.high * 100:.0f} %"


def signed(difference: float | None, interval: Interval | None) -> str:
    """A difference in points with the ends of its interval; empty where there is none."""
    if difference is None:
        return ""
    ends = f" ({_points(interval.low)} to {_points(interval.high)})" if interval else ""
    return f"{_points(difference)}{ends}"


def _points(share: float) -> str:
    points = round(share * 100)
    return f"{points:+d}" if points else "0"


def table(heads: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    rows = [heads, ["---"] * len(heads), *lines]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
