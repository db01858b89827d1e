"""Every method of the store, tried from every seat: what is not that seat's to do is refused and changes nothing."""

from __future__ import annotations

import datetime
import inspect
from collections.abc import Callable

import pytest
from evidence import EVIDENCE
from people import QUESTIONS, Clock, Room, brief, room

from advisor.errors import NoSuchWorkshop, NotNow, WorkshopError
from advisor.schema.workshop_sheets import SheetAnswers
from advisor.store.access import Access
from advisor.store.tables import METADATA
from advisor.store.workshops import Workshops, new_key

GONE = (
    "This link or code leads nowhere: it was mistyped, or the workshop has expired or was deleted. Ask the facilitator."
)
NOT_THE_FACILITATOR = "Only the facilitator can do this; open the facilitator's link."
NOT_JOINED = "Only who has joined can do this; open your own link."

Act = Callable[[Workshops, Access], object]

TAKING_PART: dict[str, Act] = {
    "answer": lambda store, seat: store.answer(seat, 1, QUESTIONS["freshness"], "live"),
    "take_back": lambda store, seat: store.take_back(seat, 1, "freshness"),
    "finish": lambda store, seat: store.finish(seat, 1),
    "dissent": lambda store, seat: store.dissent(seat, "freshness", "no", by_name=True),
}
FACILITATING: dict[str, Act] = {
    "reveal": lambda store, seat: store.reveal(seat, 1),
    "vote_again": lambda store, seat: store.vote_again(seat, ["task"]),
    "agree": lambda store, seat: store.agree(seat, QUESTIONS["task"], "code"),
    "assign": lambda store, seat: store.assign(seat, "task", "me", datetime.date(2027, 1, 1)),
    "attach": lambda store, seat: store.attach(seat, EVIDENCE),
    "take_in_sheets": lambda store, seat: store.take_in_sheets(seat, [SheetAnswers(name="Dora", answers={})]),
    "remove": lambda store, seat: store.remove(seat, 1),
    "close": lambda store, seat: store.close(seat, "{}", store.version(seat)),
    "delete": lambda store, seat: store.delete(seat),
    "screen_code": lambda store, seat: store.screen_code(seat),
    "as_screen": lambda store, seat: store.as_screen(seat),
}
READING: dict[str, Act] = {
    "view": lambda store, seat: store.view(seat),
    "version": lambda store, seat: store.version(seat),
    "evidence": lambda store, seat: store.evidence(seat),
}
JOINING: dict[str, Act] = {"join": lambda store, seat: store.join(seat, new_key(), name="Emil")}
ALL = TAKING_PART | FACILITATING | READING | JOINING


def message(error: type[WorkshopError], act: Callable[[], object]) -> str:
    with pytest.raises(error) as told:
        act()
    return str(told.value)


def seats_of(here: Room) -> dict[str, Access]:
    screen = here.store.as_screen(here.facilitator)
    return {"facilitator": here.facilitator, "guest": here.guest, "screen": screen, "participant": here.seats[0]}


def all_of(here: Room) -> list[object]:
    """Everything that is kept of a workshop, as far as any seat sees it."""
    return [here.store.view(seat) for seat in (*seats_of(here).values(), *here.seats)]


def test_every_method_that_takes_a_seat_is_tried_here() -> None:
    methods = {
        name
        for name, method in inspect.getmembers(Workshops, inspect.isfunction)
        if {"access", "facilitator", "guest"} & set(inspect.signature(method).parameters)
    }
    assert methods == set(ALL)


def test_each_seat_does_what_is_its_own_alone(store: Workshops) -> None:
    here = room(store)
    here.answer(1, "weeks")
    before = all_of(here)
    for name, seat in seats_of(here).items():
        for act in (FACILITATING if name != "facilitator" else {}).values():
            assert message(WorkshopError, lambda: act(store, seat)) == NOT_THE_FACILITATOR  # noqa: B023
        for act in (TAKING_PART if name != "participant" else {}).values():
            assert message(WorkshopError, lambda: act(store, seat)) == NOT_JOINED  # noqa: B023
    assert all_of(here) == before


def test_nothing_that_is_done_in_one_workshop_touches_another(store: Workshops) -> None:
    here, other = room(store), room(store)
    for each in (here, other):
        each.answer(1, "weeks", reason="seen")
        store.finish(each.seats[1], 1)
    before = all_of(other)
    for seat in (here.seats[0], here.guest, here.facilitator):
        for act in sorted(set(ALL) - {"delete"}):
            try:
                ALL[act](store, seat)
            except WorkshopError:
                continue
    assert len(store.view(here.seats[0]).rounds) == 2, "the acts had their effect here"
    store.delete(here.facilitator)
    assert all_of(other) == before


def test_a_seat_put_together_from_two_workshops_may_do_nothing(store: Workshops) -> None:
    here, other = room(store), room(store)
    mixed = Access("participant", other.facilitator.workshop, here.seats[0].participant)
    before = all_of(here), all_of(other)
    for name in {*TAKING_PART, "view", "evidence", "join"}:
        assert message(NoSuchWorkshop, lambda: ALL[name](store, mixed)) == GONE  # noqa: B023
    assert (all_of(here), all_of(other)) == before


@pytest.mark.parametrize("end", ["deleted", "expired", "removed"])
def test_who_is_still_in_a_workshop_that_has_ended_is_told_and_does_nothing(
    store: Workshops, clock: Clock, end: str
) -> None:
    store.days = 30
    here = room(store)
    seats = seats_of(here) if end != "removed" else {"participant": here.seats[0]}
    if end == "deleted":
        store.delete(here.facilitator)
    elif end == "expired":
        clock.now += 30 * 86_400
    else:
        me = store.view(here.seats[0]).me
        assert me is not None
        store.remove(here.facilitator, me.number)
    for name, seat in seats.items():
        may = {"facilitator": FACILITATING | READING, "participant": TAKING_PART | READING, "guest": READING | JOINING}
        for act in sorted(may.get(name, READING)):
            if end == "removed" and act == "version":
                continue  # the number alone; the next look at the workshop tells
            assert message(NoSuchWorkshop, lambda: ALL[act](store, seat)) == GONE  # noqa: B023
    for open_again in (
        (lambda: store.as_participant(here.seat_keys[0])),
        *((lambda: store.as_guest(here.keys.join)), (lambda: store.as_facilitator(here.keys.facilitator)))
        * (end != "removed"),
    ):
        assert message(NoSuchWorkshop, open_again) == GONE


def test_a_full_workshop_takes_nobody_more(store: Workshops, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("advisor.store.entering.MOST_PEOPLE", 3)
    here = room(store)
    full = "The workshop is full: 3 people have joined."
    assert message(NotNow, lambda: store.join(here.guest, new_key(), name="Dora")) == full
    sheets = [SheetAnswers(name="Dora", answers={})]
    assert message(NotNow, lambda: store.take_in_sheets(here.facilitator, sheets)) == full
    assert store.join(here.guest, here.seat_keys[2], name="Cem") == here.seats[2]


@pytest.mark.parametrize(
    "typed", ["ANA", "ana\u200d", "Ａｎａ", "\u202eAna", "  ana "],
    ids=["capitals", "joiner", "full width", "direction", "blanks"],
)  # fmt: skip
def test_a_name_that_looks_the_same_is_taken(store: Workshops, typed: str) -> None:
    here = room(store)
    with pytest.raises(WorkshopError) as told:
        store.join(here.guest, new_key(), name=typed)
    said = "has joined already; if that is you, go back to your own link, else add a letter to your name."
    assert str(told.value).partition("` ")[2] == said
    assert store.view(here.facilitator).joined == 3


def test_the_record_of_the_workshop_before_is_kept_and_shown_to_who_has_joined(store: Workshops) -> None:
    keys = store.create(brief(), previous='{"decision": "rag"}')
    guest = store.as_guest(keys.join)
    seat = store.join(guest, new_key(), name="Ana")
    assert store.view(seat).previous == '{"decision": "rag"}'
    assert store.view(store.as_facilitator(keys.facilitator)).previous == '{"decision": "rag"}'
    assert store.view(guest).previous is None


def test_no_secret_is_kept_as_it_is_and_no_name_where_nobody_is_named(store: Workshops) -> None:
    here = room(store, names=("Zebedee", "Florence"), named=False)
    here.answer(0, "weeks", reason="mine")
    code = store.screen_code(here.facilitator)
    with store._database.reading() as connection:
        kept = repr([connection.execute(table.select()).all() for table in METADATA.sorted_tables])
    assert "'mine'" in kept
    for hidden in ("Zebedee", "Florence", here.keys.facilitator, here.keys.join, code, *here.seat_keys):
        assert hidden not in kept


def test_what_was_deleted_is_in_no_table(store: Workshops) -> None:
    here, other = room(store), room(store, names=("Dora",))
    here.answer(0, "weeks", reason="mine")
    store.finish(here.seats[0], 1)
    store.attach(here.facilitator, EVIDENCE)
    store.screen_code(here.facilitator)
    store.delete(here.facilitator)
    with store._database.reading() as connection:
        kept = {table.name: len(connection.execute(table.select()).all()) for table in METADATA.sorted_tables}
    assert {name: count for name, count in kept.items() if count} == {"workshop": 1, "round": 1, "participant": 1}
    assert store.view(other.facilitator).joined == 1
