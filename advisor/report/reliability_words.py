"""Whether percentages mean what they say, in sentences: how to read the diagram, each dot, and the verdict."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from advisor.report import backtest_words as words
from advisor.schema.backtest import Backtest, Bin

Question = Literal["compared", "open"]
"""Among the approaches that a source compared, or of all four."""

QUESTIONS: Final[dict[Question, str]] = {"compared": "Among those compared", "open": "Of all four"}

_NAMED: Final[dict[Question, str]] = {"compared": "first choices among those compared", "open": "recommendations"}
_TYPICAL: Final = 0.7
"""The group nearest to this percentage is the example."""


def bins_of(found: Backtest, question: Question) -> tuple[Bin, ...]:
    """The groups that belong to the question."""
    return found.reliability.ranked_first if question == "compared" else found.reliability.recommended


def how_to_read(bins: Sequence[Bin], question: Question) -> tuple[str, ...]:
    """What a dot is, one example, and what lies off the line."""
    if not bins:
        return ("There is nothing to draw.",)
    example = min(bins, key=lambda each: abs(each.mean - _TYPICAL))
    return (
        f"Each dot is a group of {_NAMED[question]} given about the same percentage. {bin_line(example, question)}",
        "On the line a percentage means what it says. Below it the advisor was too sure, above it more cautious than "
        "needed. The bars are 95 % intervals.",
        _verdict(bins),
    )


def bin_line(each: Bin, question: Question) -> str:
    """`Of the 22 recommendations given about 71 %, 18 were right (82 %, 95 % interval 61 to 93 %).`"""
    were = "was" if each.rate.right == 1 else "were"
    return (
        f"Of the {each.rate.n} {_NAMED[question]} given about {words.percent(each.mean)}, {each.rate.right} {were} "
        f"right ({words.interval(each.rate)})."
    )


def reliability_in_words(bins: Sequence[Bin], question: Question) -> str:
    """The diagram in one paragraph, for a screen reader."""
    lines = [bin_line(each, question) for each in bins]
    return " ".join(["Percentage given against the share that was right, with a line where the two are equal.", *lines])


def _verdict(bins: Sequence[Bin]) -> str:
    off = [each for each in bins if not each.rate.low <= each.mean <= each.rate.high]
    if not off:
        return (
            f"In all {len(bins)} groups the interval holds the percentage that was given. That is no proof: groups of "
            "this size would show only gross errors."
        )
    too_sure = sum(each.mean > each.rate.high for each in off)
    parts = [(too_sure, "too sure"), (len(off) - too_sure, "more cautious than needed")]
    said = " and ".join(f"{what} in {number}" for number, what in parts if number)
    return f"Beyond what chance explains it was {said} of the {words.counted(len(bins), 'group')}."
