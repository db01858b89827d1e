"""The committed data: made by its seed, and nothing of the test stands in training."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from benchmarks.reproduce import datafiles, handbook
from benchmarks.reproduce.datafiles import check_data, load, made_data
from benchmarks.reproduce.refusals import Refusal
from benchmarks.reproduce.settings import DATA, SIZES
from benchmarks.reproduce.sieve import DIALECTS, parse
from benchmarks.reproduce.sieve_questions import in_version_2
from benchmarks.reproduce.worlds import handbook_world, sieve_world


def test_the_committed_data_is_what_the_seed_gives() -> None:
    made = made_data()
    assert {name: load(name) for name in SIZES} == made
    assert {name: len(items) for name, items in made.items()} == SIZES
    check_data()


def _values(part: str) -> set[object]:
    version = 2 if part == "a-changed" else 1
    queries = [parse(item["query"], DIALECTS[version]) for item in load(part)]
    return {test.value for query in queries for test in query.tests}


@pytest.mark.parametrize("part", ["a-valid", "a-test", "a-unseen", "a-changed"])
def test_no_wording_value_or_question_of_sieve_stands_in_training_too(part: str) -> None:
    train = load("a-train")
    assert not _values(part) & _values("a-train")
    assert not {item["question"] for item in load(part)} & {item["question"] for item in train}
    if part != "a-valid":
        taught = in_version_2(train) if part == "a-changed" else train
        assert not {item["query"] for item in load(part)} & {item["query"] for item in taught}
    own = "valid" if part == "a-valid" else "test"
    for shape in sieve_world()["shapes"]:
        assert not set(shape[own]) & set(shape["train"]), shape["id"]


def test_unseen_tables_share_no_name_with_training() -> None:
    seen, unseen = sieve_world()["tables"], sieve_world()["unseen"]
    assert {item["schema"].split("(")[0] for item in load("a-unseen")} == set(unseen)
    assert not {column for table in seen.values() for column in table} & {c for table in unseen.values() for c in table}
    assert not set(seen) & set(unseen)


def test_half_of_the_changed_questions_are_written_otherwise_now() -> None:
    changes = [item["changes"] for item in load("a-changed")]
    assert 30 < sum(changes) < 45
    for item in load("a-changed"):
        parse(item["query"], DIALECTS[2])


def test_no_question_on_the_handbook_stands_in_two_parts() -> None:
    parts = [{item["question"].lower() for item in load(name)} for name in ("b-train", "b-valid", "b-test")]
    assert sum(map(len, parts)) == len(set().union(*parts))


def test_the_handbook_keeps_changes_and_adds_facts() -> None:
    facts = handbook_world()["facts"]
    fates = [handbook.fate(fact) for fact in facts]
    assert tuple(fates.count(fate) for fate in ("unchanged", "changed", "new")) == (12, 12, 6)
    assert all(item["old"] != item["answer"] for item in load("b-test"))
    assert {fate: sum(item["fate"] == fate for item in load("b-test")) for fate in ("unchanged", "changed", "new")} == {
        "unchanged": 60,
        "changed": 60,
        "new": 30,
    }
    assert len({item["fact"] for item in load("b-train")[:30]}) == 24  # thirty examples touch every fact


def test_changed_data_is_told_in_one_line(tmp_path: Path) -> None:
    folder = shutil.copytree(DATA, tmp_path / "data")
    (folder / "a-test.jsonl").write_text("{}\n", encoding="utf-8")
    with pytest.raises(Refusal, match=re.escape("`a-test.jsonl` is not the file that the manifest tells")):
        check_data(folder)


def test_a_changed_seed_is_told_in_one_line(tmp_path: Path) -> None:
    folder = shutil.copytree(DATA, tmp_path / "data")
    manifest = json.loads((folder / datafiles.MANIFEST).read_text(encoding="utf-8"))
    (folder / datafiles.MANIFEST).write_text(json.dumps({**manifest, "seed": 1}), encoding="utf-8")
    with pytest.raises(Refusal, match="The data was made with seed 1, and `SEED` is"):
        check_data(folder)
    with pytest.raises(Refusal, match="The data is missing"):
        check_data(tmp_path / "nowhere")
