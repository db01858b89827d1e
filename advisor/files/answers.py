"""Answers read from a mapping, or from a YAML or JSON file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from advisor.errors import AdvisorError, AnswersError
from advisor.schema.answers import QUESTIONS, Answers

_MAX_BYTES = 1_000_000


def read_answers(given: Answers | Mapping[str, Any]) -> Answers:
    """The answers in a mapping; what is not given is `unknown`.

    Raises `AnswersError` with one line for each question or option that does not exist.
    """
    if isinstance(given, Answers):
        return given
    if not isinstance(given, Mapping):
        raise AnswersError(
            f"answers: `{type(given).__name__}` is not a mapping; give question ids and options, "
            'such as {"scope": "narrow", "evals": "none"}.'
        )
    return _check(dict(given), lambda path: "answers")


def load_answers(path: str | Path) -> Answers:
    """The answers in a YAML or JSON file. Raises `AnswersError`, one line for each mistake, with its line number."""
    path = Path(path)
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise AnswersError(f"{path.name}: larger than 1 MB; a file of answers is a few lines of YAML.")
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise AnswersError(f"{path.name}: there is no such file; check the name and the folder.") from None
    except UnicodeDecodeError:
        raise AnswersError(f"{path.name}: this is not UTF-8 text; save it as UTF-8 and try again.") from None
    except OSError as error:
        raise AnswersError(f"{path.name}: it cannot be read ({error.strerror}).") from None
    from advisor.files.yaml_text import parse  # answers given as a mapping need no YAML

    try:
        document = parse(text, path.name)
    except AdvisorError as error:
        raise AnswersError(str(error)) from None
    if document.mistakes:
        raise AnswersError("\n".join(document.mistakes))
    if document.data is None:
        raise AnswersError(f"{path.name}: the file is empty; write lines such as `scope: narrow`.")
    if not isinstance(document.data, dict):
        raise AnswersError(f"{path.name}: this is not a mapping; write lines such as `scope: narrow`.")
    return _check(document.data, document.place)


def _check(given: dict[str, Any], place: Callable[[Any], str]) -> Answers:
    try:
        return Answers.model_validate(given)
    except ValidationError as found:
        raise AnswersError("\n".join(_repairs(found, given, place))) from None


def _repairs(found: ValidationError, given: dict[str, Any], place: Callable[[Any], str]) -> list[str]:
    from advisor.files.repairs import listed, nearest, sentences  # only what is wrong needs them

    unknown = [str(key) for key in given if key not in QUESTIONS and key != "job"]
    others = [
        line
        for line in sentences(found, Answers, place)
        if "keys should be strings" not in line
        and not any(f"`{question}` is not a key" in line for question in unknown)
    ]
    hints = {question: nearest(question, QUESTIONS) for question in unknown}
    return [
        f"{place((question,))}: there is no question `{question}`."
        f"{hints[question] or f' The questions are {listed(QUESTIONS)}.'}"
        for question in unknown
    ] + others
