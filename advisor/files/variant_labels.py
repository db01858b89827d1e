"""Names for variants that no field names: the settings in which the runs differ.

One setting that tells all runs apart is enough (`variant` before others); else all that differ, joined by ` x `.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from advisor.files.without_folders import without_folders

TELLING = ("variant", "approach", "system", "prompt", "config", "model", "pretrained")
"""Settings that name a variant better than others do."""
_LONGEST = 40


def variant_labels(settings: Sequence[Mapping[str, Any]]) -> list[str | None]:
    """One label per run, in order; None for all where no setting differs and none names the variant."""
    differing = [key for key in dict.fromkeys(key for each in settings for key in each) if _differs(settings, key)]
    if not differing:
        telling = next((key for key in TELLING if settings and _text(settings[0].get(key))), None)
        return [_text(each.get(telling)) or None if telling else None for each in settings]
    written = [_written([each.get(key) for key in differing]) for each in settings]
    whole = set(written)
    ranked = sorted(differing, key=lambda key: TELLING.index(key) if key in TELLING else len(TELLING))
    for key in ranked:
        texts = [_text(each.get(key)) for each in settings]
        if all(texts) and len(set(texts)) == len(whole):
            return [text if isinstance(each.get(key), str) else f"{key}={text}" for text, each in
                    zip(texts, settings, strict=True)]  # fmt: skip
    return told_apart([_joined(each, differing) for each in settings], written)


def folder_labels(folders: Sequence[str]) -> list[str | None]:
    """The part of each folder in which they differ, the outermost first; None for all where it is one folder."""
    parts = [folder.split("/") if folder else [] for folder in folders]
    for depth in range(max(map(len, parts), default=0)):
        column = [part[depth] if depth < len(part) else "" for part in parts]
        if len(set(column)) == len(set(folders)) > 1 and all(column):
            return list(column)
    if len(set(folders)) <= 1:
        return [None] * len(folders)
    return [_short("/".join(part)) or None for part in parts]


def told_apart(labels: Sequence[str], settings: Sequence[str]) -> list[str | None]:
    """Numbers behind labels that are the same for other settings: long ones are cut."""
    order: dict[str, list[str]] = {}
    for label, setting in zip(labels, settings, strict=True):
        same = order.setdefault(label, [])
        if setting not in same:
            same.append(setting)
    return [
        label if len(order[label]) == 1 else f"{label} ({order[label].index(setting) + 1})"
        for label, setting in zip(labels, settings, strict=True)
    ]


def _joined(settings: Mapping[str, Any], keys: Sequence[str]) -> str:
    words = [
        _text(settings[key]) if isinstance(settings[key], str) else f"{key}={_text(settings[key])}"
        for key in keys
        if settings.get(key) not in (None, "", [], {})
    ]
    told = next((_text(settings.get(key)) for key in TELLING if _text(settings.get(key))), "default")
    return " x ".join(words) or told


def _differs(settings: Sequence[Mapping[str, Any]], key: str) -> bool:
    return len({_written(each.get(key)) for each in settings}) > 1


def _written(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)


def _text(value: object) -> str:
    if value in (None, "", [], {}):
        return ""
    return _short(without_folders(value if isinstance(value, str) else _written(value)))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
