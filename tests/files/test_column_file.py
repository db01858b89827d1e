"""A column mapping as a file: written, read again, and each mistake told in one sentence."""

from __future__ import annotations

import pytest

from advisor.errors import EvalFileError
from advisor.files.column_file import columns_as_yaml, read_columns

COLUMNS = {"variant": "model", "item": "質問", "score": ["correct", "style"]}


def test_a_mapping_comes_back_as_it_was_written() -> None:
    assert read_columns(columns_as_yaml(COLUMNS).encode(), "columns.yaml") == COLUMNS


def test_a_mapping_saved_with_a_byte_order_mark_is_read() -> None:
    assert read_columns("\ufeffitem: id\r\n".encode(), "columns.yaml") == {"item": "id"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: [", "`c.yaml` is not YAML: write lines such as `variant: model` and `score: correct`."),
        ("", "`c.yaml` is no column mapping: write lines such as `variant: model` and `score: correct`."),
        ("- item", "`c.yaml` is no column mapping: write lines such as `variant: model` and `score: correct`."),
        ("item: 3", "`c.yaml`: `item` names no column: write its name, in quotes where it is a number."),
        ("item: [a, b]", "`c.yaml`: `item` names no column: write its name, in quotes where it is a number."),
        ("score: []", "`c.yaml`: `score` names no column: write its name, in quotes where it is a number."),
    ],
)
def test_a_file_that_is_no_mapping_says_what_to_write(text: str, said: str) -> None:
    with pytest.raises(EvalFileError) as told:
        read_columns(text.encode(), "c.yaml")
    assert str(told.value) == said


def test_a_name_that_is_not_ours_is_told_with_those_that_are() -> None:
    with pytest.raises(EvalFileError) as told:
        read_columns(b"colour: red", "c.yaml")
    said = "`c.yaml`: `colour` is not a name that is known here: write one of `score`, `variant`, `item`, "
    assert str(told.value)[: len(said)] == said
