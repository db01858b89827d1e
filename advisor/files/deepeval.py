"""Samples from DeepEval test runs: `test_run_*.json`, `.latest_run_full.json`, `.latest_test_run.json`.

Also what `evaluate()` returns, dumped as JSON (`test_results`), and the snake_case of older releases. A metric with
an error and no score is unscored. The times and costs of a case are those that the user's code gave for the model;
`runDuration` and `evaluationCost` are the judge's and never added. One run is one variant, named by hyperparameters or
identifier, unless its cases are told apart by one tag or by a `variant` in their metadata.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from advisor.errors import EvalFileError
from advisor.evals.samples import Sample
from advisor.files.eval_peek import Peek
from advisor.files.file_rows import FileRows, plural
from advisor.files.sample_texts import sample_text
from advisor.files.score_values import amount, count, label, number
from advisor.files.variant_labels import folder_labels, variant_labels
from advisor.files.without_folders import one_line, without_folders
from advisor.schema.evidence import FileRead

_METRICS = ("metricsData", "metrics_data", "metricsMetadata", "metrics_metadata")
_ITEM_KEYS = ("item", "item_id", "id", "case_id")
_VARIANT_KEYS = ("variant", "approach", "system")


@dataclass(frozen=True)
class DeepEvalRun:
    """One test run."""

    name: str
    stem: str
    folder: str
    run: Mapping[str, Any]
    unfinished: bool

    @property
    def cases(self) -> list[Mapping[str, Any]]:
        """All cases, single turns and conversations."""
        keys = ("testCases", "test_cases", "test_results", "conversationalTestCases", "conversational_test_cases")
        lists = [self.run[key] for key in keys if isinstance(self.run.get(key), list)]
        return [case for cases in lists for case in cases if isinstance(case, dict)]

    @property
    def settings(self) -> dict[str, Any]:
        """What may tell runs apart."""
        found = self.run.get("hyperparameters")
        told = {str(key): value for key, value in found.items()} if isinstance(found, dict) else {}
        return {**told, "identifier": self.run.get("identifier")}


class DeepEvalReader:
    """Test runs of DeepEval."""

    name = "deepeval"

    def recognises(self, peek: Peek) -> DeepEvalRun | None:
        whole = peek.value if peek.kind == "json" else None
        if not isinstance(whole, dict):
            return None
        if "test_cases_lookup_map" in whole:
            raise EvalFileError(
                f"`{peek.name}` is DeepEval's cache, which merges equal answers and names no variant: give the"
                " `test_run_*.json` or `.latest_run_full.json` of the run."
            )
        inner = whole.get("testRunData")
        run = inner if isinstance(inner, dict) else whole
        known = isinstance(run.get("testCases"), list) or isinstance(run.get("conversationalTestCases"), list)
        if not known and not any(_is_case_list(run.get(key)) for key in ("test_cases", "test_results")):
            return None
        return DeepEvalRun(peek.name, peek.stem, peek.folder, run, unfinished="temp_test_run" in peek.name)

    def read(self, handles: Sequence[DeepEvalRun]) -> Sequence[FileRows | EvalFileError]:
        first: dict[str, str] = {}
        twins = [first.setdefault(_print(handle), handle.name) for handle in handles]
        own = [place for place, handle in enumerate(handles) if twins[place] == handle.name]
        names = dict(zip(own, _names([handles[place] for place in own]), strict=True))
        return [
            _file_rows(handle, names[place]) if place in names else _twin(handle, twins[place])
            for place, handle in enumerate(handles)
        ]


def _names(runs: Sequence[DeepEvalRun]) -> list[str]:
    labels = variant_labels([run.settings for run in runs])
    folders = folder_labels([run.folder for run in runs])
    return [
        label or _text(run.run.get("identifier")) or folder or run.stem
        for run, label, folder in zip(runs, labels, folders, strict=True)
    ]


def _file_rows(run: DeepEvalRun, variant: str) -> FileRows | EvalFileError:
    cases = run.cases
    if not cases:
        return EvalFileError(f"`{run.name}` is a DeepEval test run without test cases: run the evaluation again.")
    items = _items(cases)
    own = _own_variants(cases)
    samples: list[Sample] = []
    unscored = 0
    try:
        for case, item, told in zip(cases, items, own, strict=True):
            metrics = _metrics(case)
            sample = _sample(case, metrics, told or variant, item)
            unscored += not sample.failed and len(sample.scores) < len({_metric_name(metric) for metric in metrics})
            samples.append(sample)
    except ValueError as error:
        return EvalFileError(f"`{run.name}`, case `{item}`: a value is {error}.")
    if not any(sample.scores or sample.failed for sample in samples):
        return EvalFileError(f"`{run.name}` has no metric with a score: run the evaluation again.")
    notes = [f"{plural(unscored, 'case')} with a metric that failed, counted as unscored."] if unscored else []
    if run.unfinished:
        notes.append("The file of a run that did not end: some cases may be missing.")
    return FileRows(
        FileRead(
            name=run.name,
            tool="deepeval",
            tool_version=None,
            status="partial" if run.unfinished else "unknown",
            rows=len(samples),
            notes=tuple(notes),
            settings=_told_settings(run, samples),
        ),
        samples,
    )


def _sample(case: Mapping[str, Any], metrics: Sequence[Mapping[str, Any]], variant: str, item: str) -> Sample:
    scores: dict[str, float] = {}
    graders: dict[str, str] = {}
    for metric in metrics:
        name, score = _metric_name(metric), number(metric.get("score"))
        if score is None and not metric.get("error") and isinstance(metric.get("success"), bool):
            score = float(metric["success"])
        if score is not None:
            scores[name] = score
            judge = _get(metric, "evaluationModel", "evaluation_model")
            graders[name] = without_folders(judge) if isinstance(judge, str) and judge else "code"
    error = case.get("error")
    failed = bool(error) and not scores
    return Sample(
        variant=variant,
        item=item,
        scores=scores,
        failed=failed,
        error=one_line(str(error)) if failed else None,
        cost_usd=amount(_get(case, "tokenCost", "token_cost")),
        latency_s=amount(_get(case, "completionTime", "completion_time")),
        tokens_in=count(_get(case, "inputTokenCount", "input_token_count")),
        tokens_out=count(_get(case, "outputTokenCount", "output_token_count")),
        graders=graders,
        text=sample_text(
            case.get("input") or case.get("scenario") or case.get("turns"),
            _get(case, "actualOutput", "actual_output"),
            _get(case, "expectedOutput", "expected_output", "expectedOutcome"),
            "\n".join(f"{_metric_name(metric)}: {metric['reason']}" for metric in metrics if metric.get("reason")),
        ),
    )


def _items(cases: Sequence[Mapping[str, Any]]) -> list[str]:
    """An item key in the metadata of every case, else the name when it tells inputs apart, else the input itself."""
    for key in _ITEM_KEYS:
        values = [_text(_metadata(case).get(key)) for case in cases]
        if all(values):
            return values
    names = [_text(case.get("name")) for case in cases]
    inputs = [_text(case.get("input")) for case in cases]
    pairs = set(zip(names, inputs, strict=True))
    # DeepEval calls a case without a name `test_case_0`: the place in the list, which is another item elsewhere.
    numbered = all(name.startswith(("test_case_", "conversational_test_case_")) for name in names)
    if all(names) and len(pairs) == len(set(names)) and not numbered:
        return names
    return [asked or name or f"case {place}" for place, (asked, name) in enumerate(zip(inputs, names, strict=True), 1)]


def _own_variants(cases: Sequence[Mapping[str, Any]]) -> list[str | None]:
    """The variant of each case where one run holds several; None where the run is the variant."""
    for key in _VARIANT_KEYS:
        told = [_text(_metadata(case).get(key)) for case in cases]
        if all(told) and len(set(told)) > 1:
            return list(told)
    tags = [case.get("tags") for case in cases]
    single = [_text(tag[0]) if isinstance(tag, list) and len(tag) == 1 else "" for tag in tags]
    inputs = {_text(case.get("input")) for case in cases}
    # A tag is a variant when the same questions stand under every tag; else it is a kind of question.
    if all(single) and len(set(single)) > 1:
        asked = {tag: {_text(c.get("input")) for c, t in zip(cases, single, strict=True) if t == tag} for tag in single}
        if all(len(found) * 2 > len(inputs) for found in asked.values()):
            return list(single)
    return [None] * len(cases)


def _twin(run: DeepEvalRun, name: str) -> FileRows:
    note = f"The same run as `{name}`, counted once."
    return FileRows(
        FileRead(name=run.name, tool="deepeval", tool_version=None, status="unknown", rows=0, notes=(note,)), ()
    )


def _print(run: DeepEvalRun) -> str:
    """The same text for two files of one run: its cases with their answers, marks and times."""
    cases = [
        (case.get("name"), case.get("input"), _get(case, "actualOutput", "actual_output"),
         _get(case, "runDuration", "run_duration"), [metric.get("score") for metric in _metrics(case)])
        for case in run.cases
    ]  # fmt: skip
    return repr((cases, run.settings))


def _told_settings(run: DeepEvalRun, samples: Sequence[Sample]) -> dict[str, str]:
    judges = sorted({grader for sample in samples for grader in sample.graders.values()} - {"code"})
    given = {key: value for key, value in run.settings.items() if key in ("temperature", "max_tokens", "dataset")}
    told = {key: _text(value) for key, value in given.items() if _text(value)}
    return {**told, "grader": ", ".join(judges)} if judges else told


def _metrics(case: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    found = next((case[key] for key in _METRICS if isinstance(case.get(key), list)), [])
    return [metric for metric in found if isinstance(metric, dict) and _metric_name(metric)]


def _metric_name(metric: Mapping[str, Any]) -> str:
    return _text(metric.get("name") or metric.get("metric"))


def _metadata(case: Mapping[str, Any]) -> Mapping[str, Any]:
    found = _get(case, "metadata", "additionalMetadata", "additional_metadata")
    return found if isinstance(found, dict) else {}


def _get(values: Mapping[str, Any], *names: str) -> Any:
    return next((values[name] for name in names if values.get(name) is not None), None)


def _text(value: object) -> str:
    return label(value) if isinstance(value, str | int | float) else ""


def _is_case_list(value: object) -> bool:
    """Whether these are test cases and not rows of something else."""
    cases = [case for case in value if isinstance(case, dict)] if isinstance(value, list) else []
    return any(key in case for case in cases for key in _METRICS)
