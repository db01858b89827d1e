"""Whatever stands in a field of a promptfoo or Inspect file is read, or refused in one sentence, and safe to show."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from places import DATA

from advisor.errors import EvalFileError
from advisor.files.eval_peek import Peek
from advisor.files.file_rows import FileRows
from advisor.files.log_readers import InspectReader, PromptfooReader

SAMPLES = DATA / "eval_samples"
ODD: list[Any] = [
    None, True, 0, -1, 1.5, 1e308, float("nan"), float("inf"), 10**30, "", "x", "C", "\ud800", "a\nb\x00\x1b[2J",
    "\u202e=cmd|' /C calc'!A0", "1e400", [], [[]], [None], ["x", {}], {}, {"a": None}, {"": {}}, {"value": []},
    {"id": {}, "label": []}, {"error": 1}, {"metric": [], "type": []}, "attachment://x", "x" * 30_000,
]  # fmt: skip
_PROMPTFOO = ("a1/results.json", "a2_prompts_x_providers/matrix.json", "a3_old_release_0.118.0/legacy.json")
_INSPECT = sorted((SAMPLES / "inspect-ai/a2_task_args_epochs_json").iterdir())[0]


def _promptfoo_start(name: str) -> dict[str, Any]:
    """A run with three of its rows, and a failed one."""
    whole: dict[str, Any] = json.loads((SAMPLES / "promptfoo" / name).read_text(encoding="utf-8"))
    rows = whole["results"]["results"]
    whole["results"]["results"] = rows[:3] + [row for row in rows if row["failureReason"] == 2][:1]
    whole["config"]["tests"] = []
    return whole


def _inspect_start() -> dict[str, Any]:
    """A log with three of its samples, a judge and few events."""
    whole: dict[str, Any] = json.loads(_INSPECT.read_text(encoding="utf-8"))
    whole["samples"] = [{**sample, "events": []} for sample in whole["samples"][:3]]
    whole["samples"][0]["role_usage"] = {"grader": {"input_tokens": 1}}
    whole["eval"]["scorers"] = [{"name": "model_graded_qa", "options": {"model": ["a", "b"]}}]
    return whole


def _places(value: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value at any depth."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield (*above, key)
        yield from _places(each, (*above, key))


STARTS = [
    *((_promptfoo_start(name), PromptfooReader()) for name in _PROMPTFOO),
    (_inspect_start(), InspectReader()),
]
PLACES = [list(_places(start)) for start, _ in STARTS]


def _mutated(whole: dict[str, Any], place: tuple[Any, ...], odd: Any) -> None:
    """The value at this place replaced, or taken out for `...`; nothing when an earlier change took it away."""
    holder: Any = whole
    try:
        for key in place[:-1]:
            holder = holder[key]
        if odd is ...:
            del holder[place[-1]]
        else:
            holder[place[-1]] = deepcopy(odd)
    except (KeyError, IndexError, TypeError):
        return


def _shown(read: FileRows) -> list[str]:
    """Every name and note that is shown of a file, which must be fit to be stored."""
    samples = [[sample.variant, sample.item, sample.error or "", *sample.scores] for sample in read.samples]
    return [*read.file.notes, *read.file.settings.values(), *(text for texts in samples for text in texts)]


@settings(max_examples=120, deadline=None)
@given(st.integers(0, len(STARTS) - 1), st.data())
def test_odd_values_at_any_place_raise_nothing_but_a_sentence(which: int, data: st.DataObject) -> None:
    start, reader = STARTS[which]
    whole = deepcopy(start)
    for _ in range(data.draw(st.integers(1, 4))):
        _mutated(whole, data.draw(st.sampled_from(PLACES[which])), data.draw(st.sampled_from([..., *ODD])))
    try:
        handle = reader.recognises(Peek("x.json", data=json.dumps(whole).encode()))
        texts = [text for read in (reader.read([handle]) if handle else []) for text in _shown(read)]  # type: ignore[list-item]
    except EvalFileError as error:
        texts = [str(error)]
    for text in texts:
        assert text.encode().decode() == text
        assert not set(text) & set("\n\x00\x1b\u202e")
