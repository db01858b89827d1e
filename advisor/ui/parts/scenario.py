"""The sliders that the live chart follows: volume, horizon, margin, target, cache, price decline."""

from __future__ import annotations

import math
from contextlib import nullcontext
from typing import Any, Final

import streamlit as st

from advisor.language import _
from advisor.schema.evidence import Evidence
from advisor.ui.parts.cost_entries import VOLUME, Place, likely_volume, mistake_in
from advisor.ui.parts.cost_field import enter
from advisor.ui.parts.guard import handler
from advisor.ui.parts.markup import show, ticked
from advisor.ui.parts.priced import Priced
from advisor.ui.parts.viewport import is_narrow
from advisor.ui.parts.visit import Visit, this_visit

_STEPS: Final[tuple[int | None, ...]] = (
    None,
    *(round(m * 10**e) for e in range(2, 8) for m in (1, 1.5, 2, 3, 5, 7)),
    100_000_000,
)
_HORIZON: Final[Place] = ("horizon_months",)
_CACHE: Final[Place] = ("cache_hit_rate",)
_DECLINE: Final[Place] = ("price_decline_per_year",)
_HITS: Final = (None, *range(0, 101, 5))
_TARGETS: Final = tuple(step / 100 for step in range(1, 101))


def set_scenario(found: Priced) -> None:
    """All of them, in two rows; on a narrow screen those that are moved less often are folded away above the chart."""
    visit, evidence = this_visit(), found.evidence
    with st.container(key="scenario"):
        volume, exact, horizon = st.columns([2, 1, 1])
        with volume:
            _volume(visit)
        with exact:
            _exact_volume(visit, found)
        with horizon:
            months = found.costs.horizon_months if found.costs else 12
            key = _start("cost_horizon", months)
            st.slider(_("Horizon, months"), 1, 60, key=key, on_change=handler(_enter), args=(_HORIZON, key))
        with st.expander(_("Cache, prices, margin, target"), key="less_moved") if is_narrow() else nullcontext():
            _set_less_moved(visit, evidence)


def _set_less_moved(visit: Visit, evidence: Evidence | None) -> None:
    cache, decline, margin, target = st.columns(4)
    with cache:
        _cache(visit)
    with decline:
        _decline(visit)
    if evidence is not None and evidence.variants:
        with margin:
            _margin(visit)
        with target:
            _target(visit, evidence)


def _volume(visit: Visit) -> None:
    key = _start("cost_volume", _nearest(visit.monthly_volume))
    st.select_slider(
        _("Finished pieces of work a month"),
        _STEPS,
        key=key,
        format_func=lambda volume: _("not known") if volume is None else f"{volume:,}",
        on_change=handler(_take_step),
        args=(key,),
    )


def _exact_volume(visit: Visit, found: Priced) -> None:
    text = visit.costs.get(VOLUME, "")
    wrong = mistake_in(VOLUME, text, found.book) if text else None
    if wrong is None and likely_volume(text or "0") != visit.monthly_volume:
        text = "" if visit.monthly_volume is None else str(visit.monthly_volume)
    key = _start("cost_volume_exact", text)
    st.text_input(
        _("The same, exactly"),
        key=key,
        placeholder=_("not known"),
        help=_("One number, or three from low to high, such as 15000 20000 30000."),
        on_change=handler(_take_exact),
        args=(key,),
    )
    if wrong:
        show(f'<p class="mistake" role="alert">{ticked(wrong)}</p>')


def _cache(visit: Visit) -> None:
    key = _start("cost_cache", _percent(visit, _CACHE))
    st.select_slider(
        _("Prompt read from the cache"),
        _options(_HITS, st.session_state[key]),
        key=key,
        format_func=lambda share: _("from the volume") if share is None else _("{n} %", n=share),
        on_change=handler(_enter_share),
        args=(_CACHE, key),
    )


def _decline(visit: Visit) -> None:
    key = _start("cost_decline", _percent(visit, _DECLINE) or 0)
    st.slider(
        _("Token prices fall a year, %"),
        0,
        max(90, st.session_state[key]),
        step=1 if st.session_state[key] % 5 else 5,
        key=key,
        help=_("0 is the base case. Prices of a given quality were seen to halve within a year; nobody promises it."),
        on_change=handler(_enter_share),
        args=(_DECLINE, key),
    )


def _margin(visit: Visit) -> None:
    key = _start("cost_margin", float(visit.margin))
    if visit.margin > 0.2 or not _is_step(visit.margin):
        st.number_input(
            _("Margin that does not matter"), step=0.005, format="%.3g", key=key, on_change=handler(_type),
            args=("margin", key),
        )  # fmt: skip
        return
    st.slider(
        _("Margin that does not matter"),
        0.0,
        0.2,
        step=0.005,
        format="%.3f",
        key=key,
        on_change=handler(_set),
        args=("margin", key),
    )


def _target(visit: Visit, evidence: Evidence) -> None:
    key = _start("cost_target", visit.target)
    means = [own.scores[evidence.score].mean for own in evidence.variants if evidence.score in own.scores]
    if any(not 0 <= mean <= 1 for mean in means) or (visit.target is not None and not 0 <= visit.target <= 1):
        st.number_input(
            _("Target for the quality"), value=None, step=0.01, format="%.3g", key=key, placeholder=_("not set"),
            on_change=handler(_type), args=("target", key),
        )  # fmt: skip
        return
    st.select_slider(
        _("Target for the quality"),
        _options((None, *_TARGETS), visit.target),
        key=key,
        format_func=lambda target: _("not set") if target is None else f"{target:g}",
        on_change=handler(_set),
        args=("target", key),
    )


def _start(key: str, value: Any) -> str:
    """The widget shows what is set, wherever that was done."""
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value
    return key


def _nearest(volume: int | None) -> int | None:
    if not volume:
        return None
    wanted = volume
    return min((step for step in _STEPS if step), key=lambda step: abs(math.log(step / wanted)))


def _percent(visit: Visit, place: Place) -> int | None:
    text = visit.costs.get(place)
    try:
        return None if text is None else round(float(text) * 100)
    except ValueError:
        return None


def _options(steps: tuple[Any, ...], value: Any) -> list[Any]:
    """The steps, with the value among them."""
    if value in steps:
        return list(steps)
    return [None, *sorted({*(step for step in steps if step is not None), value})]


def _is_step(value: float) -> bool:
    return math.isclose(value * 200, round(value * 200), abs_tol=1e-6)


def _take_step(key: str) -> None:
    visit, volume = this_visit(), st.session_state[key]
    visit.monthly_volume = volume
    enter(VOLUME, None if volume is None else str(volume))


def _take_exact(key: str) -> None:
    visit, text = this_visit(), st.session_state[key]
    visit.typed = True
    enter(VOLUME, text)
    if not text.strip():
        visit.monthly_volume = None
    elif (volume := likely_volume(text)) is not None:
        visit.monthly_volume = volume


def _enter(place: Place, key: str) -> None:
    enter(place, f"{st.session_state[key]:g}")


def _enter_share(place: Place, key: str) -> None:
    share = st.session_state[key]
    enter(place, None if share is None else f"{share / 100:g}")


def _type(name: str, key: str) -> None:
    this_visit().typed = True
    _set(name, key)


def _set(name: str, key: str) -> None:
    value = st.session_state[key]
    setattr(this_visit(), name, Visit.margin if name == "margin" and value is None else value)
