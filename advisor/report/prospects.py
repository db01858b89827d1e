"""The parts of a report about what is still to come: would anything change it, is it settled, what to answer next."""

from __future__ import annotations

from typing import NamedTuple, Protocol, runtime_checkable

from advisor.decision.verdict import Verdict
from advisor.language import _, run_on
from advisor.report import prospect_words, words
from advisor.report.outline import Block, Inline, Part, Span, bullets, line, paragraph
from advisor.schema.recommendation import NextQuestions, Settled, WhatIfs
from advisor.schema.rules import Book

_ONE, _TWO, _NEXT = 10, 5, 5


class Prospects(NamedTuple):
    """What the engine says about every way of answering the rest."""

    settled: Settled
    what_if: WhatIfs
    next_questions: NextQuestions
    declined: tuple[str, ...] = ()
    """Questions that nobody can answer: they stay open and are not asked again."""


@runtime_checkable
class WithProspects(Protocol):
    """What carries its own prospects, as a `Recommendation` does."""

    @property
    def settled(self) -> Settled: ...
    @property
    def what_if(self) -> WhatIfs: ...
    @property
    def next_questions(self) -> NextQuestions: ...


def prospects_of(verdict: Verdict) -> Prospects | None:
    """The prospects that a recommendation carries; a bare verdict has none."""
    if not isinstance(verdict, WithProspects):
        return None
    return Prospects(verdict.settled, verdict.what_if, verdict.next_questions)


def prospect_parts(found: Prospects | None, book: Book) -> tuple[Part, ...]:
    """What would change it, whether it is settled, what to answer next."""
    if found is None:
        return ()
    return (
        Part(_("What would change it"), _changes(found.what_if, book)),
        Part(_("Is it settled"), _settled(found, book)),
        Part(_("What to answer next"), _next(found.next_questions, book)),
    )


def _changes(found: WhatIfs, book: Book) -> tuple[Block, ...]:
    one, two = prospect_words.flips(found.one, book), prospect_words.flips(found.two, book)
    all_told = len(one) <= _ONE and len(two) <= _TWO and found.count_of_two <= len(found.two)
    nearest = "" if all_told else _("The nearest:")
    shown = [_flip(each, book) for each in (*one[:_ONE], *two[:_TWO])]
    return (paragraph(run_on(prospect_words.counts(found), nearest)), *bullets(shown))


def _flip(flip: prospect_words.Flip, book: Book) -> Inline:
    parts: list[str | Span] = [words.ended(prospect_words.flip_sentence(flip, book))]
    for word, rules in ((_(" Behind it: "), flip.because), (_(" Falls away: "), flip.no_longer)):
        for i, rule in enumerate(rules):
            parts += [_(", ") if i else word, Span(rule, code=True)]
        parts.append(words.ended("") if rules else "")
    return line(*parts)


def _settled(found: Prospects, book: Book) -> tuple[Block, ...]:
    settled = found.settled
    if settled.is_settled:
        sure = prospect_words.proof(settled, book, found.declined)
        return (paragraph(run_on(prospect_words.settled_sentence(settled), sure)),)
    ahead = found.next_questions
    chance = run_on(prospect_words.chance_sentence(ahead), prospect_words.how_drawn(ahead))
    said = paragraph(run_on(prospect_words.settled_sentence(settled), chance))
    if settled.witness is None:
        return (said,)
    witness = _("; ").join(
        _("{name}: {value}", name=words.asked(book, [question]), value=words.label(book, question, option))
        for question, option in settled.witness.items()
    )
    example = _(
        "For instance, answered like this it is {approach}: {answers}.",
        approach=prospect_words.becomes(settled),
        answers=witness,
    )
    return (said, paragraph(example))


def _next(found: NextQuestions, book: Book) -> tuple[Block, ...]:
    asked = [
        line(
            Span(each.question, code=True),
            " ",
            run_on(words.question_words(book, each.question), prospect_words.how_known(each)),
        )
        for each in found.questions[:_NEXT]
    ]
    if not asked:
        return ()
    return (paragraph(_("Those of the open questions that are expected to decide most:")), *bullets(asked))
