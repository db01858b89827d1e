"""Large uploads of CSV as tables: read by Arrow from the bytes in memory, since an upload is never written to disk."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Callable, Collection, Iterator
from typing import Any, TextIO

import narwhals as nw

from advisor.files.table_data import TableData, csv_of, separator_of


def arrow_csv(name: str, stem: str, data: bytes, start: str, whole_text: Callable[[], str]) -> TableData:
    """A CSV or TSV in memory; `start` is the beginning of its text, all of which is decoded only when a row is wrong.

    Raises EvalFileError when it has no header.
    """

    def open_text() -> TextIO:
        return io.StringIO(whole_text(), newline="")

    table = csv_of(name, stem, open_text, start)
    raw = {column: f"c{place}" for place, column in enumerate(table.columns)}

    def frames(texts: Collection[str]) -> Iterator[nw.LazyFrame[Any]]:
        import pyarrow as arrow
        import pyarrow.csv as arrow_csv

        every = [raw[column] for column in table.columns]
        for as_texts in ([raw[column] for column in texts if column in raw], every):
            try:
                found = arrow_csv.read_csv(
                    arrow.BufferReader(data),
                    read_options=arrow_csv.ReadOptions(column_names=every, skip_rows_after_names=1),
                    parse_options=arrow_csv.ParseOptions(delimiter=separator_of(start), newlines_in_values=True),
                    convert_options=arrow_csv.ConvertOptions(column_types=dict.fromkeys(as_texts, arrow.string())),
                )
            except (arrow.ArrowException, ValueError):
                continue
            yield nw.from_native(found).lazy()

    return dataclasses.replace(table, frames=frames, raw=raw)
