"""One sample of an Inspect log as a `Sample`: its scores, tokens, cost, latency and error."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Protocol

from advisor.errors import EvalFileError
from advisor.evals.samples import Sample
from advisor.files.score_values import amount, count, is_blank, label, score_value
from advisor.files.without_folders import one_line

_JUDGE = re.compile(r"grad|judg|scor|critic", re.IGNORECASE)


class Log(Protocol):
    """What is needed of the log around a sample."""

    @property
    def name(self) -> str: ...
    @property
    def spec(self) -> dict[str, Any]: ...


def read_sample(
    sample: Mapping[str, Any], log: Log, variant: str, item_prefix: str, time: float | None, one_call: bool
) -> Sample:
    """The sample; EvalFileError with its id when a field cannot be read."""
    item = label(sample.get("id"))
    if not item:
        raise EvalFileError(f"`{log.name}` has a sample without `id`: this is no whole Inspect log, copy it again.")
    error = _error(sample.get("error"))
    usage = _model_usage(sample, log.spec)
    try:
        scores = {} if error is not None else _scores(sample.get("scores"))
        tokens_in = [count(usage.get(f"input_tokens{part}")) for part in ("", "_cache_read", "_cache_write")]
        return Sample(
            variant=variant,
            item=item_prefix + item,
            scores=scores,
            epoch=count(sample.get("epoch")) or 1,
            failed=error is not None,
            error=error,
            cost_usd=amount(usage.get("total_cost")),
            latency_s=time if one_call else amount(sample.get("working_time")),
            # Inspect counts tokens read from or written to a cache apart; they were sent all the same.
            tokens_in=None if tokens_in[0] is None else sum(part or 0 for part in tokens_in),
            tokens_out=count(usage.get("output_tokens")),
        )
    except ValueError as problem:
        if isinstance(problem, EvalFileError):
            raise
        raise EvalFileError(f"`{log.name}`, sample `{item}`: a value is {problem}.") from None


def call_time(sample: Mapping[str, Any]) -> float | None:
    """Seconds of the model call of a whole sample; None when there was more than one call."""
    messages = sample.get("messages")
    answers = (
        [m for m in messages if isinstance(m, dict) and m.get("role") == "assistant"]
        if isinstance(messages, list)
        else []
    )
    output = sample.get("output")
    time = output.get("time") if isinstance(output, dict) else None
    if sample.get("error") is not None:
        return 0.0  # a failed call: its time is never counted, and it does not make the task one of many calls
    return float(time) if len(answers) <= 1 and isinstance(time, int | float) else None


def cancelled(sample: Mapping[str, Any], status: str) -> bool:
    """Whether the sample was in flight when the run stopped: not a failure of the model."""
    if status == "success":
        return False
    error = sample.get("error")
    text = error.get("message") if isinstance(error, dict) else error
    return (isinstance(text, str) and "CancelledError" in text) or (text is None and sample.get("completed") is False)


def _scores(found: object) -> dict[str, float]:
    """Score name -> number; an object of numbers gives `scorer/key`, texts inside it are no scores."""
    marks: dict[str, float] = {}
    for scorer, score in found.items() if isinstance(found, dict) else ():
        value = score.get("value") if isinstance(score, dict) else score
        if isinstance(value, dict):
            marks.update(_inner_scores(scorer, value))
        elif not isinstance(value, list):
            mark = None if is_blank(value) else score_value(value)
            if mark is not None:
                marks[scorer] = mark
    return marks


def _inner_scores(scorer: str, values: Mapping[str, object]) -> dict[str, float]:
    marks: dict[str, float] = {}
    for key, value in values.items():
        try:
            mark = score_value(value)
        except ValueError:
            continue
        if mark is not None:
            marks[f"{scorer}/{key}"] = mark
    return marks


def _model_usage(sample: Mapping[str, Any], spec: Mapping[str, Any]) -> Mapping[str, Any]:
    """The usage of the evaluated model, less what a judge of the same model used."""
    usage = sample.get("model_usage")
    if not isinstance(usage, dict) or not usage:
        return {}
    model = spec.get("model")
    own = usage.get(model) if model in usage else next(iter(usage.values())) if len(usage) == 1 else None
    if not isinstance(own, dict):
        return {}
    roles = sample.get("role_usage")
    judges = [used for role, used in roles.items() if _JUDGE.search(role)] if isinstance(roles, dict) else []
    if len(usage) > 1 or not judges:
        return own
    return {
        key: value - sum(judge.get(key) or 0 for judge in judges if isinstance(judge, dict))
        for key, value in own.items()
        if isinstance(value, int | float)
    }


def _error(error: object) -> str | None:
    """The error in one line: a text in summaries, an object in whole samples."""
    if error is None:
        return None
    text = error.get("message") if isinstance(error, dict) else error
    return one_line(str(text)) or "failed"
