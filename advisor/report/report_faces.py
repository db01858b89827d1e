"""The faces of a report: a Markdown decision record, one HTML page that prints well, JSON. Entered text is escaped."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Final

import yaml

from advisor.language import _, day, speaking
from advisor.report.faces import (
    escaped_html,
    escaped_markdown,
    parts_as_html,
    parts_as_markdown,
    ticked_html,
    ticked_markdown,
)
from advisor.report.report_contents import decision_parts, page_one_parts
from advisor.report.report_source import ReportSource
from advisor.schema.recommendation import PathStep

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""Nothing runs and nothing is fetched, whatever stands in the report."""

_STYLE: Final = Path(__file__).parent / "report.css"
_LOOSE: Final = re.compile(r"(?<=\d) (?=%)|(?<=\bn) (?== )|(?<=\bn =) (?=\d)")
"""Spaces at which no line breaks: `83 %` and `n = 40` stay together."""


def report_as_markdown(source: ReportSource) -> str:
    """MADR 4: front matter, title, page one, the sections; the path as a Mermaid picture."""
    decision = source.decision
    with speaking(decision.lang):
        head = yaml.safe_dump(
            {
                "status": "proposed",
                "date": decision.made_on,
                "decision-makers": [source.page.owner] if source.page.owner else [],
            },
            allow_unicode=True,
            sort_keys=False,
            width=1_000_000,
        )
        decided = f"**{ticked_markdown(source.page.decision)}**\n\n{escaped_markdown(source.page.how_sure)}"
        return (
            f"---\n{head}---\n\n# {escaped_markdown(decision.title)}\n\n{decided}\n\n"
            f"{parts_as_markdown(page_one_parts(source.page))}\n{_mermaid(source.verdict.path)}"
            f"{parts_as_markdown(decision_parts(source))}"
        )


def report_as_html(source: ReportSource, chart: str = "", numbers: str = "") -> str:
    """One page without scripts that needs no network; `chart`, `numbers`: fragments with pictures and their table."""
    decision, page = source.decision, source.page
    with speaking(decision.lang):
        title = escaped_html(decision.title)
        made = escaped_html(_("Made on {day}", day=day(decision.made_on)))
        page_as_html = (
            f'<!doctype html><html lang="{decision.lang}"><head><meta charset="utf-8">'
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}"><title>{title}</title>'
            f'<meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer">'
            f"<style>{_STYLE.read_text(encoding='utf-8')}</style></head><body><main>"
            f'<section class="page-one"><h1>{title}</h1><p class="meta">{made}</p>'
            f'<div class="decision"><p class="headline">{ticked_html(page.decision)}</p>'
            f'<p class="sure">{escaped_html(page.how_sure)}</p></div>'
            f"{parts_as_html(page_one_parts(page), 2)}</section>"
            f"<section>{_path(source.verdict.path)}{chart}{parts_as_html(decision_parts(source), 2)}{numbers}</section>"
            f"</main></body></html>\n"
        )
    return _LOOSE.sub("\u00a0", page_as_html)


def report_as_json(source: ReportSource) -> str:
    """The decision, page one and the whole recommendation, each by its own schema."""
    whole = {
        "format": 1,
        "decision": source.decision.model_dump(mode="json"),
        "page_one": source.page.model_dump(mode="json"),
        "recommendation": source.verdict.model_dump(mode="json"),
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _path(path: tuple[PathStep, ...]) -> str:
    """The way from the next step to the destination, as a picture."""
    if len(path) < 2:
        return ""
    rows = [
        f"<li><b>{escaped_html(each.title)}</b><span>{escaped_html(_leads(i, each))}</span></li>"
        for i, each in enumerate(path)
    ]
    return f'<h2>{escaped_html(_("The path"))}</h2><ol class="path">{"".join(rows)}</ol>'


def _leads(i: int, step: PathStep) -> str:
    if step.destination:
        return _("Destination. {says}", says=step.says)
    unlocks = _("Unlocks: {what}.", what=step.unlocks)
    return _("Now. {unlocks}", unlocks=unlocks) if i == 0 else unlocks


def _mermaid(path: tuple[PathStep, ...]) -> str:
    """The path as Mermaid, which GitHub and many editors draw."""
    if len(path) < 2:
        return ""
    nodes = [f'  s{i}["{_label(each.title)}"]' for i, each in enumerate(path)]
    legs = [f'  s{i} -->|"{_label(each.unlocks)}"| s{i + 1}' for i, each in enumerate(path[:-1])]
    return f"## {_('The path')}\n\n```mermaid\nflowchart TD\n" + "\n".join((*nodes, *legs)) + "\n```\n\n"


def _label(text: str) -> str:
    """A text inside quotes of Mermaid, which knows entities and reads Markdown elsewhere."""
    return re.sub(r"[\"`<>#&;]", lambda found: f"#{ord(found[0])};", " ".join(text.split()))
