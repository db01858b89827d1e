"""The cases page in a real Chromium: lists that can be shared, a case with its chart, its answers on Advise."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from app_visitor import Visitor

from advisor import load_cases

pytestmark = pytest.mark.browser

CASES = load_cases().cases
LAW = [case for case in CASES if case.sector == "law"]
HEALTH = [case for case in CASES if case.sector == "health"]


def count(app: Visitor, cases: int) -> None:
    """Waits until so many cases are listed."""
    app.page.get_by_text(f"{cases} of {len(CASES)} cases").wait_for()


def tick(app: Visitor, facet: str, option: str) -> None:
    app.page.locator(f".st-key-cases_{facet}_{option} label").click()


def asked(app: Visitor) -> dict[str, list[str]]:
    return parse_qs(urlsplit(app.page.url).query)


def test_a_list_is_narrowed_shared_reloaded_and_stepped_back_through(app: Visitor) -> None:
    app.open("cases?scope=open")
    count(app, len(CASES))
    app.press("Sector")
    tick(app, "sector", "law")
    tick(app, "sector", "health")
    count(app, len(LAW) + len(HEALTH))
    app.page.wait_for_url("**case_sector=health**")
    assert asked(app) == {"scope": ["open"], "case_sector": ["health,law"]}
    app.page.keyboard.press("Escape")
    app.page.reload()
    count(app, len(LAW) + len(HEALTH))
    app.press("Health ✕")
    count(app, len(LAW))
    app.page.wait_for_timeout(2100)  # an address that was replaced a moment ago may be a click on its way
    app.page.go_back()
    count(app, len(LAW) + len(HEALTH))
    app.go_to("Rules")
    app.go_to("Cases")
    count(app, len(LAW) + len(HEALTH))
    app.press("Clear filters")
    count(app, len(CASES))
    assert asked(app) == {"scope": ["open"]}


def test_a_keyboard_reaches_the_options_of_a_filter_and_the_answers_of_a_case(app: Visitor) -> None:
    app.open("cases?case_text=230+categories")
    count(app, 1)
    keys = app.page.keyboard
    app.page.locator(".st-key-fold_comparison button").focus()
    keys.press("Enter")
    app.page.locator(".st-key-cases_source_industry input").wait_for(state="attached")
    app.settle()
    keys.press("Tab")
    keys.press("Space")
    app.page.get_by_role("button", name="Approaches compared ✕").wait_for()
    app.page.locator(".st-key-case_list summary").focus()
    keys.press("Enter")
    app.page.locator("[class*='st-key-like_'] button").wait_for()
    app.settle()
    keys.press("Tab")
    keys.press("Enter")
    app.page.locator(".st-key-copied").wait_for()


def test_only_the_case_that_is_opened_is_drawn_and_all_of_it_fits_a_phone(app: Visitor) -> None:
    app.page.set_viewport_size({"width": 390, "height": 844})
    app.open("cases?case_text=230+categories")
    count(app, 1)
    assert app.page.locator(".js-plotly-plot").count() == 0
    app.page.locator(".st-key-case_list summary").click()
    app.page.locator(".js-plotly-plot .annotation", has_text="latency s (lower is better)").wait_for()
    assert app.page.evaluate("document.documentElement.scrollWidth") <= 390
    for box in app.page.locator(".js-plotly-plot .annotation, .js-plotly-plot .textpoint").all():
        place = box.bounding_box()
        assert place is not None
        assert place["x"] >= 0
        assert place["x"] + place["width"] <= 390
    href = app.page.get_by_role("link", name="Link to this case").get_attribute("href")
    assert href == "?case=checkr-charge-classification"
    app.open(f"cases{href}")
    app.page.locator(".st-key-one_case .js-plotly-plot").wait_for()


def test_answers_of_a_case_go_to_advise_and_the_own_ones_come_back(app: Visitor) -> None:
    app.open("cases?scope=open&case=honeycomb-query-assistant")
    app.press("My situation is like this")
    app.page.get_by_text("in place of your 1 answer.").wait_for()
    theirs = next(case.answers.known for case in CASES if case.id == "honeycomb-query-assistant")
    app.page.get_by_text(f"{len(theirs)} of 25 answered").first.wait_for()
    app.press("Take my 1 answer back")
    app.page.get_by_text("1 of 25 answered").first.wait_for()
    app.page.wait_for_url("**?scope=open")  # the address follows what is shown


def test_the_tab_one_is_on_leads_back_to_all_cases(app: Visitor) -> None:
    app.open("cases?case_sector=law")
    count(app, len(LAW))
    app.page.wait_for_timeout(2100)
    app.go_to("Cases")
    count(app, len(CASES))
    assert asked(app) == {}
