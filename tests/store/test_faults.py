"""Killed, frozen, stopped, full, raced: what was acknowledged stays, what was not is told, and it works again."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
import pytest
from databases import new_database, start_postgres
from people import room
from sqlalchemy.engine import URL, make_url

from advisor.errors import StoreUnavailable
from advisor.store.workshops import Workshops

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks" / "workshop"))

from kill import kill_writers

SILENT = "The database does not answer, so nothing was changed; try again in a moment."


def refused(act: Callable[[], object]) -> tuple[str, float]:
    """What is told, and after how many seconds."""
    began = time.monotonic()
    with pytest.raises(StoreUnavailable) as told:
        act()
    return str(told.value), time.monotonic() - began


def test_what_was_acknowledged_before_a_kill_is_kept_once(url: URL) -> None:
    found = kill_writers(url, times=5, writers=1)
    assert found.acknowledged >= 5
    assert (found.lost, found.doubled) == (0, 0)
    assert found.integrity == ("ok" if url.drivername == "sqlite" else "1 rows")


@pytest.fixture
def server() -> Iterator[Any]:
    """A server of this test's own, to be frozen and stopped."""
    with tempfile.TemporaryDirectory(prefix="advisor-postgres-", ignore_cleanup_errors=True) as folder:
        server = start_postgres(Path(folder))
        yield server
        server.cleanup()


def processes(folder: Path) -> list[psutil.Process]:
    main = psutil.Process(int((folder / "postmaster.pid").read_text().splitlines()[0]))
    return [main, *main.children(recursive=True)]


def test_a_server_that_hangs_or_is_started_anew_is_told_in_seconds_and_found_again(
    server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("advisor.store.database._WAIT", 1)
    url, folder = new_database(server), Path(server.pgdata)
    store = Workshops(url)
    here = room(store)
    here.answer(0, "weeks")
    frozen = processes(folder)
    for process in frozen:
        process.send_signal(signal.SIGSTOP)
    try:
        said, seconds = refused(lambda: here.answer(0, "live"))
    finally:
        for process in frozen:
            process.send_signal(signal.SIGCONT)
    assert said == SILENT
    assert seconds < 8, "a second in line, two for an answer, two for a new connection"
    here.answer(0, "live")
    for process in processes(folder):
        with contextlib.suppress(psutil.NoSuchProcess):  # some end by themselves once others are gone
            process.kill()
    frozen[0].wait(10)
    assert refused(lambda: here.answer(0, "weeks"))[0] == SILENT
    del type(server)._instances[server.pgdata]  # the wheel would hand out the dead one
    start_postgres(folder)
    assert [each.option for each in store.view(here.seats[0]).own] == ["live"]
    here.answer(0, "weeks")
    store.close_connections()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_a_database_that_can_only_be_read_is_told_and_read(tmp_path: Path) -> None:
    file = tmp_path / "data" / "workshops.sqlite"
    store = Workshops(make_url(f"sqlite:///{file}"))
    here = room(store)
    store.close_connections()
    reader = Workshops(make_url(f"sqlite:///{file}"))
    with reader._database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")  # as root no permission holds us off
        connection.commit()
    said, _ = refused(lambda: replace(here, store=reader).answer(0, "weeks"))
    assert said == (
        "The database can only be read, so nothing was saved. Whoever runs the app has to allow writing to it."
    )
    assert reader.view(here.facilitator).joined == 3


def test_a_disk_that_is_really_full_is_told_and_works_again_once_there_is_room(tmp_path: Path) -> None:
    """On a file system of 600 kB, where this process may make one."""
    folder = tmp_path / "small"
    folder.mkdir()
    if not shutil.which("mount") or os.system(f"mount -t tmpfs -o size=600k tmpfs {folder} 2>/dev/null"):
        pytest.skip("no file system may be mounted here; the page limit in test_files.py stands in for it")
    try:
        store = Workshops(make_url(f"sqlite:///{folder / 'workshops.sqlite'}"))
        here = room(store)
        (folder / "other").write_bytes(b"x" * (shutil.disk_usage(folder).free // 4096 * 4096))
        taken: list[str] = []

        def answer_on() -> None:
            for number in range(5000):
                here.answer(0, "weeks", reason=f"answer {number}".ljust(1000, "."))
                taken.append(f"answer {number}")

        assert refused(answer_on)[0] == (
            "The disk of the database is full, so nothing was saved; whoever runs the app has to make room."
        )
        own = store.view(here.seats[0]).own
        assert [each.reason.rstrip(".") for each in own] == taken[-1:]
        (folder / "other").unlink()
        here.answer(0, "live")
        assert [each.option for each in store.view(here.seats[0]).own] == ["live"]
        store.close_connections()
    finally:
        os.system(f"umount {folder}")
