"""The rule book as plain JSON data, from which every peer's rules are written: no pydantic, no advisor at run time.

A rule's `fires` is a list of clauses that must all hold; a clause is a list of `[fact, values]` of which one must
hold; an atom holds when the fact has one of the values. `unknown` is a value like any other, so that the three-valued
logic of `advisor.decision.states` becomes plain Boolean logic: an exception is known not to hold when one of its lines
has a known value that is not in its list. `stops` says the same of a rule that settles for the time being (`presume`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypedDict

if TYPE_CHECKING:
    from advisor.schema.rules import Book, Rule

UNKNOWN = "unknown"
APPROACHES = ("prompting", "rag", "fine-tuning", "rag+fine-tuning")

Atom = tuple[str, list[str]]
Clauses = list[list[Atom]]


class PlainRule(TypedDict):
    """One rule: when it fires, when it stops for the time being (None: never), and what it does."""

    id: str
    fires: Clauses | None
    stops: Clauses | None
    strength: str | None
    supports: list[str]
    opposes: list[str]
    rules_out: list[str]
    settles: list[str]


class PlainBook(TypedDict):
    """All that a decision rests on."""

    values: dict[str, list[str]]
    """Fact -> its legal values in order, without `unknown`."""
    defaults: dict[str, str]
    """Derived fact -> the value that holds while there are no eval results."""
    rules: list[PlainRule]
    strengths: dict[str, float]
    priors: dict[str, float]
    settled_lead: float


class Held(NamedTuple):
    """One thing to find out: whether a rule fires, or whether it stops for the time being."""

    rule: PlainRule
    stops: bool
    clauses: Clauses


def plain_book(book: Book) -> PlainBook:
    """The book as plain data, rules in the order of their ids."""
    values = {fact: list(legal) for fact, legal in book.legal_values.items()}
    return {
        "values": values,
        "defaults": {fact.id: fact.default for fact in book.facts},
        "rules": [_plain_rule(rule, values) for rule in sorted(book.rules, key=lambda rule: rule.id)],
        "strengths": dict(book.weights.log_odds),
        "priors": dict(book.weights.priors),
        "settled_lead": book.weights.settled_lead,
    }


def folded(book: PlainBook, given: dict[str, str]) -> PlainBook:
    """The book where these facts are given once and for all; a rule that they make impossible is dropped."""
    rules: list[PlainRule] = []
    for rule in book["rules"]:
        fires = _fold(rule["fires"], given)
        stops = _fold(rule["stops"], given)
        if fires is not None or stops is not None:
            rules.append({**rule, "fires": fires, "stops": stops})
    values = {fact: legal for fact, legal in book["values"].items() if fact not in given}
    return {**book, "values": values, "defaults": {}, "rules": rules}


def conditions_of(book: PlainBook) -> list[Held]:
    """Every condition that an engine has to evaluate: first what makes rules fire, then what lets rules stop.

    In each the likeliest failure comes first, so that an `and` can end early.
    """

    def share(clause: list[Atom]) -> float:
        return sum(len(values) / (len(book["values"][fact]) + 1) for fact, values in clause)

    fires = [Held(rule, False, sorted(rule["fires"], key=share)) for rule in book["rules"] if rule["fires"] is not None]
    stops = [Held(rule, True, sorted(rule["stops"], key=share)) for rule in book["rules"] if rule["stops"] is not None]
    return fires + stops


def atoms_of(held: list[Held]) -> list[Atom]:
    """Every condition on one fact, once."""
    seen: dict[tuple[str, tuple[str, ...]], Atom] = {}
    for each in held:
        for clause in each.clauses:
            for fact, values in clause:
                seen.setdefault((fact, tuple(values)), (fact, values))
    return list(seen.values())


def _plain_rule(rule: Rule, legal: dict[str, list[str]]) -> PlainRule:
    exceptions = [part for part in (rule.unless, rule.lifted_by) if part]

    def outside(fact: str, values: tuple[str, ...]) -> list[str]:
        return [value for value in legal[fact] if value not in values]

    fires: Clauses = [[(fact, list(values))] for fact, values in rule.when.items()]
    fires += [[(fact, outside(fact, values)) for fact, values in part.items()] for part in exceptions]
    stops: Clauses | None = None
    if rule.presume and rule.effect.settles:
        stops = [[(fact, [UNKNOWN]) for fact in rule.presume]]
        stops += [
            [(fact, [*values, UNKNOWN] if fact in rule.presume else list(values))] for fact, values in rule.when.items()
        ]
        stops += [[(fact, [*outside(fact, values), UNKNOWN]) for fact, values in part.items()] for part in exceptions]
        stops = _tidy(stops, legal)
    return {
        "id": rule.id,
        "fires": _tidy(fires, legal),
        "stops": stops,
        "strength": rule.strength,
        "supports": list(rule.effect.supports),
        "opposes": list(rule.effect.opposes),
        "rules_out": list(rule.effect.rules_out),
        "settles": list(rule.effect.settles),
    }


def _tidy(clauses: Clauses, legal: dict[str, list[str]]) -> Clauses | None:
    """The same with one clause a fact where it stands alone, values in the order of the book; None: it cannot hold."""
    alone: dict[str, set[str]] = {}
    others: Clauses = []
    for clause in clauses:
        if len(clause) == 1:
            fact, values = clause[0]
            alone[fact] = alone.get(fact, {*legal[fact], UNKNOWN}) & set(values)
        else:
            others.append([(fact, values) for fact, values in clause if values])
    ordered: Clauses = [
        [(fact, [value for value in (*legal[fact], UNKNOWN) if value in values])] for fact, values in alone.items()
    ]
    if not all(values for ((_, values),) in ordered) or not all(others):
        return None
    return ordered + others


def _fold(clauses: Clauses | None, given: dict[str, str]) -> Clauses | None:
    """What is left to hold; None where it cannot."""
    if clauses is None:
        return None
    left: Clauses = []
    for clause in clauses:
        if any(given.get(fact) in values for fact, values in clause):
            continue
        rest = [(fact, values) for fact, values in clause if fact not in given and values]
        if not rest:
            return None
        left.append(rest)
    return left
