"""Every test of the store runs on real SQLite and on real PostgreSQL."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, NullPool, create_engine
from sqlalchemy.engine import URL, make_url

sys.path.insert(0, str(Path(__file__).parent))

from databases import new_database, start_postgres
from people import Clock

from advisor.store.tables import METADATA
from advisor.store.workshops import Workshops


@pytest.fixture(scope="session")
def postgres() -> Iterator[Any]:
    """A server in a folder of its own: pytest keeps its folders from the user that the server runs as."""
    with tempfile.TemporaryDirectory(prefix="advisor-postgres-", ignore_cleanup_errors=True) as folder:
        server = start_postgres(Path(folder))
        yield server
        server.cleanup()


@pytest.fixture(scope="session")
def ready_database(postgres: Any) -> Engine:
    """A database with all tables, shared by all tests that need one: to make one takes longer than most of them."""
    url = new_database(postgres)
    Workshops(url).close_connections()
    return create_engine(url, poolclass=NullPool)


@pytest.fixture(scope="session")
def ready_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with all tables, to be copied."""
    file = tmp_path_factory.mktemp("ready") / "workshops.sqlite"
    Workshops(make_url(f"sqlite:///{file}")).close_connections()
    return file


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def url(request: pytest.FixtureRequest, kind: str, tmp_path: Path) -> URL:
    """A database of its own that has not been opened yet."""
    if kind == "sqlite":
        return make_url(f"sqlite:///{tmp_path / 'data' / 'workshops.sqlite'}")
    return new_database(request.getfixturevalue("postgres"))


@pytest.fixture
def ready(request: pytest.FixtureRequest, kind: str, tmp_path: Path) -> URL:
    """A database with all tables and nothing in them."""
    if kind == "sqlite":
        file = tmp_path / "data" / "workshops.sqlite"
        file.parent.mkdir()
        shutil.copy(request.getfixturevalue("ready_file"), file)
        return make_url(f"sqlite:///{file}")
    shared: Engine = request.getfixturevalue("ready_database")
    with shared.begin() as connection:
        for table in reversed(METADATA.sorted_tables):
            connection.execute(table.delete())
    return shared.url


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def opened(ready: URL, clock: Clock) -> Iterator[Callable[..., Workshops]]:
    """Opens the store, as often as a test wants; all are closed at its end."""
    stores: list[Workshops] = []

    def open_store(**options: Any) -> Workshops:
        stores.append(Workshops(ready, clock=clock, **options))
        return stores[-1]

    yield open_store
    for store in stores:
        store.close_connections()


@pytest.fixture
def store(opened: Callable[..., Workshops]) -> Workshops:
    return opened()
