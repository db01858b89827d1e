"""Three situations to look at before one enters one's own."""

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
from advisor.schema.cost_plan import CostPlan
from advisor.ui.parts.cost_entries import entries_of
from advisor.ui.parts.guard import handler
from advisor.ui.parts.results import load
from advisor.ui.parts.visit import begin_anew, this_visit

_FOLDER: Final = Path(__file__).parent.parent / "examples"
_RUN: Final = _FOLDER.parents[2] / "benchmarks" / "reproduce" / "logs"
"""The logs of the run in the repository."""
_COMPARED: Final = ("prompt-*", "rag-*", "lora-300_*", "lora-300-rag*")
"""The logs of a folder that an example shows, in this order; the others belong to a learning curve."""
_JOBS: Final = (
    N_("a question in plain English about a customer's systems, and that customer's schema"),
    N_("a runnable query in the vendor's own query language"),
    N_("a question in plain English about one table, and the columns of that table"),
    N_("a query in Sieve, a small query language that no model has seen"),
    N_("a question about the Orrin, a product whose handbook changes"),
    N_("a short answer as today's handbook has it"),
)
"""The jobs in the files of the examples."""
_MEASURED: Final = N_(
    "Measured with SmolLM2-135M-Instruct (135 million parameters) on two processor cores. Target, volume and hours of "
    "work are made up; tokens are priced as Llama 3.1 8B at Fireworks, for illustration."
)


@dataclass(frozen=True, slots=True)
class Example:
    """A situation with its answers, and with results where something was measured."""

    title: str
    answers: str
    logs: str | None = None
    """The folder of its eval logs: inside the installed package, else where the run in the repository keeps them."""
    plan: str | None = None

    @property
    def results(self) -> tuple[Path, ...]:
        """Its eval logs: prompts, retrieval, tuned models."""
        if self.logs is None:
            return ()
        inside = _FOLDER / self.logs
        home = inside if inside.is_dir() else _RUN / self.logs
        return tuple(path for name in _COMPARED for path in sorted(home.glob(f"{name}.eval")))


EXAMPLES: Final = (
    Example(N_("Honeycomb's query assistant"), "honeycomb.yaml"),
    Example(
        N_("A query language of one's own (measured)"),
        "query-language.yaml",
        logs="a-test",
        plan="query-language.plan.yaml",
    ),
    Example(N_("A handbook that changes (measured)"), "handbook.yaml", logs="b-test", plan="handbook.plan.yaml"),
)
TARGET: Final = 0.8
VOLUME: Final = 20_000
"""Both made up for the examples with results, as the note beside their numbers says."""


def offer_examples() -> None:
    """A button for each example, and one to begin anew."""
    with st.container(horizontal=True, key="examples", vertical_alignment="center"):
        st.html('<span class="hint">' + escape(_("Try an example")) + "</span>", width="content")
        for i, example in enumerate(EXAMPLES):
            st.button(_(example.title), key=f"example_{i}", on_click=handler(open_example), args=(example,), wrap=True)
        if this_visit().has_entries:
            st.button(_("Start over"), key="start_over", type="tertiary", on_click=handler(begin_anew))


def offer_example_results(*, with_plan: bool = False) -> None:
    """The examples with eval files, for those who have none at hand; `with_plan`: what they cost too."""
    with st.container(horizontal=True, key="example_results", vertical_alignment="center"):
        st.html('<span class="hint">' + escape(_("No file at hand? Try an example")) + "</span>", width="content")
        for i, example in enumerate(EXAMPLES):
            if example.logs is not None:
                st.button(
                    _(example.title),
                    key=f"example_with_results_{i}",
                    on_click=handler(open_example),
                    args=(example, with_plan),
                    wrap=True,
                )


def open_example(example: Example, with_plan: bool = False) -> None:
    """The example in place of everything entered."""
    is_measured = example.logs is not None
    begin_anew(
        example_answers(example),
        example=example.title,
        files=tuple(load(path.name, path.read_bytes(), _MEASURED) for path in example.results),
        target=TARGET if is_measured else None,
        monthly_volume=VOLUME if is_measured else None,
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
    """The cost plan of an example as entries; none where it has none."""
    plan = example_cost_plan(example)
    return entries_of(plan) if plan else {}


def example_cost_plan(example: Example) -> CostPlan | None:
    """The cost plan of an example; None where it has none."""
    return load_cost_plan(_FOLDER / example.plan) if example.plan else None
