"""A case added in a real Chromium: reached from the cases, kept while other pages are looked at, taken as a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from app_visitor import Visitor

from advisor.files.case_file import draft_as_yaml, read_draft
from advisor.schema.cases import CODED

pytestmark = pytest.mark.browser

SHOP = read_draft(Path(__file__).parents[1] / "files/broken_cases/not_broken/a-shop.yaml")
COMPLETE = {**SHOP, "answers": {**dict.fromkeys(CODED, "unknown"), "task": "label"}}


def fill(app: Visitor, label: str, text: str) -> None:
    field = app.page.get_by_label(label, exact=True)
    field.fill(text)
    field.blur()
    app.settle()


def test_the_page_is_reached_from_the_cases_and_what_was_entered_waits_there(app: Visitor) -> None:
    app.open("cases")
    app.go_to("Add a case")
    fill(app, "Its web address", "shop.example")
    app.page.locator(".mend").first.wait_for()
    app.go_to("Rules")
    app.go_to("Cases")
    app.go_to("Add a case")
    assert app.page.get_by_label("Its web address", exact=True).input_value() == "shop.example"
    assert app.page.url.endswith("/add-case")


def test_a_draft_becomes_a_file_for_a_pull_request(app: Visitor, tmp_path: Path) -> None:
    app.open("add-case")
    app.page.get_by_text("Go on with a draft").click()
    draft = {key: value for key, value in COMPLETE.items() if key != "confidence"}
    app.page.locator("input[type=file]").set_input_files(
        [{"name": "a.draft", "mimeType": "application/yaml", "buffer": draft_as_yaml(draft).encode()}]
    )
    app.press("9 Outcome")
    app.page.get_by_text("High", exact=True).click()
    app.settle()
    with app.page.expect_download() as found:
        app.page.get_by_role("button", name="Download a-shop.yaml").click()
    assert found.value.suggested_filename == "a-shop.yaml"
    found.value.save_as(tmp_path / "a-shop.yaml")
    assert read_draft(tmp_path / "a-shop.yaml")["confidence"] == "high"


def test_on_a_phone_nothing_is_wider_than_the_screen_and_the_setting_is_in_a_fold(app: Visitor) -> None:
    app.page.set_viewport_size({"width": 390, "height": 844})
    app.open("add-case")
    assert app.page.evaluate("document.documentElement.scrollWidth") <= 390
    app.press("3 Domain")
    fold = app.page.get_by_text("Read the setting")
    fold.click()
    app.page.get_by_text("It is not written yet.").wait_for()


def test_the_next_step_is_read_from_its_top(app: Visitor) -> None:
    app.open("add-case")
    app.press("3 Domain")
    app.page.locator(".st-key-step_next button").click()
    app.settle()
    heading = app.page.get_by_role("heading", name="Eval maturity")
    heading.wait_for()
    app.page.wait_for_function("document.querySelector('.st-key-sections').getBoundingClientRect().top >= 0")
    place = heading.bounding_box()
    assert place is not None
    assert 0 < place["y"] < 400
