"""What lies on disk: no secret, nothing that was deleted, readable by its owner alone; what goes wrong with files."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import pytest
from people import QUESTIONS, room
from sqlalchemy.engine import make_url

from advisor.errors import StoreUnavailable, WorkshopError
from advisor.store.access import Access
from advisor.store.place import database_url, describe_place
from advisor.store.workshops import Workshops, days_kept, new_key


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "workshops.sqlite"


def open_file(file: Path) -> Workshops:
    return Workshops(make_url(f"sqlite:///{file}"))


def on_disk(file: Path) -> bytes:
    return b"".join(each.read_bytes() for each in sorted(file.parent.iterdir()))


def test_no_secret_is_on_disk_and_only_its_owner_may_read_the_file(file: Path) -> None:
    store = open_file(file)
    here = room(store)
    held = on_disk(file)
    assert b"Query assistant" in held
    for secret in (here.keys.facilitator, here.keys.join, *here.seat_keys):
        assert secret.encode() not in held
    assert file.stat().st_mode & 0o077 == 0
    assert file.parent.stat().st_mode & 0o077 == 0


def test_what_was_deleted_is_not_on_disk_any_more(file: Path) -> None:
    store = open_file(file)
    here = room(store)
    here.answer(0, "weeks", reason="a reason nobody else gives")
    assert b"a reason nobody else gives" in on_disk(file)
    store.delete(here.facilitator)
    assert b"a reason nobody else gives" not in on_disk(file)


def test_a_database_that_is_away_is_told_within_seconds_and_works_again_afterwards(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("advisor.store.database._WAIT", 1)
    store = open_file(file)
    here = room(store)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    began = time.monotonic()
    with pytest.raises(StoreUnavailable) as told:
        here.answer(0, "weeks")
    assert time.monotonic() - began < 3
    assert str(told.value) == "The database does not answer, so nothing was changed; try again in a moment."
    other.execute("ROLLBACK")
    here.answer(0, "live")
    assert [each.option for each in store.view(here.seats[0]).own] == ["live"]


def test_a_full_disk_is_told_and_nothing_is_written_in_part(file: Path) -> None:
    store = open_file(file)
    here = room(store)
    engine = store._database.engine
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    limit = f"PRAGMA max_page_count = {pages}"
    from sqlalchemy import event

    def set_limit(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute(limit)

    event.listen(engine, "connect", set_limit)
    engine.dispose()
    taken: list[Access] = []

    def fill_it() -> None:
        for place in range(1000):
            taken.append(store.join(here.guest, new_key(), name=f"P{place}", own_sentence="x" * 900))

    with pytest.raises(StoreUnavailable) as told:
        fill_it()
    assert str(told.value) == (
        "The disk of the database is full, so nothing was saved; whoever runs the app has to make room."
    )
    assert store.view(here.facilitator).joined == 3 + len(taken)
    event.remove(engine, "connect", set_limit)
    engine.dispose()
    store.answer(here.seats[0], 1, QUESTIONS["freshness"], "weeks")


def test_a_file_that_is_no_database_is_told_when_it_is_opened(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b"no database" * 500)
    with pytest.raises(WorkshopError) as told:
        open_file(file)
    assert str(told.value) == (
        "The file of workshops is broken or no SQLite database; put a copy of before in its place, or name another "
        "folder in `ADVISOR_DATA`."
    )


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(WorkshopError) as told:
        open_file(tmp_path / "taken" / "workshops.sqlite")
    said = (
        f"The folder `{tmp_path / 'taken'}` for workshops cannot be made (File exists); name another in `ADVISOR_DATA`."
    )
    assert str(told.value) == said


def test_the_place_is_a_file_or_what_the_environment_names_and_is_told_without_a_password(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("ADVISOR_DATABASE_URL", raising=False)
    monkeypatch.setenv("ADVISOR_DATA", str(tmp_path))
    assert describe_place(database_url()) == f"the file {tmp_path / 'workshops.sqlite'}"
    monkeypatch.setenv("ADVISOR_DATABASE_URL", "postgres://me:secret@db.example.org/workshops?sslmode=require")
    assert database_url().drivername == "postgresql+psycopg"
    assert (
        describe_place(database_url()) == "the PostgreSQL database postgresql+psycopg://me:***@db.example.org/workshops"
    )
    monkeypatch.setenv("ADVISOR_DATABASE_URL", f"sqlite:///{tmp_path}/other.db")
    assert describe_place(database_url()) == f"the file {tmp_path}/other.db"


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("not an address", "it is no database address"),
        ("mysql://me@db/x", "`mysql` is no database that workshops can be kept in"),
        ("sqlite://", "`sqlite` is no database that workshops can be kept in"),
    ],
)
def test_an_address_that_cannot_be_used_is_told(monkeypatch: pytest.MonkeyPatch, given: str, why: str) -> None:
    monkeypatch.setenv("ADVISOR_DATABASE_URL", given)
    with pytest.raises(WorkshopError) as told:
        database_url()
    assert str(told.value) == (
        f"`ADVISOR_DATABASE_URL`: {why}; write postgresql://user:password@host/database, or leave it out to keep "
        "workshops in a file."
    )


def test_the_days_that_workshops_are_kept_are_a_number_or_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ADVISOR_WORKSHOP_DAYS", raising=False)
    assert days_kept() is None
    monkeypatch.setenv("ADVISOR_WORKSHOP_DAYS", "90")
    assert days_kept() == 90
    monkeypatch.setenv("ADVISOR_WORKSHOP_DAYS", "soon")
    with pytest.raises(WorkshopError) as told:
        days_kept()
    assert str(told.value) == (
        "`ADVISOR_WORKSHOP_DAYS` is `soon`; write a number of days from 1 to 3650, or leave it out to keep them."
    )
