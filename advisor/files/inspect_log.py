"""Samples from Inspect logs: `.eval` (Zstandard or deflate zip) and `.json`, also of a run that was stopped.

A sample with `error` is a failed call. What cannot be read of a log is left out and counted, as long as the rest of
it is whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from advisor.errors import EvalFileError
from advisor.evals.number_words import enumerated
from advisor.evals.samples import Sample
from advisor.files.collection_pause import paused_collection
from advisor.files.eval_source import EvalSource
from advisor.files.file_rows import FileRows
from advisor.files.inspect_archive import MAX_UNPACKED_BYTES, DamagedMember, InspectArchive
from advisor.files.inspect_counts import counted_notes
from advisor.files.inspect_details import WHOLE_SAMPLE, SampleDetails, read_details
from advisor.files.inspect_run import differences_from_means, left_aside, planned_samples, run_settings
from advisor.files.inspect_samples import SampleReader, is_cancelled
from advisor.files.inspect_scores import edited_scores, read_marks
from advisor.files.inspect_tries import LastTries, sample_key
from advisor.files.inspect_variants import item_names, one_dataset, variant_names
from advisor.files.score_values import label
from advisor.files.without_folders import one_line
from advisor.language import _, ngettext
from advisor.schema.evidence import FileRead

Fields = dict[str, Any]
_BULK = ("messages", "events", "attachments", "store", "events_data", "output", "timelines")


@dataclass(frozen=True, slots=True)
class InspectFile:
    """One log: its header, its samples (summaries or whole ones), and what only whole samples tell."""

    name: str
    header: Fields
    samples: list[Fields]
    details: dict[tuple[str, int], SampleDetails] = field(default_factory=dict)
    """By id and epoch."""
    notes: tuple[str, ...] = ()

    @property
    def spec(self) -> Fields:
        """What was run."""
        found = self.header.get("eval")
        return found if isinstance(found, dict) else {}

    @property
    def status(self) -> str:
        """What Inspect says of the run: `success`, `error`, `cancelled`, or `started` when it never ended."""
        return one_line(str(self.header.get("status") or "started"))


def inspect_archive(source: EvalSource) -> InspectFile:
    """A log from an `.eval` file; a stopped run has no header and is read from its journal."""
    with paused_collection():
        archive = InspectArchive(source)
        notes: list[str] = []
        header = _header(archive, notes)
        summaries = _summaries(archive, notes)
        members = archive.inside("samples/")
        # Very large logs do without whole samples rather than without a reading.
        if summaries and archive.declared_bytes(members) > MAX_UNPACKED_BYTES // 2:
            notes.append(_("The samples are too large to be read whole: texts are cut, latency includes waiting."))
            return InspectFile(source.name, header, list(summaries.values()), notes=tuple(notes))
        details: dict[tuple[str, int], SampleDetails] = {}
        damaged: list[DamagedMember] = []
        for member in members:
            try:
                sample = _object(archive.read_json(member, WHOLE_SAMPLE), source.name)
            except DamagedMember as error:
                damaged.append(error)
                continue
            key = sample_key(sample)
            details[key] = read_details(sample)
            if key not in summaries:  # written before the run could sum it up
                summaries[key] = {part: value for part, value in sample.items() if part not in _BULK}
        if damaged and not summaries:
            raise damaged[0]
        lost = len(damaged) - sum(key not in details for key in summaries) if damaged else 0
        if damaged:
            notes.append(_damage(len(damaged), max(lost, 0)))
    return InspectFile(source.name, header, list(summaries.values()), details, tuple(notes))


def inspect_json(name: str, whole: Fields) -> InspectFile:
    """A log from its `.json` form."""
    samples = whole.get("samples")
    listed = samples if isinstance(samples, list) else []
    kept = [sample for sample in listed if isinstance(sample, dict)]
    odd = len(listed) - len(kept)
    notes = ngettext(
        "{n} entry of `samples` without a sample, left out.",
        "{n} entries of `samples` without a sample, left out.",
        odd,
    )
    return InspectFile(
        name,
        {key: value for key, value in whole.items() if key != "samples"},
        [{key: value for key, value in sample.items() if key not in _BULK} for sample in kept],
        {sample_key(sample): read_details(sample) for sample in kept},
        (notes,) if odd else (),
    )


def read_inspect(files: Sequence[InspectFile]) -> list[FileRows]:
    """The samples of all logs, named together: the parts in which they differ are the variant.

    A sample that stands in two logs (a log and its JSON form) is counted once; of a run that was retried the last try
    is counted. Several tasks over other questions are segments.
    """
    specs = [file.spec for file in files]
    variants = variant_names(specs, [file.header for file in files])
    items = item_names([(file.spec, file.samples) for file in files])
    several = len({str(spec.get("task")) for spec in specs}) > 1 and not one_dataset(specs)
    tries = LastTries([(file.spec, file.status, file.samples) for file in files])
    with paused_collection():
        return [
            _file_rows(file, SampleReader(file.name, file.spec, variant, prefix, several), tries, place)
            for place, (file, variant, prefix) in enumerate(zip(files, variants, items, strict=True))
        ]


def _file_rows(file: InspectFile, reader: SampleReader, tries: LastTries, place: int) -> FileRows:
    one_call, status = _is_one_call(file), file.status
    kept: list[Sample] = []
    counts: Counter[str] = Counter()
    odd: dict[str, EvalFileError] = {}
    for sample in file.samples:
        details = file.details.get(sample_key(sample))
        if is_cancelled(sample, status):
            counts["stopped"] += 1
        elif sample.get("invalidation") or (details is not None and details.voided):
            counts["voided"] += 1
        elif elsewhere := tries.counted_elsewhere(sample, place):
            counts[elsewhere] += 1
        else:
            marks, problems = read_marks(sample.get("scores")) if sample.get("error") is None else ({}, {})
            found = reader.read(sample, details, marks, one_call)
            for scorer, problem in problems.items():
                odd.setdefault(scorer, reader.problem(label(sample.get("id")), problem))
                counts[f"odd {scorer}"] += 1
            counts["unscored"] += not found.scores and not found.failed
            counts["mixed"] += reader.judges_itself and found.tokens_in is None and bool(sample.get("model_usage"))
            counts["limited"] += bool(sample.get("limit"))
            counts["edited"] += details.edited if details else edited_scores(sample.get("scores"))
            counts["retried"] += details.retried if details else bool(sample.get("retries"))
            kept.append(found)
    _refuse_odd_marks(odd, kept)
    again = counts["twice"] + counts["later"]
    if not kept and not again:
        raise EvalFileError(_empty(file))
    planned, aside = planned_samples(file.spec, file.header), left_aside(file.spec)
    stopped = status != "success" or (planned is not None and len(file.samples) - counts["stopped"] < planned)
    started = []
    if stopped:
        values = {"status": status, "n": len(kept) + again, "planned": planned or "?"}
        started.append(_("Run with status `{status}`: {n} of {planned} samples.", **values))
    differences = [] if again else differences_from_means(file.header, kept)
    packages = file.spec.get("packages")
    version = packages.get("inspect_ai") if isinstance(packages, dict) else None
    return FileRows(
        file=FileRead(
            name=file.name,
            tool="inspect-ai",
            tool_version=one_line(str(version)) if version else None,
            # Nothing of an earlier try is missing that a later one made up for.
            status="unknown" if not kept else "partial" if stopped or aside else "complete",
            rows=len(kept),
            notes=(*started, *([aside] if aside else []), *file.notes, *counted_notes(counts), *differences),
            settings=run_settings(file.spec, file.header, reader.graders),
        ),
        samples=kept,
        numbered=True,
    )


def _empty(file: InspectFile) -> str:
    config = file.spec.get("config")
    if isinstance(config, dict) and config.get("log_samples") is False:
        return f"`{file.name}` was written without its samples: run the eval again with `log_samples`."
    return f"`{file.name}` holds no finished sample: run the eval again."


def _refuse_odd_marks(odd: Mapping[str, EvalFileError], kept: Sequence[Sample]) -> None:
    """EvalFileError for a scorer that mixes scores with other words, or where nothing else is scored."""
    scored = {name for sample in kept for name in sample.scores} if odd else set()
    for scorer, problem in odd.items():
        if scorer in scored or not scored:
            raise problem


def _is_one_call(file: InspectFile) -> bool:
    """Whether every sample that did not fail is one timed call of the model."""
    timed = [
        file.details[key]
        for sample in file.samples
        if (key := sample_key(sample)) in file.details and not sample.get("error")
    ]
    return bool(file.details) and all(detail.calls <= 1 and detail.call_time is not None for detail in timed)


def _header(archive: InspectArchive, notes: list[str]) -> Fields:
    """The header; where it is missing or damaged what the journal noted at the start."""
    there = [member for member in ("header.json", "_journal/start.json") if member in archive]
    for place, member in enumerate(there):
        try:
            return _object(archive.read_json(member), archive.name)
        except DamagedMember:
            if place == len(there) - 1:
                raise
            notes.append(_("Its member `{member}` is damaged: the journal is read instead.", member=member))
    raise EvalFileError(f"`{archive.name}` has no header and no journal: it is no whole Inspect log, copy it again.")


def _summaries(archive: InspectArchive, notes: list[str]) -> dict[tuple[str, int], Fields]:
    """The summaries of a finished run, else those of its journal, each sample once."""
    found: dict[tuple[str, int], Fields] = {}
    journal = archive.inside("_journal/summaries/")
    for member in ["summaries.json"] if "summaries.json" in archive else journal:
        try:
            read = _objects(archive.read_json(member))
        except DamagedMember:
            told = _("Its member `{member}` is damaged: the journal and the samples are read instead.", member=member)
            notes.append(told)
            break
        found.update((sample_key(summary), summary) for summary in read)
    else:
        return found
    for member in journal:
        try:
            found.update((sample_key(summary), summary) for summary in _objects(archive.read_json(member)))
        except DamagedMember:
            continue
    return found


def _damage(damaged: int, lost: int) -> str:
    entries = ngettext("{n} damaged entry", "{n} damaged entries", damaged)
    left_out = ngettext("{n} sample left out", "{n} samples left out", lost)
    kept = ngettext(
        "{n} sample read from the summary, without latency",
        "{n} samples read from the summary, without latency",
        damaged - lost,
    )
    told = enumerated([*([left_out] if lost else []), *([kept] if damaged > lost else [])])
    return _("{entries}: {samples}: copy the log again.", entries=entries, samples=told)


def _object(value: object, name: str) -> Fields:
    if not isinstance(value, dict):
        raise EvalFileError(f"`{name}` is not an Inspect log: a part that should be an object is not, copy it again.")
    return value


def _objects(value: object) -> Iterator[Fields]:
    return (entry for entry in value if isinstance(entry, dict)) if isinstance(value, list) else iter(())
