"""The faces of a decision record: Markdown in MADR form, one HTML page that prints well. Entered text is escaped."""

from __future__ import annotations

import html
import json
from typing import Final

from advisor.report.faces import escaped_markdown, parts_as_html, parts_as_markdown
from advisor.report.record_contents import record_parts
from advisor.schema.decision_record import DecisionRecord
from advisor.schema.rules import Book

_STYLE: Final = """
body { color: #17252d; font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 46rem; padding: 0 1rem; }
h1 { font-size: 1.6rem; line-height: 1.25; } h3 { font-size: 1.1rem; margin: 1.6rem 0 .4rem; }
dl { display: grid; gap: .2rem 1rem; grid-template-columns: max-content 1fr; } dt { color: #51636d; } dd { margin: 0; }
code { background: #f3f6f7; border-radius: 3px; font-size: .85em; overflow-wrap: anywhere; padding: 0 .25em; }
li { margin: .2rem 0; overflow-wrap: anywhere; } a { color: #0b6570; }
table { border-collapse: collapse; font-size: .85rem; } th, td { border: 1px solid #d5dee2; padding: .2rem .5rem; }
@page { margin: 18mm; }
@media print { body { margin: 0; max-width: none; } h3 { break-after: avoid; } li { break-inside: avoid; } }
"""


def record_as_markdown(record: DecisionRecord, book: Book) -> str:
    """MADR 4: front matter, title, sections."""
    front = [
        "---",
        "status: accepted",
        f"date: {record.decided_on.isoformat()}",
        f"decision-makers: {json.dumps(list(record.names) or [_people(record)], ensure_ascii=False)}",
        "---",
    ]
    return "\n".join(
        [*front, "", f"# {escaped_markdown(record.title)}", "", parts_as_markdown(record_parts(record, book))]
    )


def record_as_html(record: DecisionRecord, book: Book, chart: str = "") -> str:
    """One page without scripts that needs no network; `chart`: a fragment with the picture and its numbers."""
    title = html.escape(record.title)
    facts = {
        "Status": "accepted",
        "Date": record.decided_on.isoformat(),
        "Decision makers": ", ".join(record.names) or _people(record),
    }
    head = "".join(f"<dt>{name}</dt><dd>{html.escape(text)}</dd>" for name, text in facts.items())
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer">'
        f"<style>{_STYLE}</style></head><body><h1>{title}</h1><dl>{head}</dl>"
        f"{parts_as_html(record_parts(record, book))}{chart}</body></html>\n"
    )


def _people(record: DecisionRecord) -> str:
    return f"{record.people} participants, without names"
