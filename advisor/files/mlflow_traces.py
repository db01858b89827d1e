"""MLflow's traces as samples, from an eval table in CSV (nested values as Python literals) or JSON, or the database."""

from __future__ import annotations

import ast
import datetime
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from advisor.errors import EvalFileError
from advisor.evals.samples import Sample
from advisor.files.mlflow_spans import may_hold_calls, model_calls, models_of
from advisor.files.record_items import name_items
from advisor.files.sample_texts import sample_text
from advisor.files.score_values import amount, count, is_blank, score_value
from advisor.files.token_counts import counts_cached_apart, token_counts
from advisor.files.without_folders import one_line, without_folders

_LARGEST_LITERAL = 2**21
"""The longest Python literal that is parsed, in characters."""
_VALUE = "/value"
_HUMAN = " (human)"
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Trace:
    """One traced call with its marks."""

    id: str
    run_id: str | None
    request: Mapping[str, object]
    response: object
    error: str | None
    scores: Mapping[str, float]
    graders: Mapping[str, str]
    reasons: Sequence[str]
    expected: object
    latency_ms: object
    usage: Mapping[str, object]
    cost: object
    date: str | None
    models: tuple[str, ...] = ()
    calls: int | None = None
    words: Sequence[str] = field(default=())
    """Feedback that is neither a number nor pass or fail."""


def is_trace_row(names: set[str]) -> bool:
    """Whether a table of traces has these columns."""
    known = "trace_id" in names or {"request_id", "execution_time_ms"} <= names  # as releases before 3 call it
    return known and bool(
        {"assessments", "trace_metadata", "spans"} & names or any(name.endswith(_VALUE) for name in names)
    )


def read_trace(row: Mapping[str, Any]) -> Trace:
    """One row of a table of traces."""
    metadata = _object(row.get("trace_metadata", row.get("request_metadata")))
    assessments = _literal(row.get("assessments"))
    marks = _Marks.from_assessments(assessments) if isinstance(assessments, list) else _Marks.from_columns(row)
    spans = row.get("spans")
    calls = model_calls(_literal(spans)) if may_hold_calls(spans) else []
    return Trace(
        id=_word(row.get("trace_id", row.get("request_id"))),
        run_id=_word(metadata.get("mlflow.sourceRun")) or None,
        request=_request(row.get("request")),
        response=_literal(row.get("response")),
        error=_error(row),
        scores=marks.scores,
        graders=marks.graders,
        reasons=marks.reasons,
        expected=_one(marks.expected),
        latency_ms=row.get("execution_duration", row.get("execution_time_ms")),
        usage=_object(metadata.get("mlflow.trace.tokenUsage", row.get("usage"))),
        cost=_object(metadata.get("mlflow.trace.cost")).get("total_cost", row.get("cost")),
        date=_date(row.get("request_time", row.get("timestamp_ms"))),
        models=models_of(calls),
        calls=len(calls) or None,
        words=marks.words,
    )


def trace_samples(traces: Sequence[Trace]) -> list[Sample]:
    """The traces of all files as samples, their items named together; the variant is left open.

    Raises EvalFileError for a value that cannot be read.
    """
    items = name_items(_records(traces))
    machines = {name for trace in traces for name in trace.scores if not name.endswith(_HUMAN)}
    return [
        _sample(replace(trace, scores=_named(trace.scores, machines), graders=_named(trace.graders, machines)), item)
        for trace, item in zip(traces, items, strict=True)
    ]


def _records(traces: Sequence[Trace]) -> list[Mapping[str, object]]:
    """What names the items: the requests; for traces that kept none what was expected, where it tells them apart."""
    blank = [trace for trace in traces if all(map(is_blank, trace.request.values()))]
    if not blank:
        return [trace.request for trace in traces]
    wanted = [(trace.run_id, repr(trace.expected)) for trace in blank]
    tells = len(set(wanted)) == len(blank) and all(trace.expected not in (None, {}) for trace in blank)
    alone = {id(trace): {"expected": trace.expected} if tells else {"trace": trace.id} for trace in blank}
    return [alone.get(id(trace), trace.request) for trace in traces]


def _named(values: Mapping[str, _T], machines: set[str]) -> dict[str, _T]:
    """With the plain name for what only people graded; beside a judge of that name they are another score."""
    return {_plain(name) if _plain(name) not in machines else name: value for name, value in values.items()}


def _plain(name: str) -> str:
    return name.removesuffix(_HUMAN)


def _sample(trace: Trace, item: str) -> Sample:
    try:
        latency = amount(trace.latency_ms)
        tokens = token_counts(
            *(count(trace.usage.get(key)) for key in ("input_tokens", "output_tokens")),
            cache_read=count(trace.usage.get("cache_read_input_tokens")),
            cache_write=count(trace.usage.get("cache_creation_input_tokens")),
            are_cached_apart=any(map(counts_cached_apart, trace.models)),
        )
        return Sample(
            variant="",
            item=item,
            scores={} if trace.error else trace.scores,
            failed=trace.error is not None,
            error=trace.error,
            cost_usd=amount(trace.cost),
            # Answers that were given and not asked for leave traces of 0 ms.
            latency_s=latency / 1000 if latency else None,
            tokens_in=tokens.tokens_in,
            tokens_cached=tokens.tokens_cached,
            tokens_out=tokens.tokens_out,
            calls=trace.calls,
            models=tuple(map(without_folders, trace.models)),
            graders=trace.graders,
            text=sample_text(_one(trace.request), trace.response, trace.expected, "\n".join(trace.reasons)),
        )
    except ValueError as error:
        raise EvalFileError(f"Trace `{trace.id}` of MLflow: a value is {error}.") from None


@dataclass(frozen=True, slots=True)
class _Marks:
    """What was said about one trace."""

    scores: dict[str, float] = field(default_factory=dict)
    graders: dict[str, str] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)
    expected: dict[str, object] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)

    @classmethod
    def from_assessments(cls, assessments: Sequence[object]) -> _Marks:
        """From the trace's own list, which tells feedback from expectations and who gave it."""
        marks = cls()
        valid = [each for each in assessments if isinstance(each, dict) and each.get("valid") is not False]
        replaced = {each.get("overrides") for each in valid if each.get("overrides")}
        for each in valid:
            name = _word(each.get("assessment_name") or each.get("name"))
            if not name or each.get("assessment_id") in replaced:
                continue
            expectation, feedback = each.get("expectation"), each.get("feedback")
            if isinstance(expectation, dict):
                marks.expected[name] = expectation.get("value")
            elif isinstance(feedback, dict):
                marks._add(name, feedback.get("value"), _grader(each.get("source")), each.get("rationale"))
        return marks

    @classmethod
    def from_columns(cls, row: Mapping[str, Any]) -> _Marks:
        """From the `/value` columns alone: one whose cell is no mark is an expectation."""
        marks = cls()
        for column, value in row.items():
            if column.endswith(_VALUE):
                name = column[: -len(_VALUE)]
                if not marks._add(name, value, None, row.get(f"{name}/rationale")):
                    marks.expected[name] = value
        return marks

    def _add(self, name: str, value: object, grader: str | None, reason: object) -> bool:
        try:
            mark = None if isinstance(value, list | dict) else score_value(value)
        except ValueError:
            self.words.append(name)
            return False
        if grader == "human":
            name += _HUMAN
        if mark is not None:
            self.scores[name] = mark
            if grader:
                self.graders[name] = grader
        if isinstance(reason, str) and not is_blank(reason):
            self.reasons.append(f"{name}: {reason}")
        return True


def _grader(source: object) -> str | None:
    kind = _word(source.get("source_type")).upper() if isinstance(source, dict) else ""
    if kind == "HUMAN":
        return "human"
    if kind in ("LLM_JUDGE", "AI_JUDGE"):
        named = _word(source.get("source_id")) if isinstance(source, dict) else ""
        return without_folders(named) if named and named != "default" else "judge"
    return "code" if kind == "CODE" else None


def _error(row: Mapping[str, Any]) -> str | None:
    """Why the call failed; None when it did not."""
    state = _word(row.get("state", row.get("status"))).rsplit(".", 1)[-1].upper()
    if state != "ERROR":
        return None
    spans = _literal(row.get("spans"))
    for span in spans if isinstance(spans, list) else ():
        status = span.get("status") if isinstance(span, dict) else None
        message = status.get("message") if isinstance(status, dict) else None
        if isinstance(message, str) and message.strip():
            return one_line(message) or "failed"
    return "The trace ended with the state ERROR."


def _request(value: object) -> Mapping[str, object]:
    """The inputs of the call as a record; what is no object is its one field."""
    found = _literal(value)
    return found if isinstance(found, dict) else {"input": found}


def _one(record: Mapping[str, object]) -> object:
    """The one value of a record, or all of it."""
    return next(iter(record.values())) if len(record) == 1 else record


def _object(value: object) -> Mapping[str, Any]:
    found = _literal(value)
    return found if isinstance(found, dict) else {}


def _literal(value: object) -> object:
    """A nested value out of a cell: JSON or a Python literal; a plain text as it is."""
    if not isinstance(value, str) or value[:1] not in ("{", "[", '"') or len(value) > _LARGEST_LITERAL:
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        pass
    try:
        return ast.literal_eval(value)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return value


def _date(value: object) -> str | None:
    """The day in UTC, from milliseconds or an ISO text."""
    if isinstance(value, str) and value[4:5] == "-":
        return value[:10]
    try:
        return datetime.datetime.fromtimestamp(float(str(value)) / 1000, datetime.UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return None


def _word(value: object) -> str:
    return "" if is_blank(value) else str(value)
