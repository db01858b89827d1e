"""The connection: SQLite with a write-ahead log, or PostgreSQL; what goes wrong becomes one error of ours."""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from advisor.errors import StoreUnavailable, WorkshopError
from advisor.store.place import describe_place
from advisor.store.turns import Turns

_LOG = logging.getLogger("advisor")
_WAIT: Final = 5
"""Seconds to wait for a lock or an answer of the server; and before that in line for one's turn."""
_POOL: Final = 20
_BEGIN: Final = "advisor_begin"
"""How a transaction is begun on SQLite."""
_FULL: Final = ("disk is full", "no space left", "could not extend file")


class Database:
    """One database, shared by all threads of a process."""

    def __init__(self, url: URL) -> None:
        self.place = describe_place(url)
        self.is_sqlite = url.drivername.startswith("sqlite")
        self.engine = _sqlite(url) if self.is_sqlite else _postgres(url)
        self._driver_error: type[Exception] = self.engine.dialect.loaded_dbapi.Error
        self._reads = Turns(_POOL - 1 if self.is_sqlite else _POOL)
        self._writes = Turns(1) if self.is_sqlite else self._reads  # SQLite has one writer at a time
        self._no_transaction: dict[str, str] = {_BEGIN: ""} if self.is_sqlite else {"isolation_level": "AUTOCOMMIT"}

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one moment. Raises `StoreUnavailable`."""
        with self._told(), self._reads.turn(_WAIT), self.engine.connect() as connection:
            if not self.is_sqlite:
                connection = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            with connection.begin():
                yield connection

    @contextmanager
    def glancing(self) -> Iterator[Connection]:
        """A connection for one statement that reads: no transaction is begun for it. Raises `StoreUnavailable`."""
        with self._told(), self._reads.turn(_WAIT), self.engine.connect() as connection:
            yield connection.execution_options(**self._no_transaction)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection whose changes are all kept when the block ends, or none. Raises `StoreUnavailable`."""
        with self._told(), self._writes.turn(_WAIT), self.engine.connect() as connection:
            # whoever writes takes the lock at once: to take it after a read may fail without a wait
            connection = connection.execution_options(**{_BEGIN: "BEGIN IMMEDIATE"})
            with connection.begin():
                yield connection

    def forget(self) -> None:
        """What was deleted leaves the write-ahead log too; on PostgreSQL its own vacuum does that."""
        if self.is_sqlite:
            with self._told(), self.engine.connect() as connection:
                raw = connection.connection.driver_connection
                if raw is not None:
                    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """All connections are given up."""
        self.engine.dispose()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise _unavailable(error.orig) from error
        except self._driver_error as error:  # while a connection is set up
            raise _unavailable(error) from error
        except (SQLAlchemyError, TimeoutError) as error:  # no turn, or no free connection, in time
            _LOG.warning("the database of workshops: %s", type(error).__name__)
            raise StoreUnavailable(_SILENT) from error


_SILENT: Final = "The database does not answer, so nothing was changed; try again in a moment."


def _unavailable(error: BaseException | None) -> WorkshopError:
    told = str(error).lower()
    _LOG.warning("the database of workshops: %s", type(error).__name__)
    if any(words in told for words in _FULL):
        return StoreUnavailable(
            "The disk of the database is full, so nothing was saved; whoever runs the app has to make room."
        )
    if "file is not a database" in told or "malformed" in told:
        return WorkshopError(
            "The file of workshops is broken or no SQLite database; put a copy of before in its place, or name another "
            "folder in `ADVISOR_DATA`."
        )
    if "readonly" in told or "read-only" in told:
        return StoreUnavailable(
            "The database can only be read, so nothing was saved. Whoever runs the app has to allow writing to it."
        )
    return StoreUnavailable(_SILENT)


def _sqlite(url: URL) -> Engine:
    file = Path(str(url.database))
    folder = file.parent
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        file.touch(mode=0o600)  # nobody else on this machine reads it
    except OSError as error:
        raise WorkshopError(
            f"The folder `{folder}` for workshops cannot be made ({error.strerror}); name another in `ADVISOR_DATA`."
        ) from None
    engine = create_engine(url, connect_args={"timeout": _WAIT}, pool_size=_POOL, max_overflow=2, pool_timeout=_WAIT)

    @event.listens_for(engine, "connect")
    def _set_up(connection: Any, _: object) -> None:
        connection.isolation_level = None  # transactions are begun below, not by the driver
        _keep_a_write_ahead_log(connection)
        for name, value in (
            ("synchronous", "FULL"),
            ("foreign_keys", "ON"),
            ("secure_delete", "ON"),
            ("trusted_schema", "OFF"),
        ):
            connection.execute(f"PRAGMA {name} = {value}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if statement := connection.get_execution_options().get(_BEGIN, "BEGIN"):
            connection.exec_driver_sql(statement)

    return engine


def _keep_a_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Of processes that open a new file at once one changes its mode, and SQLite refuses the others without a wait."""
    end = time.monotonic() + _WAIT
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > end:
                raise
        time.sleep(0.02)


def _postgres(url: URL) -> Engine:
    try:
        from advisor.store.server import connect_to_server  # only who has PostgreSQL has its driver
    except ModuleNotFoundError:
        raise WorkshopError(
            "PostgreSQL needs the extra `postgres`; install it with: "
            'python -m pip install "llm-approach-advisor[postgres]"'
        ) from None
    return connect_to_server(url, _WAIT, _POOL)
