"""How long reading a large log takes, and how much memory: python benchmarks/evals/readers.py [--inspect-python PATH]

A promptfoo JSON of 50 MB, read by the advisor and by `json.load` with a plain loop that collects the same figures; and
an Inspect log of 5,000 samples, read by the advisor and by Inspect's own two readers. Both files are made here by
repeating the rows of a real one with other ids. Every reading is one new process, the readings take turns, and times
are those of the reading alone, without imports. Ratios are of CPU time, which a busy machine stretches less than wall
time; memory is the growth of the process at its peak.

Inspect's rows need it in an environment of its own, for it brings 80 packages:
python -m venv venv-inspect && venv-inspect/bin/pip install inspect-ai
"""

from __future__ import annotations

import argparse
import json
import statistics
import struct
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path
from typing import Any, NamedTuple

import zstandard

SAMPLES = Path(__file__).parents[2] / "tests/data/eval_samples"
PROMPTFOO_BYTES = 50 * 2**20
INSPECT_SAMPLES = 5_000
ROUNDS = 7

# Each reading is a body that ends with the number of rows in `rows`; the path is in `path`.
READINGS = {
    "advisor: promptfoo": """
from advisor.files.eval_peek import Peek
from advisor.files.log_readers import PromptfooReader
reader = PromptfooReader()
---
(read,) = reader.read([reader.recognises(Peek(path.name, path=path))])
rows = len(read.samples)
""",
    "json.load and a loop": """
import json
---
found = []
with path.open(encoding="utf-8") as file:
    whole = json.load(file)
for row in whole["results"]["results"]:
    failed = row["failureReason"] == 2
    usage = (row.get("response") or {}).get("tokenUsage") or {}
    scores = {} if failed else {**row["namedScores"], "score": row["score"], "success": float(row["success"])}
    found.append((row["provider"]["label"], row["prompt"]["label"], row["vars"]["item_id"], failed, row.get("error"),
                  scores, row["cost"], row["latencyMs"] / 1000, usage.get("prompt"), usage.get("completion")))
rows = len(found)
""",
    "advisor: Inspect": """
from advisor.files.eval_peek import Peek
from advisor.files.log_readers import InspectReader
reader = InspectReader()
---
(read,) = reader.read([reader.recognises(Peek(path.name, path=path))])
rows = len(read.samples)
""",
    "read_eval_log_sample_summaries": """
from inspect_ai.log import read_eval_log_sample_summaries
---
rows = len(read_eval_log_sample_summaries(str(path)))
""",
    "read_eval_log": """
from inspect_ai.log import read_eval_log
---
rows = len(read_eval_log(str(path)).samples)
""",
}
_FRAME = r"""
import pathlib, re, time
def _peak():
    return int(re.search(r"VmHWM:\s+(\d+)", pathlib.Path("/proc/self/status").read_text())[1]) / 1024
path = pathlib.Path({path!r})
{imports}
pathlib.Path("/proc/self/clear_refs").write_text("5")
before = _peak()
start, used = time.perf_counter(), time.process_time()
{body}
seconds, used = time.perf_counter() - start, time.process_time() - used
print(rows, seconds, used, _peak() - before)
"""


def promptfoo_log(folder: Path) -> Path:
    """A real run again and again, each time with other ids."""
    whole = json.loads((SAMPLES / "promptfoo/a1/results.json").read_text(encoding="utf-8"))
    once = whole["results"]["results"]
    rows: list[dict[str, Any]] = []
    size = 0
    while size < PROMPTFOO_BYTES:
        copy = json.loads(json.dumps(once))
        for row in copy:
            row["vars"]["item_id"] += f"-{len(rows)}"
            row["testIdx"] += len(rows)
        rows += copy
        size += len(json.dumps(copy, indent=2, ensure_ascii=False).encode())
    whole["results"]["results"] = rows
    path = folder / "promptfoo.json"
    path.write_text(json.dumps(whole, indent=2, ensure_ascii=False), encoding="utf-8")
    return path


def inspect_log(folder: Path) -> Path:
    """The samples of a real log again and again, each time with other ids."""
    from advisor.files.eval_source import read_path
    from advisor.files.inspect_archive import InspectArchive

    archive = InspectArchive(read_path(next((SAMPLES / "inspect-ai/a1_model_per_variant").glob("*.eval"))))
    parts: list[Any] = [archive.read_json(member) for member in archive.inside("samples/")]
    header: Any = archive.read_json("header.json")
    summaries: Any = archive.read_json("summaries.json")
    by_id = {summary["id"]: summary for summary in summaries}
    members: dict[str, Any] = {}
    written: list[dict[str, Any]] = []
    for place in range(INSPECT_SAMPLES):
        sample = parts[place % len(parts)]
        changed = {"id": f"{sample['id']}-{place}", "uuid": f"uuid{place}"}
        members[f"samples/{changed['id']}_epoch_1.json"] = {**sample, **changed}
        written.append({**by_id[sample["id"]], **changed})
    header["eval"]["dataset"].update(samples=len(written), sample_ids=[entry["id"] for entry in written])
    header["results"].update(total_samples=len(written), completed_samples=len(written))
    start = {"version": 2, "eval": header["eval"], "plan": header["plan"]}
    members |= {"_journal/start.json": start, "summaries.json": written, "header.json": header}
    path = folder / "inspect.eval"
    path.write_bytes(zstandard_zip({name: json.dumps(value).encode() for name, value in members.items()}))
    return path


def zstandard_zip(members: dict[str, bytes]) -> bytes:
    """A zip packed with Zstandard (method 93), as newer releases of Inspect write it and `zipfile` cannot yet."""
    packer = zstandard.ZstdCompressor()
    blocks: list[bytes] = []
    directory: list[bytes] = []
    place = 0
    for name, data in members.items():
        packed = packer.compress(data)
        about = struct.pack("<HHHHIIIHH", 0, 93, 0, 0, zlib.crc32(data), len(packed), len(data), len(name), 0)
        blocks.append(b"PK\x03\x04" + struct.pack("<H", 63) + about + name.encode() + packed)
        directory.append(
            b"PK\x01\x02"
            + struct.pack("<HH", 63, 63)
            + about
            + struct.pack("<HHHII", 0, 0, 0, 0, place)
            + name.encode()
        )
        place += len(blocks[-1])
    listed = b"".join(directory)
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, len(members), len(members), len(listed), place, 0)
    return b"".join([*blocks, listed, end])


class Reading(NamedTuple):
    """What one reading took."""

    rows: int
    wall: float
    cpu: float
    grown: float
    """MB."""


def read_once(reading: str, path: Path, python: str) -> Reading:
    """One reading in a new process."""
    imports, body = READINGS[reading].split("---\n")
    code = _FRAME.format(path=str(path), imports=imports, body=body)
    done = subprocess.run([python, "-c", code], stdout=subprocess.PIPE, text=True, check=True)
    rows, wall, cpu, grown = done.stdout.split()[-4:]
    return Reading(int(rows), float(wall), float(cpu), float(grown))


def compare(title: str, path: Path, readings: dict[str, str]) -> None:
    """Prints the table; `readings` maps each to its Python, ours first."""
    taken: dict[str, list[Reading]] = {reading: [] for reading in readings}
    for _ in range(ROUNDS):
        for reading, python in readings.items():
            taken[reading].append(read_once(reading, path, python))
    ours = taken[next(iter(readings))]
    print(f"\n{title}, {path.stat().st_size / 2**20:.0f} MB on disk, medians of {ROUNDS} rounds\n")
    print("| reading | rows | CPU s | wall s | CPU, times ours | peak MB |\n|---|---:|---:|---:|---:|---:|")
    for reading, runs in taken.items():
        cpu, wall, grown = (statistics.median(getattr(run, key) for run in runs) for key in ("cpu", "wall", "grown"))
        ratio = statistics.median(theirs.cpu / mine.cpu for theirs, mine in zip(runs, ours, strict=True))
        print(f"| {reading} | {runs[0].rows:,} | {cpu:.3f} | {wall:.3f} | {ratio:.2f} | {grown:,.0f} |")


def main() -> None:
    """Both tables."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--inspect-python", default="venv-inspect/bin/python", help="a Python that has inspect-ai")
    inspect_python: str = options.parse_args().inspect_python
    with tempfile.TemporaryDirectory() as folder:
        ours = sys.executable
        log = promptfoo_log(Path(folder))
        compare("promptfoo JSON", log, {"advisor: promptfoo": ours, "json.load and a loop": ours})
        readings = {"advisor: Inspect": ours}
        if Path(inspect_python).exists():
            readings |= dict.fromkeys(("read_eval_log_sample_summaries", "read_eval_log"), inspect_python)
        else:
            print(f"\n{inspect_python} is not there: install inspect-ai as the docstring says to compare with it.")
        compare("Inspect log", inspect_log(Path(folder)), readings)


if __name__ == "__main__":
    main()
