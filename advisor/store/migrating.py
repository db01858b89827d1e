"""A database brought up to date, by one process at a time."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from advisor.errors import WorkshopError
from advisor.store.database import Database

_STEPS: Final = Path(__file__).parent / "migrations"
_LOCK: Final = 0x6164_7669_736F_72  # "advisor"


def bring_up_to_date(database: Database, upto: str = "head") -> None:
    """The tables as this version needs them; what is kept stays.

    Raises `WorkshopError` where a newer version of the package has written it, `StoreUnavailable`.
    """
    with database.reading() as connection:  # nothing to do, mostly: then nobody who writes is waited for
        if _found(connection) == (_steps().get_current_head() if upto == "head" else upto):
            return
    with database.writing() as connection:
        if not database.is_sqlite:  # on SQLite whoever writes is alone anyway
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        _upgrade(connection, upto)


def _upgrade(connection: Connection, upto: str) -> None:
    config = _config()
    steps, found = _steps(), _found(connection)
    if found is not None and found not in {step.revision for step in steps.walk_revisions()}:
        raise WorkshopError(
            "The database of workshops was written by a newer version of this package; install that version, or name "
            "another database in `ADVISOR_DATABASE_URL`."
        )
    config.attributes["connection"] = connection
    command.upgrade(config, upto)


def _found(connection: Connection) -> str | None:
    """The last step that was taken; None for an empty database."""
    return MigrationContext.configure(connection).get_current_revision()


def _steps() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_STEPS).replace("%", "%%"))
    return config
