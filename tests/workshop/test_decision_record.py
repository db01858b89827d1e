"""The decision record: complete, readable later, and of an anonymous workshop silent about who said what."""

from __future__ import annotations

import datetime
import json
import random
from typing import Any

import pytest
from places import ROOT
from workshop.records import QUERY_ASSISTANT, TODAY, book, measured, people, recommendation, record_of, view
from workshop.teams import ballots_of

from advisor import compare, read_evals
from advisor.errors import WorkshopError
from advisor.files.decision_record import read_record
from advisor.report import words
from advisor.schema.decision_record import DecisionRecord, KeptDissent, TeamAnswer
from advisor.schema.evidence import Evidence
from advisor.schema.workshop import Agreed, Dissent, Homework, Round
from advisor.workshop.attached import as_eval_set, marks_alone

AGREED = Agreed(question="failure", option="facts", note="after a look at ten failures", round=1)
DISSENTS = (
    Dissent(question="knowledge", option="some", reason="Most of it is public.", person=3),
    Dissent(question="failure", option="form", reason="Half of them are syntax.", person=3),
    Dissent(question="failure", option="unknown", reason="Nobody counted.", person=None),
    Dissent(question="failure", option="facts", reason="It is both.", person=1),
)
HOMEWORK = Homework(question="volume", owner="Ana", due=datetime.date(2026, 12, 12))


def answer(record: DecisionRecord, question: str) -> TeamAnswer:
    return next(each for each in record.answers if each.question == question)


@pytest.mark.parametrize("results", [False, True], ids=["answers alone", "with results"])
def test_what_is_written_is_read_back_the_same(results: bool) -> None:
    seen = view(agreed=(AGREED,), dissents=DISSENTS, homework=(HOMEWORK,))
    first = record_of(seen, measured() if results else None)
    again = record_of(seen, measured() if results else None, datetime.date(2027, 3, 2), first)
    for record in (first, again):
        assert read_record(record.to_json()) == record
        assert read_record(record.to_json().encode()).to_json() == record.to_json()


def test_it_says_what_the_recommendation_says() -> None:
    record, told = record_of(view(), measured()), recommendation(view(), measured())
    said = {
        "approach", "standing", "probability", "now", "path", "reasons_for", "reasons_against", "reasons_on_others",
        "ruled_out", "what_if", "precedents", "advisor_version", "rules_fingerprint",
    }  # fmt: skip
    assert {name: getattr(record, name) for name in said} == {name: getattr(told, name) for name in said}
    assert (record.headline, record.how_sure) == (words.headline(told), words.standing(told))
    assert record.likeness == words.likeness(told)
    assert (record.title, record.decided_on, record.job) == ("Query assistant, autumn", TODAY, told.job)


def test_each_answer_has_what_the_team_agreed_and_how_many_said_otherwise() -> None:
    record = record_of(view(agreed=(AGREED,)))
    assert answer(record, "failure") == TeamAnswer(
        question="failure",
        ask="When a good prompt fails today, what is usually wrong?",
        option="facts",
        label="Facts",
        is_agreed=True,
        note="after a look at ten failures",
        counts={"facts": 2, "form": 1},
        labels={"facts": "Facts", "form": "Form"},
        dont_know=0,
        agreement=2 / 3,
        otherwise=1,
    )
    most = answer(record, "knowledge")
    assert (most.option, most.is_agreed, most.otherwise) == ("corpus", False, 1)
    nobody = answer(record, "volume")
    assert (nobody.option, nobody.label, nobody.dont_know, nobody.agreement) == ("unknown", "left open", 3, None)


def test_what_counts_are_the_latest_answers_of_the_rounds_that_were_revealed() -> None:
    asked = tuple(QUERY_ASSISTANT)
    rounds = (
        Round(number=1, questions=asked, revealed=True),
        Round(number=2, questions=("failure",), revealed=True),
        Round(number=3, questions=("failure",), revealed=False),
    )
    again = ballots_of({"failure": ("form", "form", None)}, round=2)
    record = record_of(view(rounds=rounds, ballots=(*ballots_of(QUERY_ASSISTANT), *again)))
    assert answer(record, "failure").counts == {"form": 3}
    assert record.rounds == rounds[:2]


def test_how_many_would_have_been_told_what_alone() -> None:
    assert record_of(view()).alone == {"rag": 2, "fine-tuning": 1}


def test_who_joined_and_gave_no_answer_is_counted() -> None:
    record = record_of(view(joined=5))
    assert (record.people, record.answered, sum(record.alone.values())) == (5, 3, 3)


def test_a_named_workshop_says_who_decided_and_what_they_know() -> None:
    record = record_of(view(people=people("Cem", "Ana", "Ben", Ana="domain legal", Ben="legal")))
    assert record.names == ("Ana", "Ben", "Cem")
    assert record.roles == {"domain": 1, "legal": 2}


def test_dissent_stands_with_its_name_or_without_one_in_the_order_of_the_questions() -> None:
    assert record_of(view(agreed=(AGREED,), dissents=DISSENTS)).dissents == (
        KeptDissent(question="failure", answered="", reason="Nobody counted.", name=None),
        KeptDissent(question="failure", answered="Form", reason="Half of them are syntax.", name="Ben"),
        KeptDissent(question="failure", answered="Facts", reason="It is both.", name="Cem"),
        KeptDissent(question="knowledge", answered="Some private facts", reason="Most of it is public.", name="Ben"),
    )


def test_of_an_anonymous_workshop_no_name_no_role_and_no_number_is_kept() -> None:
    leaking = people("Cem", "Ana", "Ben", Ana="domain legal")
    record = record_of(view(named=False, people=leaking, agreed=(AGREED,), dissents=DISSENTS))
    assert (record.names, record.roles, record.people) == ((), {}, 3)
    assert {each.name for each in record.dissents} == {None}
    assert [name for name in ("Cem", "Ana", "Ben") if f'"{name}"' in record.to_json()] == []
    assert "person" not in {key for each in record.dissents for key in each.model_dump()}


def test_of_an_anonymous_workshop_no_order_tells_who_came_or_wrote_first() -> None:
    def shuffled(seed: int) -> str:
        order = random.Random(seed)
        numbers = order.sample(range(1, 1000), 3)
        ballots = [each.model_copy(update={"person": numbers[each.person - 1]}) for each in ballots_of(QUERY_ASSISTANT)]
        dissents = [each.model_copy(update={"person": None}) for each in DISSENTS]
        order.shuffle(ballots)
        order.shuffle(dissents)
        seen = view(named=False, ballots=tuple(ballots), dissents=tuple(dissents), agreed=(AGREED,))
        return record_of(seen).to_json()

    assert {shuffled(seed) for seed in range(8)} == {shuffled(8)}


def test_a_practice_workshop_is_marked() -> None:
    assert [record_of(view(practice=each)).is_practice for each in (None, "lucy")] == [False, True]


def test_results_are_kept_as_figures_without_what_was_asked_or_answered() -> None:
    path = ROOT / "tests" / "data" / "examples" / "expense-routing.promptfoo.json"
    attached = marks_alone(read_evals(path), TODAY, score=None, target=0.85, margin=0.03)
    record = record_of(view(), compare(as_eval_set(attached), target=0.85))
    assert type(record.evidence) is Evidence
    assert {each.variant for each in record.evidence.variants} == {"prompt-fewshot", "rag-policy", "ft-small"}
    written = record.to_json()
    rows = json.loads(path.read_text(encoding="utf-8"))["results"]["results"]
    texts = {text for row in rows for text in _texts((row["vars"], row["response"])) if len(text) > 12}
    assert len(texts) == 40
    assert [text for text in texts if text in written] == []


def _texts(found: Any) -> list[str]:
    if isinstance(found, str):
        return [found]
    inside = found.values() if isinstance(found, dict) else found if isinstance(found, list | tuple) else ()
    return [text for each in inside for text in _texts(each)]


def test_a_team_that_rules_everything_out_leaves_a_record_too() -> None:
    rules = tuple(
        rule.model_copy(update={"effect": rule.effect.model_copy(update={"rules_out": approaches})})
        for rule, approaches in zip(
            book().rules, [("prompting", "rag", "fine-tuning", "rag+fine-tuning")] * len(book().rules), strict=True
        )
    )
    record = record_of(view(), rules=book().model_copy(update={"rules": rules, "fingerprint": "all out"}))
    assert (record.approach, record.standing, record.now, record.path) == (None, "conflict", None, ())
    assert record.alone == {"none": 3}
    assert read_record(record.to_json()) == record


NOT_ONE = "This is no decision record; choose the JSON file that a finished workshop offers."


@pytest.mark.parametrize(
    "given",
    [
        "",
        "{",
        "[]",
        "null",
        "7",
        '{"format": 1}',
        '{"format": true}',
        '{"format": "2"}',
        "[" * 100_000,
        b"\xff\xfe\x00",
        b"\x00",
        "\ud800",
    ],
)
def test_what_is_no_record_is_refused_in_one_sentence(given: str | bytes) -> None:
    with pytest.raises(WorkshopError) as error:
        read_record(given)
    assert str(error.value) == NOT_ONE


@pytest.mark.parametrize("change", [{"surprise": 1}, {"people": "many"}, {"answers": None}, {"approach": "magic"}])
def test_a_record_that_somebody_has_bent_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(WorkshopError) as error:
        read_record(json.dumps(json.loads(record_of(view()).to_json()) | change))
    assert str(error.value) == NOT_ONE


def test_a_record_of_a_later_version_says_what_it_takes() -> None:
    with pytest.raises(WorkshopError) as error:
        read_record('{"format": 2, "title": "x"}')
    assert str(error.value) == (
        "This decision record was written by a newer version of this package; install that version."
    )


@pytest.mark.parametrize("share", [1e308, -0.1, float("nan")])
def test_a_record_with_an_agreement_that_is_no_share_is_refused(share: float) -> None:
    bent = json.loads(record_of(view(QUERY_ASSISTANT)).to_json()) | {"agreement_fixed": share}
    with pytest.raises(WorkshopError) as error:
        read_record(json.dumps(bent))
    assert str(error.value) == "This is no decision record; choose the JSON file that a finished workshop offers."


def test_a_file_of_any_size_is_not_read() -> None:
    with pytest.raises(WorkshopError) as error:
        read_record(" " * 20_000_001)
    assert str(error.value) == (
        "The file is larger than any decision record; choose the JSON file of a finished workshop."
    )


def test_a_record_bent_by_hand_so_that_an_answer_has_no_name_is_refused() -> None:
    bent = json.loads(record_of(view(QUERY_ASSISTANT)).to_json())
    bent["answers"][0]["labels"] = {}
    with pytest.raises(WorkshopError):
        read_record(json.dumps(bent))
