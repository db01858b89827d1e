"""Joining, a seat and the screen, without a browser: what is shown, saved, and kept while the database is away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from app_workshop import database_away, html, opened_page, opened_store
from store.people import QUESTIONS, Room, room
from streamlit.testing.v1 import AppTest

from advisor.store.workshops import Workshops

ASKED = ("task", "failure", "style", "freshness")
JOB = {"given": "a question", "produces": "a query"}


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workshops]:
    yield from opened_store(tmp_path, monkeypatch)


@pytest.fixture
def here(store: Workshops) -> Room:
    return room(store, questions=ASKED, job=JOB)


@pytest.fixture
def went(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str | None]]:
    """Where the join page leads to."""
    ways: list[tuple[str, str | None]] = []
    monkeypatch.setattr("advisor.ui.pages.workshop_join.go", lambda path, key=None: ways.append((path, key)))
    return ways


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch) -> Callable[[], Any]:
    """The database does not answer for as long as the block lasts."""

    return lambda: database_away(monkeypatch)


def opened(page: str, key: str | None = None) -> AppTest:
    return opened_page(f"workshop_{page}", key)


def seat(here: Room, place: int = 0) -> AppTest:
    return opened("seat", here.seat_keys[place])


def joining(here: Room, name: str) -> AppTest:
    app = opened("join", here.keys.join)
    app.text_input(key="join_name").set_value(name)
    return app.button(key="join").click().run()


def test_who_joins_gets_an_own_link_and_comes_back_to_the_seat_in_this_tab(
    here: Room, went: list[tuple[str, str | None]]
) -> None:
    app = joining(here, "  Dan ")
    [(path, key)] = went
    assert (path, here.store.view(here.store.as_participant(key or "")).me.name) == ("workshop-seat", "Dan")  # type: ignore[union-attr]
    app.run()
    assert went[0] == went[1]
    assert here.store.view(here.facilitator).joined == 4


def test_the_job_put_differently_and_roles_are_kept(here: Room, went: list[tuple[str, str | None]]) -> None:
    app = opened("join", here.keys.join)
    app.radio(key="join_same").set_value("I would put it differently").run()
    app.text_area(key="join_sentence").set_value("It explains a query.")
    app.text_input(key="join_name").set_value("Dan")
    app.button_group(key="join_roles").set_value(["legal"])
    app.button(key="join").click().run()
    me = here.store.view(here.store.as_participant(went[0][1] or "")).me
    assert me is not None
    assert (me.own_sentence, me.roles) == ("It explains a query.", ("legal",))


def test_a_taken_name_is_said_and_what_was_typed_stays(here: Room, went: list[tuple[str, str | None]]) -> None:
    app = joining(here, "ana")
    assert (
        "<code>ana</code> has joined already; if that is you, go back to your own link, else add a letter to your name."
    ) in html(app)
    assert app.text_input(key="join_name").value == "ana"
    assert went == []
    app.run()
    assert "has joined already" not in html(app)


def test_who_joins_while_the_database_is_away_joins_once_when_it_is_back(
    here: Room, went: list[tuple[str, str | None]], away: Callable[[], Any]
) -> None:
    app = opened("join", here.keys.join)
    app.text_input(key="join_name").set_value("Dan")
    with away():
        app.button(key="join").click().run()
        assert (
            "You have not joined yet. The database does not answer. It is asked again every two seconds; leave this "
            "page open."
        ) in html(app)
        app.run()
        assert app.text_input(key="join_name").value == "Dan"
    assert went == []
    app.run()
    assert [path for path, _ in went] == ["workshop-seat"]
    assert here.store.view(here.facilitator).joined == 4


def test_nobody_joins_a_closed_workshop(here: Room) -> None:
    here.answer(0, "live")
    here.store.reveal(here.facilitator, 1)
    here.store.close(here.facilitator, "{}", here.store.version(here.facilitator))
    app = opened("join", here.keys.join)
    assert "This workshop is closed, so nobody can join any more." in html(app)
    assert len(app.button) == 0


def test_own_roles_come_first_and_every_answer_is_saved_at_once(store: Workshops) -> None:
    here = room(store, questions=ASKED)
    key = "k" * 22
    me = store.join(here.guest, key, name="Dan", roles=["domain"])
    app = opened("seat", key)
    known = [bool(set(QUESTIONS[each.key.split("_")[-1]].known_by) & {"domain"}) for each in app.radio]
    assert known == sorted(known, reverse=True)
    assert known[0]
    assert "0 of 4 answered" in html(app)
    app.radio(key="seat_1_freshness").set_value("live").run()
    app.text_input(key="why_1_freshness").set_value("Prices *move*").run()
    app.radio(key="seat_1_task").set_value("unknown").run()
    own = [(each.question, each.option, each.reason) for each in store.view(me).own]
    assert own == [("freshness", "live", "Prices *move*"), ("task", "unknown", "")]
    assert "2 of 4 answered" in html(app)
    assert html(app).count('<p class="saved">Saved</p>') == 2


def test_finished_can_be_taken_back_until_the_reveal(here: Room) -> None:
    app = seat(here)
    app.button(key="finish").click().run()
    assert "<b>You have finished.</b> 1 of 3 have finished." in html(app)
    app.button(key="unfinish").click().run()
    assert here.store.view(here.facilitator).finished == 0
    assert app.button(key="finish").label == "I have finished"


def test_what_is_entered_while_the_database_is_away_stays_and_is_saved_when_it_is_back(
    here: Room, away: Callable[[], Any]
) -> None:
    app = seat(here)
    app.radio(key="seat_1_task").set_value("label").run()
    with away():
        app.radio(key="seat_1_freshness").set_value("live").run()
        app.text_input(key="why_1_freshness").set_value("Prices move").run()
        app.radio(key="seat_1_style").set_value("plain").run()
        app.button(key="finish").click().run()
        assert (
            "Not saved yet: the database does not answer. 3 entries are kept here and sent again every two seconds; "
            "leave this page open."
        ) in html(app)
        assert html(app).count('<p class="saved not">Not saved yet</p>') == 2
        assert app.text_input(key="why_1_freshness").value == "Prices move"
        assert "<b>You have finished.</b>" in html(app)
    assert len(here.store.view(here.seats[0]).own) == 1
    app.run()
    app.run()
    mine = here.store.view(here.seats[0])
    assert [(each.question, each.option, each.reason) for each in mine.own] == [
        ("freshness", "live", "Prices move"),
        ("style", "plain", ""),
        ("task", "label", ""),
    ]
    assert mine.i_have_finished
    assert "ot saved yet" not in html(app)


def test_who_opens_a_seat_while_the_database_is_away_is_told_to_wait(here: Room, away: Callable[[], Any]) -> None:
    with away():
        app = seat(here)
    assert "The database does not answer. It is asked again every two seconds; leave this page open." in html(app)
    app.run()
    assert "0 of 4 answered" in html(app)


def test_an_answer_that_comes_after_the_reveal_is_refused_in_words_and_what_was_typed_is_shown(here: Room) -> None:
    app = seat(here)
    app.radio(key="seat_1_freshness").set_value("live").run()
    app.text_input(key="why_1_freshness").set_value("They <b>move</b>")
    here.store.reveal(here.facilitator, 1)
    app.run()
    assert (
        "How often do those facts change? Round 1 is over, so this answer was not taken; what you answered before "
        "stands. You had written: “They &lt;b&gt;move&lt;/b&gt;”"
    ) in html(app)
    assert here.store.view(here.seats[0]).own[0].reason == ""
    app.button(key="unsaved_read").click().run()
    assert "was not taken" not in html(app)


def test_a_later_round_asks_again_beside_what_was_answered_before(here: Room) -> None:
    for place, option in enumerate(("live", "weeks", "weeks")):
        here.answer(place, option)
    here.store.reveal(here.facilitator, 1)
    here.store.vote_again(here.facilitator, ["freshness"])
    app = seat(here)
    assert [each.key for each in app.radio] == ["seat_2_freshness"]
    assert "Every few weeks</span><b>2 of 3</b>" in html(app)
    assert "You answered before: <b>Daily or faster</b>. Without a new answer it stands." in html(app)


def test_nothing_that_others_entered_is_on_a_page_before_the_reveal(here: Room) -> None:
    here.answer(1, "weeks", reason="only Ben knows this")
    pages = {
        "seat": seat(here),
        "join": opened("join", here.keys.join),
        "lead": opened("lead", here.keys.facilitator),
    }
    for page in pages.values():
        assert "only Ben knows this" not in html(page)
        assert "of 1</b>" not in html(page)
    here.store.reveal(here.facilitator, 1)
    assert "only Ben knows this" in html(seat(here))


def test_own_advice_and_another_view_of_an_agreed_answer(here: Room) -> None:
    for question in ASKED:
        here.answer(0, QUESTIONS[question].options[0].id, question)
    here.store.reveal(here.facilitator, 1)
    here.store.agree(here.facilitator, QUESTIONS["freshness"], "live")
    app = seat(here)
    assert "On your own answers" in html(app)
    app.text_area(key="view_freshness").set_value("I have seen otherwise")
    app.radio(key="by_freshness").set_value("without a name")
    app.button(key="dissent_freshness").click().run()
    [dissent] = here.store.view(here.facilitator).dissents
    assert (dissent.reason, dissent.person) == ("I have seen otherwise", None)
    assert "“I have seen otherwise” <b>without a name</b>" in html(app)


def test_who_was_removed_is_told_so_and_can_join_again(here: Room, went: list[tuple[str, str | None]]) -> None:
    app = joining(here, "Dan")
    [dan] = [each.number for each in here.store.view(here.facilitator).people if each.name == "Dan"]
    here.store.remove(here.facilitator, dan)
    app.session_state["page"], app.query_params["key"] = "workshop_seat", went[0][1]
    app.run()
    assert (
        "This link or code leads nowhere: it was mistyped, or the workshop has expired or was deleted. Ask the "
        "facilitator."
    ) in html(app)
    assert len(app.radio) == 0
    app.session_state["page"], app.query_params["key"] = "workshop_join", here.keys.join
    app.run()
    assert [each.label for each in app.button] == ["Join"]
    assert len(went) == 1


@pytest.mark.parametrize(
    ("path", "given"),
    [
        ("lead", "seat"),
        ("lead", "join"),
        ("seat", "join"),
        ("seat", "facilitator"),
        ("join", "seat"),
        ("join", "facilitator"),
        ("lead", "another"),
        ("seat", "all but the last letter"),
        ("seat", "with a blank"),
        ("seat", "10,000 letters"),
        ("lead", "SQL"),
        ("lead", "NUL"),
    ],
)
def test_a_key_opens_its_own_page_and_no_other(here: Room, path: str, given: str) -> None:
    key = {
        "seat": here.seat_keys[0],
        "join": here.keys.join,
        "facilitator": here.keys.facilitator,
        "another": here.keys.facilitator.swapcase(),
        "all but the last letter": here.seat_keys[0][:-1],
        "with a blank": f"{here.seat_keys[0]} ",
        "10,000 letters": "a" * 10_000,
        "SQL": "' OR 1=1 --",
        "NUL": "\0\0",
    }[given]
    app = opened(path, key)
    assert html(app) == (
        '<div class="notice" role="alert"><p>This link or code leads nowhere: it was mistyped, or the workshop has '
        "expired or was deleted. Ask the facilitator.</p></div>"
    )
    assert len(app.radio) + len(app.button) == 0


def test_the_key_of_another_workshop_shows_that_one_alone(here: Room, store: Workshops) -> None:
    other = room(store, names=("Xan", "Yma"), title="Another", questions=ASKED)
    other.answer(0, "live", reason="said in the other room")
    store.reveal(other.facilitator, 1)
    app = seat(here)
    app.query_params["key"] = other.seat_keys[1]
    app.run().run()
    assert "said in the other room" in html(app)
    app.query_params["key"] = here.seat_keys[0]
    app.run().run()
    assert "said in the other room" not in html(app)
    assert "0 of 4 answered" in html(app)


def test_what_was_entered_in_one_workshop_does_not_stand_in_the_fields_of_another(here: Room, store: Workshops) -> None:
    other = room(store, names=("Xan", "Yma"), title="Another", questions=ASKED)
    here.answer(0, "weeks", reason="seen here")
    app = seat(here)
    question = next(each.key for each in app.radio if each.value == "weeks")
    assert [each.value for each in app.text_input] == ["seen here"]
    app.query_params["key"] = other.seat_keys[0]
    app.run().run()
    assert [each.value for each in app.text_input] == []
    app.radio(key=question).set_value("live").run()
    assert [(each.option, each.reason) for each in store.view(other.seats[0]).own] == [("live", "")]


def test_back_from_a_seat_leads_to_that_seat(here: Room, went: list[tuple[str, str | None]]) -> None:
    app = joining(here, "Dan")
    app.query_params["key"] = went[0][1] or ""
    app.run().run()
    assert went[-1] == went[0]
    assert len(went) == 2


def test_wrong_codes_are_counted_and_then_refused(here: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("advisor.ui.pages.workshop_screen.where_from", lambda: "here")
    app = opened("screen")
    for _ in range(21):
        app.text_input(key="screen_code").set_value("AAAAAAAA")
        app.button(key="open_screen").click().run()
    assert "Too many wrong codes were typed; wait 5 minutes, or use the link or the QR picture." in html(app)
    code = here.store.screen_code(here.facilitator)
    app.text_input(key="screen_code").set_value(code)
    app.button(key="open_screen").click().run()
    assert "Too many wrong codes were typed" in html(app)


def test_the_screen_asks_for_a_code_that_opens_one_screen_and_shows_no_name_and_no_reason(here: Room) -> None:
    here.answer(0, "live", reason="Ana has seen it")
    here.answer(1, "weeks")
    code = here.store.screen_code(here.facilitator)
    app = opened("screen")
    app.text_input(key="screen_code").set_value(code.lower())
    app.button(key="open_screen").click().run()
    assert "<b>3</b> joined <b>0</b> finished" in html(app)
    here.store.reveal(here.facilitator, 1)
    app.run()
    assert "Round 1 is revealed" in html(app)
    assert html(app).count("<b>1 of 2</b>") == 2
    assert not [each for each in ("Ana", "Ben", "Cem", "seen it") if each in html(app)]
    again = opened("screen")
    again.text_input(key="screen_code").set_value(code)
    again.button(key="open_screen").click().run()
    assert "This link or code leads nowhere" in html(again)


def test_an_answer_that_was_refused_is_not_called_saved(here: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("advisor.store.taking_part.LONGEST_TEXT", 10)
    app = seat(here)
    app.radio(key="seat_1_freshness").set_value("live").run()
    app.text_input(key="why_1_freshness").set_value("rather long").run()
    app.run()
    assert (
        "How often do those facts change? <code>reason</code> is 11 characters long; write 10 at most. You had "
        "written: “rather long”"
    ) in html(app)
    app.button(key="unsaved_read").click().run()
    assert html(app).count('<p class="saved not">Not taken</p>') == 1
    app.text_input(key="why_1_freshness").set_value("short").run()
    assert html(app).count('<p class="saved">Saved</p>') == 1


def test_what_waits_in_one_seat_stands_in_no_other_and_is_saved_where_it_belongs(
    here: Room, store: Workshops, away: Callable[[], Any]
) -> None:
    other = room(store, names=("Xan", "Yma"), title="Another", questions=ASKED)
    app = opened("seat", other.seat_keys[0])
    with away():
        app.radio(key="seat_1_freshness").set_value("live").run()
        assert "1 entry is kept here" in html(app)
    app.query_params["key"] = here.seat_keys[0]
    app.run().run()
    assert app.radio(key="seat_1_freshness").value is None
    assert [each.option for each in store.view(other.seats[0]).own] == ["live"]
    assert store.view(here.seats[0]).own == ()
