"""The sentences of a decision record."""

from __future__ import annotations

from advisor.report import words
from advisor.schema.decision_record import DecisionRecord, KeptDissent, PreviousDecision, TeamAnswer, Trigger
from advisor.schema.rules import Book
from advisor.schema.words import UNKNOWN


def answer_label(book: Book, question: str, option: str) -> str:
    """An answer in the words of its button; `left open` for one that is unknown."""
    return "left open" if option == UNKNOWN else words.label(book, question, option)


def trigger_sentence(trigger: Trigger, book: Book) -> str:
    """When to look again, in one sentence."""
    due = trigger.due.isoformat() if trigger.due else ""
    ask = f"“{words.question_words(book, trigger.question)}”" if trigger.question else ""
    if trigger.kind == "answer moves" and trigger.question and trigger.option:
        name = words.approach_name(trigger.approach) if trigger.approach else "no approach at all"
        answer = words.label(book, trigger.question, trigger.option)
        return f"Look again when the answer to {ask} is “{answer}”: it would then be {name}."
    if trigger.kind == "homework":
        return f"Look again on {due}, when the answer to {ask} is due."
    if trigger.kind == "items":
        return f"Look again when the eval set passes {trigger.threshold:,.0f} items: enough to settle what is open."
    if trigger.kind == "volume passes":
        return f"Look again when the volume passes {trigger.threshold:,.0f} requests a month: costs cross there."
    return {
        "prices are old": f"Look again on {due}: the oldest price used is then older than 180 days.",
        "model ends": f"Look again before {due}: a model that was measured ends then.",
        "rule is dated": f"Look again on {due}: a claim that this rests on is to be checked again by then.",
    }.get(trigger.kind, f"Look again on {due}, a quarter later.")


def answer_sentence(each: TeamAnswer) -> str:
    """How the team came to one answer."""
    counts = [f"{each.labels[option]} {n}" for option, n in each.counts.items()]
    counts += [f"don’t know {each.dont_know}"] if each.dont_know else []
    how = "agreed" if each.is_agreed else "as most answered" if each.option != UNKNOWN else "not settled"
    return f"{how}; answers: {', '.join(counts) or 'none'}"


def dissent_sentence(each: KeptDissent, record: DecisionRecord) -> str:
    """One view that differs: who, on what, why."""
    ask = next((answer.ask for answer in record.answers if answer.question == each.question), each.question)
    who = each.name or "Somebody, without a name"
    answered = f", who answered “{each.answered}”" if each.answered else ""
    return f"{who}{answered}, on “{ask}”: {each.reason}"


def since_rows(since: PreviousDecision) -> list[str]:
    """All that is different from the last time, a sentence each."""
    rows = [f"{each.ask} It was “{each.was}”, and is “{each.becomes}”." for each in since.changed_answers]
    rows += ["The rules have changed."] if since.rules_changed else []
    rows += ["The eval results show something else."] if since.results_changed else []
    return rows + [f"Come true: {each}" for each in since.come_true]


def since_sentence(since: PreviousDecision) -> str:
    """Whether the decision is still the one of before, and if not, why."""
    day = since.decided_on.isoformat()
    if since.is_same:
        return f"The decision is still that of {day}: {since.headline}"
    why = {
        "answers": "Your answers made the difference.",
        "rules": "The rules have changed; your old answers would lead here too.",
        "results": "Your eval results made the difference.",
        "answers and rules": "Both your answers and the rules have changed.",
        "several": "It takes several changes together.",
        "nothing": "",
    }[since.because]
    return f"On {day} it was: {since.headline} {why}".strip()
