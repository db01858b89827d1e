"""promptfoo rows: variants from providers and prompts, items from variables, repeats, caches, running files."""

from __future__ import annotations

import json
from typing import Any

from advisor.evals.eval_set import EvalSet
from advisor.files.read_results import read_results


def _row(**fields: Any) -> dict[str, Any]:
    return {
        "provider": {"id": "file://p.py", "label": "rag"},
        "prompt": {"label": "terse: terse.txt: Name it: {{question}}"},
        "promptIdx": 0,
        "vars": {"question": "How far?"},
        "namedScores": {"right": 1},
        "score": 0.5,
        "success": True,
        "failureReason": 0,
        "cost": 0.01,
        "latencyMs": 1500,
        "testIdx": 0,
        "response": {"tokenUsage": {"prompt": 10, "completion": 2, "assertions": {"prompt": 999}}},
        **fields,
    }


def _read(*rows: dict[str, Any], name: str = "run.json") -> EvalSet:
    return read_results([(name, _whole(*rows))])


def _whole(*rows: dict[str, Any]) -> bytes:
    return json.dumps({"evalId": "e", "results": {"version": 3, "prompts": [], "results": list(rows)}}).encode()


def test_a_row_becomes_a_sample() -> None:
    (sample,) = _read(_row()).samples
    assert (sample.variant, dict(sample.scores)) == ("rag", {"right": 1.0, "score": 0.5, "success": 1.0})
    assert (sample.cost_usd, sample.latency_s, sample.tokens_in, sample.tokens_out) == (0.01, 1.5, 10, 2)
    assert (sample.failed, sample.error, sample.epoch) == (False, None, 1)


def test_one_prompt_leaves_the_provider_as_the_variant_and_several_prompts_are_named_too() -> None:
    terse, long = _row(), _row(prompt={"label": "long: long.txt: Think first. {{question}}"})
    assert [sample.variant for sample in _read(terse).samples] == ["rag"]
    assert {sample.variant for sample in _read(terse, long).samples} == {"rag x terse", "rag x long"}


def test_prompts_of_two_files_stay_apart() -> None:
    files = [("a.json", _whole(_row())), ("b.json", _whole(_row(prompt={"label": "other: o.txt: Hm {{question}}"})))]
    assert {sample.variant for sample in read_results(files).samples} == {"rag x terse", "rag x other"}


def test_prompts_without_a_label_are_cut_short_and_kept_apart() -> None:
    texts = ["You are a helpful assistant that routes expense questions, " + end for end in ("one", "two")]
    found = _read(*(_row(prompt={"label": text}) for text in texts))
    head = "rag x You are a helpful assistant that routes expense q…"
    assert {sample.variant for sample in found.samples} == {f"{head} (1)", f"{head} (2)"}


def test_a_provider_without_a_label_is_named_by_its_id_without_folders() -> None:
    providers = [{"id": "file:///srv/team/provider.py"}, {"id": "openai:gpt-4o"}, "https://host/v1"]
    found = _read(*(_row(provider=provider) for provider in providers))
    assert [sample.variant for sample in found.samples] == ["file://provider.py", "openai:gpt-4o", "https://host/v1"]


def test_a_variable_that_looks_like_an_id_names_the_item() -> None:
    rows = [_row(vars={"question": text, "case_id": key}) for text, key in (("a", "c1"), ("b", "c2"))]
    assert [sample.item for sample in _read(*rows).samples] == ["c1", "c2"]


def test_an_id_that_does_not_tell_tests_apart_is_not_used() -> None:
    rows = [_row(vars={"question": text, "user_id": "u1"}) for text in ("a", "b")]
    first, second = (sample.item for sample in _read(*rows).samples)
    assert first != second
    assert first.startswith("vars-")


def test_without_an_id_equal_variables_are_one_item_whatever_their_order() -> None:
    first, second = _row(vars={"a": 1, "b": "ü"}), _row(vars={"b": "ü", "a": 1}, provider="ft")
    items = {sample.item for sample in _read(first, second).samples}
    assert items == {"vars-47d50a2a57"}  # the same on every machine


def test_repeats_of_a_test_become_epochs_in_the_order_of_the_tests() -> None:
    rows = [_row(testIdx=place, namedScores={"right": mark}) for place, mark in ((2, 0), (0, 1), (1, 1))]
    evals = _read(*rows)
    assert [(sample.epoch, sample.scores["right"]) for sample in evals.samples] == [(1, 1.0), (2, 1.0), (3, 0.0)]
    assert evals.notes == (
        "`run.json`: 2 rows with an item that the same variant already has, taken as repeats: they are averaged,"
        " and n stays the number of items.",
    )


def test_a_failed_call_has_no_scores_and_a_failed_assertion_has() -> None:
    failed = _row(failureReason=2, error="Error: 504\n at x", namedScores={}, score=0, cost=0, response={})
    wrong = _row(failureReason=1, error="Expected a to equal b", namedScores={"right": 0}, vars={"question": "b"})
    first, second = _read(failed, wrong).samples
    assert (first.failed, first.error, dict(first.scores), first.cost_usd) == (True, "Error: 504", {}, None)
    assert (second.failed, second.error, second.scores["right"]) == (False, None, 0.0)


def test_a_cost_of_zero_and_tokens_of_zero_are_unknown() -> None:
    usage = {"tokenUsage": {"prompt": 0, "completion": 0, "total": 0}}
    (sample,) = _read(_row(cost=0, response=usage)).samples
    assert (sample.cost_usd, sample.tokens_in, sample.tokens_out) == (None, None, None)


def test_cached_answers_have_no_cost_and_no_latency_of_their_own() -> None:
    evals = _read(_row(response={"cached": True}, latencyMs=3))
    assert (evals.samples[0].cost_usd, evals.samples[0].latency_s) == (None, None)
    assert evals.files[0].notes == ("1 answer from promptfoo's cache: their cost and latency are left out.",)


def test_a_running_file_is_read_up_to_its_last_whole_line() -> None:
    lines = json.dumps(_row()) + "\n" + json.dumps(_row(vars={"question": "b"})) + "\n" + json.dumps(_row())[:50]
    evals = read_results([("run.jsonl", lines.encode())])
    assert (len(evals.samples), evals.files[0].status) == (2, "partial")
    assert evals.files[0].notes == ("The last line is cut off and was left out: the run may have been stopped.",)


def test_a_jsonl_of_one_line_and_a_bare_list_of_rows_are_read_too() -> None:
    assert len(read_results([("run.jsonl", json.dumps(_row()).encode())]).samples) == 1
    assert len(read_results([("run.json", json.dumps([_row()]).encode())]).samples) == 1


def test_names_in_other_scripts_stay_as_they_are() -> None:
    (sample,) = _read(_row(provider={"label": "検索🦊"}, namedScores={"正解": True})).samples
    assert (sample.variant, sample.scores["正解"]) == ("検索🦊", 1.0)
