"""A table that is worked out once and kept where it lies."""

from __future__ import annotations

import tempfile
from itertools import count
from typing import Any
from weakref import WeakValueDictionary

import narwhals as nw

MEMORY = "2GB"
"""What DuckDB may hold in memory at a time; more is put into the folder for temporary files."""
_ROWS_AT_A_TIME = 100_000
_numbers = count(1)
_own: WeakValueDictionary[int | None, Any] = WeakValueDictionary()
"""Our databases that some table still lies in, by the number that each knows of itself."""


def kept(frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """The same table, ready to be counted several times.

    On Spark it is persisted on the cluster; a DuckDB query is run into a table of a database of our own; other
    libraries hold their result.
    """
    where = frame.implementation
    found: nw.LazyFrame[Any]
    if where.is_spark_like():
        found = nw.from_native(frame.to_native().persist())
    elif where.is_duckdb():
        found = _in_own_database(frame.to_native())
    else:
        found = frame.collect().lazy()
    return found


def _in_own_database(relation: Any) -> nw.LazyFrame[Any]:
    """The rows of a query as a table; the database of somebody else is read, as a stream, and never written to."""
    ((number,),) = relation.query("it", "SELECT getvariable('advisor_database')").fetchall()
    connection = _own.get(number)
    if connection is None:
        return in_duckdb(relation.to_arrow_reader(_ROWS_AT_A_TIME))
    name = f"kept_{next(_numbers)}"
    relation.create(name)
    table: nw.LazyFrame[Any] = nw.from_native(connection.table(name)).lazy()
    return table


def in_duckdb(rows: Any) -> nw.LazyFrame[Any]:
    """An Arrow table or stream of rows as a table of a DuckDB database of its own."""
    connection = own_database()
    connection.register("rows", rows)
    connection.execute("CREATE TABLE kept AS SELECT * FROM rows")
    connection.unregister("rows")
    table: nw.LazyFrame[Any] = nw.from_native(connection.table("kept"))
    return table


def own_database() -> Any:
    """A DuckDB database in memory that nothing else uses, so that threads do not meet in it."""
    import duckdb

    connection = duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": tempfile.gettempdir()})
    number = next(_numbers)
    connection.execute(f"SET VARIABLE advisor_database = {number}")
    _own[number] = connection
    return connection
