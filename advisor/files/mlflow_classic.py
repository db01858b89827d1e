"""Samples from the table of MLflow's classic `evaluate`: `eval_results_table.json`, or the same as CSV.

Columns are the user's own, `outputs`, `<metric>/score` with `<metric>/justification`, `latency` in seconds and
`token_count` of the answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from advisor.evals.samples import Sample
from advisor.files.eval_rows import Rows
from advisor.files.record_items import is_id, name_items
from advisor.files.sample_texts import sample_text
from advisor.files.score_values import amount, count, is_blank, score_value

_SCORE, _REASON = "/score", "/justification"
NO_QUALITY = ("toxicity", "flesch_kincaid_grade_level", "ari_grade_level")
"""MLflow's own metrics of which lower is better, or that measure no quality at all."""
_OUTPUTS = ("outputs", "output", "predictions", "prediction")
_EXPECTED = ("targets", "target", "ground_truth", "expected")
_CONTEXT = ("context", "contexts", "retrieved_context")
_QUESTIONS = ("inputs", "input", "question", "query", "prompt")


def is_classic(names: set[str]) -> bool:
    """Whether a classic table has these columns."""
    return any(name.endswith(_SCORE) for name in names) and bool(
        set(_OUTPUTS) & names or any(name.endswith(_REASON) for name in names)
    )


def classic_samples(rows: Rows, variant: str, models: tuple[str, ...] = ()) -> list[Sample]:
    """One sample per row; ValueError with the row for a value that cannot be read."""
    items = name_items([_record(row) for _, row in rows])
    samples = []
    for (place, row), item in zip(rows, items, strict=True):
        try:
            marks = {name[: -len(_SCORE)]: score_value(row[name]) for name in row if name.endswith(_SCORE)}
            samples.append(
                Sample(
                    variant=variant,
                    item=item,
                    scores={name: mark for name, mark in marks.items() if mark is not None},
                    latency_s=amount(row.get("latency")),
                    tokens_out=count(row.get("token_count")),
                    models=models,
                    text=_texts(row),
                )
            )
        except ValueError as error:
            raise ValueError(f"row {place}: a value is {error}") from None
    return samples


def no_quality(scores: Iterable[str]) -> frozenset[str]:
    """Those of these scores that are never taken as quality while there is another."""
    return frozenset(name for name in scores if name.split("/")[0] in NO_QUALITY)


def _record(row: Mapping[str, Any]) -> dict[str, object]:
    """What was asked: by the columns that are called so, else those that are neither answers nor measured.

    The column of the answers may have any name.
    """
    asked = {name: value for name, value in row.items() if name in (*_QUESTIONS, *_EXPECTED, *_CONTEXT) or is_id(name)}
    if set(_QUESTIONS) & asked.keys():
        return asked
    return {
        name: value
        for name, value in row.items()
        if "/" not in name and name not in (*_OUTPUTS, "latency", "token_count", "", "index")
    }


def _texts(row: Mapping[str, Any]) -> Any:
    def first(names: tuple[str, ...]) -> object:
        return next((row[name] for name in names if not is_blank(row.get(name))), None)

    reasons = [f"{name[: -len(_REASON)]}: {row[name]}" for name in row if name.endswith(_REASON) and row[name]]
    return sample_text(first(_QUESTIONS), first(_OUTPUTS), first(_EXPECTED), "\n".join(reasons))
