"""The promises of the design, on the rule book that ships and on any answers."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st
from situations import OPTIONS, any_answers

from advisor.decision.states import all_facts, state_of
from advisor.decision.verdict import Verdict, decide
from advisor.files.casebook import load_cases
from advisor.files.rulebook import RuleBook
from advisor.schema.answers import Answers
from advisor.schema.words import APPROACHES, UNKNOWN

BOOK = RuleBook.load()
TUNING_KINDS = {
    "lora",
    "hosted-tuning",
    "small-classifier",
    "distillation",
    "preference-tuning",
    "reinforcement-tuning",
}


def verdict_on(answers: dict[str, str]) -> Verdict:
    return decide(BOOK, Answers.model_validate(answers))


@settings(max_examples=100)
@given(answers=any_answers, seed=st.integers())
def test_the_order_of_rules_never_matters(answers: dict[str, str], seed: int) -> None:
    shuffled = random.Random(seed).sample(BOOK.rules, len(BOOK.rules))
    other = BOOK.model_copy(update={"rules": tuple(shuffled)})
    given_answers = Answers.model_validate(answers)
    assert decide(other, given_answers) == decide(BOOK, given_answers)


@settings(max_examples=200)
@given(answers=any_answers)
def test_an_approach_that_is_ruled_out_is_never_recommended_and_says_what_lifts_it(answers: dict[str, str]) -> None:
    verdict = verdict_on(answers)
    vetoed = {each.approach for each in verdict.ruled_out}
    assert verdict.approach not in vetoed
    assert all(each.lifted_by for each in verdict.ruled_out)


@settings(max_examples=200)
@given(answers=any_answers)
def test_some_approach_is_always_left(answers: dict[str, str]) -> None:
    assert verdict_on(answers).approach in APPROACHES


def test_with_nothing_known_the_answer_is_the_simplest_approach_and_says_so() -> None:
    verdict = verdict_on({})
    assert verdict.approach == "prompting"
    assert verdict.standing == "default"
    assert len(verdict.open_questions) == 25


@settings(max_examples=100)
@given(answers=any_answers, data=st.data())
def test_answering_one_more_question_never_unfires_a_rule(answers: dict[str, str], data: st.DataObject) -> None:
    unanswered = [question for question in OPTIONS if question not in answers]
    if not unanswered:
        return
    question = data.draw(st.sampled_from(unanswered))
    more = {**answers, question: data.draw(st.sampled_from(OPTIONS[question]))}
    before, after = all_facts(BOOK, answers), all_facts(BOOK, more)
    for rule in BOOK.rules:
        if state_of(rule, before) == "fires":
            assert state_of(rule, after) == "fires", rule.id


@settings(max_examples=200)
@given(answers=any_answers)
def test_every_reason_names_its_rule_and_every_rule_its_source(answers: dict[str, str]) -> None:
    verdict = verdict_on(answers)
    ids = {rule.id for rule in BOOK.rules}
    reasons = (*verdict.reasons_for, *verdict.reasons_against, *verdict.reasons_on_others, *verdict.notes)
    for reason in reasons:
        assert reason.rule in ids
        assert reason.sources
        assert all(source.url.startswith("http") for source in reason.sources)
    assert all(step.sources for step in verdict.path)


@settings(max_examples=300)
@given(answers=any_answers, evals=st.sampled_from(["none", "eyeball", UNKNOWN]))
def test_without_evals_fine_tuning_is_never_the_next_step(answers: dict[str, str], evals: str) -> None:
    verdict = verdict_on({**answers, "evals": evals})
    assert verdict.now is not None
    assert verdict.now.kind not in TUNING_KINDS
    if verdict.approach in ("fine-tuning", "rag+fine-tuning"):
        assert "build-evals" in [step.id for step in verdict.path]


@settings(max_examples=200)
@given(answers=any_answers)
def test_a_path_ends_at_its_destination_and_each_step_names_what_unlocks_it(answers: dict[str, str]) -> None:
    verdict = verdict_on(answers)
    assert verdict.now == verdict.path[0]
    assert verdict.path[-1].destination
    assert [step.unlocked_by for step in verdict.path] == [None, *(step.title for step in verdict.path[:-1])]
    expected = {"rag+fine-tuning": 2}.get(str(verdict.approach), 1)
    assert sum(step.destination for step in verdict.path) == expected


@settings(max_examples=100)
@given(answers=any_answers, evals=st.sampled_from(["scored", "trusted"]))
def test_if_prompting_works_and_is_evaluated_systematically_stop_there(answers: dict[str, str], evals: str) -> None:
    answers = {**answers, "gap": "meets", "evals": evals, "failure": "nothing"}
    verdict = verdict_on(answers)
    assert verdict.approach == "prompting"
    assert verdict.standing == "decided"
    assert verdict.path[-1].kind == "keep"


def test_no_percentage_is_shown_while_the_weights_are_not_fitted() -> None:
    by_hand = BOOK.model_copy(update={"weights": BOOK.weights.model_copy(update={"fitted": False})})
    verdict = decide(by_hand, Answers(format="peculiar", rules="manual", task="answer"))
    assert all(not each.probability.shown for each in verdict.ranking)
    assert verdict.record is None


def test_a_percentage_is_shown_only_where_five_compared_cases_have_the_same_task() -> None:
    for task in OPTIONS["task"]:
        verdict = verdict_on({"format": "peculiar", "task": task})
        same = [case for case in load_cases().cases if case.counts and case.answers.task == task]
        assert verdict.record is not None
        assert verdict.record.compared_cases == len(same)
        assert all(each.probability.shown == (len(same) >= 5) for each in verdict.ranking)
        if same:
            assert verdict.record.papers == sum(case.source.kind == "paper" for case in same) / len(same)
            assert verdict.record.before_2025 == sum(case.year < 2025 for case in same) / len(same)
    assert not any(each.probability.shown for each in verdict_on({"format": "peculiar"}).ranking)


def test_when_everything_is_ruled_out_the_verdict_says_which_rules_conflict() -> None:
    veto = BOOK.rules[0].model_copy(
        update={
            "id": "nothing-at-all",
            "when": {"scope": ("open",)},
            "unless": {},
            "lifted_by": {"scope": ("narrow",)},
            "presume": (),
            "before": (),
            "strength": None,
            "effect": type(BOOK.rules[0].effect)(rules_out=APPROACHES),
        }
    )
    book = BOOK.model_copy(update={"rules": (*BOOK.rules, veto)})
    verdict = decide(book, Answers(scope="open"))
    assert verdict.approach is None
    assert verdict.standing == "conflict"
    assert "nothing-at-all" in verdict.conflict
    assert verdict.now is None
    assert all(each.probability.value == 0.0 for each in verdict.ranking)


def test_a_stop_holds_for_the_time_being_while_the_failure_is_not_known_and_names_what_could_undo_it() -> None:
    answers = {"gap": "meets", "evals": "trusted", "format": "peculiar", "rules": "manual", "coverage": "weak"}
    verdict = verdict_on(answers)
    assert verdict.approach == "prompting"
    assert verdict.standing == "decided"
    assert [reason.presumes for reason in verdict.reasons_for if reason.effect == "settles"] == [("failure",)]
    assert verdict.open_questions[0] == "failure"
    assert verdict_on({**answers, "failure": "form"}).standing == "decided"
    assert verdict_on({**answers, "failure": "economics"}).standing != "decided"
