"""The baselines: verdicts and shares by hand, regressions at their optimum, and none reads what it may not know."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from situations import any_answers

from advisor.decision.backtesting.baselines import PSEUDO_CASES, baselines, by_verdict, majority, matrix, widget
from advisor.decision.backtesting.forecasts import Forecast
from advisor.decision.backtesting.regression import COLUMNS, fit_logit, learn_regression, one_hot
from advisor.decision.backtesting.sample import Sample, sample_of
from advisor.decision.tally import Flags, Numbers, softmax
from advisor.files.casebook import load_cases
from advisor.files.rulebook import RuleBook
from advisor.schema.answers import Answers
from advisor.schema.cases import Case
from advisor.schema.words import APPROACHES, Approach

BOOK = RuleBook.load()
SAMPLE = sample_of(BOOK, load_cases().cases)


def case(id: str, acceptable: list[Approach], **answers: str) -> Case:
    return Case.model_validate(
        {
            "id": id,
            "title": id,
            "org": "Somebody",
            "year": 2024,
            "source": {"title": "T", "url": f"https://example.org/{id}", "kind": "paper"},
            "setting": "Something is to be done.",
            "answers": answers,
            "approaches": [{"label": each, "approach": each} for each in APPROACHES],
            "outcome": "It worked.",
            "best": acceptable[0],
            "acceptable": acceptable,
            "best_basis": "measured",
            "compared": True,
            "confidence": "high",
        }
    )


FOUR = sample_of(
    BOOK,
    [
        case("a", ["rag"], knowledge="corpus"),
        case("b", ["rag", "prompting"], knowledge="corpus"),
        case("c", ["fine-tuning"], format="peculiar"),
        case("d", ["rag"]),
    ],
)


def test_the_majority_is_what_was_most_often_acceptable_with_its_shares() -> None:
    said = majority(FOUR)(FOUR.cases[:2])
    assert said.chances.tolist() == [[0.2, 0.6, 0.2, 0.0]] * 2  # 1, 3, 1 and 0 of 5
    assert said.recommended.tolist() == [1, 1]


def test_a_verdict_comes_first_with_the_probabilities_that_it_earned() -> None:
    said = by_verdict(matrix, FOUR)(FOUR.cases)
    # spread evenly: a rag 1; b rag 1/2, prompting 1/2; c fine-tuning 1; d rag 1; overall 1/8, 5/8, 1/4, 0
    overall = np.array([0.125, 0.625, 0.25, 0.0])
    on_rag = (np.array([0.5, 1.5, 0.0, 0.0]) + PSEUDO_CASES * overall) / (2 + PSEUDO_CASES)
    on_prompting = (np.array([0.0, 1.0, 0.0, 0.0]) + PSEUDO_CASES * overall) / (1 + PSEUDO_CASES)
    assert said.chances[0].tolist() == pytest.approx(on_rag.tolist())
    assert said.chances[3].tolist() == pytest.approx(on_prompting.tolist())
    assert [APPROACHES[i] for i in said.recommended] == ["rag", "rag", "fine-tuning", "prompting"]


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        ({}, "prompting"),
        ({"knowledge": "some", "freshness": "static", "format": "common", "style": "describable"}, "prompting"),
        ({"knowledge": "corpus"}, "rag"),
        ({"knowledge": "some", "freshness": "live"}, "rag"),
        ({"format": "peculiar"}, "fine-tuning"),
        ({"style": "tacit"}, "fine-tuning"),
        ({"failure": "form"}, "fine-tuning"),
        ({"knowledge": "corpus", "failure": "form"}, "rag+fine-tuning"),
    ],
)
def test_the_matrix_has_four_fields(answers: dict[str, Any], verdict: Approach) -> None:
    assert matrix(Answers(**answers)) == verdict


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        ({}, "prompting"),
        ({"failure": "facts"}, "rag"),
        ({"knowledge": "corpus"}, "rag"),
        ({"failure": "economics", "knowledge": "corpus"}, "prompting"),
        ({"failure": "form", "examples": "tens"}, "prompting"),
        ({"failure": "form", "examples": "hundreds"}, "fine-tuning"),
        ({"failure": "judgement", "examples": "plenty", "stability": "stable"}, "fine-tuning"),
        ({"failure": "form", "examples": "plenty", "stability": "exploring"}, "prompting"),
        ({"failure": "facts", "format": "peculiar", "examples": "thousands"}, "rag+fine-tuning"),
    ],
)
def test_the_widget_asks_for_facts_behaviour_and_examples(answers: dict[str, Any], verdict: Approach) -> None:
    assert widget(Answers(**answers)) == verdict


@given(any_answers)
def test_an_answer_set_is_one_column_a_question(answers: dict[str, str]) -> None:
    row = one_hot([case("a", ["rag"], **answers)])
    known = {COLUMNS[i] for i in np.flatnonzero(row[0])}
    assert known == set(Answers(**answers).values.items())


def loss_by_hand(
    columns: Numbers, among: Flags, wanted: Numbers, times: Numbers, penalty: float, coefficients: Numbers
) -> float:
    scores = (columns - columns.mean(axis=0)) @ coefficients[:-1] + coefficients[-1]
    logs = np.log(softmax(scores, among), where=wanted > 0, out=np.zeros_like(wanted))
    penalties = penalty * (coefficients[:-1] ** 2).sum() + 0.1 * (coefficients[-1] ** 2).sum()
    return float(-(times[:, None] * wanted * logs).sum() + penalties / 2)


@pytest.mark.parametrize("target", ["best", "compared"])
def test_a_regression_ends_where_no_step_makes_its_loss_smaller(target: str) -> None:
    tally = SAMPLE.tally
    among = np.ones_like(tally.compared) if target == "best" else tally.compared
    right = SAMPLE.best if target == "best" else tally.compared & tally.acceptable
    wanted = right / right.sum(axis=1, keepdims=True)
    columns = one_hot(SAMPLE.cases)
    fitted = fit_logit(columns, among, wanted, tally.shares, 3.0)
    at_end = loss_by_hand(columns, among, wanted, tally.shares, 3.0, fitted.coefficients)
    assert fitted.loss == pytest.approx(at_end)
    draw = np.random.default_rng(0)
    for size in (1e-1, 1e-2):
        for _ in range(20):
            elsewhere = fitted.coefficients + size * draw.standard_normal(fitted.coefficients.shape)
            assert loss_by_hand(columns, among, wanted, tally.shares, 3.0, elsewhere) > at_end


def test_without_telling_answers_a_regression_says_nearly_how_often_each_was_best() -> None:
    columns, among = np.zeros((40, 3)), np.ones((40, 4), dtype=bool)
    wanted = np.repeat(np.eye(4), [20, 10, 6, 4], axis=0)
    fitted = fit_logit(columns, among, wanted, np.ones(40), 1.0)
    chances = softmax(fitted.scores(columns[:1]), among[:1])[0]
    assert chances.tolist() == pytest.approx([0.5, 0.25, 0.15, 0.1], abs=0.01)


def test_a_column_that_tells_everything_is_learned() -> None:
    first = case("x", ["rag"], knowledge="corpus")
    many = [case(f"a{i}", ["rag"], knowledge="corpus") for i in range(30)]
    many += [case(f"b{i}", ["fine-tuning"], knowledge="nothing") for i in range(30)]
    for target in ("best", "compared"):
        said = learn_regression(sample_of(BOOK, many), target)([first])  # type: ignore[arg-type]
        assert said.chances[0, 1] > 0.95


@pytest.mark.parametrize("kind", baselines(), ids=lambda kind: kind.id)
def test_a_baseline_reads_the_answers_and_nothing_that_came_after_them(kind: Any) -> None:
    adviser = kind.learn(SAMPLE)
    blank = [case(each.id, ["prompting"], **each.answers.known) for each in SAMPLE.cases]
    before, after = adviser(SAMPLE.cases), adviser(blank)
    assert np.array_equal(before.chances, after.chances)
    assert np.array_equal(before.scores, after.scores)


@given(st.integers(0, 1000))
def test_every_baseline_gives_probabilities_that_add_up_to_one(seed: int) -> None:
    some = np.random.default_rng(seed).random(len(SAMPLE)) < 0.5
    for kind in baselines()[:3]:
        assert_probabilities(kind.learn(SAMPLE.rows(some))(SAMPLE.cases), SAMPLE)


def assert_probabilities(said: Forecast, sample: Sample) -> None:
    assert said.chances.shape == (len(sample), 4)
    assert said.chances.sum(axis=1).tolist() == pytest.approx([1.0] * len(sample))
    assert (said.chances >= 0).all()
