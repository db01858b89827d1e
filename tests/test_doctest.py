"""The examples in docstrings run and give what they show."""

from __future__ import annotations

import doctest
from importlib import import_module

import pytest
from places import ROOT

WITH_EXAMPLES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for path in (ROOT / "advisor").rglob("*.py")
    if ">>> " in path.read_text(encoding="utf-8")
)
EXAMPLES = [
    found
    for name in WITH_EXAMPLES
    for found in doctest.DocTestFinder(exclude_empty=True).find(import_module(name))
    if found.examples
]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_it_gives_what_it_shows(example: doctest.DocTest) -> None:
    complaints: list[str] = []
    doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(example, out=complaints.append, clear_globs=False)
    assert complaints == []


def test_every_function_that_answers_something_has_an_example() -> None:
    shown = {example.name.removeprefix("advisor.api.") for example in EXAMPLES}
    assert {"backtest", "compare", "read_evals", "recommend", "recommend_many", "work_out_costs"} <= shown
