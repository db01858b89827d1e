"""The conditions of all rules compiled into integers: one pass over the facts gives every rule's state.

Bit i of a set of rules is the i-th rule. Each answer is one integer that says which conditions it leaves open and
which it holds; they are ANDed, and each rule's state in Kleene's logic is read off by a few shifts. `states.py` says
the same of one rule in plain words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from advisor.schema.rules import Book, Condition, Rule
from advisor.schema.words import UNKNOWN

_SECTIONS: Final = ("when", "when_open", "unless", "unless_open", "lifted", "lifted_open", "acts", "all_known")
"""What is kept for each rule, in this order from the lowest bit: whether a condition holds and whether it still may;
whether `when` holds with its presumed facts read as if they spoke for it; whether none of those is unknown."""


class Situation(NamedTuple):
    """The rules by state, each a set of bits; and what else holds."""

    fired: int
    waiting: int
    presumed: int
    """Rules with `presume` of whose facts one is unknown and whose other lines hold: what they put first or settle
    holds for the time being."""
    forms: int
    """The further conditions that hold, as bits in the order given."""
    unknown: int
    """The unknown facts, as bits in the order of the book's `legal_values`."""


class Conditions:
    """The compiled conditions of rules, and of anything else that is true or not; immutable."""

    def __init__(self, book: Book, rules: Sequence[Rule], forms: Sequence[Condition] = ()) -> None:
        self._rules, self._forms = len(rules), len(forms)
        self._every = (1 << self._rules) - 1
        self._legal = book.legal_values
        self._masks = {fact: dict.fromkeys((*values, UNKNOWN), -1) for fact, values in self._legal.items()}
        self._start = (1 << self._at("facts", len(self._legal))) - 1
        for i, rule in enumerate(rules):
            self._read(rule, i)
        for i, condition in enumerate(forms):
            self._read_condition(condition, "forms", i)
        for i, fact in enumerate(self._legal):
            self._forbid("facts", fact, {UNKNOWN}, i)
        asked = [question.id for question in book.questions]
        self._questions = tuple((fact, self._masks[fact]) for fact in asked)
        self._derived = tuple((fact.id, self._masks[fact.id], fact.default) for fact in book.facts)
        self._start_without_evidence = self._start
        for _, table, default in self._derived:
            self._start_without_evidence &= table[default]

    def situation(self, answers: Mapping[str, str], derived: Mapping[str, str] | None = None) -> Situation:
        """The state of every rule; an answer that is not given is unknown, a derived fact is at its default.

        Raises `KeyError` for a value that the book does not know.
        """
        bits = self._start_without_evidence
        if derived:
            bits = self._start
            for fact, table, default in self._derived:
                bits &= table[derived.get(fact, default)]
        get = answers.get
        for fact, table in self._questions:
            bits &= table[get(fact, UNKNOWN)]
        width, every = self._rules, self._every
        when, when_open = bits, bits >> width
        bits >>= 2 * width
        excepted, excepted_open = bits | bits >> 2 * width, bits >> width | bits >> 3 * width
        bits >>= 4 * width
        fired = when & ~excepted_open & every
        waiting = when_open & ~(excepted | fired) & every
        presumed = bits & ~(bits >> width | excepted) & every
        bits >>= 2 * width
        forms = bits & ((1 << self._forms) - 1)
        return Situation(fired, waiting, presumed, forms, (bits >> self._forms) ^ ((1 << len(self._legal)) - 1))

    def _read(self, rule: Rule, i: int) -> None:
        self._read_condition(rule.when, "when", i, "when_open")
        for condition, name in ((rule.unless, "unless"), (rule.lifted_by, "lifted")):
            if condition:
                self._read_condition(condition, name, i, f"{name}_open")
            else:  # there is no exception, so it never holds
                self._start &= ~(1 << self._at(name, i) | 1 << self._at(f"{name}_open", i))
        for fact, values in rule.when.items():
            passed = {*values, UNKNOWN} if fact in rule.presume else {*values}
            self._forbid("acts", fact, {*self._masks[fact]} - passed, i)
        for fact in rule.presume:
            self._forbid("all_known", fact, {UNKNOWN}, i)

    def _read_condition(self, condition: Condition, name: str, i: int, still_open: str | None = None) -> None:
        for fact, values in condition.items():
            others = {*self._legal[fact]} - {*values}
            self._forbid(name, fact, {*others, UNKNOWN}, i)
            if still_open:
                self._forbid(still_open, fact, others, i)

    def _forbid(self, section: str, fact: str, values: set[str], i: int) -> None:
        for value in values:
            self._masks[fact][value] &= ~(1 << self._at(section, i))

    def _at(self, section: str, i: int) -> int:
        """The place of a bit: the rules' sections, then the forms, then the facts."""
        if section in _SECTIONS:
            return _SECTIONS.index(section) * self._rules + i
        return len(_SECTIONS) * self._rules + i + (self._forms if section == "facts" else 0)
