"""What each variant is asked: chat messages, the same for training and test. Nothing here needs the model.

Tried on the validation questions only; what was tried stands in `tried.yaml`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from benchmarks.reproduce import datafiles, handbook, sieve_questions
from benchmarks.reproduce.bm25 import Index
from benchmarks.reproduce.sieve import DIALECTS
from benchmarks.reproduce.sieve_manual import manual
from benchmarks.reproduce.worlds import handbook_world

Item = dict[str, Any]
Message = tuple[str, str]
"""Role and text."""
K = {"a-rag": 3, "a-tuned-rag": 2, "b": 3}
FEW_SHOT = (3, 8, 17, 30)
"""Places in the training data of the fixed examples, four shapes in which every step of a query is shown."""


class Asker:
    """The messages of one task at one moment: which language version holds, which examples and passages are there."""

    def __init__(self, task: str, split: str, smoke: int | None = None) -> None:
        """`split` is that which is asked; `smoke` cuts the examples that can be found to so many."""
        self.task, self.split = task, split
        self.version = 2 if split == "changed" or (task == "b" and split == "test") else 1
        examples = datafiles.load(f"{task}-train")[:smoke]
        self.train = examples
        self._shown = sieve_questions.in_version_2(examples) if task == "a" and self.version == 2 else examples
        if task == "a":
            self._examples = Index([item["question"] for item in examples])
        else:
            self._sentences = handbook.sentences(handbook_world(), self.version)
            self._passages = Index(self._sentences)

    def messages(self, variant: str, item: Item, place: int | None = None) -> list[Message]:
        """The messages for an item; `place` is its own place in training, where it must not find itself."""
        base = variant.removesuffix("-rag") if variant.startswith("lora") else variant
        style = "lora-rag" if base != variant else "lora" if variant.startswith("lora") else variant
        asked: Callable[[str, Item, int | None], list[Message]] = self._sieve if self.task == "a" else self._facts
        return asked(style, item, place)

    def found(self, variant: str, item: Item) -> bool | None:
        """Whether retrieval found the sentence that holds the answer; None where nothing is retrieved."""
        if self.task != "b" or "rag" not in variant:
            return None
        return item["sentence"] in self._retrieved(item)

    def _sieve(self, style: str, item: Item, place: int | None) -> list[Message]:
        asked = ("user", _sieve_question(item))
        shown = self._shown
        match style:
            case "prompt-bare" | "lora":
                return [asked]
            case "prompt-manual":
                return [("system", self._manual()), asked]
            case "prompt-few-shot":
                return [("system", self._manual()), *_turns([shown[at % len(shown)] for at in FEW_SHOT]), asked]
            case "rag-examples":
                told = "Translate the question into one Sieve query, like the examples."
                return [("system", told), *_turns(self._near(item, K["a-rag"], place)), asked]
            case "rag-manual":
                return [("system", self._manual()), *_turns(self._near(item, K["a-rag"], place)), asked]
            case "lora-rag":
                return [*_turns(self._near(item, K["a-tuned-rag"], place)), asked]
        raise KeyError(style)

    def _facts(self, style: str, item: Item, place: int | None) -> list[Message]:
        question = item["question"]
        match style:
            case "prompt-closed-book":
                return [("system", "Answer the question about the Orrin in a few words."), ("user", question)]
            case "prompt-handbook":
                book = " ".join(self._sentences)
                told = f"Answer the question from the handbook of the Orrin, in a few words.\nHandbook: {book}"
                return [("system", told), ("user", question)]
            case "rag-handbook":
                return [("system", _FROM_PASSAGES), *_SHOWN_PASSAGES, ("user", self._with_passages(item))]
            case "lora":
                return [("user", question)]
            case "lora-rag":
                return [("user", self._with_passages(item))]
        raise KeyError(style)

    def _near(self, item: Item, k: int, place: int | None) -> list[Item]:
        """The nearest pairs, the best last. In training those of the same wording or query are left out, as a question
        of the test has no such neighbour either."""
        alike = () if place is None else self._alike(item)
        return [self._shown[at] for at in reversed(self._examples.nearest(item["question"], k, alike))]

    def _alike(self, item: Item) -> set[int]:
        return {
            at
            for at, other in enumerate(self.train)
            if other["wording"] == item["wording"] or other["query"] == item["query"]
        }

    def _manual(self) -> str:
        told = manual(DIALECTS[self.version])
        return f"{told}\nAnswer with the query alone."

    def _with_passages(self, item: Item) -> str:
        return f"{' '.join(self._retrieved(item))}\n{item['question']}"

    def _retrieved(self, item: Item) -> list[str]:
        return [self._sentences[at] for at in self._passages.nearest(item["question"], K["b"])]


_FROM_PASSAGES = "Answer the question from the sentences before it, in a few words."
_SHOWN_PASSAGES = (
    ("user", "The bag holds 12 litres. The strap is black. It costs 30 euros.\nHow much fits into the bag?"),
    ("assistant", "12 litres"),
    ("user", "The lamp was made in Porto. It burns for 40 hours. The shade is red.\nHow long does the lamp burn?"),
    ("assistant", "40 hours"),
    ("user", "The door opens at 8:15. Tickets are sold by Nadia. The hall has 200 seats.\nWho sells the tickets?"),
    ("assistant", "Nadia"),
)


def answer_of(task: str, item: Item) -> str:
    """What training teaches and the test wants."""
    return str(item["query"] if task == "a" else item["answer"])


def rendered(messages: Sequence[Message], answers_next: bool = True) -> str:
    """The messages in the model's chat format; with the opening of the next answer."""
    text = "".join(f"<|im_start|>{role}\n{said}<|im_end|>\n" for role, said in messages)
    return text + "<|im_start|>assistant\n" if answers_next else text


def training_pairs(asker: Asker, variant: str, n: int) -> list[tuple[str, str]]:
    """The first `n` training items as prompt and answer, the end mark included."""
    return [
        (rendered(asker.messages(variant, item, place)), answer_of(asker.task, item) + "<|im_end|>")
        for place, item in enumerate(asker.train[:n])
    ]


def _sieve_question(item: Item) -> str:
    return f"{item['schema']}\n{item['question']}"


def _turns(items: Sequence[Item]) -> list[Message]:
    return [turn for item in items for turn in (("user", _sieve_question(item)), ("assistant", str(item["query"])))]
