"""What is said of a published case near the answers, and that every face says it."""

from __future__ import annotations

import html
import json
from collections.abc import Callable

import pytest
from situations import with_cases_of

from advisor import recommend
from advisor.files.rulebook import RuleBook
from advisor.report import precedent_words as said
from advisor.report.faces import as_html, as_markdown, as_text
from advisor.schema.recommendation import Difference, Precedent

BOOK = RuleBook.load()
ANSWERS = {"format": "peculiar", "knowledge": "nothing", "volume": "small", "scope": "narrow", "task": "converse"}
NEAR = Precedent(
    case="a-case",
    title="A <case>",
    org="Somebody",
    year=2025,
    url="https://example.org/a?b&c",
    best="fine-tuning",
    acceptable=("fine-tuning", "rag+fine-tuning"),
    tried=("fine-tuning", "prompting", "rag+fine-tuning"),
    compared=True,
    best_basis="measured",
    confidence="high",
    nearness=0.8,
    dissents=False,
    matters=("format", "knowledge", "task"),
    shares=("format", "scope"),
    differs=(
        Difference(question="knowledge", yours="nothing", theirs="corpus", nearly=False),
        Difference(question="volume", yours="small", theirs="huge", nearly=False),
    ),
    silent=("task",),
    outcome="It worked.",
)
OTHER = NEAR.model_copy(update={"case": "other", "title": "Another", "best": "rag", "dissents": True})


def with_update(**update: object) -> Precedent:
    return NEAR.model_copy(update=update)


def test_how_near_a_case_is_stands_in_words_and_counts() -> None:
    assert said.nearness(NEAR) == "Near: 2 of your 5 answers are the same there, 2 different, 1 not known."
    nearly = NEAR.differs[0].model_copy(update={"nearly": True})
    mixed = with_update(shares=("format",), differs=(nearly, NEAR.differs[1]), nearness=0.5)
    assert said.nearness(mixed) == (
        "Partly alike: 1 of your 4 answers is the same there, 1 nearly the same, 1 different, 1 not known."
    )
    none = with_update(shares=(), silent=(), differs=(nearly, nearly), nearness=0.1)
    assert said.nearness(none) == "Far: none of your 2 answers is the same there, 2 nearly the same."
    same = with_update(differs=(), silent=(), nearness=1.0)
    assert said.nearness(same) == "Very near: all of your 2 answers are the same there."


def test_of_one_answer_nothing_is_counted() -> None:
    one = with_update(shares=("format",), differs=(), silent=(), nearness=1.0)
    assert said.nearness(one) == "Very near: your one answer is the same there."
    nearly = NEAR.differs[0].model_copy(update={"nearly": True})
    one = with_update(shares=(), differs=(nearly,), silent=(), nearness=0.5)
    assert said.nearness(one) == "Partly alike: your one answer is nearly the same there."


def test_what_matters_stands_before_the_rest_in_words_of_the_questionnaire() -> None:
    assert said.sides(NEAR, ANSWERS, BOOK) == (
        said.Side("Alike in what matters", (said.Said("format", "our own format"),)),
        said.Side("Differs in what matters", (said.Said("knowledge", "yours: nothing much; theirs: a large body"),)),
        said.Side("Matters, but is not known there", (said.Said("task", ""),)),
        said.Side("Alike in the rest", (said.Said("scope", ""),)),
        said.Side("Differs in the rest", (said.Said("volume", "yours: under 10,000; theirs: over 100 million"),)),
    )


def test_where_no_single_answer_matters_nothing_is_called_the_rest() -> None:
    titles = [side.title for side in said.sides(with_update(matters=()), ANSWERS, BOOK)]
    assert titles == ["Alike", "Differs"]


def test_what_won_is_named_with_what_it_won_against_and_how_much_that_can_bear() -> None:
    assert said.won(NEAR) == (
        "Fine-tuning came out best of prompting, fine-tuning and RAG + fine-tuning; RAG + fine-tuning would do as well "
        "(outcome measured, record of high confidence)."
    )
    alone = with_update(compared=False, tried=("fine-tuning",), acceptable=("fine-tuning",), best_basis="stated")
    assert said.won(alone) == (
        "Fine-tuning was used (only one kind of approach was tried, so it is no evidence that this one beats the "
        "others; outcome stated by the team, record of high confidence)."
    )


def test_the_first_that_dissents_is_the_nearest_that_does() -> None:
    assert said.nearest_dissent([NEAR, OTHER, OTHER.model_copy(update={"case": "third"})]) == "other"
    assert said.nearest_dissent([NEAR]) is None


def test_that_nothing_speaks_against_it_is_said_only_where_that_is_so() -> None:
    assert said.contradicted([NEAR], "fine-tuning") == (
        "No case that compared approaches and has anything in common with yours speaks against this."
    )
    assert said.contradicted([NEAR, OTHER], "fine-tuning") == ""
    assert said.contradicted([NEAR], None) == ""
    assert said.contradicted([], "fine-tuning") == ""


Face = Callable[..., str]


@pytest.mark.parametrize("face", [as_text, as_markdown, as_html])
def test_every_face_says_how_near_what_differs_and_where_something_else_won(face: Face) -> None:
    found = recommend(ANSWERS)
    shown = plain(face(found, [NEAR, OTHER], found.book))
    for sentence in (
        said.HOW,
        said.nearness(NEAR),
        "Alike in what matters: format (our own format).",
        "Differs in what matters: knowledge (yours: nothing much; theirs: a large body).",
        "Matters, but is not known there: task.",
        said.won(NEAR),
        "The nearest case where something else won: Another",
        "https://example.org/a?b&c",
    ):
        assert sentence in shown
    assert shown.count(said.DISSENT) == 1
    assert said.NO_DISSENT not in shown
    assert said.NO_DISSENT in plain(face(found, [NEAR], found.book))
    assert "Nearest published cases" not in face(found, [], found.book)


def plain(face: str) -> str:
    """A face in one line, without its escapes and marks of emphasis."""
    text = html.unescape(face.replace("<strong>", "").replace("</strong>", ""))
    text = text.replace("</a>", "").replace("**", "").replace("\\", "").replace("[Another", "Another")
    text = text.replace('won: <a href="https://example.org/a?b&c" rel="noopener noreferrer" target="_blank">', "won: ")
    return " ".join(text.split())


# Where too few cases share the task, no percentage


@pytest.mark.parametrize("cases", range(5))
def test_no_face_shows_a_probability_where_too_few_cases_share_the_task(cases: int) -> None:
    found = recommend({**ANSWERS, "task": "code"}, rule_book=with_cases_of("code", cases, BOOK))
    assert found.record is not None
    assert found.record.compared_cases == cases
    words = f"Rules only: {cases or 'no'} published {'case resembles' if cases == 1 else 'cases resemble'} this."
    values = [each.probability.value for each in found.ranking if each.probability.value]
    for face in (found.to_text(), found.to_markdown(), found.to_html(), str(found), found._repr_html_()):
        assert words in " ".join(face.split())
        assert "of published cases that look like yours" not in face
        decision = face[: face.lower().index("next step")]
        assert "%" not in decision
        assert not any(f"{value:.2f}" in decision for value in values)
    data = json.loads(found.to_json())
    assert data["probability"]["shown"] is False
    assert [each["probability"]["shown"] for each in data["ranking"]] == [False] * 4
    assert data["probability"]["value"] > 0
    assert data["probability"]["because"].startswith(f"Rules only: {cases} published case")


def test_with_the_task_open_the_number_says_why_it_is_not_shown() -> None:
    found = recommend({"format": "peculiar"})
    assert found.probability is not None
    assert not found.probability.shown
    assert found.probability.because == "Rules only: published cases are matched by `task`, which is still open."
