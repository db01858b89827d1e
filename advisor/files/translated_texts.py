"""Texts of data files in several languages: what is wrong with how they are written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from advisor.files.yaml_text import Document, Path
from advisor.language import LANGUAGES


def mistranslated(document: Document) -> list[str]:
    """Every `{en: …, ja: …}` with a language too many or too few, as a line that says where and what to write."""
    return [f"{document.place(path)}: {says}" for path, says in _wrong(document.data, ())]


def _wrong(data: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(data, list):
        for i, each in enumerate(data):
            yield from _wrong(each, (*path, i))
    elif isinstance(data, dict) and data.keys() & set(LANGUAGES):
        thing = next((each for each in reversed(path) if isinstance(each, str)), "text")
        both = " and ".join(f"`{lang}`" for lang in LANGUAGES)
        for key in data:
            if key not in LANGUAGES:
                yield (*path, key), f"`{key}` is no language of `{thing}`; write {both}."
        for lang in LANGUAGES:
            if lang not in data:
                yield path, f"`{thing}` has no `{lang}`; write it in {both}, or as one text without a language."
    elif isinstance(data, dict):
        for key, each in data.items():
            yield from _wrong(each, (*path, key))
