"""The parts of the run, in the order in which they teach most if the time runs out, each with an estimate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.reproduce.settings import CURVE, KEPT, LEAST_STEPS, LOGS, LORA, SEEDS, SIZES
from benchmarks.reproduce.training import LoraSettings

PROMPTS = {
    "a": ("prompt-bare", "prompt-manual", "prompt-few-shot", "rag-examples"),
    "b": ("prompt-closed-book", "prompt-handbook", "rag-handbook"),
}
ADDED = {"a": ("rag-manual",), "b": ()}
"""Asked the questions of the test alone; added after the first results."""
TRAIN_TOKENS_PER_SECOND = 150.0
"""Seen on two cores of a shared machine; finished parts correct the estimate."""
START_SECONDS = 2.0
PAIR_TOKENS = {"a": 67, "a-rag": 203, "b": 23, "b-rag": 47}
"""Tokens of one training pair, counted on the data."""
ITEM_SECONDS = {
    "prompt-bare": 1.0,
    "prompt-manual": 1.3,
    "prompt-few-shot": 1.5,
    "rag-examples": 2.4,
    "rag-manual": 2.6,
    "prompt-closed-book": 0.35,
    "prompt-handbook": 0.5,
    "rag-handbook": 0.6,
    "a lora": 1.1,
    "a lora-rag": 2.0,
    "b lora": 0.3,
    "b lora-rag": 0.45,
}


@dataclass(frozen=True)
class Part:
    """One thing to do: train an adapter, or ask one variant one split."""

    kind: str
    """train or ask."""
    task: str
    variant: str
    split: str = ""
    seed: int = 0
    """0 where nothing was trained."""

    @property
    def name(self) -> str:
        """As it is said and chosen by `--only`."""
        seed = f" seed {self.seed}" if self.seed else ""
        return f"{self.kind} {self.task}{f'-{self.split}' if self.split else ''} {self.variant}{seed}"

    @property
    def path(self) -> Path:
        """Where it is kept when it is finished, below the folder of adapters or that of logs."""
        seed = f"_seed-{self.seed}" if self.seed else ""
        if self.kind == "train":
            return Path(f"{self.task}_{self.variant}{seed}")
        return Path(f"{self.task}-{self.split}") / f"{self.variant}{seed}.eval"

    @property
    def needs(self) -> Part | None:
        """The training that comes before it."""
        return Part("train", self.task, self.variant, seed=self.seed) if self.kind == "ask" and self.seed else None

    @property
    def examples(self) -> int:
        """How many its adapter is trained on; 0 for a prompt."""
        return next((int(word) for word in self.variant.split("-") if word.isdigit()), 0)

    @property
    def style(self) -> str:
        """Which settings it is trained with."""
        return f"{self.task}-rag" if self.variant.endswith("-rag") else self.task

    def estimate(self, items: int | None = None) -> float:
        """Seconds on two cores."""
        if self.kind == "train":
            own = lora(self)
            return START_SECONDS + self.examples * own.epochs * PAIR_TOKENS[self.style] / TRAIN_TOKENS_PER_SECOND
        tuned = f"{self.task} lora{'-rag' if self.variant.endswith('-rag') else ''}"
        return (
            START_SECONDS
            + (items or SIZES[f"{self.task}-{self.split}"]) * ITEM_SECONDS[tuned if self.seed else self.variant]
        )


def lora(part: Part) -> LoraSettings:
    """How the part's adapter is trained: few examples are passed over more often."""
    own = LORA[part.style]
    steps = -(-part.examples // own.batch)
    return replace(own, epochs=max(own.epochs, -(-LEAST_STEPS // steps)))


def parts() -> list[Part]:
    """All of them: prompts, the full adapter, what came after training, the curve, more seeds."""
    made: list[Part] = []
    for task in ("a", "b"):
        made += [Part("ask", task, variant, "test") for variant in PROMPTS[task]]
        made += [Part("ask", task, variant, "test") for variant in ADDED[task]]
        made += _tuned(task, "lora-300", ["test"])
    made += [
        *_tuned("b", "lora-300-rag", ["test"]),
        *(Part("ask", "a", variant, split) for split in ("changed", "unseen") for variant in PROMPTS["a"][1:]),
        *_tuned("a", "lora-300", ["changed", "unseen"]),
        *_tuned("a", "lora-300-rag", ["test", "changed", "unseen"]),
    ]
    for n in CURVE[-2::-1]:
        made += [*_tuned("a", f"lora-{n}", ["test"]), *_tuned("b", f"lora-{n}", ["test"])]
    for seed in SEEDS[CURVE[-1]][1:]:
        made += _tuned("a", "lora-300", ["test", "changed", "unseen"], seed)
        made += _tuned("b", "lora-300", ["test"], seed)
    return list(dict.fromkeys(made))


def _tuned(task: str, variant: str, splits: Iterable[str], seed: int = 1) -> list[Part]:
    return [
        Part("train", task, variant, seed=seed),
        *(Part("ask", task, variant, split, seed) for split in splits),
    ]


def smoke_parts() -> list[Part]:
    """One of each kind, for a pass of a minute."""
    return [
        *(Part("ask", task, variant, "valid") for task in ("a", "b") for variant in PROMPTS[task]),
        *_tuned("a", "lora-8", ["valid"]),
        *_tuned("b", "lora-8-rag", ["valid"]),
    ]


def home(part: Part, logs: Path = LOGS, kept: Path = KEPT) -> Path:
    """The folder or file of a finished part."""
    return (kept if part.kind == "train" else logs) / part.path
