"""What only a whole sample of an Inspect log tells: the time and tokens of its one model call, its texts, its voids."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic_core import SchemaValidator, core_schema

from advisor.evals.samples import SampleText
from advisor.files.inspect_scores import edited_scores
from advisor.files.sample_texts import shown_text

Fields = Mapping[str, Any]
_ATTACHED = "attachment://"
_JUDGE = re.compile(r"grad|judg|scor|critic", re.IGNORECASE)


_ANY = core_schema.any_schema()


def _parts(*plain: str, **built: core_schema.CoreSchema) -> core_schema.CoreSchema:
    """An object of which only these keys are read."""
    schemas = {**dict.fromkeys(plain, _ANY), **built}
    fields = {key: core_schema.typed_dict_field(schema, required=False) for key, schema in schemas.items()}
    return core_schema.typed_dict_schema(fields, extra_behavior="ignore")


WHOLE_SAMPLE = SchemaValidator(
    _parts(
        *("id", "epoch", "uuid", "input", "target", "metadata", "attachments", "scores", "model_usage", "role_usage"),
        *("working_time", "error", "error_retries", "limit", "invalidation", "completed"),
        messages=core_schema.list_schema(_parts("role")),
        output=_parts("time", "usage", "completion", "choices"),
        events=core_schema.list_schema(_parts("event", "type", "model", "role", "cache", "retries")),
    )
)
"""The parts of a whole sample that are read; its events are most of its size, and only their kind is."""


@dataclass(frozen=True, slots=True)
class SampleDetails:
    """The parts of a whole sample that its summary lacks."""

    calls: int
    """Answers of the model; more than one in an agent."""
    made: int | None
    """Model calls until it was scored, with those made again; None where the log does not list them."""
    models: tuple[str, ...]
    """The models of these calls."""
    is_cached: bool
    """Whether some of them were answered from Inspect's own cache."""
    call_time: float | None
    """Seconds of the last call."""
    call_usage: Fields
    """Tokens of the last call."""
    voided: bool
    """Whether somebody declared the sample invalid."""
    retried: bool
    """Whether a first try ended in an error."""
    edited: int
    """Scores that were changed after the run, which a summary does not tell."""
    text: SampleText


def read_details(sample: Fields) -> SampleDetails:
    """The details of a whole sample."""
    messages = sample.get("messages")
    output = sample.get("output")
    output = output if isinstance(output, dict) else {}
    time, usage = output.get("time"), output.get("usage")
    answers = sum(
        isinstance(message, dict) and message.get("role") == "assistant"
        for message in (messages if isinstance(messages, list) else ())
    )
    calls = _model_calls(sample.get("events"))
    return SampleDetails(
        calls=answers,
        made=sum(1 + _retries(call) for call in calls) or None,
        models=tuple(dict.fromkeys(call["model"] for call in calls if isinstance(call.get("model"), str))),
        is_cached=any(call.get("cache") == "read" for call in calls),
        call_time=float(time) if isinstance(time, int | float) and 0 <= time < 1e9 else None,
        call_usage=usage if isinstance(usage, dict) else {},
        voided=bool(sample.get("invalidation")),
        retried=bool(sample.get("error_retries")),
        edited=edited_scores(sample.get("scores")),
        text=read_text(sample, output),
    )


def _model_calls(events: object) -> list[Fields]:
    """The calls of the model up to the first scorer; what a scorer asks belongs to the judge."""
    found: list[Fields] = []
    for event in events if isinstance(events, list) else ():
        if not isinstance(event, dict):
            continue
        if event.get("event") in ("span_begin", "step") and event.get("type") in ("scorers", "scorer"):
            break
        if event.get("event") == "model" and not is_judge(event.get("role")):
            found.append(event)
    return found


def _retries(call: Fields) -> int:
    made = call.get("retries")
    return made if isinstance(made, int) and made > 0 else 0


def is_judge(role: object) -> bool:
    """Whether a role of Inspect is that of a judge, by its name."""
    return isinstance(role, str) and bool(_JUDGE.search(role))


def read_text(sample: Fields, output: Fields | None = None) -> SampleText:
    """What was asked, answered and wanted, and why the scorers marked it so; a summary has the parsed answer only."""
    scores = sample.get("scores")
    given = [score for score in scores.values() if isinstance(score, dict)] if isinstance(scores, dict) else []
    answer = _answer(output) if output else next((s.get("answer") for s in given if s.get("answer")), None)
    reasons = [score["explanation"] for score in given if isinstance(score.get("explanation"), str)]
    attached = sample.get("attachments")
    attached = attached if isinstance(attached, dict) else {}
    return SampleText(
        input=shown_text(_resolved(_words(sample.get("input")), attached)),
        output=shown_text(_resolved(_words(answer), attached)),
        expected=shown_text(_one(sample.get("target"))),
        reason=shown_text("\n".join(dict.fromkeys(reasons))),
    )


def _answer(output: Fields) -> object:
    """The text of the first choice; older releases have no `completion`."""
    if output.get("completion"):
        return output["completion"]
    choices = output.get("choices")
    first = choices[0] if isinstance(choices, list) and choices else None
    message = first.get("message") if isinstance(first, dict) else None
    return message.get("content") if isinstance(message, dict) else None


def _words(value: object) -> object:
    """The text of chat messages and of their parts, one a line; anything else as it is."""
    if not isinstance(value, list):
        return value
    lines = []
    for part in value:
        if not isinstance(part, dict):
            lines.append(str(part))
            continue
        inner = part.get("content", part.get("text"))
        words = _words(inner) if isinstance(inner, list) else inner
        text = words if isinstance(words, str) else f"({part.get('type') or part.get('role') or 'part'})"
        lines.append(f"{part['role']}: {text}" if len(value) > 1 and isinstance(part.get("role"), str) else text)
    return "\n".join(lines)


def _resolved(value: object, attached: Fields) -> object:
    """A long text that the log keeps elsewhere."""
    if isinstance(value, str) and value.startswith(_ATTACHED):
        return attached.get(value.removeprefix(_ATTACHED), value)
    return value


def _one(value: object) -> object:
    return value[0] if isinstance(value, list) and len(value) == 1 else value
