"""Samples from Inspect logs: `.eval` (Zstandard or deflate zip) and `.json`, also of a run that was stopped.

Scores are letters (C, I, P, N), numbers, booleans or objects of these; an object gives one score per key. A
sample with `error` is a failed call. Tokens and cost are those of the evaluated model, a judge's are left out;
a cost is there only when prices were configured. Latency is `output.time` where every sample is one model call,
else `working_time`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from advisor.errors import EvalFileError
from advisor.evals.samples import Sample
from advisor.files.eval_source import EvalSource
from advisor.files.file_rows import FileRows, plural
from advisor.files.inspect_archive import MAX_UNPACKED_BYTES, InspectArchive
from advisor.files.inspect_samples import call_time, cancelled, read_sample
from advisor.files.inspect_variants import item_names, variant_names
from advisor.schema.evidence import FileRead

Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class InspectFile:
    """One log: its header, its samples (summaries or whole ones) and the model time of each sample."""

    name: str
    header: Fields
    samples: list[Fields]
    times: dict[tuple[str, int], float | None] = field(default_factory=dict)
    """(id, epoch) -> seconds of the one model call; None for more than one call."""

    @property
    def spec(self) -> Fields:
        """What was run."""
        found = self.header.get("eval")
        return found if isinstance(found, dict) else {}

    @property
    def status(self) -> str:
        return str(self.header.get("status") or "started")


def inspect_archive(source: EvalSource) -> InspectFile:
    """A log from an `.eval` file; a stopped run has no header and is read from its journal."""
    archive = InspectArchive(source)
    start = next((member for member in ("header.json", "_journal/start.json") if member in archive), None)
    if start is None:
        raise EvalFileError(f"`{source.name}` has no header and no journal: it is no whole Inspect log, copy it again.")
    header = _object(archive.read_json(start), source.name)
    members = archive.inside("samples/")
    summaries = _summaries(archive)
    # Whole samples hold the model time; very large logs do without it rather than without a reading.
    affordable = archive.declared_bytes(members) <= MAX_UNPACKED_BYTES // 2
    if summaries and not affordable:
        return InspectFile(source.name, header, summaries)
    times: dict[tuple[str, int], float | None] = {}
    known = {_key(summary) for summary in summaries}
    whole: list[Fields] = []
    for member in members:
        sample = _object(archive.read_json(member), source.name)
        times[_key(sample)] = call_time(sample)
        if _key(sample) not in known:  # written before the run could sum it up
            whole.append(_without_texts(sample))
    return InspectFile(source.name, header, [*summaries, *whole], times)


def inspect_json(name: str, whole: Fields) -> InspectFile:
    """A log from its `.json` form."""
    samples = whole.get("samples")
    kept = [sample for sample in samples if isinstance(sample, dict)] if isinstance(samples, list) else []
    header = {key: value for key, value in whole.items() if key != "samples"}
    return InspectFile(name, header, kept, {_key(sample): call_time(sample) for sample in kept})


def read_inspect(files: Sequence[InspectFile]) -> list[FileRows]:
    """The samples of all logs, named together: the parts in which they differ are the variant.

    A sample that stands in two logs (a log and its JSON form, a retried run) is counted once.
    """
    variants = variant_names([file.spec for file in files], [file.header for file in files])
    items = item_names([(file.spec, file.samples) for file in files])
    seen: dict[str, int] = {}
    return [
        _file_rows(file, variant, item_prefix, seen, place)
        for place, (file, variant, item_prefix) in enumerate(zip(files, variants, items, strict=True))
    ]


def _file_rows(file: InspectFile, variant: str, item_prefix: str, seen: dict[str, int], place: int) -> FileRows:
    one_call = bool(file.times) and all(time is not None for time in file.times.values())
    kept: list[Sample] = []
    stopped = twice = voided = unscored = 0
    for sample in file.samples:
        uuid = sample.get("uuid")
        if cancelled(sample, file.status):
            stopped += 1
        elif sample.get("invalidation"):
            voided += 1
        elif isinstance(uuid, str) and seen.setdefault(uuid, place) != place:
            twice += 1
        else:
            time = file.times.get(_key(sample)) if one_call else None
            found = read_sample(sample, file, variant, item_prefix, time, one_call)
            unscored += not found.scores and not found.failed
            kept.append(found)
    planned = _planned(file.spec)
    short = planned is not None and len(file.samples) - stopped < planned
    partial = file.status != "success" or short
    notes = [
        *([f"Run with status `{file.status}`: {len(kept)} of {planned or '?'} samples."] if partial else []),
        *([f"{plural(stopped, 'sample')} cut short when the run was stopped, left out."] if stopped else []),
        *([f"{plural(voided, 'sample')} declared invalid in the log, left out."] if voided else []),
        *([f"{plural(twice, 'sample')} already read from another file, counted once."] if twice else []),
        *([f"{plural(unscored, 'sample')} without a score, counted as unscored."] if unscored else []),
    ]
    if not kept and not twice:
        raise EvalFileError(f"`{file.name}` holds no finished sample: run the eval again.")
    packages = file.spec.get("packages")
    version = packages.get("inspect_ai") if isinstance(packages, dict) else None
    return FileRows(
        file=FileRead(
            name=file.name,
            tool="inspect-ai",
            tool_version=str(version) if version else None,
            status="partial" if partial else "complete",
            rows=len(kept),
            notes=tuple(notes),
        ),
        samples=kept,
        numbered=True,
    )


def _summaries(archive: InspectArchive) -> list[Fields]:
    """The summaries of a finished run, else those of its journal, each sample once."""
    members = ["summaries.json"] if "summaries.json" in archive else archive.inside("_journal/summaries/")
    found: dict[tuple[str, int], Fields] = {}
    for member in members:
        for summary in _objects(archive.read_json(member)):
            found[_key(summary)] = summary
    return list(found.values())


def _planned(spec: Mapping[str, Any]) -> int | None:
    """How many samples the run was to have: items times epochs."""
    dataset, config = spec.get("dataset"), spec.get("config")
    if not isinstance(dataset, dict) or not isinstance(config, dict):
        return None
    ids = dataset.get("sample_ids")
    items = len(ids) if isinstance(ids, list) else dataset.get("samples")
    epochs = config.get("epochs") or 1
    return items * epochs if isinstance(items, int) and isinstance(epochs, int) else None


def _key(sample: Mapping[str, Any]) -> tuple[str, int]:
    epoch = sample.get("epoch")
    return str(sample.get("id")), epoch if isinstance(epoch, int) else 1


def _object(value: object, name: str) -> Fields:
    if not isinstance(value, dict):
        raise EvalFileError(f"`{name}` is not an Inspect log: a part that should be an object is not, copy it again.")
    return value


def _objects(value: object) -> Iterator[Fields]:
    return (entry for entry in value if isinstance(entry, dict)) if isinstance(value, list) else iter(())


def _without_texts(sample: Fields) -> Fields:
    """A whole sample without its messages and events, which are most of its size."""
    return {key: value for key, value in sample.items() if key not in ("messages", "events", "attachments", "store")}
