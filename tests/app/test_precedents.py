"""The nearest published cases on the advise page, and that no percentage stands where too few share the task."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest
from app_pages import html
from streamlit.testing.v1 import AppTest

from advisor import recommend
from advisor.report import precedent_words

APP = Path(__file__).parents[2] / "app.py"
FOLD = "fold_7"
"""That of the nearest published cases."""


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_file(str(APP), default_timeout=30)


def opened(app: AppTest, **answers: str) -> str:
    for question, option in answers.items():
        app.query_params[question] = option
    app.run()
    if not answers:
        app.button(key="door_all").click().run()
    app.session_state[FOLD] = True
    app.run()
    assert not app.exception
    return html(app)


def test_each_case_says_how_near_it_is_what_is_alike_what_differs_and_what_won(app: AppTest) -> None:
    answers = {"format": "peculiar", "task": "code", "knowledge": "corpus", "volume": "small"}
    shown, found = opened(app, **answers), recommend(answers).precedents
    assert len(found) >= 3
    assert any(each.url for each in found)
    assert any(each.url is None for each in found), "a run of our own has no address"
    for each in found:
        assert escape(f"{each.title} ({each.org}, {each.year})") in shown
        assert each.url is None or f'href="{escape(each.url)}"' in shown
        assert f'<a href="cases?case={each.case}" target="_blank">The whole case</a>' in shown
        assert escape(precedent_words.nearness(each)) in shown
        assert escape(precedent_words.won(each)) in shown
        for side in precedent_words.sides(each, recommend(answers).answers, recommend(answers).book):
            assert f"<b>{side.title}:</b>" in shown
    assert any(each.dissents for each in found)
    assert shown.count(f'<p class="kicker">{precedent_words.DISSENT}</p>') == 1


def test_with_nothing_answered_no_case_is_near(app: AppTest) -> None:
    shown = opened(app)
    assert "Nothing here for these answers." in shown
    assert precedent_words.HOW not in shown


def test_the_panel_shows_no_probability_where_too_few_cases_share_the_task(app: AppTest) -> None:
    for task in ("converse", "act", "answer"):
        found = recommend({"format": "peculiar", "task": task})
        assert found.record is not None
        cases = found.record.compared_cases
        shown = opened(app, format="peculiar", task=task)
        enough = cases >= 5
        assert ("of published cases that look like yours" in shown) == enough
        assert (f"Rules only: {cases or 'no'} published case" in shown) != enough


def test_in_japanese_what_a_case_says_itself_is_marked_as_english(app: AppTest) -> None:
    answers = {"format": "peculiar", "task": "code"}
    shown, found = opened(app, lang="ja", **answers), recommend(answers).precedents
    assert shown.count("公開事例の本文は英語です。") == 1
    for each in found:
        assert f'<span lang="en">{escape(each.outcome)}</span>' in shown
    assert "The whole case" not in shown
