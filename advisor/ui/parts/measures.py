"""What to measure with: the approach of each variant, the score, the target, the margin, the monthly volume."""

from __future__ import annotations

from html import escape
from typing import Any, Final

import streamlit as st

from advisor.evals.eval_set import EvalSet
from advisor.evals.samples import PLACES
from advisor.language import _, ngettext, run_on
from advisor.schema.evidence import Place
from advisor.schema.words import approach_title
from advisor.ui.parts.guard import handler
from advisor.ui.parts.markup import markdown_free, show, show_notice
from advisor.ui.parts.results import Measured
from advisor.ui.parts.visit import Visit, this_visit

_NOT_SURE: Final = "not sure"
_VOLUMES: Final = (None, *(m * 10**e for e in range(3, 9) for m in (1, 2, 5)))


def place_variants(results: EvalSet) -> None:
    """Where each variant belongs: guessed from its name, changed here; unfolded where a name does not tell."""
    visit = this_visit()
    guesses = {each: visit.places.get(each, results.approaches.get(each)) for each in results.variants()}
    unclear = sum(place is None for place in guesses.values())
    asks = ngettext("Which approach is the variant?", "Which approach is each of the {n} variants?", len(guesses))
    title = run_on(asks, _("{n} not known", n=unclear) if unclear else _("Guessed from the names"))
    with st.expander(title, expanded=bool(unclear), key="placing"):
        hint = _(
            "Correct what is wrong: the simplest approach that is good enough wins, so this decides. Today's process "
            "may be people, rules or a query."
        )
        show(f"<p class='hint'>{escape(hint)}</p>")
        with st.container(horizontal=True, key="places"):
            for i, (variant, guess) in enumerate(guesses.items()):
                _ask_place(i, variant, guess)


def _ask_place(i: int, variant: str, guess: Place | None) -> None:
    key = f"place_{i}_{variant}"
    if key not in st.session_state:
        st.session_state[key] = guess or _NOT_SURE
    st.selectbox(
        markdown_free(variant),
        [*PLACES, _NOT_SURE],
        key=key,
        format_func=lambda place: _("Not sure") if place == _NOT_SURE else approach_title(place),
        on_change=handler(_place),
        args=(variant, key),
        width=220,
    )


def set_measures(results: EvalSet, found: Measured) -> None:
    """The inputs that the chart follows."""
    visit = this_visit()
    show(f"<h2>{escape(_('What do you need?'))}</h2>")
    with st.container(key="measures"):
        score, target, margin, volume = st.columns(4)
        with score:
            _score(results, found)
        with target:
            _number("target", _("Target for the quality"), visit.target, _("Left open: no target line."))
        with margin:
            told = _("In units of the score; 0.03 is 3 points.")
            _number("margin", _("Margin that does not matter"), visit.margin, told)
        with volume:
            _volume(visit)
    if found.setting_problem:
        show_notice(found.setting_problem)


def _score(results: EvalSet, found: Measured) -> None:
    key = "measure_score"
    chosen = found.comparison.score if found.comparison else None
    if st.session_state.get(key) not in results.score_names():
        st.session_state[key] = chosen
    st.selectbox(
        _("Score that means quality"),
        results.score_names(),
        key=key,
        format_func=str,
        on_change=handler(_set),
        args=("score", key),
    )


def _number(name: str, label: str, value: float | None, help: str) -> None:
    key = f"measure_{name}"
    if key not in st.session_state:
        st.session_state[key] = value
    st.number_input(
        label,
        value=None,
        step=0.01,
        format="%.3g",
        key=key,
        help=help,
        placeholder=_("not set"),
        on_change=handler(_set),
        args=(name, key),
    )


def _volume(visit: Visit) -> None:
    key = "measure_volume"
    options = sorted({*_VOLUMES, visit.monthly_volume} - {None}, key=int)
    if key not in st.session_state:
        st.session_state[key] = visit.monthly_volume
    st.select_slider(
        _("Requests a month"),
        [None, *options],
        key=key,
        format_func=lambda volume: _("not set") if volume is None else f"{volume:,}",
        on_change=handler(_set),
        args=("monthly_volume", key),
    )


def _place(variant: str, key: str) -> None:
    visit = this_visit()
    place: Any = st.session_state[key]
    visit.places = {**visit.places, variant: None if place == _NOT_SURE else place}


def _set(name: str, key: str) -> None:
    visit = this_visit()
    value = st.session_state.get(key)
    if name == "margin" and value is None:
        value = Visit.margin
    setattr(visit, name, value)
