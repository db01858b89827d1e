"""Samples from MLflow: eval tables of `genai.evaluate` and of the classic `evaluate`, `runs.csv`, and `mlflow.db`.

The rows of `genai.evaluate` are traces: marks come from their feedback (an expectation has the same `/value` column and
is none), latency from the root span in milliseconds, tokens and cost from the trace's metadata; `state` ERROR is a
failed call. A trace tells its run, and `runs.csv` or the database tell what the run was: its parameters where they
differ, else its name. Without them the file name is the variant. The same trace in two files is counted once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from advisor.errors import EvalFileError
from advisor.evals.number_words import enumerated
from advisor.evals.samples import Sample
from advisor.files.eval_peek import Peek
from advisor.files.eval_rows import Rows, rows_of
from advisor.files.file_rows import FileRows
from advisor.files.mlflow_classic import classic_samples, is_classic, no_quality
from advisor.files.mlflow_database import read_database
from advisor.files.mlflow_runs import MlflowRun, run_of_table, run_variants, runs_in_table
from advisor.files.mlflow_traces import Trace, is_trace_row, read_trace, trace_samples
from advisor.files.own_means import differing_means
from advisor.files.variant_labels import folder_labels
from advisor.language import _, ngettext
from advisor.schema.evidence import FileRead, FileStatus

_TABLE_NAME = re.compile(r"[._\- ]*eval[_\- ]?results(?:[_\- ]?table)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MlflowFile:
    """One file: traces, the rows of a classic table, or nothing but runs."""

    name: str
    stem: str
    folder: str
    traces: Sequence[Trace] = ()
    table: Rows | None = None
    run: MlflowRun | None = None
    """The run in whose folder a classic table lies."""
    runs: Sequence[MlflowRun] = ()
    notes: Sequence[str] = ()


class MlflowReader:
    """Eval tables, tables of runs, and databases of MLflow."""

    name = "mlflow"

    def recognises(self, peek: Peek) -> MlflowFile | None:
        if peek.kind == "sqlite":
            found = read_database(peek.source)
            if found is None:
                return None
            return MlflowFile(peek.name, peek.stem, peek.folder, found.traces, runs=found.runs, notes=found.notes)
        if peek.kind not in ("csv", "json", "jsonl"):
            return None
        names = set(peek.columns)
        if {"run_id", "experiment_id", "artifact_uri"} <= names:
            return MlflowFile(peek.name, peek.stem, peek.folder, runs=runs_in_table(rows_of(peek)))
        if is_trace_row(names):
            traces = [read_trace(row) for _, row in rows_of(peek)]
            return MlflowFile(peek.name, peek.stem, peek.folder, traces)
        if is_classic(names):
            return MlflowFile(peek.name, peek.stem, peek.folder, table=rows_of(peek), run=run_of_table(peek.path))
        return None

    def read(self, handles: Sequence[MlflowFile]) -> Sequence[FileRows | EvalFileError]:
        runs = {run.id: run for file in handles for run in (*file.runs, *([file.run] if file.run else []))}
        # Runs that left no rows, as those around nested ones, have settings of their own that tell nothing.
        used = {trace.run_id for file in handles for trace in file.traces} | {
            file.run.id for file in handles if file.run
        }
        names = run_variants([run for run in runs.values() if run.id in used])
        folders = folder_labels([file.folder for file in handles])
        labels = [_from_file(file, folder) for file, folder in zip(handles, folders, strict=True)]
        items = trace_samples([trace for file in handles for trace in file.traces])
        seen: dict[str, int] = {}
        found: list[FileRows | EvalFileError] = []
        start = 0
        for place, (file, label) in enumerate(zip(handles, labels, strict=True)):
            own = items[start : start + len(file.traces)]
            start += len(file.traces)
            if file.table is not None:
                variant = names.get(file.run.id, label) if file.run else label
                found.append(_classic_rows(file, file.table, variant))
            elif file.traces:
                found.append(_trace_rows(file, own, label, names, runs, seen, place))
            else:
                found.append(_only_runs(file, alone=not any(each.traces or each.table for each in handles)))
        return found


def _trace_rows(
    file: MlflowFile,
    samples: Sequence[Sample],
    label: str,
    names: Mapping[str, str],
    runs: Mapping[str, MlflowRun],
    seen: dict[str, int],
    place: int,
) -> FileRows | EvalFileError:
    run_ids = list(dict.fromkeys(trace.run_id for trace in file.traces))
    kept: list[Sample] = []
    twice = 0
    for trace, sample in zip(file.traces, samples, strict=True):
        if trace.id and seen.setdefault(trace.id, place) != place:
            twice += 1
            continue
        alone = len(run_ids) == 1 or trace.run_id is None
        variant = names.get(trace.run_id or "", label if alone else f"run {str(trace.run_id)[:8]}")
        run = runs.get(trace.run_id or "")
        kept.append(replace(sample, variant=variant, models=sample.models or (run.models if run else ())))
    marks = {name for sample in kept for name in sample.scores}
    unscored = sum(not sample.failed and len(sample.scores) < len(marks) for sample in kept)
    own = [runs[run_id] for run_id in run_ids if run_id is not None and run_id in runs]
    ended = {run.status for run in own}
    words = sorted({name for trace in file.traces for name in trace.words} - {n for s in samples for n in s.scores})
    if not kept and not twice:
        return EvalFileError(f"`{file.name}` holds no trace of an evaluation: export the eval results again.")
    notes = [*file.notes, *_stopped(ended), *_other_means(kept, own, names)]
    if twice:
        notes.append(
            ngettext(
                "{n} trace already read from another file, counted once.",
                "{n} traces already read from another file, counted once.",
                twice,
            )
        )
    notes += _unscored(unscored)
    if words:
        listed = enumerated([f"`{name}`" for name in words])
        notes.append(_("{names}: holds words and no marks, left out.", names=listed))
    return FileRows(_file_read(file, len(kept), notes, _status(ended)), kept)


def _classic_rows(file: MlflowFile, table: Rows, variant: str) -> FileRows | EvalFileError:
    try:
        samples = classic_samples(table, variant, file.run.models if file.run else ())
    except ValueError as error:
        return EvalFileError(f"`{file.name}`: {error}.")
    marks = {name for sample in samples for name in sample.scores}
    unscored = sum(len(sample.scores) < len(marks) for sample in samples)
    odd = no_quality(marks)
    ended = {file.run.status} if file.run else set()
    notes = [*_stopped(ended), *_unscored(unscored)]
    if odd:
        listed = enumerated([f"`{name}`" for name in sorted(odd)])
        notes.append(_("{names}: not taken as quality.", names=listed))
    return FileRows(_file_read(file, len(samples), notes, _status(ended)), samples, blended=odd)


def _only_runs(file: MlflowFile, alone: bool) -> FileRows | EvalFileError:
    if alone:
        return EvalFileError(f"`{file.name}` holds MLflow's runs and no rows: give their eval tables too.")
    told = ngettext("The names and parameters of {n} run.", "The names and parameters of {n} runs.", len(file.runs))
    return FileRows(_file_read(file, 0, [*file.notes, told]), ())


def _unscored(rows: int) -> list[str]:
    if not rows:
        return []
    return [
        ngettext(
            "{n} row without some score, counted as unscored.",
            "{n} rows without some score, counted as unscored.",
            rows,
        )
    ]


def _file_read(file: MlflowFile, rows: int, notes: Sequence[str], status: FileStatus = "unknown") -> FileRead:
    dates = [trace.date for trace in file.traces if trace.date]
    return FileRead(
        name=file.name,
        tool="mlflow",
        tool_version=None,
        status=status,
        rows=rows,
        notes=tuple(notes),
        settings={"date": min(dates)} if dates else {},
    )


def _from_file(file: MlflowFile, folder: str | None) -> str:
    """The variant as the file name tells it, without `eval_results`; the folder where nothing is left."""
    return _TABLE_NAME.sub("", file.stem) or folder or file.stem


def _other_means(samples: Sequence[Sample], runs: Sequence[MlflowRun], names: Mapping[str, str]) -> list[str]:
    """Where MLflow's own mean of a run is another; runs that share a variant are not told apart here."""
    if len({names.get(run.id) for run in runs}) < len(runs):
        return []
    return [
        note
        for run in runs
        for note in differing_means(run.means, [each for each in samples if each.variant == names.get(run.id)])
    ]


def _status(ended: set[str | None]) -> FileStatus:
    known = ended - {None}
    if not known:
        return "unknown"
    return "complete" if known == {"FINISHED"} else "partial"


def _stopped(ended: set[str | None]) -> list[str]:
    odd = sorted(str(status) for status in ended - {None, "FINISHED"})
    names = enumerated([f"`{status}`" for status in odd])
    return [_("A run with status {names}: rows may be missing.", names=names)] if odd else []
