"""The experiment as Inspect tasks: `sieve_test`, `sieve_unseen`, `sieve_changed`, `handbook_test`.

A log tells its variant as a task argument, and as `metadata` its seed, what training took and where it ran. Samples
carry `cluster` (the wording or the fact they stem from, as questions of one wording are no independent items) and
`segment` (what the change of language or handbook did to them).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from inspect_ai import Task, task
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.model import ChatMessage, ChatMessageAssistant, ChatMessageSystem, ChatMessageUser, GenerateConfig
from inspect_ai.scorer import CORRECT, INCORRECT, Score, Scorer, Target, accuracy, scorer
from inspect_ai.solver import Generate, Solver, TaskState, solver

from benchmarks.reproduce import datafiles, prompts
from benchmarks.reproduce.matching import is_right, says
from benchmarks.reproduce.scoring import marks
from benchmarks.reproduce.settings import MOST_TOKENS
from benchmarks.reproduce.worlds import boards

_MESSAGES = {"system": ChatMessageSystem, "user": ChatMessageUser, "assistant": ChatMessageAssistant}
NAMES = {"a": "sieve", "b": "handbook"}


def made_task(asker: prompts.Asker, variant: str, items: Sequence[datafiles.Item]) -> Task:
    """The task of a split for one variant."""
    return _TASKS[asker.task, asker.split](variant=variant, asked=(asker, items))


def _made(asker: prompts.Asker, variant: str, items: Sequence[datafiles.Item]) -> Task:
    make = _sieve_sample if asker.task == "a" else _handbook_sample
    name = f"{NAMES[asker.task]}_{asker.split}"
    return Task(
        dataset=MemoryDataset([make(asker, variant, item) for item in items], name=name),
        solver=ask(asker, variant),
        scorer=[right_query(asker.version), parses(asker.version)] if asker.task == "a" else [right(), says_old_fact()],
        config=GenerateConfig(max_tokens=MOST_TOKENS[asker.task], temperature=0.0),
        name=name,
    )


def _task(kind: str, split: str) -> Any:
    @task(name=f"{NAMES[kind]}_{split}")
    def made(variant: str, asked: Any = None) -> Task:
        return _made(*([asked[0], variant, asked[1]] if asked else _alone(kind, split, variant)))

    return made


def _alone(kind: str, split: str, variant: str) -> list[Any]:
    return [prompts.Asker(kind, split), variant, datafiles.load(f"{kind}-{split}")]


_TASKS = {
    (kind, split): _task(kind, split)
    for kind, splits in {"a": ("valid", "test", "unseen", "changed"), "b": ("valid", "test")}.items()
    for split in splits
}


def _sieve_sample(asker: prompts.Asker, variant: str, item: datafiles.Item) -> Sample:
    told: dict[str, Any] = {"cluster": item["wording"], "schema": item["schema"]}
    if asker.split == "changed":
        told["segment"] = "written otherwise now" if item["changes"] else "written as before"
    return Sample(id=item["id"], input=item["question"], target=item["query"], metadata=told)


def _handbook_sample(asker: prompts.Asker, variant: str, item: datafiles.Item) -> Sample:
    told = {"cluster": item["fact"], "segment": item["fate"], "old": item["old"]}
    if (found := asker.found(variant, item)) is not None:
        told["found"] = found
    return Sample(id=item["id"], input=item["question"], target=item["answer"], metadata=told)


@solver
def ask(asker: prompts.Asker, variant: str) -> Solver:
    """Lays the variant's messages and asks once."""
    by_id = {item["id"]: item for item in datafiles.load(f"{asker.task}-{asker.split}")}

    async def solve(state: TaskState, generate: Generate) -> TaskState:
        messages: list[ChatMessage] = [
            _MESSAGES[role](content=said) for role, said in asker.messages(variant, by_id[str(state.sample_id)])
        ]
        state.messages = messages
        return await generate(state)

    return solve


@scorer(metrics=[accuracy()], name="right")
def right_query(version: int) -> Scorer:
    """Whether the query gives what the wanted one gives, on two sets of tables."""

    async def score(state: TaskState, target: Target) -> Score:
        answer = state.output.completion
        _, is_same, why = marks(answer, target.text, version, boards())
        return Score(value=CORRECT if is_same else INCORRECT, answer=answer, explanation=why or None)

    return score


@scorer(metrics=[accuracy()])
def parses(version: int) -> Scorer:
    """Whether the answer is a query of the language as it is now."""

    async def score(state: TaskState, target: Target) -> Score:
        does = marks(state.output.completion, target.text, version, boards())[0]
        return Score(value=CORRECT if does else INCORRECT)

    return score


@scorer(metrics=[accuracy()])
def right() -> Scorer:
    """Whether the answer says the fact, by a normalised match, and not what it was before."""

    async def score(state: TaskState, target: Target) -> Score:
        answer = state.output.completion
        is_so = is_right(answer, target.text, state.metadata.get("old"), state.input_text)
        return Score(value=CORRECT if is_so else INCORRECT, answer=answer)

    return score


@scorer(metrics=[accuracy()])
def says_old_fact() -> Scorer:
    """Whether the answer says what version 1 said of a fact that has changed."""

    async def score(state: TaskState, target: Target) -> Score:
        old = state.metadata.get("old")
        return Score(value=CORRECT if old and says(state.output.completion, old, state.input_text) else INCORRECT)

    return score
