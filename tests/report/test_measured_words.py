"""Every face says which reasons come from data, and what results say beside an answer or in its place."""

from __future__ import annotations

import pytest

from advisor.api import Recommendation
from advisor.decision.findings import Findings
from advisor.decision.verdict import verdict_on
from advisor.files.rulebook import RuleBook
from advisor.report import words
from advisor.report.measured_words import measured_beside, rests_on
from advisor.schema.answers import Answers
from advisor.schema.evidence import Evidence

BOOK = RuleBook.load()
FACTS = {
    "measured_prompting": "below_target",
    "measured_rag": "meets_target",
    "measured_items": "some",
    "rag_vs_simpler": "better",
    "measured_failure": "facts",
    "eval_health": "amber",
}


def recommended(answers: dict[str, str], facts: dict[str, str]) -> Recommendation:
    given = Answers.model_validate(answers)
    evidence = Evidence.model_construct(
        score="passed",
        target=0.9,
        margin=0.03,
        files=(),
        variants=(),
        pairs=(),
        front=(),
        facts=facts,
        notes=(),
        caveat=None,
    )
    return verdict_on(Recommendation, Findings(BOOK, given, evidence), given)


@pytest.fixture(scope="module")
def found() -> Recommendation:
    return recommended({"failure": "form", "evals": "scored", "knowledge": "corpus", "freshness": "weeks"}, FACTS)


def test_it_is_said_how_many_reasons_come_from_results(found: Recommendation) -> None:
    measured = sum(reason.from_data for reason in found.reasons_for)
    assert 0 < measured < len(found.reasons_for)
    all_of_them = len(found.reasons_for)
    assert rests_on(found) == (
        f"{measured} of the {all_of_them} reasons for it come from your eval results, the others from answers."
    )
    alone = recommended({}, {"measured_prompting": "meets_target", "measured_items": "many"})
    assert rests_on(alone) == "All reasons for it come from your eval results."
    nothing = recommended({"failure": "facts", "knowledge": "corpus"}, {"measured_items": "some"})
    assert rests_on(nothing) == "None of the reasons for it comes from your eval results; all rest on answers."
    assert rests_on(verdict_on(Recommendation, Findings(BOOK, Answers()), Answers())) == ""


def test_what_results_say_stands_beside_the_answer_or_in_its_place(found: Recommendation) -> None:
    assert measured_beside(found, BOOK) == {
        "failure": (
            "This is what your results say (the answer was: Format, syntax, style or house rules are not followed).",
        ),
        "evals": ("Your results: A check of the eval set calls for care with what it says.",),
    }
    left_open = measured_beside(recommended({}, FACTS), BOOK)
    assert left_open["failure"] == ("This is what your results say (the question was left open).",)


def test_a_decision_by_results_is_said_to_be_one(found: Recommendation) -> None:
    assert words.standing(found) == "decided by your own eval results, whatever the scores"
    assert words.likeness(found) == ("Your own results decide here, not published cases, so no percentage is shown.")
    waiting = recommended({}, {"measured_prompting": "meets_target", "measured_items": "many"})
    assert words.standing(waiting) == (
        "decided by your own eval results, unless the answer to “When a good prompt fails today, what is usually "
        "wrong?” undoes it"
    )


def test_one_stops_at_a_measured_search_and_is_only_headed_there_where_something_comes_first(
    found: Recommendation,
) -> None:
    assert found.headline == "Measure whether the right passage is found first. Headed for: RAG."
    sure = recommended({"failure": "facts", "evals": "scored", "finding": "sure"}, FACTS)
    assert sure.headline == "Stop at RAG: keep the look-up that was measured."


def test_every_face_marks_the_reasons_that_come_from_data() -> None:
    given = Answers(failure="form", evals="scored", knowledge="corpus", freshness="weeks")
    found = verdict_on(Recommendation, Findings(BOOK, given, None, FACTS), given)
    for face in (found.to_text(), found.to_markdown(), found.to_html()):
        said = " ".join(face.split())
        assert said.count("This comes from your eval results.") >= 3
        assert rests_on(found) in said
        assert "This is what your results say (the answer was: Format, syntax, style or house rules" in said
