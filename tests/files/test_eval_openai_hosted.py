"""Output items of OpenAI's hosted Evals; the fields and the shape of the example are those of its API reference."""

from __future__ import annotations

import json
from typing import Any

import pytest

from advisor import compare, read_evals
from advisor.evals.eval_set import EvalSet

_UUID = "a2486074-d803-4445-b431-ad2262e85d47"


def _item(
    number: int, *, passed: bool = True, score: float | None = None, run: str = "evalrun_1", **sample: Any
) -> Any:
    return {
        "object": "eval.run.output_item",
        "id": f"outputitem_{run}_{number}",
        "created_at": 1743092076,
        "run_id": run,
        "eval_id": "eval_1",
        "status": "pass" if passed else "fail",
        "datasource_item_id": number,
        "datasource_item": {"input": f"Headline {number}", "ground_truth": "Markets"},
        "results": [
            {
                "name": f"String check-{_UUID}",
                "sample": None,
                "type": "string-check-grader",
                "passed": passed,
                "score": float(passed) if score is None else score,
            }
        ],
        "sample": {
            "input": [{"role": "developer", "content": "Sort."}, {"role": "user", "content": f"Headline {number}"}],
            "output": [{"role": "assistant", "content": "Markets"}],
            "finish_reason": "stop",
            "model": "gpt-4o-mini",
            "usage": {"total_tokens": 325, "completion_tokens": 2, "prompt_tokens": 323, "cached_tokens": 0},
            "error": None,
            "temperature": 1.0,
            "max_completion_tokens": 2048,
            "top_p": 1.0,
            "seed": 42,
        }
        | sample,
    }


def _page(*items: Any, has_more: bool = False) -> bytes:
    return json.dumps({"object": "list", "data": items, "has_more": has_more}).encode()


def _read(*files: tuple[str, bytes]) -> EvalSet:
    return read_evals(list(files))


def test_a_page_of_output_items_is_read_with_texts_and_tokens() -> None:
    evals = _read(("run.json", _page(_item(1), _item(2, passed=False))))
    first, second = evals.samples
    assert (first.variant, dict(first.scores)) == ("gpt-4o-mini", {"String check": 1.0})
    assert first.item != second.item
    assert second.scores == {"String check": 0.0}
    assert (first.tokens_in, first.tokens_out, dict(first.graders)) == (323, 2, {"String check": "code"})
    assert (first.tokens_cached, first.models) == (0, ("gpt-4o-mini",))
    assert first.text is not None
    assert (first.text.input, first.text.output, first.text.expected) == ("Headline 1", "Markets", "Markets")
    assert evals.files[0].tool == "OpenAI Evals"


def test_lines_and_lists_say_the_same_as_a_page() -> None:
    items = [_item(1), _item(2, passed=False)]
    page = _read(("run.json", _page(*items))).samples
    assert _read(("run.json", json.dumps(items).encode())).samples == page
    assert _read(("run.jsonl", "\n".join(map(json.dumps, items)).encode())).samples == page


def test_runs_on_the_same_data_are_paired_and_told_apart_by_their_model() -> None:
    one = _page(*(_item(n, passed=n % 2 == 0) for n in range(6)))
    other = _page(*(_item(n, run="evalrun_2", model="ft:gpt-4o-mini:acme::1") for n in range(6)))
    found = compare(_read(("a.json", one), ("b.json", other)))
    assert [own.variant for own in found.variants] == ["ft:gpt-4o-mini:acme::1", "gpt-4o-mini"]
    assert found.pairs[0].n_shared == 6


def test_runs_of_one_model_are_told_apart_by_their_files() -> None:
    files = [(f"{name}.json", _page(_item(1, run=name))) for name in ("prompt-a", "prompt-b")]
    assert _read(*files).variants() == ("prompt-a", "prompt-b")


def test_a_graded_score_has_its_verdict_beside_it() -> None:
    evals = _read(("run.json", _page(_item(1, score=0.83), _item(2, passed=False, score=0.2))))
    assert [dict(sample.scores) for sample in evals.samples] == [
        {"String check": 0.83, "String check, passed": 1.0},
        {"String check": 0.2, "String check, passed": 0.0},
    ]


def test_a_sample_with_an_error_is_a_failed_call() -> None:
    broken = _item(2, passed=False, error={"code": "server_error", "message": "The server had an error"})
    (first, second) = _read(("run.json", _page(_item(1), broken))).samples
    assert (first.failed, second.failed, second.error, second.scores) == (False, True, "The server had an error", {})


def test_a_page_that_is_not_the_last_is_part_of_a_run() -> None:
    (file,) = _read(("run.json", _page(_item(1), has_more=True))).files
    assert (file.status, file.notes) == (
        "partial",
        ("The list has more pages than this one: get the rest with `after`.",),
    )


@pytest.mark.parametrize("field", ["sample", "results", "datasource_item", "run_id"])
def test_odd_values_in_any_field_raise_nothing_but_a_sentence(field: str) -> None:
    for value in (None, 7, "text", [], {}, [1], {"a": {"b": []}}):
        odd = _item(2) | {field: value}
        assert _read(("run.json", _page(_item(1), odd))).files[0].rows == 2
