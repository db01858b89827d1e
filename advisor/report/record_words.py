"""The sentences of a decision record."""

from __future__ import annotations

import datetime
from typing import Final

from advisor.costs.break_even_words import round_number
from advisor.report import words
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
from advisor.schema.words import UNKNOWN


def answer_label(book: Book, question: str, option: str) -> str:
    """An answer in the words of its button; `left open` for one that is unknown."""
    return "left open" if option == UNKNOWN else words.label(book, question, option)


def trigger_sentence(trigger: Trigger, book: Book, today: datetime.date) -> str:
    """When to look again, in one sentence, as it reads on that day."""
    if trigger.due is not None:
        return _on_a_day(trigger, trigger.due, book, today)
    if trigger.question is not None:
        any_of = " or ".join(f"“{words.label(book, trigger.question, each)}”" for each in trigger.options)
        name = words.approach_name(trigger.approach) if trigger.approach else "no approach at all"
        ask = words.question_words(book, trigger.question)
        return f"Look again when the answer to “{ask}” is {any_of}: it would then be {name}."
    figure = round_number(trigger.threshold or 0)
    if trigger.kind == "items":
        return f"Look again when the eval set passes {figure} items: so many may change which variant is chosen."
    a, b = trigger.about
    how = "falls below" if trigger.falls else "passes"
    return f"Look again when the volume {how} {figure} a month: `{a}` and `{b}` change places in cost there."


def _on_a_day(trigger: Trigger, due: datetime.date, book: Book, today: datetime.date) -> str:
    day, is_past = due.isoformat(), due <= today
    if trigger.kind == "homework":
        ask = words.question_words(book, trigger.question or "")
        return f"Look again on {day}, when the answer to “{ask}” is due."
    if trigger.kind == "prices are old":
        if is_past:
            return f"Read the prices again now: since {day} the oldest one used is 180 days old."
        return f"Look again on {day}: the oldest price used is then 180 days old."
    if trigger.kind == "model ends":
        return f"Look again before {day}: `{trigger.about[0]}` is shut down, or closed for tuning, then."
    if trigger.kind == "rule is dated":
        if is_past:
            return f"Check `{trigger.about[0]}` again now, on which this rests: that was due on {day}."
        return f"Look again on {day}: `{trigger.about[0]}`, on which this rests, is to be checked again by then."
    return f"Look again on {day}, a quarter later."


def answer_sentence(each: TeamAnswer) -> str:
    """How the team came to one answer."""
    unsure = [f"don’t know {each.dont_know}"] if each.dont_know else []
    known = sum(each.counts.values())
    if len(each.counts) == 1 and not each.is_agreed:
        return "; ".join(
            [f"as all {known} who know answered" if known > 1 else "as the one who knows answered", *unsure]
        )
    counts = [f"{each.labels[option]} {n}" for option, n in each.counts.items()]
    return f"{_how(each)}; answers: {', '.join([*counts, *unsure]) or 'none'}"


def _how(each: TeamAnswer) -> str:
    if each.is_agreed:
        return "agreed" if each.option != UNKNOWN else "agreed to leave it open"
    if each.option == UNKNOWN:
        return "not settled" if each.counts else "nobody knows"
    return "as most answered"


def who_decided(record: DecisionRecord) -> str:
    """How many people of what roles, in how many rounds, under which rule for the end."""
    roles = ", ".join(f"{n} {role}" for role, n in record.roles.items())
    people = words.counted(record.people, "participant") + (f" ({roles})" if roles else "")
    silent = record.people - record.answered
    unheard = f"; {silent} of them gave no answer" if silent else ""
    rounds = words.counted(len(record.rounds), "round")
    most = words.counted(record.most_rounds, "round")
    fixed = f"{words.percent(record.agreement_fixed)} agreement, at most {most}"
    return f"Decided by {people} in {rounds}{unheard}. Fixed beforehand: {fixed}."


def alone_sentence(record: DecisionRecord) -> str:
    """How many would have been told what on their own answers; nothing where nobody answered."""
    told = [
        f"{n} {'no approach at all' if name == 'none' else words.approach_name(name)}"
        for name, n in record.alone.items()
    ]
    return f"On their own answers people would have been told: {', '.join(told)}." if told else ""


def dissent_sentence(each: KeptDissent, record: DecisionRecord) -> str:
    """One view that differs: who, on what, why."""
    ask = next((answer.ask for answer in record.answers if answer.question == each.question), each.question)
    who = each.name or "Somebody, without a name"
    answered = f", who answered “{each.answered}”" if each.answered else ""
    return f"{who}{answered}, on “{ask}”: {each.reason}"


_RESULTS: Final[dict[Results, str]] = {
    "none": "",
    "new": "There are eval results now; there were none.",
    "gone": "There were eval results; there are none now.",
    "the same": "",
    "other": "The eval results show something else.",
}

_BECAUSE: Final[dict[Because, str]] = {
    "nothing": "",
    "answers": "Your answers made the difference.",
    "results": "Your eval results made the difference.",
    "answers or results": "Your answers made the difference, and your eval results alone would have made it too.",
    "answers and results": "It took your new answers and your new eval results together.",
}


def since_rows(since: PreviousDecision) -> list[str]:
    """All that is different from the last time, a sentence each."""
    rows = [f"{each.ask} It was “{each.was}”, and is “{each.becomes}”." for each in since.changed_answers]
    rows += ["The rules have changed."] if since.rules_changed else []
    rows += [_RESULTS[since.results]] if _RESULTS[since.results] else []
    return rows + [f"Come true: {each}" for each in since.come_true]


def since_sentence(since: PreviousDecision) -> str:
    """Whether the decision is still the one of before, and if not, why."""
    day = since.decided_on.isoformat()
    if since.is_same:
        against = " Under today’s rules the old answers would lead elsewhere." if since.rules_lead_elsewhere else ""
        return f"The decision is still that of {day}: {since.headline}{against}"
    return " ".join(filter(None, (f"On {day} it was: {since.headline}", _why(since))))


def _why(since: PreviousDecision) -> str:
    if not since.rules_lead_elsewhere:
        return _BECAUSE[since.because]
    if since.because == "nothing":
        return "The rules made the difference: your old answers would lead here too."
    return f"The rules changed what the old answers lead to; and from there: {words.lower(_BECAUSE[since.because])}"
