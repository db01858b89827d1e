"""Many answer sets at once give what one at a time gives, whatever library the table comes in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from situations import OPTIONS, any_answers

from advisor import AdvisorError, Answers, recommend, recommend_many
from advisor.schema.words import APPROACHES

ROWS: list[dict[str, Any]] = [
    {"format": "peculiar", "rules": "manual", "evals": "trusted"},
    {"knowledge": "corpus", "freshness": "live", "fits": "no_fit"},
    {"gap": "meets", "evals": "trusted"},
    {},
]
EXPECTED = [recommend(row).approach for row in ROWS]
COLUMNS = ["approach", *(f"probability_{approach}" for approach in APPROACHES)]


def coded(rows: list[dict[str, str]]) -> np.ndarray[Any, Any]:
    """The rows as places of options, -1 unknown."""
    table = [[options.index(row[q]) if q in row else -1 for q, options in OPTIONS.items()] for row in rows]
    return np.array(table, np.int8).reshape(len(rows), len(OPTIONS))


@settings(max_examples=30, deadline=None)
@given(rows=st.lists(any_answers, min_size=1, max_size=20))
def test_each_row_is_recommended_what_recommend_says_with_the_same_probabilities_and_rules(
    rows: list[dict[str, str]],
) -> None:
    many = recommend_many(coded(rows), fired=True)
    for i, row in enumerate(rows):
        one = recommend(row)
        assert many["approach"][i] == one.approach
        assert {each.approach: each.probability.value for each in one.ranking} == pytest.approx(
            {approach: many[f"probability_{approach}"][i] for approach in APPROACHES}
        )
        said = {reason.rule for reason in (*one.reasons_for, *one.reasons_against, *one.notes)}
        assert said - {r.rule for r in one.reasons_for if r.presumes} <= {*many["fired"][i]}


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (lambda: pd.DataFrame(ROWS), pd.DataFrame),
        (lambda: pd.DataFrame(ROWS).astype("category"), pd.DataFrame),
        (lambda: pl.DataFrame(ROWS), pl.DataFrame),
        (lambda: pl.DataFrame(ROWS).cast(pl.Categorical), pl.DataFrame),
        (lambda: pl.LazyFrame(ROWS), pl.DataFrame),
        (lambda: pa.Table.from_pandas(pd.DataFrame(ROWS)), pa.Table),
        (lambda: duckdb.from_df(pd.DataFrame(ROWS)), pa.Table),
        (lambda: pa.RecordBatch.from_pandas(pd.DataFrame(ROWS)), pa.Table),
        (lambda: ROWS, pa.Table),
        (lambda: [Answers(**row) for row in ROWS], pa.Table),
        (lambda: [Answers(**ROWS[0]), *ROWS[1:]], pa.Table),
    ],
)
def test_the_answer_comes_back_in_the_library_of_the_table(make: Callable[[], Any], kind: type) -> None:
    table = make()
    found = recommend_many(table)
    assert isinstance(found, kind)
    columns = pd.DataFrame(found.to_pydict() if isinstance(found, pa.Table) else found.to_dict())
    if isinstance(found, pl.DataFrame):
        columns = pd.DataFrame(found.to_dict(as_series=False))
    assert list(columns) == COLUMNS
    assert list(columns["approach"]) == EXPECTED


def test_a_pandas_table_keeps_its_index_and_what_is_to_be_kept() -> None:
    table = pd.DataFrame(ROWS, index=list("abcd")).assign(team=[1, 2, 3, 4])
    found = recommend_many(table, keep=["team"], fired=True)
    assert list(found.index) == list("abcd")
    assert list(found) == ["team", *COLUMNS, "fired"]
    assert "stop-at-a-prompt-that-works" not in found["fired"]["a"]


def test_no_rows_give_no_rows() -> None:
    assert len(recommend_many(coded([]))["approach"]) == 0
    assert len(recommend_many(pd.DataFrame({"format": pd.Series([], dtype=str)}))) == 0


def test_columns_and_rows_with_unknown_options_are_named_all_at_once() -> None:
    table = pd.DataFrame({"scop": ["x", "y"], "format": ["wide", "free"], "rules": ["few", "lots"]})
    with pytest.raises(AdvisorError) as caught:
        recommend_many(table)
    assert caught.value.lines == (
        "column `scop`: there is no such question. Did you mean `scope`? Leave the column out, or name it in `keep`.",
        "column `format`, row 0: `wide` is not an option. Write `free`, `common`, `peculiar`, or leave it empty for "
        "unknown.",
        "column `rules`, row 1: `lots` is not an option. Write `few`, `many`, `manual`, or leave it empty for unknown.",
    )


def test_an_array_with_a_place_of_no_option_names_its_column_and_rows() -> None:
    codes = coded([{}] * 9)
    codes[1:9, 0] = 7
    with pytest.raises(AdvisorError) as caught:
        recommend_many(codes)
    assert str(caught.value) == (
        "column 0 (`scope`), rows 1, 2, 3, 4, 5 and 3 more: `7` is the place of no option; write 0 to 2, or -1 for "
        "unknown."
    )


@pytest.mark.parametrize("table", ["text", 3, [1, 2], {"format": "free"}, np.zeros((2, 3), int), np.zeros((2, 25))])
def test_what_is_no_table_is_refused_with_what_to_give(table: Any) -> None:
    with pytest.raises(AdvisorError, match="give"):
        recommend_many(table)


def refused(table: Any, **options: Any) -> str:
    """What `recommend_many` says when it refuses a table."""
    with pytest.raises(AdvisorError) as caught:
        recommend_many(table, **options)
    return str(caught.value)


@pytest.mark.parametrize("kind", [np.int8, np.int64, np.uint8, np.uint64])
def test_a_masked_cell_is_unknown_whatever_lies_under_the_mask(kind: type) -> None:
    codes = coded(ROWS)
    under = np.where(codes == -1, 99, codes).astype(kind)
    found = recommend_many(np.ma.masked_array(under, mask=codes == -1))
    assert list(found["approach"]) == EXPECTED


def test_a_place_of_no_option_that_is_not_masked_is_refused() -> None:
    codes = np.ma.masked_array(np.full((2, 25), 9), mask=True)
    codes[1, 0] = 300
    assert refused(codes) == (
        "column 0 (`scope`), row 1: `300` is the place of no option; write 0 to 2, or -1 for unknown."
    )


def test_a_masked_array_of_other_numbers_is_refused_like_any_array() -> None:
    assert refused(np.ma.masked_array(np.zeros((2, 25)), mask=True)) == (
        "answers: an array of float64 with shape (2, 25) is no table of answers; give integers with shape (n, 25), one "
        "column a question in the order of the questionnaire."
    )


@pytest.mark.filterwarnings("ignore:the matrix subclass")
def test_a_matrix_is_read_like_the_array_it_holds() -> None:
    found = recommend_many(np.asmatrix(coded(ROWS)), fired=True)
    assert list(found["approach"]) == EXPECTED
    assert list(found["fired"]) == list(recommend_many(coded(ROWS), fired=True)["fired"])
    assert refused(np.asmatrix(coded(ROWS) * 0 + 7)).splitlines()[0] == (
        "column 0 (`scope`), rows 0, 1, 2, 3: `7` is the place of no option; write 0 to 2, or -1 for unknown."
    )


def test_rows_without_a_single_answer_are_still_rows() -> None:
    assert recommend_many([{}, {}]).num_rows == 2


def test_one_name_to_keep_needs_no_list() -> None:
    table = pd.DataFrame(ROWS).assign(team=[1, 2, 3, 4])
    assert recommend_many(table, keep="team").equals(recommend_many(table, keep=["team"]))
    assert refused(pd.DataFrame(ROWS), keep="team") == "`keep`: there is no column `team`."
    assert refused(coded(ROWS), keep="team") == (
        "`keep` names columns of a DataFrame (`team`); an array has none: leave it out."
    )


@pytest.mark.parametrize("name", [*COLUMNS, "fired"])
def test_a_column_of_the_result_cannot_be_kept_from_the_table(name: str) -> None:
    table = pd.DataFrame(ROWS).assign(**{name: 1})
    assert refused(table, keep=name) == (
        f"`keep`: a column `{name}` comes with the recommendations; rename yours, in the table and in `keep`."
    )
    assert refused(table) == (
        f"column `{name}`: there is no such question. Leave the column out, or rename it and name it in `keep`."
    )


@pytest.mark.parametrize(
    "make",
    [
        lambda cells, names: pd.DataFrame([cells], columns=names),
        lambda cells, names: pa.table([[cell] for cell in cells], names=names),
        lambda cells, names: pa.record_batch([[cell] for cell in cells], names=names),
    ],
)
def test_names_that_several_columns_have_are_all_said(make: Callable[[list[str], list[str]], Any]) -> None:
    names = ["format", "rules", "format", "team", "team", "team"]
    assert refused(make(["free", "few", "free", "a", "b", "c"], names)) == (
        "column `format` is there twice: drop or rename one.\n"
        "column `team` is there 3 times: drop or rename all but one."
    )


def test_space_around_an_option_or_a_question_is_shown() -> None:
    table = pd.DataFrame({"task": ["code", " code"], "format": ["free", "  "], "rules ": ["few", "few"]})
    assert refused(table).splitlines() == [
        "column `'rules '`: there is no such question. Did you mean `rules`? Leave the column out, or name it in "
        "`keep`.",
        "column `task`, row 1: `' code'` is not an option (there is a space around it). Did you mean `code`? Write "
        "`answer`, `label`, `code`, `write`, `converse`, `act`, or leave it empty for unknown.",
        "column `format`, row 1: `' '` is not an option (it is nothing but space). Write `free`, `common`, "
        "`peculiar`, or leave it empty for unknown.",
    ]


def test_threads_change_nothing() -> None:
    random = np.random.default_rng(0)
    codes = np.stack([random.integers(-1, len(options), 280_000) for options in OPTIONS.values()], axis=1)
    together, apart = recommend_many(codes.astype(np.int8)), recommend_many(codes[-50_000:].astype(np.int16))
    assert (together["approach"][-50_000:] == apart["approach"]).all()
