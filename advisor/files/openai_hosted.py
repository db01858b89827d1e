"""Samples from OpenAI's hosted Evals: the output items of runs, as its API lists them.

What is read: a page `{"object": "list", "data": [...]}`, a list of items, or one item a line (JSONL), each an
`eval.run.output_item`. Items are named by their `datasource_item`, so that runs on the same data are paired. Every
grader is a score; a graded one has its verdict beside it as `<name>, passed`. There is no cost and no latency. The
fields are those of the API reference (developers.openai.com, evals.runs.output_items).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from advisor.errors import EvalFileError
from advisor.evals.samples import Sample, SampleText
from advisor.files.eval_peek import Peek
from advisor.files.file_rows import FileRows
from advisor.files.record_items import name_items
from advisor.files.sample_texts import sample_text
from advisor.files.score_values import score_value
from advisor.files.variant_labels import variant_labels
from advisor.files.without_folders import one_line, plain_text
from advisor.language import _, ngettext
from advisor.schema.evidence import FileRead

_OBJECT = "eval.run.output_item"
_EXPECTED = ("ground_truth", "expected", "ideal", "reference", "reference_answer", "target", "label", "answer")
_NAME_TAIL = re.compile(r"-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
"""What the platform puts behind the name of a grader."""

Item = Mapping[str, Any]


@dataclass(frozen=True)
class HostedRun:
    """The output items of one file; `has_more` where the page was not the last."""

    name: str
    stem: str
    items: Sequence[Item]
    has_more: bool
    strange: int
    """Entries that are no output items."""


class OpenAIHostedReader:
    """Output items of the hosted Evals."""

    name = "openai-evals-api"

    def recognises(self, peek: Peek) -> HostedRun | None:
        if peek.kind not in ("json", "jsonl"):
            return None
        whole = peek.value if peek.kind == "json" else None
        has_more = False
        entries: Sequence[object]
        if isinstance(whole, dict) and isinstance(whole.get("data"), list):
            entries, has_more = whole["data"], whole.get("has_more") is True
        elif peek.first.get("object") == _OBJECT:
            entries = [row for _, row in peek.lines.rows]
        else:
            return None
        items = [entry for entry in entries if isinstance(entry, dict) and entry.get("object") == _OBJECT]
        return HostedRun(peek.name, peek.stem, items, has_more, len(entries) - len(items)) if items else None

    def read(self, handles: Sequence[HostedRun]) -> Sequence[FileRows | EvalFileError]:
        runs = {(file.name, _run(item)): item for file in handles for item in reversed(file.items)}
        labels = variant_labels([_settings(item) for item in runs.values()])
        if len(set(labels)) < len({run for _, run in runs}):  # the settings do not tell the runs apart
            alone = len(runs) == len(handles)
            stems = {file.name: file.stem for file in handles}
            labels = [stems[name] if alone else run for name, run in runs]
        variants = {key: label or key[1] for key, label in zip(runs, labels, strict=True)}
        named = iter(name_items([_source(item) for file in handles for item in file.items]))
        return [_file_rows(file, [next(named) for _ in file.items], variants) for file in handles]


def _file_rows(
    file: HostedRun, names: Sequence[str], variants: Mapping[tuple[str, str], str]
) -> FileRows | EvalFileError:
    graded = _graded(file.items)
    samples = []
    for item, name in zip(file.items, names, strict=True):
        try:
            samples.append(_sample(item, name, variants[file.name, _run(item)], graded))
        except ValueError as error:
            return EvalFileError(f"`{file.name}`, item `{name}`: a score is {error}.")
    unscored = sum(not sample.scores and not sample.failed for sample in samples)
    notes = []
    if file.has_more:
        notes.append(_("The list has more pages than this one: get the rest with `after`."))
    if file.strange:
        notes.append(
            ngettext(
                "{n} entry that are no output items, left out.",
                "{n} entrys that are no output items, left out.",
                file.strange,
            )
        )
    if unscored:
        notes.append(
            ngettext(
                "{n} row without a score, counted as unscored.",
                "{n} rows without a score, counted as unscored.",
                unscored,
            )
        )
    return FileRows(
        FileRead(
            name=file.name,
            tool="OpenAI Evals",
            tool_version=None,
            status="partial" if file.has_more else "unknown",
            rows=len(samples),
            notes=tuple(notes),
        ),
        samples,
    )


def _sample(item: Item, name: str, variant: str, graded: frozenset[str]) -> Sample:
    sample = _object(item.get("sample"))
    usage = _object(sample.get("usage"))
    error = _object(sample.get("error"))
    message = one_line(str(error.get("message") or error.get("code") or ""))
    scores: dict[str, float] = {}
    graders: dict[str, str] = {}
    for result in _results(item):
        grader, kind = _grader(result), result.get("type")
        mark, passed = score_value(result.get("score")), score_value(result.get("passed"))
        if grader in graded and passed is not None:
            scores[f"{grader}, passed"] = passed
        if (value := passed if mark is None else mark) is not None:
            scores[grader] = value
        if isinstance(kind, str):
            graders[grader] = _who(kind, _object(result.get("sample")))
    return Sample(
        variant=variant,
        item=name,
        scores={} if message else scores,
        failed=bool(message),
        error=message or None,
        tokens_in=_count(usage.get("prompt_tokens")),
        tokens_cached=_count(usage.get("cached_tokens")),
        tokens_out=_count(usage.get("completion_tokens")),
        models=(plain_text(model),) if isinstance(model := sample.get("model"), str) and model else (),
        graders=graders,
        text=_texts(item, sample),
    )


def _graded(items: Sequence[Item]) -> frozenset[str]:
    """The graders that give more than 0 and 1."""
    return frozenset(
        _grader(result)
        for item in items
        for result in _results(item)
        if isinstance(result.get("score"), float | int) and result["score"] not in (0, 1)
    )


def _texts(item: Item, sample: Mapping[str, Any]) -> SampleText | None:
    source = _source(item)
    asked = [each for each in _messages(sample.get("input")) if each.get("role") == "user"]
    answered = _messages(sample.get("output"))
    expected = next((source[key] for key in _EXPECTED if source.get(key) not in (None, "")), None)
    return sample_text(
        asked[-1].get("content") if asked else source or None,
        answered[-1].get("content") if answered else None,
        expected,
    )


def _settings(item: Item) -> dict[str, Any]:
    sample = _object(item.get("sample"))
    return {key: sample.get(key) for key in ("model", "temperature", "top_p", "max_completion_tokens")}


def _grader(result: Mapping[str, Any]) -> str:
    return plain_text(_NAME_TAIL.sub("", str(result.get("name") or "score"))) or "score"


def _who(kind: str, sample: Mapping[str, Any]) -> str:
    """`code`, or the model that judged."""
    if "model" not in kind:
        return "code"
    return plain_text(str(sample.get("model") or "model"))


def _source(item: Item) -> dict[str, Any]:
    found = _object(item.get("datasource_item"))
    return dict(found) if found else {"item": item.get("datasource_item_id")}


def _run(item: Item) -> str:
    return plain_text(str(item.get("run_id") or "run"))


def _results(item: Item) -> list[Mapping[str, Any]]:
    found = item.get("results")
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _messages(value: object) -> list[Mapping[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
