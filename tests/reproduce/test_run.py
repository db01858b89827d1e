"""The plan, what is kept of a run, and the one line in which it refuses."""

from __future__ import annotations

import io
import json
import time
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from benchmarks.reproduce import plan
from benchmarks.reproduce.machine import check_machine
from benchmarks.reproduce.plan import Part, lora, parts
from benchmarks.reproduce.progress import done_with_progress
from benchmarks.reproduce.refusals import Refusal
from benchmarks.reproduce.running import TRAINED, Run, left_parts

TRAIN = Part("train", "b", "lora-30", seed=1)
ASK = Part("ask", "b", "lora-30", "test", 1)


class Pretended(Run):
    """A run that keeps its parts as a real one does, without a model."""

    def do(self, part: Part, told: Any = lambda share: None) -> float:
        kept = {"fingerprint": self.fingerprint(part), "variant": part.variant, "seed": part.seed or None}
        path = self.home(part)
        if part.kind == "train":
            path.mkdir(parents=True)
            (path / TRAINED).write_text(json.dumps(kept), encoding="utf-8")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            with zipfile.ZipFile(path, "w") as log:
                log.writestr("header.json", json.dumps({"eval": {"metadata": kept}}))
        return part.estimate()


def _run(folder: Path) -> Pretended:
    return Pretended(folder / "logs", folder / "kept")


def _silent() -> Console:
    return Console(file=io.StringIO())


def test_every_adapter_is_trained_before_it_is_asked_and_no_part_stands_twice() -> None:
    planned = parts()
    assert len(planned) == len(set(planned)) == len({plan.home(part) for part in planned})
    for at, part in enumerate(planned):
        assert part.needs is None or part.needs in planned[:at], part.name


def test_the_whole_run_fits_into_three_hours_by_its_own_estimate() -> None:
    assert 1.0 < sum(part.estimate() for part in parts()) / 3600 < 3.0


def test_the_curve_has_three_seeds_at_the_full_size_and_one_below() -> None:
    asked = [part for part in parts() if part.kind == "ask" and part.split == "test" and part.seed]
    for task in ("a", "b"):
        seeds = {n: [p.seed for p in asked if (p.task, p.variant) == (task, f"lora-{n}")] for n in (30, 100, 300)}
        assert seeds == {30: [1], 100: [1], 300: [1, 2, 3]}
    assert lora(TRAIN).epochs > lora(Part("train", "b", "lora-300", seed=1)).epochs


def test_finished_parts_are_not_done_again(tmp_path: Path) -> None:
    run = _run(tmp_path)
    run.do(TRAIN)
    assert left_parts(run, [TRAIN, ASK], None) == [ASK]
    run.do(ASK)
    assert left_parts(_run(tmp_path), [TRAIN, ASK], None) == []


def test_an_adapter_whose_answers_are_there_is_not_trained_again_unless_it_is_named(tmp_path: Path) -> None:
    run = _run(tmp_path)
    run.do(ASK)  # as in a fresh clone: logs, and no adapters
    assert left_parts(run, [TRAIN, ASK], None) == []
    assert left_parts(run, [TRAIN, ASK], TRAIN.name) == [TRAIN]


def test_a_damaged_log_or_adapter_is_named_in_one_line(tmp_path: Path) -> None:
    run = _run(tmp_path)
    run.do(ASK)
    run.home(ASK).write_bytes(b"PK broken")
    with pytest.raises(Refusal, match=r"b-test/lora-30_seed-1\.eval` cannot be read: move it away"):
        left_parts(run, [TRAIN, ASK], None)
    run.home(ASK).unlink()
    run.do(TRAIN)
    (run.home(TRAIN) / TRAINED).write_text("{", encoding="utf-8")
    with pytest.raises(Refusal, match=r"b_lora-30_seed-1/trained\.json` cannot be read: move it away"):
        left_parts(run, [TRAIN, ASK], None)


def test_a_part_that_is_chosen_brings_the_training_it_needs(tmp_path: Path) -> None:
    assert left_parts(_run(tmp_path), parts(), "ask b-test lora-30 seed 1") == [TRAIN, ASK]
    with pytest.raises(Refusal, match="No part has `lora-17` in its name"):
        left_parts(_run(tmp_path), parts(), "lora-17")


def test_a_part_made_of_other_data_is_refused_and_not_mixed_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = _run(tmp_path)
    run.do(TRAIN)
    run.do(ASK)
    monkeypatch.setattr("benchmarks.reproduce.plan.LORA", {**plan.LORA, "b": replace(plan.LORA["b"], rate=0.5)})
    for part, name in ((TRAIN, "b_lora-30_seed-1"), (ASK, r"b-test/lora-30_seed-1\.eval")):
        with pytest.raises(Refusal, match=f"{name}` was made of other data"):
            left_parts(_run(tmp_path), [part], None)


def test_a_training_that_was_stopped_is_not_taken_for_finished(tmp_path: Path) -> None:
    run = _run(tmp_path)
    (run.home(TRAIN)).mkdir(parents=True)  # an adapter without the line that is written last
    assert not run.is_finished(TRAIN)


def test_no_part_is_started_that_would_end_too_late(tmp_path: Path) -> None:
    run = _run(tmp_path)
    cut = done_with_progress(run, [TRAIN, ASK], _silent(), time.monotonic() + TRAIN.estimate() + 1)
    assert (cut, run.is_finished(TRAIN)) == ([ASK], True)


def test_a_missing_package_names_the_command_that_installs_it(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="`nothing_of_this_name` is not installed: `make reproduce` installs"):
        check_machine(tmp_path, ("json", "nothing_of_this_name"))


def test_too_little_memory_is_told_with_both_figures(tmp_path: Path) -> None:
    meminfo = tmp_path / "meminfo"
    meminfo.write_text("MemTotal: 8000000 kB\nMemAvailable: 1500000 kB\n", encoding="utf-8")
    with pytest.raises(Refusal, match=r"4 GB of free memory are needed, 1\.5 GB are there"):
        check_machine(tmp_path, ("json",), meminfo)
    check_machine(tmp_path, ("json",), tmp_path / "absent")


def test_too_little_disk_is_told_with_both_figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda path: type("Usage", (), {"free": 3e8}))
    with pytest.raises(Refusal, match=r"1 GB of free disk are needed, 0\.3 GB are there"):
        check_machine(tmp_path / "not" / "yet", ("json",), tmp_path / "absent")
