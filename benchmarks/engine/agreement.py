"""Whether every engine says the same as the plain reference; a benchmark of engines that differ says nothing."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from plain_book import APPROACHES
from scoring import Decision

if TYPE_CHECKING:
    from advisor.schema.rules import Book

Facts = Mapping[str, str]


class Disagreement(Exception):
    """An engine that differs from the reference, the first answer set on which it does, and in what."""


def reference(book: Book, facts: Facts) -> Decision:
    """What the rules say, rule by rule: `state_of` and `presumed`, then `rank`."""
    from advisor.decision.ranking import rank
    from advisor.decision.states import presumed, state_of

    rules = sorted(book.rules, key=lambda rule: rule.id)
    states = {rule.id: state_of(rule, facts) for rule in rules}
    fired = [rule for rule in rules if states[rule.id] == "fires"]
    stops = [rule for rule in rules if states[rule.id] == "waits" and rule.effect.settles and presumed(rule, facts)]
    ranking = rank(book, fired, stops)
    first = ranking.approach
    return Decision(
        ranking.order,
        tuple(ranking.scores[approach] for approach in APPROACHES),
        tuple(ranking.probabilities[approach] for approach in APPROACHES),
        ranking.standing,
        tuple(rule.id for rule in fired),
        tuple(rule.id for rule in fired if first in (*rule.effect.supports, *rule.effect.settles))
        + tuple(rule.id for rule in stops if first in rule.effect.settles),
        tuple(rule.id for rule in fired if first in rule.effect.opposes),
    )


def check_one_by_one(
    label: str, decide: Callable[[Facts], Decision], situations: Sequence[Facts], expected: Sequence[Decision]
) -> None:
    """Nothing, or `Disagreement`. Where an engine does not name the rules that fired, only the rest is compared."""
    for facts, right in zip(situations, expected, strict=True):
        given = decide(facts)
        for field in ("fired", "reasons_for", "reasons_against"):
            ids = getattr(given, field)
            if ids is not None and sorted(ids) != sorted(getattr(right, field)):
                _refuse(label, facts, field, sorted({*ids} ^ {*getattr(right, field)}), "are in one answer only")
        if given.standing != right.standing:
            _refuse(label, facts, "standing", given.standing, f"instead of {right.standing}")
        if tuple(given.order) != tuple(right.order):
            _refuse(label, facts, "order", given.order, f"instead of {right.order}")
        for field in ("scores", "probabilities"):
            if not _close(getattr(given, field), getattr(right, field)):
                _refuse(label, facts, field, getattr(given, field), f"instead of {getattr(right, field)}")


def check_columns(
    label: str, columns: Mapping[str, Any], situations: Sequence[Facts], expected: Sequence[Decision]
) -> None:
    """Nothing, or `Disagreement`: of the columns that a batch gave, each must say what the reference says."""
    approach = columns["approach"].tolist()
    fired = {name.removeprefix("fired:"): columns[name].tolist() for name in columns if name.startswith("fired:")}
    for row, (facts, right) in enumerate(zip(situations, expected, strict=True)):
        winner = None if right.standing == "conflict" else right.order[0]
        name = APPROACHES[approach[row]] if approach[row] < len(APPROACHES) else None
        if name != winner:
            _refuse(label, facts, "approach", name, f"instead of {winner}")
        for prefix, wanted in (("p", right.probabilities), ("score", right.scores)):
            if f"{prefix}0" in columns:
                given = [float(columns[f"{prefix}{a}"][row]) for a in range(len(APPROACHES))]
                if not _close(given, wanted):
                    _refuse(label, facts, prefix, given, f"instead of {wanted}")
        if fired:
            held = {id for id, column in fired.items() if column[row]}
            if held != {*right.fired}:
                _refuse(label, facts, "fired", sorted(held ^ {*right.fired}), "are in one answer only")


def variety(expected: Sequence[Decision]) -> str:
    """How varied the answer sets are: so that a reader sees what the agreement covers."""
    winners = Counter("none" if each.standing == "conflict" else each.order[0] for each in expected)
    fired = {id for each in expected for id in each.fired}
    sizes = sorted(len(each.fired) for each in expected)
    standings = Counter(each.standing for each in expected)
    return (
        f"recommended: {_counts(winners)}; standing: {_counts(standings)}; "
        f"{len(fired)} rules fire at least once, {sizes[len(sizes) // 2]} in the median answer set"
    )


def _counts(counter: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counter.most_common())


def _close(given: Sequence[float], wanted: Sequence[float]) -> bool:
    return all(math.isclose(one, two, rel_tol=1e-6, abs_tol=1e-6) for one, two in zip(given, wanted, strict=True))


def _refuse(label: str, facts: Facts, what: str, given: object, why: str) -> None:
    raise Disagreement(f"{label} differs from the reference in `{what}`: {given} {why}; the facts are {dict(facts)}")
