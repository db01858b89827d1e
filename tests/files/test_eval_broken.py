"""A file that cannot be read is answered with one sentence: file, thing, what is wrong, what to do.

Nothing but such a sentence escapes, whatever the bytes are.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from places import DATA

from advisor.errors import EvalFileError
from advisor.files.read_results import read_results

BROKEN = Path(__file__).parent / "broken_evals"
MESSAGES: dict[str, str] = yaml.safe_load((BROKEN / "messages.yaml").read_text(encoding="utf-8"))
FILES = sorted(path for path in BROKEN.iterdir() if path.name != "messages.yaml")


def _message(sources: Any, **options: Any) -> str:
    with pytest.raises(EvalFileError) as raised:
        read_results(sources, **options)
    return str(raised.value)


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_a_broken_file_is_answered_with_its_repair(path: Path) -> None:
    assert _message(path) == MESSAGES[path.name]
    assert _message([(path.name, path.read_bytes())]) == MESSAGES[path.name]


def test_every_message_has_its_file() -> None:
    assert sorted(MESSAGES) == [path.name for path in FILES]


def test_a_message_is_one_line_and_holds_no_folder() -> None:
    for path in FILES:
        message = _message(path)
        assert "\n" not in message
        assert str(BROKEN) not in message


def test_a_file_of_1200_mb_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "big.json"
    with path.open("wb") as file:
        file.write(b"{")
        file.truncate(1200 * 2**20)
    assert _message(path) == (
        "`big.json` has 1,200 MB, more than the 1,024 MB that are read: leave out prompts and traces, or split it"
        " by variant."
    )


def test_an_upload_of_more_than_200_mb_is_refused() -> None:
    assert _message([("big.json", bytes(201 * 2**20))]) == (
        "`big.json` has 201 MB, more than the 200 MB that are read: leave out prompts and traces, or split it by"
        " variant."
    )


def test_a_row_nested_a_thousand_levels_deep_is_refused() -> None:
    deep = '{"evalId": "e", "results": {"results": [{"vars": ' + "[" * 1_000 + "]" * 1_000 + "}]}}"
    assert _message([("deep.json", deep.encode())]) == (
        "`deep.json` is nested too deep to be read: no eval tool writes such a file."
    )
    lines = '{"provider": "a", "vars": {}, "namedScores": {}}\n' + deep
    assert _message([("deep.jsonl", lines.encode())]) == "`deep.jsonl`, line 2, is nested too deep to be read."


def test_a_missing_file_and_an_empty_folder_are_named_without_their_path(tmp_path: Path) -> None:
    assert _message(tmp_path / "none.csv") == "`none.csv` is not there: check the path."
    (tmp_path / "results").mkdir()
    assert _message(tmp_path / "results") == (
        "`results` holds no file of eval results: give the folder to which the tool wrote."
    )


@pytest.mark.parametrize("opening", ["[", '{"a":', '{"evalId": 1, "results": ['])
def test_json_that_is_nested_too_deep_is_refused(opening: str) -> None:
    text = opening * 200_000
    assert _message([("deep.json", text.encode())]) == (
        "`deep.json` is nested too deep to be read: no eval tool writes such a file."
    )


@pytest.mark.parametrize("text", ["results: " + "[" * 50_000, "evalId: 1\nresults: " + '{"a": ' * 50_000])
def test_yaml_that_is_nested_too_deep_is_refused(text: str) -> None:
    assert _message([("deep.yaml", text.encode())]) == (
        "`deep.yaml` is nested too deep to be read: no eval tool writes such a file."
    )


def test_yaml_that_blows_up_by_its_anchors_is_refused() -> None:
    levels = "\n".join(f"    l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 9))
    text = (
        "evalId: e\nresults:\n  version: 3\n  prompts: []\n  results:\n  - provider: rag\n    namedScores: {a: 1}\n"
        f"    l0: &l0 [x, x, x, x, x, x, x, x, x]\n{levels}\n    vars: {{bomb: *l8}}\n"
    )
    assert _message([("bomb.yaml", text.encode())]) == (
        "A promptfoo test has `vars` of more than 1 MB: shorten them, or give each test an id."
    )


def test_nothing_to_read_is_said() -> None:
    assert _message([]) == "There is no result file: give at least one."


def test_a_source_of_another_kind_is_said() -> None:
    assert _message([3]) == (
        "DataFrame 1 is neither a path, nor a pair of name and bytes, nor a DataFrame: give one of these."
    )


def test_results_in_which_every_call_failed_are_refused() -> None:
    table = b"variant,item,score,error\nrag,q1,,time-out\n"
    assert _message([("a.csv", table)]) == "No row has a score: every call failed or was left unscored."


@given(st.binary(min_size=1, max_size=300), st.sampled_from(["x.csv", "x.json", "x.eval", "x.parquet", "x.yaml"]))
def test_no_bytes_raise_anything_but_a_sentence(data: bytes, name: str) -> None:
    _read_or_sentence(name, data)


_STARTS = st.sampled_from(
    [
        b"PK\x03\x04",
        b"PAR1",
        b"{",
        b"[",
        b"evalId: ",
        b"results:\n",
        b"variant,item,score\n",
        b'{"eval": {}, "samples": ',
    ]
)


@given(_STARTS, st.binary(max_size=200))
def test_no_start_of_a_known_file_raises_anything_but_a_sentence(start: bytes, rest: bytes) -> None:
    _read_or_sentence("x", start + rest)


_REAL = [
    next((DATA / "eval_samples/inspect-ai/a1_model_per_variant").glob("*.eval")),
    next((DATA / "eval_samples/inspect-ai/a4_old_release_0.3.120").glob("*.eval")),
    DATA / "eval_samples/promptfoo/a3_old_release_0.118.0/legacy.json",
    DATA / "eval_samples/langsmith/a1/ft-small.csv",
]


@given(st.sampled_from(_REAL), st.data())
def test_a_real_file_with_damage_raises_nothing_but_a_sentence(path: Path, data: st.DataObject) -> None:
    whole = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 5))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    _read_or_sentence(path.name, bytes(whole[: data.draw(st.integers(1, len(whole)))]))
    _read_or_sentence(path.name, bytes(whole))


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["eval", "samples", "results", "status", "id", "epoch", "scores", "value", "vars", "provider", "label",
             "namedScores", "prompt", "model", "task_args", "model_usage", "error", "output", "messages", "columns",
             "data", "variant", "item", "score", "evalId", "prompts", "failureReason", "plan", "steps", "dataset"]
        ),
        inner,
        max_size=6,
    ),
    max_leaves=25,
)  # fmt: skip


@given(_JSON)
def test_no_json_of_known_keys_raises_anything_but_a_sentence(value: Any) -> None:
    _read_or_sentence("x.json", json.dumps(value).encode())
    sample = value if isinstance(value, dict) else {"id": value}
    log = {"eval": sample, "status": "success", "samples": [sample, {"id": "q", "scores": {"s": {"value": value}}}]}
    _read_or_sentence("x.json", json.dumps(log).encode())
    row = {"provider": value, "vars": value, "namedScores": value, "prompt": value, "score": 1, "success": True}
    run = {"evalId": "e", "results": {"results": [row, {**sample, "namedScores": {"a": 1}}], "prompts": []}}
    _read_or_sentence("x.json", json.dumps(run).encode())


def _read_or_sentence(name: str, data: bytes) -> None:
    try:
        read_results([(name, data)])
    except EvalFileError as error:
        sentence = str(error)
    else:
        return
    assert "\n" not in sentence


def test_a_pipe_or_a_device_is_never_read_since_it_may_never_end(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "results.csv")
    (tmp_path / "zero.csv").symlink_to("/dev/zero")
    assert _message([tmp_path / "results.csv", tmp_path / "zero.csv"]).splitlines() == [
        "`results.csv` is a pipe or a device: save the results in a file and give that.",
        "`zero.csv` is a pipe or a device: save the results in a file and give that.",
    ]


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("x" * 300, f"`{'x' * 300}` cannot be read (File name too long): check its permissions."),
        ("a\0b", "`a�b` is not there: check the path."),
    ],
    ids=["too long", "a zero byte"],
)
def test_a_path_that_no_file_can_have_is_answered_too(path: str, message: str) -> None:
    assert _message(path) == message


def test_a_folder_without_results_does_not_keep_other_files_from_loading(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "good.csv").write_text("variant,item,score\nprompt,a,1\n")
    found = read_results([tmp_path / "good.csv", tmp_path / "empty"])
    assert (found.variants(), found.notes) == (
        ("prompt",),
        ("Left out: `empty` holds no file of eval results: give the folder to which the tool wrote.",),
    )


def test_a_lazy_frame_whose_own_query_fails_is_answered_without_the_words_of_its_engine() -> None:
    lazy = pl.LazyFrame({"variant": ["a"], "item": ["x"], "score": [1.0]})
    assert _message(lazy.with_columns(pl.col("missing"))) == (
        "`DataFrame 1` cannot be worked out, its own query fails (ColumnNotFoundError): mend the query."
    )
    with duckdb.connect() as connection:
        failing = connection.sql("select 'a' as variant, 'x' as item, error('at /a/path')::double as score")
        assert _message(failing) == (
            "`DataFrame 1` cannot be worked out, its own query fails (InvalidInputException): mend the query."
        )
