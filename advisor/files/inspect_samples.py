"""One sample of an Inspect log as a `Sample`: its scores, tokens, cost, latency, error and texts.

Tokens and cost are those of the evaluated model, a judge's are left out; a cost is there only when prices were
configured. Latency is the time of the model call where every sample is one call, else `working_time`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from advisor.errors import EvalFileError
from advisor.evals.samples import Sample
from advisor.files.inspect_details import SampleDetails, is_judge, read_text
from advisor.files.inspect_scores import read_graders
from advisor.files.score_values import amount, count, label
from advisor.files.token_counts import token_counts
from advisor.files.without_folders import one_line, without_folders

Fields = Mapping[str, Any]


class SampleReader:
    """Reads the samples of one log, all alike."""

    def __init__(self, name: str, spec: Fields, variant: str, item_prefix: str = "", by_task: bool = False) -> None:
        """`item_prefix` stands before every id; `by_task` makes the task a segment where a sample names none."""
        self._name = name
        self._model = spec.get("model")
        self._variant = variant
        self._item_prefix = item_prefix
        self._task = label(spec.get("task")) or None if by_task else None
        self.graders = read_graders(spec)
        self.judges_itself = self._model in self.graders.values()
        """Whether the evaluated model graded its own answers, so that its usage holds both."""
        self._judges = {name for grader in self.graders.values() for name in grader.split(" + ")} - {"code"}
        self._judged = any(grader != "code" for grader in self.graders.values())

    def read(self, sample: Fields, details: SampleDetails | None, marks: dict[str, float], one_call: bool) -> Sample:
        """The sample with these marks; EvalFileError with its id when a field cannot be read."""
        item = label(sample.get("id"))
        if not item:
            raise EvalFileError(
                f"`{self._name}` has a sample without `id`: this is no whole Inspect log, copy it again."
            )
        error = _error(sample)
        metadata = sample.get("metadata")
        metadata = metadata if isinstance(metadata, dict) else {}
        usage = self._usage(sample, details, one_call)
        try:
            tokens = token_counts(
                count(usage.get("input_tokens")),
                count(usage.get("output_tokens")),
                cache_read=count(usage.get("input_tokens_cache_read")),
                cache_write=count(usage.get("input_tokens_cache_write")),
                reasoning=count(usage.get("reasoning_tokens")),
                total=count(usage.get("total_tokens")),
                are_cached_apart=True,  # as releases of 2026 do for all providers
            )
            return Sample(
                variant=self._variant,
                item=self._item_prefix + item,
                scores={} if error is not None else marks,
                epoch=count(sample.get("epoch")) or 1,
                failed=error is not None,
                error=error,
                cost_usd=amount(usage.get("total_cost")),
                latency_s=(details.call_time if details else None) if one_call else amount(sample.get("working_time")),
                tokens_in=tokens.tokens_in,
                tokens_cached=tokens.tokens_cached,
                tokens_out=tokens.tokens_out,
                calls=details.made if details and not details.is_cached else None,
                models=self._models(details),
                cluster=_group(metadata.get("cluster")),
                segment=_group(metadata.get("segment")) or self._task,
                graders=self._graders_of(marks),
                text=details.text if details else read_text(sample),
            )
        except ValueError as problem:
            raise self.problem(item, problem) from None

    def problem(self, item: str, problem: ValueError) -> EvalFileError:
        """The sentence for a value of a sample that cannot be read."""
        return EvalFileError(f"`{self._name}`, sample `{item}`: a value is {problem}.")

    def _models(self, details: SampleDetails | None) -> tuple[str, ...]:
        """The models that answered: those of the calls where the log lists them, else the evaluated one."""
        if details is not None and details.models:
            return tuple(map(without_folders, details.models))
        has_one = isinstance(self._model, str) and self._model not in ("", "none/none")
        return (without_folders(str(self._model)),) if has_one else ()

    def _graders_of(self, marks: Mapping[str, float]) -> dict[str, str]:
        if not self.graders:
            return {}
        found = {name: self.graders.get(name) or self.graders.get(name.split("/", 1)[0]) for name in marks}
        return {name: grader for name, grader in found.items() if grader}

    def _usage(self, sample: Fields, details: SampleDetails | None, one_call: bool) -> Fields:
        """The usage of the evaluated model, less what a judge of the same model used.

        Nothing is known of a sample that Inspect answered from its own cache, even in part.
        """
        usage = sample.get("model_usage")
        if not isinstance(usage, dict) or not usage or (details is not None and details.is_cached):
            return {}
        chain = [usage[model] for model in details.models if isinstance(usage.get(model), dict)] if details else []
        if len(chain) > 1:
            return {} if details and self._judges & set(details.models) else _sum(chain)
        known = isinstance(self._model, str) and self._model in usage
        own = usage[self._model] if known else next(iter(usage.values())) if len(usage) == 1 else None
        if not isinstance(own, dict):
            return {}
        roles = sample.get("role_usage")
        judges = (
            [used for role, used in roles.items() if is_judge(role) and isinstance(used, dict)]
            if isinstance(roles, dict)
            else []
        )
        if len(usage) > 1 or not (judges or self._judged):
            return own
        if one_call and details is not None and details.call_usage:
            return details.call_usage  # the call itself, whoever else used the same model
        if self.judges_itself and not judges:
            return {}  # which of the calls were the judge's is told nowhere
        return {key: _less(value, judges, key) for key, value in own.items() if isinstance(value, int | float)}


def _sum(usages: list[dict[str, Any]]) -> dict[str, Any]:
    """What several models used together; a cost only where all have one."""
    keys = {key for usage in usages for key in usage}
    given = {key: [usage.get(key) for usage in usages] for key in keys}
    return {
        key: sum(value or 0 for value in values)
        for key, values in given.items()
        if all(isinstance(value, int | float) or (value is None and key != "total_cost") for value in values)
    }


def _less(value: float, judges: list[dict[str, Any]], key: str) -> float:
    used = (judge.get(key) for judge in judges)
    return max(value - sum(part for part in used if isinstance(part, int | float)), 0)


def is_cancelled(sample: Fields, status: str) -> bool:
    """Whether the sample was in flight when the run stopped: not a failure of the model."""
    if status == "success":
        return False
    error = sample.get("error")
    text = error.get("message") if isinstance(error, dict) else error
    return (isinstance(text, str) and "CancelledError" in text) or (text is None and sample.get("completed") is False)


def _error(sample: Fields) -> str | None:
    """The error in one line: a text in summaries, an object in whole samples."""
    error = sample.get("error")
    if error is None:
        return None
    text = error.get("message") if isinstance(error, dict) else error
    return one_line(str(text)) or "failed"


def _group(value: object) -> str | None:
    return label(value) or None if isinstance(value, str | int | float) else None
