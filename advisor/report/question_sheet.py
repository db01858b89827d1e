"""A workshop's questions on paper, for rooms without a network; the answers are typed into a CSV file afterwards."""

from __future__ import annotations

from html import escape
from typing import Final

from advisor.schema.questions import Question
from advisor.schema.rules import Book
from advisor.schema.words import ROLES
from advisor.schema.workshop import Brief

_STYLE: Final = """
@page { margin: 14mm; }
body { color: #000; font: 10.5pt/1.35 system-ui, sans-serif; margin: 0 auto; max-width: 48rem; padding: 1rem; }
h1 { font-size: 15pt; margin: 0 0 .3rem; } h2 { font-size: 11pt; margin: 0 0 .2rem; } p { margin: .1rem 0; }
section { border-top: 1px solid #999; break-inside: avoid; margin-top: .6rem; padding-top: .5rem; }
ul { list-style: none; margin: .2rem 0; padding: 0; }
li { margin: .15rem 0; padding-left: 1.5rem; text-indent: -1.5rem; }
.box { border: 1px solid #000; display: inline-block; height: .8em; margin-right: .7em; text-indent: 0; width: .8em; }
.line { border-bottom: 1px solid #999; height: 1.5em; } .small { color: #333; font-size: 9pt; }
@media print { body { max-width: none; padding: 0; } }
"""


def question_sheet(brief: Brief, book: Book) -> str:
    """One HTML page without scripts that needs no network and prints on A4 and Letter; what was entered is escaped."""
    asked = [question for question in book.questions if question.id in brief.questions]
    job = f"<p><b>{escape(brief.job.sentence)}</b></p>" if brief.job else ""
    context = "".join(f"<p>{escape(text)}</p>" for text in brief.context.split("\n") if text.strip())
    name = '<p>Name</p><div class="line"></div>' if brief.named else '<p class="small">Do not write your name.</p>'
    roles = " ".join(f'<span class="box"></span>{role} &nbsp;' for role in ROLES)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(brief.title)}</title>'
        f"<style>{_STYLE}</style></head><body><h1>{escape(brief.title)}</h1>{job}{context}"
        f"<p>Answer alone, for this one job. “Don’t know” is an answer.</p>{name}<p>What you know best: {roles}</p>"
        f"{''.join(_section(place, question) for place, question in enumerate(asked, 1))}</body></html>\n"
    )


def _section(place: int, question: Question) -> str:
    hint = f'<p class="small">{escape(question.help)}</p>' if question.help else ""
    rows = "".join(
        f'<li><span class="box"></span>{number}. <b>{escape(option.label)}</b> '
        f"{_meaning(option.says, option.label)}</li>"
        for number, option in enumerate(question.options, 1)
    )
    return (
        f"<section><h2>{place}. {escape(question.ask)} <span class='small'>({question.id})</span></h2>{hint}"
        f'<ul>{rows}<li><span class="box"></span>?. <b>Don’t know</b></li></ul>'
        f'<p class="small">Why</p><div class="line"></div></section>'
    )


def _meaning(says: str, label: str) -> str:
    return "" if says.rstrip(".") == label else escape(says)
