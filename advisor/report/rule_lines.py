"""The lines about rules: reasons, vetoes and disputes, each with its sources."""

from __future__ import annotations

import datetime

from advisor.decision.verdict import Verdict
from advisor.language import _, day, run_on
from advisor.report import measured_words, words
from advisor.report.disputes import Side, disputes
from advisor.report.outline import Inline, Span, line
from advisor.schema.recommendation import Citation, PathStep, Reason, RuledOut
from advisor.schema.rules import Book, is_stale
from advisor.schema.words import approach_title


def citation(source: Citation, today: datetime.date) -> tuple[Span, ...]:
    """A source in brackets: who, what, where in it, when it was published and last read."""
    where = "".join(f"{_(', ')}{each}" for each in (source.at, source.date) if each)
    via = _(", read through {site}", site=source.read_via) if source.read_via else ""
    due = _("; {due}", due=words.due(source, today)) if is_stale(source, today) else ""
    read = _("; read {day}", day=day(source.checked))
    return (
        Span("["),
        Span(f"{source.by}: {source.title}", url=source.url or None),
        Span(f"{where}{read}{via}{due}] "),
    )


def reason_line(reason: Reason, book: Book, today: datetime.date) -> Inline:
    """A rule that holds, what it does and why, with its sources."""
    does = _(
        "{house} ({does}; {when}): ",
        house=house_mark(reason),
        does=words.what_it_does(reason),
        when=words.when_words(book, reason.when),
    )
    asks = words.asked(book, reason.presumes)
    basis = measured_words.basis_words(reason.basis)
    said = run_on(
        reason.because,
        _("Holds until the answer to {questions} says otherwise.", questions=asks) if asks else "",
        _("This comes {basis}.", basis=basis) if basis else "",
        _("This claim is {due}.", due=words.due(reason, today)) if reason.review_by else "",
    )
    return line(
        Span(reason.rule, code=True),
        does,
        f"{said} ",
        *(span for source in reason.sources for span in citation(source, today)),
    )


def ruled_out_lines(verdict: Verdict, book: Book, today: datetime.date) -> list[Inline]:
    """The approaches that may not be recommended, why, and what would lift that."""
    return [
        line(
            Span(approach_title(each.approach), strong=True),
            _(
                " by {rule}{house}: {because} Lifted by {condition}.",
                rule=each.rule,
                house=house_mark(each),
                because=each.because,
                condition=words.when_words(book, each.lifted_by),
            ),
            " ",
            *(span for source in each.sources for span in citation(source, today)),
        )
        for each in verdict.ruled_out
    ]


def dispute_lines(verdict: Verdict, book: Book, today: datetime.date) -> list[Inline]:
    """Where sources differ: what is said, and what stands against it."""
    return [
        line(
            *(span for side in each.said for span in _side(side, today)),
            _("Against that: "),
            *_side(each.against, today),
        )
        for each in disputes(verdict, book)
    ]


def _side(side: Side, today: datetime.date) -> Inline:
    return line(
        Span(side.rule, code=True),
        _("{house}: {because}", house=house_mark(side), because=side.because),
        " ",
        *(span for source in side.sources for span in citation(source, today)),
    )


def house_mark(said: Side | Reason | RuledOut | PathStep) -> str:
    """Marks what one of the team's own rules says."""
    return _(" ({mark})", mark=_(words.HOUSE)) if getattr(said, "house", False) else ""
