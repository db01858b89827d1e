"""A workshop that looks at a decision again: what is different, and whether the decision is still the same."""

from __future__ import annotations

import datetime
from html import escape

from advisor.api import Recommendation
from advisor.files.decision_record import read_record
from advisor.language import _
from advisor.report.decision_record import since_last
from advisor.report.record_words import since_rows, since_sentence
from advisor.schema.workshop import WorkshopView
from advisor.ui.parts.markup import items, show
from advisor.workshop.outcome import Outcome


def show_since(view: WorkshopView, found: Outcome, recommendation: Recommendation) -> None:
    """The old decision beside today's; nothing in a workshop that looks at none again."""
    if view.previous is None:
        return
    since = since_last(read_record(view.previous), found, recommendation, datetime.date.today())
    rows = items([escape(each) for each in since_rows(since)], css="rows")
    title, said = escape(_("Since the last decision")), escape(since_sentence(since))
    show(f'<section class="point"><h3>{title}</h3><p>{said}</p>{rows}</section>')
