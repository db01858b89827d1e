"""Inspect archives that are broken or want to harm: one sentence each, and what is whole is still read."""

from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import pytest
import zstandard
from places import DATA

import advisor.files.inspect_archive as inspect_archive
from advisor.errors import EvalFileError
from advisor.files.eval_peek import Peek
from advisor.files.eval_source import EvalSource
from advisor.files.file_rows import FileRows
from advisor.files.inspect_archive import InspectArchive
from advisor.files.log_readers import InspectReader

SAMPLES = DATA / "eval_samples/inspect-ai"
NEW = sorted((SAMPLES / "a1_model_per_variant").glob("*.eval"))[0]
OLD = sorted((SAMPLES / "a4_old_release_0.3.120").glob("*.eval"))[0]
TOO_LARGE = (
    "`log.eval` unpacks to more than is read here (its member `header.json`):"
    " write the log without the model's messages, or split it."
)


def _read(data: bytes, name: str = "log.eval") -> FileRows:
    reader = InspectReader()
    handle = reader.recognises(Peek(name, data=data))
    assert handle is not None
    (read,) = reader.read([handle])
    return read


def _message(data: bytes, name: str = "log.eval") -> str:
    with pytest.raises(EvalFileError) as raised:
        _read(data, name)
    return str(raised.value)


def _zip(members: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for name, data in members.items():
            written.writestr(name, data)
    return out.getvalue()


def _members(log: Path) -> dict[str, bytes]:
    archive = InspectArchive(EvalSource(log.name, log.read_bytes()))
    return {member: json.dumps(archive.read_json(member)).encode() for member in archive.members}


def _damaged(log: Path, *members: str) -> bytes:
    """The log with a few bytes in the middle of these members overwritten."""
    data = bytearray(log.read_bytes())
    for member in members:
        info = zipfile.ZipFile(log).getinfo(member)
        place = info.header_offset + 60 + info.compress_size // 2
        data[place : place + 8] = b"\xff" * 8
    return bytes(data)


# --- damage ---


@pytest.mark.parametrize("log", [NEW, OLD], ids=["zstandard", "deflate"])
def test_one_damaged_entry_leaves_the_other_samples_and_is_counted(log: Path) -> None:
    read = _read(_damaged(log, "samples/exp-003_epoch_1.json"))
    assert read.file.notes == ("1 damaged entry: 1 sample read from the summary, without latency: copy the log again.",)
    without = [sample.item for sample in read.samples if sample.latency_s is None]
    assert (len(read.samples), without) == (40, ["exp-003"])


def test_a_damaged_entry_of_a_stopped_run_is_a_sample_less() -> None:
    members = {name: data for name, data in _members(OLD).items() if name.startswith(("samples/", "_journal/start"))}
    members["samples/exp-002_epoch_1.json"] = b'{"id": "exp-002", '
    members["samples/exp-005_epoch_1.json"] = b"\xff"
    read = _read(_zip(members))
    assert (len(read.samples), read.file.status) == (38, "partial")
    assert read.file.notes == (
        "Run with status `started`: 38 of 40 samples.",
        "2 damaged entries: 2 samples left out: copy the log again.",
    )


def test_damaged_summaries_and_a_damaged_header_are_read_from_the_journal() -> None:
    read = _read(_damaged(NEW, "summaries.json", "header.json"))
    assert (len(read.samples), read.file.status) == (40, "partial")
    assert read.file.notes == (
        "Run with status `started`: 40 of 40 samples.",
        "Its member `header.json` is damaged: the journal is read instead.",
        "Its member `summaries.json` is damaged: the journal and the samples are read instead.",
    )


def test_a_log_of_which_no_entry_is_whole_is_named() -> None:
    start = _members(OLD)["_journal/start.json"]
    assert _message(_zip({"_journal/start.json": start, "samples/a_epoch_1.json": b"{"})) == (
        "`log.eval`: its member `samples/a_epoch_1.json` breaks off in line 1: it is not complete, export or copy it"
        " again."
    )


def test_plain_text_renamed_to_eval_is_named_as_such() -> None:
    assert _message(b"hello, this is a note") == (
        "`log.eval` is plain text and not an Inspect log, which is a zip: give the log as Inspect wrote it."
    )


def test_a_log_that_breaks_off_is_named_as_such() -> None:
    assert _message(NEW.read_bytes()[:40_000]) == (
        "`log.eval` is cut off or damaged (its zip directory cannot be read): copy the log again."
    )


def test_an_empty_zip_is_named_as_such() -> None:
    assert _message(_zip({})) == "`log.eval` is an empty zip: copy the log again."


def test_a_zip_without_a_log_is_named_as_such() -> None:
    assert _message(_zip({"notes.txt": b"x"})) == (
        "`log.eval` is a zip, but not an Inspect log: give the `.eval` log, or unpack the zip and give its files."
    )


def test_a_log_without_header_and_journal_is_named_as_such() -> None:
    assert _message(_zip({"summaries.json": b"[]"})) == (
        "`log.eval` has no header and no journal: it is no whole Inspect log, copy it again."
    )


def test_a_log_with_a_password_is_named_as_such() -> None:
    data = _zip({"header.json": b"{}"})
    directory = data.index(b"PK\x01\x02")
    locked = data[: directory + 8] + b"\x01" + data[directory + 9 :]
    assert _message(locked) == "`log.eval` is protected by a password: give it unprotected."


def test_a_way_of_packing_that_inspect_never_uses_is_damage() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as written:
        written.writestr("header.json", b"{}")
    assert _message(out.getvalue()) == "`log.eval` is damaged in its member `header.json`: copy the log again."


def test_an_entry_that_is_nested_too_deep_is_damage() -> None:
    members = {**_members(OLD), "samples/exp-001_epoch_1.json": b"[" * 1_000 + b"]" * 1_000}
    assert _read(_zip(members)).file.notes == (
        "1 damaged entry: 1 sample read from the summary, without latency: copy the log again.",
    )


def test_control_characters_in_the_name_of_an_entry_are_not_shown() -> None:
    start = _members(OLD)["_journal/start.json"]
    assert _message(_zip({"_journal/start.json": start, "samples/a\x1b[2J\n.json": b"{"})) == (
        "`log.eval`: its member `samples/a�[2J .json` breaks off in line 1: it is not complete, export or copy it"
        " again."
    )


# --- bombs ---


def test_a_member_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspect_archive, "MAX_MEMBER_BYTES", 100_000)
    assert _message(_zip({"header.json": b" " * 1_000_000})) == TOO_LARGE


@pytest.mark.parametrize("method", [8, 93], ids=["deflate", "zstandard"])
@pytest.mark.parametrize("said", [10, 0, 99_999])
def test_a_member_that_lies_about_its_size_is_refused(method: int, said: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspect_archive, "MAX_MEMBER_BYTES", 100_000)
    whole = b" " * 1_000_000
    deflate = zlib.compressobj(wbits=-15)
    packed = deflate.compress(whole) + deflate.flush() if method == 8 else zstandard.ZstdCompressor().compress(whole)
    assert _message(_lying_zip("header.json", packed, method, said)) == TOO_LARGE


def _lying_zip(name: str, packed: bytes, method: int, said: int) -> bytes:
    """A zip whose one member says that it unpacks to so many bytes."""
    sizes = (0, len(packed), said, len(name))
    local = struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", 20, 0, method, 0, 0, *sizes, 0) + name.encode() + packed
    central = struct.pack(
        "<4sHHHHHHIIIHHHHHII", b"PK\x01\x02", 20, 20, 0, method, 0, 0, *sizes, 0, 0, 0, 0, 0, 0
    ) + name.encode()  # fmt: skip
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + end


def test_all_members_together_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspect_archive, "MAX_UNPACKED_BYTES", 20_000)
    assert _message(NEW.read_bytes()).startswith("`log.eval` unpacks to more than is read here")
