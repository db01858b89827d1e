"""How much of a test text stands word for word in the training texts.

A text is its lower-case words (`\\w+`); containment is the share of its distinct n-grams that occur in any training
text: Broder 1997 (On the resemblance and containment of documents), with eight words as in the contamination checks of
language models. A text of fewer than n words has none: then only an exact match of all words can be seen. The training
n-grams are kept as sorted 64-bit hashes, eight bytes each, so that both sides can be streamed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

WORDS = 8
_WORD = re.compile(r"\w+")
_BATCH = 1 << 20
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
"""An odd number without pattern (the golden ratio in 64 bits), so that the place of a word in its n-gram counts."""

Hashes = NDArray[np.uint64]


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, without punctuation."""
    return _WORD.findall(text.lower())


class TrainingTexts:
    """What the training texts contain: built once from a stream, then asked for each test text."""

    def __init__(self, texts: Iterable[str], n: int = WORDS) -> None:
        self.n = n
        self._whole: set[int] = set()
        self._grams = np.empty(0, dtype=np.uint64)
        waiting: list[Hashes] = []
        size = 0
        for text in texts:
            words = words_of(text)
            self._whole.add(hash(" ".join(words)))
            waiting.append(_gram_hashes(words, n))
            size += len(waiting[-1])
            if size >= max(_BATCH, len(self._grams)):  # merging at each doubling keeps the whole work at n log n
                self._grams, waiting, size = _distinct(self._grams, *waiting), [], 0
        self._grams = _distinct(self._grams, *waiting)

    def containment(self, text: str) -> float | None:
        """The share of the text's distinct n-grams that the training texts contain; None below n words."""
        grams = _distinct(_gram_hashes(words_of(text), self.n))
        if not len(grams):
            return None
        if not len(self._grams):
            return 0.0
        place = np.minimum(np.searchsorted(self._grams, grams), len(self._grams) - 1)
        return float(np.mean(self._grams[place] == grams))

    def has_exactly(self, text: str) -> bool:
        """Whether some training text has the same words in the same order; a text without words matches none."""
        words = words_of(text)
        return bool(words) and hash(" ".join(words)) in self._whole


def _gram_hashes(words: list[str], n: int) -> Hashes:
    """One hash for each n words in a row: a polynomial in the words' own hashes, modulo 2^64."""
    count = max(len(words) - n + 1, 0)
    word = np.fromiter(map(hash, words), dtype=np.int64, count=len(words)).view(np.uint64)
    found = np.zeros(count, dtype=np.uint64)
    for place in range(n if count else 0):
        found = found * _FACTOR + word[place : place + count]
    return found


def _distinct(*parts: Hashes) -> Hashes:
    """Each hash once, sorted. `np.unique` does the same a hundred times slower on millions of integers."""
    ordered = np.sort(np.concatenate(parts))
    return ordered[np.concatenate([[True], ordered[1:] != ordered[:-1]])] if len(ordered) else ordered
