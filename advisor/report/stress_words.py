"""Whether an eval can tell prompts apart, in one sentence and a few figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from advisor.evals.health.check_up import OF_SENSITIVITY
from advisor.evals.number_words import enumerated
from advisor.language import N_, _, ngettext, pgettext, run_on
from advisor.schema.evidence import Evidence, HealthCheck, PairedDifference, PairVerdict

SENSITIVITY: Final = ("items", "dead-items", "saturation", "suspect-items", "flakiness", "grader-noise")
"""The checks that say whether a difference could show."""


_ONE_PAIR: Final[dict[PairVerdict, str]] = {
    "a better": N_("Yes: this eval tells the two apart."),
    "b better": N_("Yes: this eval tells the two apart."),
    "within margin": N_("The two are shown to be closer than the margin, which is an answer too."),
    "not settled": N_("Not yet: this eval does not tell the two apart. It could still go either way."),
}


def told_apart(evidence: Evidence) -> str:
    """Whether the eval tells the variants apart, in one sentence."""
    pairs, apart, faults = evidence.pairs, _apart(evidence.pairs), _faults(evidence)
    if len(evidence.variants) < 2:
        return _("There is only one variant: load the results of two prompts or more on the same items.")
    if not pairs:
        return _(
            "No two variants were scored on the same items: run them on the same ones, so that they can be compared."
        )
    if faults:
        return _("Nothing that this eval says can be trusted yet. Mend first: {checks}.", checks=enumerated(faults))
    if len(pairs) == 1:
        return _(_ONE_PAIR[pairs[0].verdict])
    all_pairs = ngettext("{n} pair", "{n} pairs", len(pairs))
    if len(apart) == len(pairs):
        return _("Yes: this eval tells them all apart ({n} of {pairs}).", n=len(apart), pairs=all_pairs)
    if apart:
        says = _("In part: this eval tells {n} of {pairs} apart.", n=len(apart), pairs=all_pairs)
    else:
        says = _("Not yet: this eval tells none of {pairs} apart.", pairs=all_pairs)
    return run_on(says, _rest(pairs))


def pair_counts(evidence: Evidence) -> list[tuple[str, str]]:
    """How the pairs stand, as (what, how many)."""
    pairs = evidence.pairs
    return [
        (_("Told apart"), _of(len(_apart(pairs)), pairs)),
        (_("Shown to be within the margin"), _of(_number(pairs, "within margin"), pairs)),
        (_("Not settled"), _of(_number(pairs, "not settled"), pairs)),
    ]


def _of(n: int, pairs: Sequence[PairedDifference]) -> str:
    return pgettext("pairs", "{n} of {total}", n=n, total=len(pairs))


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
        return ngettext(
            "{n} pair shown to be closer than the margin, which is an answer too.",
            "{n} pairs shown to be closer than the margin, which is an answer too.",
            close,
        )
    if not close:
        return _("{n} could still go either way.", n=still_open)
    return ngettext(
        "{n} pair shown to be closer than the margin; {open} could still go either way.",
        "{n} pairs shown to be closer than the margin; {open} could still go either way.",
        close,
        open=still_open,
    )
