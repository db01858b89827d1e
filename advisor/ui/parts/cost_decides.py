"""What decides the cost of one variant: the inputs that move it most, its parts, and what is said of its model.

Only the cheapest stands in sight; the rest opens on demand, and how it was computed stands last.
"""

from __future__ import annotations

from html import escape
from typing import Final

import streamlit as st

from advisor.costs.crossings import DRAWS as BREAK_EVEN_DRAWS
from advisor.language import N_, _, ngettext
from advisor.report.figure_numbers import money
from advisor.schema.costs import CostRange, Costs, PartKind, Swing, VariantCost
from advisor.ui.parts.markup import caveat_mark, items, show, table, ticked
from advisor.ui.parts.priced import Priced

_KINDS: Final[dict[PartKind, str]] = {
    "one-off": N_("once"),
    "monthly": N_("each month"),
    "retraining": N_("each time it is trained again"),
    "per request": N_("each piece of work"),
}


def show_what_decides(found: Priced) -> None:
    """The part of the page; nothing where nothing can be worked out."""
    costs = found.costs
    known = [each.variant for each in costs.variants if each.parts] if costs else []
    if costs is None or not known:
        return
    show(f"<h2>{_('What decides')}</h2>", caveat_mark(found.evidence), _cheapest(costs))
    chosen = found.evidence.choice.variant if found.evidence else None
    key = "cost_decides"
    if st.session_state.get(key) not in known:
        st.session_state[key] = next((each for each in (costs.cheapest_good_enough, chosen) if each in known), known[0])
    st.selectbox(_("Of which variant?"), known, key=key, format_func=str, width=360)
    own = next(each for each in costs.variants if each.variant == st.session_state[key])
    notes = [ticked(note) for note in (*own.notes, *costs.notes)]
    noted = ngettext("{n} note on these figures", "{n} notes on these figures", len(notes))
    show(
        _fold(_moved(own), _swings(own)),
        _fold(_("What it is made of"), _parts(own, costs)),
        _fold(noted, items(notes, css="rows")),
        _fold(_("How computed"), items(_computed(costs), css="rows")),
    )


def _fold(title: str, body: str) -> str:
    """A panel that opens on demand; none where nothing is in it."""
    return f'<details class="card"><summary>{escape(title)}</summary><div>{body}</div></details>' if body else ""


def _computed(costs: Costs) -> list[str]:
    """The methods by their names."""
    said = (
        _("{sentence}.", sentence=costs.method),
        _("Amounts are the median of the draws; a range holds the middle 80 % of them and is no confidence interval."),
        _(
            "What moves it most is a tornado: each input alone at the ends of the middle 80 % of its own draws, all"
            " others at their likely values."
        ),
        _(
            "Break-evens are looked for in {n} of the draws; a cache and replicas that follow the volume are counted.",
            n=BREAK_EVEN_DRAWS,
        ),
        _("Seed {seed}.", seed=costs.seed),
    )
    return [escape(each) for each in said]


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
        told = _("No variant is known to be good enough and within the limits, with a known total.")
        return f'<p class="hint">{told}</p>'
    told = _(
        "The cheapest that is good enough: {variant}, {total} over {n} months.",
        variant=f"<b>{escape(own.variant)}</b>", total=_range(own.total), n=costs.horizon_months,
    )  # fmt: skip
    return f"<p>{told}</p>"


def _moved(own: VariantCost) -> str:
    return _("What moves the total most") if own.total else _("What moves the running cost of a piece of work most")


def _swings(own: VariantCost) -> str:
    """A bar for each input: the cost with that one at its low and its high end."""
    if not own.swings:
        return f'<p class="hint">{_("No input has a range, so none moves the cost.")}</p>'
    ends = [end for each in own.swings for end in (each.at_low, each.at_high)]
    low, high = min(ends), max(ends)
    middle = own.total or own.running
    at = _share(middle.likely, low, high) if middle else 0.5
    bars = "".join(_bar(each, low, high, at) for each in own.swings)
    told = _("Each input at its low and at its high end, the others as they are likely.")
    return f'<p class="small">{told}</p><ul class="tornado">{bars}</ul>'


def _bar(each: Swing, low: float, high: float, at: float) -> str:
    start, end = sorted(_share(value, low, high) for value in (each.at_low, each.at_high))
    width = max(end - start, 0.5)
    return (
        f'<li tabindex="0"><span>{escape(each.title)}</span>'
        f'<span class="track" aria-hidden="true"><i style="left:{start:.1f}%;width:{width:.1f}%"></i>'
        f'<b style="left:{at:.1f}%"></b></span>'
        f"<span>{_to(each.at_low, each.at_high)}</span></li>"
    )


def _share(value: float, low: float, high: float) -> float:
    return 50.0 if high == low else min(max(100 * (value - low) / (high - low), 0.0), 100.0)


def _parts(own: VariantCost, costs: Costs) -> str:
    head = (_("Part"), _("Paid"), _("USD over the horizon"), _("Range"))
    rows = [
        (_(part.name), _(_KINDS[part.kind]), money(part.usd.median), _to(part.usd.low, part.usd.high))
        for part in own.parts
    ]
    whole, within = _("all of it"), _("in {n} months", n=costs.horizon_months)
    if own.total is not None:
        rows.append((whole, within, money(own.total.median), _to(own.total.low, own.total.high)))
    else:
        rows.append((whole, within, _("not known: something is missing"), ""))
    return table(head, rows)


def _range(found: CostRange) -> str:
    low, high = money(found.low), money(found.high)
    return _("{amount} (range {low} to {high})", amount=money(found.median), low=low, high=high)


def _to(low: float, high: float) -> str:
    return _("{low} to {high}", low=money(low), high=money(high))
