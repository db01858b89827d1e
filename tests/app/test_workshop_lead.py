"""The start page and the facilitator's page, without a browser: what is set up, shown, refused and recorded."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from app_workshop import database_away, html, opened_page, opened_store
from store.people import QUESTIONS, Room, room
from streamlit.testing.v1 import AppTest

from advisor.schema.workshop import StopRule
from advisor.store.workshops import Workshops
from advisor.ui.parts.results import load
from advisor.ui.parts.visit import Visit

ASKED = ("task", "failure", "gap", "finding", "tuning_route")
JOB = {"given": "a question", "produces": "a query"}
Ways = list[tuple[str, str | None]]


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workshops]:
    yield from opened_store(tmp_path, monkeypatch)


@pytest.fixture
def here(store: Workshops) -> Room:
    return room(store, names=("Ana", "Ben", "<i>Cem</i>"), questions=ASKED, job=JOB, title="Query *assistant*")


@pytest.fixture(autouse=True)
def went(monkeypatch: pytest.MonkeyPatch) -> Ways:
    """Where the pages lead to."""
    ways: Ways = []
    for page in ("workshop", "workshop_lead"):
        monkeypatch.setattr(f"advisor.ui.pages.{page}.go", lambda path, key=None: ways.append((path, key)))
    return ways


def lead(here: Room) -> AppTest:
    return opened_page("workshop_lead", here.keys.facilitator)


def option(question: str, place: int) -> str:
    options = QUESTIONS[question].options
    return options[place % len(options)].id


def disagree(here: Room) -> None:
    """All give one task, three reasons to talk; nobody knows the last question."""
    for place in range(len(here.seats)):
        here.answer(place, option("task", 0), "task", reason="")
        for question in ASKED[1:4]:
            chosen = option(question, 0 if place < 2 else 2)
            here.answer(place, chosen, question, reason=f"I *saw* {question}" if place == 2 else "")
        here.answer(place, "unknown", ASKED[4])


def revealed(here: Room) -> AppTest:
    disagree(here)
    here.store.reveal(here.facilitator, 1)
    return lead(here)


def labels(app: AppTest) -> list[str]:
    return [each.label for each in app.button]


def test_what_is_missing_is_said_and_what_was_entered_stays(store: Workshops, went: Ways) -> None:
    app = opened_page("workshop")
    app.text_input(key="setup_given").set_value("a question")
    app.number_input(key="setup_rounds").set_value(2)
    app.button(key="setup").click().run()
    assert (
        "<code>Title</code> and <code>it produces</code> are empty; fill in what is missing, so that all answer for "
        "one job."
    ) in html(app)
    assert (app.text_input(key="setup_given").value, app.number_input(key="setup_rounds").value) == ("a question", 2)
    assert went == []


def test_a_workshop_is_set_up_as_the_form_says_and_the_facilitators_page_opens(store: Workshops, went: Ways) -> None:
    app = opened_page("workshop")
    for key, text in (("title", " Query  assistant "), ("given", "a question"), ("produces", "a query")):
        app.text_input(key=f"setup_{key}").set_value(text)
    app.radio(key="setup_named").set_value("anonymous").run()
    assert "no name is asked or kept" in html(app)
    app.number_input(key="setup_agreement").set_value(80)
    app.button(key="setup").click().run()
    [(path, key)] = went
    brief = store.view(store.as_facilitator(key or "")).brief
    assert path == "workshop-lead"
    assert (brief.title, brief.named, len(brief.questions)) == ("Query assistant", False, 8)
    assert brief.stop == StopRule(agreement=0.8, most_rounds=3)


def test_questions_are_ticked_one_by_one_and_kept_in_the_order_of_the_questionnaire(
    store: Workshops, went: Ways
) -> None:
    app = opened_page("workshop")
    app.segmented_control(key="setup_which").set_value("My own choice").run()
    for each in QUESTIONS:
        app.checkbox(key=f"setup_ask_{each}").set_value(each in ("freshness", "task"))
    for key in ("title", "given", "produces"):
        app.text_input(key=f"setup_{key}").set_value("x")
    app.run()
    assert app.button(key="setup").label == "Set up with 2 questions"
    app.button(key="setup").click().run()
    assert store.view(store.as_facilitator(went[0][1] or "")).brief.questions == ("task", "freshness")


def test_a_code_leads_to_the_page_where_one_joins_and_a_wrong_one_is_said(here: Room, went: Ways) -> None:
    app = opened_page("workshop")
    app.text_input(key="join_code").set_value("AAAAAA")
    app.button(key="join_with_code").click().run()
    assert "This link or code leads nowhere" in html(app)
    app.text_input(key="join_code").set_value(f" {here.keys.code.lower()} ")
    app.button(key="join_with_code").click().run()
    assert went == [("workshop-join", None)]


def test_practice_is_a_workshop_of_its_own(store: Workshops, went: Ways) -> None:
    app = opened_page("workshop")
    first = next(each for each in app.button if (each.key or "").startswith("practise_"))
    first.click().run()
    view = store.view(store.as_facilitator(went[0][1] or ""))
    assert first.key == f"practise_{view.brief.practice}"


def test_who_has_to_sign_in_before_leading_is_offered_nothing_before(
    store: Workshops, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ADVISOR_SIGN_IN", "facilitators")
    app = opened_page("workshop")
    assert labels(app) == ["Join"]
    monkeypatch.setattr("advisor.ui.pages.workshop.require_sign_in", lambda who: False)
    app = opened_page("workshop")
    assert [each.key for each in app.button if (each.key or "").startswith(("setup", "practise"))] == []


def test_ones_own_link_stands_in_full_until_somebody_has_joined(store: Workshops) -> None:
    here = room(store, names=())
    app = lead(here)
    assert "<b>This link is yours alone: keep it.</b>" in html(app)
    assert "Nobody has joined yet" in html(app)
    assert here.keys.code in html(app)
    assert app.button(key="reveal").disabled
    here.store.join(here.guest, "k" * 22, name="Ana")
    app.run()
    assert "keep it.</b>" not in html(app)
    assert [each.value.endswith(f"key={here.keys.facilitator}") for each in app.code] == [False, True]


def test_who_has_finished_is_said_by_name_and_the_reveal_asks_where_some_have_not(here: Room) -> None:
    disagree(here)
    here.store.finish(here.seats[2], 1)
    app = lead(here)
    assert "1 of 3 have finished" in html(app)
    assert (
        '<p class="small">Finished</p><ul class="names"><li>&lt;i&gt;Cem&lt;/i&gt;</li></ul>'
        '<p class="small">Still answering</p><ul class="names"><li>Ana</li><li>Ben</li></ul>'
    ) in html(app)
    assert app.button(key="reveal").disabled
    assert app.checkbox(key="lead_sure").label == "Reveal although 2 have not finished"
    app.checkbox(key="lead_sure").check().run()
    app.button(key="reveal").click().run()
    assert here.store.view(here.facilitator).phase == "revealed"
    assert "Whichever of you is right, the answer stays prompting: your disagreements do not change it." in html(app)


def test_a_second_reveal_and_a_record_of_what_has_changed_are_refused_in_words(here: Room) -> None:
    disagree(here)
    for seat in here.seats:
        here.store.finish(seat, 1)
    app = lead(here)
    here.store.reveal(here.facilitator, 1)
    app.button(key="reveal").click().run()
    assert "Round 1 had been revealed already." in html(app)
    app.checkbox(key="close_sure").check().run()
    here.store.agree(here.facilitator, QUESTIONS["task"], option("task", 0))
    app.button(key="close").click().run()
    assert "Something changed meanwhile, so the decision was not recorded; look at it, and record it again." in html(
        app
    )
    assert "Agreed answers" in html(app)


def test_reasons_stand_with_names_as_text(here: Room) -> None:
    app = revealed(here)
    assert "“I *saw* failure” <b>&lt;i&gt;Cem&lt;/i&gt;</b>" in html(app)
    assert "<i>Cem</i>" not in html(app)


def test_an_anonymous_workshop_counts_and_names_nobody(store: Workshops) -> None:
    here = room(store, names=("", "", ""), questions=ASKED, named=False)
    assert 'class="names"' not in html(lead(here))
    app = revealed(here)
    assert '<ul class="said"><li>“I *saw* failure”</li></ul>' in html(app)
    assert "<summary>Who</summary>" not in html(app)
    assert [each.key for each in app.button if (each.key or "").startswith("remove_")] == []


def test_a_reason_for_not_knowing_stands_where_nobody_knows(here: Room) -> None:
    here.answer(0, "unknown", "tuning_route", reason="Ask legal")
    here.store.reveal(here.facilitator, 1)
    assert "“Ask legal” <b>Ana</b> (don’t know)" in html(lead(here))


def test_another_round_asks_what_decides_unless_others_are_ticked(here: Room) -> None:
    app = revealed(here)
    ticked = {each.key: each.value for each in app.checkbox if (each.key or "").startswith("again_")}
    assert ticked == {f"again_1_{each}": each == "gap" for each in ASKED}
    app.checkbox(key="again_1_failure").check()
    app.checkbox(key="again_1_tuning_route").check().run()
    app.button(key="vote_again").click().run()
    assert here.store.view(here.facilitator).round.questions == ("failure", "gap", "tuning_route")
    assert (
        "Round 2" in app.button(key="reveal").label.capitalize() or app.button(key="reveal").label == "Reveal round 2"
    )


def test_answers_are_recorded_in_one_click_or_one_by_one_and_taken_back(here: Room) -> None:
    app = revealed(here)
    app.button(key="agree_plain").click().run()
    agreed = {each.question: each.option for each in here.store.view(here.facilitator).agreed}
    assert agreed == {"task": option("task", 0)}
    assert "agree_plain" not in [each.key for each in app.button]
    app.selectbox(key="agree_on_1").set_value("gap").run()
    app.radio(key="agree_gap").set_value("far").run()
    app.text_input(key="note_gap").set_value("After *ten* failures")
    app.button(key="agree").click().run()
    assert '<p class="small">After *ten* failures</p>' in html(app)
    app.selectbox(key="agree_on_2").set_value("gap").run()
    assert (app.radio(key="agree_gap").value, app.text_input(key="note_gap").value) == ("far", "After *ten* failures")
    app.button(key="disagree").click().run()
    assert [each.question for each in here.store.view(here.facilitator).agreed] == ["task"]


def test_homework_has_an_owner_and_can_be_taken_back(here: Room) -> None:
    for place in range(3):
        here.answer(place, "unknown", "failure")
        here.answer(place, option("task", 0), "task")
    here.store.reveal(here.facilitator, 1)
    app = lead(here)
    app.button(key="assign_failure").click().run()
    assert "<code>owner</code> is empty; write who finds out." in html(app)
    app.text_input(key="owner_failure").set_value("Dan")
    app.button(key="assign_failure").click().run()
    [given] = here.store.view(here.facilitator).homework
    assert (given.question, given.owner) == ("failure", "Dan")
    app.button(key="unassign_failure").click().run()
    assert here.store.view(here.facilitator).homework == ()


def test_the_decision_is_recorded_and_looked_at_again_with_what_it_was_about(here: Room, went: Ways) -> None:
    app = revealed(here)
    assert app.button(key="close").disabled
    app.checkbox(key="close_sure").check().run()
    app.button(key="close").click().run()
    view = here.store.view(here.facilitator)
    assert view.phase == "closed"
    assert [each.key for each in app.get("download_button")] == ["record_html", "record_md", "record_json"]
    app.button(key="look_again").click().run()
    assert went == [("workshop", None)]
    app.session_state["page"] = "workshop"
    app.run()
    assert "Looks again at “Query *assistant*”" in html(app)
    assert app.text_input(key="setup_title").value == "Query *assistant*, again"
    app.button(key="setup").click().run()
    again = here.store.view(here.store.as_facilitator(went[-1][1] or ""))
    assert (again.brief.questions, again.brief.job, again.previous) == (ASKED, view.brief.job, view.record)
    app.run()
    assert "Looks again at" not in html(app)


def test_an_earlier_decision_is_loaded_from_its_file_and_any_other_file_is_refused(here: Room, went: Ways) -> None:
    app = revealed(here)
    app.checkbox(key="close_sure").check().run()
    app.button(key="close").click().run()
    record = here.store.view(here.facilitator).record or ""
    app = opened_page("workshop")
    app.file_uploader(key="setup_record").upload("other.json", b"{}", "application/json").run()
    assert "This is no decision record; choose the JSON file that a finished workshop offers." in html(app)
    app.file_uploader(key="setup_record").upload("record.json", record.encode(), "application/json").run()
    assert app.text_input(key="setup_produces").value == "a query"
    app.button(key="setup_forget").click().run()
    assert "Looks again at" not in html(app)
    assert app.text_input(key="setup_produces").value == "a query"


def test_a_workshop_is_deleted_for_good_once_its_title_is_typed(here: Room, went: Ways) -> None:
    app = lead(here)
    app.text_input(key="lead_delete_title").set_value("Query assistant")
    app.button(key="lead_delete").click().run()
    assert (
        "What you typed is not the title, so nothing was deleted; type the title as it stands on top of this page."
    ) in html(app)
    app.text_input(key="lead_delete_title").set_value(" Query  *assistant* ")
    app.button(key="lead_delete").click().run()
    assert went == [("workshop", None)]
    app.session_state["page"] = "workshop"
    app.run()
    assert "The workshop was deleted for good." in html(app)
    assert "This link or code leads nowhere" in html(lead(here))


def test_somebody_who_joined_by_mistake_is_removed_before_the_first_reveal_only(here: Room) -> None:
    disagree(here)
    app = lead(here)
    [cem] = [each.number for each in here.store.view(here.facilitator).people if each.name == "<i>Cem</i>"]
    assert app.button(key=f"remove_{cem}").label == r"Remove \<i\>Cem\</i\>"
    app.button(key=f"remove_{cem}").click().run()
    assert here.store.view(here.facilitator).joined == 2
    here.store.reveal(here.facilitator, 1)
    assert [each for each in labels(lead(here)) if each.startswith("Remove")] == []


def test_a_screen_is_opened_by_a_code_or_in_this_tab(here: Room, went: Ways) -> None:
    app = lead(here)
    app.button(key="lead_screen_code").click().run()
    code = html(app).split('<p class="code">')[-1].split("</p>")[0]
    assert here.store.by_screen_code(code, "there").seat == "screen"
    other = room(here.store)
    app.query_params["key"] = other.keys.facilitator
    app.run().run()
    assert code not in html(app)
    app.button(key="lead_screen_here").click().run()
    assert went == [("workshop-screen", None)]


def test_sheets_that_were_typed_in_are_added_with_their_answers(here: Room) -> None:
    app = lead(here)
    table = f"name,task,failure\nDan,1,?\nEva,{option('task', 1)},2\n".encode()
    app.file_uploader(key="lead_upload_0").upload("answers.csv", table, "text/csv").run()
    assert "2 people were added from the table." in html(app)
    view = here.store.view(here.facilitator)
    assert (view.joined, view.finished) == (5, 2)
    app.file_uploader(key="lead_upload_1").upload("answers.csv", table, "text/csv").run()
    assert "These sheets were taken in before, so nobody was added." in html(app)


def test_results_loaded_on_the_page_evidence_are_attached_and_seen_after_the_reveal(here: Room) -> None:
    rows = [
        {"variant": variant, "item": f"secret {place}", "score": int(mark), "input": "a secret"}
        for variant, marks in {"prompt v1": "10100" * 20, "rag": "11110" * 20}.items()
        for place, mark in enumerate(marks)
    ]
    app = lead(here)
    assert "attach" not in [each.key for each in app.button]
    data = "\n".join(json.dumps(row) for row in rows).encode()
    app.session_state["visit"] = Visit(files=(load("results.jsonl", data),))
    app.run()
    app.button(key="attach").click().run()
    assert '<p class="job">Attached.' in html(app)
    assert "`" not in html(app)
    assert here.store.evidence(here.seats[0]) is None
    attached = here.store.evidence(here.facilitator)
    assert attached is not None
    assert "secret" not in attached.model_dump_json()
    disagree(here)
    here.store.reveal(here.facilitator, 1)
    assert here.store.evidence(here.seats[0]) is not None
    app.run()
    app.button(key="detach").click().run()
    assert here.store.view(here.facilitator).has_evidence is False


def test_while_the_database_is_away_the_page_stays_with_what_is_typed(
    here: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = revealed(here)
    app.text_input(key="note_gap").set_value("half a sentence")
    with database_away(monkeypatch):
        app.button(key="agree_plain").click().run()
        assert "The database does not answer." in html(app)
        assert app.text_input(key="note_gap").value == "half a sentence"
        assert "It is asked again every two seconds" in html(lead(here))
    app.button(key="agree_plain").click().run()
    assert [each.question for each in here.store.view(here.facilitator).agreed] == ["task"]


@pytest.mark.parametrize("key", ["", "x" * 22])
def test_without_the_right_link_the_page_shows_the_way_to_the_start_alone(here: Room, key: str) -> None:
    app = opened_page("workshop_lead", key or None)
    assert labels(app) == []
    assert "facilitator" in html(app)


def test_the_workshop_that_is_led_in_this_tab_is_one_click_away_from_the_start_and_from_evidence(
    here: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    led: list[str] = []
    monkeypatch.setattr("advisor.ui.parts.workshop_paths.way_to", lambda path: path)
    monkeypatch.setattr("advisor.ui.parts.workshop_paths.st.page_link", lambda page, label: led.append(label))
    app = opened_page("workshop")
    assert led == []
    app.session_state["page"], app.query_params["key"] = "workshop_lead", here.keys.facilitator
    app.run()
    del app.query_params["key"]
    for page in ("workshop", "evidence"):
        app.session_state["page"] = page
        app.run()
    assert led == ["Back to the workshop that you lead"] * 2
    app.session_state["page"] = "workshop_lead"
    app.run()
    assert "Query *assistant*" in html(app)


def test_where_numbers_tell_who_answered_what_the_facilitator_is_told(store: Workshops) -> None:
    told = "the numbers tell who answered what, although nobody is named."
    few = room(store, names=("",), questions=ASKED, named=False)
    assert f"With 1 person {told} Let at least three join before the reveal." in html(lead(few))
    few.store.join(few.guest, "k" * 22)
    few.answer(0, option("task", 0), "task")
    few.store.reveal(few.facilitator, 1)
    assert f'<p class="small">With 2 people {told}</p>' in html(lead(few))
    for others in ({"names": ("", "", ""), "named": False}, {"names": ("Ana",)}):
        assert told not in html(lead(room(store, questions=ASKED, **others)))  # type: ignore[arg-type]


def test_an_address_in_capitals_leads_to_the_first_page_and_its_key_is_repeated_nowhere() -> None:
    def first_page() -> None:
        import streamlit as st

        from advisor.ui.parts.books import rule_book
        from advisor.ui.parts.link import read_link, write_link
        from advisor.ui.parts.visit import this_visit

        read_link(rule_book().questions)
        st.text(this_visit().notice)
        write_link()

    app = AppTest.from_function(first_page)
    app.query_params["key"], app.query_params["taks"] = "s" * 22, "code"
    app.run()
    assert app.text[0].value == (
        "The link names a question or an option that does not exist (“taks=code”); no answer was left."
    )
    assert "key" not in app.query_params


def test_methods_are_named_under_how_computed_alone(here: Room) -> None:
    names = re.compile("Banzhaf|Delphi|Fleiss|Gwet|Diamond|percent agreement")
    page = html(revealed(here))
    fold = re.search("<details[^>]*><summary>How computed</summary>.*?</details>", page)
    assert fold is not None
    assert "Banzhaf" in fold[0]
    assert names.findall(page.replace(fold[0], "")) == []
    # publications are called what they are called
    assert names.findall(re.sub("<a .*?</a>|<li>[^<]*: <a .*?</li>", "", html(opened_page("workshop")))) == []
