"""What the labels given so far show, and what that does to the answer in the questionnaire."""

from __future__ import annotations

import json
from html import escape

import streamlit as st

from advisor.language import _
from advisor.report import labelled_words
from advisor.report.evidence_words import CAUSES
from advisor.schema.evidence import Failures
from advisor.schema.words import UNKNOWN
from advisor.ui.parts.books import rule_book
from advisor.ui.parts.failed_answers import Drawn
from advisor.ui.parts.guard import handler
from advisor.ui.parts.markup import show, ticked
from advisor.ui.parts.share_bar import range_bar
from advisor.ui.parts.visit import Visit, this_visit


def show_labels(visit: Visit, drawn: Drawn | None) -> None:
    """Shares with their intervals, as they come in; then the labels as a file, there and back."""
    if drawn is not None:
        _show_shares(visit, drawn)
        _keep(visit)


def _show_shares(visit: Visit, drawn: Drawn) -> None:
    from advisor.evals.failures import failure_summary

    found = failure_summary({cell: cause for cell, cause in visit.labels.items() if cell[0] == drawn.variant})
    if found is None:
        return
    says = labelled_words.beside_the_answer(found, visit.answers.get("failure", UNKNOWN), rule_book())
    show(
        f"<h2>{escape(_('What the labels show'))}</h2>",
        f'<p class="says"><b>{escape(says)}</b></p><p>{ticked(found.sentence)}</p>',
        _shares(found),
    )


def _keep(visit: Visit) -> None:
    with st.expander(_("Keep these labels, or load some given before"), key="keep_labels", on_change="rerun") as fold:
        if not fold.open:
            return
        if visit.labels:
            st.download_button(
                _("Labels (JSONL)"),
                lambda: _as_lines(visit),
                "failures.jsonl",
                "application/jsonl",
                key="labels",
                on_click="ignore",
                help=_("Variant, item and cause of each, without any text; `advisor evals` takes it with --failures."),
            )
        key = f"labels_{visit.uploads}"
        st.file_uploader(
            _("Labels given before: a table of variant, item and cause"),
            key=key,
            on_change=handler(_load),
            args=(key,),
        )


def _load(key: str) -> None:
    from advisor.files.beside_files import read_failures

    visit, uploaded = this_visit(), st.session_state[key]
    if uploaded is not None:
        visit.labels = {**read_failures((uploaded.name, uploaded.getvalue())), **visit.labels}
        visit.uploads += 1
        visit.looked_at = None


def _shares(found: Failures) -> str:
    rows = "".join(
        f'<div class="cause"><b>{escape(_(CAUSES[each.cause]))}</b>'
        f"{range_bar(each.interval.low, each.share, each.interval.high)}"
        f'<span class="small">{escape(labelled_words.share(each, found.labelled))}</span></div>'
        for each in found.shares
    )
    how, computed = escape(_(labelled_words.HOW)), escape(_(labelled_words.COMPUTED))
    folded = f'<details class="card"><summary>{escape(_("How computed"))}</summary><div>{computed}</div></details>'
    return f'<div class="causes">{rows}</div><p class="small">{how}</p>{folded}'


def _as_lines(visit: Visit) -> str:
    return "".join(
        json.dumps({"variant": variant, "item": item, "cause": cause}, ensure_ascii=False) + "\n"
        for (variant, item), cause in visit.labels.items()
    )
