"""The sentences of a decision record."""

from __future__ import annotations

import datetime
from typing import Final

from advisor.costs.break_even_words import round_number
from advisor.language import N_, _, day, pgettext, run_on
from advisor.report import words, workshop_counts
from advisor.schema.decision_record import (
    Because,
    DecisionRecord,
    KeptDissent,
    PreviousDecision,
    Results,
    TeamAnswer,
    Trigger,
)
from advisor.schema.rules import Book
from advisor.schema.words import UNKNOWN, Approach, approach_title


def answer_label(book: Book, question: str, option: str) -> str:
    """An answer in the words of its button; `left open` for one that is unknown."""
    return _("left open") if option == UNKNOWN else words.label(book, question, option)


def approach_words(approach: Approach | None) -> str:
    """The name of an approach inside a sentence, also where none is left."""
    return words.approach_name(approach) if approach else _("no approach at all")


def trigger_sentence(trigger: Trigger, book: Book, today: datetime.date) -> str:
    """When to look again, in one sentence, as it reads on that day."""
    if trigger.due is not None:
        return _on_a_day(trigger, trigger.due, book, today)
    if trigger.question is not None:
        question = trigger.question
        return _(
            "Look again when the answer to “{ask}” is {options}: it would then be {approach}.",
            ask=words.question_words(book, question),
            options=words.either(_("“{text}”", text=words.label(book, question, each)) for each in trigger.options),
            approach=approach_words(trigger.approach),
        )
    figure = round_number(trigger.threshold or 0)
    if trigger.kind == "items":
        return _(
            "Look again when the eval set passes {figure} items: so many may change which variant is chosen.",
            figure=figure,
        )
    a, b = trigger.about
    if trigger.falls:
        return _(
            "Look again when the volume falls below {figure} a month: `{a}` and `{b}` change places in cost there.",
            figure=figure,
            a=a,
            b=b,
        )
    return _(
        "Look again when the volume passes {figure} a month: `{a}` and `{b}` change places in cost there.",
        figure=figure,
        a=a,
        b=b,
    )


def _on_a_day(trigger: Trigger, due: datetime.date, book: Book, today: datetime.date) -> str:
    when, is_past = day(due), due <= today
    if trigger.kind == "homework":
        ask = words.question_words(book, trigger.question or "")
        return _("Look again on {day}, when the answer to “{ask}” is due.", day=when, ask=ask)
    if trigger.kind == "prices are old":
        if is_past:
            return _("Read the prices again now: since {day} the oldest one used is 180 days old.", day=when)
        return _("Look again on {day}: the oldest price used is then 180 days old.", day=when)
    if trigger.kind == "model ends":
        (model,) = trigger.about
        return _("Look again before {day}: `{model}` is shut down, or closed for tuning, then.", day=when, model=model)
    if trigger.kind == "rule is dated":
        (rule,) = trigger.about
        if is_past:
            return _("Check `{rule}` again now, on which this rests: that was due on {day}.", day=when, rule=rule)
        return _(
            "Look again on {day}: `{rule}`, on which this rests, is to be checked again by then.", day=when, rule=rule
        )
    return _("Look again on {day}, a quarter later.", day=when)


def answer_sentence(each: TeamAnswer) -> str:
    """How the team came to one answer."""
    unsure = [_("don’t know {n}", n=each.dont_know)] if each.dont_know else []
    known = sum(each.counts.values())
    if len(each.counts) == 1 and not each.is_agreed:
        said = _("as all {n} who know answered", n=known) if known > 1 else _("as the one who knows answered")
        return _("; ").join([said, *unsure])
    counts = [_("{answer} {n}", answer=each.labels[option], n=n) for option, n in each.counts.items()]
    answers = words.strung([*counts, *unsure]) or pgettext("answers", "none")
    return _("{how}; answers: {answers}", how=_how(each), answers=answers)


def _how(each: TeamAnswer) -> str:
    if each.is_agreed:
        return pgettext("answer", "agreed") if each.option != UNKNOWN else _("agreed to leave it open")
    if each.option == UNKNOWN:
        return pgettext("answer", "not settled") if each.counts else _("nobody knows")
    return _("as most answered")


def who_decided(record: DecisionRecord) -> str:
    """How many people of what roles, in how many rounds, under which rule for the end."""
    people = workshop_counts.participants_words(record.people)
    if record.roles:
        roles = words.strung(
            _("{n} {role}", n=n, role=workshop_counts.role_name(role)) for role, n in record.roles.items()
        )
        people = _("{people} ({roles})", people=people, roles=roles)
    rounds = workshop_counts.rounds_words(len(record.rounds))
    if silent := record.people - record.answered:
        said = _("Decided by {people} in {rounds}; {n} of them gave no answer.", people=people, rounds=rounds, n=silent)
    else:
        said = _("Decided by {people} in {rounds}.", people=people, rounds=rounds)
    return run_on(said, workshop_counts.fixed_sentence(record.agreement_fixed, record.most_rounds))


def alone_sentence(record: DecisionRecord) -> str:
    """How many would have been told what on their own answers; nothing where nobody answered."""
    told = words.strung(
        _("{n} {approach}", n=n, approach=_("no approach at all") if name == "none" else words.approach_name(name))
        for name, n in record.alone.items()
    )
    return _("On their own answers people would have been told: {told}.", told=told) if told else ""


def dissent_sentence(each: KeptDissent, record: DecisionRecord) -> str:
    """One view that differs: who, on what, why."""
    told = {
        "who": each.name or _("Somebody, without a name"),
        "ask": next((answer.ask for answer in record.answers if answer.question == each.question), each.question),
        "reason": each.reason,
    }
    if each.answered:
        return _("{who}, who answered “{answered}”, on “{ask}”: {reason}", answered=each.answered, **told)
    return _("{who}, on “{ask}”: {reason}", **told)


_RESULTS: Final[dict[Results, str]] = {
    "none": "",
    "new": N_("There are eval results now; there were none."),
    "gone": N_("There were eval results; there are none now."),
    "the same": "",
    "other": N_("The eval results show something else."),
}

_BECAUSE: Final[dict[Because, str]] = {
    "nothing": "",
    "answers": N_("Your answers made the difference."),
    "results": N_("Your eval results made the difference."),
    "answers or results": N_("Your answers made the difference, and your eval results alone would have made it too."),
    "answers and results": N_("It took your new answers and your new eval results together."),
}


def since_rows(since: PreviousDecision) -> list[str]:
    """All that is different from the last time, a sentence each."""
    rows = [
        _("{ask} It was “{was}”, and is “{becomes}”.", ask=each.ask, was=each.was, becomes=each.becomes)
        for each in since.changed_answers
    ]
    rows += [_("The rules have changed.")] if since.rules_changed else []
    rows += [_(_RESULTS[since.results])] if _RESULTS[since.results] else []
    return rows + [_("Come true: {sentence}", sentence=each) for each in since.come_true]


def since_sentence(since: PreviousDecision) -> str:
    """Whether the decision is still the one of before, and if not, why."""
    when = day(since.decided_on)
    if since.is_same:
        said = _("The decision is still that of {day}: {decision}", day=when, decision=since.headline)
        elsewhere = since.rules_lead_elsewhere
        return run_on(said, _("Under today’s rules the old answers would lead elsewhere.") if elsewhere else "")
    return run_on(_("On {day} it was: {decision}", day=when, decision=since.headline), _why(since))


def _why(since: PreviousDecision) -> str:
    because = _(_BECAUSE[since.because]) if _BECAUSE[since.because] else ""
    if not since.rules_lead_elsewhere:
        return because
    if not because:
        return _("The rules made the difference: your old answers would lead here too.")
    return _("The rules changed what the old answers lead to; and from there: {because}", because=words.lower(because))


# An earlier record in the words of today


def decision_then(old: DecisionRecord, book: Book) -> str:
    """What an earlier record decided: in its own words, or in short where those are of another language."""
    if old.lang == book.language:
        return old.headline
    if old.approach is None or old.now is None:
        return _("No approach was left.")
    title = next((each.title for each in book.steps if each.id == old.now.id), old.now.title)
    if old.now.destination:
        return _("{approach}: {step}.", approach=approach_title(old.approach), step=words.lower(title))
    return _("{step} first. Headed for: {destination}.", step=title, destination=approach_words(old.approach))


def answer_then(old: DecisionRecord, question: str, book: Book) -> str:
    """What was answered then: in the words of then, or of today where those are of another language."""
    before = next((each for each in old.answers if each.question == question), None)
    if before is None:
        return _("not asked")
    if old.lang == book.language or not _is_known(question, (before.option,), book):
        return before.label
    return answer_label(book, question, before.option)


def trigger_then(trigger: Trigger, old: DecisionRecord, book: Book) -> str:
    """A reason to look again as it was written then, or as it reads in the language of today."""
    if old.lang == book.language or not _is_known(trigger.question, trigger.options, book):
        return trigger.sentence
    return trigger_sentence(trigger, book, old.decided_on)


def _is_known(question: str | None, options: tuple[str, ...], book: Book) -> bool:
    """Whether the questionnaire still has them."""
    legal = book.legal_values
    return question is None or (question in legal and {*options} <= {*legal[question], UNKNOWN})
