"""200 participants who answer all questions at once, at the store; and what a look at the version costs.

    python benchmarks/workshop/load.py [participants]

On SQLite in one process, and on PostgreSQL in one process and in four. Beside it the same writes by the bare driver.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import sqlite3
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy.engine import URL, make_url

from advisor.api import RuleBook
from advisor.errors import AdvisorError
from advisor.schema.workshop import Brief
from advisor.store.workshops import Workshops, new_key

QUESTIONS = RuleBook.load().questions


def answer_all(
    url: URL, keys: Sequence[str], start: Any = None, looks: list[float] | None = None
) -> tuple[list[float], int]:
    """Seconds each answer took, and errors, where each key's holder answers every question in a thread of its own.

    With `looks` as many others look at the version every two seconds meanwhile; their seconds come in there.
    """
    store = Workshops(url)
    seats = [store.as_participant(key) for key in keys]
    took: list[float] = []
    errors: list[str] = []

    def one(seat: Any) -> None:
        for question in QUESTIONS:
            began = time.perf_counter()
            try:
                store.answer(seat, 1, question, question.options[0].id, "because")
            except AdvisorError as error:
                errors.append(str(error))
            took.append(time.perf_counter() - began)

    done = threading.Event()

    def look(place: int, into: list[float]) -> None:
        wait = 2 * place / len(seats)
        while not done.wait(wait):
            began = time.perf_counter()
            try:
                store.version(seats[place])
            except AdvisorError as error:
                errors.append(str(error))
            into.append(time.perf_counter() - began)
            wait = 2

    threads = [threading.Thread(target=one, args=(seat,)) for seat in seats]
    pollers = [threading.Thread(target=look, args=(n, looks)) for n in range(len(seats)) if looks is not None]
    if start is not None:
        start.wait()
    for thread in pollers + threads:
        thread.start()
    for thread in threads:
        thread.join()
    done.set()
    for thread in pollers:
        thread.join()
    store.close_connections()
    return took, len(errors)


def _work(url: str, keys: Sequence[str], start: Any, out: Any) -> None:
    out.put(answer_all(make_url(url), keys, start))


def run(name: str, url: URL, people: int, processes: int) -> None:
    """Prints one line."""
    store = Workshops(url)
    workshop = store.create(Brief(title="Load", questions=tuple(each.id for each in QUESTIONS)))
    guest, keys = store.as_guest(workshop.join), [new_key() for _ in range(people)]
    for place, key in enumerate(keys):
        store.join(guest, key, name=f"P{place}")
    began = time.perf_counter()
    looks: list[float] = []
    if processes == 1:
        took, errors = answer_all(url, keys, looks=looks)
    else:
        context = multiprocessing.get_context("spawn")
        start, out = context.Barrier(processes), context.Queue()
        address = url.render_as_string(hide_password=False)
        shares = [keys[place::processes] for place in range(processes)]
        started = [context.Process(target=_work, args=(address, share, start, out)) for share in shares]
        for each in started:
            each.start()
        found = [out.get() for _ in started]
        took, errors = [second for each, _ in found for second in each], sum(each for _, each in found)
    total = time.perf_counter() - began
    facilitator = store.as_facilitator(workshop.facilitator)
    store.reveal(facilitator, 1)
    stored = len(store.view(facilitator).ballots)
    ranks = statistics.quantiles(took, n=100)
    print(
        f"{name:<28} {people} x {len(QUESTIONS)}: stored {stored}, errors {errors}, p50 {1000 * ranks[49]:.0f} ms, "
        f"p95 {1000 * ranks[94]:.0f} ms, p99 {1000 * ranks[98]:.0f} ms, all in {total:.1f} s",
        flush=True,
    )
    if looks:
        print(f"{'':<28} meanwhile {len(looks)} looks by {people} others, p95 {_p95(looks):.0f} ms")
    _poll(store, facilitator)


def _p95(seconds: Sequence[float]) -> float:
    return 1000 * statistics.quantiles(seconds, n=20)[-1]


def _poll(store: Workshops, access: Any, looks: int = 2000) -> None:
    """What a look at the version costs beside the same row read by the bare driver."""
    engine = store._database.engine
    query = "SELECT version FROM workshop WHERE id = " + str(access.workshop)
    raw = engine.raw_connection()
    cursor = raw.cursor()

    def bare() -> None:
        cursor.execute(query)
        cursor.fetchone()

    ours = _each(lambda: store.version(access), looks)
    theirs = _each(bare, looks)
    with contextlib.suppress(Exception):
        raw.close()
    print(
        f"{'':<28} a look at the version {1e6 * ours:.0f} us, bare driver {1e6 * theirs:.0f} us, "
        f"{ours / theirs:.1f} times"
    )


def _each(act: Callable[[], object], times: int) -> float:
    began = time.perf_counter()
    for _ in range(times):
        act()
    return (time.perf_counter() - began) / times


def bare_sqlite(folder: Path, rows: int) -> float:
    """Seconds for as many upserts with the same durability, one after the other, by the driver alone."""
    connection = sqlite3.connect(folder / "bare.sqlite", isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE ballot (p INT, r INT, q TEXT, o TEXT, why TEXT, PRIMARY KEY (p, r, q))")
    began = time.perf_counter()
    for row in range(rows):
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(
            "INSERT INTO ballot VALUES (?, 1, ?, 'a', 'because') ON CONFLICT DO UPDATE SET o = excluded.o",
            (row // 25, str(row % 25)),
        )
        connection.execute("COMMIT")
    return time.perf_counter() - began


@contextlib.contextmanager
def postgres() -> Iterator[URL]:
    """An empty database on a server of its own."""
    sys.path.insert(0, str(Path(__file__).parents[2] / "tests" / "store"))
    from databases import new_database, start_postgres

    with tempfile.TemporaryDirectory() as folder:
        server = start_postgres(Path(folder))
        yield new_database(server)
        server.cleanup()


def main(arguments: Sequence[str]) -> None:
    """All of it."""
    people = int(arguments[0]) if arguments else 200
    with tempfile.TemporaryDirectory() as folder:
        run("SQLite, one process", make_url(f"sqlite:///{folder}/w.sqlite"), people, 1)
        bare = bare_sqlite(Path(folder), people * len(QUESTIONS))
        print(f"{'':<28} the same upserts by the bare driver, one after the other: {bare:.1f} s")
    with postgres() as url:
        run("PostgreSQL, one process", url, people, 1)
    with postgres() as url:
        run("PostgreSQL, four processes", url, people, 4)


if __name__ == "__main__":
    main(sys.argv[1:])
