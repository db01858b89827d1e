"""Whether an answer in words says a fact: a match after normalising, never a judge.

Small letters, no articles, no punctuation, number words as digits, units by one name (`hrs`, `hour`, `hours`), `€` as
euro. The wanted words must then stand in the first sentence of the answer, together and in order; in an answer about a
fact that changed, the old words must not stand there too. Later sentences do not count: a model that recites its
passages would say every fact. Where the question names the unit (how many sensors), the number alone is enough, unless
another unit follows it. A line that ends in a colon only leads to the answer.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

_NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_UNITS = {
    "gram": ("g", "grams", "gramme", "grammes"),
    "inch": ("inches", "in"),
    "metre": ("m", "metres", "meter", "meters"),
    "decibel": ("db", "decibels"),
    "month": ("months", "mo"),
    "euro": ("eur", "euros", "€"),
    "year": ("years", "yrs", "yr"),
    "day": ("days",),
    "minute": ("min", "mins", "minutes"),
    "second": ("s", "sec", "secs", "seconds"),
    "hour": ("h", "hr", "hrs", "hours"),
    "language": ("languages",),
    "screw": ("screws",),
    "sensor": ("sensors",),
    "thursday": ("thursdays",),
    "tuesday": ("tuesdays",),
}
_ONE_NAME = {name: unit for unit, names in _UNITS.items() for name in names}
_WORD = re.compile(r"\d+:\d+|\d+(?:[.,]\d+)?|[^\W\d_]+|€")


def words(text: str) -> list[str]:
    """The words that count, each in its one form."""
    plain = unicodedata.normalize("NFKC", text).lower().replace("$", " ")
    plain = re.sub(r"\b(ip)(\d+)\b", r"\1 \2", plain)
    found = [word for word in _WORD.findall(plain) if word not in ("a", "an", "the")]
    found = [str(_NUMBERS.index(word)) if word in _NUMBERS else _ONE_NAME.get(word, word) for word in found]
    # A price may have its sign before the number.
    for at in range(len(found) - 1):
        if found[at] == "euro" and found[at + 1].isdigit() and "euro" not in found[at + 2 : at + 3]:
            found[at], found[at + 1] = found[at + 1], found[at]
    return found


def says(answer: str, wanted: str, question: str = "") -> bool:
    """Whether the first sentence of an answer holds the wanted words, together and in order."""
    told, sought = words(first_sentence(answer)), words(wanted)
    if any(told[at : at + len(sought)] == sought for at in range(len(told) - len(sought) + 1)):
        return True
    if len(sought) != 2 or not sought[0].isdigit() or sought[1] not in words(question):
        return False
    return any(word == sought[0] and next_word not in _UNITS for word, next_word in pairwise([*told, ""]))


def is_right(answer: str, wanted: str, old: str | None = None, question: str = "") -> bool:
    """Whether it says the fact, and not what the fact was before."""
    return says(answer, wanted, question) and not (old is not None and says(answer, old, question))


def first_sentence(text: str) -> str:
    """The first sentence of the first line."""
    return re.split(r"(?<=[.!?])\s+(?=[A-Z])", first_line(text))[0]


def first_line(text: str) -> str:
    """The first line that says something; one that ends in a colon only where nothing follows it."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return next((line for line in lines if not line.endswith(":")), lines[0] if lines else "")
