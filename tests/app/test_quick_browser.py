"""Quick mode in a real Chromium: to the end and back, on a desktop and on a phone."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from app_visitor import Visitor

from advisor import load_cases, recommend
from advisor.decision.outlook import outlook_of
from advisor.files.rulebook import RuleBook

pytestmark = pytest.mark.browser

BOOK = RuleBook.load()
OUTLOOK = outlook_of(BOOK)
DRAWS = OUTLOOK.draws(load_cases().cases)
SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}


def answers(app: Visitor) -> dict[str, str]:
    """The answers in the address."""
    return {question: option for question, (option,) in parse_qs(urlsplit(app.page.url).query).items()}


def answer_until_it_stops(app: Visitor) -> None:
    options = app.page.locator(".st-key-quick_options button")
    while True:
        if app.page.locator(".stop", has_text="A first answer").count():
            app.press("Go on with the next question")
        if app.page.locator(".stop").count():
            return
        asked = app.page.locator(".st-key-quick h3").inner_text()
        options.nth(1).click()
        app.page.locator(".st-key-quick h3", has_text=asked).wait_for(state="detached")
        app.settle()


@pytest.mark.parametrize("screen", SIZES)
def test_quick_mode_leads_to_a_reason_to_stop_and_to_the_recommendation(app: Visitor, screen: str) -> None:
    app.page.set_viewport_size(SIZES[screen])  # type: ignore[arg-type]
    app.open()
    app.press("Answer 5 questions")
    answer_until_it_stops(app)
    given, said = answers(app), app.page.locator(".stop").inner_text().lower()
    assert recommend(given).headline == app.headline
    if OUTLOOK.settled(given).is_settled:
        assert "settled: proved" in said
    else:
        assert OUTLOOK.next_questions(given, DRAWS).chance_of_change < 0.05
        assert "unlikely to change: the chance is under 5 %" in said
    assert app.page.evaluate("document.documentElement.scrollWidth") <= SIZES[screen]["width"]
    if screen == "phone":
        app.page.get_by_role("link", name="See the recommendation").click()
        app.page.wait_for_function("document.querySelector('.verdict').getBoundingClientRect().top < 200")


def test_the_second_half_of_a_double_click_answers_no_other_question(app: Visitor) -> None:
    app.open()
    app.press("Answer 5 questions")
    app.page.locator(".st-key-quick_options button").first.dblclick(delay=30)
    app.settle()
    app.page.wait_for_timeout(500)
    assert len(answers(app)) == 1


def test_one_goes_back_by_the_button_and_by_the_browser(app: Visitor) -> None:
    app.open()
    app.press("Answer 5 questions")
    first = app.page.locator(".st-key-quick h3").inner_text()
    app.page.locator(".st-key-quick_options button").first.click()
    app.page.locator(".st-key-quick h3", has_text=first).wait_for(state="detached")
    app.settle()
    app.press("← Back")
    assert first == app.page.locator(".st-key-quick h3").inner_text()
    assert app.page.locator(".st-key-quick_options button[kind=primary]").count() == 1
    app.press("Go on →")
    app.page.locator(".st-key-quick h3", has_text=first).wait_for(state="detached")
    second = app.page.locator(".st-key-quick h3").inner_text()
    app.page.locator(".st-key-quick_options button").first.click()
    app.page.get_by_text("2 of 25 answered").first.wait_for()
    app.page.wait_for_timeout(2100)  # an address that was replaced a moment ago may be a click on its way
    app.page.go_back()
    app.page.get_by_text("1 of 25 answered").first.wait_for()
    app.page.locator(".st-key-quick h3", has_text=second).wait_for()


def test_a_question_is_answered_from_the_keyboard(app: Visitor) -> None:
    app.open()
    app.press("Answer 5 questions")
    app.page.locator(".st-key-quick_options button").nth(1).focus()
    app.page.keyboard.press("Enter")
    app.page.get_by_text("1 of 25 answered").first.wait_for()


def test_what_would_change_this_opens_to_the_rules_behind_it(app: Visitor) -> None:
    app.open()
    app.press("Honeycomb")
    app.page.locator("details.more > summary").click()
    change = app.page.locator(".flip").first
    change.locator("summary").click()
    change.get_by_text("Behind it").or_(change.get_by_text("Falls away")).first.wait_for()
    assert change.locator("code.rule").count() > 0
