"""Samples from promptfoo's JSON, JSONL, YAML and CSV: one row per provider, prompt and test.

Variant = label of the provider, with the label of the prompt when there are several prompts. promptfoo has no
item id: rows with equal `vars` are one item, named by a variable that looks like an id. A repeat is another row
with the same `vars`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from advisor.errors import EvalFileError
from advisor.evals.number_words import enumerated
from advisor.evals.samples import Sample
from advisor.files.collection_pause import paused_collection
from advisor.files.file_rows import FileRows
from advisor.files.promptfoo_items import name_items
from advisor.files.promptfoo_labels import Labels
from advisor.files.promptfoo_marks import BLENDED, AssertionKinds
from advisor.files.promptfoo_origins import origins, provider_settings
from advisor.files.promptfoo_rows import is_cached, read_row, row_vars
from advisor.files.promptfoo_run import differences_from_totals, run_settings
from advisor.files.without_folders import one_line
from advisor.language import _, ngettext
from advisor.schema.evidence import FileRead, FileStatus


@dataclass(frozen=True, slots=True)
class PromptfooFile:
    """The rows of one promptfoo file as they stand there, with line or position from 1."""

    name: str
    version: str | None
    rows: Sequence[tuple[int, Mapping[str, object]]]
    whole: bool
    """Whether the file was written at the end of the run (JSON, YAML, CSV) and not while it ran (JSONL)."""
    cut_off: bool = False
    settings: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    rounded: bool = False
    """Whether this is a CSV, which other files of the same run replace."""
    folder: str = ""
    providers: Mapping[str, str] = field(default_factory=dict)
    """Provider -> its settings, where the file tells."""


def promptfoo_file(name: str, whole: Mapping[str, Any]) -> PromptfooFile:
    """The rows of a JSON or YAML file; EvalFileError when it holds none, or something else than rows."""
    results = whole.get("results")
    rows = results.get("results") if isinstance(results, dict) else results
    if not isinstance(rows, list) or not rows:
        if isinstance(results, dict) and isinstance(results.get("table"), dict):
            raise EvalFileError(
                f"`{name}` is of an old promptfoo release and holds only its table:"
                " run the eval again with a newer release."
            )
        raise EvalFileError(f"`{name}` is a promptfoo file without rows in `results.results`: run the eval again.")
    odd = next((place for place, row in enumerate(rows, start=1) if not isinstance(row, dict)), None)
    if odd is not None:
        raise EvalFileError(f"`{name}`, row {odd} of `results.results`, is no object: export the results again.")
    meta = whole.get("metadata")
    version = meta.get("promptfooVersion") if isinstance(meta, dict) else None
    numbered = list(enumerate(rows, start=1))
    return PromptfooFile(
        name,
        one_line(str(version)) if version else None,
        numbered,
        whole=True,
        settings=run_settings(whole),
        notes=tuple(differences_from_totals(whole, numbered)),
        providers=provider_settings(whole),
    )


def read_promptfoo(files: Sequence[PromptfooFile]) -> list[FileRows]:
    """The samples of all promptfoo files, named together so that labels agree between files.

    The same row in two files (the JSON and the JSONL of one run) is counted once; a row of a CSV gives way to the
    same item of the same variant in any other file.
    """
    with paused_collection():
        runs = origins([(file.name, file.folder, file.providers) for file in files])
        labels = Labels([(row for _, row in file.rows) for file in files], runs)
        names = iter(name_items([row_vars(row) for file in files for _, row in file.rows]))
        named = [
            [
                (place, row, labels.variant(row, order), item)
                for (place, row), item in zip(file.rows, names, strict=False)
            ]
            for order, file in enumerate(files)
        ]
        exact: set[tuple[str, str]] = set()
        if any(file.rounded for file in files):
            exact = {
                (row[2], row[3]) for file, rows in zip(files, named, strict=True) if not file.rounded for row in rows
            }
        seen: dict[tuple[object, ...], int] | None = {} if len(files) > 1 else None
        return [
            _file_rows(file, rows, exact if file.rounded else set(), seen, order)
            for order, (file, rows) in enumerate(zip(files, named, strict=True))
        ]


def _file_rows(
    file: PromptfooFile,
    rows: Sequence[tuple[int, Mapping[str, object], str, str]],
    exact: set[tuple[str, str]],
    seen: dict[tuple[object, ...], int] | None,
    order: int,
) -> FileRows:
    kept: list[tuple[float, Sample]] = []
    kinds = AssertionKinds(file.settings.get("grader"))
    twice = cached = attacks = 0
    for place, row, variant, item in rows:
        if (variant, item) in exact or (seen is not None and seen.setdefault(_key(row, variant, item), order) != order):
            twice += 1
            continue
        cached += is_cached(row)
        attacks += _is_attack(row)
        kept.append((_test_number(row), read_row(file.name, place, row, variant, item, kinds.of(row))))
    kept.sort(key=lambda pair: pair[0])
    samples = _with_cached_zeros([sample for _, sample in kept])
    apart = enumerated([f"`{name}`" for name in sorted(kinds.no_quality)])
    notes = _notes(cached, twice, attacks, apart, cut_off=file.cut_off)
    status: FileStatus = "complete" if file.whole else "partial" if file.cut_off else "unknown"
    return FileRows(
        file=FileRead(
            name=file.name,
            tool="promptfoo",
            tool_version=file.version,
            status=status,
            rows=len(samples),
            notes=(*file.notes, *notes),
            settings={**file.settings, **({"assertions": ", ".join(kinds.types)} if kinds.types else {})},
        ),
        samples=samples,
        blended=BLENDED | kinds.no_quality,
    )


def _notes(cached: int, twice: int, attacks: int, apart: str, *, cut_off: bool) -> list[str]:
    notes = []
    if cached:
        notes.append(
            ngettext(
                "{n} answer from promptfoo's cache: their cost and latency are left out.",
                "{n} answers from promptfoo's cache: their cost and latency are left out.",
                cached,
            )
        )
    if twice:
        notes.append(
            ngettext(
                "{n} row already read from another file of the same run, counted once.",
                "{n} rows already read from another file of the same run, counted once.",
                twice,
            )
        )
    if cut_off:
        notes.append(_("The last line is cut off and was left out: the run may have been stopped."))
    if apart:
        notes.append(_("{names}: a check of latency or cost, which is no quality.", names=apart))
    if attacks:
        notes.append(
            ngettext(
                "{n} row of a red-team scan: passing means an attack held off.",
                "{n} rows of a red-team scan: passing means an attack held off.",
                attacks,
            )
        )
    return notes


def _with_cached_zeros(samples: Sequence[Sample]) -> list[Sample]:
    """With 0 cached tokens instead of none told, for the variants that read some from a cache elsewhere."""
    caching = {sample.variant for sample in samples if sample.tokens_cached}
    return [
        replace(sample, tokens_cached=0)
        if sample.variant in caching and sample.tokens_cached is None and sample.tokens_in is not None
        else sample
        for sample in samples
    ]


def _key(row: Mapping[str, object], variant: str, item: str) -> tuple[object, ...]:
    """What is the same for one row in two files of a run; the JSONL of older releases leaves a cost of 0 out."""
    plain = (row.get(key) or 0 for key in ("testIdx", "promptIdx", "latencyMs", "cost"))
    return variant, item, *(value if isinstance(value, str | int | float) else None for value in plain)


def _test_number(row: Mapping[str, object]) -> float:
    number = row.get("testIdx")
    return number if isinstance(number, int | float) and number == number else 0


def _is_attack(row: Mapping[str, object]) -> bool:
    metadata = row.get("metadata")
    return isinstance(metadata, dict) and bool(metadata.get("pluginId"))
