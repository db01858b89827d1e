"""Samples from promptfoo's JSON, JSONL and YAML: one row per provider, prompt and test.

Variant = label of the provider, with the label of the prompt when there are several prompts. promptfoo has no
item id: rows with equal `vars` are one item, named by a variable that looks like an id. A repeat is another row
with the same `vars`. `failureReason` 2 is a failed call; 1 is a failed assertion, though both fill `error`. A
cost of 0 means that promptfoo knows no price. `score` mixes all assertions and `success` needs all of them:
neither is accuracy.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from advisor.errors import EvalFileError
from advisor.evals.samples import Sample
from advisor.files.file_rows import FileRows, plural
from advisor.files.promptfoo_items import name_items
from advisor.files.score_values import amount, count, score_value
from advisor.files.without_folders import one_line, without_folders
from advisor.schema.evidence import FileRead, FileStatus

BLENDED = frozenset({"score", "success"})
_FILE_PROMPT = re.compile(r"^(?P<label>.+?): [^:\n]*\.\w{1,5}: ", re.DOTALL)
_LONGEST_LABEL = 50


@dataclass(frozen=True, slots=True)
class PromptfooFile:
    """The rows of one promptfoo file as they stand there, with line or position from 1."""

    name: str
    version: str | None
    rows: Sequence[tuple[int, Mapping[str, object]]]
    whole: bool
    """Whether the file was written at the end of the run (JSON, YAML) and not while it ran (JSONL)."""
    cut_off: bool = False


def promptfoo_file(name: str, whole: Mapping[str, object]) -> PromptfooFile:
    """The rows of a JSON or YAML file; EvalFileError when it holds none."""
    results = whole.get("results")
    rows = results.get("results") if isinstance(results, dict) else results
    meta = whole.get("metadata")
    version = meta.get("promptfooVersion") if isinstance(meta, dict) else None
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise EvalFileError(f"`{name}` is a promptfoo file without rows in `results.results`: run the eval again.")
    return PromptfooFile(name, str(version) if version else None, list(enumerate(rows, start=1)), whole=True)


def read_promptfoo(files: Sequence[PromptfooFile]) -> list[FileRows]:
    """The samples of all promptfoo files, named together so that labels agree between files.

    The same row in two files (the JSON and the JSONL of one run) is counted once.
    """
    prompts = {_prompt_label(row) for file in files for _, row in file.rows}
    short = _short_labels(prompts)
    items = name_items([_vars(row) for file in files for _, row in file.rows])
    found: list[FileRows] = []
    seen: dict[tuple[object, ...], int] = {}
    start = 0
    for order, file in enumerate(files):
        names = items[start : start + len(file.rows)]
        start += len(file.rows)
        kept: list[tuple[float, Sample]] = []
        twice = 0
        for (place, row), item in zip(file.rows, names, strict=True):
            sample = _sample(file.name, place, row, item, short)
            key = (
                sample.variant,
                item,
                row.get("testIdx"),
                row.get("promptIdx"),
                row.get("latencyMs"),
                sample.cost_usd,
            )
            if seen.setdefault(key, order) != order:
                twice += 1
                continue
            kept.append((amount(row.get("testIdx")) or 0, sample))
        kept.sort(key=lambda pair: pair[0])
        found.append(_file_rows(file, [sample for _, sample in kept], twice))
    return found


def _file_rows(file: PromptfooFile, samples: list[Sample], twice: int) -> FileRows:
    notes = []
    cached = sum(_is_cached(row) for _, row in file.rows)
    if cached:
        notes.append(f"{plural(cached, 'answer')} from promptfoo's cache: their cost and latency are left out.")
    if twice:
        notes.append(f"{plural(twice, 'row')} already read from another file of the same run, counted once.")
    if file.cut_off:
        notes.append("The last line is cut off and was left out: the run may have been stopped.")
    status: FileStatus = "complete" if file.whole else "partial" if file.cut_off else "unknown"
    return FileRows(
        file=FileRead(
            name=file.name,
            tool="promptfoo",
            tool_version=file.version,
            status=status,
            rows=len(samples),
            notes=tuple(notes),
        ),
        samples=samples,
        blended=BLENDED,
    )


def _sample(name: str, place: int, row: Mapping[str, object], item: str, short: Mapping[str, str]) -> Sample:
    provider = _provider_label(row)
    variant = provider if len(short) == 1 else f"{provider} x {short[_prompt_label(row)]}"
    try:
        failed = count(row.get("failureReason")) == 2
        scores = {} if failed else _scores(row)
        usage = _usage(row)
        cost = None if _is_cached(row) else amount(row.get("cost")) or None
        latency = None if _is_cached(row) else amount(row.get("latencyMs"))
        tokens = count(usage.get("prompt")), count(usage.get("completion"))
    except ValueError as error:
        raise EvalFileError(f"`{name}`, row {place}: a value is {error}.") from None
    tokens_in, tokens_out = tokens if any(tokens) else (None, None)
    return Sample(
        variant=variant,
        item=item,
        scores=scores,
        failed=failed,
        error=one_line(str(row.get("error") or "failed")) if failed else None,
        cost_usd=cost,
        latency_s=latency / 1000 if latency else None,
        tokens_in=tokens_in,
        tokens_out=tokens_out,
    )


def _scores(row: Mapping[str, object]) -> dict[str, float]:
    named = row.get("namedScores")
    marks = {str(name): score_value(value) for name, value in named.items()} if isinstance(named, dict) else {}
    for name in sorted(BLENDED):
        marks.setdefault(name, score_value(row.get(name)))
    return {name: mark for name, mark in marks.items() if mark is not None}


def _usage(row: Mapping[str, object]) -> Mapping[str, object]:
    """The tokens of the model; those of a judge stand apart under `assertions`."""
    response = row.get("response")
    usage = row.get("tokenUsage") or (response.get("tokenUsage") if isinstance(response, dict) else None)
    return usage if isinstance(usage, dict) else {}


def _is_cached(row: Mapping[str, object]) -> bool:
    response = row.get("response")
    return isinstance(response, dict) and response.get("cached") is True


def _vars(row: Mapping[str, object]) -> Mapping[str, object]:
    found = row.get("vars")
    if not isinstance(found, dict):
        case = row.get("testCase")
        found = case.get("vars") if isinstance(case, dict) else None
    return found if isinstance(found, dict) else {}


def _provider_label(row: Mapping[str, object]) -> str:
    provider = row.get("provider")
    if isinstance(provider, dict):
        provider = provider.get("label") or provider.get("id")
    return without_folders(str(provider or "provider"))


def _prompt_label(row: Mapping[str, object]) -> str:
    prompt = row.get("prompt")
    if isinstance(prompt, dict):
        prompt = prompt.get("label") or row.get("promptIdx") or "prompt"
    return str(prompt if prompt is not None else "prompt")


def _short_labels(labels: set[str]) -> dict[str, str]:
    """Prompt label -> short label: promptfoo writes `label: file: whole text` for prompts from files."""
    groups: dict[str, list[str]] = defaultdict(list)
    for full in sorted(labels):
        match = _FILE_PROMPT.match(full)
        line = " ".join((match["label"] if match else full).split())
        groups[line if len(line) <= _LONGEST_LABEL else line[: _LONGEST_LABEL - 1] + "…"].append(full)
    return {
        full: short if len(same) == 1 else f"{short} ({place})"
        for short, same in groups.items()
        for place, full in enumerate(same, start=1)
    }
