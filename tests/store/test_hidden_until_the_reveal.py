"""Whatever happens in whatever order, each seat sees what a model in plain Python says it may see, and no more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from databases import new_database
from hypothesis import example, given, settings
from hypothesis import strategies as st
from people import QUESTIONS, Room, room, stops_after
from sqlalchemy.engine import make_url

from advisor.errors import WorkshopError
from advisor.schema.workshop import WorkshopView
from advisor.store.workshops import Workshops

MOST_ROUNDS = 3
ACTS = st.lists(
    st.tuples(
        st.sampled_from(["answer", "answer", "answer", "take back", "finish", "reveal", "again", "agree", "dissent"]),
        st.integers(0, 2),
        st.sampled_from(["weeks", "live", "unknown"]),
    ),
    max_size=25,
)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def kept(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshops]:
    """One store for all examples; each example has a workshop of its own in it."""
    if request.param == "sqlite":
        folder: Path = tmp_path_factory.mktemp("hidden")
        url = make_url(f"sqlite:///{folder / 'workshops.sqlite'}")
    else:
        url = new_database(request.getfixturevalue("postgres"))
    store = Workshops(url)
    yield store
    store.close_connections()


@dataclass
class Model:
    """What was done, as a reader of the issue would note it down."""

    given: dict[tuple[int, int], str] = field(default_factory=dict)
    """(round, place) -> option."""
    round: int = 1
    revealed: int = 0
    finished: set[int] = field(default_factory=set)
    agreed: str | None = None
    dissents: set[int] = field(default_factory=set)

    def act(self, act: str, place: int, option: str) -> bool:
        """Whether this is taken."""
        is_open = self.revealed < self.round
        if act == "answer" and self.given.get((self.round, place)) == option:
            return True  # stored already, so what a browser sends once more is never too late
        if act == "answer" and is_open:
            self.given[self.round, place] = option
        elif act == "take back" and is_open:
            self.given.pop((self.round, place), None)
        elif act == "finish" and is_open:
            self.finished.add(place)
        elif act == "reveal" and is_open and any(at == self.round for at, _ in self.given):
            self.revealed = self.round
        elif act == "again" and not is_open and self.round < MOST_ROUNDS:
            self.round += 1
            self.finished = set()
        elif act == "agree" and self.revealed:
            if self.agreed != option:
                self.dissents = set()
            self.agreed = option
        elif act == "dissent" and self.agreed is not None:
            self.dissents.add(place)
        else:
            return False
        return True

    def shown(self) -> set[tuple[int, int, str]]:
        return {(at, place, option) for (at, place), option in self.given.items() if at <= self.revealed}

    def own(self, place: int) -> set[tuple[int, str]]:
        return {(at, option) for (at, who), option in self.given.items() if who == place}


def do(here: Room, model: Model, act: str, place: int, option: str) -> None:
    store, seat, lead = here.store, here.seats[place], here.facilitator
    acts: dict[str, Callable[[], Any]] = {
        "answer": lambda: here.answer(place, option, round=model.round, reason=f"why {place}"),
        "take back": lambda: store.take_back(seat, model.round, "freshness"),
        "finish": lambda: store.finish(seat, model.round),
        "reveal": lambda: store.reveal(lead, model.round),
        "again": lambda: store.vote_again(lead, ["freshness"]),
        "agree": lambda: store.agree(lead, QUESTIONS["freshness"], option),
        "dissent": lambda: store.dissent(seat, "freshness", f"no {place}", by_name=True),
    }
    before = store.view(lead)
    try:
        taken = acts[act]() is not False
    except WorkshopError:
        taken = False
    assert taken == Model.act(model, act, place, option)
    if not taken:
        assert before == store.view(lead)


def check(here: Room, model: Model, is_named: bool) -> None:
    numbers = {_me(here.store.view(seat)): place for place, seat in enumerate(here.seats)}
    screen = here.store.as_screen(here.facilitator)
    for access in (here.facilitator, here.guest, screen, *here.seats):
        view = here.store.view(access)
        may_see = access.seat != "guest"
        found = {(each.round, numbers[each.person], each.option) for each in view.ballots}
        assert found == (model.shown() if may_see else set())
        sees_people = is_named and may_see and (model.revealed > 0 or access.seat == "facilitator")
        assert [each.name for each in view.people] == (["Ana", "Ben", "Cem"] if sees_people else [])
        own = {(each.round, each.option) for each in view.own}
        assert own == (model.own(here.seats.index(access)) if access in here.seats else set())
        assert view.finished == len(model.finished)
        knows_who = is_named and access.seat == "facilitator"
        assert {numbers[each] for each in view.finished_people} == (model.finished if knows_who else set())
        dissents = {int(each.reason[-1]) for each in view.dissents}
        assert dissents == (model.dissents if may_see else set())
        assert all((each.person is not None) == is_named for each in view.dissents)


def _me(view: WorkshopView) -> int:
    assert view.me is not None
    return view.me.number


@settings(max_examples=15)
@given(acts=ACTS, is_named=st.booleans())
@example(acts=[("answer", 0, "weeks"), ("reveal", 0, "weeks"), ("answer", 0, "weeks")], is_named=False)
@example(acts=[("answer", 0, "weeks"), ("reveal", 0, "weeks"), ("answer", 0, "live")], is_named=True)
def test_each_seat_sees_what_it_may_see_and_no_more(
    kept: Workshops, acts: list[tuple[str, int, str]], is_named: bool
) -> None:
    here = room(kept, stop=stops_after(MOST_ROUNDS), named=is_named)
    model = Model()
    for act, place, option in acts:
        do(here, model, act, place, option)
    check(here, model, is_named)
