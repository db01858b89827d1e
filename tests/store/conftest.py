"""Every test of the store runs on real SQLite and on real PostgreSQL."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import URL, make_url

sys.path.insert(0, str(Path(__file__).parent))

from databases import new_database, start_postgres
from people import Clock

from advisor.store.workshops import Workshops


@pytest.fixture(scope="session")
def postgres() -> Iterator[Any]:
    """A server in a folder of its own: pytest keeps its folders from the user that the server runs as."""
    with tempfile.TemporaryDirectory(prefix="advisor-postgres-", ignore_cleanup_errors=True) as folder:
        server = start_postgres(Path(folder))
        yield server
        server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> URL:
    """An empty database of its own."""
    if request.param == "sqlite":
        return make_url(f"sqlite:///{tmp_path / 'data' / 'workshops.sqlite'}")
    return new_database(request.getfixturevalue("postgres"))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def opened(url: URL, clock: Clock) -> Iterator[Callable[..., Workshops]]:
    """Opens the store, as often as a test wants; all are closed at its end."""
    stores: list[Workshops] = []

    def open_store(**options: Any) -> Workshops:
        stores.append(Workshops(url, clock=clock, **options))
        return stores[-1]

    yield open_store
    for store in stores:
        store.close_connections()


@pytest.fixture
def store(opened: Callable[..., Workshops]) -> Workshops:
    return opened()
