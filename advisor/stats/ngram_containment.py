"""How much of a test text stands word for word in the training texts.

A text is its lower-case words (`\\w+`); containment is the share of its distinct n-grams that occur in any training
text: Broder 1997 (On the resemblance and containment of documents), with eight words as in the contamination checks of
language models. A text of fewer than n words has none: then only an exact match of all words can be seen. The training
n-grams are kept as sorted 64-bit hashes, eight bytes each, so that both sides can be streamed.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

WORDS = 8
_WORD = re.compile(r"\w+")
_BATCH = 1 << 20


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, without punctuation."""
    return _WORD.findall(text.lower())


class TrainingTexts:
    """What the training texts contain: built once from a stream, then asked for each test text."""

    def __init__(self, texts: Iterable[str], n: int = WORDS) -> None:
        self.n = n
        whole: set[int] = set()
        grams: NDArray[np.int64] = np.empty(0, dtype=np.int64)
        batch = array("q")
        for text in texts:
            words = words_of(text)
            whole.add(hash(" ".join(words)))
            batch.extend(_grams(words, n))
            if len(batch) >= max(_BATCH, len(grams)):  # merging at each doubling keeps the whole work n log n
                grams, batch = _merged(grams, batch), array("q")
        self._whole = whole
        self._grams = _merged(grams, batch)

    def containment(self, text: str) -> float | None:
        """The share of the text's distinct n-grams that the training texts contain; None below n words."""
        grams = np.fromiter(set(_grams(words_of(text), self.n)), dtype=np.int64)
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


def _grams(words: list[str], n: int) -> list[int]:
    return [hash(" ".join(words[start : start + n])) for start in range(len(words) - n + 1)]


def _merged(grams: NDArray[np.int64], batch: array[int]) -> NDArray[np.int64]:
    return np.unique(np.concatenate([grams, np.frombuffer(batch, dtype=np.int64)]))
