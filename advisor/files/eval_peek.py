"""One result file as readers look at it: its kind, first row and, only when somebody asks, all of it.

Everything is worked out once, however many readers look. A file on disk is read up to its first megabyte until a
reader asks for more, so that a large table can be recognised without being loaded.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Literal

from advisor.errors import EvalFileError
from advisor.files.eval_source import EvalSource, base_name, decode_text, is_file, read_path, read_upload
from advisor.files.frame_json import frame_rows
from advisor.files.json_text import JsonLines, parse_json, parse_json_lines
from advisor.files.packed_files import unpacked_gzip
from advisor.files.table_data import separator_of

Kind = Literal["zip", "excel", "parquet", "sqlite", "json", "jsonl", "yaml", "csv"]

_HEAD_BYTES = 2**20
_REFUSED = (
    (b"\x28\xb5\x2f\xfd", "packed with Zstandard", "unpack it first"),
    (b"\x80\x04", "a Python pickle, which is never opened", "save it as CSV or Parquet"),
    (b"\x80\x05", "a Python pickle, which is never opened", "save it as CSV or Parquet"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook or another Office file", "save the sheet as CSV or .xlsx"),
    (b"%PDF", "a PDF", "give the CSV or JSON behind it"),
    (b"\x89PNG", "a picture", "give the CSV or JSON behind it"),
    (b"\xff\xd8\xff", "a picture", "give the CSV or JSON behind it"),
)
_WORKBOOK = re.compile(rb"(\[Content_Types\]\.xml|xl/|_rels/|docProps/)")
"""How the first part of a workbook is called, behind the 30 bytes in front of a name in a zip."""
_YAML = re.compile(r"(evalId|results|version):")


class Peek:
    """A file that nobody has claimed yet. Every property may raise EvalFileError in one sentence."""

    def __init__(self, name: str, data: bytes | None = None, path: Path | None = None, folder: str = "") -> None:
        """`data` of an upload, or the `path` of a file; `folder` is where it lies below what was given."""
        self.name = base_name(name)
        self.path = path
        self.folder = folder
        self._data = data

    @property
    def stem(self) -> str:
        """The name without its last suffix: the variant, when a file holds one variant and does not name it."""
        return self.name.rsplit(".", 1)[0] or self.name

    @cached_property
    def source(self) -> EvalSource:
        """The whole file, unpacked when it is packed with gzip."""
        if self._data is not None:
            source = read_upload(self.name, self._data)
        elif self.path is not None:
            source = read_path(self.path)
        else:
            raise EvalFileError(f"`{self.name}` has no content: give its path or its bytes.")
        return unpacked_gzip(source) if source.data.startswith(b"\x1f\x8b") else source

    @cached_property
    def head(self) -> bytes:
        """The first megabyte."""
        if self._data is not None or self.path is None or not is_file(self.path):
            return self.source.data[:_HEAD_BYTES]  # raises what is wrong with the path
        try:
            with self.path.open("rb") as file:
                head = file.read(_HEAD_BYTES)
        except OSError:
            return self.source.data[:_HEAD_BYTES]
        return self.source.data[:_HEAD_BYTES] if head.startswith(b"\x1f\x8b") or not head.strip() else head

    def forget(self) -> None:
        """What was read is let go, once a reader has what it needs; it would be read again."""
        for name in ("source", "head", "text", "value", "lines", "first", "_head_text", "_first_line"):
            self.__dict__.pop(name, None)

    def large_file(self, least: int) -> Path | None:
        """The path of a file on disk of at least so many bytes that is not packed; None for any other."""
        if self._data is not None or self.path is None or self.head.startswith(b"\x1f\x8b"):
            return None
        return self.path if self.path.stat().st_size >= least else None

    @property
    def start(self) -> str:
        """The text of the first megabyte, cut after a whole line where it has one."""
        return self._head_text

    @cached_property
    def kind(self) -> Kind:
        """What the bytes are; EvalFileError for a picture, a web page and the like."""
        head = self.head
        if head.startswith(b"PK"):
            return "excel" if _WORKBOOK.match(head[30:200]) else "zip"
        if head.startswith(b"PAR1"):
            return "parquet"
        if head.startswith(b"SQLite format 3"):
            return "sqlite"
        for magic, kind, repair in _REFUSED:
            if head.startswith(magic):
                raise EvalFileError(f"`{self.name}` is {kind}: {repair}.")
        start = self._head_text.lstrip()[:1]
        if start in ("{", "["):
            return "jsonl" if self._first_line is not None else "json"
        if start == "<":
            raise EvalFileError(
                f"`{self.name}` is a web page or XML: give the CSV, JSON or JSONL that the tool exports."
            )
        if self.name.lower().endswith(".eval"):
            raise EvalFileError(
                f"`{self.name}` is plain text and not an Inspect log, which is a zip: give the log as Inspect wrote it."
            )
        return "yaml" if _YAML.match(self._head_text) else "csv"

    @cached_property
    def text(self) -> str:
        """The whole text."""
        return decode_text(self.source)

    @cached_property
    def value(self) -> object:
        """The one value of a JSON file."""
        decode_text(self.source)  # says which encoding it is when it is not UTF-8; the bytes take less memory
        return parse_json(self.source.data, self.name)

    @cached_property
    def lines(self) -> JsonLines:
        """The objects of a JSONL file; of JSON the entries of its list, the rows of a pandas table, or the one object.

        An entry of a list may be something else than an object.
        """
        if self.kind == "jsonl":
            lines = parse_json_lines(self.text, self.name)
            return lines if lines is not None else JsonLines((), cut_off=False)
        whole = self.value
        if isinstance(whole, list):
            if not whole:
                raise EvalFileError(f"`{self.name}` is an empty list: export the results again.")
            return JsonLines(tuple(enumerate(whole, start=1)), cut_off=False)
        if not isinstance(whole, dict):
            raise EvalFileError(f"`{self.name}` holds no results: give the JSON that the eval tool wrote.")
        rows = frame_rows(whole)
        if rows is not None:
            return JsonLines(tuple(enumerate(rows, start=1)), cut_off=False)
        return JsonLines(((1, whole),), cut_off=False)

    @cached_property
    def first(self) -> Mapping[str, object]:
        """The first row: of JSONL its first line, of JSON its first object, of CSV the names with empty cells."""
        if self.kind == "jsonl" and self._first_line is not None:
            return self._first_line
        if self.kind == "json":
            rows = self.lines.rows
            row = rows[0][1] if rows else None
            return row if isinstance(row, dict) else {}
        return dict.fromkeys(self.columns, "")

    @cached_property
    def columns(self) -> Sequence[str]:
        """The names of the columns of a CSV; of JSON and JSONL the names in the first row."""
        if self.kind != "csv":
            return tuple(self.first) if self.kind in ("json", "jsonl") else ()
        text = self._head_text.lstrip("\r\n")
        try:
            header = next(csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text)))
        except (csv.Error, StopIteration):
            return ()
        return tuple(cell.strip() for cell in header)

    @cached_property
    def _head_text(self) -> str:
        """The text of the first megabyte, cut after a whole line where it has one."""
        if len(self.head) < _HEAD_BYTES or b"\n" not in self.head:
            return self.text
        return decode_text(EvalSource(self.name, self.head[: self.head.rindex(b"\n") + 1]))

    @cached_property
    def _first_line(self) -> Mapping[str, object] | None:
        """The first object of JSONL; None when the text is one JSON value."""
        text = self._head_text.lstrip()
        end = text.find("\n")
        if end < 0 or not text[:end].rstrip().endswith("}") or not text[end:].strip():
            return None
        try:
            first = parse_json(text[:end], self.name)
        except EvalFileError:
            return None
        return first if isinstance(first, dict) else None
