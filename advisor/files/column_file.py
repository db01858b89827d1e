"""A column mapping as a file: our names and theirs, one a line, as `read_evals(columns=...)` takes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from advisor.errors import EvalFileError
from advisor.files.eval_source import read_path
from advisor.files.table_columns import OUR_NAMES

_MOST_BYTES = 100_000


def columns_as_yaml(columns: Mapping[str, str | Sequence[str]]) -> str:
    """The mapping as YAML: `variant: model` and so on."""
    plain = {ours: theirs if isinstance(theirs, str) else list(theirs) for ours, theirs in columns.items()}
    return yaml.safe_dump(plain, allow_unicode=True, sort_keys=False)


def load_columns(path: str | Path) -> dict[str, str | list[str]]:
    """The mapping in a file on disk. Raises EvalFileError with what to write instead."""
    source = read_path(Path(path))
    return read_columns(source.data, source.name)


def read_columns(data: bytes, name: str) -> dict[str, str | list[str]]:
    """The mapping in such a file. Raises EvalFileError with what to write instead."""
    example = "write lines such as `variant: model` and `score: correct`."
    if len(data) > _MOST_BYTES:
        raise EvalFileError(f"`{name}` is too long for a column mapping: {example}")
    try:
        found = yaml.safe_load(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, yaml.YAMLError, RecursionError):
        raise EvalFileError(f"`{name}` is not YAML: {example}") from None
    if not isinstance(found, dict) or not found:
        raise EvalFileError(f"`{name}` is no column mapping: {example}")
    for ours, theirs in found.items():
        if ours != "score" and ours not in OUR_NAMES:
            names = ", ".join(f"`{known}`" for known in ("score", *OUR_NAMES))
            raise EvalFileError(f"`{name}`: `{ours}` is not a name that is known here: write one of {names}.")
        named = theirs if ours == "score" and isinstance(theirs, list) else [theirs]
        if not named or not all(isinstance(each, str) for each in named):
            raise EvalFileError(f"`{name}`: `{ours}` names no column: write its name, in quotes where it is a number.")
    return {str(ours): theirs for ours, theirs in found.items()}
