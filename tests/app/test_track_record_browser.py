"""The track record in a real Chromium: figures, the diagram, wrong cases and their rules, on a desktop and a phone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from app_process import started_app
from app_visitor import Visitor
from places import ROOT
from playwright.sync_api import Page
from track_records import record_apart, shipped_record

from advisor.files.track_record import HELD_OUT_RECORD, TRACK_RECORD, write_track_record
from advisor.report import backtest_words
from advisor.report.reliability_words import reliability_in_words
from advisor.ui.options import HOUSE_RULES

pytestmark = pytest.mark.browser

RECORD = shipped_record()


@pytest.fixture(scope="module")
def record_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An app whose rules come with a track record that fits them."""
    home = tmp_path_factory.mktemp("record")
    shutil.copytree(ROOT / "rules", home / "rules")
    write_track_record(RECORD, home / "rules" / TRACK_RECORD)
    write_track_record(record_apart(), home / "rules" / HELD_OUT_RECORD)
    with started_app(home / "log.txt", **{HOUSE_RULES: str(home / "rules")}) as address:
        yield address


@pytest.fixture
def app(page: Page, record_address: str) -> Visitor:
    return Visitor(page, record_address)


def test_the_record_is_reached_from_the_row_of_pages_and_its_wrong_cases_can_be_read(app: Visitor) -> None:
    app.open("?format=peculiar")
    app.go_to("Track record")
    headline = app.page.locator(".record.seen p:not(.kicker, .figure)").first
    headline.wait_for()
    assert headline.inner_text() == backtest_words.compared_headline(RECORD)
    app.page.get_by_role("radio", name="the rules were written with").click()
    app.settle()
    app.page.locator(".st-key-record_chart .js-plotly-plot").wait_for()
    label = app.page.locator(".st-key-record_chart [aria-label]").first.get_attribute("aria-label")
    assert label == reliability_in_words(RECORD.reliability.recommended, "open")
    app.page.get_by_role("radio", name="Wrong among those compared").click()
    wrong = [each for each in RECORD.cases if not each.right_compared]
    app.page.get_by_text(f"{len(wrong)} of {RECORD.n} cases").wait_for()
    card = app.page.locator("details.judged").first
    card.locator("summary").click()
    with app.page.expect_popup() as opening:
        card.locator("a[href^='rules?rule=']").first.click()
    rules = opening.value
    rules.get_by_text("1 of ").wait_for()
    assert rules.locator("details.card").count() == 1
    with app.page.expect_popup() as opening:
        card.get_by_role("link", name="The whole case").click()
    opening.value.locator(".st-key-one_case").wait_for()


def test_on_a_phone_nothing_is_cut_off(app: Visitor) -> None:
    app.page.set_viewport_size({"width": 390, "height": 844})
    app.open("track-record")
    app.page.locator(".st-key-record_chart .js-plotly-plot").wait_for()
    app.page.evaluate("document.querySelectorAll('details.card').forEach(each => { each.open = true })")
    assert app.page.evaluate("document.documentElement.scrollWidth") <= 390
    beyond = "all => all.filter(each => each.scrollWidth > each.clientWidth + 1).map(each => each.outerHTML)"
    assert app.page.locator(".record > div, .table td, .matrix, .answer, .card > div").evaluate_all(beyond) == []
    row = app.page.locator(".st-key-ways a")
    heights = {round(box["y"]) for link in row.all() if (box := link.bounding_box())}
    assert len(heights) == 1
