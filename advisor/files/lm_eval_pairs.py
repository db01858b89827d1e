"""Which `samples_*.jsonl` of lm-eval belongs to which `results_*.json`, and what the latter tells about it."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from advisor.files.without_folders import without_folders

_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}[-:_]\d{2}[-:_]\d{2}(?:\.\d+)?")
_SAMPLES = re.compile(r"^(?:.*[_-])?samples_(?P<task>.+?)_(?:\d{4}-\d{2}-\d{2}T.*|$)")
_LARGEST = 1e12
MODEL_NAMES = ("pretrained", "model", "engine")
"""What an argument is called that names the model."""
_MEANS = {"acc", "acc_norm", "exact_match"}
_NOT_METRICS = {"alias", "name", "sample_len", "sample_count", " "}


def mark_of(value: object) -> float | None:
    """A number of the harness; None for what it writes where there is none (null, lists, `N/A`, NaN)."""
    return float(value) if isinstance(value, int | float) and abs(value) < _LARGEST else None


@dataclass(frozen=True)
class LmEvalSamples:
    """One samples file."""

    name: str
    folder: str
    rows: Sequence[tuple[int, Mapping[str, Any]]]
    """The rows with their lines."""
    cut_off: bool = False

    @property
    def stem(self) -> str:
        return self.name.rsplit(".", 1)[0] or self.name

    @property
    def time(self) -> str | None:
        return _time(self.name)

    @property
    def task_in_name(self) -> str | None:
        found = _SAMPLES.match(self.stem)
        return found["task"] if found else None

    def mean(self, metric: str, filter: str) -> float | None:
        """The mean over the rows of one filter; None when a mark is no number."""
        marks = [mark_of(row.get(metric)) for _, row in self.rows if row.get("filter", filter) == filter]
        numbers = [mark for mark in marks if mark is not None]
        return math.fsum(numbers) / len(numbers) if numbers and len(numbers) == len(marks) else None


@dataclass(frozen=True)
class LmEvalResults:
    """One results file."""

    name: str
    folder: str
    whole: Mapping[str, Any]

    @property
    def time(self) -> str | None:
        return _time(self.name)

    @property
    def version(self) -> str | None:
        found = self.whole.get("lm_eval_version")
        return str(found) if found else None

    @property
    def limit(self) -> object:
        return self._part("config").get("limit")

    def scored_tasks(self) -> list[str]:
        """The tasks with figures of their own: a group has only a name, or the means of its tasks."""
        groups = self._part("group_subtasks")
        results = self._part("results")
        return [
            str(task) for task, figures in results.items() if isinstance(figures, dict) and not groups.get(task)
            and any(key.split(",")[0] not in _NOT_METRICS for key in figures)
        ]  # fmt: skip

    def figures(self, task: str) -> dict[tuple[str, str], float]:
        """(metric, filter) -> the tool's own mean."""
        found = self._part("results").get(task)
        pairs = ((str(key).partition(","), value) for key, value in found.items()) if isinstance(found, dict) else ()
        return {
            (metric, filter or "none"): mark
            for (metric, _, filter), value in pairs
            if (mark := mark_of(value)) is not None and metric not in _NOT_METRICS and not metric.endswith("_stderr")
        }

    def plain_means(self, task: str) -> dict[str, float]:
        """Score name -> the tool's own mean, for metrics that are a mean over the rows."""
        config = self._part("configs").get(task)
        listed = config.get("metric_list") if isinstance(config, dict) else None
        told = {
            str(each.get("metric")): each.get("aggregation")
            for each in (listed if isinstance(listed, list) else ())
            if isinstance(each, dict)
        }
        return {
            f"{metric},{filter}": mean
            for (metric, filter), mean in self.figures(task).items()
            if told.get(metric, "mean" if metric in _MEANS else None) == "mean"
        }

    def filters(self, task: str) -> list[str]:
        """The filters of a task in the order of the run."""
        return list(dict.fromkeys(filter for _, filter in self.figures(task)))

    def higher_is_better(self, task: str, metric: str) -> bool | None:
        found = self._part("higher_is_better").get(task)
        told = found.get(metric) if isinstance(found, dict) else None
        return told if isinstance(told, bool) else None

    def sizes(self, task: str) -> tuple[int | None, int | None]:
        """How many items were run and how many the task has."""
        found = self._part("n-samples").get(task)
        sizes = [found.get(key) if isinstance(found, dict) else None for key in ("effective", "original")]
        run, there = (size if isinstance(size, int) and size >= 0 else None for size in sizes)
        return run, there

    def settings(self, task: str) -> dict[str, str]:
        """How the task was run."""
        config = self._part("configs").get(task)
        config = config if isinstance(config, dict) else {}
        made = {**_arguments(config.get("generation_kwargs")), **_arguments(self._part("config").get("gen_kwargs"))}
        date = self.whole.get("date")
        told = {
            "date": _date(date),
            "temperature": made.get("temperature"),
            "max_tokens": made.get("max_gen_toks"),
            "dataset": config.get("dataset_path"),
            "shots": config.get("num_fewshot"),
        }
        return {key: str(value) for key, value in told.items() if value is not None}

    def variant_settings(self, with_shots: bool) -> dict[str, Any]:
        """What may tell variants apart: model, its arguments, how it was asked; seeds make repeats."""
        config = self._part("config")
        found: dict[str, Any] = dict(_arguments(config.get("model_args")))
        found["backend"] = config.get("model")
        found.update({f"gen.{key}": value for key, value in _arguments(config.get("gen_kwargs")).items()})
        for key in ("system_instruction", "chat_template_sha", "fewshot_as_multiturn"):
            found[key] = self.whole.get(key)
        shots = self._part("n-shot")
        if with_shots and shots:
            told = {value for task, value in shots.items() if isinstance(value, int | str)}
            found["shots"] = next(iter(told)) if len(told) == 1 else dict(shots)
        found["model_name"] = self.whole.get("model_name")
        return found

    @property
    def models(self) -> tuple[str, ...]:
        """The model as its arguments name it; `model_name` may be a made-up word."""
        arguments = dict(_arguments(self._part("config").get("model_args")))
        name = next((arguments[key] for key in MODEL_NAMES if arguments.get(key)), None)
        return (without_folders(str(name)),) if name else ()

    def _part(self, key: str) -> Mapping[str, Any]:
        found = self.whole.get(key)
        return found if isinstance(found, dict) else {}


@dataclass(frozen=True, slots=True)
class Pair:
    """The task of a samples file and the results it belongs to, where that is sure."""

    task: str
    results: LmEvalResults | None


def paired_results(logs: Sequence[LmEvalSamples], results: Sequence[LmEvalResults]) -> list[Pair]:
    """One pair per samples file, in order."""
    return [_pair(log, results) for log in logs]


def _pair(log: LmEvalSamples, results: Sequence[LmEvalResults]) -> Pair:
    """The results that fit best; none when two fit equally well."""
    ranked = [
        ((found.time == log.time is not None, found.folder == log.folder, _means_agree(log, found, task)), found, task)
        for found in results
        for task in _tasks(log, found)
    ]
    fallback = log.task_in_name or log.stem
    if not ranked:
        return Pair(fallback, None)
    best = max(rank for rank, _, _ in ranked)
    fitting = [(found, task) for rank, found, task in ranked if rank == best]
    same = all(task == fitting[0][1] and found.whole == fitting[0][0].whole for found, task in fitting)
    if not same or not (best[0] or best[2] or len(results) == 1):
        return Pair(fallback, None)
    return Pair(fitting[0][1], fitting[0][0])


def _tasks(log: LmEvalSamples, results: LmEvalResults) -> list[str]:
    """The tasks of these results that the samples may be of: the one in the name, else those with the same metrics."""
    tasks = results.scored_tasks()
    if log.task_in_name in tasks:
        return [str(log.task_in_name)]
    first = log.rows[0][1] if log.rows else {}
    return [task for task in tasks if any(metric in first for metric, _ in results.figures(task))]


def _means_agree(log: LmEvalSamples, results: LmEvalResults, task: str) -> bool:
    """Whether some mean over the rows is the one in the results, and none of a plain mean is another."""
    pairs = [(log.mean(metric, filter), value) for (metric, filter), value in results.figures(task).items()]
    return any(mean is not None and math.isclose(mean, value, abs_tol=1e-9) for mean, value in pairs)


def _arguments(value: object) -> dict[str, Any]:
    """A mapping, or `a=1,b=2` as older releases write it."""
    if isinstance(value, dict):
        return {str(key): each for key, each in value.items()}
    if not isinstance(value, str):
        return {}
    pairs = [part.partition("=") for part in value.split(",") if part.strip()]
    return {key.strip(): each.strip() if equals else True for key, equals, each in pairs}


def _time(name: str) -> str | None:
    found = _TIME.search(name)
    return found[0] if found else None


def _date(value: object) -> str | None:
    try:
        return datetime.datetime.fromtimestamp(float(str(value)), datetime.UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return None
