"""PostgreSQL, given up where it does not answer in time: a server that hangs must not hold everybody's page."""

from __future__ import annotations

from collections.abc import Generator
from time import monotonic
from typing import Any, TypeVar

import psycopg
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL

T = TypeVar("T")


def connect_to_server(url: URL, seconds: int, pool: int) -> Engine:
    """Connections to the server, as many as `pool`; none waits longer than `seconds` for it, or for a lock."""
    engine = create_engine(
        url,
        pool_size=pool,
        max_overflow=2,
        pool_timeout=seconds,
        pool_pre_ping=True,
        connect_args={
            "connect_timeout": seconds,
            "options": f"-c lock_timeout={800 * seconds}ms -c statement_timeout={seconds}s "
            f"-c idle_in_transaction_session_timeout={6 * seconds}s",
            "keepalives_idle": 2 * seconds,
            "keepalives_interval": seconds,
            "tcp_user_timeout": 1000 * seconds,
        },
    )

    @event.listens_for(engine, "do_connect")
    def _connect(_dialect: object, _record: object, arguments: list[Any], named: dict[str, Any]) -> Any:
        connection = _Impatient.connect(*arguments, **named)
        connection.patience = seconds + 1  # the server's own time is up first, where it still lives
        return connection

    return engine


class _Impatient(psycopg.Connection[Any]):
    """A connection that is closed where its server says nothing for `patience` seconds."""

    patience: float | None = None

    def wait(self, gen: Generator[Any, Any, T], *arguments: Any, **named: Any) -> T:
        if self.patience is None:
            return super().wait(gen, *arguments, **named)
        return super().wait(self._until(gen, monotonic() + self.patience), *arguments, **named)

    def _until(self, gen: Generator[Any, Any, T], end: float) -> Generator[Any, Any, T]:
        """The same steps; the driver looks in on them every tenth of a second, whether anything came or not."""
        try:
            asked = next(gen)
            while True:
                ready = yield asked
                if not ready and monotonic() > end:
                    self.pgconn.finish()
                    raise psycopg.OperationalError("the server does not answer")
                asked = gen.send(ready)
        except StopIteration as done:
            result: T = done.value
            return result
