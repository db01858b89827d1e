"""Paired differences seen from the best variant, and their verdicts in words."""

from __future__ import annotations

from typing import Final

from advisor.language import N_, _
from advisor.report.figure_numbers import plain
from advisor.schema.evidence import Evidence, Interval, PairedDifference, PairVerdict

_VERDICTS: Final[dict[PairVerdict, str]] = {
    "a better": N_("shown better"),
    "b better": N_("shown worse"),
    "within margin": N_("within the margin"),
    "not settled": N_("not settled"),
}


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
        return _("no shared items")
    return _(_VERDICTS[found.verdict])


def difference_hover(found: PairedDifference) -> str:
    """The difference with its interval, the items it rests on, and the verdict."""
    names = {"a": f"<b>{plain(found.a)}</b>", "b": plain(found.b)}
    lines = (
        _("{a} minus {b}: {difference}", **names, difference=f"{found.difference:+.3g}"),
        interval_words(found.interval90),
        _("n = {n} shared items, {dropped} not shared", n=found.n_shared, dropped=found.n_dropped),
        verdict_words(found),
    )
    return "<br>".join(lines)


def interval_words(bar: Interval | None) -> str:
    """`90 % interval -0.2 to +0.1`: of a difference."""
    if bar is None:
        return _("no interval")
    return _(
        "{level} % interval {low} to {high}",
        level=f"{bar.level * 100:.0f}",
        low=f"{bar.low:+.3g}",
        high=f"{bar.high:+.3g}",
    )


def _mirrored(bar: Interval | None) -> Interval | None:
    return bar.model_copy(update={"low": -bar.high, "high": -bar.low}) if bar else None
