"""What the revealed answers come to, worked out once for all who look at the same ones."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import streamlit as st

from advisor.api import Recommendation, compare, recommend
from advisor.language import Language, _, language, speaking
from advisor.schema.workshop import AttachedEvidence, WorkshopView
from advisor.ui.parts.books import rule_book
from advisor.ui.parts.workshop_store import workshops
from advisor.workshop.outcome import Outcome, outcome

if TYPE_CHECKING:
    from advisor.api import Comparison
    from advisor.store.access import Access


def comparison_for(access: Access, view: WorkshopView) -> Comparison | None:
    """The attached eval results, compared; None where there are none that may be seen from here."""
    attached = attached_for(access, view)
    if attached is None:
        return None
    with st.spinner(_("Comparing the eval results …")):
        return compared(attached)


def attached_for(access: Access, view: WorkshopView) -> AttachedEvidence | None:
    """The eval results as they were attached; None where there are none that may be seen from here."""
    if not view.has_evidence:
        return None
    kept = st.session_state.get("workshop evidence")
    if kept is None or kept[0] != (access, view.version):  # read once a version: it is large, and the database may go
        kept = (access, view.version), workshops().evidence(access)
        st.session_state["workshop evidence"] = kept
    attached: AttachedEvidence | None = kept[1]
    return attached


def compared(attached: AttachedEvidence) -> Comparison:
    """What was attached, compared, in the language spoken."""
    return _compared(attached, language())


def outcome_for(view: WorkshopView, comparison: Comparison | None) -> Outcome:
    """The team's answers and what follows from them."""
    with st.spinner(_("Working out what your disagreements change …")):
        return _worked_out(_of_view(view) + _of_comparison(comparison), view, comparison)


def recommendation_for(found: Outcome, view: WorkshopView, comparison: Comparison | None) -> Recommendation:
    """The recommendation on the team's answers, and on the eval results where there are any."""
    answers = {**found.known, "job": view.brief.job}
    return recommend(answers, results=comparison, rule_book=rule_book())


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _of_view(view: WorkshopView) -> str:
    """What an outcome rests on: not who looks at it, nor in what language."""
    return _digest(
        view.brief.model_dump_json(include={"questions", "stop"}),
        *(each.model_dump_json() for each in (*view.rounds, *view.ballots, *view.agreed)),
    )


def _of_evidence(attached: AttachedEvidence) -> str:
    return _digest(attached.model_dump_json())


def _of_comparison(comparison: Comparison | None) -> str:
    return _digest(json.dumps(comparison.facts, sort_keys=True)) if comparison else ""


@st.cache_resource(max_entries=32, show_spinner=False, hash_funcs={AttachedEvidence: _of_evidence})
def _compared(attached: AttachedEvidence, lang: Language) -> Comparison:
    from advisor.workshop.attached import as_eval_set

    with speaking(lang):
        return compare(as_eval_set(attached), score=attached.score, target=attached.target, margin=attached.margin)


@st.cache_resource(max_entries=64, show_spinner=False)
def _worked_out(basis: str, _view: WorkshopView, _comparison: Comparison | None) -> Outcome:
    return outcome(_view, rule_book(), _comparison.facts if _comparison else None)
