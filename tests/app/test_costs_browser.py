"""The live chart in a real Chromium: a slider moved by key, what that announces, the data as CSV, a narrow screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from app_visitor import Visitor
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

EXAMPLE = "A handbook that changes"
VARIANTS = ["prompt-closed-book", "prompt-handbook", "rag-handbook", "lora-300", "lora-300-rag"]


def test_a_slider_moved_by_key_changes_the_figure_and_says_what_that_changed(app: Visitor) -> None:
    app.open("costs")
    app.press(EXAMPLE)
    figure = app.page.locator(".st-key-live_chart .js-plotly-plot")
    figure.filter(has_text="your volume 20,000").wait_for(state="attached")
    slider = app.page.get_by_role("slider", name="Finished pieces of work a month")
    slider.focus()
    slider.press("ArrowRight")
    figure.filter(has_text="your volume 30,000").wait_for(state="attached")
    expect(app.page.get_by_role("textbox", name="The same, exactly")).to_have_value("30000")
    target = app.page.get_by_role("slider", name="Target for the quality")
    target.focus()
    target.press("Home")
    target.press("ArrowRight")
    news = app.page.locator(".st-key-news")
    expect(news).to_contain_text("against the target: now")
    assert news.get_attribute("aria-live") == "polite"


def test_the_numbers_of_the_chart_are_a_file_and_a_row_a_variant_by_key(app: Visitor) -> None:
    app.open("costs")
    app.press(EXAMPLE)
    with app.page.expect_download() as loading:
        app.page.get_by_role("button", name="The chart's numbers (CSV)").click()
    lines = Path(loading.value.path()).read_text(encoding="utf-8").splitlines()
    assert [line.split(",")[0] for line in lines] == ["variant", *VARIANTS]
    app.page.get_by_text("The chart as a table").click()
    row = app.page.locator("tr[tabindex]", has_text="rag-handbook")
    row.focus()
    expect(row).to_be_focused()
    with app.page.expect_download() as loading:
        app.page.get_by_role("button", name="Workbook with formulas (xlsx)").click()
    assert Path(loading.value.path()).read_bytes()[:2] == b"PK"


def test_a_click_elsewhere_right_after_a_number_was_typed_is_seen_everywhere(app: Visitor) -> None:
    app.open("costs")
    app.press(EXAMPLE)
    app.page.get_by_role("textbox", name="The same, exactly").fill("7000")
    app.press("日本語")
    expect(app.page.locator("h1")).to_have_text("コスト")
    expect(app.page.get_by_role("textbox", name="正確な件数")).to_have_value("7000")


def test_on_a_narrow_screen_the_panels_stand_below_each_other(app: Visitor) -> None:
    app.page.set_viewport_size({"width": 390, "height": 844})
    app.open("costs")
    app.press(EXAMPLE)
    panels = app.page.locator(".st-key-live_chart .js-plotly-plot")
    expect(panels).to_have_count(3)
    tops = [panel.bounding_box() for panel in panels.all()]
    assert all(box is not None and box["x"] + box["width"] <= 390 for box in tops)
    assert [box["y"] for box in tops if box] == sorted({box["y"] for box in tops if box})
    assert app.page.evaluate("document.documentElement.scrollWidth") <= 390
