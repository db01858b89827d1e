"""A case as the text of its YAML file, and that file on disk; also a draft, which is a case with parts still open."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from advisor.errors import AdvisorError, CaseBookError
from advisor.files.case_draft import Entries, propose_id
from advisor.language import in_language
from advisor.schema.answers import QUESTIONS
from advisor.schema.cases import GATES, Case
from advisor.schema.words import UNKNOWN

_WIDTH = 100
_RARE_BREAKS = "\x85\u2028\u2029"
_WHOLE = 2.0**53
"""Up to here every whole number is kept exactly."""


def case_as_yaml(case: Case) -> str:
    """The case as its file holds it: the keys in the order of the schema, every coded answer written out."""
    data = case.model_dump(mode="json", exclude_none=True)
    given = case.answers.values
    coded = {question: given[question] for question in QUESTIONS if question not in GATES or given[question] != UNKNOWN}
    data["answers"] = {**({"job": data["answers"]["job"]} if case.answers.job else {}), **coded}
    for system in data["approaches"]:
        for metric in system["metrics"]:
            metric["value"] = _plain(metric["value"])
    if case.review_by:
        data["review_by"] = case.review_by
    return _dump(data)


def draft_as_yaml(entries: Mapping[str, Any]) -> str:
    """What has been entered so far, in the order of the schema."""
    keys = [*(key for key in Case.model_fields if key in entries), *(key for key in entries if not _is_key(key))]
    return _dump({key: entries[key] for key in keys})


def read_draft(path: Path) -> Entries:
    """The entries of a draft on disk, whether they are right or not. Raises `CaseBookError` where none can be read."""
    try:
        return draft_in(path.read_bytes(), path.name)
    except FileNotFoundError:
        raise CaseBookError(f"{path.name}: there is no such draft; check the name and the folder.") from None
    except OSError as error:
        raise CaseBookError(f"{path.name}: it cannot be read ({error.strerror}).") from None


def draft_in(content: bytes, name: str) -> Entries:
    """The entries of a draft, whether they are right or not. Raises `CaseBookError` where it is none."""
    from advisor.files.yaml_text import parse

    try:
        document = parse(content.decode("utf-8-sig"), name)
    except UnicodeDecodeError:
        raise CaseBookError(f"{name}: this is not UTF-8 text; save it as UTF-8.") from None
    except AdvisorError as error:
        raise CaseBookError(str(error)) from None
    if document.mistakes:
        raise CaseBookError("\n".join(document.mistakes))
    if not isinstance(document.data, dict):
        raise CaseBookError(f"{name}: this is no draft of a case; it has to hold `key: value` lines.")
    entries: Entries = in_language(document.data, "en")
    return entries


def write_case(case: Case, folder: Path) -> Path:
    """The new file `<id>.yaml` in the folder. Raises `CaseBookError` rather than write over another file."""
    return _write_new(folder / f"{case.id}.yaml", case_as_yaml(case))


def write_draft(entries: Mapping[str, Any], folder: Path) -> Path:
    """A new draft in the folder, beside those that are there."""
    stem = propose_id(entries) or "case"
    number = 1
    while True:
        path = folder / (f"{stem}.draft" if number == 1 else f"{stem}-{number}.draft")
        if not path.exists():
            return _write_new(path, draft_as_yaml(entries))
        number += 1


def replace_draft(entries: Mapping[str, Any], path: Path) -> Path:
    """The draft with what has been entered since; moved into place, so that a full disk leaves the old one."""
    beside = path.with_name(f"{path.name}.new")
    try:
        beside.write_text(draft_as_yaml(entries), encoding="utf-8")
        os.replace(beside, path)
    except OSError as error:
        raise CaseBookError(f"{path.name}: it cannot be written ({error.strerror}).") from None
    return path


def _write_new(path: Path, text: str) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise CaseBookError(
            f"{path.name}: there is such a file already, and it stays as it is; give this case another `id`."
        ) from None
    except OSError as error:
        raise CaseBookError(f"{path.name}: it cannot be written ({error.strerror}).") from None
    return path


def _plain(value: float) -> float | int:
    """90 rather than 90.0."""
    return int(value) if value.is_integer() and abs(value) < _WHOLE else value


def _is_key(key: str) -> bool:
    return key in Case.model_fields


class _Dumper(yaml.SafeDumper):
    """As `safe_dump`, but texts with rare line breaks are quoted: left plain they would come back as spaces."""


def _represent(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    style = '"' if any(sign in text for sign in _RARE_BREAKS) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent)


def _dump(data: Mapping[str, Any]) -> str:
    return yaml.dump(dict(data), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH)
