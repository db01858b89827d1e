"""The sentences that every face shares: how sure, what a number is a share of, what is dated, where sources differ."""

from __future__ import annotations

import datetime
import re

from advisor import load_cases, recommend
from advisor.api import Recommendation
from advisor.files.rulebook import RuleBook
from advisor.language import speaking
from advisor.report import words
from advisor.report.disputes import disputes, other_sides
from advisor.schema.recommendation import CaseRecord, Probability
from advisor.schema.rules import Source

BOOK = RuleBook.load()


def found(shown: bool, record: CaseRecord | None, task: str = "code") -> Recommendation:
    probability = Probability(value=0.583, shown=shown, because="")
    return recommend({"task": task}).model_copy(update={"probability": probability, "record": record})


def record(cases: int) -> CaseRecord:
    return CaseRecord(compared_cases=cases, papers=0.77 if cases else None, before_2025=0.59 if cases else None)


def test_the_number_is_a_share_of_published_cases_and_never_a_chance_of_success() -> None:
    said = words.likeness(found(True, record(22)))
    assert said == (
        "The rules' estimate: the right choice in 58 % of published cases that look like yours. "
        "Of the 22 compared cases with your task, 77 % are papers and 59 % are from before 2025."
    )
    assert "success" not in said


def test_too_few_cases_of_the_same_task_give_no_percentage() -> None:
    assert words.likeness(found(False, record(4))) == "Rules only: 4 published cases resemble this."
    assert words.likeness(found(False, record(1))) == "Rules only: 1 published case resembles this."
    assert words.likeness(found(False, record(0))) == "Rules only: no published cases resemble this."
    assert words.likeness(found(False, record(0), "unknown")) == (
        "Rules only, no percentage: published cases are matched by task, and the task is still open."
    )


def test_nothing_is_said_of_cases_while_the_weights_are_not_fitted() -> None:
    assert words.likeness(found(False, None)) == ""


def test_a_percentage_is_shown_exactly_where_five_compared_cases_share_the_task() -> None:
    for task in ("act", "answer", "code", "converse", "label", "write", "unknown"):
        verdict = recommend({"task": task})
        enough = verdict.record is not None and verdict.record.compared_cases >= 5
        assert ("%" in words.likeness(verdict).replace("no percentage", "")) == enough


def test_a_dated_claim_says_when_it_is_due_and_since_when_it_is_overdue() -> None:
    day = datetime.date(2026, 6, 1)
    claim = Source(title="T", by="B", checked=datetime.date(2026, 1, 1), review_by=day)
    assert words.due(claim, day) == "dated, read again after 2026-06-01"
    assert words.due(claim, day + datetime.timedelta(1)) == "dated, to be read again since 2026-06-01"
    assert words.due(claim.model_copy(update={"review_by": None}), day) == ""


def test_sources_that_differ_are_named_on_both_sides_once_and_both_rules_hold() -> None:
    seen = 0
    for case in load_cases().cases[:60]:
        verdict = recommend(case.answers)
        pairs = [(side.rule, each.against.rule) for each in disputes(verdict, BOOK) for side in each.said]
        assert len({frozenset(pair) for pair in pairs}) == len(pairs)
        for reason in verdict.reasons_for:
            sides = other_sides(reason, BOOK)
            assert {side.rule for side in sides} == set(reason.disputed_by)
            assert all(side.because and side.sources for side in sides)
            told = {frozenset(pair) for pair in pairs}
            assert all(frozenset((reason.rule, side.rule)) in told for side in sides)
            seen += len(sides)
    assert seen > 0


def test_a_condition_is_said_as_it_is_asked_and_answered() -> None:
    condition = {"freshness": ("weeks", "live"), "knowledge": ("corpus",), "volume": ("small", "medium", "huge")}
    assert words.when_words(BOOK, condition) == (
        "“How often do those facts change?”: “Every few weeks” or “Daily or faster”; “What must the model know that it "
        "was not trained on?”: “A large body”; “How many requests a month will it serve?”: not “1 to 100 million”"
    )
    japanese = RuleBook.load(lang="ja")
    with speaking("ja"):
        said = words.when_words(japanese, condition)
    assert re.findall("[a-z]+", said) == []
