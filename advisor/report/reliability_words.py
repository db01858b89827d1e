"""Whether percentages mean what they say, in sentences: how to read the diagram, each dot, and the verdict."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from advisor.language import N_, _, listed, ngettext, run_on
from advisor.report import backtest_words as words
from advisor.schema.backtest import Backtest, Bin

Question = Literal["compared", "open"]
"""Among the approaches that a source compared, or of all four."""

QUESTIONS: Final[dict[Question, str]] = {"compared": N_("Among those compared"), "open": N_("Of all four")}

_TYPICAL: Final = 0.7
"""The group nearest to this percentage is the example."""


def bins_of(found: Backtest, question: Question) -> tuple[Bin, ...]:
    """The groups that belong to the question."""
    return found.reliability.ranked_first if question == "compared" else found.reliability.recommended


def how_to_read(bins: Sequence[Bin], question: Question) -> tuple[str, ...]:
    """What a dot is, one example, and what lies off the line."""
    if not bins:
        return (_("There is nothing to draw."),)
    example = min(bins, key=lambda each: abs(each.mean - _TYPICAL))
    dot = (
        _("Each dot is a group of first choices among those compared given about the same percentage.")
        if question == "compared"
        else _("Each dot is a group of recommendations given about the same percentage.")
    )
    return (
        run_on(dot, bin_line(example, question)),
        _(
            "On the line a percentage means what it says. Below it the advisor was too sure, above it more cautious "
            "than needed. The bars are 95 % intervals."
        ),
        _verdict(bins),
    )


def bin_line(each: Bin, question: Question) -> str:
    """`Of the 22 recommendations given about 71 %, 18 were right (82 %, 95 % interval 61 to 93 %).`"""
    said = {
        "total": each.rate.n,
        "given": words.percent(each.mean),
        "interval": words.interval(each.rate),
    }
    if question == "compared":
        return ngettext(
            "Of the {total} first choices among those compared given about {given}, {n} was right ({interval}).",
            "Of the {total} first choices among those compared given about {given}, {n} were right ({interval}).",
            each.rate.right,
            **said,
        )
    return ngettext(
        "Of the {total} recommendations given about {given}, {n} was right ({interval}).",
        "Of the {total} recommendations given about {given}, {n} were right ({interval}).",
        each.rate.right,
        **said,
    )


def reliability_in_words(bins: Sequence[Bin], question: Question) -> str:
    """The diagram in one paragraph, for a screen reader."""
    return run_on(
        _("Percentage given against the share that was right, with a line where the two are equal."),
        *(bin_line(each, question) for each in bins),
    )


def _verdict(bins: Sequence[Bin]) -> str:
    off = [each for each in bins if not each.rate.low <= each.mean <= each.rate.high]
    if not off:
        return _(
            "In all {groups} groups the interval holds the percentage that was given. That is no proof: groups of "
            "this size would show only gross errors.",
            groups=len(bins),
        )
    too_sure = sum(each.mean > each.rate.high for each in off)
    cautious = len(off) - too_sure
    said = [_("too sure in {number}", number=too_sure)] if too_sure else []
    said += [_("more cautious than needed in {number}", number=cautious)] if cautious else []
    return ngettext(
        "Beyond what chance explains it was {mistakes} of the {n} group.",
        "Beyond what chance explains it was {mistakes} of the {n} groups.",
        len(bins),
        mistakes=listed(said),
    )
