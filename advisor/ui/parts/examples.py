"""Two situations to look at before one enters one's own."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Final

import streamlit as st

from advisor.files.answers import load_answers
from advisor.files.cost_plan import load_cost_plan
from advisor.language import N_, _
from advisor.schema.answers import Answers
from advisor.ui.parts.cost_entries import entries_of
from advisor.ui.parts.guard import handler
from advisor.ui.parts.results import LoadedFile, load
from advisor.ui.parts.visit import begin_anew, this_visit

_FOLDER: Final = Path(__file__).parent.parent / "examples"
_JOBS: Final = (
    N_("a question in plain English about a customer's systems, and that customer's schema"),
    N_("a runnable query in the vendor's own query language"),
    N_("a question from staff about expenses"),
    N_("the one of five queues that should answer it"),
)
"""The jobs in the files of the examples."""


@dataclass(frozen=True, slots=True)
class Example:
    """A situation with its answers and, in one case, an eval file."""

    title: str
    answers: str
    results: str | None = None
    simulated: str | None = None
    target: float | None = None
    monthly_volume: int | None = None
    plan: str | None = None


EXAMPLES: Final = (
    Example(N_("Honeycomb's query assistant"), "honeycomb.yaml"),
    Example(
        N_("Expense routing (simulated answers in a real promptfoo file)"),
        "expense-routing.yaml",
        results="expense-routing.promptfoo.json",
        simulated=N_(
            "Simulated answers in a real promptfoo file: stub models answered, so these numbers measure nothing."
        ),
        target=0.85,
        monthly_volume=20_000,
        plan="expense-routing.plan.yaml",
    ),
)


def offer_examples() -> None:
    """A button for each example, and one to begin anew."""
    with st.container(horizontal=True, key="examples", vertical_alignment="center"):
        st.html('<span class="hint">' + escape(_("Try an example")) + "</span>", width="content")
        for i, example in enumerate(EXAMPLES):
            st.button(_(example.title), key=f"example_{i}", on_click=handler(open_example), args=(example,), wrap=True)
        if this_visit().has_entries:
            st.button(_("Start over"), key="start_over", type="tertiary", on_click=handler(begin_anew))


def offer_example_results(*, with_plan: bool = False) -> None:
    """The example with an eval file, for those who have none at hand; `with_plan`: what it costs too."""
    with st.container(horizontal=True, key="example_results", vertical_alignment="center"):
        st.html('<span class="hint">' + escape(_("No file at hand? Try an example")) + "</span>", width="content")
        for example in EXAMPLES:
            if example.results is not None:
                st.button(
                    _(example.title),
                    key="example_with_results",
                    on_click=handler(open_example),
                    args=(example, with_plan),
                    wrap=True,
                )


def open_example(example: Example, with_plan: bool = False) -> None:
    """The example in place of everything entered."""
    files: tuple[LoadedFile, ...] = ()
    if example.results is not None:
        path = _FOLDER / example.results
        files = (load(path.name, path.read_bytes(), example.simulated),)
    begin_anew(
        example_answers(example),
        example=example.title,
        files=files,
        target=example.target,
        monthly_volume=example.monthly_volume,
        costs=example_plan(example) if with_plan else {},
    )


def example_answers(example: Example) -> Answers:
    """The answers of an example, its job in the language spoken; the real inputs stay as they are."""
    answers = load_answers(_FOLDER / example.answers)
    if answers.job is None:
        return answers
    told = {"given": _(answers.job.given), "produces": _(answers.job.produces)}
    return answers.model_copy(update={"job": answers.job.model_copy(update=told)})


def example_plan(example: Example) -> dict[tuple[str, ...], str]:
    """The made-up cost plan of an example as entries; none where it has none."""
    if example.plan is None:
        return {}
    return entries_of(load_cost_plan(_FOLDER / example.plan))
