"""The reveal: what to talk about first, who answered what, and what follows from it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from html import escape
from typing import Final

from advisor.api import Recommendation
from advisor.language import _, ngettext, pgettext, run_on
from advisor.report import words, workshop_words
from advisor.report.record_words import approach_words
from advisor.schema.recommendation import PathStep
from advisor.schema.rules import Book
from advisor.schema.words import UNKNOWN
from advisor.schema.workshop import Ballot, WorkshopView
from advisor.ui.parts.headline import reason_row
from advisor.ui.parts.markup import items, sentence, show, ticked
from advisor.ui.parts.question_text import DONT_KNOW
from advisor.ui.parts.workshop_head import kicker, small
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
        f'<section class="reveal" aria-label="{escape(_("Reveal"))}"><h2>{escape(_headline(view, found))}</h2>',
        _same_job(view),
        _agenda(found, book, reasons),
        _unanswered(found, book, reasons),
        f"<p>{escape(workshop_words.told_sentence(how_many_each(found.told.values())))}</p>",
        "" if for_screen else _who_would_be_told(view, found),
        _movements(found, book),
        _agreed_on(found, book, reasons),
        "" if for_screen else _how_computed(found),
        "</section>",
    )


def show_team_decision(recommendation: Recommendation, view: WorkshopView, found: Outcome) -> None:
    """The recommendation on the team's answers in one sentence, and what it rests on."""
    now = recommendation.now
    above = _("What was decided") if view.phase == "closed" else _("What your answers come to so far")
    sure = run_on(words.ended(sentence(words.standing(recommendation))), words.likeness(recommendation))
    mixed = workshop_words.mixed_sentence(view, found, recommendation.approach)
    show(
        f'<section class="verdict" aria-label="{escape(_("Recommendation"))}">{kicker(above)}'
        f"<h2>{ticked(recommendation.headline)}</h2>"
        f'<p class="standing">{escape(sure)}</p>',
        small(workshop_words.basis_sentence(view, found)),
        small(mixed),
        small(_next_step(now)) if now else "",
        _why(recommendation),
        "</section>",
    )


def _next_step(step: PathStep) -> str:
    return _("Next step: {step}. Done when {done_when}", step=step.title, done_when=words.lower(step.done_when))


def _why(recommendation: Recommendation) -> str:
    """The strongest reasons with their rules and sources, folded."""
    today = datetime.date.today()
    rows = [reason_row(each, today) for each in recommendation.reasons_for[:_FOR]]
    against = [
        reason_row(each, today, about=f"<b>{escape(_('Against.'))}</b> ")
        for each in recommendation.reasons_against[:_AGAINST]
    ]
    if not rows and not against:
        return ""
    return _folded(pgettext("reasons", "Why"), items([*rows, *against], css="reasons"))


def _how_computed(found: Outcome) -> str:
    if not found.agenda.points:
        return ""
    return _folded(_("How computed"), f"<p>{escape(workshop_words.how_computed())}</p>")


def _folded(title: str, body: str) -> str:
    """HTML that is opened by a click; `body` is ready."""
    return f'<details class="card"><summary>{escape(title)}</summary>{body}</details>'


def bars(counted: Tally, book: Book) -> str:
    """Who answered what, as bars with the counts in text; options in their own order, those nobody chose left out."""
    total = counted.known + counted.dont_know
    options = next(each.options for each in book.questions if each.id == counted.question)
    rows = [(option.label, counted.counts[option.id]) for option in options if option.id in counted.counts]
    bars = [_bar(name, n, total, is_open=False) for name, n in rows]
    bars += [_bar(_(DONT_KNOW), counted.dont_know, total, is_open=True)] if counted.dont_know else []
    return items(bars, css="bars")


def _bar(name: str, n: int, total: int, *, is_open: bool) -> str:
    css = ' class="open"' if is_open else ""
    return (
        f"<span>{escape(name)}</span><b>{escape(_('{n} of {total}', n=n, total=total))}</b>"
        f'<i{css} aria-hidden="true" style="width: {100 * n / total:.0f}%"></i>'
    )


def _headline(view: WorkshopView, found: Outcome) -> str:
    return workshop_words.agenda_headline(found.agenda, view.sentences)


def _same_job(view: WorkshopView) -> str:
    if not view.sentences:
        return ""
    theirs = [*([view.brief.job.sentence] if view.brief.job else []), *view.sentences]
    rows = items([escape(each) for each in theirs], css="inputs")
    why = _("People put the job differently. Settle this first: every other answer hangs on it.")
    title = escape(_(workshop_words.SAME_JOB))
    return f'<article class="point first"><h3>{title}</h3><p>{escape(why)}</p>{rows}</article>'


def _agenda(found: Outcome, book: Book, reasons: Mapping[str, Sequence[str]]) -> str:
    counted = {each.question: each for each in found.counted}
    talk = [each for each in found.agenda.points if each.effect or each.step_effect]
    skip = [each for each in found.agenda.points if not (each.effect or each.step_effect)]
    out = "".join(_point(each, counted[each.question], book, reasons) for each in talk)
    if skip:
        n = len(skip)
        if talk:
            title = ngettext("{n} more disagreement to leave aside", "{n} more disagreements to leave aside", n)
        else:
            title = ngettext("{n} disagreement to leave aside", "{n} disagreements to leave aside", n)
        out += _folded(title, "".join(_point(each, counted[each.question], book, reasons) for each in skip))
    if found.agenda.measured:
        asks = run_on(*(_("“{text}”", text=words.question_words(book, each)) for each in found.agenda.measured))
        title = _("Your eval results answer what you disagree on, so there is nothing to talk about: {asks}", asks=asks)
        out += _folded(title, _answers([counted[each] for each in found.agenda.measured], book, reasons))
    return out


def _point(point: Point, counted: Tally, book: Book, reasons: Mapping[str, Sequence[str]]) -> str:
    return (
        f'<article class="point"><h3>{escape(workshop_words.point_sentence(point, book))}</h3>'
        f"{bars(counted, book)}{_said(reasons.get(point.question, ()))}"
        f"{small(workshop_words.point_doubt(point))}</article>"
    )


def _unanswered(found: Outcome, book: Book, reasons: Mapping[str, Sequence[str]]) -> str:
    rows = [
        f"{escape(workshop_words.unanswered_sentence(each, book))}{_said(reasons.get(each.question, ()))}"
        for each in found.agenda.unanswered
    ]
    return kicker(_("Nobody knows")) + items(rows, css="rows") if rows else ""


def _agreed_on(found: Outcome, book: Book, reasons: Mapping[str, Sequence[str]]) -> str:
    """All questions without a disagreement."""
    at_odds = {each.question for each in found.agenda.points} | set(found.agenda.measured)
    agreed = [each for each in found.counted if each.question not in at_odds and each.known]
    if not agreed:
        return ""
    title = ngettext("{n} question without a disagreement", "{n} questions without a disagreement", len(agreed))
    return _folded(title, _answers(agreed, book, reasons))


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
    return kicker(_("What moved")) + items(rows, css="rows") if rows else ""


def _who_would_be_told(view: WorkshopView, found: Outcome) -> str:
    names = {each.number: each.name for each in view.people}
    rows = sorted(
        _("{name}: {approach}", name=names[person], approach=approach_words(each.approach))
        for person, each in found.told.items()
        if names.get(person)
    )
    if not rows:
        return ""
    return _folded(pgettext("people", "Who"), items([escape(row) for row in rows], css="rows"))


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
    doubt = escape(_(" (don’t know)")) if ballot.option == UNKNOWN else ""
    return f"{escape(_('“{text}”', text=ballot.reason))}{by}{doubt}"
