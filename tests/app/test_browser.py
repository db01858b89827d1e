"""The app in a real Chromium: what a visitor sees, on a desktop and on a phone."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from app_visitor import Visitor
from playwright.sync_api import Page, Request

from advisor import load_cases, recommend

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
BROKEN = ROOT / "tests" / "files" / "broken_evals"
TABLE = "variant,item,score,cost\n" + "".join(
    f"{variant},{item},{int((item * 7 + shift) % 10 < good)},{cost}\n"
    for variant, good, shift, cost in (("prompt v1", 6, 0, 0.002), ("rag <b>v2</b>", 8, 3, 0.004))
    for item in range(40)
)


def table(name: str = "results.csv", text: str = TABLE) -> dict[str, object]:
    return {"name": name, "mimeType": "text/csv", "buffer": text.encode()}


def test_an_answer_changes_the_recommendation_the_address_and_the_count(app: Visitor) -> None:
    app.open_all_questions()
    app.press("Syntax, style and rules")
    app.answer("format", "Our own format")
    app.page.get_by_text("1 of 25 answered").first.wait_for()
    assert recommend({"format": "peculiar"}).headline == app.headline
    assert urlsplit(app.page.url).query == "format=peculiar"


def test_a_link_reopens_the_same_recommendation(app: Visitor) -> None:
    app.open()
    app.press("Honeycomb")
    app.page.get_by_text("15 of 25 answered").first.wait_for()
    headline, link = app.headline, app.page.url
    assert "plain" in link
    assert "English" not in link
    app.page.goto("about:blank")
    app.page.goto(link)
    app.page.get_by_text("15 of 25 answered").first.wait_for()
    assert headline == app.headline


def test_answers_in_quick_succession_are_all_kept(app: Visitor) -> None:
    app.open_all_questions()
    for question in range(5):
        app.page.locator("[role=radiogroup]").nth(question).locator("label").first.click()
    app.page.get_by_text("5 of 25 answered").first.wait_for()
    app.page.wait_for_url("**arbiter=any**")
    assert len(urlsplit(app.page.url).query.split("&")) == 5


def test_the_back_button_takes_an_answer_back(app: Visitor) -> None:
    app.open_all_questions()
    app.answer("scope", "One task")
    app.page.get_by_text("1 of 25 answered").first.wait_for()
    app.answer("task", "Prose")
    app.page.get_by_text("2 of 25 answered").first.wait_for()
    app.page.wait_for_timeout(2100)  # an address that was replaced a moment ago may be a click on its way
    app.page.go_back()
    app.page.get_by_text("1 of 25 answered").first.wait_for()
    assert urlsplit(app.page.url).query == "scope=narrow"


def test_the_recommendation_stays_in_sight_on_a_desktop(app: Visitor) -> None:
    app.open_all_questions()
    app.page.locator(".st-key-turn").scroll_into_view_if_needed()
    box = app.page.locator(".verdict h2").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 900


def test_the_recommendation_stays_in_sight_on_a_phone(app: Visitor) -> None:
    app.page.set_viewport_size({"width": 390, "height": 844})
    app.open_all_questions()
    app.answer("scope", "One task")
    app.page.get_by_text("1 of 25 answered").first.wait_for()
    for target in (".hero", ".st-key-turn"):
        app.page.locator(target).scroll_into_view_if_needed()
        bar = app.page.locator(".bar")
        box = bar.bounding_box()
        assert box is not None
        assert 600 < box["y"] < 844
        assert recommend({"scope": "narrow"}).headline in bar.inner_text()
    assert app.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_everything_comes_from_this_machine(app: Visitor) -> None:
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(urlsplit(request.url).hostname or "")

    app.page.on("request", note)
    app.open()
    app.press("A handbook that changes")
    app.go_to("Evidence")
    app.page.locator(".js-plotly-plot").first.wait_for()
    assert {"127.0.0.1"} == {host for host in asked if host}


def test_the_note_of_an_example_stands_on_every_page_with_its_numbers(app: Visitor) -> None:
    app.open()
    app.press("A handbook that changes (measured)")
    app.page.locator(".verdict .caveat").wait_for()
    app.go_to("Evidence")
    app.page.locator(".js-plotly-plot .annotation", has_text="Measured with").first.wait_for()
    assert app.page.locator(".caveat").count() >= 1
    assert "Measured" in (app.page.locator("[aria-label*='Measured']").first.get_attribute("aria-label") or "")


def test_the_chart_follows_the_target(app: Visitor) -> None:
    app.open("evidence")
    app.upload(table())
    app.page.locator(".js-plotly-plot").first.wait_for()
    assert app.page.locator(".js-plotly-plot .annotation", has_text="target").count() == 0
    target = app.page.get_by_role("spinbutton", name="Target for the quality")
    target.fill("0.75")
    target.press("Enter")
    app.page.locator(".js-plotly-plot .annotation", has_text="target 0.75").first.wait_for()


def test_variant_names_are_text_and_their_approach_can_be_changed(app: Visitor) -> None:
    app.open("evidence")
    app.upload(table())
    app.page.get_by_text("What was measured").click()
    app.page.locator(".table td", has_text="rag <b>v2</b>").first.wait_for()
    assert app.page.locator(".table td b").count() == 0
    app.page.get_by_text("Which approach is each of the 2 variants?").click()
    app.page.wait_for_timeout(500)  # the fold opens slowly, and closes a list that opens meanwhile
    app.page.locator(".st-key-places [data-testid=stSelectbox]", has_text="rag").locator("input").click()
    app.page.get_by_role("option", name="Fine-tuning", exact=True).click()
    app.page.locator(".table tr", has_text="rag <b>v2</b>").filter(has_text="Fine-tuning").first.wait_for()


def test_each_broken_file_has_its_own_sentence_and_the_good_one_is_read(app: Visitor) -> None:
    names = ["binary.csv", "shift_jis.csv", "cut_off.json", "renamed.eval", "all_nan.csv", "empty.csv"]
    app.open("evidence")
    app.upload(*[{"name": n, "mimeType": "text/plain", "buffer": (BROKEN / n).read_bytes()} for n in names], table())
    app.page.locator(".file.good", has_text="results.csv").wait_for()
    for name in names:
        sentence = app.page.locator(".file", has_text=name).locator("span").inner_text()
        assert sentence
        assert "Traceback" not in sentence
    app.page.locator(".js-plotly-plot").first.wait_for()
    assert "Traceback" not in app.page.locator("body").inner_text()


def test_columns_with_other_names_can_be_mapped(app: Visitor) -> None:
    app.open("evidence")
    app.upload(table("other.csv", TABLE.replace("variant,item,score,cost", "system,case,ok,usd")))
    app.page.locator(".file.bad", has_text="other.csv").wait_for()
    app.page.locator("[data-testid=stForm] [data-testid=stMultiSelect]", has_text="Scores").locator("input").click()
    app.page.get_by_role("option", name="ok", exact=True).click()
    app.page.keyboard.press("Escape")
    app.press("Read the file with these columns")
    app.page.locator(".file.good", has_text="other.csv").wait_for()
    app.page.locator(".js-plotly-plot").first.wait_for()


def test_results_reach_the_advise_page_and_the_answers_survive(app: Visitor) -> None:
    app.open("?scope=narrow&task=label")
    app.go_to("Evidence")
    app.upload(table())
    app.page.locator(".js-plotly-plot").first.wait_for()
    app.page.get_by_text("What this changes in the recommendation").wait_for()
    app.go_to("Advise")
    app.page.get_by_text("2 of 25 answered").first.wait_for()
    with app.page.expect_download() as loading:
        app.page.get_by_role("button", name="Report (JSON)").click()
    report = json.loads(Path(loading.value.path()).read_text())
    assert len(report["recommendation"]["evidence"]["variants"]) == 2
    assert report["recommendation"]["answers"]["scope"] == "narrow"
    assert report["decision"]["evals"][0]["sha256"] == hashlib.sha256(table()["buffer"]).hexdigest()


def test_every_case_can_be_found_and_says_when_nothing_was_compared(app: Visitor) -> None:
    app.open("cases")
    total = len(load_cases().cases)
    app.page.get_by_text(f"{total} of {total} cases").wait_for()
    app.page.get_by_label("Search").fill("Perplexity")
    app.page.get_by_label("Search").press("Enter")
    case = app.page.locator(".st-key-case_list [data-testid=stExpander]", has_text="Perplexity").first
    case.wait_for()
    case.locator("summary").click()
    case.get_by_text("Coded answers").wait_for()
    if "tried alone" in case.inner_text():
        assert "no evidence that it beats the others" in case.inner_text()


def test_rules_show_their_state_for_the_current_answers(app: Visitor) -> None:
    app.open("rules?format=peculiar&coverage=weak")
    app.page.get_by_role("button", name="Fires").click()
    app.page.locator("details.card.silent").first.wait_for(state="detached")
    assert app.page.locator("details.card.fires").count() > 0
    first = app.page.locator("details.card.fires").first
    first.locator("summary").click()
    assert "SOURCES" in first.inner_text()
    assert "checked 20" in first.inner_text()


def test_a_question_can_be_answered_from_the_keyboard(app: Visitor) -> None:
    app.open_all_questions()
    page: Page = app.page
    page.locator(".st-key-q_scope input").first.focus()
    page.keyboard.press("Space")
    page.get_by_text("1 of 25 answered").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.wait_for_url("**scope=several**")


def test_a_click_on_the_page_one_is_on_and_a_step_back_erase_no_answer(app: Visitor) -> None:
    app.open_all_questions()
    app.answer("scope", "One task")
    app.go_to("Advise")
    app.page.get_by_text("1 of 25 answered").first.wait_for()
    app.go_to("Rules")
    app.go_to("Rules")
    app.page.go_back()
    app.settle()
    app.go_to("Advise")
    app.page.get_by_text("1 of 25 answered").first.wait_for()
    app.page.wait_for_url("**scope=narrow**")
