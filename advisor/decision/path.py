"""The path: the steps that must come first, then the destination in the form that fits."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.decision.bits import bits_of, places_in
from advisor.decision.citing import cite
from advisor.decision.conditions import Situation
from advisor.schema.recommendation import PathStep
from advisor.schema.rules import Book, Rule, Step
from advisor.schema.words import APPROACHES, Approach

_PARTS: dict[Approach, tuple[str, ...]] = {"rag+fine-tuning": ("rag", "fine-tuning")}
_KEPT = 4096


class Paths:
    """Every path of a book; one that was asked for is kept."""

    def __init__(self, book: Book, rules: Sequence[Rule]) -> None:
        self._rules, self._steps, self._sources = rules, book.steps, book.sources
        self._facts = tuple(book.legal_values)
        self._before = {
            approach: bits_of(i for i, rule in enumerate(rules) if approach in rule.before) for approach in APPROACHES
        }
        self._presumes = [bits_of(self._facts.index(fact) for fact in rule.presume) for rule in rules]
        self._may_presume = bits_of(i for i, rule in enumerate(rules) if rule.presume)
        self._forms: dict[str, int] = {}
        at = 0
        for step in book.steps:
            self._forms[step.id] = at
            at += len(step.when)
        self._kept: dict[tuple[Approach, int, int, int, int], tuple[PathStep, ...]] = {}

    def to(self, approach: Approach, situation: Situation) -> tuple[PathStep, ...]:
        """The steps to an approach in the order of doing: those that rules put first, then its destination."""
        first = (situation.fired | situation.presumed) & self._before[approach]
        cautious = situation.presumed & first
        unknown = situation.unknown if cautious else 0
        key = approach, first, cautious, unknown, situation.forms
        path = self._kept.get(key)
        if path is None:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            path = self._kept[key] = self._walk(*key)
        return path

    def _walk(self, approach: Approach, first: int, cautious: int, unknown: int, forms: int) -> tuple[PathStep, ...]:
        why: dict[str, list[str]] = {}
        presumes: dict[str, list[str]] = {}
        for i in places_in(first):
            asked = [self._facts[at] for at in places_in(self._presumes[i] & unknown)] if cautious >> i & 1 else []
            for id in self._rules[i].effect.do_first:
                why.setdefault(id, []).append(self._rules[i].id)
                presumes.setdefault(id, []).extend(asked)
        ends = [self._destination(part, forms) for part in _PARTS.get(approach, (approach,))]
        starts = [step for step in self._steps if step.id in why and step not in ends]
        path: list[PathStep] = []
        for step in (*starts, *ends):
            path.append(
                PathStep(
                    id=step.id,
                    title=step.title,
                    kind=step.kind,
                    says=step.says,
                    why=tuple(why.get(step.id, ())),
                    presumes=tuple(dict.fromkeys(presumes.get(step.id, ()))),
                    unlocks=step.unlocks,
                    unlocked_by=path[-1].title if path else None,
                    done_when=step.done_when,
                    checklist=step.checklist,
                    effort=step.effort,
                    destination=step in ends,
                    sources=cite(self._sources, step.source),
                )
            )
        return tuple(path)

    def _destination(self, approach: str, forms: int) -> Step:
        """The form of an approach that fits: of the steps whose condition holds, the one with the most lines; else
        the default. Equals go by the order of the list."""
        steps = [step for step in self._steps if step.destination and step.approach == approach]

        def fit(step: Step) -> int:
            held = [len(each) for i, each in enumerate(step.when) if forms >> (self._forms[step.id] + i) & 1]
            return max(held, default=-1 if step.when else 0)

        return max(steps, key=fit)
