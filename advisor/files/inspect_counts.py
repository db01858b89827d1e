"""What is said of samples of an Inspect log that were left out, or counted otherwise than they stand there."""

from __future__ import annotations

from collections import Counter
from typing import Final

from advisor.language import N_, _, ngettext

_COUNTED: Final = {
    "stopped": (
        N_("{n} sample cut short when the run was stopped, left out."),
        N_("{n} samples cut short when the run was stopped, left out."),
    ),
    "voided": (
        N_("{n} sample declared invalid in the log, left out."),
        N_("{n} samples declared invalid in the log, left out."),
    ),
    "twice": (
        N_("{n} sample already read from another file, counted once."),
        N_("{n} samples already read from another file, counted once."),
    ),
    "later": (
        N_("{n} sample of a run that was tried again, counted in its last try."),
        N_("{n} samples of a run that was tried again, counted in its last try."),
    ),
    "unscored": (
        N_("{n} sample without a score, counted as unscored."),
        N_("{n} samples without a score, counted as unscored."),
    ),
    "limited": (
        N_("{n} sample stopped by a limit of the run, marked all the same."),
        N_("{n} samples stopped by a limit of the run, marked all the same."),
    ),
    "mixed": (
        N_("{n} sample graded by the evaluated model itself: tokens and cost of the answer alone are not told."),
        N_("{n} samples graded by the evaluated model itself: tokens and cost of the answer alone are not told."),
    ),
    "retried": (
        N_("{n} sample tried again after an error: only the last try is counted."),
        N_("{n} samples tried again after an error: only the last try is counted."),
    ),
    "edited": (
        N_("{n} score changed after the run: the changed mark is read."),
        N_("{n} scores changed after the run: the changed mark is read."),
    ),
}
"""What is said of one and of several, by what was counted."""


def counted_notes(counts: Counter[str]) -> list[str]:
    """What was left out or counted otherwise, a sentence each."""
    odd = [(key, key.removeprefix("odd ")) for key in counts if key.startswith("odd ")]
    return [
        *(_(words[counts[key] != 1], n=f"{counts[key]:,}") for key, words in _COUNTED.items() if counts[key]),
        *(
            ngettext(
                "`{scorer}`: {n} mark in words that are no score, left out.",
                "`{scorer}`: {n} marks in words that are no score, left out.",
                counts[key],
                scorer=scorer,
            )
            for key, scorer in odd
        ),
    ]
