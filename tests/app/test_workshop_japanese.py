"""A workshop in Japanese, and in two languages at once: what is said is in one's own, what was typed stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from app_workshop import html, opened_page, opened_store, words_on
from store.people import QUESTIONS, Room, room
from streamlit.testing.v1 import AppTest
from workshop.japanese import english_in

from advisor.files.casebook import load_cases
from advisor.files.decision_record import read_record
from advisor.files.practice import load_practice
from advisor.report.record_faces import record_as_markdown
from advisor.store.workshops import Workshops
from advisor.ui.parts.workshop_record import record_in

EXERCISE = load_practice(load_cases())[2].exercise
IN_JAPANESE = load_practice(load_cases(), lang="ja")[2].exercise
NAMES = ("Ana Lee", "花子", "Ben")
REASON = "I have seen this often"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workshops]:
    yield from opened_store(tmp_path, monkeypatch)


@pytest.fixture
def here(store: Workshops) -> Room:
    """A practice workshop that was begun in English."""
    return room(store, names=NAMES, **EXERCISE.brief.model_dump())


def answer_all(here: Room) -> None:
    """On some questions they differ, one nobody knows."""
    for i, id in enumerate(EXERCISE.questions):
        for place in range(3):
            options = QUESTIONS[id].options
            option = "unknown" if i == 7 else options[0 if place < 2 or i < 3 else -1].id
            here.answer(place, option, id, reason=REASON if place == 1 else "")


def english_on(app: AppTest) -> list[str]:
    assert "まで" in words_on(app) or "です" in words_on(app) or "ます" in words_on(app)
    return english_in(words_on(app), *NAMES, REASON, "Dan Becker", "Hamel Husain")


def test_no_page_of_a_workshop_leaves_an_english_sentence(here: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "advisor.ui.pages.workshop_screen.opened_screen", lambda: here.store.as_screen(here.facilitator)
    )
    seen = {
        "start": opened_page("workshop", lang="ja"),
        "join": opened_page("workshop_join", here.keys.join, "ja"),
        "seat": opened_page("workshop_seat", here.seat_keys[1], "ja"),
        "lead": opened_page("workshop_lead", here.keys.facilitator, "ja"),
        "screen": opened_page("workshop_screen", lang="ja"),
    }
    answer_all(here)
    here.store.reveal(here.facilitator, 1)
    here.store.agree(here.facilitator, QUESTIONS[EXERCISE.questions[0]], QUESTIONS[EXERCISE.questions[0]].options[0].id)
    for page in ("seat", "lead", "screen"):
        seen[f"{page} after the reveal"] = seen[page].run()
    found = {page: english_on(app) for page, app in seen.items() if english_on(app)}
    assert found == {}


def test_one_workshop_is_read_in_two_languages_at_once(here: Room) -> None:
    pages = {lang: opened_page("workshop_seat", here.seat_keys[0], lang) for lang in ("en", "ja", "en", "ja")}
    for lang, exercise, done in (("en", EXERCISE, "0 of 8 answered"), ("ja", IN_JAPANESE, "8問中0問に回答済み")):
        assert f"<h1>{exercise.title}</h1>" in html(pages[lang])
        assert exercise.context in html(pages[lang])
        assert done in html(pages[lang])


def test_what_was_typed_stands_as_typed(store: Workshops) -> None:
    here = room(
        store, title="Query assistant", job={"given": "a question", "produces": "a query"}, context="It is old."
    )
    page = html(opened_page("workshop_join", here.keys.join, "ja"))
    assert "<h1>Query assistant</h1>" in page
    assert '<p class="context">It is old.</p>' in page


def test_answers_outlast_a_change_of_the_language(here: Room) -> None:
    app = opened_page("workshop_seat", here.seat_keys[0])
    question = QUESTIONS[EXERCISE.questions[0]]
    app.radio(key=f"seat_1_{question.id}").set_value(question.options[1].id).run()
    app.text_input(key=f"why_1_{question.id}").set_value(REASON).run()
    app.session_state["spoken"] = "ja"
    app.run()
    assert app.radio(key=f"seat_1_{question.id}").value == question.options[1].id
    assert app.text_input(key=f"why_1_{question.id}").value == REASON
    assert "8問中1問に回答済み" in html(app)
    assert app.query_params["lang"] == "ja"


def test_a_form_that_is_half_filled_in_outlasts_a_change_of_the_language(store: Workshops) -> None:
    app = opened_page("workshop")
    app.text_input(key="setup_title").set_value("Query assistant")
    app.radio(key="setup_named").set_value("anonymous")
    app.segmented_control(key="setup_which").set_value("Full").run()
    app.session_state["spoken"] = "ja"
    app.run()
    assert "名前は尋ねず" in html(app)
    assert "全25問" in html(app)
    assert app.text_input(key="setup_title").value == "Query assistant"
    assert app.button(key="setup").label == "25個の質問で設定"


def test_a_record_that_was_written_in_english_is_had_in_japanese_and_says_the_same(here: Room) -> None:
    answer_all(here)
    here.store.reveal(here.facilitator, 1)
    here.store.agree(here.facilitator, QUESTIONS["failure"], "form", "after a look at ten")
    here.store.dissent(here.seats[2], "failure", "Half of it is taste", by_name=True)
    lead = opened_page("workshop_lead", here.keys.facilitator)
    lead.checkbox(key="close_sure").check().run()
    lead.button(key="close").click().run()
    view = here.store.view(here.seats[0])
    kept = read_record(view.record or "")
    told = record_in("ja", kept, view, None)
    assert (kept.lang, told.lang, kept.title, told.title) == ("en", "ja", EXERCISE.title, IN_JAPANESE.title)
    same = ("approach", "standing", "people", "names", "alone", "decided_on", "rules_fingerprint")
    assert told.model_dump(include={*same}) == kept.model_dump(include={*same})
    assert [(each.question, each.option, each.counts) for each in told.answers] == [
        (each.question, each.option, each.counts) for each in kept.answers
    ]
    assert "after a look at ten" in record_as_markdown(told)
    seat = opened_page("workshop_seat", here.seat_keys[1], "ja")
    assert [each.value for each in seat.get("button_group")] == ["ja"]
    old = kept.model_copy(update={"rules_fingerprint": "of before"})
    assert record_in("ja", old, view, None) == old
