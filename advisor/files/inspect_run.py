"""What an Inspect log says about its run: how it was made, and means that its samples should give."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from advisor.evals.number_words import enumerated
from advisor.evals.samples import Sample
from advisor.files.without_folders import one_line
from advisor.language import _

Fields = Mapping[str, Any]


def run_settings(spec: Fields, header: Fields, graders: Mapping[str, str]) -> dict[str, str]:
    """`date`, `task`, `task_version`, `dataset`, `epochs`, `temperature`, `max_tokens`, `retries` and `grader`."""
    asked = {**_object(_object(header, "plan"), "config"), **_object(spec, "model_generate_config")}
    config = _object(spec, "config")
    judges = sorted({grader for grader in graders.values() if grader != "code"})
    told = {
        "date": spec.get("created"),
        "task": spec.get("task"),
        "task_version": spec.get("task_version"),
        "dataset": _object(spec, "dataset").get("name"),
        "epochs": config.get("epochs"),
        "temperature": asked.get("temperature"),
        "max_tokens": asked.get("max_tokens"),
        "retries": config.get("retry_on_error"),
        "grader": ", ".join(judges),
    }
    return {
        key: one_line(str(value))
        for key, value in told.items()
        if isinstance(value, str | int | float) and str(value).strip()
    }


def planned_samples(spec: Fields, header: Fields) -> int | None:
    """How many samples the run was to have: items times epochs."""
    total = _object(header, "results").get("total_samples")
    if isinstance(total, int) and total > 0:
        return total
    dataset, config = spec.get("dataset"), spec.get("config")
    if not isinstance(dataset, dict) or not isinstance(config, dict):
        return None
    ids = dataset.get("sample_ids")
    items = len(ids) if isinstance(ids, list) else dataset.get("samples")
    epochs = config.get("epochs") or 1
    return items * epochs if isinstance(items, int) and isinstance(epochs, int) else None


def left_aside(spec: Fields) -> str | None:
    """A sentence where only a part of the dataset was to be run."""
    dataset = _object(spec, "dataset")
    ids, items = dataset.get("sample_ids"), dataset.get("samples")
    if not isinstance(ids, list) or not isinstance(items, int) or not 0 < len(ids) < items:
        return None
    return _("A part of the dataset was run: {n} of {total} items.", n=f"{len(ids):,}", total=f"{items:,}")


def differences_from_means(header: Fields, samples: Sequence[Sample]) -> list[str]:
    """A note for each score whose mean in the log is not that of its samples, and one for repeats reduced otherwise.

    Inspect averages the repeats of each item first, then the items; a repeat without a mark is left out of both.
    """
    results = _object(header, "results").get("scores")
    notes, reducers = [], set()
    means = _item_means(samples)
    for score in results if isinstance(results, list) else ():
        reducer = score.get("reducer") if isinstance(score, dict) else None
        if isinstance(reducer, str) and reducer != "mean":
            reducers.add(reducer)
        told = _mean(score) if reducer in (None, "mean") else None
        name = _name(score) if told is not None else None
        found = means.get(name) if name else None
        if told is None or found is None:
            continue
        if not math.isclose(told, found, rel_tol=1e-6, abs_tol=1e-6):
            notes.append(
                _(
                    "Inspect's mean of `{name}` is {told}, that of its samples {found}: the samples are used.",
                    name=name,
                    told=f"{told:.4g}",
                    found=f"{found:.4g}",
                )
            )
    if reducers:
        names = enumerated([f"`{one_line(reducer)}`" for reducer in sorted(reducers)])
        notes.append(_("Inspect also reduced repeats by {names}: here they are averaged.", names=names))
    return notes


def _item_means(samples: Sequence[Sample]) -> dict[str, float]:
    marks: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for sample in samples:
        for name, mark in sample.scores.items():
            marks[name][sample.item].append(mark)
    return {
        name: math.fsum(math.fsum(given) / len(given) for given in items.values()) / len(items)
        for name, items in marks.items()
    }


def _mean(score: Fields) -> float | None:
    """The `accuracy` or `mean` of one score; None when it has neither."""
    metrics = _object(score, "metrics")
    for key, metric in metrics.items():
        value = metric.get("value") if isinstance(metric, dict) else None
        if key.rsplit("/", 1)[-1] in ("accuracy", "mean") and isinstance(value, int | float) and math.isfinite(value):
            return float(value)
    return None


def _name(score: Fields) -> str | None:
    """The name that the score has here: an object's key stands behind its scorer."""
    name, scorer = score.get("name"), score.get("scorer")
    if not isinstance(name, str) or not isinstance(scorer, str) or name == scorer:
        return name if isinstance(name, str) else None
    return f"{scorer}/{name}"


def _object(holder: object, key: str) -> Fields:
    found = holder.get(key) if isinstance(holder, dict) else None
    return found if isinstance(found, dict) else {}
