"""The plain reference evaluator: states and ranking written out in a few lines, to hold the compiled engine against."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction

from advisor.schema.rules import Book, Condition, Rule
from advisor.schema.words import APPROACHES, UNKNOWN, Approach, State

Facts = Mapping[str, str]


def truth(condition: Condition, facts: Facts) -> float:
    """Kleene's strong logic: 1 holds, 0 does not, 1/2 depends on an unknown; `and` is the lowest."""
    lines = (0.5 if facts[fact] == UNKNOWN else float(facts[fact] in values) for fact, values in condition.items())
    return min(lines, default=1.0)


def state(rule: Rule, facts: Facts) -> State:
    """`when` and not `unless` and not `lifted_by`; `or` is the highest, `not` the opposite."""
    excepted = max((truth(part, facts) for part in (rule.unless, rule.lifted_by) if part), default=0.0)
    return {0.0: "silent", 0.5: "waits", 1.0: "fires"}[min(truth(rule.when, facts), 1 - excepted)]  # type: ignore[return-value]


def acts_while_waiting(rule: Rule, facts: Facts) -> bool:
    """A waiting rule with a presumed fact unknown: the rest of `when` holds, and no exception does."""
    unknown = [fact for fact in rule.presume if facts[fact] == UNKNOWN]
    rest = {fact: values for fact, values in rule.when.items() if fact not in unknown}
    exceptions = [truth(part, facts) for part in (rule.unless, rule.lifted_by) if part]
    return bool(unknown) and state(rule, facts) == "waits" and truth(rest, facts) == 1.0 and 1.0 not in exceptions


def ranking(
    book: Book, facts: Facts, rules: Sequence[Rule] | None = None
) -> tuple[list[Approach], dict[Approach, float], dict[Approach, float], str]:
    """Order, scores, probabilities and standing, in exact fractions up to the last step."""
    rules = book.rules if rules is None else rules
    fired = [rule for rule in rules if state(rule, facts) == "fires"]
    stops = [rule for rule in rules if acts_while_waiting(rule, facts)]
    strengths = {name: Fraction(str(value)) for name, value in book.weights.log_odds.items()}
    lead = Fraction(str(book.weights.settled_lead))
    score = {approach: Fraction(str(book.weights.priors[approach])) for approach in APPROACHES}
    for rule in fired:
        for approach in rule.effect.supports:
            score[approach] += strengths[rule.strength]  # type: ignore[index]
        for approach in rule.effect.opposes:
            score[approach] -= strengths[rule.strength]  # type: ignore[index]
    left = [approach for approach in APPROACHES if not any(approach in rule.effect.rules_out for rule in fired)]
    for approach in left[1:]:
        if not any(approach in rule.effect.supports for rule in fired):
            score[approach] = min(score[approach], score[left[0]])
    settled = [approach for approach in left if any(approach in rule.effect.settles for rule in (*fired, *stops))]
    if settled:
        first = max(settled, key=lambda approach: (score[approach], -APPROACHES.index(approach)))
        score[first] = max([score[first]] + [score[other] + lead for other in left if other != first])
    order = sorted(APPROACHES, key=lambda approach: (approach not in left, -score[approach]))
    total = sum(math.exp(score[approach]) for approach in left)
    probability = {a: math.exp(score[a]) / total if a in left else 0.0 for a in APPROACHES}
    odds = math.exp(score[order[0]] - score[order[1]]) if len(left) > 1 else 3.0
    if not left:
        standing = "conflict"
    elif settled:
        standing = "decided"
    elif not any(rule.strength or rule.effect.rules_out for rule in fired):
        standing = "default"
    elif odds >= 3.0 - 1e-9:
        standing = "clear"
    else:
        standing = "leaning" if odds >= 1.5 - 1e-9 else "close"
    return order, {a: float(score[a]) for a in APPROACHES}, probability, standing
