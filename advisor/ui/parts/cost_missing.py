"""What is still to be entered: the missing inputs as questions, by variant."""

from __future__ import annotations

from html import escape

import streamlit as st

from advisor.costs.fields import SHARED
from advisor.language import _, ngettext
from advisor.schema.costs import Costs, Missing
from advisor.ui.parts.cost_field import ask
from advisor.ui.parts.markup import markdown_free, show
from advisor.ui.parts.priced import Priced

_ON_A_SLIDER = "volume"


def ask_for_missing(found: Priced) -> None:
    """Each question with its entry, and what cannot be worked out without it."""
    costs = found.costs
    if costs is None:
        return
    wanted = [each for each in costs.missing if each.field != _ON_A_SLIDER]
    many = ngettext("Still to be entered: {n} number", "Still to be entered: {n} numbers", len(wanted))
    show(f'<h2 id="still-to-be-entered">{many if wanted else _("Still to be entered")}</h2>')
    if not wanted:
        show(f'<p class="hint">{_("Nothing is missing.")}</p>')
        return
    hint = _("One number, or three from low to high, such as 60 80 120. What is left empty stays unknown, never 0.")
    show(f"<p class='hint'>{hint}</p>")
    shared = {each.field: each for each in wanted if each.field in SHARED}
    if shared:
        _ask_all(list(shared.values()), costs, found)
    lacking = {own.variant: [each for each in own.missing if each.field not in SHARED] for own in costs.variants}
    lacking = {name: rows for name, rows in lacking.items() if rows}
    for i, (name, rows) in enumerate(lacking.items()):
        title = ngettext(
            "{variant}: {n} number missing", "{variant}: {n} numbers missing", len(rows), variant=markdown_free(name)
        )
        with st.expander(title, expanded=i == 0, key=f"cost_missing_{name}", on_change="rerun") as fold:
            if fold.open:
                _ask_all(rows, costs, found)


def _ask_all(rows: list[Missing], costs: Costs, found: Priced) -> None:
    for left, right in zip(rows[::2], [*rows[1::2], None], strict=False):
        for column, each in zip(st.columns(2), (left, right), strict=True):
            if each is not None:
                with column:
                    _ask_one(each, costs, found)


def _ask_one(each: Missing, costs: Costs, found: Priced) -> None:
    place = (each.field,) if each.variant is None or each.field in SHARED else ("variants", each.variant, each.field)
    ask(place, found.book, as_question=True)
    names = [own.variant for own in costs.variants if each in own.missing]
    told = _(", ").join(f"<code>{escape(name)}</code>" for name in names)
    lost = _("Without it no total for {variants}.", variants=told)
    if "per request" in each.counts_for:
        lost = _("Without it neither the cost of a piece of work nor a total for {variants}.", variants=told)
    show(f'<p class="small">{lost}</p>')
