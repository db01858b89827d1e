"""`recommend()` from the outside: what a user of the library sees."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from places import ROOT
from situations import any_answers, with_cases_of

import advisor
from advisor import AdvisorError, Answers, Recommendation, RuleBook, load_cases, recommend

PECULIAR = {
    "scope": "narrow",
    "coverage": "weak",
    "task": "code",
    "failure": "form",
    "format": "peculiar",
    "rules": "manual",
    "consistency": "breaking",
    "examples": "hundreds",
}


def test_a_team_without_evals_may_be_headed_for_fine_tuning_but_is_told_to_build_evals_first() -> None:
    found = recommend({**PECULIAR, "evals": "none", "prompting": "systematic"})
    assert found.approach == "fine-tuning"
    assert found.now is not None
    assert found.now.id == "build-evals"
    assert found.headline.startswith("Stay with prompting for now; ")
    assert "Headed for: fine-tuning" in found.headline


def test_facts_that_move_lead_to_rag() -> None:
    answers = {"task": "answer", "failure": "facts", "knowledge": "corpus", "freshness": "live", "citations": "must"}
    assert recommend(answers).approach == "rag"


def test_where_prompting_works_and_is_evaluated_it_says_stop() -> None:
    found = recommend({**PECULIAR, "gap": "meets", "evals": "scored"})
    assert found.approach == "prompting"
    assert found.standing == "decided"
    assert found.headline.startswith("Stop at prompting")


def test_answers_are_an_answers_object_or_a_mapping_and_nothing_else() -> None:
    assert recommend(Answers(scope="narrow")) == recommend({"scope": "narrow"})
    with pytest.raises(TypeError):
        recommend(scope="narrow")  # type: ignore[call-arg]
    with pytest.raises(AdvisorError, match="there is no question `scoop`"):
        recommend({"scoop": "narrow"})


@pytest.mark.parametrize(
    ("target", "margin", "message"),
    [
        (float("nan"), 0.03, "`target` is nan; write a number in units of the score, such as 0.9 for 90 %."),
        (True, 0.03, "`target` is True; write a number in units of the score, such as 0.9 for 90 %."),
        (0.9, -1, "`margin` is -1; write a number from 0 up in units of the score, such as 0.03."),
        (0.9, "wide", "`margin` is 'wide'; write a number from 0 up in units of the score, such as 0.03."),
    ],
)
def test_a_target_or_margin_that_is_no_number_is_refused(target: float, margin: float, message: str) -> None:
    with pytest.raises(AdvisorError) as found:
        recommend({}, target=target, margin=margin)
    assert str(found.value) == message


def test_three_precedents_or_four_say_what_they_share_and_what_they_do_not() -> None:
    found = recommend(PECULIAR)
    assert len(found.precedents) in (3, 4)
    assert all(each.dissents for each in found.precedents[3:])
    for each in found.precedents:
        assert each.shares
        assert not set(each.shares) & {difference.question for difference in each.differs}
        assert each.dissents == (each.compared and found.approach not in each.acceptable)


def test_with_nothing_answered_there_is_no_precedent() -> None:
    assert recommend({}).precedents == ()


@settings(max_examples=25)
@given(answers=any_answers)
def test_every_face_renders_and_names_every_reason(answers: dict[str, str]) -> None:
    found = recommend(answers)
    text, markdown, page = found.to_text(), found.to_markdown(), found.to_html()
    for reason in found.reasons_for:
        assert reason.rule in text
        assert reason.rule in markdown
        assert reason.rule in page
    data = json.loads(found.to_json())
    assert data["approach"] == found.approach
    assert set(data) == set(Recommendation.json_schema()["properties"])
    assert len(data["precedents"]) <= (4 if answers else 0)


def test_the_json_follows_the_published_schema() -> None:
    jsonschema.validate(json.loads(recommend(PECULIAR).to_json()), Recommendation.json_schema())


def test_the_published_schema_is_up_to_date() -> None:
    published = ROOT / "advisor/schema/recommendation.schema.json"
    expected = json.dumps(Recommendation.json_schema(), indent=2, ensure_ascii=False) + "\n"
    assert published.read_text(encoding="utf-8") == expected, f"run: advisor schema > {published.relative_to(ROOT)}"


def test_text_that_was_entered_is_never_markup() -> None:
    job = {"given": "<script>alert(1)</script> *x* [y](http://z)", "produces": "`code` | a\x1b[31mb"}
    found = recommend({"job": job, "scope": "narrow"})
    assert "<script>" not in found.to_html()
    assert "<script>" not in found.to_markdown()
    assert "[y](http://z)" not in found.to_markdown()
    assert "\x1b" not in found.to_text()


def test_a_percentage_is_of_published_cases_and_stands_only_where_five_have_the_same_task() -> None:
    found = recommend({**PECULIAR, "task": "code"})
    assert found.probability is not None
    assert found.probability.shown
    percent = f"{found.probability.value:.0%}".replace("%", " %")
    assert f"{percent} of published cases that look like yours" in " ".join(found.to_text().split())
    few = recommend({**PECULIAR, "task": "code"}, rule_book=with_cases_of("code", 4, RuleBook.load()))
    assert few.probability is not None
    assert few.probability.value == found.probability.value
    assert not few.probability.shown
    assert " % of published cases" not in few.to_text()


@pytest.mark.parametrize(
    "case", ["honeycomb-query-assistant", "rechat-lucy", "perplexity-answer-engine", "casetext-cocounsel"]
)
def test_the_cases_of_the_seed_are_answered_with_an_acceptable_approach(case: str) -> None:
    published = next(each for each in load_cases().cases if each.id == case)
    assert recommend(published.answers).approach in published.acceptable


def test_importing_the_package_imports_nothing_heavy() -> None:
    code = (
        "import sys, advisor; from advisor import recommend; recommend({'scope': 'narrow'}); "
        "names = {'streamlit', 'pandas', 'plotly', 'scipy', 'sqlalchemy', 'duckdb', 'typer', 'numpy'"
        ", 'narwhals', 'genai_prices', 'xlsxwriter', 'kaleido'}; "
        "heavy = names & set(sys.modules); "
        "sys.exit(f'imported {heavy}' if heavy else 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_only_documented_names_are_public() -> None:
    assert sorted(advisor.__all__) == dir(advisor)
    for name in advisor.__all__:
        assert getattr(advisor, name) is not None
    with pytest.raises(AttributeError):
        _ = advisor.nothing


def test_the_repository_reads_its_own_rules_and_cases() -> None:
    from advisor.files.compiled import home_of

    assert home_of("rules") == ROOT / "rules"
    assert home_of("case_studies") == ROOT / "case_studies"
    assert Path(advisor.__file__).parent == ROOT / "advisor"
