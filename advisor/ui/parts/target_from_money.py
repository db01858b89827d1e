"""The accuracy from which a system is worth it, from what a success, a failure and a person are worth."""

from __future__ import annotations

from typing import Final

import streamlit as st

from advisor.costs.accuracy_target import accuracy_target
from advisor.errors import AdvisorError
from advisor.language import N_, _
from advisor.ui.parts.guard import handler
from advisor.ui.parts.markup import show, ticked
from advisor.ui.parts.priced import Priced
from advisor.ui.parts.visit import this_visit

_NUMBERS: Final = {
    "value": N_("A success is worth, USD"),
    "failure": N_("A failure costs, USD"),
    "request": N_("The system costs each time, USD"),
    "human": N_("A person costs each time, USD"),
    "accuracy": N_("A person is right, % of the time"),
}
_NEEDED: Final = ("value", "failure", "request")


def work_out_target(found: Priced) -> None:
    """The tool."""
    title = _("How accurate must it be? Work the target out from money")
    with st.expander(title, key="cost_target_fold", on_change="rerun") as fold:
        if fold.open:
            _show(found)


def _show(found: Priced) -> None:
    hint = _("Beside a person, or, where the last two are left open, beside doing nothing.")
    show(f"<p class='hint'>{hint}</p>")
    _begin(found)
    given: dict[str, float | None] = {}
    for column, (name, label) in zip(st.columns(len(_NUMBERS)), _NUMBERS.items(), strict=True):
        with column:
            most = 100.0 if name == "accuracy" else None
            given[name] = st.number_input(
                _(label), min_value=0.0, max_value=most, value=None, format="%.6g", key=f"cost_money_{name}",
                placeholder=_("not known"),
            )  # fmt: skip
    value, failure, request = (given[name] for name in _NEEDED)
    if value is None or failure is None or request is None:
        show(f"<p class='small'>{_('The first three are needed.')}</p>")
        return
    right = given["accuracy"]
    try:
        told = accuracy_target(value, failure, request, given["human"], None if right is None else right / 100)
    except AdvisorError as error:
        show(f'<p class="mistake" role="alert">{ticked(str(error))}</p>')
        return
    show(f"<p><b>{ticked(told.sentence)}</b></p>")
    if told.target is not None:
        st.button(_("Use it as the target"), key="cost_use_target", on_click=handler(_use), args=(told.target,))


def _begin(found: Priced) -> None:
    """What is known already stands there to begin with."""
    costs = found.costs
    if costs is None or "cost_money_begun" in st.session_state:
        return
    st.session_state["cost_money_begun"] = True
    given = this_visit().given
    known = {
        "failure": costs.cost_of_a_failure.likely if costs.cost_of_a_failure else None,
        "request": next((own.running.likely for own in costs.variants if own.running), None),
        "value": given.value_of_a_success_usd if given else None,
    }
    for name, amount in known.items():
        st.session_state[f"cost_money_{name}"] = amount


def _use(target: float) -> None:
    this_visit().target = round(target + 0.0005, 3)
