"""What eval results show about the questions: only what a file tells, each with what it was read from."""

from __future__ import annotations

import datetime
import json

import pytest
from places import ROOT

from advisor import load_prices, read_evals
from advisor.files.prefill import answers_from, never_tried
from advisor.language import speaking

PRICES = load_prices()
TODAY = datetime.date(2026, 11, 28)


def table(*rows: dict[str, object]) -> list[tuple[str, bytes]]:
    return [("rows.jsonl", "\n".join(json.dumps(row) for row in rows).encode())]


def read(*models: str, variants: tuple[str, ...] = ("prompt-a",)) -> dict[str, tuple[str, str]]:
    rows = [
        {"variant": variant, "item": f"i{i}", "score": i % 2, "model": models[0] if models else None}
        for variant in variants
        for i in range(4)
    ]
    evals = read_evals(table(*rows))
    if models:
        evals = evals.with_models({variants[0]: models})
    return {each.question: (each.option, each.because) for each in answers_from(evals, PRICES, TODAY)}


def test_a_scored_file_shows_that_there_is_a_scored_set_and_how_many_prompts() -> None:
    assert read(variants=("prompt-a", "prompt-b")) == {
        "evals": ("scored", "8 rows are scored."),
        "prompting": ("tried", "2 prompts were measured."),
    }


@pytest.mark.parametrize(
    ("model", "size", "route"),
    [
        ("openai:gpt-4o", "best", "closing"),
        ("openai:gpt-4o-mini", "mid", "closing"),
        ("ollama:llama3.1:8b", "mid", "own_weights"),
        ("ollama:gemma3:2b", "small", "own_weights"),
        ("huggingface/meta-llama/Llama-3.1-70B", "mid", None),
        ("azure:chat:our-deployment", "best", "cloud"),
        ("stub/whatever", None, None),
        ("echo", None, None),
    ],
)
def test_the_models_show_how_strong_the_strongest_is_and_where_it_could_be_tuned(
    model: str, size: str | None, route: str | None
) -> None:
    found = read(model)
    assert found.get("model", (None,))[0] == size
    assert found.get("tuning_route", (None,))[0] == route


def test_of_several_models_the_strongest_and_the_freest_count() -> None:
    found = read("openai:gpt-4o-mini", "ollama:gemma3:2b")
    assert found["model"] == ("mid", "The strongest model in the file is `openai:gpt-4o-mini`.")
    assert found["tuning_route"] == ("own_weights", "`ollama:gemma3:2b` runs on your own machines.")


def promptfoo(kind: str) -> list[tuple[str, bytes]]:
    """The example's file with another kind of check."""
    whole = json.loads((ROOT / "tests/data/examples/expense-routing.promptfoo.json").read_text(encoding="utf-8"))
    for row in whole["results"]["results"]:
        mark = row["gradingResult"]["pass"]
        row["gradingResult"]["componentResults"] = [{"pass": mark, "score": int(mark), "assertion": {"type": kind}}]
    return [("results.json", json.dumps(whole).encode())]


@pytest.mark.parametrize(("kind", "shape"), [("is-json", "common"), ("contains-sql", "common"), ("equals", None)])
def test_the_kinds_of_check_show_a_common_format(kind: str, shape: str | None) -> None:
    found = {each.question: each for each in answers_from(read_evals(promptfoo(kind)), PRICES, TODAY)}
    assert (found["format"].option if "format" in found else None) == shape
    if shape:
        assert found["format"].because == f"Answers are checked by {kind}."


def test_what_was_never_tried_is_only_said_once_every_variant_has_its_place() -> None:
    rows = [{"variant": name, "item": "1", "score": 1} for name in ("prompt-a", "rag-b", "x17")]
    evals = read_evals(table(*rows))
    assert never_tried(evals) == ()
    assert never_tried(evals.with_approaches({"x17": "baseline"})) == ("fine-tuning", "rag+fine-tuning")


def test_it_is_said_in_the_language_spoken() -> None:
    with speaking("ja"):
        assert read()["evals"] == ("scored", "採点済みの行が4件あります。")
