"""Who may see and do what in a workshop, on real SQLite and real PostgreSQL."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from evidence import EVIDENCE
from people import ASKED, QUESTIONS, Clock, brief, room, stops_after

from advisor.errors import NoSuchWorkshop, NotNow, TooManyTries, WorkshopError
from advisor.schema.workshop import WorkshopView
from advisor.schema.workshop_sheets import SheetAnswers
from advisor.store.workshops import Access, Workshops, join_key, new_key

GONE = (
    "This link or code leads nowhere: it was mistyped, or the workshop has expired or was deleted. Ask the facilitator."
)


def message(error: type[WorkshopError], act: Callable[[], object]) -> str:
    with pytest.raises(error) as told:
        act()
    return str(told.value)


def test_nobody_sees_an_answer_before_the_reveal_and_everybody_does_after_it(store: Workshops) -> None:
    here = room(store)
    here.answer(0, "weeks", reason="we saw it")
    store.finish(here.seats[0], 1)
    screen = store.as_screen(here.facilitator)
    for access in (here.facilitator, here.guest, screen, here.seats[1], here.seats[2]):
        view = store.view(access)
        assert view.ballots == ()
        assert view.own == ()
        assert "weeks" not in view.model_dump_json()
        assert "we saw it" not in view.model_dump_json()
        assert (view.joined, view.finished) == (3, 1)
    assert [each.option for each in store.view(here.seats[0]).own] == ["weeks"]
    assert store.reveal(here.facilitator, 1)
    for access in (here.facilitator, screen, *here.seats):
        assert [(each.option, each.reason) for each in store.view(access).ballots] == [("weeks", "we saw it")]
    assert store.view(here.guest).ballots == ()


def _number(store: Workshops, seat: Access) -> int:
    me = store.view(seat).me
    assert me is not None
    return me.number


def test_a_facilitator_sees_who_has_finished_and_of_an_anonymous_workshop_only_how_many(store: Workshops) -> None:
    named, anonymous = room(store), room(store, names=("", ""), named=False)
    for here in (named, anonymous):
        store.finish(here.seats[0], 1)
    view = store.view(named.facilitator)
    assert [each.name for each in view.people] == ["Ana", "Ben", "Cem"]
    assert view.finished_people == (_number(store, named.seats[0]),)
    assert store.view(named.seats[1]).people == ()
    hidden = store.view(anonymous.facilitator)
    assert (hidden.people, hidden.finished_people, hidden.finished) == ((), (), 1)


def test_an_anonymous_workshop_keeps_no_name_even_if_one_is_given(store: Workshops) -> None:
    here = room(store, names=("Zebedee",), named=False)
    here.answer(0, "weeks")
    store.reveal(here.facilitator, 1)
    store.agree(here.facilitator, QUESTIONS["freshness"], "live")
    store.dissent(here.seats[0], "freshness", "no", by_name=True)
    for access in (here.facilitator, *here.seats):
        assert "Zebedee" not in store.view(access).model_dump_json()
    assert [each.person for each in store.view(here.facilitator).dissents] == [None]


def test_no_key_opens_another_seat_than_its_own(store: Workshops) -> None:
    here = room(store)
    for open_seat, keys in (
        (store.as_facilitator, (here.keys.join, here.keys.code, here.seat_keys[0], "", "x" * 10_000, "\ud800")),
        (store.as_guest, (here.keys.facilitator, here.keys.code, here.seat_keys[0])),
        (store.as_participant, (here.keys.facilitator, here.keys.join, here.keys.code)),
    ):
        for key in keys:
            assert message(NoSuchWorkshop, lambda: open_seat(key)) == GONE  # noqa: B023
    assert join_key(here.keys.facilitator) == here.keys.join
    assert len({here.keys.facilitator, here.keys.join, *here.seat_keys}) == 5
    assert len(here.keys.facilitator) == 22  # 128 bits in base64


def test_an_answer_after_the_reveal_or_the_end_is_refused_and_the_one_before_stands(store: Workshops) -> None:
    here = room(store)
    here.answer(0, "weeks")
    store.reveal(here.facilitator, 1)
    late = "Round 1 is over, so this answer was not taken; what you answered before stands."
    assert late == message(NotNow, lambda: here.answer(0, "live"))
    here.answer(0, "weeks")  # as before: what a browser sends once more is no answer that came too late
    assert [each.option for each in store.view(here.facilitator).ballots] == ["weeks"]
    store.close(here.facilitator, "{}", store.version(here.facilitator))
    closed = "The workshop is closed, so nothing can be changed any more."
    for act in (
        lambda: here.answer(0, "live"),
        lambda: store.finish(here.seats[0], 1),
        lambda: store.dissent(here.seats[0], "freshness", "no", by_name=True),
        lambda: store.vote_again(here.facilitator, ["freshness"]),
        lambda: store.agree(here.facilitator, QUESTIONS["freshness"], "live"),
    ):
        assert closed == message(NotNow, act)
    assert (
        message(NotNow, lambda: store.join(here.guest, new_key(), name="Dora"))
        == "The workshop is closed, so nobody can join any more."
    )


def test_what_is_not_asked_or_no_option_is_refused(store: Workshops) -> None:
    here = room(store)
    assert message(NotNow, lambda: here.answer(0, "plain", "style")) == "`style` is not asked in round 1."
    assert (
        message(WorkshopError, lambda: here.answer(0, "monthly"))
        == "`monthly` is no option of `freshness`; choose one of those shown."
    )


def test_two_facilitators_pressing_reveal_at_once_make_one_reveal(
    opened: Callable[..., Workshops], clock: Clock
) -> None:
    stores = [opened() for _ in range(2)]
    for _ in range(5):
        here = room(stores[0])
        here.answer(0, "weeks")
        said: list[bool] = []
        threads = [
            threading.Thread(target=lambda each=each: said.append(each.reveal(here.facilitator, 1)))  # noqa: B023
            for each in stores * 3
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(said) == [False] * 5 + [True]
        assert len(stores[0].view(here.facilitator).rounds) == 1


def test_no_answer_comes_in_beside_a_reveal(opened: Callable[..., Workshops]) -> None:
    stores = [opened() for _ in range(3)]
    here = room(stores[0], names=[f"P{i}" for i in range(12)])
    here.answer(0, "weeks")
    taken: list[int] = []

    def answer(place: int) -> None:
        try:
            stores[place % 3].answer(here.seats[place], 1, QUESTIONS["freshness"], "live")
            taken.append(place)
        except NotNow:
            pass

    threads = [threading.Thread(target=answer, args=(place,)) for place in range(1, 12)]
    threads.insert(5, threading.Thread(target=lambda: stores[1].reveal(here.facilitator, 1)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(stores[0].view(here.facilitator).ballots) == len(taken) + 1


def test_joining_twice_with_one_key_is_one_seat_and_a_taken_name_is_refused(store: Workshops) -> None:
    here = room(store)
    assert here.seats[0] == store.join(here.guest, here.seat_keys[0], name="Somebody else")
    assert store.view(here.facilitator).joined == 3
    taken = "`ANA` has joined already; if that is you, go back to your own link, else add a letter to your name."
    assert taken == message(WorkshopError, lambda: store.join(here.guest, new_key(), name="ANA"))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "`name` is empty; write the name by which the others know you."),
        ("\x00\x07\u202e\u200b", "`name` is empty; write the name by which the others know you."),
        ("x" * 10_000, "`name` is 10,000 characters long; write 60 at most."),
    ],
    ids=["empty", "control characters alone", "10,000 characters"],
)
def test_a_name_that_cannot_be_taken_is_told(store: Workshops, typed: str, said: str) -> None:
    here = room(store)
    assert said == message(WorkshopError, lambda: store.join(here.guest, new_key(), name=typed))


def test_a_name_loses_what_cannot_be_seen(store: Workshops) -> None:
    here = room(store, names=("  D\x00o\u202era  <b>\n",))
    assert [each.name for each in store.view(here.facilitator).people] == ["Dora <b>"]


def test_codes_are_read_as_people_type_them_and_wrong_ones_are_counted(store: Workshops, clock: Clock) -> None:
    here = room(store)
    code = here.keys.code
    assert here.guest == store.by_code(f" {code[:3].lower()}-{code[3:]} ", "room")
    for place in range(20):
        assert message(NoSuchWorkshop, lambda: store.by_code(f"AAAA{place % 8 + 2}B", "room")) == GONE  # noqa: B023
    many = "Too many wrong codes were typed; wait 5 minutes, or use the link or the QR picture."
    assert many == message(TooManyTries, lambda: store.by_code(code, "room"))
    assert here.guest == store.by_code(code, "another place")
    clock.now += 301
    assert here.guest == store.by_code(code, "room")


def test_wrong_codes_are_also_counted_over_all_places(store: Workshops) -> None:
    here = room(store)
    for place in range(200):
        message(NoSuchWorkshop, lambda: store.by_code("AAAAAA", f"place {place // 15}"))  # noqa: B023
    with pytest.raises(TooManyTries):
        store.by_code(here.keys.code, "a new place")


def test_a_screen_code_opens_one_screen_within_ten_minutes(store: Workshops, clock: Clock) -> None:
    here = room(store)
    code = store.screen_code(here.facilitator)
    screen = store.by_screen_code(code.lower(), "wall")
    assert store.view(screen).seat == "screen"
    assert message(NoSuchWorkshop, lambda: store.by_screen_code(code, "wall")) == GONE
    late = store.screen_code(here.facilitator)
    clock.now += 601
    assert message(NoSuchWorkshop, lambda: store.by_screen_code(late, "wall")) == GONE


def test_a_code_is_free_again_once_the_workshop_is_closed(store: Workshops) -> None:
    here = room(store)
    here.answer(0, "weeks")
    store.reveal(here.facilitator, 1)
    store.close(here.facilitator, "{}", store.version(here.facilitator))
    assert message(NoSuchWorkshop, lambda: store.by_code(here.keys.code, "room")) == GONE
    assert store.view(here.seats[0]).record == "{}"


def test_a_decision_is_not_recorded_over_what_has_changed_since(store: Workshops) -> None:
    here = room(store)
    here.answer(0, "weeks")
    store.reveal(here.facilitator, 1)
    seen = store.version(here.facilitator)
    store.agree(here.facilitator, QUESTIONS["freshness"], "live")
    said = "Something changed meanwhile, so the decision was not recorded; look at it, and record it again."
    assert said == message(NotNow, lambda: store.close(here.facilitator, "{}", seen))


def test_dissent_needs_an_agreed_answer_and_goes_with_it(store: Workshops) -> None:
    here = room(store)
    here.answer(1, "weeks")
    here.answer(2, "months")  # the only one: this answer beside a view without a name would tell whose it is
    store.reveal(here.facilitator, 1)
    nothing = "There is no agreed answer to this question yet, so there is nothing to dissent from."
    assert nothing == message(NotNow, lambda: store.dissent(here.seats[1], "freshness", "no", by_name=True))
    store.agree(here.facilitator, QUESTIONS["freshness"], "live", "after a look")
    store.dissent(here.seats[1], "freshness", "I saw weeks", by_name=True)
    store.dissent(here.seats[2], "freshness", "Me too", by_name=False)
    found = store.view(here.facilitator).dissents
    assert [(each.option, each.reason, each.person is None) for each in found] == [
        ("weeks", "I saw weeks", False),
        ("unknown", "Me too", True),
    ]
    store.agree(here.facilitator, QUESTIONS["freshness"], "live", "another note")
    assert len(store.view(here.facilitator).dissents) == 2
    store.agree(here.facilitator, QUESTIONS["freshness"], "weeks")
    assert store.view(here.facilitator).dissents == ()


def test_rounds_end_where_it_was_fixed_and_ask_only_what_is_chosen(store: Workshops) -> None:
    here = room(store, stop=stops_after(2))
    assert (
        message(NotNow, lambda: store.reveal(here.facilitator, 1))
        == "Nobody has answered yet, so there is nothing to reveal."
    )
    here.answer(0, "weeks")
    assert (
        message(NotNow, lambda: store.vote_again(here.facilitator, ["freshness"]))
        == "Round 1 is open; reveal it before another one is opened."
    )
    store.reveal(here.facilitator, 1)
    assert store.vote_again(here.facilitator, ["freshness"]) == 2
    assert message(NotNow, lambda: here.answer(0, "code", "task", 2)) == "`task` is not asked in round 2."
    here.answer(0, "live", round=2)
    store.reveal(here.facilitator, 2)
    assert (
        message(NotNow, lambda: store.vote_again(here.facilitator, ["freshness"]))
        == "All 2 rounds fixed beforehand are done; record the answers as they stand."
    )


def test_evidence_is_for_the_facilitator_at_once_and_for_all_after_the_first_reveal(store: Workshops) -> None:
    here = room(store)
    store.attach(here.facilitator, EVIDENCE)
    assert store.evidence(here.facilitator) == EVIDENCE
    screen = store.as_screen(here.facilitator)
    for access in (*here.seats, here.guest, screen):
        assert store.evidence(access) is None
        assert not store.view(access).has_evidence
    here.answer(0, "weeks")
    store.reveal(here.facilitator, 1)
    assert store.evidence(here.seats[0]) == EVIDENCE
    assert store.evidence(screen) == EVIDENCE
    assert store.evidence(here.guest) is None


def test_sheets_come_in_all_or_none_and_once(store: Workshops) -> None:
    here = room(store)
    sheets = [
        SheetAnswers(name="Dora", answers={"freshness": "live", "task": "unknown"}, reasons={"freshness": "seen"}),
        SheetAnswers(name="Emil", answers={"freshness": "weeks"}),
    ]
    with pytest.raises(WorkshopError):
        store.take_in_sheets(here.facilitator, [*sheets, SheetAnswers(name="ben", answers={})])
    assert store.view(here.facilitator).joined == 3
    assert store.take_in_sheets(here.facilitator, sheets) == 2
    assert (
        message(WorkshopError, lambda: store.take_in_sheets(here.facilitator, sheets))
        == "These sheets were taken in before, so nobody was added."
    )
    view = store.view(here.facilitator)
    assert (view.joined, view.finished, view.ballots) == (5, 2, ())
    store.reveal(here.facilitator, 1)
    assert sorted((each.question, each.option) for each in store.view(here.seats[0]).ballots) == [
        ("freshness", "live"),
        ("freshness", "weeks"),
        ("task", "unknown"),
    ]


def test_sheets_of_a_later_round_belong_to_the_same_people(store: Workshops) -> None:
    here = room(store)
    store.take_in_sheets(here.facilitator, [SheetAnswers(name="Dora", answers={"freshness": "live"})])
    store.reveal(here.facilitator, 1)
    store.vote_again(here.facilitator, ["freshness"])
    assert store.take_in_sheets(here.facilitator, [SheetAnswers(name="dora", answers={"freshness": "weeks"})]) == 1
    with pytest.raises(WorkshopError):
        store.take_in_sheets(here.facilitator, [SheetAnswers(name="Dora", answers={"freshness": "months"})])
    with pytest.raises(WorkshopError):
        store.take_in_sheets(here.facilitator, [SheetAnswers(name="Ben", answers={"freshness": "months"})])
    store.reveal(here.facilitator, 2)
    view = store.view(here.facilitator)
    assert view.joined == 4
    assert [(each.round, each.option) for each in view.ballots] == [(1, "live"), (2, "weeks")]


def test_sheets_without_names_come_in_in_the_first_round_alone(store: Workshops) -> None:
    here = room(store, names=("",), named=False)
    store.take_in_sheets(here.facilitator, [SheetAnswers(answers={"freshness": "live"})])
    store.reveal(here.facilitator, 1)
    store.vote_again(here.facilitator, ["freshness"])
    assert (
        message(NotNow, lambda: store.take_in_sheets(here.facilitator, [SheetAnswers(answers={"freshness": "weeks"})]))
        == "Sheets without names can be taken in in the first round alone: later nobody could be told apart."
    )


def test_somebody_who_joined_by_mistake_is_removed_before_the_first_reveal_alone(store: Workshops) -> None:
    here = room(store)
    here.answer(0, "weeks")
    here.answer(1, "live")
    store.remove(here.facilitator, _number(store, here.seats[0]))
    assert message(NoSuchWorkshop, lambda: store.view(here.seats[0])) == GONE
    assert message(NoSuchWorkshop, lambda: store.as_participant(here.seat_keys[0])) == GONE
    store.reveal(here.facilitator, 1)
    assert [each.option for each in store.view(here.facilitator).ballots] == ["live"]
    assert (
        message(NotNow, lambda: store.remove(here.facilitator, _number(store, here.seats[1])))
        == "Nobody can be removed any more: answers have been revealed, or nobody is named here."
    )


def test_the_version_grows_with_what_others_may_have_to_see_and_not_with_answers(store: Workshops) -> None:
    here = room(store)
    before = store.version(here.facilitator)
    here.answer(0, "weeks")
    assert before == store.version(here.seats[1])
    store.finish(here.seats[0], 1)
    store.finish(here.seats[0], 1)
    assert before + 1 == store.version(here.seats[1])
    store.reveal(here.facilitator, 1)
    assert before + 2 == store.version(here.guest) == store.view(here.seats[2]).version


def test_a_deleted_workshop_is_gone_for_all_and_its_neighbour_is_not(store: Workshops) -> None:
    here, other = room(store), room(store)
    here.answer(0, "weeks")
    store.delete(here.facilitator)
    for act in (
        lambda: store.view(here.facilitator),
        lambda: store.version(here.seats[0]),
        lambda: here.answer(0, "live"),
        lambda: store.as_guest(here.keys.join),
        lambda: store.by_code(here.keys.code, "room"),
    ):
        assert message(NoSuchWorkshop, act) == GONE
    assert store.view(other.facilitator).joined == 3


def test_a_page_of_a_deleted_workshop_never_looks_into_the_next_one(store: Workshops) -> None:
    old = room(store)
    screen = store.as_screen(old.facilitator)
    store.delete(old.facilitator)
    room(store)
    for access in (old.facilitator, old.guest, screen, *old.seats):
        assert message(NoSuchWorkshop, lambda: store.view(access)) == GONE  # noqa: B023


def test_a_seat_that_was_removed_never_becomes_that_of_the_next_who_joins(store: Workshops) -> None:
    here = room(store)
    store.remove(here.facilitator, _number(store, here.seats[2]))
    store.join(here.guest, new_key(), name="Dora")
    assert message(NoSuchWorkshop, lambda: store.view(here.seats[2])) == GONE
    assert message(NoSuchWorkshop, lambda: here.answer(2, "live")) == GONE


def test_workshops_expire_and_are_deleted_a_day_later(opened: Callable[..., Workshops], clock: Clock) -> None:
    store = opened(days=30)
    here = room(store)
    expires = store.view(here.facilitator).expires
    assert expires is not None
    assert expires.timestamp() == clock.now + 30 * 86_400
    clock.now += 30 * 86_400 + 1
    assert message(NoSuchWorkshop, lambda: store.view(here.facilitator)) == GONE
    assert (store.delete_expired(), store.delete_expired()) == (0, 0)
    clock.now += 86_401
    assert store.delete_expired() == 1


def test_a_clock_that_jumps_ahead_and_back_deletes_nothing(opened: Callable[..., Workshops], clock: Clock) -> None:
    store = opened(days=30)
    here = room(store)
    clock.now += 3_650 * 86_400
    assert store.delete_expired() == 0
    assert message(NoSuchWorkshop, lambda: here.answer(0, "weeks")) == GONE
    clock.now -= 3_650 * 86_400
    assert store.delete_expired() == 0
    here.answer(0, "weeks")
    clock.now -= 86_400
    store.reveal(here.facilitator, 1)
    clock.now += 31 * 86_400
    assert store.delete_expired() == 0, "it was not seen expired a day ago"


def test_the_full_view_holds_only_what_its_model_says(store: Workshops) -> None:
    here = room(store)
    assert WorkshopView.model_validate_json(store.view(here.facilitator).model_dump_json()) == store.view(
        here.facilitator
    )
    assert store.view(here.facilitator).brief == brief(questions=ASKED)
