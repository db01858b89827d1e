"""The recommendation at first sight: decision, how sure, next step, path, strongest reasons, where sources differ."""

from __future__ import annotations

import datetime
from html import escape

from advisor.api import Recommendation
from advisor.report import measured_words, words
from advisor.report.prospects import Prospects
from advisor.schema.recommendation import PathStep, Reason
from advisor.schema.rules import Book
from advisor.schema.words import UNKNOWN
from advisor.ui.parts.books import rule_book
from advisor.ui.parts.differ import other_sides_of
from advisor.ui.parts.flips import what_would_change
from advisor.ui.parts.markup import chip, items, sentence, simulated_mark, sources
from advisor.ui.parts.settled import settled_line

_FOR, _AGAINST = 3, 2
_COST_FACTS = frozenset({"fine_tuning_pays", "tuned_model", "cheapest_good_enough"})
_RECORD = '<a href="track-record" target="_blank">How often it was right</a>'


def first_sight(recommendation: Recommendation, prospects: Prospects, book: Book, today: datetime.date) -> str:
    """All that stands in the panel without opening anything."""
    return "".join(
        (
            '<section class="verdict" id="recommendation" aria-label="Recommendation">',
            _decision(recommendation),
            settled_line(prospects, book),
            _now(recommendation.now, book) if recommendation.now else "",
            _path(recommendation.path),
            _reasons(recommendation, book, today),
            "</section>",
            what_would_change(prospects.what_if, book),
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
        f'<p class="standing">{escape(sentence(words.standing(recommendation)))}. '
        f"{escape(words.likeness(recommendation))} {_RECORD}</p>"
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
        f'<div class="now"><p class="kicker">Do this now{_house(step)}</p><h3>{escape(step.title)}</h3>'
        f"<p>{escape(step.says)}</p>"
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


def _house(step: PathStep) -> str:
    return f"<span>{words.HOUSE}</span>" if getattr(step, "house", False) else ""


def _reasons(recommendation: Recommendation, book: Book, today: datetime.date) -> str:
    if recommendation.approach is None:
        return ""
    name, told = words.approach_name(recommendation.approach), set[str]()
    lists = (
        (f"For {name}", recommendation.reasons_for, _FOR),
        (f"Against {name}", recommendation.reasons_against, _AGAINST),
    )
    out = []
    for title, reasons, most in lists:
        rows = [
            reason_row(each, today, mark_differing=False) + other_sides_of(each, book, told) for each in reasons[:most]
        ]
        more = f"<span>{most} of {len(reasons)}</span>" if len(reasons) > most else ""
        out.append(f'<p class="kicker">{escape(title)}{more}</p>{items(rows, css="reasons")}' if rows else "")
    return "".join(out)


def reason_row(reason: Reason, today: datetime.date, about: str = "", *, mark_differing: bool = True) -> str:
    """Why, by which rule, from which source; `about` stands before it."""
    marks: list[str] = [reason.strength or "decides"]
    if reason.house:
        marks.append(words.HOUSE)
    if reason.from_data:
        marks.append(_basis(reason))
    if reason.disputed_by and mark_differing:
        marks.append("sources differ")
    if reason.review_by:
        marks.append(words.due(reason, today))
    return (
        f"{about}{escape(reason.because)} "
        f'<span class="small">{chip(reason.rule)} {escape(" · ".join(marks))} · {sources(reason.sources, today)}</span>'
    )


def _basis(reason: Reason) -> str:
    """What it was read from, in words; costs are named apart from eval results."""
    derived = [fact.id for fact in rule_book().facts if fact.id in reason.when]
    of_costs = [name for name in derived if name in _COST_FACTS or name.endswith("_limits")]
    if not of_costs:
        return measured_words.BASES[reason.basis]
    told = "your costs" if len(of_costs) == len(derived) else "your eval results and your costs"
    return measured_words.BASES[reason.basis].replace("your eval results", told)


__all__ = ["first_sight", "in_one_line", "progress", "reason_row"]
