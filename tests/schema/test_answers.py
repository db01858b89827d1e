"""The typed answers and the questionnaire in `rules/` are the same thing."""

from __future__ import annotations

from typing import get_args

import pytest
import yaml
from places import ROOT
from pydantic import ValidationError

from advisor.language import in_language
from advisor.schema.answers import QUESTIONS, Answers, Job
from advisor.schema.questions import Questionnaire
from advisor.schema.words import UNKNOWN


@pytest.fixture(scope="module")
def questionnaire() -> Questionnaire:
    whole = yaml.safe_load((ROOT / "rules/questions.yaml").read_text(encoding="utf-8"))
    return Questionnaire.model_validate(in_language(whole, "en"))


def test_there_are_twenty_five_questions_in_five_sections(questionnaire: Questionnaire) -> None:
    assert len(questionnaire.questions) == 25
    assert [section.id for section in questionnaire.sections] == ["domain", "evals", "form", "facts", "practice"]


def test_the_typed_answers_have_the_ids_of_the_questionnaire_in_its_order(questionnaire: Questionnaire) -> None:
    assert tuple(question.id for question in questionnaire.questions) == QUESTIONS


def test_each_typed_answer_has_the_options_of_its_question_and_unknown(questionnaire: Questionnaire) -> None:
    for question in questionnaire.questions:
        options = tuple(option.id for option in question.options)
        assert get_args(Answers.model_fields[question.id].annotation) == (*options, UNKNOWN), question.id


def test_only_erasure_and_the_tuning_route_are_gates(questionnaire: Questionnaire) -> None:
    assert [question.id for question in questionnaire.questions if question.gate] == ["erasure", "tuning_route"]


def test_the_labels_of_a_question_differ(questionnaire: Questionnaire) -> None:
    for question in questionnaire.questions:
        labels = [option.label for option in question.options]
        assert len(set(labels)) == len(labels), question.id


def test_what_is_not_given_is_unknown() -> None:
    answers = Answers(scope="narrow")
    assert answers.known == {"scope": "narrow"}
    assert set(answers.values) == set(QUESTIONS)
    assert answers.values["evals"] == UNKNOWN


def test_answers_never_change() -> None:
    with pytest.raises(ValidationError):
        Answers().scope = "narrow"  # type: ignore[misc]


def test_a_job_is_one_sentence_and_at_most_three_inputs() -> None:
    job = Job(given="an expense question.", produces="one of five queues.", inputs=("Can I book first class?",))
    assert job.sentence == "Given an expense question, it produces one of five queues."
    with pytest.raises(ValidationError):
        Job(given="a", produces="b", inputs=("1", "2", "3", "4"))
