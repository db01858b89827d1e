"""promptfoo rows: variants, items, marks, graders, texts, caches, running files, and totals that differ."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from places import DATA

from advisor.errors import EvalFileError
from advisor.evals.samples import Sample
from advisor.files.eval_peek import Peek
from advisor.files.file_rows import FileRows
from advisor.files.log_readers import PromptfooReader
from advisor.files.promptfoo import promptfoo_file, read_promptfoo
from advisor.files.read_results import read_results

SAMPLES = DATA / "eval_samples/promptfoo"


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


def _whole(*rows: dict[str, Any], results: dict[str, Any] | None = None, **top: Any) -> bytes:
    inner = {"version": 3, "prompts": [], "results": list(rows), **(results or {})}
    return json.dumps({"evalId": "e", "results": inner, **top}).encode()


def _files(*files: tuple[str, bytes]) -> list[FileRows]:
    reader = PromptfooReader()
    handles = [reader.recognises(Peek(name, data=data)) for name, data in files]
    return list(reader.read([handle for handle in handles if handle is not None]))


def _read(*rows: dict[str, Any], **top: Any) -> FileRows:
    (read,) = _files(("run.json", _whole(*rows, **top)))
    return read


def _sample(**fields: Any) -> Sample:
    (sample,) = _read(_row(**fields)).samples
    return sample


def _component(metric: str | None, score: float, kind: str = "equals", **assertion: Any) -> dict[str, Any]:
    return {"pass": score == 1, "score": score, "assertion": {"type": kind, "metric": metric, **assertion}}


def test_a_row_becomes_a_sample() -> None:
    sample = _sample()
    assert (sample.variant, dict(sample.scores)) == ("rag", {"right": 1.0, "score": 0.5, "success": 1.0})
    assert (sample.cost_usd, sample.latency_s, sample.tokens_in, sample.tokens_out) == (0.01, 1.5, 10, 2)
    assert (sample.failed, sample.error, sample.epoch) == (False, None, 1)


# --- variants and items ---


def test_providers_that_share_an_id_are_told_apart_by_their_columns() -> None:
    rows = [
        _row(provider={"id": "file://p.py"}, promptIdx=column, testIdx=test) for test in (0, 1) for column in (0, 3)
    ]
    read = _read(*rows)
    assert [sample.variant for sample in read.samples] == ["file://p.py (1)", "file://p.py (2)"] * 2


def test_one_prompt_leaves_the_provider_as_the_variant_and_several_prompts_are_named_too() -> None:
    terse, long = _row(), _row(prompt={"label": "long: long.txt: Think first. {{question}}"})
    assert [sample.variant for sample in _read(terse).samples] == ["rag"]
    assert {sample.variant for sample in _read(terse, long).samples} == {"rag x terse", "rag x long"}


def test_prompts_of_two_files_stay_apart() -> None:
    other = _row(prompt={"label": "other: o.txt: Hm {{question}}"})
    read = _files(("a.json", _whole(_row())), ("b.json", _whole(other)))
    assert [sample.variant for rows in read for sample in rows.samples] == ["rag x terse", "rag x other"]


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


def test_without_an_id_equal_variables_are_one_item_whatever_their_order_and_a_number_is_its_text() -> None:
    first, second = _row(vars={"a": 1, "b": "ü"}), _row(vars={"b": "ü", "a": "1"}, provider="ft")
    items = {sample.item for sample in _read(first, second).samples}
    assert items == {"vars-e201276130"}  # the same on every machine


def test_variables_that_are_objects_tell_tests_apart() -> None:
    rows = [_row(vars={"case": {"order": number, "lines": [1, {"x": 2}]}}) for number in (1, 2, 1)]
    first, second, third = (sample.item for sample in _read(*rows).samples)
    assert (first == third, first == second) == (True, False)


def test_repeats_of_a_test_become_epochs_in_the_order_of_the_tests() -> None:
    rows = [_row(testIdx=place, namedScores={"right": mark}) for place, mark in ((2, 0), (0, 1), (1, 1))]
    evals = read_results([("run.json", _whole(*rows))])
    assert [(sample.epoch, sample.scores["right"]) for sample in evals.samples] == [(1, 1.0), (2, 1.0), (3, 0.0)]


def test_clusters_and_segments_come_from_variables_or_metadata() -> None:
    sample = _sample(vars={"question": "a", "cluster": 7}, metadata={"segment": "travel"})
    assert (sample.cluster, sample.segment) == ("7", "travel")


def test_control_characters_leave_names_and_a_formula_stays_as_it_is() -> None:
    formula = "=cmd|' /C calc'!A0"
    sample = _sample(provider={"label": "rag\x1b[31m"}, vars={"id": formula, "q": "a"}, namedScores={"right\nleft": 1})
    assert (sample.variant, sample.item) == ("rag�[31m", formula)
    assert sorted(sample.scores) == ["right left", "score", "success"]


# --- marks and graders ---


def test_a_failed_call_has_no_scores_and_a_failed_assertion_has() -> None:
    failed = _row(failureReason=2, error="Error: 504\n at x", namedScores={}, score=0, cost=0, response={})
    wrong = _row(failureReason=1, error="Expected a to equal b", namedScores={"right": 0}, vars={"question": "b"})
    first, second = _read(failed, wrong).samples
    assert (first.failed, first.error, dict(first.scores), first.cost_usd) == (True, "Error: 504", {}, None)
    assert (second.failed, second.error, second.scores["right"]) == (False, None, 0.0)


def test_releases_without_a_failure_reason_leave_the_grading_out_of_a_failed_call() -> None:
    old = {"failureReason": None, "success": False, "error": "Error: time-out", "namedScores": {}}
    assert [_sample(**old, gradingResult=given).failed for given in (None, {"pass": False})] == [True, False]


def test_two_assertions_of_one_metric_are_averaged_where_the_release_added_them_up() -> None:
    parts = [_component("right", 1), _component("right", 0.5), _component("short", 1)]
    added = {"namedScores": {"right": 1.5, "short": 1}, "gradingResult": {"componentResults": parts}}
    assert dict(_sample(**added).scores) == {"right": 0.75, "short": 1.0, "score": 0.5, "success": 1.0}
    weighted = {"componentResults": parts, "namedScoreWeights": {"right": 4, "short": 1}}
    assert _sample(namedScores={"right": 0.875}, gradingResult=weighted).scores["right"] == 0.875


def test_without_named_scores_the_assertions_give_them_by_their_weights() -> None:
    parts = [
        _component("right", 1, weight=3),
        _component("right", 0),
        _component(None, 1),
        _component("off", 1, weight=0),
    ]
    sample = _sample(namedScores={}, gradingResult={"componentResults": parts})
    assert dict(sample.scores) == {"right": 0.75, "score": 0.5, "success": 1.0}


def test_assertions_without_a_metric_leave_score_and_success() -> None:
    sample = _sample(namedScores={}, gradingResult={"componentResults": [_component(None, 1, "llm-rubric")]})
    assert dict(sample.scores) == {"score": 0.5, "success": 1.0}
    assert dict(sample.graders) == {"score": "judge", "success": "judge"}


def test_each_score_says_who_gave_it() -> None:
    parts = [
        _component("right", 1),
        _component("kind", 1, "llm-rubric", provider={"id": "openai:gpt-a"}),
        _component("fair", 1, "not-llm-rubric"),
        _component("both", 1, "g-eval"),
        _component("both", 1, "javascript"),
        _component("seen", 1, "human"),
    ]
    config = {"defaultTest": {"options": {"provider": "openai:gpt-b"}}}
    read = _read(_row(gradingResult={"componentResults": parts}), config=config)
    assert dict(read.samples[0].graders) == {
        "right": "code", "kind": "openai:gpt-a", "fair": "openai:gpt-b", "both": "code + openai:gpt-b", "seen": "human",
    }  # fmt: skip
    assert read.file.settings["grader"] == "openai:gpt-b"


def test_a_check_of_latency_is_never_taken_as_quality() -> None:
    read = _read(_row(gradingResult={"componentResults": [_component("quick", 1, "latency"), _component("right", 1)]}))
    assert read.blended == {"score", "success", "quick"}
    assert read.file.notes == ("`quick`: a check of latency or cost, which is no quality.",)


def test_a_mark_that_means_nothing_is_shown_with_its_row() -> None:
    with pytest.raises(EvalFileError) as raised:
        _read(_row(), _row(namedScores={"right": "may\x00be"}))
    assert str(raised.value) == (
        "`run.json`, row 2: a value is `may�be`, which is no number, pass/fail, true/false, yes/no or C/I/P/N:"
        " write one of these, or leave it blank."
    )


def test_a_red_team_scan_is_said() -> None:
    assert _read(_row(metadata={"pluginId": "pii"})).file.notes == (
        "1 row of a red-team scan: passing means an attack held off.",
    )


# --- cost, latency, tokens ---


def test_a_cost_of_zero_and_tokens_of_zero_are_unknown() -> None:
    sample = _sample(cost=0, latencyMs=0, response={"tokenUsage": {"prompt": 0, "completion": 0, "total": 0}})
    assert (sample.cost_usd, sample.latency_s, sample.tokens_in, sample.tokens_out) == (None, None, None, None)


def _used(**usage: Any) -> dict[str, Any]:
    return {"response": {"output": "x"}, "tokenUsage": {"total": 110, "prompt": 100, "completion": 10, **usage}}


def test_calls_and_what_the_providers_cache_held_are_read() -> None:
    details = {"completionDetails": {"cacheReadInputTokens": 60, "reasoning": 8}}
    rows = [_row(item=place, **_used(numRequests=3, **own)) for place, own in enumerate([details, {}])]
    read = _read(*rows).samples
    found = [(own.tokens_in, own.tokens_cached, own.tokens_out, own.calls) for own in read]
    assert found == [(100, 60, 10, 3), (100, 0, 10, 3)]


def test_no_cached_tokens_anywhere_may_mean_that_the_provider_tells_none() -> None:
    sample = _sample(**_used(numRequests=0, completionDetails={"cacheReadInputTokens": 0}))
    assert (sample.tokens_cached, sample.calls) == (None, None)


def test_reasoning_beside_the_completion_is_added_where_the_total_says_so() -> None:
    assert _sample(**_used(total=150, completionDetails={"reasoning": 40})).tokens_out == 50
    assert _sample(**_used(total=110, completionDetails={"reasoning": 8})).tokens_out == 10


def test_anthropic_counts_cached_tokens_apart_from_the_input() -> None:
    details = {"cacheReadInputTokens": 60, "cacheCreationInputTokens": 5}
    sample = _sample(provider={"id": "anthropic:messages:claude-x", "label": "rag"}, **_used(completionDetails=details))
    assert (sample.tokens_in, sample.tokens_cached) == (165, 60)


def test_an_answer_from_promptfoos_own_cache_tells_neither_tokens_nor_cost() -> None:
    """promptfoo writes `cached` and `total` alone then, with a cost of 0, and some releases no `response.cached`."""
    usage = {"cached": 110, "total": 110, "prompt": 0, "completion": 0}
    read = _read(_row(cost=0, latencyMs=2, tokenUsage=usage, response={"output": "x"}))
    (sample,) = read.samples
    assert (sample.tokens_in, sample.tokens_cached, sample.tokens_out, sample.calls) == (None,) * 4
    assert (sample.cost_usd, sample.latency_s) == (None, None)
    assert read.file.notes == ("1 answer from promptfoo's cache: their cost and latency are left out.",)


@pytest.mark.parametrize(
    ("provider", "models"),
    [
        ({"id": "openai:gpt-4o-mini", "label": "cheap"}, ("openai:gpt-4o-mini",)),
        ("openai:gpt-4o-mini", ("openai:gpt-4o-mini",)),
        ("cheap", ()),
        ({"id": "file:///home/ada/provider.py", "label": "rag"}, ()),
        ({"id": "https://example.org/answer"}, ()),
        ({"id": "python:provider.py"}, ()),
    ],
)
def test_the_provider_names_the_model_unless_it_is_a_program(provider: object, models: tuple[str, ...]) -> None:
    assert _sample(provider=provider).models == models


def test_cached_answers_have_no_cost_and_no_latency_of_their_own() -> None:
    read = _read(_row(response={"cached": True}, latencyMs=3))
    assert (read.samples[0].cost_usd, read.samples[0].latency_s) == (None, None)
    assert read.file.notes == ("1 answer from promptfoo's cache: their cost and latency are left out.",)


# --- texts ---


def test_a_sample_keeps_what_was_asked_answered_wanted_and_said() -> None:
    parts = [
        {**_component("right", 0, value="{{queue}}"), "reason": "Expected a to equal b"},
        {**_component("short", 0), "reason": "Too long"},
        {**_component("kind", 1), "reason": "Assertion passed"},
    ]
    sample = _sample(
        prompt={"raw": "Name it: How far?", "label": "terse"},
        vars={"question": "How far?", "queue": "travel"},
        response={"output": {"queue": "meals"}},
        gradingResult={"reason": "Too long", "componentResults": parts},
    )
    text = sample.text
    assert text is not None
    assert (text.input, text.output) == ("Name it: How far?", '{"queue": "meals"}')
    assert (text.expected, text.reason) == ("travel", "Expected a to equal b\nToo long")


def test_long_texts_are_cut() -> None:
    text = _sample(response={"output": "x" * 30_000}).text
    assert text is not None
    assert text.output == "x" * 19_999 + "…"


# --- the run ---


def test_the_settings_of_the_run_are_kept() -> None:
    config = {
        "description": "Routing",
        "providers": [
            {"id": "a", "config": {"temperature": 0, "max_tokens": 64}},
            "b",
            {"config": {"temperature": 0.7}},
        ],
    }
    meta = {"promptfooVersion": "0.123.1", "evaluationCreatedAt": "2026-11-22T11:52:47.119Z"}
    file = _read(_row(), config=config, metadata=meta, runtimeOptions={"repeat": 2}).file
    assert file.settings == {
        "date": "2026-11-22T11:52:47.119Z", "dataset": "Routing", "temperature": "0, 0.7", "max_tokens": "64",
        "repeats": "2",
    }  # fmt: skip
    assert file.tool_version == "0.123.1"


def test_totals_of_the_tool_that_differ_from_its_rows_are_said() -> None:
    stats = {"successes": 2, "failures": 0, "errors": 1}
    prompts = [{"metrics": {"score": 1.25}}]
    assert _read(_row(), results={"stats": stats, "prompts": prompts}).file.notes == (
        "promptfoo counts 2 passed and 0 failed tests and 1 error, its rows are 1 passed and 0 failed tests and"
        " 0 errors: the rows are used.",
        "promptfoo's sum of `score` differs from its rows for 1 prompt and provider pair: the rows are used.",
    )
    agreeing = {"stats": {"successes": 1, "failures": 0, "errors": 0}, "prompts": [{"metrics": {"score": 0.5}}]}
    assert _read(_row(), results=agreeing).file.notes == ()


def test_a_running_file_is_read_up_to_its_last_whole_line() -> None:
    lines = json.dumps(_row()) + "\n" + json.dumps(_row(vars={"question": "b"})) + "\n" + json.dumps(_row())[:50]
    (read,) = _files(("run.jsonl", lines.encode()))
    assert (len(read.samples), read.file.status) == (2, "partial")
    assert read.file.notes == ("The last line is cut off and was left out: the run may have been stopped.",)


def test_a_jsonl_of_one_line_and_a_bare_list_of_rows_are_read_too() -> None:
    read = _files(
        ("run.jsonl", json.dumps(_row()).encode()), ("other.json", json.dumps([_row(vars={"q": 1})]).encode())
    )
    assert [len(rows.samples) for rows in read] == [1, 1]


def test_a_table_of_an_old_release_and_rows_that_are_none_are_named() -> None:
    table = {"results": {"version": 2, "results": [], "table": {"head": {}, "body": []}}}
    with pytest.raises(EvalFileError) as raised:
        promptfoo_file("old.json", table)
    assert str(raised.value) == (
        "`old.json` is of an old promptfoo release and holds only its table: run the eval again with a newer release."
    )
    with pytest.raises(EvalFileError) as raised:
        promptfoo_file("odd.json", {"results": {"results": [_row(), 3]}})
    assert str(raised.value) == "`odd.json`, row 2 of `results.results`, is no object: export the results again."


def test_names_in_other_scripts_stay_as_they_are() -> None:
    sample = _sample(provider={"label": "検索🦊"}, namedScores={"正解": True})
    assert (sample.variant, sample.scores["正解"]) == ("検索🦊", 1.0)


# --- files of one run ---


@pytest.mark.parametrize("folder", ["a1", "a2_prompts_x_providers", "a3_old_release_0.118.0"])
def test_the_formats_of_one_run_are_counted_once(folder: str) -> None:
    paths = sorted((SAMPLES / folder).iterdir(), key=lambda path: path.suffix)
    handles = [PromptfooReader().recognises(Peek(path.name, path=path)) for path in paths if path.suffix != ".csv"]
    read = read_promptfoo([handle for handle in handles if handle is not None])
    rows = [len(each.samples) for each in read]
    assert rows == [rows[0], *[0] * (len(rows) - 1)]
    twice = f"{rows[0]} rows already read from another file of the same run, counted once."
    assert all(twice in each.file.notes for each in read[1:])


@pytest.mark.parametrize("path", sorted(SAMPLES.rglob("*.json")), ids=lambda path: path.stem)
def test_no_real_file_differs_from_its_own_totals(path: Path) -> None:
    handle = PromptfooReader().recognises(Peek(path.name, path=path))
    assert handle is not None
    assert handle.notes == ()


def test_a_row_without_a_price_in_the_json_and_the_jsonl_of_one_run_is_counted_once() -> None:
    """Older releases write `"cost": 0` into the JSON and nothing into the JSONL."""
    running = {key: value for key, value in _row().items() if key != "cost"}
    whole, lines = _files(("run.json", _whole(_row(cost=0))), ("run.jsonl", json.dumps(running).encode()))
    assert (len(whole.samples), len(lines.samples)) == (1, 0)
    assert lines.file.notes == ("1 row already read from another file of the same run, counted once.",)


def test_one_provider_with_other_settings_in_another_file_is_another_variant() -> None:
    """A file per variant of the same `file://p.py`; the JSONL of a run goes with the JSON of its name."""

    def run(shots: int) -> bytes:
        row = _row(provider={"id": "file://p.py"}, latencyMs=shots)
        return _whole(row, config={"providers": [{"id": "file://p.py", "config": {"shots": shots}}]})

    line = json.dumps(_row(provider={"id": "file://p.py"}, latencyMs=3)).encode()
    read = _files(("none.json", run(0)), ("three.json", run(3)), ("three.jsonl", line))
    assert [[sample.variant for sample in rows.samples] for rows in read] == [
        ["file://p.py (none)"], ["file://p.py (three)"], [],
    ]  # fmt: skip
    again = _files(("one.json", run(3)), ("two.json", run(3)))
    assert again[0].samples[0].variant == "file://p.py"
