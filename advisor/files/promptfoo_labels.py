"""Names of promptfoo's providers and prompts, short and told apart."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from advisor.files.without_folders import plain_text, without_folders

_FILE_PROMPT = re.compile(r"^(?P<label>.+?): [^:\n]*\.\w{1,5}: ", re.DOTALL)
_LONGEST_LABEL = 50


class Labels:
    """The variant of each row: its provider, with the prompt when the rows have several prompts.

    Providers without a label may share their id; then the columns of one file are numbered.
    """

    def __init__(
        self, files: Iterable[Iterable[Mapping[str, object]]], origins: Sequence[Mapping[str, str]] | None = None
    ) -> None:
        """`origins` gives for each file the providers that are to be named with their run."""
        self._origins = origins
        self._shown: dict[str, str] = {}
        self._columns: list[dict[tuple[str, str], list[int]]] = []
        for rows in files:
            found: dict[tuple[str, str], set[int]] = defaultdict(set)
            for row in rows:
                pair, place = (_provider_label(row), _prompt_label(row)), row.get("promptIdx")
                found[pair].update((place,) if isinstance(place, int) else ())
            self._columns.append({pair: sorted(places) for pair, places in found.items()})
        self._short = _short_labels({prompt for columns in self._columns for _, prompt in columns})

    def variant(self, row: Mapping[str, object], file: int) -> str:
        """The name of the variant of a row in the file at this place."""
        raw, prompt = _provider_label(row), _prompt_label(row)
        provider = self._shown.get(raw)
        if provider is None:
            provider = self._shown[raw] = plain_text(without_folders(raw))
        name = provider if len(self._short) == 1 else f"{provider} x {self._short[prompt]}"
        if self._origins and raw in self._origins[file]:
            name = f"{name} ({plain_text(self._origins[file][raw])})"
        columns, place = self._columns[file][raw, prompt], row.get("promptIdx")
        return f"{name} ({columns.index(place) + 1})" if len(columns) > 1 and place in columns else name


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
