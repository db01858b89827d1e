"""The reveal: what to talk about first, who answered what, and what follows from it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from html import escape
from typing import Final

from advisor.api import Recommendation
from advisor.report import words, workshop_words
from advisor.schema.rules import Book
from advisor.schema.words import UNKNOWN
from advisor.schema.workshop import Ballot, WorkshopView
from advisor.ui.parts.headline import reason_row
from advisor.ui.parts.markup import items, sentence, show
from advisor.ui.parts.question_text import DONT_KNOW
from advisor.workshop.agenda import Point
from advisor.workshop.outcome import Outcome
from advisor.workshop.tally import Tally, positions
from advisor.workshop.told import how_many_each

_FOR: Final = 3
_AGAINST: Final = 2


def show_reveal(view: WorkshopView, found: Outcome, book: Book, *, for_screen: bool = False) -> None:
    """Headline, agenda, what each would be told, movement; on a screen without names and reasons."""
    reasons = {} if for_screen else _reasons(view)
    show(
        f'<section class="reveal" aria-label="Reveal"><h2>{escape(_headline(view, found))}</h2>',
        _same_job(view),
        _agenda(found, book, reasons),
        _unanswered(found, book, reasons),
        f"<p>{escape(workshop_words.told_sentence(how_many_each(found.told.values())))}</p>",
        "" if for_screen else _who_would_be_told(view, found),
        _movements(found, book),
        _agreed_on(found, book, reasons),
        "</section>",
    )


def show_team_decision(recommendation: Recommendation, view: WorkshopView, found: Outcome) -> None:
    """The recommendation on the team's answers in one sentence, and what it rests on."""
    now = recommendation.now
    kicker = "What was decided" if view.phase == "closed" else "What your answers come to so far"
    mixed = workshop_words.mixed_sentence(view, found, recommendation.approach)
    show(
        f'<section class="verdict" aria-label="Recommendation"><p class="kicker">{kicker}</p>'
        f"<h2>{escape(recommendation.headline)}</h2>"
        f'<p class="standing">{escape(sentence(words.standing(recommendation)))}. '
        f"{escape(words.likeness(recommendation))}</p>"
        f'<p class="small">{escape(workshop_words.basis_sentence(view, found))}</p>',
        f'<p class="small">{escape(mixed)}</p>' if mixed else "",
        f'<p class="small">Next step: {escape(now.title)}. Done when {escape(words.lower(now.done_when))}</p>'
        if now
        else "",
        _why(recommendation),
        "</section>",
    )


def _why(recommendation: Recommendation) -> str:
    """The strongest reasons with their rules and sources, folded."""
    today = datetime.date.today()
    rows = [reason_row(each, today) for each in recommendation.reasons_for[:_FOR]]
    against = [reason_row(each, today, about="<b>Against.</b> ") for each in recommendation.reasons_against[:_AGAINST]]
    if not rows and not against:
        return ""
    return f'<details class="card"><summary>Why</summary>{items([*rows, *against], css="reasons")}</details>'


def bars(counted: Tally, book: Book) -> str:
    """Who answered what, as bars with the counts in text; options in their own order, those nobody chose left out."""
    total = counted.known + counted.dont_know
    options = next(each.options for each in book.questions if each.id == counted.question)
    rows = [(option.label, counted.counts[option.id]) for option in options if option.id in counted.counts]
    rows += [(DONT_KNOW, counted.dont_know)] if counted.dont_know else []
    return items([_bar(name, n, total, is_open=name == DONT_KNOW) for name, n in rows], css="bars")


def _bar(name: str, n: int, total: int, *, is_open: bool) -> str:
    css = ' class="open"' if is_open else ""
    return (
        f"<span>{escape(name)}</span><b>{n} of {total}</b>"
        f'<i{css} aria-hidden="true" style="width: {100 * n / total:.0f}%"></i>'
    )


def _headline(view: WorkshopView, found: Outcome) -> str:
    return workshop_words.agenda_headline(found.agenda, view.sentences)


def _same_job(view: WorkshopView) -> str:
    if not view.sentences:
        return ""
    theirs = [*([view.brief.job.sentence] if view.brief.job else []), *view.sentences]
    rows = items([escape(each) for each in theirs], css="inputs")
    return (
        f'<article class="point first"><h3>{escape(workshop_words.SAME_JOB)}</h3><p>People put the job differently. '
        f"Settle this first: every other answer hangs on it.</p>{rows}</article>"
    )


def _agenda(found: Outcome, book: Book, reasons: Mapping[str, Sequence[str]]) -> str:
    counted = {each.question: each for each in found.counted}
    talk = [each for each in found.agenda.points if each.effect or each.step_effect]
    skip = [each for each in found.agenda.points if not (each.effect or each.step_effect)]
    out = "".join(_point(each, counted[each.question], book, reasons) for each in talk)
    if skip:
        more = "more " if talk else ""
        folded = "".join(_point(each, counted[each.question], book, reasons) for each in skip)
        out += (
            f'<details class="card"><summary>{words.counted(len(skip), f"{more}disagreement")} to leave aside</summary>'
            f"{folded}</details>"
        )
    if found.agenda.measured:
        names = [f"“{words.question_words(book, each)}”" for each in found.agenda.measured]
        out += (
            '<details class="card"><summary>Your eval results answer what you disagree on, so there is nothing to talk '
            f"about: {escape(' '.join(names))}</summary>"
            f"{_answers([counted[each] for each in found.agenda.measured], book, reasons)}</details>"
        )
    return out


def _point(point: Point, counted: Tally, book: Book, reasons: Mapping[str, Sequence[str]]) -> str:
    return (
        f'<article class="point"><h3>{escape(workshop_words.point_sentence(point, book))}</h3>'
        f"{bars(counted, book)}{_said(reasons.get(point.question, ()))}"
        f'<p class="small">{escape(workshop_words.point_doubt(point))}</p></article>'
    )


def _unanswered(found: Outcome, book: Book, reasons: Mapping[str, Sequence[str]]) -> str:
    rows = [
        f"{escape(workshop_words.unanswered_sentence(each, book))}{_said(reasons.get(each.question, ()))}"
        for each in found.agenda.unanswered
    ]
    return f'<p class="kicker">Nobody knows</p>{items(rows, css="rows")}' if rows else ""


def _agreed_on(found: Outcome, book: Book, reasons: Mapping[str, Sequence[str]]) -> str:
    """All questions without a disagreement."""
    at_odds = {each.question for each in found.agenda.points} | set(found.agenda.measured)
    agreed = [each for each in found.counted if each.question not in at_odds and each.known]
    if not agreed:
        return ""
    return (
        f'<details class="card"><summary>{words.counted(len(agreed), "question")} without a disagreement</summary>'
        f"{_answers(agreed, book, reasons)}</details>"
    )


def _answers(counted: Sequence[Tally], book: Book, reasons: Mapping[str, Sequence[str]]) -> str:
    """Questions one below the other, each with its bars and reasons."""
    rows = [
        f"<b>{escape(words.question_words(book, each.question))}</b>{bars(each, book)}"
        f"{_said(reasons.get(each.question, ()))}"
        for each in counted
    ]
    return items(rows, css="rows")


def _movements(found: Outcome, book: Book) -> str:
    rows = [escape(workshop_words.movement_sentence(each, book)) for each in found.movements]
    return f'<p class="kicker">What moved</p>{items(rows, css="rows")}' if rows else ""


def _who_would_be_told(view: WorkshopView, found: Outcome) -> str:
    names = {each.number: each.name for each in view.people}
    rows = sorted(
        f"{names[person]}: {words.approach_name(each.approach or 'no approach at all')}"
        for person, each in found.told.items()
        if names.get(person)
    )
    if not rows:
        return ""
    return f'<details class="card"><summary>Who</summary>{items([escape(row) for row in rows], css="rows")}</details>'


def _said(rows: Sequence[str]) -> str:
    return items(rows, css="said")


def _reasons(view: WorkshopView) -> dict[str, list[str]]:
    """Question -> the reasons of the latest answers as HTML, with names where people are named, else in no order that
    tells who."""
    names = {each.number: each.name for each in view.people}
    found: dict[str, list[str]] = {}
    for own in positions(view.ballots).values():
        for ballot in own.values():
            if ballot.reason:
                found.setdefault(ballot.question, []).append(_reason(ballot, names.get(ballot.person)))
    return {question: sorted(rows) for question, rows in found.items()}


def _reason(ballot: Ballot, name: str | None) -> str:
    by = f" <b>{escape(name)}</b>" if name else ""
    doubt = " (don’t know)" if ballot.option == UNKNOWN else ""
    return f"“{escape(ballot.reason)}”{by}{doubt}"
