"""The page that adds a case, without a browser: the order, what is refused, what is kept, the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from advisor.files.case_draft import Entries, with_entry
from advisor.files.case_file import draft_as_yaml, read_draft
from advisor.files.casebook import load_cases
from advisor.schema.cases import CODED
from advisor.ui.parts.new_case import NewCase

SHOP = read_draft(Path(__file__).parents[1] / "files/broken_cases/not_broken/a-shop.yaml")
COMPLETE: Entries = {**SHOP, "answers": {**dict.fromkeys(CODED, "unknown"), "task": "label"}}
BLIND: Entries = {key: COMPLETE[key] for key in ("title", "org", "year", "sector", "source", "setting", "answers")}


def _page() -> None:
    from advisor.ui.pages.add_case import add_case
    from advisor.ui.parts.guard import guarded
    from advisor.ui.parts.markup import show_notice
    from advisor.ui.parts.visit import this_visit

    if this_visit().notice:
        show_notice(this_visit().notice or "")
    guarded(add_case)()


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_function(_page, default_timeout=30)


def html(app: AppTest) -> str:
    return "".join(str(element.proto.body) for element in app.get("html"))


def entries(app: AppTest) -> Entries:
    case: NewCase = app.session_state["new_case"]
    return case.entries


def begin(app: AppTest, given: Entries, step: str) -> None:
    app.session_state["new_case"] = NewCase(given, step)
    app.run()
    assert not app.exception


def test_a_first_visit_begins_with_the_source_and_the_outcome_is_closed(app: AppTest) -> None:
    app.run()
    assert not app.exception
    assert [field.label for field in app.text_input][:2] == ["Title of the page or paper", "Its web address"]
    closed = [button.label for button in app.button if button.disabled]
    assert closed == ["8 What was tried", "9 Outcome", "10 File"]
    assert "Source (6), Setting (2), Domain (5)" in html(app)


def test_what_is_wrong_is_told_beside_its_field_and_kept(app: AppTest) -> None:
    app.run()
    app.text_input(key="new_source.url").set_value("shop.example").run()
    says = (
        "<code>shop.example</code> is not written as <code>url</code> must be: write a web address that begins with "
        "<code>https://</code>."
    )
    assert f'<p class="mend" role="alert">{says}</p>' in html(app)
    assert app.text_input(key="new_source.url").value == "shop.example"
    app.text_input(key="new_source.url").set_value("https://shop.example").run()
    assert "mend" not in html(app)


def test_what_was_entered_is_there_again_after_other_steps(app: AppTest) -> None:
    app.run()
    app.text_input(key="new_source.title").set_value("A <b>page</b>").run()
    app.text_input(key="new_year").set_value("soon").run()
    app.button(key="step_next").click().run()
    app.text_area(key="new_setting").set_value("A shop sorts.").run()
    assert "3 words; 80 to 200 are asked for." in html(app)
    app.button(key="step_back").click().run()
    assert app.text_input(key="new_source.title").value == "A <b>page</b>"
    assert app.text_input(key="new_year").value == "soon"
    assert "<b>page</b>" not in html(app)


def test_a_field_that_is_emptied_is_open_again(app: AppTest) -> None:
    begin(app, COMPLETE, "source")
    app.text_input(key="new_org").set_value(" ").run()
    assert "org" not in entries(app)
    assert "Source (1)." in html(app)


def test_the_setting_is_in_sight_while_it_is_coded(app: AppTest) -> None:
    begin(app, {"setting": "A shop sorts <its> mail."}, "domain")
    assert html(app).count("A shop sorts &lt;its&gt; mail.") == 2
    app.radio(key="new_answers.scope").set_value("unknown").run()
    assert entries(app)["answers"] == {"scope": "unknown"}


def test_the_outcome_opens_when_the_last_question_is_answered(app: AppTest) -> None:
    begin(app, with_entry(BLIND, ("answers", "model"), "unheard"), "practice")
    assert app.button(key="step_next").disabled
    assert "opens when the setting is written and all its questions are answered" in html(app)
    app.radio(key="new_answers.model").set_value("mid").run()
    assert not app.button(key="step_next").disabled
    app.button(key="step_next").click().run()
    assert "<h2>What was tried</h2>" in html(app)


def test_systems_and_figures_are_added_and_taken_out(app: AppTest) -> None:
    begin(app, BLIND, "approaches")
    app.button(key="new_system").click().run()
    app.button(key="new_system").click().run()
    app.text_input(key="new_approaches.0.label").set_value("First").run()
    app.text_input(key="new_approaches.1.label").set_value("Second").run()
    app.button(key="new_figure_1").click().run()
    app.text_input(key="new_approaches.1.metrics.0.value").set_value("0,8").run()
    assert "<code>0,8</code> is not a number; write <code>value</code> with digits and a point, such as 0.61." in html(
        app
    )
    app.button(key="drop_system_0").click().run()
    assert app.text_input(key="new_approaches.0.label@1").value == "Second"
    assert app.text_input(key="new_approaches.0.metrics.0.value@1").value == "0,8"
    app.button(key="drop_figure_0_0").click().run()
    assert entries(app)["approaches"] == [{"base_model": "not stated", "metrics": [], "label": "Second"}]
    assert "mend" not in html(app)


def test_a_system_that_was_only_begun_is_open_and_the_page_says_where(app: AppTest) -> None:
    begun = with_entry(COMPLETE, ("approaches", len(COMPLETE["approaches"])), {"base_model": "4B", "metrics": [{}]})
    begin(app, begun, "file")
    assert "What was tried (4)." in html(app)
    assert app.button(key="step_approaches").label == "8 What was tried · :small[4 open]"
    assert "went wrong" not in html(app)


def test_a_best_that_was_not_tried_is_told_at_once(app: AppTest) -> None:
    begin(app, COMPLETE, "outcome")
    app.button_group(key="new_best").set_value("rag").run()
    assert entries(app)["best"] == "rag"
    assert "<code>rag</code> is not among the approaches tried" in html(app)
    assert "<code>rag</code> is the best but not in <code>acceptable</code>; add it." in html(app)


def test_the_id_is_proposed_and_one_that_is_taken_is_told(app: AppTest) -> None:
    begin(app, {key: value for key, value in COMPLETE.items() if key != "id"}, "file")
    assert app.text_input(key="new_id").value == "a-shop-sorting-messages-to"
    assert app.button(key="step_file").label == "10 File ✓"
    assert "Nothing is open and nothing is wrong." in html(app)
    app.text_input(key="new_id").set_value("honeycomb-query-assistant").run()
    assert "<code>honeycomb-query-assistant</code> is already the id of another case; choose another." in html(app)


def test_a_complete_case_is_shown_as_its_file_and_offered(app: AppTest) -> None:
    begin(app, COMPLETE, "file")
    assert "Nothing is open and nothing is wrong." in html(app)
    (code,) = app.code
    assert code.value.startswith("id: a-shop\ntitle: Sorting messages to a shop\n")
    assert [each.proto.label for each in app.get("download_button")] == ["Download a-shop.yaml", "Keep a draft"]


def test_a_case_that_is_there_already_is_told(app: AppTest) -> None:
    case = load_cases().cases[0]
    shipped = read_draft(Path(__file__).parents[2] / f"case_studies/{case.id}.yaml")
    begin(app, {**shipped, "id": "twin"}, "setting")
    assert f"this <code>setting</code> stands in <code>{case.id}</code> too" in html(app)


def test_another_case_begins_only_when_that_is_asked_for_twice(app: AppTest) -> None:
    begin(app, COMPLETE, "file")
    app.button(key="begin_case").click().run()
    assert entries(app) == {}
    assert app.text_input(key="new_source.title@1").value == ""


def test_a_draft_is_gone_on_with(app: AppTest) -> None:
    app.run()
    file = ("a.draft", draft_as_yaml({**BLIND, "best": "lora"}).encode(), "application/yaml")
    app.get("file_uploader")[0].upload(*file).run()
    assert entries(app) == {**BLIND, "best": "lora"}
    assert app.text_input(key="new_org@1").value == "A shop"
    app.button(key="step_outcome").click().run()
    assert not app.exception
    assert "<code>lora</code> is not a value of <code>best</code>." in html(app)


def test_what_is_no_draft_is_told_and_what_was_entered_stays(app: AppTest) -> None:
    begin(app, BLIND, "source")
    app.get("file_uploader")[0].upload("a.draft", b"\xff", "application/yaml").run()
    assert "a.draft: this is not UTF-8 text; save it as UTF-8." in html(app)
    assert entries(app) == BLIND
