"""Where workshops are kept: a SQLite file in a data folder, or the PostgreSQL that `ADVISOR_DATABASE_URL` names."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from advisor.errors import WorkshopError

DATABASE_URL: Final = "ADVISOR_DATABASE_URL"
DATA_FOLDER: Final = "ADVISOR_DATA"
_FILE: Final = "workshops.sqlite"
_POSTGRES: Final = ("postgresql", "postgres")


def database_url() -> URL:
    """The address of the database. Raises `WorkshopError` where `ADVISOR_DATABASE_URL` is none that we can use."""
    given = os.environ.get(DATABASE_URL, "").strip()
    if not given:
        return URL.create("sqlite", database=str(data_folder() / _FILE))
    try:
        url = make_url(given)
    except ArgumentError:
        raise WorkshopError(_bad("it is no database address")) from None
    kind = url.drivername.partition("+")[0]
    if kind in _POSTGRES:
        return url.set(drivername="postgresql+psycopg")
    if kind == "sqlite" and url.database and url.database != ":memory:":
        return url.set(drivername="sqlite")
    raise WorkshopError(_bad(f"`{kind}` is no database that workshops can be kept in"))


def data_folder() -> Path:
    """The folder of the SQLite file: `ADVISOR_DATA`, else `advisor` in the user's folder for data."""
    if given := os.environ.get(DATA_FOLDER, "").strip():
        return Path(given).expanduser()
    if os.name == "nt":
        base = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    else:
        base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "advisor"


def describe_place(url: URL) -> str:
    """The place in words, without a password."""
    if url.drivername.startswith("sqlite"):
        return f"the file {url.database}"
    return f"the PostgreSQL database {url.set(query={}).render_as_string(hide_password=True)}"


def _bad(why: str) -> str:
    return (
        f"`{DATABASE_URL}`: {why}; write postgresql://user:password@host/database, or leave it out to keep workshops "
        "in a file."
    )
