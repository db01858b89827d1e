"""Eval results on their way into a workshop and out again: marks by item, never what was asked or answered."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from advisor.errors import WorkshopError
from advisor.evals.eval_set import EvalSet
from advisor.evals.sample_table import table_of
from advisor.evals.samples import Sample
from advisor.schema.evidence import FileRead
from advisor.schema.workshop import MOST_EVIDENCE_ROWS, AttachedEvidence, EvidenceRow

_COUNTS = ("tokens_in", "tokens_cached", "tokens_out", "calls")


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
        simulated=evals.simulated,
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
            item=str(row.item),
            scores=row.marks,
            epoch=row.epoch,
            failed=row.failed,
            error="failed" if row.failed else None,
            cost_usd=row.cost_usd,
            latency_s=row.latency_s,
            cluster=None if row.cluster is None else str(row.cluster),
            models=attached.models.get(row.variant, ()),
            **{name: getattr(row, name) for name in _COUNTS},
        )
        for row in attached.rows
    ]
    tools = " and ".join(attached.tools) or "eval"
    read = FileRead(
        name=f"{tools} results",
        tool=tools,
        tool_version=None,
        status="unknown",
        rows=len(samples),
        notes=(f"Attached to the workshop on {attached.read_on.isoformat()}; marks alone, no inputs or outputs.",),
    )
    return EvalSet(
        table=table_of(samples),
        files=(read,),
        approaches=attached.approaches,
        models=attached.models,
        blended=frozenset(attached.blended),
        simulated=attached.simulated,
        numbered=True,
    )


def _numbers(names: Iterable[str | None]) -> dict[str, int]:
    """Names -> numbers from 1, in the order in which they come."""
    return {name: number for number, name in enumerate(dict.fromkeys(each for each in names if each is not None), 1)}


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
