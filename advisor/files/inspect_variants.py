"""Names for the variants of Inspect logs, which have no field for it: the parts in which the loaded logs differ.

First the model, the task's arguments and the solver; if these are all equal, the settings, plan, tags, metadata
and the task itself. An argument or a note called `variant` or the like is enough where it tells all of them apart.
Only logs of one task are compared, as each task has arguments of its own, unless all ran on one dataset. Logs that
differ in nothing are repeats of one variant.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from advisor.files.variant_labels import told_apart
from advisor.files.without_folders import plain_text, without_folders

_TELLING = ("variant", "approach", "system", "config")
_LONGEST = 40


def variant_names(specs: Sequence[Mapping[str, Any]], headers: Sequence[Mapping[str, Any]]) -> list[str]:
    """One name per log, in order; parts are joined by ` x `."""
    same_data = one_dataset(specs)
    first = [_main_parts(spec) for spec in specs]
    second = [_other_parts(spec, header, same_data) for spec, header in zip(specs, headers, strict=True)]
    tasks = [None if same_data else spec.get("task") for spec in specs]
    for parts in (first, _without_shared_tags(second)):
        differing = [key for key in dict.fromkeys(key for part in parts for key in part) if _differs(parts, key, tasks)]
        if differing:
            chosen = [[(key, part.get(key)) for key in _enough(parts, differing)] for part in parts]
            labels = [_joined(each, _models(specs)) for each in chosen]
            return [str(label) for label in told_apart(labels, [_written(each) for each in chosen])]
    # Nothing differs (or there is one log only): an argument that names the variant tells more than the model.
    told = [
        next((part[key] for key in (f"task_args.{word}" for word in _TELLING) if part.get(key)), None) for part in first
    ]
    return [
        _text(value) if value else _joined([("model", part.get("model"))], _models(specs))
        for value, part in zip(told, first, strict=True)
    ]


def item_names(logs: Sequence[tuple[Mapping[str, Any], Sequence[Mapping[str, Any]]]]) -> list[str]:
    """What to put before the item ids of each log: nothing, or the task where an id means other inputs in each task."""
    tasks = [str(spec.get("task") or "") for spec, _ in logs]
    if len(set(tasks)) < 2:
        return [""] * len(tasks)
    inputs: dict[str, str] = {}
    clash = False
    for _, samples in logs:
        for sample in samples:
            asked = str(sample.get("input"))[:200]
            clash = clash or inputs.setdefault(str(sample.get("id")), asked) != asked
    return [f"{task}/" if clash else "" for task in tasks]


def _main_parts(spec: Mapping[str, Any]) -> dict[str, Any]:
    parts: dict[str, Any] = {"model": spec.get("model")}
    parts.update(_flat("task_args", spec.get("task_args")))
    parts["solver"] = spec.get("solver")
    parts.update(_flat("solver_args", spec.get("solver_args")))
    return parts


def _other_parts(spec: Mapping[str, Any], header: Mapping[str, Any], same_data: bool) -> dict[str, Any]:
    parts = {**_flat("model_args", spec.get("model_args")), **_flat("", spec.get("model_generate_config"))}
    plan = header.get("plan")
    steps = plan.get("steps") if isinstance(plan, dict) else None
    parts["plan"] = (
        [step.get("solver") for step in steps if isinstance(step, dict)] if isinstance(steps, list) else None
    )
    tags = spec.get("tags")
    parts["tags"] = sorted(map(str, tags)) if isinstance(tags, list) else None
    parts.update(_flat("metadata", spec.get("metadata")))
    if same_data:  # two tasks over the same questions are two ways to answer; over other questions they are other items
        parts["task"] = spec.get("task")
    return parts


def one_dataset(specs: Sequence[Mapping[str, Any]]) -> bool:
    """Whether all logs ran on one dataset, by its name and ids."""
    found = {
        json.dumps([data.get("name"), data.get("sample_ids")], default=str)
        for data in (spec.get("dataset") for spec in specs)
        if isinstance(data, dict)
    }
    return len(found) <= 1


def _flat(name: str, values: object) -> dict[str, Any]:
    if not isinstance(values, dict):
        return {}
    return {f"{name}.{key}" if name else str(key): value for key, value in values.items()}


def _without_shared_tags(parts: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    shared = set.intersection(*(set(part["tags"] or ()) for part in parts)) if parts else set()
    return [{**part, "tags": [tag for tag in part["tags"] or () if tag not in shared]} for part in parts]


def _differs(parts: Sequence[Mapping[str, Any]], key: str, tasks: Sequence[object]) -> bool:
    """Whether a part differs between logs of one task; the model may differ between tasks too."""
    values: dict[str, set[str]] = defaultdict(set)
    for part, task in zip(parts, tasks, strict=True):
        values["" if key == "model" else str(task)].add(_written(part.get(key)))
    return any(len(found) > 1 for found in values.values())


def _enough(parts: Sequence[Mapping[str, Any]], differing: Sequence[str]) -> Sequence[str]:
    """The part that names the variant, where it tells apart whatever all of these do; else all of these."""
    whole = {_written([part.get(key) for key in differing]) for part in parts}
    for key in (key for word in _TELLING for key in differing if key.rsplit(".", 1)[-1] == word):
        if all(isinstance(part.get(key), str) for part in parts) and len({part[key] for part in parts}) == len(whole):
            return [key]
    return differing


def _written(value: object) -> str:
    return json.dumps(value, sort_keys=True, default=str)


def _models(specs: Sequence[Mapping[str, Any]]) -> set[str]:
    return {str(spec.get("model") or "") for spec in specs}


def _joined(parts: Sequence[tuple[str, Any]], models: set[str]) -> str:
    words = []
    for key, value in parts:
        if value is None or value in ([], {}):
            continue
        if key == "model":
            words.append(_short_model(str(value), models))
        elif isinstance(value, str):
            words.append(_text(value))
        elif key == "tags":
            words.append(_text(", ".join(value)))
        else:
            words.append(f"{key.rsplit('.', 1)[-1]}={_text(value)}")
    return " x ".join(words) or "default"


def _short_model(model: str, models: set[str]) -> str:
    """The model without its provider when all models here have the same one."""
    providers = {name.split("/", 1)[0] for name in models}
    return plain_text(without_folders(model.split("/", 1)[1] if "/" in model and len(providers) == 1 else model))


def _text(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    text = plain_text(" ".join(without_folders(text).split()))
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
