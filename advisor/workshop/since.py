"""A decision beside the one before: is it still the same, and if not, what made the difference."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.decision.states import Facts
from advisor.schema.decision_record import Because, DecisionRecord, Results
from advisor.schema.evidence import Evidence
from advisor.schema.rules import Book
from advisor.schema.words import UNKNOWN
from advisor.workshop.told import Told, told_on


def told_then(old: DecisionRecord) -> Told:
    """What an earlier record decided, in short."""
    return Told(approach=old.approach, now=old.now.id if old.now else None)


def changed_questions(old: DecisionRecord, answers: Mapping[str, str], book: Book) -> tuple[str, ...]:
    """The questions whose answer is another one now, in the order of the questionnaire.

    A question that was only asked once counts as changed unless its answer there is open.
    """
    before = {each.question: each.option for each in old.answers}
    ids = dict.fromkeys((*(each.id for each in book.questions), *before))
    return tuple(each for each in ids if before.get(each, UNKNOWN) != answers.get(each, UNKNOWN))


def results_since(old: Evidence | None, new: Evidence | None) -> Results:
    """What has become of the eval results, by what the rules read from them."""
    if old is None or new is None:
        return "new" if new else "gone" if old else "none"
    return "the same" if old.facts == new.facts else "other"


def what_made_it(
    old: DecisionRecord, answers: Mapping[str, str], facts: Facts | None, book: Book
) -> tuple[bool, Because]:
    """Whether the rules make a difference to the old answers and results, and what else leads to today's decision.

    The old rules are not kept, so what the old answers and results come to under today's is asked first. From there
    the answers alone, the results alone and both are exchanged for today's. An option that the questionnaire no longer
    has counts as open.
    """
    old_answers = _legal({each.question: each.option for each in old.answers}, book)
    old_facts = _legal(old.evidence.facts, book) if old.evidence else None
    start = told_on(old_answers, book, old_facts)
    today = told_on(dict(answers), book, facts)
    rules_lead_elsewhere = start != told_then(old)
    if today == start:
        return rules_lead_elsewhere, "nothing"
    by_answers = told_on(dict(answers), book, old_facts) == today
    by_results = told_on(old_answers, book, facts) == today
    because: dict[tuple[bool, bool], Because] = {
        (True, True): "answers or results",
        (True, False): "answers",
        (False, True): "results",
        (False, False): "answers and results",
    }
    return rules_lead_elsewhere, because[by_answers, by_results]


def _legal(facts: Facts, book: Book) -> dict[str, str]:
    """What today's book still knows of them."""
    legal = book.legal_values
    return {fact: value for fact, value in facts.items() if value in legal.get(fact, ())}
