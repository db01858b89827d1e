"""Okapi BM25 over a few hundred short texts (Robertson and Zaragoza 2009, equation 3.15, k1 = 1.2, b = 0.75).

Words are cut to their first five letters, so that `charging` finds `charge`; ties go to the text that stands first.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Sequence

K1, B = 1.2, 0.75
_WORD = re.compile(r"[^\W_]+")


class Index:
    """Texts to be found."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._counts = [Counter(_words(text)) for text in texts]
        self._sizes = [sum(counts.values()) for counts in self._counts]
        self._mean = sum(self._sizes) / max(len(texts), 1)
        held = Counter(word for counts in self._counts for word in counts)
        self._weight = {word: math.log(1 + (len(texts) - n + 0.5) / (n + 0.5)) for word, n in held.items()}

    def nearest(self, question: str, k: int, without: Collection[int] = ()) -> list[int]:
        """The places of the k best texts, the best first; `without` leaves some out."""
        scores = [-self._score(_words(question), at) for at in range(len(self._counts))]
        order = sorted((score, at) for at, score in enumerate(scores) if at not in without)
        return [at for _, at in order[:k]]

    def _score(self, asked: Sequence[str], at: int) -> float:
        counts, size = self._counts[at], self._sizes[at]
        norm = K1 * (1 - B + B * size / self._mean)
        return sum(
            self._weight[word] * counts[word] * (K1 + 1) / (counts[word] + norm) for word in asked if counts[word]
        )


def _words(text: str) -> list[str]:
    return [word[:5] for word in _WORD.findall(text.lower())]
