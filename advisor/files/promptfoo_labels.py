"""Names of promptfoo's providers and prompts, short and told apart."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from advisor.files.without_folders import plain_text, without_folders

_FILE_PROMPT = re.compile(r"^(?P<label>.+?): [^:\n]*\.\w{1,5}: ", re.DOTALL)
_LONGEST_LABEL = 50


class Labels:
    """The variant of each row: its provider, with the prompt when the rows have several prompts."""

    def __init__(self, rows: Iterable[Mapping[str, object]]) -> None:
        self._shown: dict[str, str] = {}
        self._short = _short_labels({_prompt_label(row) for row in rows})

    def variant(self, row: Mapping[str, object]) -> str:
        """The name of the row's variant."""
        raw = _provider_label(row)
        provider = self._shown.get(raw)
        if provider is None:
            provider = self._shown[raw] = plain_text(without_folders(raw))
        return provider if len(self._short) == 1 else f"{provider} x {self._short[_prompt_label(row)]}"


def _provider_label(row: Mapping[str, object]) -> str:
    provider = row.get("provider")
    if isinstance(provider, dict):
        provider = provider.get("label") or provider.get("id")
    return str(provider or "provider")


def _prompt_label(row: Mapping[str, object]) -> str:
    prompt = row.get("prompt")
    if isinstance(prompt, dict):
        prompt = prompt.get("label") or prompt.get("display") or row.get("promptIdx") or "prompt"
    return str(prompt if prompt is not None else "prompt")


def _short_labels(labels: set[str]) -> dict[str, str]:
    """Prompt label -> short label: promptfoo writes `label: file: whole text` for prompts from files."""
    groups: dict[str, list[str]] = defaultdict(list)
    for full in sorted(labels):
        match = _FILE_PROMPT.match(full)
        line = plain_text(" ".join(without_folders(match["label"] if match else full).split()))
        groups[line if len(line) <= _LONGEST_LABEL else line[: _LONGEST_LABEL - 1] + "…"].append(full)
    return {
        full: short if len(same) == 1 else f"{short} ({place})"
        for short, same in groups.items()
        for place, full in enumerate(same, start=1)
    }
