"""A kept decision, `decision.yaml`: written beside the files it was made from, read to check it anew."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import yaml

from advisor.errors import AdvisorError
from advisor.files.repairs import read_model
from advisor.files.yaml_text import parse
from advisor.schema.answers import Answers
from advisor.schema.report import Decision, EvalFile

_HEAD = "# Written by `advisor report --keep`; `advisor recheck` on this file says whether the decision still stands.\n"
_LARGEST = 4_000_000


def load_decision(path: str | Path) -> Decision:
    """The decision in a YAML file. Raises `AdvisorError`, one line for each mistake."""
    path = Path(path)
    try:
        if path.stat().st_size > _LARGEST:
            raise AdvisorError(f"{path.name}: too large for a decision; give what `advisor report --keep` wrote.")
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise AdvisorError(f"{path.name}: it cannot be read ({error.strerror}); check the name.") from None
    except UnicodeDecodeError:
        raise AdvisorError(f"{path.name}: this is not UTF-8 text; save it as UTF-8.") from None
    document = parse(text, path.name)
    if not isinstance(document.data, dict) or "decision" not in document.data:
        raise AdvisorError(f"{path.name}: this holds no decision; give what `advisor report --keep` wrote.")
    found, mistakes = read_model(Decision, document.data, document.place)
    if found is not None:
        given = {**found.answers, "job": found.job}
        mistakes += read_model(Answers, given, lambda place: document.place(("answers", *place)))[1]
    mistakes = [*document.mistakes, *mistakes]
    if mistakes or found is None:
        raise AdvisorError("\n".join(mistakes))
    return found


def decision_text(decision: Decision) -> str:
    """The decision as YAML; what was not given is left out."""
    plain = json.loads(decision.model_dump_json(exclude_defaults=True))
    whole = {"decision": decision.decision, **plain, "made_on": decision.made_on}
    return _HEAD + yaml.safe_dump(whole, allow_unicode=True, sort_keys=False, width=110)


def digests(files: Iterable[Path], beside: Path | None = None) -> tuple[EvalFile, ...]:
    """Each file, or each file of a folder, with its SHA-256, named as seen from the folder `beside`.

    Raises `AdvisorError` for a file that cannot be read.
    """
    found = []
    for path in files:
        inside: Sequence[Path] = sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else [path]
        for each in inside:
            try:
                with each.open("rb") as file:
                    digest = hashlib.file_digest(file, "sha256").hexdigest()
            except OSError as error:
                raise AdvisorError(f"{each.name}: it cannot be read ({error.strerror}); check the name.") from None
            found.append(EvalFile(name=seen_from(each, beside), sha256=digest))
    return tuple(found)


def seen_from(path: Path, folder: Path | None) -> str:
    """The way to a file from a folder, with `/`; its bare name where there is no such way."""
    if folder is None:
        return path.name
    try:
        return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
    except ValueError:  # another drive
        return path.name
