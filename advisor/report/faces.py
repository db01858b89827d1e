"""The faces of a report: plain text, Markdown, and one HTML fragment. Text that was entered is always escaped."""

from __future__ import annotations

import datetime
import html
import re
import textwrap
from collections.abc import Mapping, Sequence

from advisor.decision.verdict import Verdict
from advisor.language import _, language
from advisor.report.backtest import backtest_parts
from advisor.report.contents import recommendation_parts
from advisor.report.cost_contents import cost_parts, cost_summary_parts
from advisor.report.direction import unturned
from advisor.report.evidence_contents import evidence_parts
from advisor.report.outline import Block, Bullets, Inline, Paragraph, Part, Span, Table
from advisor.report.prospects import Prospects, prospects_of
from advisor.report.wide_lines import columns, fill
from advisor.schema.backtest import Backtest
from advisor.schema.costs import Costs
from advisor.schema.evidence import Evidence
from advisor.schema.recommendation import Precedent
from advisor.schema.rules import Book

_WIDTH = 100
_NARROW = 80
"""For what is read in a terminal beside the files it is about."""
_TICKED = re.compile(r"(?<![`\\])`([^`|<>&\\\s](?:[^`|<>&\\\x00-\x1f\x7f-\x9f\ud800-\udfff]*[^`|<>&\\\s])?)`(?!`)")
"""A name in backticks, as sentences set it: nothing in it could end a cell, begin a tag, or be no text at all."""
_TOP = 3
"""The level of a section's heading in an HTML fragment."""


def as_text(
    verdict: Verdict,
    precedents: Sequence[Precedent],
    book: Book,
    prospects: Prospects | None = None,
    today: datetime.date | None = None,
) -> str:
    """A recommendation as plain text."""
    return _text(_all_parts(verdict, precedents, book, prospects, today))


def as_markdown(
    verdict: Verdict,
    precedents: Sequence[Precedent],
    book: Book,
    prospects: Prospects | None = None,
    today: datetime.date | None = None,
) -> str:
    """A recommendation as Markdown."""
    return _markdown(_all_parts(verdict, precedents, book, prospects, today))


def as_html(
    verdict: Verdict,
    precedents: Sequence[Precedent],
    book: Book,
    prospects: Prospects | None = None,
    today: datetime.date | None = None,
) -> str:
    """A recommendation as an HTML fragment without scripts or styles from elsewhere."""
    return _html(_all_parts(verdict, precedents, book, prospects, today))


def evidence_as_text(evidence: Evidence) -> str:
    """Eval results as plain text, 80 columns wide."""
    return _text(_evidence_and_costs(evidence), _NARROW)


def evidence_as_markdown(evidence: Evidence) -> str:
    """Eval results as Markdown."""
    return _markdown(_evidence_and_costs(evidence))


def evidence_as_html(evidence: Evidence) -> str:
    """Eval results as an HTML fragment."""
    return _html(_evidence_and_costs(evidence))


def costs_as_text(costs: Costs, near: Mapping[str, Sequence[str]], caveat: str | None = None) -> str:
    """Costs as plain text; `near` names models like those that nobody knows."""
    return _text(cost_parts(costs, near, caveat))


def costs_as_markdown(costs: Costs, near: Mapping[str, Sequence[str]], caveat: str | None = None) -> str:
    """Costs as Markdown."""
    return _markdown(cost_parts(costs, near, caveat))


def costs_as_html(costs: Costs, near: Mapping[str, Sequence[str]], caveat: str | None = None) -> str:
    """Costs as an HTML fragment."""
    return _html(cost_parts(costs, near, caveat))


def backtest_as_text(found: Backtest) -> str:
    """The track record as plain text."""
    return _text(backtest_parts(found))


def backtest_as_markdown(found: Backtest) -> str:
    """The track record as Markdown."""
    return _markdown(backtest_parts(found))


def parts_as_markdown(parts: Sequence[Part]) -> str:
    """Any sections as Markdown; text that was entered is escaped."""
    return _markdown(parts)


def parts_as_html(parts: Sequence[Part], top: int = _TOP) -> str:
    """Any sections as one HTML fragment with headings from level `top` on; text that was entered is escaped."""
    return _html(parts, top)


def escaped_markdown(text: str) -> str:
    """A text as one line of Markdown that says just this."""
    return _escape(text)


def visible(text: str) -> str:
    """Control characters could move a terminal's cursor or recolour it: they are shown, not sent."""
    return _sent(text.translate({9: " ", 10: " ", 13: "\ufffd"}))


def in_one_line(text: str) -> str:
    """The same without breaks, and with single spaces."""
    return visible(" ".join(text.split()))


def escaped_html(text: str) -> str:
    """A text in HTML that says just this; quotes too are escaped."""
    return html.escape(_sent(text))


def _sent(text: str) -> str:
    """What no file of text can hold, halves of characters too, or what turns the words around it, as its sign."""
    return unturned(re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]", "\ufffd", text))


def _all_parts(
    verdict: Verdict,
    precedents: Sequence[Precedent],
    book: Book,
    prospects: Prospects | None,
    today: datetime.date | None,
) -> tuple[Part, ...]:
    """Without prospects those that the recommendation carries; without a day this one."""
    ahead = prospects if prospects is not None else prospects_of(verdict)
    parts = recommendation_parts(verdict, precedents, book, ahead, today or datetime.date.today())
    found: tuple[Part, ...] = ()
    if verdict.evidence is not None:
        found = _evidence_and_costs(verdict.evidence)
    elif verdict.costs is not None:
        found = cost_summary_parts(verdict.costs)
    # what was measured stands before the answers and what all of it rests on
    return (*parts[:-2], *found, *parts[-2:])


def _evidence_and_costs(evidence: Evidence) -> tuple[Part, ...]:
    return (*evidence_parts(evidence), *(cost_summary_parts(evidence.costs) if evidence.costs else ()))


# Plain text


def _text(parts: Sequence[Part], width: int = _WIDTH) -> str:
    out = []
    for part in parts:
        if part.blocks:
            out.append("\n".join([part.title.upper(), *(_text_block(block, width) for block in part.blocks)]))
    return "\n\n".join(out) + "\n"


def _text_block(block: Block, width: int) -> str:
    if isinstance(block, Paragraph):
        return _wrap(_plain(block.text), "  ", "  ", width)
    if isinstance(block, Bullets):
        marks = [f"{i}." if block.ordered else "-" for i in range(1, len(block.items) + 1)]
        return "\n".join(
            _wrap(_plain(item), f"  {mark} ", " " * (len(mark) + 3), width)
            for mark, item in zip(marks, block.items, strict=True)
        )
    return _text_table(block, width)


def _text_table(table: Table, width: int) -> str:
    """Columns that line up; a table that is too wide for that gives one paragraph a row."""
    rows = [table.header, *table.rows]
    widths = [max(columns(visible(row[i])) for row in rows) for i in range(len(table.header))]
    if sum(widths) + 2 * len(widths) > width:
        return "\n".join(_text_row(table.header, row, width) for row in table.rows)
    return "\n".join(
        "  " + "  ".join(_pad(visible(cell), width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def _text_row(header: Sequence[str], row: Sequence[str], width: int) -> str:
    told = _(", ").join(
        _("{column} {cell}", column=name, cell=visible(cell)) for name, cell in zip(header[1:], row[1:], strict=True)
    )
    return _wrap(_("{name}: {value}", name=visible(row[0]), value=told), "  - ", "    ", width)


def _plain(text: Inline) -> str:
    return "".join(visible(f"{span.text} <{span.url}>" if span.url else span.text) for span in text)


def _wrap(text: str, first: str, rest: str, width: int) -> str:
    if language() == "ja":
        return fill(text, width, first, rest)
    return textwrap.fill(
        text,
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _pad(text: str, width: int) -> str:
    return text + " " * (width - columns(text))


# Markdown


def _markdown(parts: Sequence[Part]) -> str:
    out = []
    for part in parts:
        if part.blocks:
            title = f"##{'#' * part.depth} {_escape(part.title)}"
            out.append("\n\n".join([title, *(_markdown_block(block) for block in part.blocks)]))
    return "\n\n".join(out) + "\n"


def _markdown_block(block: Block) -> str:
    if isinstance(block, Paragraph):
        return _marked(block.text)
    if isinstance(block, Bullets):
        return "\n".join(f"{'1.' if block.ordered else '-'} {_marked(item)}" for item in block.items)
    rows = [
        block.header,
        ("---",) * len(block.header),
        *(tuple(ticked_markdown(cell) for cell in row) for row in block.rows),
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _marked(text: Inline) -> str:
    marked = ""
    for span in text:
        piece = _marked_span(span)
        marked += f"{_gap(marked, piece)}{piece}"
    return _at_start(marked)


def _gap(before: str, after: str) -> str:
    """A space where emphasis that ends with a mark meets a word, as in Japanese: else it is not read as emphasis."""
    closes = re.search(r"[^\w\s]\*\*$", before) and re.match(r"\w", after)
    opens = re.search(r"\w$", before) and re.match(r"\*\*[^\w\s]", after)
    return " " if closes or opens else ""


def _at_start(text: str) -> str:
    """What would begin a list, a rule or a block of code at the start of a line begins none."""
    text = text.lstrip()
    text = re.sub(r"^([-+=])(?=\1*\s|\1*$)", r"\\\1", text)
    return re.sub(r"^(\d{1,9})([.)])(?=\s|$)", r"\1\\\2", text)


def _marked_span(span: Span) -> str:
    if span.code:
        fence = "`" * (max((len(run) for run in re.findall("`+", span.text)), default=0) + 1)
        pad = " " if span.text.startswith("`") or span.text.endswith("`") else ""
        return f"{fence}{pad}{_sent(' '.join(span.text.split()))}{pad}{fence}"
    text = ticked_markdown(span.text)
    if span.url:
        return f"[{text}](<{span.url}>)"
    if not span.strong or not text.strip():
        return text
    # emphasis ends at a letter: a space before its closing asterisks would leave them standing
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}**{text.strip()}**{after}"


def ticked_markdown(text: str) -> str:
    """A sentence escaped, but for names in backticks: they stand as code, where nothing inside could end it."""
    pieces = _TICKED.split(text)
    return "".join(_escape(each) if i % 2 == 0 else f"`{_sent(each)}`" for i, each in enumerate(pieces))


def _escape(text: str) -> str:
    one_line = _sent(" ".join(text.splitlines()))
    return re.sub(r"([\\*_\[\]<>|#`~$]|&(?=#?\w+;))", r"\\\1", one_line)


# HTML


def _html(parts: Sequence[Part], top: int = _TOP) -> str:
    body = "\n".join(
        f"<h{top + part.depth}>{ticked_html(part.title)}</h{top + part.depth}>\n"
        + "\n".join(_html_block(block) for block in part.blocks)
        for part in parts
        if part.blocks
    )
    lang = "" if language() == "en" else f' lang="{language()}"'
    return f'<div class="advisor"{lang}>\n{body}\n</div>'


def _html_block(block: Block) -> str:
    if isinstance(block, Paragraph):
        return f"<p>{_tagged(block.text)}</p>"
    if isinstance(block, Bullets):
        tag = "ol" if block.ordered else "ul"
        return f"<{tag}>" + "".join(f"<li>{_tagged(item)}</li>" for item in block.items) + f"</{tag}>"
    return _html_table(block)


def _html_table(table: Table) -> str:
    head = "".join(f'<th scope="col">{escaped_html(cell)}</th>' for cell in table.header)
    rows = "".join("<tr>" + "".join(f"<td>{ticked_html(cell)}</td>" for cell in row) + "</tr>" for row in table.rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _tagged(text: Inline) -> str:
    return "".join(_tagged_span(span) for span in text)


def _tagged_span(span: Span) -> str:
    if span.code:
        return f"<code>{escaped_html(span.text)}</code>"
    text = ticked_html(span.text)
    if span.url:
        return f'<a href="{escaped_html(span.url)}" rel="noopener noreferrer" target="_blank">{text}</a>'
    return f"<strong>{text}</strong>" if span.strong else text


def ticked_html(text: str) -> str:
    """A sentence escaped, with the names in backticks as code."""
    pieces = _TICKED.split(text)
    return "".join(
        escaped_html(each) if i % 2 == 0 else f"<code>{escaped_html(each)}</code>" for i, each in enumerate(pieces)
    )
