"""The sentences about what is still to come: is it settled, what would change it, what to answer next."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import prod

from advisor.decision.next_question import ENOUGH_CASES
from advisor.language import _, listed, ngettext, pgettext, run_on
from advisor.report.words import approach_name, either, label, percent, question_words
from advisor.schema.recommendation import NextQuestions, QuestionValue, Settled, WhatIf, WhatIfs
from advisor.schema.rules import Book
from advisor.schema.words import UNKNOWN, Approach


def settled_sentence(settled: Settled) -> str:
    """Whether any answer can still change the recommended approach; "stop here" is only said where that is proved."""
    if not settled.remaining:
        return _("No question is left to ask.")
    left = ngettext("remaining {n} question", "remaining {n} questions", len(settled.remaining))
    if settled.is_settled is None:
        return _("Still checking: it is not proved whether any answer to the {left} changes this.", left=left)
    if settled.is_settled and settled.approach is None:
        return _("No answer to the {left} leaves an approach: look at those that were given.", left=left)
    if settled.is_settled and settled.on_the_way is not None:
        return _("You can stop here: however all of the {left} are answered, this stays.", left=left)
    if settled.is_settled:
        return _("You can stop here: no answer to the {left} changes this.", left=left)
    return _("Not settled: some answers to the {left} would change this.", left=left)


def proof(settled: Settled, book: Book, declined: Collection[str] = ()) -> str:
    """What a proof covers and what it does not; nothing where nothing is proved."""
    if not settled.is_settled:
        return ""
    said = []
    if settled.remaining:
        options = {question.id: len(question.options) for question in book.questions}
        said.append(
            ngettext(
                "Proved for all {n} way of answering, and about the approach only: the next step may still change.",
                "Proved for all {n} ways of answering, and about the approach only: the next step may still change.",
                prod(options[question] for question in settled.remaining),
            )
        )
        if settled.on_the_way is not None:
            said.append(_("Answers to only some of them may show another approach until the rest is answered too."))
    if declined:
        said.append(
            ngettext(
                "“Don't know” stands for {n} question; an answer there may still change this.",
                "“Don't know” stands for {n} questions; an answer there may still change this.",
                len(declined),
            )
        )
    return run_on(*said)


def chance_sentence(found: NextQuestions) -> str:
    """How likely the recommendation still changes, and what that share is a share of; nothing where nothing is open."""
    if not found.questions:
        return ""
    return _(
        "In {share} of {draws} simulated ways to answer the rest, the approach changes.",
        share=_share(found.chance_of_change),
        draws=f"{found.draws:,}",
    )


def how_drawn(found: NextQuestions) -> str:
    """How those ways of answering were simulated; nothing where nothing is open."""
    if not found.questions:
        return ""
    return _("Simulated as published cases like yours answered, all options alike where few did.")


def becomes(settled: Settled) -> str:
    """What the witness leads to."""
    return result(settled.becomes)


def result(approach: Approach | None) -> str:
    """The approach inside a sentence; where every one would be ruled out, that."""
    return approach_name(approach) if approach else _("no approach at all (every one would be ruled out)")


def counts(found: WhatIfs) -> str:
    """How many single answers and pairs would change the recommended approach."""
    one, two = found.count_of_one, found.count_of_two
    pairs = ngettext("{n} pair of answers", "{n} pairs of answers", two)
    if not one and not two:
        return _("No single answer changes this, and no pair of answers does.")
    if not one:
        return _("No single answer changes this, so it does not hang on any one of them; {pairs} would.", pairs=pairs)
    single = ngettext("{n} single answer", "{n} single answers", one)
    return _("{changes} would change this.", changes=listed([single, pairs] if two else [single]))


@dataclass(frozen=True, slots=True)
class Change:
    """A question, and any of these answers to it."""

    question: str
    was: str
    becomes: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """Nobody has answered the question yet."""
        return self.was == UNKNOWN


@dataclass(frozen=True, slots=True)
class Flip:
    """Changes that together lead to another approach, and the rules behind it."""

    changes: tuple[Change, ...]
    approach: Approach | None
    because: tuple[str, ...]
    no_longer: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """It takes back nothing that was said: all its questions are still open."""
        return all(change.is_open for change in self.changes)


def flips(found: Iterable[WhatIf], book: Book) -> list[Flip]:
    """What would change the recommendation, the nearest first; answers that do the same for a question are merged."""
    order = book.legal_values
    merged = [
        Flip(
            tuple(Change(each.question, each.was, (each.becomes,)) for each in one.changes),
            one.approach,
            one.because,
            one.no_longer,
        )
        for one in found
    ]
    for place in (0, 1):
        groups: dict[tuple[object, ...], list[Flip]] = {}
        for each in merged:
            alike = [(c.question, c.becomes if i != place else ()) for i, c in enumerate(each.changes)]
            groups.setdefault((*alike, each.approach), []).append(each)
        merged = [_merge(group, place, order) if len(group) > 1 else group[0] for group in groups.values()]
    return merged


def _merge(group: Sequence[Flip], place: int, order: Mapping[str, Sequence[str]]) -> Flip:
    changes = list(group[0].changes)
    question = changes[place].question
    options = {option for each in group for option in each.changes[place].becomes}
    changes[place] = replace(changes[place], becomes=tuple(sorted(options, key=order[question].index)))
    return Flip(
        tuple(changes),
        group[0].approach,
        tuple(dict.fromkeys(rule for each in group for rule in each.because)),
        tuple(dict.fromkeys(rule for each in group for rule in each.no_longer)),
    )


def flip_sentence(flip: Flip, book: Book) -> str:
    """`If you answer “How fresh?” with Weeks or Live: RAG`, or `If “How fresh?” were Live instead of Static: RAG`."""
    return _(
        "If {changes}: {approach}",
        changes=listed([_if(change, book) for change in flip.changes]),
        approach=result(flip.approach),
    )


def any_of(change: Change, book: Book) -> str:
    """`Weeks or Live`."""
    return either(label(book, change.question, option) for option in change.becomes)


def _if(change: Change, book: Book) -> str:
    ask = question_words(book, change.question)
    labels = [label(book, change.question, each) for each in change.becomes]
    to = either(pgettext("a chosen option", "{option}", option=each) for each in labels)
    if change.is_open:
        return _("you answer “{question}” with {to}", question=ask, to=to)
    was = label(book, change.question, change.was)
    return _("“{question}” were {to} instead of {was}", question=ask, to=to, was=was)


def why_next(found: QuestionValue) -> str:
    """Why a question comes first."""
    if found.expected_drop <= 0:
        return _("None of the open questions is expected to decide anything more.")
    return _("Of all open questions this one is expected to decide most.")


def how_known(found: QuestionValue) -> str:
    """How many published cases that expectation rests on."""
    cases = found.known_cases
    if cases >= ENOUGH_CASES:
        return _("{cases} published cases answer it.", cases=cases)
    if not cases:
        return _("No published case answers it, so all its answers count alike.")
    return ngettext(
        "Only {n} published case answers it, so all its answers count alike.",
        "Only {n} published cases answer it, so all its answers count alike.",
        cases,
    )


def _share(chance: float) -> str:
    if chance <= 0:
        return pgettext("share", "none")
    if chance < 0.01:
        return _("fewer than 1 %")
    return _("more than 99 %") if 0.99 < chance < 1 else percent(chance)
