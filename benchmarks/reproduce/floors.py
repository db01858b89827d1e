"""What needs no model: the answer that is most often right in training, and the nearest example's answer copied."""

from __future__ import annotations

from collections import Counter

from benchmarks.reproduce import datafiles, prompts, sieve_questions
from benchmarks.reproduce.bm25 import Index
from benchmarks.reproduce.matching import is_right
from benchmarks.reproduce.scoring import marks
from benchmarks.reproduce.worlds import boards


def floors(task: str, split: str) -> dict[str, tuple[int, int]]:
    """Right answers and questions of `most common answer` and `nearest example copied`."""
    train, items = datafiles.load(f"{task}-train"), datafiles.load(f"{task}-{split}")
    if task == "a" and split == "changed":
        train = sieve_questions.in_version_2(train)
    index = Index([item["question"] for item in train])
    common: dict[str, Counter[str]] = {}
    for item in train:
        common.setdefault(item.get("schema", ""), Counter())[prompts.answer_of(task, item)] += 1
    overall = sum(common.values(), Counter[str]()).most_common(1)[0][0]
    most = {schema: counted.most_common(1)[0][0] for schema, counted in common.items()}
    guesses = {
        "most common answer": [most.get(item.get("schema", ""), overall) for item in items],
        "nearest example copied": [
            prompts.answer_of(task, train[index.nearest(item["question"], 1)[0]]) for item in items
        ],
    }
    return {
        name: (sum(_right(task, split, guess, item) for guess, item in zip(own, items, strict=True)), len(items))
        for name, own in guesses.items()
    }


def _right(task: str, split: str, guess: str, item: datafiles.Item) -> bool:
    if task == "a":
        return marks(guess, item["query"], 2 if split == "changed" else 1, boards())[1]
    return is_right(guess, item["answer"], item["old"], item["question"])
