"""What decides the cost of one variant: the inputs that move it most, its parts, and what is said of its model."""

from __future__ import annotations

from html import escape
from typing import Final

import streamlit as st

from advisor.report.figure_numbers import money
from advisor.schema.costs import CostRange, Costs, PartKind, Swing, VariantCost
from advisor.ui.parts.markup import items, show, simulated_mark, table, ticked
from advisor.ui.parts.priced import Priced

_KINDS: Final[dict[PartKind, str]] = {
    "one-off": "once",
    "monthly": "each month",
    "retraining": "each time it is trained again",
    "per request": "each piece of work",
}


def show_what_decides(found: Priced) -> None:
    """The part of the page; nothing where nothing can be worked out."""
    costs = found.costs
    known = [each.variant for each in costs.variants if each.parts] if costs else []
    if costs is None or not known:
        return
    show("<h2>What decides</h2>", simulated_mark(found.evidence), _cheapest(costs))
    chosen = found.evidence.choice.variant if found.evidence else None
    key = "cost_decides"
    if st.session_state.get(key) not in known:
        st.session_state[key] = next((each for each in (costs.cheapest_good_enough, chosen) if each in known), known[0])
    st.selectbox("Of which variant?", known, key=key, format_func=str, width=360)
    own = next(each for each in costs.variants if each.variant == st.session_state[key])
    show(_tornado(own), _parts(own, costs), items([ticked(note) for note in (*own.notes, *costs.notes)], css="rows"))
    show(f'<p class="small">{escape(costs.method)}.</p>')


def show_model_notices(costs: Costs) -> None:
    """Models that are, or will be, shut down or closed to tuning."""
    rows = [
        f"<b>{escape(each.variant)}</b>: {ticked(each.sentence)} "
        f'<span class="small">{escape(", ".join(each.source))}</span>'
        for each in costs.notices
    ]
    if rows:
        show(f'<div class="notice" role="note">{items(rows, css="rows")}</div>')


def _cheapest(costs: Costs) -> str:
    name = costs.cheapest_good_enough
    own = next((each for each in costs.variants if each.variant == name), None)
    if own is None or own.total is None:
        return '<p class="hint">No variant is known to be good enough and within the limits, with a known total.</p>'
    return (
        f"<p>The cheapest that is good enough: <b>{escape(own.variant)}</b>, {_range(own.total)} over "
        f"{costs.horizon_months} months.</p>"
    )


def _tornado(own: VariantCost) -> str:
    """A bar for each input: the cost with that one at its low and its high end."""
    if not own.swings:
        return '<p class="hint">No input has a range, so none moves the cost.</p>'
    ends = [end for each in own.swings for end in (each.at_low, each.at_high)]
    low, high = min(ends), max(ends)
    middle = own.total or own.running
    what = "the total" if own.total else "the running cost of a piece of work"
    at = _share(middle.likely, low, high) if middle else 0.5
    bars = "".join(_bar(each, low, high, at) for each in own.swings)
    return (
        f'<p class="kicker">What moves {what} most<span>each input at its 10 % and 90 % end, the others likely'
        f'</span></p><ul class="tornado">{bars}</ul>'
    )


def _bar(each: Swing, low: float, high: float, at: float) -> str:
    start, end = sorted(_share(value, low, high) for value in (each.at_low, each.at_high))
    width = max(end - start, 0.5)
    return (
        f'<li tabindex="0"><span>{escape(each.title)}</span>'
        f'<span class="track" aria-hidden="true"><i style="left:{start:.1f}%;width:{width:.1f}%"></i>'
        f'<b style="left:{at:.1f}%"></b></span>'
        f"<span>{money(each.at_low)} to {money(each.at_high)}</span></li>"
    )


def _share(value: float, low: float, high: float) -> float:
    return 50.0 if high == low else min(max(100 * (value - low) / (high - low), 0.0), 100.0)


def _parts(own: VariantCost, costs: Costs) -> str:
    head = ("Part", "Paid", "USD over the horizon, median", "Range (10-90 %)")
    rows = [
        (part.name, _KINDS[part.kind], money(part.usd.median), f"{money(part.usd.low)} to {money(part.usd.high)}")
        for part in own.parts
    ]
    if own.total is not None:
        rows.append(
            ("all of it", f"in {costs.horizon_months} months", money(own.total.median), _between(own.total))
        )  # fmt: skip
    else:
        rows.append(("all of it", f"in {costs.horizon_months} months", "not known: something is missing", ""))
    return table(head, rows)


def _range(found: CostRange) -> str:
    return f"{money(found.median)} (range {_between(found)}, 10-90 %)"


def _between(found: CostRange) -> str:
    return f"{money(found.low)} to {money(found.high)}"
