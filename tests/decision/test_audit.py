"""The audit on the book that is shipped, and on small books with one defect each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from decision import reference
from situations import VALUES, book_of

from advisor.decision.auditing.audit import audit
from advisor.decision.auditing.results import COSTS
from advisor.decision.auditing.space import Space
from advisor.decision.auditing.standings import standings
from advisor.decision.states import all_facts
from advisor.decision.verdict import decide
from advisor.files.rulebook import RuleBook
from advisor.schema.answers import Answers
from advisor.schema.audit import Audit, Finding, Promise, Witness
from advisor.schema.rules import Book, Rule
from advisor.schema.words import UNKNOWN

BOOK = RuleBook.load()


@pytest.fixture(scope="module")
def shipped() -> Audit:
    return audit(BOOK)


@pytest.fixture(scope="module")
def space() -> Space:
    return Space(BOOK, seed=7)


def facts_of(witness: Witness) -> dict[str, str]:
    return all_facts(BOOK, witness.answers, witness.results)


def test_our_own_book_has_nothing_to_mend(shipped: Audit) -> None:
    assert [(each.check, each.about) for each in shipped.findings if each.level == "error"] == []
    assert shipped.errors == 0


def test_every_promise_holds_on_our_own_book_and_says_how_that_is_known(shipped: Audit) -> None:
    assert [each.holds for each in shipped.promises] == [True] * 9
    assert all(each.how for each in shipped.promises)


def test_what_is_said_that_a_rule_adds_is_so_by_the_plain_reference(shipped: Audit) -> None:
    decisive = [each for each in shipped.adds if each.part == "approach"]
    assert len(decisive) > 100
    for each in decisive:
        facts = facts_of(each.witness)
        without = [rule for rule in BOOK.rules if rule.id != each.rule]
        assert reference.ranking(BOOK, facts)[0][0] == each.with_it, each
        assert reference.ranking(BOOK, facts, without)[0][0] == each.without_it, each


def test_a_step_that_a_rule_adds_is_on_the_path_with_it_and_not_without_it(shipped: Audit) -> None:
    for each in [each for each in shipped.adds if each.part == "step"]:
        answers = Answers.model_validate(each.witness.answers)
        without = BOOK.model_copy(update={"rules": tuple(rule for rule in BOOK.rules if rule.id != each.rule)})
        paths = [decide(book, answers, derived=each.witness.results).path for book in (BOOK, without)]
        assert [", ".join(step.id for step in path) for path in paths] == [each.with_it, each.without_it], each
        assert each.with_it != each.without_it


def test_a_note_that_a_rule_adds_is_shown(shipped: Audit) -> None:
    for each in [each for each in shipped.adds if each.part == "note"]:
        verdict = decide(BOOK, Answers.model_validate(each.witness.answers), derived=each.witness.results)
        assert each.rule in [note.rule for note in verdict.notes]


def test_every_part_of_every_rule_is_accounted_for(shipped: Audit) -> None:
    silent = {
        about for each in shipped.findings if each.check in ("never matters", "never fires") for about in each.about
    }
    assert {each.rule for each in shipped.adds} | silent == {rule.id for rule in BOOK.rules}


def test_no_answer_of_a_witness_can_be_left_out(shipped: Audit) -> None:
    for each in [each for each in shipped.adds if each.part == "approach"][::10]:
        without = [rule for rule in BOOK.rules if rule.id != each.rule]
        for question in each.witness.answers:
            facts = facts_of(each.witness) | {question: UNKNOWN}
            firsts = [reference.ranking(BOOK, facts, rules)[0][0] for rules in (BOOK.rules, without)]
            assert firsts[0] == firsts[1]


def test_each_approach_and_each_step_is_reached_where_the_audit_says(shipped: Audit) -> None:
    for each in shipped.approaches:
        assert reference.ranking(BOOK, facts_of(each.witness))[0][0] == each.id
    for each in shipped.steps:
        verdict = decide(BOOK, Answers.model_validate(each.witness.answers), derived=each.witness.results)
        assert each.id in [step.id for step in verdict.path]


def test_along_a_scale_that_goes_to_and_fro_the_engine_says_what_the_audit_says(shipped: Audit) -> None:
    for each in [each for each in shipped.scales if each.witness]:
        assert each.witness is not None
        for option, approach in each.along.items():
            facts = facts_of(each.witness) | {each.question: option}
            assert reference.ranking(BOOK, facts)[0][0] == approach
        assert 0 < each.low < each.share < each.high


def test_sums_and_counts_rank_as_the_engine_does(space: Space) -> None:
    rows = space.draw(2_000)
    winners = standings(space, rows).winners()
    assert (winners == space.winners(rows)).all()
    approaches = ["prompting", "rag", "fine-tuning", "rag+fine-tuning"]
    assert [approaches[i] for i in winners[:200]] == [space.approach(row) for row in rows[:200]]


def test_results_are_drawn_only_as_they_can_occur_together(space: Space) -> None:
    rows = space.draw(3_000)
    assert (rows[:1] >= 0).all()
    for row in rows:
        _, results = space.facts(row)
        if results["measured_prompting"] == "untested":
            assert results["rag_vs_simpler"] == "untested"
        if results["measured_items"] == "none":
            assert {value for fact, value in results.items() if fact not in COSTS} == {"none", "untested"}
    assert (np.unique(space.results, axis=0).shape[0]) == len(space.results)


# Small books: four questions a, b, c, d with the options low, mid, high.


def rule(id: str, when: Mapping[str, list[str]], **more: Any) -> Rule:
    effect = {
        word: more.pop(word)
        for word in ("supports", "opposes", "rules_out", "settles", "do_first", "note")
        if word in more
    }
    strength = {"strength": more.pop("strength", "strong")} if {"supports", "opposes"} & effect.keys() else {}
    plain = {"because": "It is so.", "source": [{"ref": "somebody"}]}
    return Rule.model_validate({"id": id, "when": when, "effect": effect, **strength, **plain, **more})


def findings(*rules: Rule, check: str) -> list[Finding]:
    return [each for each in audit(book_of(list(rules))).findings if each.check == check]


ALL = list(VALUES)
GOOD = (
    rule("rag-it", {"a": ["high"]}, supports=["rag"]),
    rule("tune-it", {"b": ["high"]}, supports=["fine-tuning"]),
    rule("do-both", {"d": ["high"]}, supports=["rag+fine-tuning"]),
)


def test_a_rule_that_can_never_fire_is_an_error() -> None:
    dead = rule("dead", {"a": ["low"]}, supports=["rag"], unless={"a": ["low", "mid"]})
    (found,) = findings(*GOOD, dead, check="never fires")
    assert (found.level, found.about, found.proved) == ("error", ("dead",), True)


@pytest.mark.parametrize("unless", [{}, {"b": ["low"], "a": ["low"]}])
def test_a_rule_that_fires_whatever_the_answers_are_is_an_error(unless: dict[str, list[str]]) -> None:
    always = rule("always", {"a": ALL}, supports=["rag"], unless=unless)
    assert [each.about for each in findings(*GOOD, always, check="always fires")] == (
        [("always",)] if not unless else []
    )


def test_the_same_condition_written_otherwise_with_the_same_effect_is_a_duplicate() -> None:
    one = rule("one", {"a": ["low", "mid"]}, supports=["rag"])
    two = rule("two", {"a": ALL}, unless={"a": ["high"]}, supports=["rag"])
    (found,) = findings(*GOOD, one, two, check="duplicate")
    assert (found.level, found.about) == ("error", ("one", "two"))


def test_two_notes_under_one_condition_are_duplicates_only_in_the_same_words() -> None:
    notes = [
        rule(f"note-{i}", {"a": ["low"]}, note=["rag"], because=because) for i, because in enumerate(["X.", "Y.", "X."])
    ]
    assert [each.about for each in findings(*GOOD, *notes, check="duplicate")] == [("note-0", "note-2")]


def test_the_same_condition_with_the_opposite_effect_is_a_contradiction_unless_it_is_declared() -> None:
    yes, no = rule("yes", {"c": ["low"]}, supports=["rag"]), rule("no", {"c": ["low"]}, opposes=["rag"])
    (found,) = findings(*GOOD, yes, no, check="contradiction")
    assert (found.level, found.about) == ("error", ("no", "yes"))
    assert findings(*GOOD, yes.model_copy(update={"disputes": ("no",)}), no, check="contradiction") == []
    veto = rule("veto", {"c": ["low"]}, rules_out=["rag"], lifted_by={"d": ["low"]})
    assert findings(*GOOD, yes, veto, check="contradiction") == []  # where `d` is low only one of them holds
    assert [each.about for each in findings(*GOOD, yes, veto, check="opposed throughout")] == [("veto", "yes")]


def test_a_rule_that_holds_only_where_another_with_the_same_effect_does_is_worth_a_look() -> None:
    wide, narrow = (
        rule("wide", {"c": ["low", "mid"]}, supports=["rag"]),
        rule("narrow", {"c": ["low"]}, supports=["rag"]),
    )
    (found,) = findings(*GOOD, wide, narrow, check="implied")
    assert (found.level, found.about) == ("info", ("narrow", "wide"))


def test_a_rule_that_no_recommendation_hangs_on_is_named_with_a_proof() -> None:
    rules = [
        rule("rag-it", {"a": ["high"]}, supports=["rag"]),
        rule("tune-it", {"b": ["high"]}, supports=["fine-tuning"]),
        rule("hopeless", {"c": ["low"]}, supports=["rag+fine-tuning"], strength="weak"),
    ]
    book = book_of(rules)
    found = [each for each in audit(book).findings if each.check in ("never matters", "approach never wins")]
    assert [(each.check, each.level, each.about, each.proved) for each in found] == [
        ("approach never wins", "error", ("rag+fine-tuning",), True),
        ("never matters", "info", ("hopeless",), True),
    ]


def test_a_rule_without_a_witness_or_a_proof_is_called_neither() -> None:
    # rag wins wherever this fires, and by more than it takes away
    rules = [
        *GOOD,
        *(rule(f"far-{i}", {"c": ["low"]}, supports=["rag"], because=f"{i}.") for i in range(3)),
        rule("in-vain", {"c": ["low"]}, opposes=["rag"], strength="weak", unless={"b": ["high"], "a": ["high"]}),
    ]
    found = [
        each for each in audit(book_of(rules)).findings if each.about == ("in-vain",) and each.check == "never matters"
    ]
    assert [each.proved for each in found] == [False]
    assert found[0].how.startswith("no witness found in ")


def test_questions_that_nothing_reads_and_options_that_nothing_tells_apart_are_named() -> None:
    book = book_of([*GOOD[:2], rule("more", {"c": ["low", "mid"]}, supports=["rag"])])
    found = audit(book).findings
    assert [each.about for each in found if each.check == "question not read"] == [("d",)]
    alike = [each for each in found if each.check == "options not told apart"]
    assert [(each.about[0], each.says) for each in alike] == [
        (letter, "no rule and no step tells `low` and `mid` apart") for letter in "abc"
    ]


def test_a_scale_that_leads_away_and_back_is_shown_with_all_other_answers() -> None:
    book = book_of([*GOOD, rule("middle", {"c": ["mid"]}, supports=["rag"])])
    scales = {each.question: each for each in audit(book).scales}
    assert scales["c"].along == {"low": "prompting", "mid": "rag", "high": "prompting"}
    assert scales["c"].witness == Witness(answers={})
    assert scales["a"].excluded == "no condition tells more than 2 parts of the scale apart"
    assert scales["a"].found == 0


def step(id: str, **more: Any) -> dict[str, Any]:
    plain = {"title": id, "says": "Do it.", "unlocks": "it", "done_when": "done", "source": [{"ref": "somebody"}]}
    return {"id": id, "approach": "any", "kind": "evals", **plain, **more}


def with_steps(book: Book, *more: dict[str, Any]) -> Book:
    """The book with a question about evals, these steps first, and fine-tuning that ends in training."""
    given = book.model_dump()
    options = [{"id": each, "label": each, "says": each} for each in ("none", "eyeball", "scored", "trusted")]
    evals = {"id": "evals", "ask": "?", "why": "Because.", "ordinal": True, "options": options}
    given["questionnaire"]["sections"][0]["questions"] += (evals,)
    given["steps"] = [*more, *given["steps"]]
    for each in given["steps"]:
        each["kind"] = "lora" if each["id"] == "do-fine-tuning" else each["kind"]
    return Book.model_validate(given)


GUARD = {"do_first": ["build"], "before": ["fine-tuning", "rag+fine-tuning"]}


def promise_on_evals(book: Book) -> Promise:
    return audit(book).promises[-1]


def test_training_without_evals_is_refuted_with_an_answer_set() -> None:
    found = promise_on_evals(with_steps(book_of(list(GOOD)), step("build")))
    assert found.holds is False
    assert found.witness is not None
    assert found.witness.answers["b"] == "high"
    assert found.witness.answers.get("evals") in (None, "none", "eyeball")


def test_a_guard_that_waits_for_the_answer_does_not_keep_the_promise_and_one_that_presumes_it_does() -> None:
    when = {"evals": ["none", "eyeball"]}
    waiting = promise_on_evals(with_steps(book_of([*GOOD, rule("guard", when, **GUARD)]), step("build")))
    assert waiting.holds is False
    presuming = rule("guard", when, **GUARD, presume=["evals"])
    found = promise_on_evals(with_steps(book_of([*GOOD, presuming]), step("build")))
    assert found.holds is True
    assert found.how.endswith("(to fine-tuning `guard`)")


def test_two_guards_keep_the_promise_together() -> None:
    known = rule(
        "known",
        {
            "evals": ["none"],
        },
        **GUARD,
    )
    other = rule("other", {"evals": ["eyeball"]}, **GUARD, presume=["evals"])
    found = promise_on_evals(with_steps(book_of([*GOOD, known, other]), step("build")))
    assert found.holds is True
    assert found.how.endswith("(to fine-tuning `known` or `other`)")


def test_a_guard_whose_step_comes_after_training_does_not_keep_the_promise() -> None:
    presuming = rule("guard", {"evals": ["none", "eyeball"]}, **GUARD, presume=["evals"])
    trial = rule("trial", {"b": ["high"]}, do_first=["trial-run"], before=["fine-tuning"])
    book = with_steps(book_of([*GOOD, presuming, trial]), step("trial-run", kind="lora"), step("build"))
    assert promise_on_evals(book).holds is False


def test_what_a_step_rule_adds_is_told_by_the_path_and_a_second_one_for_the_same_adds_nothing() -> None:
    first = rule("first", {"b": ["high"]}, do_first=["build"], before=["fine-tuning"])
    again = rule("again", {"b": ["high"], "c": ["low"]}, do_first=["build"], before=["fine-tuning"])
    found = audit(with_steps(book_of([*GOOD, first, again]), step("build"), step("idle")))
    (added,) = [each for each in found.adds if each.part == "step"]
    assert (added.rule, added.with_it, added.without_it) == ("first", "build, do-fine-tuning", "do-fine-tuning")
    assert added.witness == Witness(answers={"b": "high"})
    checks = {each.check: each for each in found.findings}
    assert (checks["never matters"].about, checks["never matters"].proved) == (("again",), True)
    assert checks["step never used"].about == ("idle",)


def test_a_destination_that_another_always_hides_is_named_with_a_proof() -> None:
    hiding = step("wide", approach="rag", destination=True, when=[{"a": ["high", "mid"], "c": ["low", "mid"]}])
    hidden = step("narrow", approach="rag", destination=True, when=[{"a": ["high"], "c": ["low"]}])
    found = audit(with_steps(book_of(list(GOOD)), hiding, hidden))
    (named,) = [each for each in found.findings if each.check == "destination never reached"]
    assert (named.about, named.proved) == (("narrow",), True)
    assert "wide" in {each.id for each in found.steps}


def test_vetoes_that_together_leave_nothing_break_a_promise() -> None:
    lifted: dict[str, Any] = {"lifted_by": {"d": ["high"]}}
    some = rule("some", {"a": ["low"]}, rules_out=["prompting", "rag"], **lifted)
    rest = rule("rest", {"b": ["low"]}, rules_out=["fine-tuning", "rag+fine-tuning"], **lifted)
    found = next(each for each in audit(book_of([*GOOD, some, rest])).promises if "always left" in each.promise)
    assert found.holds is False
    assert found.witness is not None
    assert {**found.witness.answers, "d": "low"}.items() >= {"a": "low", "b": "low"}.items()


def test_a_rule_without_a_source_breaks_a_promise() -> None:
    bare = GOOD[0].model_copy(update={"source": ()})
    book = book_of(list(GOOD)).model_copy(update={"rules": (bare, *GOOD[1:])})
    found = next(each for each in audit(book).promises if "source" in each.promise)
    assert found.holds is False
    assert found.how.endswith("without a source: rag-it")


def test_the_same_seed_gives_the_same_audit() -> None:
    book = book_of(list(GOOD))
    assert audit(book, seed=3) == audit(book, seed=3)
