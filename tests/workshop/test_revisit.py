"""When to look at a decision again: each reason is derived, and a machine can tell whether it has come."""

from __future__ import annotations

import datetime
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from situations import OPTIONS, any_answers
from workshop.records import QUERY_ASSISTANT, TODAY, book, measured, record_of, view

from advisor.decision.engine import engine_of
from advisor.decision.verdict import Verdict, decide
from advisor.schema.answers import Answers
from advisor.schema.costs import Costs, ModelNotice
from advisor.schema.decision_record import DecisionRecord, Trigger
from advisor.schema.evidence import Evidence
from advisor.schema.rules import Book
from advisor.schema.workshop import Homework
from advisor.workshop.revisit import come_true, items_in, revisit_triggers

DAY = datetime.timedelta(days=1)
MOVING = {question.id for question in book().questions if question.moves}
A_QUARTER = Trigger(kind="a quarter", sentence="", due=datetime.date(2027, 2, 27))


def verdict(answers: dict[str, str], evidence: Evidence | None = None, rules: Book | None = None) -> Verdict:
    return decide(rules or book(), Answers(**answers), evidence)  # type: ignore[arg-type]


def of_kind(kind: str, triggers: tuple[Trigger, ...]) -> list[Trigger]:
    return [each for each in triggers if each.kind == kind]


@cache
def priced() -> Evidence:
    """The example of the app: `ft-small` is chosen, 40 items, 20,000 a month."""
    found = measured()
    return Evidence(**{name: getattr(found, name) for name in Evidence.model_fields})


def with_costs(**changes: Any) -> Evidence:
    costs = priced().costs
    assert costs is not None
    return priced().model_copy(update={"costs": costs.model_copy(update=changes)})


@settings(max_examples=40)
@given(answers=any_answers)
def test_each_answer_that_moves_with_time_and_alone_leads_elsewhere_is_one(answers: dict[str, str]) -> None:
    engine = engine_of(book())
    now = engine.decide(answers).ranking.approach
    expected = {
        (question, option, becomes)
        for question in MOVING
        for option in OPTIONS[question]
        if (becomes := engine.decide({**answers, question: option}).ranking.approach) != now
    }
    found = of_kind("answer moves", revisit_triggers(verdict(answers), (), TODAY))
    assert {(each.question, option, each.approach) for each in found for option in each.options} == expected


def test_answers_to_one_question_that_lead_to_the_same_are_one_reason() -> None:
    found = revisit_triggers(
        verdict({"task": "code", "freshness": "weeks", "knowledge": "corpus", "gap": "far"}), (), TODAY
    )
    assert [(each.options, each.approach) for each in found if each.question == "freshness"] == [
        (("static", "months"), "prompting")
    ]


def test_what_a_job_is_does_not_move_with_time() -> None:
    assert {"task", "failure", "format", "style", "arbiter", "erasure"} & MOVING == set()
    assert {"volume", "freshness", "evals", "gap", "prompting", "model", "tuning_route"} - MOVING == set()


def test_what_results_decide_no_answer_calls_into_question() -> None:
    meets = priced().model_copy(update={"facts": {**priced().facts, "measured_prompting": "meets_target"}})
    given = {"task": "code", "freshness": "weeks", "knowledge": "corpus", "evals": "trusted"}
    assert of_kind("answer moves", revisit_triggers(verdict(given), (), TODAY)) != []
    assert of_kind("answer moves", revisit_triggers(verdict(given, meets), (), TODAY)) == []


def test_the_volumes_at_which_the_chosen_variant_changes_places_in_cost() -> None:
    costs = priced().costs
    assert costs is not None
    assert costs.volume is not None
    assert priced().choice.variant == "ft-small"
    crossing = {
        (each.a, each.b): each.requests_per_month
        for each in costs.break_evens
        if "ft-small" in (each.a, each.b) and each.requests_per_month is not None
    }
    found = of_kind("volume passes", revisit_triggers(verdict({}, priced()), (), TODAY))
    assert {each.about: each.threshold for each in found} == crossing != {}
    assert [each.falls for each in found] == [costs.volume.likely > (each.threshold or 0) for each in found] == [True]


def test_below_the_crossing_it_is_the_rise_that_counts() -> None:
    costs = priced().costs
    assert costs is not None
    assert costs.volume is not None
    small = costs.volume.model_copy(update={"likely": 100.0})
    found = revisit_triggers(verdict({}, with_costs(volume=small)), (), TODAY)
    assert [each.falls for each in of_kind("volume passes", found)] == [False]


def test_the_size_of_the_eval_set_that_may_change_the_choice() -> None:
    more = next(each.items for each in priced().next if each.action == "more-items")
    assert (items_in(priced()), more) == (40, 50)
    found = revisit_triggers(verdict({}, priced()), (), TODAY)
    assert of_kind("items", found) == [Trigger(kind="items", sentence="", threshold=90.0)]


def test_the_day_on_which_the_oldest_price_is_180_days_old() -> None:
    costs = priced().costs
    assert costs is not None
    oldest = min(each.as_of for each in costs.inputs if each.as_of is not None)
    found = revisit_triggers(verdict({}, priced()), (), TODAY)
    due = oldest + datetime.timedelta(days=180)
    assert of_kind("prices are old", found) == [Trigger(kind="prices are old", sentence="", due=due)]


def test_models_that_end_after_today_each_with_its_days() -> None:
    def notice(model: str, ends: datetime.date | None, tuning: datetime.date | None) -> ModelNotice:
        return ModelNotice(
            variant="ft-small", model=model, ends=ends, tuning_ends=tuning, is_gone=False, sentence="", source=()
        )

    given = with_costs(
        notices=(
            notice("old", TODAY, None),
            notice("next", datetime.date(2027, 9, 1), TODAY + DAY),
            notice("next", datetime.date(2027, 9, 1), None),
            notice("open", None, None),
        )
    )
    found = of_kind("model ends", revisit_triggers(verdict({}, given), (), TODAY))
    assert [(each.about, each.due) for each in found] == [
        (("next",), TODAY + DAY),
        (("next",), datetime.date(2027, 9, 1)),
    ]


def test_a_dated_rule_that_the_decision_rests_on() -> None:
    dated = {
        "missing-facts-are-shown-not-taught": datetime.date(2027, 1, 15),
        "no-missing-facts-no-look-up": datetime.date(2027, 1, 16),
    }
    rules = tuple(rule.model_copy(update={"review_by": dated.get(rule.id)}) for rule in book().rules)
    changed = book().model_copy(update={"rules": rules, "fingerprint": "dated"})
    given = verdict({"failure": "facts", "knowledge": "corpus", "freshness": "weeks"}, rules=changed)
    assert "missing-facts-are-shown-not-taught" in {each.rule for each in given.reasons_for}
    found = of_kind("rule is dated", revisit_triggers(given, (), TODAY))
    assert [(each.about, each.due) for each in found] == [
        (("missing-facts-are-shown-not-taught",), datetime.date(2027, 1, 15))
    ]


def test_homework_and_a_quarter_are_dates_and_the_nearest_comes_first() -> None:
    late = Homework(question="volume", owner="Ana", due=datetime.date(2027, 5, 1))
    soon = Homework(question="evals", owner="Ben", due=datetime.date(2026, 12, 12))
    found = revisit_triggers(verdict({}), (late, soon), TODAY)
    assert found[-3:] == (
        Trigger(kind="homework", sentence="", question="evals", due=soon.due),
        A_QUARTER,
        Trigger(kind="homework", sentence="", question="volume", due=late.due),
    )
    assert [each.due for each in found[:-3]] == [None] * len(found[:-3])


def record_with(trigger: Trigger) -> DecisionRecord:
    return record_of(view()).model_copy(update={"triggers": (trigger,)})


@pytest.mark.parametrize(
    ("trigger", "answers", "evidence", "today", "holds"),
    [
        ({"kind": "a quarter", "due": TODAY + DAY}, {}, None, TODAY, False),
        ({"kind": "a quarter", "due": TODAY + DAY}, {}, None, TODAY + DAY, True),
        (
            {"kind": "answer moves", "question": "gap", "options": ("meets", "close")},
            {"gap": "far"},
            None,
            TODAY,
            False,
        ),
        (
            {"kind": "answer moves", "question": "gap", "options": ("meets", "close")},
            {"gap": "close"},
            None,
            TODAY,
            True,
        ),
        ({"kind": "answer moves", "question": "gap", "options": ("meets",)}, {}, None, TODAY, False),
        ({"kind": "items", "threshold": 40.0}, {}, None, TODAY, False),
        ({"kind": "items", "threshold": 41.0}, {}, "priced", TODAY, False),
        ({"kind": "items", "threshold": 40.0}, {}, "priced", TODAY, True),
        ({"kind": "volume passes", "threshold": 20_000.0}, {}, "priced", TODAY, True),
        ({"kind": "volume passes", "threshold": 20_001.0}, {}, "priced", TODAY, False),
        ({"kind": "volume passes", "threshold": 20_000.0, "falls": True}, {}, "priced", TODAY, True),
        ({"kind": "volume passes", "threshold": 19_999.0, "falls": True}, {}, "priced", TODAY, False),
        ({"kind": "volume passes", "threshold": 1.0}, {}, "unpriced", TODAY, False),
    ],
)
def test_a_machine_can_tell_whether_a_reason_has_come(
    trigger: dict[str, Any], answers: dict[str, str], evidence: str | None, today: datetime.date, holds: bool
) -> None:
    results = {None: None, "priced": priced(), "unpriced": priced().model_copy(update={"costs": None})}[evidence]
    given = Trigger(sentence="so", **trigger)
    assert come_true(record_with(given), answers, results, today) == ((given,) if holds else ())


def test_nothing_has_come_on_the_day_of_the_decision() -> None:
    for results in (None, measured()):
        record = record_of(view(), results)
        answers = {each.question: each.option for each in record.answers}
        assert come_true(record, answers, record.evidence, TODAY) == ()


def test_what_would_change_it_is_told_once() -> None:
    record = record_of(view(QUERY_ASSISTANT))
    said = {(each.question, option) for each in record.triggers for option in each.options}
    flips = {(each.changes[0].question, each.changes[0].becomes) for each in record.what_if.one}
    assert said < flips
    assert {question for question, _ in flips - said} == {"failure"}
    assert record.other_changes == (
        "If “When a good prompt fails today, what is usually wrong?” were Form instead of Facts: RAG + fine-tuning.",
        "If “When a good prompt fails today, what is usually wrong?” were It rarely fails instead of Facts: prompting.",
    )


def test_costs_alone_give_their_reasons_too() -> None:
    costs = priced().costs
    assert isinstance(costs, Costs)
    alone = verdict({}).model_copy(update={"costs": costs})
    alone._findings = verdict({})._findings
    kinds = {each.kind for each in revisit_triggers(alone, (), TODAY)}
    assert {"volume passes", "prices are old"} <= kinds
