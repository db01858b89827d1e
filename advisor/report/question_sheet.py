"""A workshop's questions on paper, for rooms without a network; the answers are typed into a CSV file afterwards."""

from __future__ import annotations

from html import escape
from typing import Final

from advisor.language import _, listed, pgettext, speaking
from advisor.report.workshop_counts import role_name
from advisor.schema.questions import Question
from advisor.schema.rules import Book
from advisor.schema.words import ROLES, Role
from advisor.schema.workshop import Brief

_STYLE: Final = """
@page { margin: 14mm 15mm 16mm; @bottom-right { content: counter(page) " of " counter(pages); font: 8pt sans-serif; } }
* { box-sizing: border-box; }
body { color: #000; font: 10pt/1.35 system-ui, "Helvetica Neue", Arial, sans-serif; margin: 0 auto; max-width: 46rem;
  overflow-wrap: anywhere; padding: 1rem; }
header { align-items: baseline; display: flex; gap: 2rem; justify-content: space-between; }
h1 { font-size: 15pt; line-height: 1.2; margin: 0 0 .4rem; }
h2 { font-size: 10.5pt; margin: 0; }
p, ul { margin: .25rem 0; }
.code { font-size: 13pt; letter-spacing: .08em; margin: 0; white-space: nowrap; }
.who { border: 1px solid #000; display: grid; gap: .5rem; margin: .7rem 0; padding: .6rem .7rem; }
section { border-top: 1px solid #888; break-inside: avoid; margin-top: .7rem; padding-top: .5rem; }
ul { list-style: none; padding: 0; }
li { display: grid; gap: .55rem; grid-template-columns: 1em 1.3em 1fr; margin: .18rem 0; }
.box { border: 1px solid #000; display: inline-block; height: 1em; margin-top: .15em; width: 1em; }
.roles { display: flex; flex-wrap: wrap; gap: .3rem 1.4rem; }
.role { display: flex; gap: .4rem; }
.line { align-items: end; display: flex; gap: .6rem; min-height: 1.7em; }
.line::after { border-bottom: 1px solid #555; content: ""; flex: 1; }
.small { color: #333; font-size: 8.5pt; font-weight: 400; }
@media print { body { max-width: none; padding: 0; } h2, header { break-after: avoid; } }
"""


def question_sheet(brief: Brief, book: Book, code: str) -> str:
    """One HTML page without scripts that needs no network and prints on A4 and Letter; what was entered is escaped.

    The number before an option and the id behind a question are what is typed into the CSV file. `code` stands on top,
    so that sheets of two workshops are told apart; empty where there is none. It is in the language of the book.
    """
    with speaking(book.language):
        return _sheet(brief, book, code)


def _sheet(brief: Brief, book: Book, code: str) -> str:
    asked = [question for question in book.questions if question.id in brief.questions]
    job = f"<p><b>{escape(brief.job.sentence)}</b></p>" if brief.job else ""
    context = "".join(f"<p>{escape(text)}</p>" for text in brief.context.splitlines() if text.strip())
    on_top = f'<p class="code"><span class="small">{escape(_("Workshop"))}</span> {escape(code)}</p>' if code else ""
    how = _(
        "Answer alone, for this one job, and tick one box a question. “Don’t know” is an answer; what you leave empty "
        "counts as not answered."
    )
    title, style = escape(brief.title), _STYLE.replace(" of ", pgettext("page 1 of 3", " of "))
    return (
        f'<!doctype html>\n<html lang="{book.language}"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width">'
        f"<style>{style}</style></head>\n<body><header><h1>{title}</h1>{on_top}</header>\n{job}{context}"
        f"{_who(brief.named)}"
        f"<p>{escape(how)}</p>\n"
        f"{''.join(_section(place, question) for place, question in enumerate(asked, 1))}</body></html>\n"
    )


def _who(named: bool) -> str:
    name = (
        f'<div class="line">{escape(_("Name"))}</div>'
        if named
        else f'<div class="small">{escape(_("Do not write your name on this sheet."))}</div>'
    )
    roles = "".join(f'<span class="role"><span class="box"></span>{escape(_as_typed(role))}</span>' for role in ROLES)
    return f'<div class="who">{name}<div class="roles">{escape(_("What you know best:"))} {roles}</div></div>\n'


def _as_typed(role: Role) -> str:
    """A role with the word that is typed into the CSV file, where that is another one."""
    name = role_name(role)
    return name if name == role else f"{name} ({role})"


def _section(place: int, question: Question) -> str:
    roles = listed([role_name(each) for each in question.known_by])
    knows = escape(_(" · usually known to {roles}", roles=roles)) if roles else ""
    hint = f'<p class="small">{escape(question.help)}</p>' if question.help else ""
    rows = [_option(str(n), each.label, each.says) for n, each in enumerate(question.options, 1)]
    return (
        f'<section><h2>{place}. {escape(question.ask)} <span class="small">{escape(question.id)}{knows}</span></h2>'
        f"{hint}<ul>{''.join(rows)}{_option('?', _('Don’t know'), '')}</ul>"
        f'<div class="line"><span class="small">{escape(_("Why"))}</span></div></section>\n'
    )


def _option(number: str, label: str, says: str) -> str:
    return f'<li><span class="box"></span><span>{number}</span><span>{_words(label, says)}</span></li>'


def _words(label: str, says: str) -> str:
    """The few words of an option and what it says, without saying the few words twice."""
    if not says:
        return f"<b>{escape(label)}</b>"
    if says.casefold().startswith(label.casefold()) and not says[len(label) :][:1].isalnum():
        return f"<b>{escape(says[: len(label)])}</b>{escape(says[len(label) :])}"
    return f"<b>{escape(_('{sentence}.', sentence=label))}</b> {escape(says)}"
