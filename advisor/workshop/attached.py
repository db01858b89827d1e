"""Eval results on their way into a workshop and out again: marks by item, never what was asked or answered."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import replace

from advisor.errors import WorkshopError
from advisor.evals.eval_set import EvalSet
from advisor.evals.sample_table import table_of
from advisor.evals.samples import Sample
from advisor.language import _, day, listed
from advisor.schema.evidence import FileRead
from advisor.schema.workshop import MOST_EVIDENCE_ROWS, AttachedEvidence, EvidenceRow

_COUNTS = ("tokens_in", "tokens_cached", "tokens_out", "calls")
_PLAIN_GRADERS = ("code", "human")
_LIMITS = ("max_tokens", "temperature", "retries")
_DATA = ("dataset", "task_version")
"""These settings decide whether variants were compared fairly; the names of data are kept as numbers."""


def marks_alone(
    evals: EvalSet, read_on: datetime.date, *, score: str | None, target: float | None, margin: float
) -> AttachedEvidence:
    """What a workshop keeps of these results. Items and clusters become numbers, since their names may say something.

    Raises `WorkshopError` where there are too many rows.
    """
    rows = sum(totals.rows for totals in evals.totals.values())
    if not 0 < rows <= MOST_EVIDENCE_ROWS:
        raise WorkshopError(
            f"The eval results have {rows:,} rows; attach between 1 and {MOST_EVIDENCE_ROWS:,}, such as one run."
        )
    samples = evals.samples
    items, clusters = _numbers(each.item for each in samples), _numbers(each.cluster for each in samples)
    return AttachedEvidence(
        rows=tuple(_row(each, items, clusters) for each in samples),
        approaches={variant: evals.approaches.get(variant) for variant in evals.variants()},
        models=evals.table.models_by_variant() | dict(evals.models),
        blended=tuple(sorted(evals.blended)),
        tools=tuple(dict.fromkeys(file.tool for file in evals.files)),
        graders=_graders(evals),
        settings=_settings(evals),
        caveat=evals.caveat,
        read_on=read_on,
        score=score,
        target=target,
        margin=margin,
    )


def as_eval_set(attached: AttachedEvidence) -> EvalSet:
    """The results as they are analysed."""
    samples = [
        Sample(
            variant=row.variant,
            item=f"item {row.item}",
            scores=row.marks,
            epoch=row.epoch,
            failed=row.failed,
            error="failed" if row.failed else None,
            cost_usd=row.cost_usd,
            latency_s=row.latency_s,
            cluster=None if row.cluster is None else f"cluster {row.cluster}",  # else an item may carry its name
            models=attached.models.get(row.variant, ()),
            **{name: getattr(row, name) for name in _COUNTS},
        )
        for row in attached.rows
    ]
    tools = listed(attached.tools) or "eval"
    note = _(
        "Attached to the workshop on {day}; marks alone, no inputs or outputs.",
        day=day(attached.read_on),
    )
    first, *others = attached.settings or ({},)
    read = FileRead(
        name=_("{tool} results", tool=tools),
        tool=tools,
        tool_version=None,
        status="unknown",
        rows=len(samples),
        notes=(note,),
        settings=first,
    )
    rest = [read.model_copy(update={"rows": 0, "notes": (), "settings": each}) for each in others if each != first]
    return EvalSet(
        table=replace(table_of(samples), graders=frozenset(attached.graders)),
        files=(read, *rest),
        approaches=attached.approaches,
        models=attached.models,
        blended=frozenset(attached.blended),
        caveat=attached.caveat,
        numbered=True,
    )


def _numbers(names: Iterable[str | None]) -> dict[str, int]:
    """Names -> numbers from 1, in the order in which they come."""
    return {name: number for number, name in enumerate(dict.fromkeys(each for each in names if each is not None), 1)}


def _graders(evals: EvalSet) -> tuple[tuple[str, str, str], ...]:
    graders = sorted(evals.table.graders)
    number = _numbers(who for _, _, who in graders if who not in _PLAIN_GRADERS)
    return tuple(
        (variant, score, who if who in _PLAIN_GRADERS else f"grader {number[who]}") for variant, score, who in graders
    )


def _settings(evals: EvalSet) -> tuple[dict[str, str], ...]:
    number = {name: _numbers(file.settings.get(name) for file in evals.files) for name in _DATA}
    return tuple(
        {name: value for name, value in file.settings.items() if name in _LIMITS}
        | {name: str(number[name][file.settings[name]]) for name in _DATA if name in file.settings}
        for file in evals.files
    )


def _row(sample: Sample, items: dict[str, int], clusters: dict[str, int]) -> EvidenceRow:
    return EvidenceRow(
        variant=sample.variant,
        item=items[sample.item],
        marks=dict(sample.scores),
        epoch=sample.epoch,
        failed=sample.failed,
        cluster=None if sample.cluster is None else clusters[sample.cluster],
        cost_usd=sample.cost_usd,
        latency_s=sample.latency_s,
        **{name: getattr(sample, name) for name in _COUNTS},
    )
