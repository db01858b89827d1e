"""The committed data: a JSONL file a part, and a manifest with the seed and a hash of each."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from benchmarks.reproduce import handbook, sieve_questions
from benchmarks.reproduce.refusals import Refusal
from benchmarks.reproduce.settings import DATA, SEED, SIZES
from benchmarks.reproduce.worlds import boards, handbook_world, sieve_world

Item = dict[str, Any]
MANIFEST = "manifest.json"


def made_data() -> dict[str, list[Item]]:
    """All parts, from the worlds and the seed."""
    world, book = sieve_world(), handbook_world()
    parts: dict[str, list[Item]] = {}
    for name in ("train", "valid", "test", "unseen", "changed"):
        part = name if name in ("train", "valid") else "test"
        parts[f"a-{name}"] = sieve_questions.made_questions(
            world, boards(), part, SIZES[f"a-{name}"], f"{SEED} a {name}", name
        )
    for name, version in (("train", 1), ("valid", 1), ("test", 2)):
        parts[f"b-{name}"] = handbook.made_questions(book, name, version, SIZES[f"b-{name}"], f"{SEED} b {name}", name)
    return parts


def write_data(folder: Path = DATA) -> None:
    """Writes all parts, both tables' rows and the manifest."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {f"{name}.jsonl": _lines(items) for name, items in made_data().items()}
    for number, board in enumerate(boards(), 1):
        rows = [{"table": name, **row} for name, table in board.items() for row in table.rows]
        texts[f"a-rows-{number}.jsonl"] = _lines(rows)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    manifest = {"seed": SEED, "files": {name: _hash(text) for name, text in sorted(texts.items())}}
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


def load(name: str, folder: Path = DATA) -> list[Item]:
    """The items of a part, such as `a-test`."""
    return [json.loads(line) for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def check_data(folder: Path = DATA) -> None:
    """Nothing, or a Refusal in one line where the data is not that of the manifest and the seed."""
    again = (
        "`git checkout benchmarks/reproduce/data` brings it back,"
        " `.venv-reproduce/bin/python -m benchmarks.reproduce data` makes it anew"
    )
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Refusal(f"The data is missing: {again}.") from None
    if manifest["seed"] != SEED:
        raise Refusal(
            f"The data was made with seed {manifest['seed']}, and `SEED` is {SEED} now: set it back, or move"
            " `benchmarks/reproduce/logs` and `.reproduce` away and run"
            " `.venv-reproduce/bin/python -m benchmarks.reproduce data`."
        )
    for name, wanted in manifest["files"].items():
        path = folder / name
        if not path.exists() or _hash(path.read_text(encoding="utf-8")) != wanted:
            raise Refusal(f"`{name}` is not the file that the manifest tells: {again}; finished parts are kept apart.")


def digest(*parts: object) -> str:
    """Twelve characters that tell whether anything in these parts changed."""
    return _hash(json.dumps(parts, sort_keys=True, ensure_ascii=False, default=str))[:12]


def _lines(items: list[Item]) -> str:
    return "".join(json.dumps(item, ensure_ascii=False, default=str) + "\n" for item in items)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
