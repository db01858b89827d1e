"""The agenda worked out by going through all ways one by one, with nothing of the code it is held against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any, NamedTuple

from advisor.decision.findings import Findings
from advisor.schema.answers import Answers
from advisor.schema.rules import Book
from advisor.schema.words import UNKNOWN


class ByHand(NamedTuple):
    """What the agenda says, as plain dictionaries by question."""

    effect: dict[str, float]
    step_effect: dict[str, float]
    between: dict[str, set[Any]]
    leads_to: dict[Any, float]
    may_wake: dict[str, bool]
    unanswered: dict[str, tuple[set[Any], set[Any]]]


def told(book: Book, answers: Mapping[str, str], facts: Mapping[str, str]) -> tuple[Any, Any]:
    """The approach and the next step."""
    found = Findings(book, Answers(**{q: o for q, o in answers.items() if o != UNKNOWN}), derived=dict(facts))  # type: ignore[arg-type]
    path = found.path()
    return found.approach, path[0].id if path else None


def by_hand(answers: Mapping[str, Sequence[str]], book: Book, facts: Mapping[str, str]) -> ByHand:
    """`answers`: question -> everybody's answer."""
    measured = {"failure"} if facts.get("measured_failure", "untested") not in ("untested", "mixed") else set()
    counts = {q: Counter(each for each in given if each != UNKNOWN) for q, given in answers.items()}
    base: dict[str, str] = {}
    ways: dict[str, list[tuple[str, float]]] = {}
    for question, own in counts.items():
        top = [option for option, n in own.items() if n == max(own.values())]
        if len(top) == 1:
            base[question] = top[0]
        if len(own) > 1 and question not in measured:
            voices = list(own.items()) + ([(UNKNOWN, 1)] if len(top) > 1 else [])
            total = sum(n for _, n in voices)
            ways[question] = [(option, n / total) for option, n in voices]
    nobody = [q for q, own in counts.items() if not own and q not in measured]
    any_option = {each.id: [UNKNOWN, *(o.id for o in each.options)] for each in book.questions if each.id in nobody}

    def decides(question: str, options: list[str], rest: Mapping[str, str], part: int) -> set[Any]:
        return {told(book, {**base, **rest, question: option}, facts)[part] for option in options}

    effect, step_effect, between, may_wake = {}, {}, {}, {}
    for question, own in ways.items():
        others = [(q, way) for q, way in ways.items() if q != question]
        effect[question], step_effect[question], between[question] = 0.0, 0.0, set()
        for chosen in product(*(way for _, way in others)):
            rest = {q: option for (q, _), (option, _) in zip(others, chosen, strict=True)}
            share = 1.0
            for _, each in chosen:
                share *= each
            led = decides(question, [o for o, _ in own], rest, 0)
            if len(led) > 1:
                effect[question] += share
                between[question] |= led
            if len(decides(question, [o for o, _ in own], rest, 1)) > 1:
                step_effect[question] += share
    leads_to: dict[Any, float] = {}
    for chosen in product(*ways.values()):
        share = 1.0
        for _, each in chosen:
            share *= each
        settled = {q: option for q, (option, _) in zip(ways, chosen, strict=True)}
        approach = told(book, {**base, **settled}, facts)[0]
        leads_to[approach] = leads_to.get(approach, 0.0) + share
    box = {q: [o for o, _ in own] for q, own in ways.items()} | any_option
    for question, options in box.items():
        rests = [q for q in box if q != question]
        may_wake[question] = any(
            len(decides(question, options, dict(zip(rests, chosen, strict=True)), 0)) > 1
            for chosen in product(*(box[q] for q in rests))
        )
    unanswered = {q: (decides(q, any_option[q], {}, 0), decides(q, any_option[q], {}, 1)) for q in nobody}
    return ByHand(effect, step_effect, between, leads_to, may_wake, unanswered)
