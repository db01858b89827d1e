"""Readers are asked in order, plug-ins join through entry points, and nothing that a plug-in does breaks the rest."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from places import DATA

from advisor.errors import EvalFileError
from advisor.evals.samples import Sample
from advisor.files.eval_peek import Peek
from advisor.files.file_rows import FileRows
from advisor.files.read_results import read_results
from advisor.schema.evidence import FileRead

TABLE = ("rag.csv", b"item,score\nq1,1\nq2,0\n")
OURS = ("run.json", json.dumps({"mytool_version": "2", "marks": {"q1": 1, "q2": 1}}).encode())


class MyTool:
    """A reader as the docstring of `eval_reader` tells one to write it."""

    name = "mytool"

    def recognises(self, peek: Peek) -> Peek | None:
        return peek if {"mytool_version", "marks"} <= peek.first.keys() else None

    def read(self, handles: Sequence[Peek]) -> list[FileRows | EvalFileError]:
        return [_rows(peek) for peek in handles]


class BreaksOnLooking(MyTool):
    def recognises(self, peek: Peek) -> Peek | None:
        raise KeyError("mytool")


class BreaksOnReading(MyTool):
    def read(self, handles: Sequence[Peek]) -> list[FileRows | EvalFileError]:
        raise KeyError("mytool")


class AnswersTooLittle(MyTool):
    def read(self, handles: Sequence[Peek]) -> list[FileRows | EvalFileError]:
        return []


def _rows(peek: Peek) -> FileRows:
    marks: Any = peek.first["marks"]
    file = FileRead(name=peek.name, tool="mytool", tool_version="2", status="complete", rows=len(marks), notes=())
    return FileRows(file, [Sample(peek.stem, item, {"score": float(mark)}) for item, mark in marks.items()])


def _install(monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    point = metadata.EntryPoint("mytool", f"{__name__}:{what}", "advisor.eval_readers")
    found = metadata.EntryPoints([point])
    monkeypatch.setattr(metadata, "entry_points", lambda **wanted: found.select(**wanted))
    monkeypatch.setattr(metadata.EntryPoint, "load", lambda point: globals()[point.attr])


def test_a_plug_in_reads_its_own_files(monkeypatch: pytest.MonkeyPatch) -> None:
    _install(monkeypatch, "MyTool")
    evals = read_results([OURS, TABLE])
    assert [(file.name, file.tool, file.rows) for file in evals.files] == [
        ("run.json", "mytool", 2),
        ("rag.csv", "CSV", 2),
    ]
    assert (evals.variants(), evals.notes) == (("rag", "run"), ())


def test_without_the_plug_in_the_same_file_is_a_table_with_other_columns() -> None:
    with pytest.raises(EvalFileError) as raised:
        read_results([OURS])
    assert str(raised.value).startswith("`run.json` has no column `item` and no column `score`")


def test_a_plug_in_that_cannot_be_loaded_is_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    _install(monkeypatch, "NotThere")
    assert read_results([TABLE]).notes == (
        "The plug-in `mytool` could not be loaded (KeyError) and was left out: update or remove its package.",
    )


def test_a_plug_in_that_is_no_reader_is_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    _install(monkeypatch, "OURS")
    assert read_results([TABLE]).notes == (
        "The plug-in `mytool` could not be loaded (AttributeError) and was left out: update or remove its package.",
    )


def test_a_plug_in_that_fails_on_a_file_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    _install(monkeypatch, "BreaksOnLooking")
    evals = read_results([TABLE])
    assert len(evals.samples) == 2
    assert evals.notes == (
        "The plug-in `mytool` failed on `rag.csv` (KeyError) and was passed over: update or remove its package.",
    )


@pytest.mark.parametrize(("what", "problem"), [("BreaksOnReading", "KeyError"), ("AnswersTooLittle", "ValueError")])
def test_a_plug_in_that_fails_while_it_reads_costs_only_its_own_files(
    monkeypatch: pytest.MonkeyPatch, what: str, problem: str
) -> None:
    _install(monkeypatch, what)
    message = (
        f"`run.json` could not be read by the plug-in `mytool` ({problem}): update its package, or give the results"
        " as a table."
    )
    with pytest.raises(EvalFileError) as raised:
        read_results([OURS, TABLE])
    assert str(raised.value) == message
    evals = read_results([OURS, TABLE], skip_broken=True)
    assert (len(evals.samples), evals.notes) == (2, (f"Left out: {message}",))


def test_a_plug_in_cannot_take_the_file_of_a_built_in_tool(monkeypatch: pytest.MonkeyPatch) -> None:
    _install(monkeypatch, "BreaksOnLooking")
    evals = read_results(DATA / "eval_samples/promptfoo/a1/results.json")
    assert ([file.tool for file in evals.files], evals.notes) == (["promptfoo"], ())


def test_every_broken_file_is_said_on_its_own_line() -> None:
    with pytest.raises(EvalFileError) as raised:
        read_results([("a.csv", b" "), TABLE, ("b.csv", b"item\nq1\n")])
    assert str(raised.value) == (
        "`a.csv` is empty: export the results again.\n"
        "`b.csv` has no column `score`; its columns are `item`: map them, for example"
        ' columns={"score": "<their column>"}.'
    )


def test_the_other_files_still_load_when_broken_ones_may_be_skipped() -> None:
    evals = read_results([("a.csv", b" "), TABLE], skip_broken=True)
    assert (len(evals.samples), evals.notes) == (2, ("Left out: `a.csv` is empty: export the results again.",))


def test_one_broken_log_does_not_take_the_others_of_its_tool_with_it() -> None:
    good = DATA / "eval_samples/promptfoo/a1/results.json"
    empty = json.dumps({"evalId": "e", "results": {"results": [{"provider": "x", "score": "odd"}], "prompts": []}})
    evals = read_results([good, ("bad.json", empty.encode())], skip_broken=True)
    assert [file.name for file in evals.files] == ["results.json"]
    assert evals.notes == (
        "Left out: `bad.json`, row 1: a value is `odd`, which is no number, pass/fail, true/false, yes/no or"
        " C/I/P/N: write one of these, or leave it blank.",
    )


def test_nothing_is_skipped_when_nothing_else_loads() -> None:
    with pytest.raises(EvalFileError) as raised:
        read_results([("a.csv", b" "), ("b.csv", b" ")], skip_broken=True)
    assert str(raised.value) == (
        "`a.csv` is empty: export the results again.\n`b.csv` is empty: export the results again."
    )


def test_a_folder_gives_what_is_in_it_and_says_what_is_not(tmp_path: Path) -> None:
    _copy(DATA / "eval_samples/promptfoo/a1/results.json", tmp_path / "runs/results.json")
    for name, data in (("notes.txt", b"a note"), ("table.csv", b"item,score\nq1,1\n"), ("logo.png", b"\x89PNG")):
        (tmp_path / name).write_bytes(data)
    evals = read_results(tmp_path)
    assert [file.name for file in evals.files] == ["results.json"]
    assert evals.notes == (
        f"`{tmp_path.name}`: 3 files that no reader takes, left out: `logo.png`, `notes.txt`, `table.csv`.",
    )


def test_a_folder_of_tables_is_read_when_no_tool_wrote_to_it(tmp_path: Path) -> None:
    for name in ("rag", "prompt"):
        (tmp_path / f"{name}.csv").write_text("item,score\nq1,1\n", encoding="utf-8")
    (tmp_path / "questions.csv").write_text("item,question\nq1,Why?\n", encoding="utf-8")
    evals = read_results(tmp_path)
    assert evals.variants() == ("prompt", "rag")
    assert evals.notes == (f"`{tmp_path.name}`: 1 file that no reader takes, left out: `questions.csv`.",)


def test_a_broken_file_in_a_folder_is_a_note(tmp_path: Path) -> None:
    _copy(DATA / "eval_samples/promptfoo/a1/results.json", tmp_path / "results.json")
    (tmp_path / "cut.json").write_text('{"evalId": "e", "results": [', encoding="utf-8")
    evals = read_results(tmp_path)
    assert evals.notes == ("Left out: `cut.json` breaks off in line 1: it is not complete, export or copy it again.",)


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/rag.csv").write_text("item,score\nq1,1\n", encoding="utf-8")
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "link.csv").symlink_to(tmp_path / "outside/rag.csv")
    (inside / "folder").symlink_to(tmp_path / "outside")
    with pytest.raises(EvalFileError) as raised:
        read_results(inside)
    assert str(raised.value) == "`inside` holds no file of eval results: give the folder to which the tool wrote."


def test_a_folder_with_too_many_files_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("advisor.files.given_sources.MAX_FILES", 2)
    for place in range(3):
        (tmp_path / f"{place}.csv").touch()
    with pytest.raises(EvalFileError) as raised:
        read_results(tmp_path)
    assert str(raised.value) == (
        f"`{tmp_path.name}` holds more than 2 files: give the folder in which the results are."
    )


def test_a_file_packed_with_gzip_is_read_like_the_file_in_it() -> None:
    import gzip

    evals = read_results([("rag.csv.gz", gzip.compress(TABLE[1]))])
    assert (evals.samples, evals.files[0].name) == (read_results([TABLE]).samples, "rag.csv")


@pytest.mark.parametrize(
    ("cut", "message"),
    [
        (-12, "`rag.csv.gz` is cut off: copy it again."),
        (4, "`rag.csv.gz` is cut off: copy it again."),
    ],
)
def test_a_gzip_that_breaks_off_is_said(cut: int, message: str) -> None:
    import gzip

    with pytest.raises(EvalFileError) as raised:
        read_results([("rag.csv.gz", gzip.compress(TABLE[1])[:cut])])
    assert str(raised.value) == message


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(source.read_bytes())
