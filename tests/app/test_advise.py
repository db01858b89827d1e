"""The advise page without a browser: what is entered, what is kept, what is said."""

from __future__ import annotations

import pytest
from app_pages import html
from places import DATA, ROOT
from streamlit.testing.v1 import AppTest

from advisor import recommend
from advisor.files.answers import load_answers
from advisor.ui.parts.examples import EXAMPLES

HONEYCOMB = ROOT / "advisor" / "ui" / "examples" / "honeycomb.yaml"
NOTE = "Measured with SmolLM2-135M-Instruct"


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)


def open_all_questions(app: AppTest) -> None:
    """A first visit that wants the whole questionnaire."""
    app.run()
    app.button(key="door_all").click().run()


def test_a_first_visit_gets_the_recommendation_for_nothing_known(app: AppTest) -> None:
    open_all_questions(app)
    assert not app.exception
    assert recommend({}).headline in html(app)
    assert "0 of 25 answered" in html(app)


def test_the_first_screen_has_two_doors_and_asks_nothing(app: AppTest) -> None:
    app.run()
    assert "I have eval results" in html(app)
    assert "I have a situation" in html(app)
    assert not app.radio
    assert {"door_quick", "door_all"} <= {button.key for button in app.button}


def test_a_dropped_file_fills_in_what_it_shows_and_is_confirmed_in_one_click(app: AppTest) -> None:
    app.run()
    name = "expense-routing.promptfoo.json"
    app.get("file_uploader")[0].upload(name, (DATA / "examples" / name).read_bytes(), "application/json").run()
    assert not app.exception
    assert "Never tried in these results: RAG + fine-tuning." in html(app)
    assert not dict(app.query_params), "nothing is answered unasked"
    app.button(key="refuse_prompting").click().run()
    assert "confirm_prompting" not in {button.key for button in app.button}
    app.button(key="confirm_evals").click().run()
    assert dict(app.query_params) == {"evals": "scored"}
    app.button(key="view_all").click().run()
    app.button(key="section_1").click().run()
    assert app.radio(key="q_evals").value == "scored"
    assert '<span class="badge">Read from your file</span>' in html(app)
    app.radio(key="q_evals").set_value("trusted").run()
    assert '<span class="badge">Read from your file</span>' not in html(app)


def test_an_answer_changes_the_recommendation_and_the_address(app: AppTest) -> None:
    open_all_questions(app)
    app.radio(key="q_scope").set_value("open").run()
    assert app.query_params["scope"] == "open"
    assert recommend({"scope": "open"}).headline in html(app)
    assert "1 of 25 answered" in html(app)


def test_a_link_reopens_its_answers(app: AppTest) -> None:
    app.query_params["task"] = "code"
    app.query_params["format"] = "peculiar"
    app.run()
    assert app.radio(key="q_task").value == "code"
    assert "2 of 25 answered" in html(app)


def test_a_link_with_unknown_parts_keeps_the_rest_and_says_so(app: AppTest) -> None:
    app.query_params["task"] = "code"
    app.query_params["colour"] = "blue"
    app.query_params["scope"] = "<b>wide</b>"
    app.run()
    assert not app.exception
    assert (
        "The link names a question or an option that does not exist (“colour=blue”, “scope=&lt;b&gt;wide&lt;/b&gt;”); "
        "1 other answer was kept."
    ) in html(app)
    assert "<b>wide</b>" not in html(app)
    assert dict(app.query_params) == {"task": "code"}


def test_dont_know_stays_open_and_out_of_the_address(app: AppTest) -> None:
    open_all_questions(app)
    app.radio(key="q_scope").set_value("unknown").run()
    assert "0 of 25 answered" in html(app)
    assert not dict(app.query_params)
    app.button(key="section_1").click().run()
    app.button(key="section_0").click().run()
    assert app.radio(key="q_scope").value == "unknown"


def test_answers_of_one_section_stay_when_another_is_opened(app: AppTest) -> None:
    open_all_questions(app)
    app.radio(key="q_scope").set_value("narrow").run()
    app.button(key="next").click().run()
    app.radio(key="q_evals").set_value("scored").run()
    app.button(key="back").click().run()
    assert app.radio(key="q_scope").value == "narrow"
    assert "2 of 25 answered" in html(app)


def test_every_question_of_every_section_is_asked(app: AppTest) -> None:
    open_all_questions(app)
    asked = []
    for section in range(5):
        app.button(key=f"section_{section}").click().run()
        asked += [radio.key.removeprefix("q_") for radio in app.radio]
    assert list(recommend({}).answers) == asked


def test_the_job_stands_above_the_questions_and_never_in_the_address(app: AppTest) -> None:
    open_all_questions(app)
    app.text_input(key="job_given").set_value("<script>alert(1)</script> **mail**").run()
    app.text_input(key="job_produces").set_value("a label").run()
    assert "Given &lt;script&gt;alert(1)&lt;/script&gt; **mail**, it produces a label." in html(app)
    assert "<script>alert" not in html(app)
    assert not dict(app.query_params)
    app.button(key="next").click().run()
    assert "it produces a label." in html(app)


def test_the_honeycomb_example_fills_in_what_its_case_says(app: AppTest) -> None:
    app.run()
    app.button(key="example_0").click().run()
    answers = load_answers(HONEYCOMB)
    case = load_answers_of_case()
    assert case == answers.known
    assert recommend(answers).headline in html(app)
    assert "Example: Honeycomb" in html(app)


def load_answers_of_case() -> dict[str, str]:
    from advisor.files.casebook import load_cases

    return next(case.answers.known for case in load_cases().cases if case.id == "honeycomb-query-assistant")


@pytest.mark.parametrize("number", [1, 2])
def test_a_measured_example_says_what_was_measured_and_what_is_made_up(app: AppTest, number: int) -> None:
    app.run()
    app.button(key=f"example_{number}").click().run()
    assert not app.exception
    assert f"Example: {EXAMPLES[number].title.replace(chr(39), '&#x27;')}" in html(app)
    assert html(app).count(NOTE) == 1


def test_start_over_forgets_everything(app: AppTest) -> None:
    app.run()
    app.button(key="example_1").click().run()
    app.button(key="start_over").click().run()
    assert not dict(app.query_params)
    assert "I have a situation" in html(app)
    app.button(key="door_all").click().run()
    assert "0 of 25 answered" in html(app)
    assert app.text_input(key="job_given").value == ""
    assert NOTE not in html(app)


def test_no_percentage_is_shown_while_weights_are_not_fitted(app: AppTest) -> None:
    app.run()
    app.button(key="example_0").click().run()
    shown = recommend(load_answers(HONEYCOMB)).probability
    assert shown is not None
    assert shown.shown or "of published cases that look like yours" not in html(app)


def test_an_unexpected_error_is_one_sentence_and_no_traceback(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> str:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("advisor.ui.pages.advise.first_sight", fail)
    app.query_params["task"] = "code"
    app.run()
    assert not app.exception
    assert "Something went wrong on this page. Your answers are kept in the address" in html(app)
    assert "secret detail" not in html(app)
    assert dict(app.query_params) == {"task": "code"}


def test_the_language_goes_to_and_fro_and_no_answer_is_lost(app: AppTest) -> None:
    app.query_params["task"] = "code"
    app.run()
    for there, kicker in (("ja", "推奨"), ("en", "Recommendation"), ("ja", "推奨")):
        app.button(key=f"speak_{there}").click().run()
        assert not app.exception
        assert f'<p class="kicker">{kicker}<span>' in html(app)
        assert dict(app.query_params) == {"task": "code", "lang": there}
