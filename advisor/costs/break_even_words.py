"""A break-even in one sentence."""

from __future__ import annotations

from typing import Final

from advisor.costs.crossings import Crossing
from advisor.language import N_, _, run_on

_OVER: Final = {
    "never cheaper": N_("`{b}` costs no less than `{a}` at any volume {over}"),
    "always cheaper": N_("`{b}` costs less than `{a}` at every volume {over}"),
    "cheaper above": N_("`{b}` costs less than `{a}` from {volume} a month on{between}, {over}"),
    "cheaper below": N_("`{b}` costs less than `{a}` below {volume} a month{between}, {over}"),
    "cheaper between": N_("`{b}` costs less than `{a}` {spans} a month, {over}"),
}
"""What is true with every input likely."""
_SPANS: Final = 3
_MATTERS: Final = 0.1
"""The share of the draws from which a break-even that the likely values do not have is told."""


def break_even_sentence(
    a: str,
    b: str,
    found: Crossing,
    *,
    near: float | None,
    months: int,
    p_b_cheaper: float | None,
    with_failures: bool,
) -> str:
    """Where `b` costs less than `a`, with the range, and how sure that is at the team's volume."""
    between = ""
    if found.low is not None and found.high is not None:
        between = _(" (range {low} to {high})", low=round_number(found.low), high=round_number(found.high))
    said = _(
        _OVER[found.verdict],
        a=a,
        b=b,
        volume=round_number(found.volume),
        between=between,
        spans=_spans(found),
        over=_over(months, with_failures=with_failures),
    )
    if found.verdict in ("never cheaper", "always cheaper") and found.share >= _MATTERS:
        share = _("{n} %", n=f"{found.share * 100:.0f}")
        said = _(
            "{said}; in {share} of the simulation runs there is a break-even{between}",
            said=said, share=share, between=between,
        )  # fmt: skip
    said = _("{sentence}.", sentence=said)
    if near is None or p_b_cheaper is None:
        return said
    at = _(
        "At your {volume} a month it is cheaper in {share} of the simulation runs.",
        volume=round_number(near), share=_share(p_b_cheaper),
    )  # fmt: skip
    return run_on(said, at)


def _over(months: int, *, with_failures: bool) -> str:
    if with_failures:
        return _("over {n} months, failures counted", n=months)
    return _("over {n} months", n=months)


def _spans(found: Crossing) -> str:
    spans = _(" and ").join(_span(*span) for span in found.spans[:_SPANS])
    more = len(found.spans) - _SPANS
    return _("{spans} and in {n} more spans", spans=spans, n=more) if more > 0 else spans


def round_number(value: float | None) -> str:
    """A volume with as many figures as it deserves: three, and whole from 1 on."""
    if value is None:
        return _("no volume")
    if 0 < value < 1:
        return f"{value:.2g}"
    if value < 1000:
        return f"{value:,.0f}"
    digits = len(f"{value:.0f}") - 3
    return f"{round(value, -digits):,.0f}"


def _share(value: float) -> str:
    if 0 < value < 0.01:
        return _("less than {n} %", n=1)
    if 0.99 < value < 1:
        return _("more than {n} %", n=99)
    return _("{n} %", n=f"{value * 100:.0f}")


def _span(start: float, end: float | None) -> str:
    if end is None:
        return _("from {start} on", start=round_number(start))
    return _("from {start} to {end}", start=round_number(start), end=round_number(end))
