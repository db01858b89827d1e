"""A database of any age comes up to date with all that is in it, by one process at a time."""

from __future__ import annotations

import multiprocessing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from people import QUESTIONS, brief
from sqlalchemy import text
from sqlalchemy.engine import URL

from advisor.errors import WorkshopError
from advisor.schema.workshop import Brief
from advisor.store.database import Database
from advisor.store.migrating import bring_up_to_date
from advisor.store.tables import METADATA
from advisor.store.workshops import Workshops

DATA = Path(__file__).parents[1] / "data"
LEAD, SEAT = "a-facilitators-key-of-then", "a-participants-key-of-then"


def first_schema(url: URL) -> Database:
    """A database as the first version left it (its dump), with a workshop in its second round."""
    database = Database(url)
    kind = "sqlite" if database.is_sqlite else "postgresql"
    script = (DATA / f"workshops_first_schema_{kind}.sql").read_text(encoding="utf-8")
    raw = database.engine.raw_connection()
    if database.is_sqlite:
        raw.driver_connection.executescript(f"PRAGMA foreign_keys = OFF; {script}")  # type: ignore[union-attr]
    else:
        raw.driver_connection.execute(script)  # type: ignore[union-attr]
        raw.commit()
    raw.invalidate()  # the script has set what holds for this connection alone
    return database


def test_a_database_of_the_first_version_comes_up_to_date_with_all_that_is_in_it(url: URL) -> None:
    first_schema(url).close()
    store = Workshops(url)
    lead, seat = store.as_facilitator(LEAD), store.as_participant(SEAT)
    view = store.view(lead)
    assert (view.version, view.phase, view.code, view.brief) == (12, "answering", "ABC234", brief())
    assert [(each.name, each.roles) for each in view.people] == [("Ana", ("legal",))]
    assert [(each.round, each.option, each.reason) for each in view.ballots] == [(1, "weeks", "seen")]
    assert [each.option for each in store.view(seat).own] == ["weeks", "live"]
    assert [(each.question, each.option) for each in view.agreed] == [("task", "code")]
    assert [(each.owner, each.due.isoformat()) for each in view.homework] == [("Ben", "2026-12-24")]
    store.answer(seat, 2, QUESTIONS["freshness"], "months")
    assert store.by_screen_code(store.screen_code(lead), "wall").seat == "screen"
    assert store.reveal(lead, 2)
    store.close_connections()


def test_the_last_step_makes_the_tables_that_the_code_reads(url: URL) -> None:
    database = Database(url)
    bring_up_to_date(database)
    with database.reading() as connection:
        found = compare_metadata(MigrationContext.configure(connection), METADATA)
    assert found == []
    database.close()


def create_one(url: URL, start: Any) -> None:
    start.wait(30)
    Workshops(url).create(brief())


@pytest.mark.parametrize("is_old", [False, True], ids=["empty", "of the first version"])
def test_processes_that_start_at_once_bring_it_up_to_date_once(url: URL, is_old: bool) -> None:
    if is_old:
        first_schema(url).close()
    context = multiprocessing.get_context("fork")
    start = context.Barrier(3)
    started = [context.Process(target=create_one, args=(url, start)) for _ in range(3)]
    for process in started:
        process.start()
    for process in started:
        process.join(60)
    assert [process.exitcode for process in started] == [0, 0, 0]
    with Database(url).reading() as connection:
        count = connection.execute(text("SELECT count(*) FROM workshop")).scalar_one()
    assert count == 3 + is_old


def test_a_database_of_a_newer_version_is_left_alone(url: URL) -> None:
    database = Database(url)
    bring_up_to_date(database)
    with database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0999'"))
    with pytest.raises(WorkshopError) as told:
        Workshops(url)
    assert str(told.value) == (
        "The database of workshops was written by a newer version of this package; install that version, or name "
        "another database in `ADVISOR_DATABASE_URL`."
    )
    database.close()


def test_a_brief_of_the_first_version_is_read() -> None:
    old = (
        '{"title":"T","job":null,"context":"","questions":["task"],"named":true,'
        '"stop":{"agreement":0.75,"most_rounds":3},"practice":null}'
    )
    assert Brief.model_validate_json(old) == Brief(title="T", questions=("task",))
