"""The faces of a decision record: Markdown in MADR form, one HTML page that prints well. Entered text is escaped."""

from __future__ import annotations

import html
from typing import Final

import yaml

from advisor.language import _, day, in_its_language, pgettext
from advisor.report.faces import escaped_markdown, parts_as_html, parts_as_markdown
from advisor.report.record_contents import background_parts, decision_parts
from advisor.report.words import strung
from advisor.report.workshop_counts import participants_words
from advisor.schema.decision_record import DecisionRecord

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""Nothing runs and nothing is fetched, whatever stands in the record."""

_STYLE: Final = """
body { color: #17252d; font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 46rem; padding: 0 1rem; }
h1, h2, h3 { line-height: 1.25; overflow-wrap: anywhere; } h1 { font-size: 1.7rem; margin-bottom: .6rem; }
h2 { border-top: 1px solid #d5dee2; font-size: 1.25rem; margin: 1.8rem 0 .4rem; padding-top: .8rem; }
h3 { font-size: 1rem; margin: 1.2rem 0 .2rem; }
dl { display: grid; gap: .1rem 1rem; grid-template-columns: max-content 1fr; } dt { color: #51636d; }
dd { margin: 0; overflow-wrap: anywhere; } p { margin: .4rem 0; overflow-wrap: anywhere; }
ul, ol { margin: .3rem 0; padding-left: 1.4rem; } li { margin: .2rem 0; overflow-wrap: anywhere; }
code { background: #f3f6f7; border-radius: 3px; font-size: .85em; overflow-wrap: anywhere; padding: 0 .25em; }
a { color: #0b6570; } img { max-width: 100%; }
table { border-collapse: collapse; display: block; font-size: .85rem; margin: .6rem 0; overflow-x: auto; }
th, td { border: 1px solid #d5dee2; padding: .2rem .5rem; text-align: left; vertical-align: top; }
@page { margin: 18mm; }
@media print {
  body { font-size: 10.5pt; margin: 0; max-width: none; padding: 0; } h2, h3 { break-after: avoid; }
  li, tr, img { break-inside: avoid; } table { display: table; } a { color: inherit; }
}
"""


@in_its_language
def record_as_markdown(record: DecisionRecord) -> str:
    """MADR 4: front matter, title, sections."""
    front = {
        "status": "proposed" if record.is_practice else "accepted",
        "date": record.decided_on,
        "decision-makers": list(record.names) or [_people(record)],
    }
    head = yaml.safe_dump(front, allow_unicode=True, sort_keys=False, width=1_000_000)
    parts = (*decision_parts(record), *background_parts(record))
    return f"---\n{head}---\n\n# {escaped_markdown(record.title)}\n\n{parts_as_markdown(parts)}"


@in_its_language
def record_as_html(record: DecisionRecord, chart: str = "") -> str:
    """One page without scripts that needs no network; `chart`: a fragment with the picture."""
    title = html.escape(record.title)
    facts = {
        _("Decision"): record.headline,
        _("Status"): pgettext("decision", "proposed") if record.is_practice else pgettext("decision", "accepted"),
        _("Date"): day(record.decided_on),
        _("Decision makers"): strung(record.names) or _people(record),
    }
    head = "".join(f"<dt>{html.escape(name)}</dt><dd>{html.escape(text)}</dd>" for name, text in facts.items())
    return (
        f'<!doctype html><html lang="{record.lang}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer">'
        f"<style>{_STYLE}</style></head><body><h1>{title}</h1><dl>{head}</dl>"
        f"{parts_as_html(decision_parts(record), 2)}{chart}{parts_as_html(background_parts(record), 2)}"
        f"</body></html>\n"
    )


def _people(record: DecisionRecord) -> str:
    return _("{people}, without names", people=participants_words(record.people))
