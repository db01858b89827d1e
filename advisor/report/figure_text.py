"""The words of the chart: labels, hover texts, caption, the paragraph for those who cannot see it, the data table."""

from __future__ import annotations

import textwrap
from html import escape
from typing import Any

from advisor.report.figure_axes import money
from advisor.report.figure_points import Point, best, points
from advisor.schema.evidence import Evidence

_LONGEST = 28
_MOST_LABELS = 12


def plain(text: str) -> str:
    """A text for a place where Plotly would read HTML."""
    return escape(text, quote=False).replace("\n", " ")


def broken(text: str, width: int = 46) -> str:
    """A text in lines that fit a narrow screen."""
    return "<br>".join(plain(line) for line in textwrap.wrap(text, width))


def shortened(name: str) -> str:
    """A name short enough for a label; the hover text has it whole."""
    return plain(name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…")


def number(shown: list[Point], point: Point) -> int | None:
    """The number that stands for a name where there are too many variants to label each; None where there are not."""
    return shown.index(point) + 1 if len(shown) > _MOST_LABELS else None


def label(point: Point, volume: int | None, number: int | None = None) -> str:
    """What stands beside a mark; a number where there are too many for names."""
    if number is not None:
        return str(number)
    monthly = point.monthly(volume)
    return shortened(point.variant) + (f"<br>{money(monthly)} a month" if monthly is not None else "")


def hover(point: Point, volume: int | None) -> str:
    """All figures of a variant, each with what it rests on."""
    cost = "cost unknown" if point.cost is None else f"{money(point.cost)} a request (n = {point.cost_rows})"
    monthly = point.monthly(volume)
    lines = [
        f"<b>{plain(point.variant)}</b> ({plain(point.title)})",
        f"mean {point.mean:.3g}, {interval_text(point)}",
        f"n = {point.n} items, {point.failed} failed calls",
        cost,
    ]
    if monthly is not None:
        lines.append(f"{money(monthly)} a month at {volume:,} requests")
    lines.append("latency unknown" if point.latency is None else f"latency {point.latency:.3g} s")
    return "<br>".join(lines)


def interval_text(point: Point) -> str:
    """`95 % interval 0.65 to 0.90 (Wilson)`."""
    if point.low is None or point.high is None or point.level is None:
        return "no interval"
    return f"{point.level:.0%} interval {point.low:.2f} to {point.high:.2f} ({plain(point.method)})"


def caption(evidence: Evidence, shown: list[Point]) -> str:
    """The score, how many items, and how the intervals were made."""
    counts = [point.n for point in shown]
    n = (
        "no item"
        if not counts
        else f"n = {counts[0]}"
        if len(set(counts)) == 1
        else f"n = {min(counts)} to {max(counts)}"
    )
    methods = ", ".join(dict.fromkeys(plain(point.method) for point in shown))
    return f"Score: {plain(evidence.score)}<br>{n} items; 95 % intervals by {methods}"


def figure_summary(evidence: Evidence, monthly_volume: int | None = None) -> str:
    """The chart in one paragraph, for a screen reader."""
    shown = points(evidence)
    if not shown:
        return f"No variant has the score {evidence.score}."
    top = best(shown)
    sentences = [evidence.simulated.rstrip(".") + "."] if evidence.simulated else []
    sentences.append(f"Quality ({evidence.score}) against cost per request for {len(shown)} variants.")
    for point in shown:
        cost = "cost unknown" if point.cost is None else f"{money(point.cost)} a request"
        monthly = point.monthly(monthly_volume)
        month = f", {money(monthly)} a month" if monthly is not None else ""
        sentences.append(
            f"{point.variant} ({point.title}): {point.mean:.2f}, {interval_text(point)}, n = {point.n}, {cost}{month}."
        )
    sentences.append(f"The best mean is that of {top.variant}.")
    if evidence.target is not None:
        sentences.append(f"The target is {evidence.target:g}.")
    sentences += [pair.sentence.replace("`", "") for pair in evidence.pairs if top.variant in (pair.a, pair.b)]
    return " ".join(sentences)


def figure_table(evidence: Evidence, monthly_volume: int | None = None) -> list[dict[str, Any]]:
    """The numbers of the chart, a row per variant; None where a number is not known."""
    from advisor.report.figure_differences import from_best, verdict_words

    shown = points(evidence)
    if not shown:
        return []
    top = best(shown)
    rows = []
    for point in shown:
        found = None if point is top else from_best(evidence, point.variant, top.variant)
        bar = found.interval90 if found else None
        rows.append(
            {
                "variant": point.variant,
                "approach": point.title,
                "n": point.n,
                "mean": point.mean,
                "low": point.low,
                "high": point.high,
                "method": point.method,
                "failed": point.failed,
                "usd_per_request": point.cost,
                "usd_per_month": point.monthly(monthly_volume),
                "latency_s": point.latency,
                "on_front": point.on_front,
                "difference_from_best": found.difference if found else None,
                "difference_low": bar.low if bar else None,
                "difference_high": bar.high if bar else None,
                "verdict": "best mean" if point is top else verdict_words(found),
            }
        )
    return rows
