"""Which file a promptfoo variant comes from, where one name stands for other settings in other files.

A provider without a label is called by its id, so that two runs of one `file://provider.py` with other settings look
alike; so do two runs under one label after its settings were changed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from advisor.files.variant_labels import folder_labels

Settings = Mapping[str, str]


def provider_settings(whole: Mapping[str, Any]) -> dict[str, str]:
    """Provider -> how the run set it up, as the configuration in a JSON or YAML file tells."""
    config = whole.get("config")
    found: dict[str, list[object]] = {}
    providers = (config.get("providers") or config.get("targets")) if isinstance(config, dict) else None
    for provider in providers if isinstance(providers, list) else ():
        name = (provider.get("label") or provider.get("id")) if isinstance(provider, dict) else None
        if isinstance(name, str):
            found.setdefault(name, []).append(provider.get("config"))
    return {name: json.dumps(settings, sort_keys=True, default=str) for name, settings in found.items()}


def origins(files: Sequence[tuple[str, str, Settings]]) -> list[dict[str, str]]:
    """For each file, of its name, folder and providers: provider -> the name of its runs, where there are several.

    A file without a configuration (JSONL, CSV) goes with the one of its name and folder.
    """
    places = [(folder, name.rsplit(".", 1)[0]) for name, folder, _ in files]
    told = {place: settings for place, (_, _, settings) in zip(places, files, strict=True) if settings}
    ways: dict[str, set[str]] = {}
    for settings in told.values():
        for provider, way in settings.items():
            ways.setdefault(provider, set()).add(way)
    stems = {stem for _, stem in told}
    folders = folder_labels([folder for folder, _ in places])
    shown = [
        stem if len(stems) == len(told) else folder or stem if len(stems) == 1 else f"{folder or 'here'}/{stem}"
        for (_, stem), folder in zip(places, folders, strict=True)
    ]
    return [
        {provider: name for provider in told.get(place, {}) if len(ways[provider]) > 1}
        for place, name in zip(places, shown, strict=True)
    ]
