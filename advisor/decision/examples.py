"""Whether the rules say about a situation what its example says they must."""

from __future__ import annotations

from advisor.decision.states import all_facts, state_of
from advisor.decision.verdict import decide
from advisor.schema.answers import Answers
from advisor.schema.rules import Book, Example


def judge(book: Book, example: Example) -> list[str]:
    """Every way in which the rules differ from the example, as clauses such as `` `rule-a` waits, not fires ``."""
    facts = all_facts(book, example.answers, example.evidence)
    rules = {rule.id: rule for rule in book.rules}
    wrong = []
    for state in ("fires", "silent", "waits"):
        for id in getattr(example, state):
            if id not in rules:
                continue
            is_so = state_of(rules[id], facts)
            if is_so != state:
                wrong.append(f"`{id}` is to be `{state}` but it is `{is_so}`")
    verdict = decide(book, Answers.model_validate(example.answers), derived=example.evidence)
    if example.recommends is not None and verdict.approach != example.recommends:
        order = ", ".join(f"{each.approach} {each.score:.2f}" for each in verdict.ranking)
        wrong.append(f"it is to recommend `{example.recommends}` but recommends `{verdict.approach}` ({order})")
    now = verdict.now.id if verdict.now else None
    if example.now is not None and now != example.now:
        wrong.append(f"the next step is to be `{example.now}` but is `{now}`")
    reasons = {reason.rule for reason in verdict.reasons_for}
    wrong += [
        f"`{id}` is to be a reason for the recommendation but is not" for id in example.because_of if id not in reasons
    ]
    return wrong
