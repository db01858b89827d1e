"""Samples from the logs of OpenAI's `oaieval`: a line with the spec, events in any order, a final report.

An item is a `sample_id`. Events `match` give the score `accuracy` (its mean is the tool's own); numbers and booleans in
`metrics` events are scores of their own. Tokens are those of the sampling events where the completion function recorded
them; with a second function, which grades, nothing tells whose they are. An `error` event without a mark is a failed
call; otherwise a call that fails ends the run. There is no cost and no latency.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from advisor.errors import EvalFileError
from advisor.evals.samples import Sample
from advisor.files.eval_peek import Peek
from advisor.files.eval_rows import objects_of
from advisor.files.file_rows import FileRows
from advisor.files.own_means import differing_means
from advisor.files.sample_texts import sample_text
from advisor.files.score_values import score_value
from advisor.files.variant_labels import folder_labels, variant_labels
from advisor.files.without_folders import one_line, without_folders
from advisor.language import _, ngettext
from advisor.schema.evidence import FileRead

MATCH = "accuracy"
_EVENT = {"event_id", "sample_id", "type", "data"}


@dataclass(frozen=True)
class OaiEvalLog:
    """One run: its spec, its report where it came to an end, its events by item."""

    name: str
    stem: str
    folder: str
    spec: Mapping[str, Any]
    report: Mapping[str, Any] | None
    """The final report; None for a run that was stopped."""
    cut_off: bool
    events: Mapping[str, list[Mapping[str, Any]]] = field(default_factory=dict)

    @property
    def run_id(self) -> str:
        """The same in two copies of one log; empty where the spec does not tell."""
        return str(self.spec.get("run_id") or "")

    @property
    def settings(self) -> dict[str, Any]:
        """What may tell runs apart."""
        functions = self.spec.get("completion_fns")
        names = [str(name) for name in functions] if isinstance(functions, list) else []
        config = self.spec.get("run_config")
        spec = config.get("eval_spec") if isinstance(config, dict) else None
        arguments = spec.get("args") if isinstance(spec, dict) else None
        return {"completion_fn": " + ".join(names) or None, "args": arguments if isinstance(arguments, dict) else None}


class OpenAIEvalsReader:
    """JSONL logs of oaieval."""

    name = "oaieval"

    def recognises(self, peek: Peek) -> OaiEvalLog | None:
        if peek.kind not in ("json", "jsonl"):
            return None
        first = peek.first
        spec = first.get("spec")
        starts = isinstance(spec, dict) and "completion_fns" in spec
        if not (starts or "final_report" in first or first.keys() >= _EVENT):
            return None
        rows = [row for _, row in objects_of(peek)]
        specs = [row["spec"] for row in rows if isinstance(row.get("spec"), dict)]
        events: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
        for row in rows:
            if row.keys() >= _EVENT and row.get("sample_id") is not None and isinstance(row["data"], dict):
                events[str(row["sample_id"])].append(row)
        reports = [row["final_report"] for row in rows if isinstance(row.get("final_report"), dict)]
        return OaiEvalLog(
            name=peek.name,
            stem=peek.stem,
            folder=peek.folder,
            spec=specs[0] if specs else {},
            report=reports[-1] if reports else None,
            cut_off=peek.lines.cut_off,
            events=events,
        )

    def read(self, handles: Sequence[OaiEvalLog]) -> Sequence[FileRows | EvalFileError]:
        labels = variant_labels(_settings_that_tell(handles))
        folders = folder_labels([log.folder for log in handles])
        first: dict[str, OaiEvalLog] = {}
        twins = [first.setdefault(log.run_id or f"{place}", log) for place, log in enumerate(handles)]
        several = len({log.spec.get("base_eval") for log in handles}) > 1
        return [
            _file_rows(log, _variant(log, label, folder), several) if twin is log else _twin(log, twin)
            for log, label, folder, twin in zip(handles, labels, folders, twins, strict=True)
        ]


def _settings_that_tell(logs: Sequence[OaiEvalLog]) -> list[dict[str, Any]]:
    """The settings of each log; arguments only where they differ between logs of one eval, as each has its own."""
    seen: dict[str, set[str]] = defaultdict(set)
    for log in logs:
        seen[str(log.spec.get("base_eval"))].add(repr(log.settings["args"]))
    differ = any(len(arguments) > 1 for arguments in seen.values())
    return [log.settings if differ else {**log.settings, "args": None} for log in logs]


def _variant(log: OaiEvalLog, label: str | None, folder: str | None) -> str:
    function = log.settings["completion_fn"]
    return label or (without_folders(function) if function else None) or folder or log.stem


def _file_rows(log: OaiEvalLog, variant: str, several: bool) -> FileRows | EvalFileError:
    if not log.events:
        return EvalFileError(
            f"`{log.name}` is an oaieval log without samples (the run stopped at its start): run it again."
        )
    segment = str(log.spec.get("base_eval") or log.spec.get("eval_name") or "") if several else None
    functions = log.spec.get("completion_fns")
    is_judged = isinstance(functions, list) and len(functions) > 1
    try:
        samples = [
            _sample(item, events, variant, segment, is_judged=is_judged)
            for item, events in sorted(log.events.items(), key=_order)
        ]
    except ValueError as error:
        return EvalFileError(f"`{log.name}`: a value is {error}.")
    unscored = sum(not sample.scores and not sample.failed for sample in samples)
    if not any(sample.scores for sample in samples):
        return EvalFileError(
            f"`{log.name}` has no `match` and no `metrics` event with a number: give a log of an eval that scores each"
            " sample."
        )
    notes = differing_means(_own_means(log.report), samples)
    if log.report is None:
        notes.append(_("No final report: the run was stopped, some samples may be missing."))
    if log.cut_off:
        notes.append(_("The last line is cut off and was left out."))
    if unscored:
        notes.append(
            ngettext(
                "{n} sample without a score, counted as unscored.",
                "{n} samples without a score, counted as unscored.",
                unscored,
            )
        )
    return FileRows(
        FileRead(
            name=log.name,
            tool="oaieval",
            tool_version=None,
            status="complete" if log.report is not None and not log.cut_off else "partial",
            rows=len(samples),
            notes=tuple(notes),
            settings=_settings(log.spec),
        ),
        samples,
    )


def _twin(log: OaiEvalLog, other: OaiEvalLog) -> FileRows:
    note = _("The same run as `{file}`, counted once.", file=other.name)
    file = FileRead(name=log.name, tool="oaieval", tool_version=None, status="unknown", rows=0, notes=(note,))
    return FileRows(file, ())


def _sample(
    item: str, events: Sequence[Mapping[str, Any]], variant: str, segment: str | None, *, is_judged: bool
) -> Sample:
    marks: dict[str, list[float]] = defaultdict(list)
    asked = answered = expected = error = None
    tokens: dict[str, list[int]] = defaultdict(list)
    calls = 0
    models: dict[str, None] = {}
    for event in events:
        data = event["data"]
        match event["type"]:
            case "match":
                mark = score_value(data.get("correct"))
                if mark is not None:
                    marks[MATCH].append(mark)
                expected = data.get("expected", expected)
                answered = data.get("sampled", data.get("picked", answered))
            case "sampling":
                asked = asked if asked is not None else data.get("prompt")
                answered = data.get("sampled", answered)
                calls += not is_judged
                if isinstance(data.get("model"), str) and not is_judged:
                    models[without_folders(data["model"])] = None
                usage = None if is_judged else data.get("usage")
                for key in ("prompt_tokens", "completion_tokens"):
                    used = usage.get(key) if isinstance(usage, dict) else None
                    if isinstance(used, int) and used >= 0:
                        tokens[key].append(used)
            case "error":
                error = one_line(str(data.get("message") or data.get("error") or "")) or "failed"
            case "metrics":
                for name, value in data.items():
                    if isinstance(value, bool | int | float) and (mark := score_value(value)) is not None:
                        marks[str(name)].append(mark)
    if isinstance(answered, list) and len(answered) == 1:
        answered = answered[0]
    return Sample(
        variant=variant,
        item=f"{segment}/{item}" if segment and not item.startswith(segment) else item,
        # Several score lines of one sample are its mean, as in the tool's own report.
        scores={name: sum(values) / len(values) for name, values in marks.items()},
        failed=error is not None and not marks,
        error=error if not marks else None,
        segment=segment,
        tokens_in=sum(tokens["prompt_tokens"]) if tokens["prompt_tokens"] else None,
        tokens_out=sum(tokens["completion_tokens"]) if tokens["completion_tokens"] else None,
        calls=calls or None,
        models=tuple(models),
        text=sample_text(_question(asked), answered, expected),
    )


def _own_means(report: Mapping[str, Any] | None) -> dict[str, float]:
    """The tool's own accuracy."""
    told = (report or {}).get(MATCH)
    return {MATCH: float(told)} if isinstance(told, float) else {}


def _question(prompt: object) -> object:
    """The last message of a conversation; a prompt as it is."""
    if isinstance(prompt, list) and prompt and isinstance(prompt[-1], dict):
        return prompt[-1].get("content", prompt)
    return prompt


def _settings(spec: Mapping[str, Any]) -> dict[str, str]:
    told = {"date": str(spec.get("created_at") or "")[:10], "dataset": str(spec.get("eval_name") or "")}
    return {key: value for key, value in told.items() if value}


def _order(pair: tuple[str, object]) -> tuple[str, int]:
    """By eval, then by the row number at the end of the id."""
    start, _, number = pair[0].rpartition(".")
    return (start, int(number)) if number.isdecimal() else (pair[0], 0)
