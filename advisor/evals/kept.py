"""A table that is worked out once and kept where it lies."""

from __future__ import annotations

from typing import Any

import narwhals as nw


def kept(frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """The same table, ready to be counted several times.

    On Spark it is persisted on the cluster; a DuckDB query is run into memory; other libraries hold their result.
    """
    where = frame.implementation
    if where.is_spark_like():
        persisted: nw.LazyFrame[Any] = nw.from_native(frame.to_native().persist())
        return persisted
    if where.is_duckdb():
        return frame.collect(backend="pyarrow").lazy(backend="duckdb")
    return frame.collect().lazy()
