"""Whether an eval can tell prompts apart, in one sentence and a few figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from advisor.evals.health.check_up import OF_SENSITIVITY
from advisor.report.words import counted
from advisor.schema.evidence import Evidence, HealthCheck, PairedDifference, PairVerdict

SENSITIVITY: Final = ("items", "dead-items", "saturation", "suspect-items", "flakiness", "grader-noise")
"""The checks that say whether a difference could show."""


_ONE_PAIR: Final[dict[PairVerdict, str]] = {
    "a better": "Yes: this eval tells the two apart.",
    "b better": "Yes: this eval tells the two apart.",
    "within margin": "The two are shown to be closer than the margin, which is an answer too.",
    "not settled": "Not yet: this eval does not tell the two apart. It could still go either way.",
}


def told_apart(evidence: Evidence) -> str:
    """Whether the eval tells the variants apart, in one sentence."""
    pairs, apart, faults = evidence.pairs, _apart(evidence.pairs), _faults(evidence)
    if len(evidence.variants) < 2:
        return "There is only one variant: load the results of two prompts or more on the same items."
    if not pairs:
        return "No two variants were scored on the same items: run them on the same ones, so that they can be compared."
    if faults:
        return f"Nothing that this eval says can be trusted yet. Mend first: {', '.join(faults)}."
    if len(pairs) == 1:
        return _ONE_PAIR[pairs[0].verdict]
    of = f"{len(apart)} of {counted(len(pairs), 'pair')}"
    if len(apart) == len(pairs):
        return f"Yes: this eval tells them all apart ({of})."
    if apart:
        return f"In part: this eval tells {of} apart. {_rest(pairs)}"
    return f"Not yet: this eval tells none of {counted(len(pairs), 'pair')} apart. {_rest(pairs)}"


def pair_counts(evidence: Evidence) -> list[tuple[str, str]]:
    """How the pairs stand, as (what, how many)."""
    pairs = evidence.pairs
    return [
        ("Told apart", f"{len(_apart(pairs))} of {len(pairs)}"),
        ("Shown to be within the margin", f"{_number(pairs, 'within margin')} of {len(pairs)}"),
        ("Not settled", f"{_number(pairs, 'not settled')} of {len(pairs)}"),
    ]


def checks_of_sensitivity(evidence: Evidence) -> list[HealthCheck]:
    """The checks that matter here, and every one that voids the rest."""
    return [check for check in evidence.health.checks if check.check in SENSITIVITY or check.state == "red"]


def _faults(evidence: Evidence) -> list[str]:
    """The checks that void every verdict."""
    red = [check for check in evidence.health.checks if check.state == "red" and check.check not in OF_SENSITIVITY]
    return [check.title.lower() for check in red]


def _apart(pairs: Sequence[PairedDifference]) -> list[PairedDifference]:
    return [pair for pair in pairs if pair.verdict in ("a better", "b better")]


def _number(pairs: Sequence[PairedDifference], verdict: str) -> int:
    return sum(pair.verdict == verdict for pair in pairs)


def _rest(pairs: Sequence[PairedDifference]) -> str:
    close, still_open = _number(pairs, "within margin"), _number(pairs, "not settled")
    if not still_open:
        return f"{counted(close, 'pair')} shown to be closer than the margin, which is an answer too."
    closer = f"{counted(close, 'pair')} shown to be closer than the margin; " if close else ""
    return f"{closer}{still_open} could still go either way."
