"""The recommendation at first sight: decision, how sure, next step, path, the strongest reasons."""

from __future__ import annotations

from html import escape

from advisor.api import Recommendation
from advisor.report import words
from advisor.schema.recommendation import PathStep, Reason
from advisor.schema.rules import Book
from advisor.schema.words import UNKNOWN
from advisor.ui.parts.markup import chip, items, sentence, simulated_mark, sources

_FOR, _AGAINST = 3, 2


def first_sight(recommendation: Recommendation, book: Book) -> str:
    """All that stands in the panel without opening anything."""
    return "".join(
        (
            '<section class="verdict" id="recommendation" aria-label="Recommendation">',
            _decision(recommendation),
            _now(recommendation.now, book) if recommendation.now else "",
            _path(recommendation.path),
            _reasons(recommendation),
            "</section>",
        )
    )


def in_one_line(recommendation: Recommendation) -> str:
    """The decision for a narrow screen, with the way to the rest."""
    known, total = progress(recommendation)
    return (
        '<div class="bar"><a href="#recommendation" target="_self">'
        f"<strong>{escape(recommendation.headline)}</strong>"
        f"<span>{known} of {total} answered · {escape(words.standing(recommendation))} · why ↓</span></a></div>"
    )


def progress(recommendation: Recommendation) -> tuple[int, int]:
    """How many questions are answered, of how many."""
    return sum(value != UNKNOWN for value in recommendation.answers.values()), len(recommendation.answers)


def _decision(recommendation: Recommendation) -> str:
    known, total = progress(recommendation)
    return (
        f'<div class="meter" role="img" aria-label="{known} of {total} questions answered">'
        f'<i style="width: {100 * known // total}%"></i></div>'
        f'<p class="kicker">Recommendation<span>{known} of {total} answered</span></p>'
        f'<h2 aria-live="polite">{escape(recommendation.headline)}</h2>'
        f'<p class="standing">{escape(sentence(words.standing(recommendation)))}.</p>'
        f"{simulated_mark(recommendation.evidence)}"
    )


def _now(step: PathStep, book: Book) -> str:
    asked = escape(" ".join(words.question_words(book, each) for each in step.presumes))
    presumes = f'<p class="small">Careful case assumed until answered: {asked}</p>' if asked else ""
    effort = (
        f'<p class="small">Effort: {step.effort.low:g} to {step.effort.high:g} {step.effort.unit}, '
        f"most likely {step.effort.likely:g}.</p>"
        if step.effort
        else ""
    )
    checklist = items([escape(line) for line in step.checklist], css="check")
    return (
        f'<div class="now"><p class="kicker">Do this now</p><h3>{escape(step.title)}</h3><p>{escape(step.says)}</p>'
        f'{checklist}<p class="done"><b>Done when</b> {escape(words.lower(step.done_when))}</p>{effort}{presumes}'
        f'<p class="small">{sources(step.sources)}</p></div>'
    )


def _path(path: tuple[PathStep, ...]) -> str:
    if len(path) < 2:
        return ""
    rows = [
        f"<b>{escape(step.title)}</b>{_tag(i, step)}<br><span>"
        + (f"unlocks {escape(words.lower(step.unlocks))}" if not step.destination else escape(step.says))
        + "</span>"
        for i, step in enumerate(path)
    ]
    return f'<p class="kicker">Where it leads</p>{items(rows, "ol", "path")}'


def _tag(i: int, step: PathStep) -> str:
    tags = (["now"] if i == 0 else []) + (["destination"] if step.destination else [])
    return "".join(f"<em>{tag}</em>" for tag in tags)


def _reasons(recommendation: Recommendation) -> str:
    name = words.approach_name(recommendation.approach) if recommendation.approach else None
    if name is None:
        return ""
    return _short_list(f"For {name}", recommendation.reasons_for, _FOR) + _short_list(
        f"Against {name}", recommendation.reasons_against, _AGAINST
    )


def _short_list(title: str, reasons: tuple[Reason, ...], most: int) -> str:
    if not reasons:
        return ""
    more = f"<span>{most} of {len(reasons)}</span>" if len(reasons) > most else ""
    rows = items([reason_row(each) for each in reasons[:most]], css="reasons")
    return f'<p class="kicker">{escape(title)}{more}</p>{rows}'


def reason_row(reason: Reason, about: str = "") -> str:
    """Why, by which rule, from which source; `about` stands before it."""
    marks: list[str] = [reason.strength or "decides"]
    if reason.from_data:
        marks.append("from your eval results")
    if reason.disputed_by:
        marks.append("sources differ")
    if reason.review_by:
        marks.append(f"dated, read again after {reason.review_by.isoformat()}")
    return (
        f"{about}{escape(reason.because)} "
        f'<span class="small">{chip(reason.rule)} {escape(" · ".join(marks))} · {sources(reason.sources)}</span>'
    )


__all__ = ["first_sight", "in_one_line", "progress", "reason_row"]
