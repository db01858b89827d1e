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
from advisor.evals.number_words import enumerated
from advisor.evals.samples import Sample
from advisor.files.deepeval_cases import (
    CASE_LISTS,
    first_of,
    is_case_list,
    item_names,
    lower_is_better,
    metric_name,
    metrics_of,
    own_variants,
    text_of,
)
from advisor.files.eval_peek import Peek
from advisor.files.file_rows import FileRows
from advisor.files.sample_texts import sample_text
from advisor.files.score_values import amount, count, number
from advisor.files.variant_labels import folder_labels, variant_labels
from advisor.files.without_folders import one_line, without_folders
from advisor.language import _, ngettext
from advisor.schema.evidence import FileRead


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
        return [case for key in CASE_LISTS if isinstance(self.run.get(key), list) for case in self.run[key]]

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
        if not known and not any(is_case_list(run.get(key)) for key in ("test_cases", "test_results")):
            return None
        for key in CASE_LISTS:
            cases = run.get(key)
            for place, case in enumerate(cases if isinstance(cases, list) else (), start=1):
                if not isinstance(case, dict):
                    raise EvalFileError(f"`{peek.name}`, `{key}`, entry {place}, is no test case: run it again.")
        return DeepEvalRun(peek.name, peek.stem, peek.folder, run, unfinished="temp_test_run" in peek.name)

    def read(self, handles: Sequence[DeepEvalRun]) -> Sequence[FileRows | EvalFileError]:
        first: dict[str, int] = {}
        twins = [first.setdefault(_print(handle), place) for place, handle in enumerate(handles)]
        own = sorted(set(twins))
        names = dict(zip(own, _names([handles[place] for place in own]), strict=True))
        return [
            _file_rows(handle, names[place]) if place in names else _twin(handle, handles[twins[place]].name)
            for place, handle in enumerate(handles)
        ]


def _names(runs: Sequence[DeepEvalRun]) -> list[str]:
    labels = variant_labels([run.settings for run in runs])
    folders = folder_labels([run.folder for run in runs])
    return [
        label or text_of(run.run.get("identifier")) or folder or run.stem
        for run, label, folder in zip(runs, labels, folders, strict=True)
    ]


def _file_rows(run: DeepEvalRun, variant: str) -> FileRows | EvalFileError:
    cases = run.cases
    if not cases:
        return EvalFileError(f"`{run.name}` is a DeepEval test run without test cases: run the evaluation again.")
    items = item_names(cases)
    own = own_variants(cases)
    models = _models(run.settings)
    samples: list[Sample] = []
    unscored = 0
    try:
        for case, item, told in zip(cases, items, own, strict=True):
            metrics = metrics_of(case)
            sample = _sample(case, metrics, told or variant, item, models)
            unscored += not sample.failed and len(sample.scores) < len({metric_name(metric) for metric in metrics})
            samples.append(sample)
    except ValueError as error:
        return EvalFileError(f"`{run.name}`, case `{item}`: a value is {error}.")
    if not any(sample.scores or sample.failed for sample in samples):
        return EvalFileError(f"`{run.name}` has no metric with a score: run the evaluation again.")
    notes = []
    if unscored:
        notes.append(
            ngettext(
                "{n} case with a metric that failed, counted as unscored.",
                "{n} cases with a metric that failed, counted as unscored.",
                unscored,
            )
        )
    lower = lower_is_better(cases)
    if lower:
        names = enumerated([f"`{name}`" for name in sorted(lower)])
        notes.append(_("{names}: lower is better, so not taken as quality.", names=names))
    if run.unfinished:
        notes.append(_("The file of a run that did not end: some cases may be missing."))
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
        blended=lower,
    )


def _sample(
    case: Mapping[str, Any], metrics: Sequence[Mapping[str, Any]], variant: str, item: str, models: tuple[str, ...]
) -> Sample:
    scores: dict[str, float] = {}
    graders: dict[str, str] = {}
    for metric in metrics:
        name, score = metric_name(metric), number(metric.get("score"))
        if (
            score is None
            and not metric.get("error")
            and not metric.get("skipped")
            and isinstance(metric.get("success"), bool)
        ):
            score = float(metric["success"])
        if score is not None:
            scores[name] = score
            judge = first_of(metric, "evaluationModel", "evaluation_model")
            graders[name] = without_folders(judge) if isinstance(judge, str) and judge else "code"
    error = case.get("error")
    failed = bool(error) and not scores
    return Sample(
        variant=variant,
        item=item,
        scores=scores,
        failed=failed,
        error=one_line(str(error)) if failed else None,
        cost_usd=amount(first_of(case, "tokenCost", "token_cost")),
        latency_s=amount(first_of(case, "completionTime", "completion_time")),
        tokens_in=count(first_of(case, "inputTokenCount", "input_token_count")),
        tokens_out=count(first_of(case, "outputTokenCount", "output_token_count")),
        models=models,
        graders=graders,
        text=sample_text(
            case.get("input") or case.get("scenario") or case.get("turns"),
            first_of(case, "actualOutput", "actual_output"),
            first_of(case, "expectedOutput", "expected_output", "expectedOutcome"),
            "\n".join(f"{metric_name(metric)}: {metric['reason']}" for metric in metrics if metric.get("reason")),
        ),
    )


def _models(settings: Mapping[str, Any]) -> tuple[str, ...]:
    """The model among the hyperparameters, as DeepEval's own guides call it."""
    told = (text_of(settings.get(key)) for key in ("model", "model_name", "Model"))
    return next(((without_folders(name),) for name in told if name), ())


def _twin(run: DeepEvalRun, name: str) -> FileRows:
    note = _("The same run as `{file}`, counted once.", file=name)
    return FileRows(
        FileRead(name=run.name, tool="deepeval", tool_version=None, status="unknown", rows=0, notes=(note,)), ()
    )


def _print(run: DeepEvalRun) -> str:
    """The same text for two files of one run: its cases with their answers, marks and times."""
    cases = [
        (case.get("name"), case.get("input"), first_of(case, "actualOutput", "actual_output"),
         first_of(case, "runDuration", "run_duration"), [metric.get("score") for metric in metrics_of(case)])
        for case in run.cases
    ]  # fmt: skip
    return repr((cases, run.settings))


def _told_settings(run: DeepEvalRun, samples: Sequence[Sample]) -> dict[str, str]:
    judges = sorted({grader for sample in samples for grader in sample.graders.values()} - {"code"})
    given = {key: value for key, value in run.settings.items() if key in ("temperature", "max_tokens", "dataset")}
    told = {key: text_of(value) for key, value in given.items() if text_of(value)}
    return {**told, "grader": ", ".join(judges)} if judges else told
