"""The columns of the chart's numbers in words, for those who read them on a page; the CSV has the names themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from advisor.language import N_, _
from advisor.report.cost_words import STANDINGS as LIMITS
from advisor.report.evidence_words import VERDICTS

_HEADINGS: Final[dict[str, str]] = {
    "variant": N_("variant"),
    "approach": N_("approach"),
    "n": "n",
    "mean": N_("mean"),
    "low": N_("lower end"),
    "high": N_("upper end"),
    "level": N_("level"),
    "failed": N_("failed"),
    "verdict": N_("verdict"),
    "p_on_front": N_("unbeaten in cost and quality"),
    "usd_per_request_as_told": N_("usd per request as told"),
    "usd_per_request_as_told_n": N_("usd per request as told n"),
    "latency_p95_s": N_("latency p95 s"),
    "latency_p95_low": N_("latency p95 low"),
    "latency_p95_high": N_("latency p95 high"),
    "latency_p95_n": N_("latency p95 n"),
    "mean_latency_s": N_("mean latency s"),
    "usd_per_month_as_told": N_("usd per month as told"),
    "p_cheapest": N_("chance to be the cheapest"),
    "cost_limit": N_("cost limit"),
    "latency_limit": N_("latency limit"),
    "missing": N_("missing"),
    "difference_from_best": N_("difference from best"),
    "difference_low": N_("difference low"),
    "difference_high": N_("difference high"),
    "difference_level": N_("difference level"),
    "difference_n": N_("difference n"),
    "difference_verdict": N_("difference verdict"),
    "break_even_against": N_("break even against"),
    "break_even_a_month": N_("break even a month"),
    "break_even_low": N_("break even low"),
    "break_even_high": N_("break even high"),
    "break_even_share_of_draws": N_("break even share of draws"),
    "break_even_says": N_("break even says"),
}
_COSTS: Final[dict[str, str]] = {
    "all_in_usd": N_("all in usd"),
    "running_usd": N_("running usd"),
    "per_success_usd": N_("per success usd"),
    "total_usd": N_("total usd"),
    "per_month_usd": N_("per month usd"),
}
_ENDS: Final[dict[str, str]] = {
    "likely": N_("likely"),
    "median": N_("median"),
    "low": N_("lower end"),
    "high": N_("upper end"),
}
_METHODS: Final = ("method", "difference_method")


def shown_columns(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """The columns of `figure_table`, without those that name methods."""
    return [name for name in (rows[0] if rows else ()) if name not in _METHODS]


def heading(column: str) -> str:
    """What a column is called on a page."""
    if column in _HEADINGS:
        return _(_HEADINGS[column])
    cost, _sign, end = column.rpartition("_")
    if cost in _COSTS and end in _ENDS:
        return _("{cost} {end}", cost=_(_COSTS[cost]), end=_(_ENDS[end]))
    return column.replace("_", " ")


def cell_words(column: str, value: Any, digits: int = 3) -> str:
    """A cell as it is read on a page."""
    if value is None:
        return _("unknown")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, float):
        return f"{Decimal(f'{value:.{digits}g}'):f}"
    if column == "verdict" and value in VERDICTS:
        return _(VERDICTS[value])
    return _(LIMITS[value]) if column in ("cost_limit", "latency_limit") and value in LIMITS else str(value)
