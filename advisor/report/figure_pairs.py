"""Paired differences seen from the best variant, and their verdicts in words."""

from __future__ import annotations

from advisor.report.figure_numbers import plain
from advisor.schema.evidence import Evidence, Interval, PairedDifference


def from_best(evidence: Evidence, variant: str, top: str) -> PairedDifference | None:
    """Variant minus best, whichever way round the pair is kept; None where they share no item."""
    for pair in evidence.pairs:
        if (pair.a, pair.b) == (variant, top):
            return pair
        if (pair.b, pair.a) == (variant, top):
            return pair.model_copy(
                update={
                    "a": variant,
                    "b": top,
                    "difference": -pair.difference,
                    "interval95": _mirrored(pair.interval95),
                    "interval90": _mirrored(pair.interval90),
                    "verdict": {"a better": "b better", "b better": "a better"}.get(pair.verdict, pair.verdict),
                }
            )
    return None


def verdict_words(found: PairedDifference | None) -> str:
    """What is shown about a variant beside the best one."""
    if found is None:
        return "no shared items"
    return {
        "a better": "shown better",
        "b better": "shown worse",
        "within margin": "within the margin",
        "not settled": "not settled",
    }[found.verdict]


def difference_hover(found: PairedDifference) -> str:
    """The difference with its interval, the items it rests on, and the verdict."""
    bar = found.interval90
    between = (
        f"{bar.level:.0%} interval {bar.low:+.3g} to {bar.high:+.3g} ({plain(bar.method)})" if bar else "no interval"
    )
    return (
        f"<b>{plain(found.a)}</b> minus {plain(found.b)}: {found.difference:+.3g}<br>{between}<br>"
        f"n = {found.n_shared} shared items, {found.n_dropped} not shared<br>{verdict_words(found)}"
    )


def _mirrored(bar: Interval | None) -> Interval | None:
    return bar.model_copy(update={"low": -bar.high, "high": -bar.low}) if bar else None
