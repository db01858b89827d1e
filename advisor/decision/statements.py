"""What the rules of a book say: reasons, vetoes and waits with their sources, each put together once and kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence, Set
from typing import Literal

from advisor.decision.bits import bits_of, places_in
from advisor.decision.citing import cite
from advisor.decision.conditions import Situation
from advisor.schema.recommendation import Basis, Reason, RuledOut, Waiting
from advisor.schema.rules import Book, Rule
from advisor.schema.words import Approach

Word = Literal["supports", "opposes", "settles", "rules_out", "note"]

_STRENGTHS = {"measured": 0, "strong": 1, "moderate": 2, "weak": 3, None: 4}
_KEPT = 20_000


class Statements:
    """The statements of one book, by the place of the rule; those that were asked for are kept."""

    def __init__(self, book: Book, rules: Sequence[Rule]) -> None:
        self._rules, self._sources = rules, book.sources
        self._facts = tuple(book.legal_values)
        at = {fact: i for i, fact in enumerate(self._facts)}
        self._reads = [bits_of(at[fact] for fact in _facts_of(rule)) for rule in rules]
        self._presumes = [bits_of(at[fact] for fact in rule.presume) for rule in rules]
        self._disputes = [0] * len(rules)
        place = {rule.id: i for i, rule in enumerate(rules)}
        for i, rule in enumerate(rules):
            for other in rule.disputes:
                if other in place:
                    self._disputes[i] |= 1 << place[other]
                    self._disputes[place[other]] |= 1 << i
        self._order = {i: (_STRENGTHS[rule.strength], rule.id) for i, rule in enumerate(rules)}
        self._asked = [frozenset(rule.when).difference(fact.id for fact in book.facts) for rule in rules]
        self._needs_results = [book.needs_results(rule) for rule in rules]
        self.outweighing = bits_of(
            i
            for i, rule in enumerate(rules)
            if rule.strength == "measured" or (rule.effect.settles and self._needs_results[i])
        )
        """The rules by which results outweigh all answers."""
        self._reasons: dict[tuple[int, Word, Approach, int, int, Basis], Reason] = {}
        self._waiting: dict[tuple[int, int], Waiting] = {}
        self._vetoes: dict[tuple[int, Approach], RuledOut] = {}
        readers = [bits_of(i for i, reads in enumerate(self._reads) if reads >> k & 1) for k in range(len(at))]
        self._readers: Mapping[str, int] = dict(zip(self._facts, readers, strict=True))

    def reasons(
        self, word: Word, approach: Approach, bits: int, situation: Situation, acting: int, measured: Set[str]
    ) -> list[Reason]:
        """What these rules say with this word about an approach, the strongest first.

        `acting` are all rules that hold; `measured`: the questions that results answer.
        """
        found = []
        for i in sorted(places_in(bits), key=self._order.__getitem__):
            presumes = 0 if situation.fired >> i & 1 else self._presumes[i] & situation.unknown
            key = i, word, approach, self._disputes[i] & acting, presumes, self._basis(i, measured)
            reason = self._reasons.get(key)
            if reason is None:
                _make_room(self._reasons)
                reason = self._reasons[key] = self._reason(*key)
            found.append(reason)
        return found

    def vetoes(self, approach: Approach, bits: int) -> list[RuledOut]:
        """What these rules say that rule the approach out."""
        found = []
        for i in places_in(bits):
            if (i, approach) not in self._vetoes:
                rule = self._rules[i]
                self._vetoes[i, approach] = RuledOut(
                    approach=approach,
                    rule=rule.id,
                    because=rule.because,
                    lifted_by=rule.lifted_by,
                    sources=cite(self._sources, rule.source),
                    house=rule.house,
                )
            found.append(self._vetoes[i, approach])
        return found

    def waiting(self, situation: Situation) -> tuple[Waiting, ...]:
        """The rules that cannot be decided yet, and the unknown facts that each waits for."""
        kept, reads, unknown, found = self._waiting, self._reads, situation.unknown, []
        for i in places_in(situation.waiting):
            key = i, reads[i] & unknown
            waits = kept.get(key)
            if waits is None:
                _make_room(kept)
                rule = self._rules[i]
                asked = tuple(fact for fact in _facts_of(rule) if unknown >> self._facts.index(fact) & 1)
                waits = kept[key] = Waiting(rule=rule.id, because=rule.because, waits_for=asked, house=rule.house)
            found.append(waits)
        return tuple(found)

    def open_questions(self, questions: Collection[str], situation: Situation, stops: int) -> tuple[str, ...]:
        """The unknown ones of these questions, those that most waiting rules wait for first; before them all, what
        could undo a stop that holds for the time being."""
        waiting, unknown = situation.waiting, situation.unknown
        undoing = set()
        for i in places_in(stops):
            undoing |= {self._facts[at] for at in places_in(self._presumes[i] & unknown)}
        readers = self._readers
        open_ones = [fact for i, fact in enumerate(self._facts) if unknown >> i & 1 and fact in questions]
        counts = {fact: -(waiting & readers[fact]).bit_count() for fact in open_ones}
        for fact in undoing:
            counts[fact] = counts.get(fact, 0) - len(self._rules)
        return tuple(sorted(open_ones, key=counts.__getitem__))

    def _basis(self, i: int, measured: Set[str]) -> Basis:
        """What the lines of `when` rest on; one that also holds without results rests on neither."""
        asked = self._asked[i]
        if not self._needs_results[i] and asked.isdisjoint(measured):
            return "answers"
        return "results" if asked <= measured else "answers and results"

    def _reason(self, i: int, word: Word, approach: Approach, disputed: int, presumes: int, basis: Basis) -> Reason:
        rule = self._rules[i]
        return Reason(
            rule=rule.id,
            effect=word,
            approach=approach,
            strength=rule.strength if word in ("supports", "opposes") else None,
            because=rule.because,
            when=rule.when,
            sources=cite(self._sources, rule.source),
            disputed_by=tuple(self._rules[other].id for other in places_in(disputed)),
            presumes=tuple(self._facts[at] for at in places_in(presumes)),
            basis=basis,
            review_by=rule.review_by,
            house=rule.house,
        )


def _facts_of(rule: Rule) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*rule.when, *rule.unless, *rule.lifted_by)))


def _make_room(kept: dict) -> None:  # type: ignore[type-arg]
    if len(kept) >= _KEPT:
        kept.clear()
