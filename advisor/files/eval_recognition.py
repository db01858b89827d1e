"""Which reader takes a result file, seen from its content and never from its name."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.errors import EvalFileError
from advisor.files.deepeval import DeepEvalReader
from advisor.files.eval_peek import Peek
from advisor.files.eval_reader import Reader, Taken, load_plug_ins
from advisor.files.langsmith import LangSmithReader
from advisor.files.lm_eval import LmEvalReader
from advisor.files.log_readers import InspectReader, PromptfooReader, TableReader
from advisor.files.mlflow import MlflowReader
from advisor.files.openai_evals import OpenAIEvalsReader
from advisor.files.openai_hosted import OpenAIHostedReader
from advisor.files.ragas import RagasReader
from advisor.files.table_columns import ColumnMap

BUILT_IN: tuple[Reader, ...] = (
    InspectReader(),
    PromptfooReader(),
    LmEvalReader(),
    DeepEvalReader(),
    OpenAIEvalsReader(),
    OpenAIHostedReader(),
    MlflowReader(),
    LangSmithReader(),
    RagasReader(),
)
"""The tools that are known here, in the order in which they are asked."""


class Readers:
    """All readers that are there: built-in ones, those of plug-ins, and the one for any table."""

    def __init__(self, columns: ColumnMap | None = None) -> None:
        """`columns`: the mapping for tables; a table that has all its columns is read by it, whoever wrote it."""
        self.columns = columns or {}
        self.table = TableReader(columns)
        self.notes: list[str] = []
        self.plug_ins = load_plug_ins(self.notes)

    def recognise_any(self, peek: Peek) -> Taken:
        """The file with its reader; a table is read as one when no tool wrote it.

        Raises EvalFileError when it is nothing that can be read.
        """
        if _fits(self.columns, peek):
            return Taken(self.table, self.table.recognises(peek), peek.name)
        found = self.recognise(peek)
        if found is not None:
            return found
        table = self.table.recognises(peek)
        if table is None:
            raise EvalFileError(_nobodys(peek))
        return Taken(self.table, table, peek.name)

    def recognise(self, peek: Peek) -> Taken | None:
        """The file with the reader of the tool that wrote it; None when no tool did.

        Raises EvalFileError for a file that a tool wrote and nobody can read.
        """
        _ = peek.kind  # a picture and the like is nobody's
        refusal: EvalFileError | None = None
        for reader in (*BUILT_IN, *self.plug_ins):
            try:
                handle = reader.recognises(peek)
            except EvalFileError as error:
                refusal = refusal or error
            else:
                if handle is not None:
                    if reader in BUILT_IN:  # a plug-in may come back to the file
                        peek.forget()
                    return Taken(reader, handle, peek.name)
        if refusal is not None:
            raise refusal
        return None


def _fits(columns: ColumnMap, peek: Peek) -> bool:
    """Whether a mapping was given and this table has every column of it."""
    if not columns or peek.kind not in ("csv", "json", "jsonl"):
        return False
    wanted = [name for names in columns.values() for name in ([names] if isinstance(names, str) else names)]
    return all(_reaches(peek.first, name) for name in wanted)


def _reaches(row: Mapping[str, object], name: str) -> bool:
    """Whether a row has a column, or a field inside one: `doc.item_id`."""
    if name in row:
        return True
    outer, _, inner = name.partition(".")
    within = row.get(outer)
    return bool(inner) and isinstance(within, Mapping) and _reaches(within, inner)


def _nobodys(peek: Peek) -> str:
    if peek.kind == "sqlite":
        return f"`{peek.name}` is an SQLite database: export the eval table as CSV."
    return f"`{peek.name}` is no file of an eval tool: give the CSV, JSON or JSONL that the tool exports."
