"""A break-even in one sentence."""

from __future__ import annotations

from advisor.costs.crossings import Crossing


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
    over = f"over {months} months" + (", failures counted" if with_failures else "")
    between = f" (10 to 90 % of the draws that have one: {round_number(found.low)} to {round_number(found.high)})"
    between = between if found.low is not None and found.high is not None else ""
    match found.verdict:
        case "never cheaper":
            said = f"`{b}` costs no less than `{a}` at any volume {over}"
        case "always cheaper":
            said = f"`{b}` costs less than `{a}` at every volume {over}"
        case "cheaper above":
            said = f"`{b}` costs less than `{a}` from {round_number(found.volume)} a month on{between}, {over}"
        case "cheaper below":
            said = f"`{b}` costs less than `{a}` below {round_number(found.volume)} a month{between}, {over}"
        case _:
            spans = " and ".join(_span(*span) for span in found.spans[:3])
            more = f" and in {len(found.spans) - 3} more spans" if len(found.spans) > 3 else ""
            said = f"`{b}` costs less than `{a}` {spans}{more} a month, {over}"
    if found.verdict in ("never cheaper", "always cheaper") and found.share >= 0.1:
        said += f"; in {found.share:.0%} of the draws there is a break-even{between}"
    if near is None or p_b_cheaper is None:
        return f"{said}."
    return f"{said}. At your {round_number(near)} a month it is cheaper in {_share(p_b_cheaper)} of the draws."


def round_number(value: float | None) -> str:
    """A volume with as many figures as it deserves: three, and whole from 1 on."""
    if value is None:
        return "no volume"
    if 0 < value < 1:
        return f"{value:.2g}"
    if value < 1000:
        return f"{value:,.0f}"
    digits = len(f"{value:.0f}") - 3
    return f"{round(value, -digits):,.0f}"


def _share(value: float) -> str:
    if 0 < value < 0.01:
        return "less than 1 %"
    if 0.99 < value < 1:
        return "more than 99 %"
    return f"{value * 100:.0f} %"


def _span(start: float, end: float | None) -> str:
    if end is None:
        return f"from {round_number(start)} on"
    return f"from {round_number(start)} to {round_number(end)}"
