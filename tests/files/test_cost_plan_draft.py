"""A drafted plan: legal as it stands, whatever the names; nothing that was entered is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from report.cost_plans import PROMPT, RAG, TUNED, plan, worked_out

from advisor import load_cost_plan
from advisor.files.cost_plan import read_cost_plan
from advisor.files.cost_plan_draft import draft_cost_plan

ODD = [
    "a: b",
    "# c",
    "- d",
    "yes",
    "1.5",
    "e\nf",
    "g" * 200,
    "ü €",
    "'q\"",
    "? x",
    "{h}",
    "!i",
    "*j",
    "tab\there",
    "日本",
]


def drafted(given: dict[str, Any]) -> str:
    return draft_cost_plan(read_cost_plan(given), worked_out(given))


@pytest.mark.parametrize(
    "given",
    [
        plan(a=PROMPT, b=RAG, c=TUNED),
        {**plan(a=PROMPT), "prices": {"plain/price-in": [1, 2, 3]}, "cost_of_a_failure_usd": 3},
        plan(**dict.fromkeys(ODD, PROMPT)),
        plan(a={"approach": "rag"}, b={"approach": "fine-tuning", "retrain_every_months": "never"}),
    ],
    ids=["whole", "prices", "odd names", "much missing"],
)
def test_a_draft_is_read_as_the_plan_that_it_was_made_of(given: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(drafted(given), encoding="utf-8")
    assert load_cost_plan(path) == read_cost_plan(given)


def test_every_question_stands_once_with_its_line_at_its_variant() -> None:
    given = plan(a=PROMPT, b={"approach": "rag", "model": "plain"})
    lines = drafted(given).splitlines()
    start = lines.index("  b:")
    for own in worked_out(given).missing:
        assert own.variant == "b"
        assert sum(line.startswith(f"    # {own.asks}") for line in lines[start:]) == 1
        assert sum(line.startswith(f"    # {own.field}: ") for line in lines[start:]) == 1
    assert not [line for line in lines[:start] if ": [LOW" in line]


def test_a_comment_stays_on_its_line(tmp_path: Path) -> None:
    given = plan(a={"approach": "prompting", "model": "x\nvolume: 5"})
    text = drafted({**given, "volume": None})
    path = tmp_path / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    assert load_cost_plan(path).volume is None


def test_the_units_and_the_price_book_are_named() -> None:
    text = drafted(plan(a={"approach": "rag", "model": "plain"}))
    assert (
        "    # What does the vector store cost a month? (USD a month) Or the id of a price in USD per month:"
        " advisor prices" in text.splitlines()
    )
