"""Logs of the harness, read by the advisor: small ones of a smoke run, made by Inspect itself."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

from advisor import read_evals
from advisor.files.eval_source import EvalSource
from advisor.files.inspect_archive import InspectArchive
from benchmarks.reproduce.findings import read_split
from benchmarks.reproduce.logs import read_told
from benchmarks.reproduce.report import parts

LOGS = Path(__file__).parent / "logs"


def _with_another_seed(log: Path, seed: int) -> None:
    """The same log as the next seed would have left it."""
    archive = InspectArchive(EvalSource(log.name, log.read_bytes()))
    with zipfile.ZipFile(log.with_name(f"{log.stem[:-1]}{seed}.eval"), "w", zipfile.ZIP_DEFLATED) as made:
        for member in archive.members:
            text = json.dumps(archive.read_json(member), ensure_ascii=False)
            for name in ("uuid", "task_id", "eval_id", "run_id"):
                text = text.replace(f'"{name}": "', f'"{name}": "{seed}')
            made.writestr(member, text.replace('"seed": 1', f'"seed": {seed}'))


def test_variants_and_their_approaches_are_told_by_the_log() -> None:
    read = read_evals(LOGS / "a-valid")
    assert dict(read.approaches) == {"lora-8": "fine-tuning", "prompt-manual": "prompting", "rag-examples": "rag"}
    assert read.score_names() == ("parses", "right")
    both = read_evals(LOGS / "b-valid")
    assert dict(both.approaches) == {"lora-8-rag": "rag+fine-tuning", "rag-handbook": "rag"}
    assert not read.notes


def test_tokens_time_and_what_was_asked_stand_in_every_sample() -> None:
    for sample in read_evals(LOGS / "b-valid").samples:
        assert sample.tokens_in
        assert sample.tokens_out
        assert sample.latency_s
        assert sample.calls is None  # the events were dropped
        assert sample.segment in ("changed", "unchanged")
        assert sample.cluster
        assert sample.text
        assert sample.text.input
        assert sample.text.output


def test_seeds_are_repeats_of_one_variant_and_count_no_item_twice(tmp_path: Path) -> None:
    folder = shutil.copytree(LOGS / "a-valid", tmp_path / "a-valid")
    _with_another_seed(folder / "lora-8_seed-1.eval", 2)
    split = read_split(folder)
    assert split is not None
    tuned = next(own for own in split.evidence.variants if own.variant == "lora-8")
    assert (tuned.items, tuned.rows, tuned.epochs) == (8, 16, 2)
    assert {variant: len(means) for variant, means in split.by_seed.items()} == {"lora-8": 2}
    assert sorted(told["seed"] for told in split.told if told["seed"]) == [1, 2]


def test_a_log_tells_what_it_was_made_of_without_a_path_of_the_machine() -> None:
    for log in LOGS.glob("*/*.eval"):
        told = read_told(log)
        assert log.stem.split("_")[0] == told["variant"]
        assert len(told["fingerprint"]) == 12
        assert bool(told["training"]) == bool(told["seed"])
        archive = InspectArchive(EvalSource(log.name, log.read_bytes()))
        assert not any(
            "/work" in str(archive.read_json(m)) or "/tmp" in str(archive.read_json(m)) for m in archive.members
        )


def test_logs_stay_small() -> None:
    assert all(log.stat().st_size < 2_000 * 8 for log in LOGS.glob("*/*.eval"))


def test_the_report_is_made_of_the_logs_alone(tmp_path: Path) -> None:
    shutil.copytree(LOGS / "a-valid", tmp_path / "a-test")
    shutil.copytree(LOGS / "b-valid", tmp_path / "b-test")
    made = parts(tmp_path)
    assert list(made) == [
        "short",
        "a-test",
        "b-test",
        "claims",
        "also",
        "b-found",
        "tried",
        "expected",
        "effort",
        "advisor",
    ]
    assert "| variant | right of 8 (95 %) | parses | over the best prompt, points |\n" in made["a-test"]
    assert "\n| `lora-8` | " in made["a-test"]
    assert "changed: says the old fact" in made["b-test"]
    assert "not run" in made["claims"]
    assert "Cut: ask a-test prompt-bare" in made["effort"]
    assert "Headed for: fine-tuning." in made["advisor"]
