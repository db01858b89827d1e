"""What the audit calls proved, held against every answer set of random small books."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from situations import LETTERS, VALUES, small_books

from advisor.decision.auditing.adds import what_rules_add
from advisor.decision.auditing.bounds import Bounds
from advisor.decision.auditing.conditions import never_or_always
from advisor.decision.auditing.promises import promises
from advisor.decision.auditing.scales import back_and_forth
from advisor.decision.auditing.space import Space
from advisor.decision.auditing.truth import all_conditions, truths
from advisor.decision.engine import Engine
from advisor.schema.audit import Adds
from advisor.schema.rules import Book
from advisor.schema.words import APPROACHES, UNKNOWN

EVERY = [dict(zip(LETTERS, values, strict=True)) for values in product((UNKNOWN, *VALUES), repeat=len(LETTERS))]
"""All 256 answer sets, complete or not."""


class Brute:
    """A small book tried on every answer set, by the engine that the plain reference is held against elsewhere."""

    def __init__(self, book: Book) -> None:
        self.engine = Engine(book)
        self.rules = self.engine.rules
        situations = [self.engine.situation(facts) for facts in EVERY]
        self._fired = [each.fired for each in situations]
        self._acting = [each.fired | each.waiting & each.presumed for each in situations]
        self.stops = [self.engine.stops(each) for each in situations]

    def fires(self, place: int) -> list[bool]:
        return [bool(bits >> place & 1) for bits in self._fired]

    def acts(self, place: int) -> list[bool]:
        return [bool(bits >> place & 1) for bits in self._acting]

    def first(self, at: int, without: int | None = None) -> str | None:
        kept = -1 if without is None else ~(1 << without)
        return self.engine.effects.rank(self._fired[at] & kept, self.stops[at] & kept).approach


@settings(max_examples=60)
@given(book=small_books())
def test_rules_that_never_or_always_fire_are_just_those_that_brute_force_finds(book: Book) -> None:
    brute, space = Brute(book), Space(book)
    found = {(each.about[0], each.check) for each in never_or_always(space)}
    known = [all(value != UNKNOWN for value in facts.values()) for facts in EVERY]
    for place, rule in enumerate(brute.rules):
        fires = brute.fires(place)
        assert ((rule.id, "never fires") in found) == (not any(fires))
        complete = [fired for fired, complete in zip(fires, known, strict=True) if complete]
        assert ((rule.id, "always fires") in found) == all(complete)


@settings(max_examples=60)
@given(book=small_books())
def test_one_condition_implies_or_equals_another_just_where_it_does_on_every_answer_set(book: Book) -> None:
    brute, space = Brute(book), Space(book)
    rules = truths(space)
    held = [(np.array(brute.fires(place)), np.array(brute.acts(place))) for place in range(len(rules))]
    for one, (fires, acts) in zip(rules, held, strict=True):
        for other, (also_fires, also_acts) in zip(rules, held, strict=True):
            assert one.implies(other) == (not (fires & ~also_fires).any() and not (acts & ~also_acts).any())
            assert one.same(other) == ((fires == also_fires).all() and (acts == also_acts).all())


@settings(max_examples=40)
@given(book=small_books())
def test_what_a_rule_adds_is_found_wherever_there_is_something_and_never_denied_with_a_proof(book: Book) -> None:
    brute, space = Brute(book), Space(book)
    told = {
        each.rule if isinstance(each, Adds) else each.about[0]: each
        for each in what_rules_add(space, Bounds(space), (2_000,))
    }
    for place, rule in enumerate(brute.rules):
        if rule.effect.note or not any(brute.acts(place)):
            continue
        matters = [at for at in range(len(EVERY)) if brute.first(at) != brute.first(at, place)]
        found = told[rule.id]
        assert isinstance(found, Adds) == bool(matters), rule
        if isinstance(found, Adds):
            at = EVERY.index(dict.fromkeys(LETTERS, UNKNOWN) | found.witness.answers)
            firsts = [each or "none: every approach is ruled out" for each in (brute.first(at), brute.first(at, place))]
            assert firsts == [found.with_it, found.without_it]


@settings(max_examples=60)
@given(book=small_books())
def test_what_is_proved_never_to_win_wins_on_no_answer_set(book: Book) -> None:
    brute, space = Brute(book), Space(book)
    bounds = Bounds(space)
    for i, approach in enumerate(APPROACHES):
        winning = [at for at in range(len(EVERY)) if brute.first(at) == approach]
        assert not (winning and bounds.cannot_win(i))
        for place in range(len(brute.rules)):
            held = [
                at for at, (fires, acts) in enumerate(zip(brute.fires(place), brute.acts(place), strict=True)) if fires
            ]
            wins = [at for at in held if approach in (brute.first(at), brute.first(at, place))]
            assert not (wins and bounds.cannot_win(i, place)), (approach, brute.rules[place])


@settings(max_examples=60)
@given(book=small_books(), data=st.data())
def test_rules_act_together_just_where_some_answer_set_makes_them(book: Book, data: st.DataObject) -> None:
    brute, space = Brute(book), Space(book)
    places = list(range(len(brute.rules)))
    some = st.lists(st.sampled_from(places), max_size=3, unique=True) if places else st.just([])
    acting, others = data.draw(some), data.draw(some)
    given_facts = data.draw(st.fixed_dictionaries({}, optional={"a": st.sampled_from((UNKNOWN, *VALUES))}))
    held = [
        at
        for at, facts in enumerate(EVERY)
        if given_facts.items() <= facts.items()
        and all(brute.acts(place)[at] for place in acting)
        and not any(brute.acts(place)[at] for place in others)
    ]
    row = Bounds(space).together(acting, others, given_facts)
    assert (row is not None) == bool(held)
    if row is not None:
        answers, _ = space.facts(row)
        assert EVERY.index(dict.fromkeys(LETTERS, UNKNOWN) | answers) in held


@settings(max_examples=60)
@given(book=small_books())
def test_the_promises_are_kept_or_broken_as_brute_force_says(book: Book) -> None:
    brute, space = Brute(book), Space(book)
    found = list(promises(space, Bounds(space), space.draw(1_000)))
    unknown = brute.engine.decide({}).ranking
    expected = {
        "some approach is always left": all(brute.first(at) is not None for at in range(len(EVERY))),
        "with nothing known": (unknown.approach, unknown.standing) == ("prompting", "default"),
    }
    for promise in found:
        assert promise.holds is next(
            (held for says, held in expected.items() if promise.promise.startswith(says)), True
        )


@settings(max_examples=40)
@given(book=small_books())
def test_to_and_fro_is_seen_only_where_it_happens_and_never_where_it_is_excluded(book: Book) -> None:
    brute, space = Brute(book), Space(book)
    conditions = list(all_conditions(space, truths(space)))
    for scale in back_and_forth(space, conditions, space.draw(2_000)):
        happens = False
        for facts in EVERY:
            low, mid, high = (brute.first(EVERY.index(facts | {scale.question: value})) for value in VALUES)
            happens |= low == high != mid
        assert bool(scale.found) == happens
        assert not (happens and scale.excluded)


@settings(max_examples=40)
@given(book=small_books())
def test_draws_where_a_rule_acts_are_just_of_answer_sets_on_which_it_acts(book: Book) -> None:
    space = Space(book)
    for place in range(len(space.rules)):
        rows = space.draw_where(*space.truth(place, acting=True), 50)
        assert space.acted(rows)[:, place].all()
        rows = space.draw_where(*space.truth(place), 50)
        assert space.fired(rows)[:, place].all()
