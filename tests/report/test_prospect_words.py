"""What a report says is still to come: true to the engine, and "settled" only where it is proved."""

from __future__ import annotations

from advisor import recommend
from advisor.files.rulebook import RuleBook
from advisor.report import faces, prospect_words
from advisor.report.prospects import Prospects, prospects_of
from advisor.schema.recommendation import AnswerChange, NextQuestions, QuestionValue, Settled, WhatIf, WhatIfs
from advisor.schema.words import UNKNOWN, Approach

BOOK = RuleBook.load()
HONEYCOMB = {
    "scope": "narrow",
    "coverage": "weak",
    "task": "code",
    "failure": "form",
    "format": "peculiar",
    "rules": "manual",
    "consistency": "breaking",
    "knowledge": "some",
}


def settled(is_settled: bool | None, *remaining: str) -> Settled:
    return Settled(is_settled=is_settled, approach="rag", remaining=remaining)


def ahead(chance: float, *questions: QuestionValue) -> NextQuestions:
    some = questions or (QuestionValue(question="gap", expected_drop=0.2, known_cases=16),)
    return NextQuestions(questions=some, chance_of_change=chance, draws=4000)


def what_if(*changes: tuple[str, str, str], to: Approach | None = "rag", because: tuple[str, ...] = ()) -> WhatIf:
    made = tuple(AnswerChange(question=question, was=was, becomes=becomes) for question, was, becomes in changes)
    return WhatIf(changes=made, approach=to, because=because, no_longer=())


def test_only_a_proof_says_that_one_can_stop() -> None:
    say = prospect_words.settled_sentence
    assert (
        say(settled(True, "gap", "style")) == "You can stop here: no answer to the remaining 2 questions changes this."
    )
    assert say(settled(True, "gap")) == "You can stop here: no answer to the remaining 1 question changes this."
    assert say(settled(False, "gap")) == "Not settled: some answers to the remaining 1 question would change this."
    assert say(settled(None, "gap", "style")) == (
        "Still checking: it is not proved whether any answer to the remaining 2 questions changes this."
    )
    assert say(settled(True)) == "No question is left to ask."


def test_nobody_is_told_to_stop_where_no_approach_is_left() -> None:
    none = settled(True, "gap", "style").model_copy(update={"approach": None})
    assert prospect_words.settled_sentence(none) == (
        "No answer to the remaining 2 questions leaves an approach: look at those that were given."
    )


def test_a_proof_says_what_it_covers_and_what_it_does_not() -> None:
    assert prospect_words.proof(settled(True, "gap", "freshness"), BOOK, ["style"]) == (
        "Proved for all 12 ways of answering, and about the approach only: the next step may still change. "
        "“Don't know” stands for 1 question; an answer there may still change this."
    )
    assert prospect_words.proof(settled(False, "gap"), BOOK) == ""
    assert prospect_words.proof(settled(None, "gap"), BOOK) == ""


def test_a_chance_is_worded_as_a_share_of_drawn_answers() -> None:
    rest = "of 4,000 simulated ways to answer the rest, the approach changes."
    assert prospect_words.chance_sentence(ahead(0.23)) == f"In 23 % {rest}"
    assert prospect_words.chance_sentence(ahead(0.0)) == f"In none {rest}"
    assert prospect_words.chance_sentence(ahead(0.005)) == f"In fewer than 1 % {rest}"
    assert prospect_words.chance_sentence(ahead(0.996)) == f"In more than 99 % {rest}"
    nothing_open = NextQuestions(questions=(), chance_of_change=0, draws=4000)
    assert prospect_words.chance_sentence(nothing_open) == prospect_words.how_drawn(nothing_open) == ""


def test_options_of_a_question_with_the_same_target_are_merged_and_open_ones_stand_apart() -> None:
    found = prospect_words.flips(
        [
            what_if(("freshness", UNKNOWN, "live"), because=("a", "b")),
            what_if(("freshness", UNKNOWN, "weeks"), because=("b",)),
            what_if(("freshness", UNKNOWN, "static"), to="prompting"),
            what_if(("format", "free", "peculiar"), to=None),
        ],
        BOOK,
    )
    assert [prospect_words.flip_sentence(each, BOOK) for each in found] == [
        "If you answer “How often do those facts change?” with Every few weeks or Daily or faster: RAG",
        "If you answer “How often do those facts change?” with Hardly ever: prompting",
        "If “What shape must the output have?” were Our own format instead of Free text: "
        "no approach at all (every one would be ruled out)",
    ]
    assert found[0].because == ("a", "b")
    assert [each.is_open for each in found] == [True, True, False]


def test_pairs_are_merged_where_one_of_the_two_is_the_same() -> None:
    gap = ("gap", UNKNOWN, "meets")
    found = prospect_words.flips(
        [what_if(("evals", UNKNOWN, "scored"), gap), what_if(("evals", UNKNOWN, "trusted"), gap)], BOOK
    )
    (one,) = found
    assert [change.becomes for change in one.changes] == [("scored", "trusted"), ("meets",)]


def test_all_changes_are_counted() -> None:
    def counts(one: int, two: int) -> str:
        return prospect_words.counts(WhatIfs(one=(), two=(), count_of_one=one, count_of_two=two))

    assert counts(7, 39) == "7 single answers and 39 pairs of answers would change this."
    assert counts(1, 1) == "1 single answer and 1 pair of answers would change this."
    assert counts(2, 0) == "2 single answers would change this."
    assert counts(0, 3) == (
        "No single answer changes this, so it does not hang on any one of them; 3 pairs of answers would."
    )
    assert counts(0, 0) == "No single answer changes this, and no pair of answers does."


def test_the_doubt_about_what_comes_next_is_told_by_the_number_of_cases() -> None:
    def known(cases: int) -> str:
        return prospect_words.how_known(QuestionValue(question="gap", expected_drop=0.1, known_cases=cases))

    assert known(144) == "144 published cases answer it."
    assert known(16) == "Only 16 published cases answer it, so all its answers count alike."
    assert known(1) == "Only 1 published case answers it, so all its answers count alike."
    assert known(0) == "No published case answers it, so all its answers count alike."


def test_every_face_has_the_three_parts_with_what_the_engine_found() -> None:
    found = recommend(HONEYCOMB)
    for text, title in (
        (found.to_text(), "WHAT WOULD CHANGE IT"),
        (found.to_markdown(), "## What would change it"),
        (found.to_html(), "<h3>What would change it</h3>"),
    ):
        flat = " ".join(text.split())
        assert title in text
        assert prospect_words.counts(found.what_if) in flat
        assert prospect_words.settled_sentence(found.settled) in flat
        asked = [flat.index(question) for question in _asked(found.next_questions)]
        assert asked == sorted(asked)


def _asked(found: NextQuestions) -> list[str]:
    asks = {question.id: question.ask for question in BOOK.questions}
    known = {each.question: prospect_words.how_known(each) for each in found.questions[:3]}
    return [f"{asks[question]} {doubt}" for question, doubt in known.items()]


def test_the_prospects_that_are_given_stand_in_place_of_those_that_are_carried() -> None:
    found = recommend(HONEYCOMB)
    given = Prospects(settled(None, "gap"), found.what_if, found.next_questions)
    assert "Still checking: it is not proved" in faces.as_text(found, (), found.book, given)
    assert prospects_of(found) == (found.settled, found.what_if, found.next_questions, ())


def test_a_report_names_questions_in_their_own_words() -> None:
    said = " ".join(recommend({"task": "answer", "freshness": "live"}).to_text().split())
    assert "For instance, answered like this it is RAG: “How narrow is the job?”: Open assistant;" in said
    assert "As long as “How much prompt engineering has been done?” or “How far is the best prompt from" in said
