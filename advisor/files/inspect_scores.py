"""The marks of one Inspect sample, and who gave them.

A scorer's value is a letter (C, I, P, N), a number, a boolean, or a list or an object of these; an object gives one
score per key, named `scorer/key`, and a list one per place. NaN is Inspect's sign for unscored.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from advisor.files.score_values import is_blank, score_value
from advisor.files.without_folders import plain_text

_BY_CODE = frozenset(
    {"match", "includes", "exact", "f1", "choice", "answer", "pattern", "math", "perplexity", "target_perplexity"}
)
_BY_MODEL = frozenset({"model_graded_qa", "model_graded_fact"})


def read_marks(scores: object) -> tuple[dict[str, float], dict[str, ValueError]]:
    """Score name -> mark, and scorer -> what is wrong for each mark that is no score."""
    marks: dict[str, float] = {}
    odd: dict[str, ValueError] = {}
    for name, score in scores.items() if isinstance(scores, dict) else ():
        scorer = plain_text(str(name))
        value = score.get("value") if isinstance(score, dict) else score
        if isinstance(value, list):
            value = dict(enumerate(value))
        if isinstance(value, dict):
            marks.update(_inner_marks(scorer, value))
            continue
        try:
            mark = None if is_blank(value) else score_value(value)
        except ValueError as problem:
            odd[scorer] = problem
        else:
            if mark is not None:
                marks[scorer] = mark
    return marks, odd


def edited_scores(scores: object) -> int:
    """How many of the sample's scores were changed after the run."""
    if not isinstance(scores, dict):
        return 0
    return sum(isinstance(score, dict) and bool(score.get("history")) for score in scores.values())


def read_graders(spec: Mapping[str, Any]) -> dict[str, str]:
    """Scorer -> `code` or the judge's model, for the scorers of Inspect itself; others may be either."""
    scorers = spec.get("scorers")
    found: dict[str, str] = {}
    for scorer in scorers if isinstance(scorers, list) else ():
        name = scorer.get("name") if isinstance(scorer, dict) else None
        if not isinstance(name, str):
            continue
        short = name.rsplit("/", 1)[-1]
        if short in _BY_CODE:
            found[short] = "code"
        elif short in _BY_MODEL:
            found[short] = _judge(scorer.get("options"), spec)
    return found


def _judge(options: object, spec: Mapping[str, Any]) -> str:
    """The model that a scorer was given, else the one in its role, else the evaluated model itself."""
    options = options if isinstance(options, dict) else {}
    role = options.get("model_role", "grader")
    roles = spec.get("model_roles")
    in_role = roles.get(role) if isinstance(roles, dict) and isinstance(role, str) else None
    return _model_name(options.get("model")) or _model_name(in_role) or _model_name(spec.get("model")) or "judge"


def _model_name(model: object) -> str | None:
    if isinstance(model, list):
        names = [name for name in map(_model_name, model) if name]
        return " + ".join(names) or None
    if isinstance(model, dict):
        model = model.get("model")
    return model if isinstance(model, str) and model else None


def _inner_marks(scorer: str, values: Mapping[Any, object]) -> dict[str, float]:
    """Texts inside an object are no scores."""
    marks: dict[str, float] = {}
    for key, value in values.items():
        try:
            mark = score_value(value)
        except ValueError:
            continue
        if mark is not None:
            marks[f"{scorer}/{plain_text(str(key))}"] = mark
    return marks
