"""Samples from lm-evaluation-harness: `samples_*.jsonl` (written with `--log_samples`) and the run's `results_*.json`.

The two belong together by task, time stamp, folder and mean. Each metric of each filter is a score of its own
(`exact_match,strict-match`); a metric of which lower is better is never taken as quality. Marks that are null or
lists (metrics of the whole corpus) are unscored. The harness knows no cost, latency, tokens or failed calls.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from advisor.errors import EvalFileError
from advisor.evals.number_words import enumerated
from advisor.evals.samples import Sample
from advisor.files.eval_peek import Peek
from advisor.files.eval_rows import objects_of
from advisor.files.file_rows import FileRows
from advisor.files.lm_eval_items import item_names
from advisor.files.lm_eval_pairs import MODEL_NAMES, LmEvalResults, LmEvalSamples, Pair, mark_of, paired_results
from advisor.files.lm_eval_rows import answer_of, metrics_of, question_of
from advisor.files.own_means import differing_means
from advisor.files.sample_texts import sample_text
from advisor.files.variant_labels import folder_labels, variant_labels
from advisor.language import _, ngettext
from advisor.schema.evidence import FileRead

_LOWER = {"perplexity", "word_perplexity", "byte_perplexity", "bits_per_byte", "ter", "wer", "brier_score", "mse"}
"""Metrics of the harness of which lower is better, for files without their results."""


class LmEvalReader:
    """`results_*.json` and `samples_*.jsonl` of lm-eval."""

    name = "lm-eval"

    def recognises(self, peek: Peek) -> LmEvalResults | LmEvalSamples | None:
        if peek.kind not in ("json", "jsonl"):
            return None
        if {"doc_id", "doc"} <= peek.first.keys() and {"resps", "filtered_resps"} & peek.first.keys():
            return LmEvalSamples(peek.name, peek.folder, objects_of(peek), peek.lines.cut_off)
        whole = peek.value if peek.kind == "json" else None
        if not isinstance(whole, dict) or not isinstance(whole.get("results"), dict):
            return None
        if "lm_eval_version" in whole or {"versions", "config"} <= whole.keys() or "n-shot" in whole:
            return LmEvalResults(peek.name, peek.folder, whole)
        return None

    def read(self, handles: Sequence[LmEvalResults | LmEvalSamples]) -> Sequence[FileRows | EvalFileError]:
        logs = [handle for handle in handles if isinstance(handle, LmEvalSamples)]
        results = [handle for handle in handles if isinstance(handle, LmEvalResults)]
        pairs = paired_results(logs, results)
        names = _variants([pair.results for pair in pairs], [log.folder for log in logs])
        items = item_names([(pair.task, log.rows) for log, pair in zip(logs, pairs, strict=True)])
        several = len({pair.task for pair in pairs}) > 1
        rows = {
            id(log): _Log(log, pair.results, pair.task, name or _name_of(log, several), item, several).file_rows()
            for log, pair, name, item in zip(logs, pairs, names, items, strict=True)
        }
        first: dict[str, LmEvalSamples] = {}
        for log in logs:
            twin = first.setdefault(log.name, log)
            if twin is not log and twin.rows == log.rows:
                rows[id(log)] = _twin(log)
        totals = {id(own): _totals(own, _tasks_of(own, pairs)) for own in results}
        return [(rows if isinstance(handle, LmEvalSamples) else totals)[id(handle)] for handle in handles]


@dataclass(frozen=True, slots=True)
class _Log:
    """One samples file with all that is known about it."""

    file: LmEvalSamples
    results: LmEvalResults | None
    task: str
    variant: str
    items: Sequence[str]
    several_tasks: bool

    def file_rows(self) -> FileRows | EvalFileError:
        rows = self.file.rows
        scores = self._scores()
        if not scores:
            return EvalFileError(
                f"`{self.file.name}` has no scores (a run with `--predict_only`): run it again without this option."
            )
        models = self.results.models if self.results else ()
        samples: dict[str, Sample] = {}
        unscored: set[str] = set()
        for (place, row), item, filter in zip(rows, self.items, self._filters(), strict=True):
            if not item:
                return EvalFileError(f"`{self.file.name}`, line {place}, has no `doc_id`: run the eval again.")
            marks = {f"{metric},{filter}": mark_of(row.get(metric)) for metric in metrics_of(row)}
            known = {name: mark for name, mark in marks.items() if mark is not None}
            unscored |= {item} if len(known) < len(marks) else set()
            old = samples.get(item)
            samples[item] = Sample(
                variant=self.variant,
                item=f"{self.task}/{item}" if self.several_tasks else item,
                scores={**(old.scores if old else {}), **known},
                segment=self.task if self.several_tasks else None,
                graders=dict.fromkeys({**(old.graders if old else {}), **known}, "code"),
                models=models,
                text=sample_text(question_of(row), answer_of(row), row.get("target")),
            )
        lower = frozenset(name for name in scores if self._lower_is_better(name))
        notes = self._notes(len(samples), lower)
        if self.results:
            notes += differing_means(self.results.plain_means(self.task), list(samples.values()))
        if unscored:
            notes.append(
                ngettext(
                    "{n} row with a metric that is null or a list, counted as unscored.",
                    "{n} rows with a metric that is null or a list, counted as unscored.",
                    len(unscored),
                )
            )
        partial = self.file.cut_off or self._is_limited(len(samples))
        return FileRows(
            file=FileRead(
                name=self.file.name,
                tool="lm-eval",
                tool_version=self.results.version if self.results else None,
                status="partial" if partial else "complete" if self.results else "unknown",
                rows=len(samples),
                notes=tuple(notes),
                settings=self.results.settings(self.task) if self.results else {},
            ),
            samples=list(samples.values()),
            blended=lower,
        )

    def _scores(self) -> list[str]:
        """All names of scores, in the order of the file."""
        named = zip(self.file.rows, self._filters(), strict=True)
        return list(dict.fromkeys(f"{metric},{filter}" for (_, row), filter in named for metric in metrics_of(row)))

    def _filters(self) -> list[str]:
        """The filter of each row; old releases do not write it, there the rows of one document stand in its order."""
        order = self.results.filters(self.task) if self.results else []
        seen: Counter[object] = Counter()
        found: list[str] = []
        for _place, row in self.file.rows:
            key = str(row.get("doc_id"))
            place = seen[key]
            seen[key] += 1
            written = row.get("filter")
            told = order[place] if place < len(order) else "none" if place == 0 else f"filter {place + 1}"
            found.append(written if isinstance(written, str) else told)
        return found

    def _lower_is_better(self, score: str) -> bool:
        metric = score.split(",", 1)[0]
        told = self.results.higher_is_better(self.task, metric) if self.results else None
        return metric in _LOWER if told is None else not told

    def _is_limited(self, rows: int) -> bool:
        if self.results is None:
            return False
        planned, all_items = self.results.sizes(self.task)
        return self.results.limit is not None or rows < (planned or 0) or (planned or 0) < (all_items or 0)

    def _notes(self, rows: int, lower: frozenset[str]) -> list[str]:
        notes = []
        if self.results is None:
            notes.append(_("Its `results_*.json` is not there: model and settings of the run are not known."))
        elif self._is_limited(rows):
            all_items = self.results.sizes(self.task)[1]
            notes.append(_("A part of the task was run: {n} of {total} items.", n=f"{rows:,}", total=all_items or "?"))
        if self.file.cut_off:
            notes.append(_("The last line is cut off and was left out: the run may have been stopped."))
        if lower:
            names = enumerated([f"`{name}`" for name in sorted(lower)])
            notes.append(_("{names}: lower is better, so it is not taken as quality.", names=names))
        return notes


def _twin(log: LmEvalSamples) -> FileRows:
    """A copy of a file: a run again has another time in its name."""
    note = _("The same rows as another file of this name, counted once.")
    file = FileRead(name=log.name, tool="lm-eval", tool_version=None, status="unknown", rows=0, notes=(note,))
    return FileRows(file, ())


def _tasks_of(results: LmEvalResults, pairs: Sequence[Pair]) -> list[str]:
    """The tasks whose samples are there, also where they were paired with a copy of these results."""
    return [pair.task for pair in pairs if pair.results is not None and pair.results.whole == results.whole]


def _totals(results: LmEvalResults, tasks: Sequence[str]) -> FileRows | EvalFileError:
    """What a results file adds: nothing but the settings of its samples."""
    if not tasks:
        return EvalFileError(
            f"`{results.name}` holds only the means of a run, with which no paired comparison is possible: give its"
            " `samples_*.jsonl` too (run lm-eval with `--log_samples`)."
        )
    lacking = [task for task in results.scored_tasks() if task not in tasks]
    notes = [
        ngettext(
            "The settings and means of {n} samples file.", "The settings and means of {n} samples files.", len(tasks)
        )
    ]
    if lacking:
        names = enumerated([f"`{task}`" for task in lacking[:5]]) + (" …" if len(lacking) > 5 else "")
        notes.append(
            ngettext(
                "{n} task without a samples file, left out: {names}.",
                "{n} tasks without a samples file, left out: {names}.",
                len(lacking),
                names=names,
            )
        )
    return FileRows(
        FileRead(
            name=results.name,
            tool="lm-eval",
            tool_version=results.version,
            status="complete",
            rows=0,
            notes=tuple(notes),
        ),
        samples=(),
    )


def _variants(results: Sequence[LmEvalResults | None], folders: Sequence[str]) -> list[str | None]:
    """The settings in which the runs differ, else the folder, else the model; None where nothing tells."""
    known = [found for found in results if found is not None]
    same_tasks = len({frozenset(found.scored_tasks()) for found in known}) <= 1
    settings = [found.variant_settings(same_tasks) if found else {} for found in results]
    labels = variant_labels(settings) if len(known) == len(results) else [None] * len(results)
    by_folder = folder_labels(folders)
    differ = len({str(label) for label in labels}) > 1
    return [
        label if differ and label else folder or label or _model(each)
        for label, folder, each in zip(labels, by_folder, settings, strict=True)
    ]


def _model(settings: Mapping[str, Any]) -> str | None:
    name = next((settings[key] for key in (*MODEL_NAMES, "model_name") if settings.get(key)), None)
    return str(name) if name else None


def _name_of(log: LmEvalSamples, several_tasks: bool) -> str:
    """What the place of a file tells when nothing else does: its folder, or the time that files of one run share."""
    folder = log.folder.rsplit("/", 1)[-1]
    return folder or (f"run {log.time}" if several_tasks and log.time else log.stem)
