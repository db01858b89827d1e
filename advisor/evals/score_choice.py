"""Which score is quality, when the results hold several and nobody said.

A pass/fail score whose name speaks of correctness comes first; latency checks, lengths and costs come late; a
blend that the tool mixed from the others is never taken while there is another.
"""

from __future__ import annotations

import re

from advisor.errors import EvalFileError
from advisor.evals.eval_set import EvalSet
from advisor.evals.number_words import enumerated
from advisor.evals.readings import score_kind
from advisor.language import _

_CORRECT = re.compile(r"correct|accura|match|exact|right|正解|正答|一致")
_ASIDE = re.compile(r"latency|fast|speed|time|cost|price|token|length|brevity|concise|words|chars|count|format")


def choose_score(evals: EvalSet, wanted: str | None) -> tuple[str, str | None]:
    """The score to use, and a note on the choice when there was one to make.

    Raises EvalFileError when `wanted` is not among the scores or no row has a score at all.
    """
    names = evals.score_names()
    if not names:
        raise EvalFileError("No row has a score: check that the score column holds numbers or pass/fail.")
    listed = ", ".join(f"`{name}`" for name in names)
    if wanted is not None:
        if wanted not in names:
            raise EvalFileError(f"The score `{wanted}` is not in these results: they hold {listed}.")
        return wanted, None
    chosen = min(names, key=lambda name: _rank(evals, name))
    if len(names) == 1:
        return chosen, None
    note = _(
        "There are {n} scores ({names}): `{chosen}` is taken as quality; name another with `score`.",
        n=len(names),
        names=enumerated([f"`{name}`" for name in names]),
        chosen=chosen,
    )
    return chosen, note


def _rank(evals: EvalSet, name: str) -> tuple[bool, int, int, str]:
    """Small is better: whether it is the same everywhere, its kind, how many variants lack it, then its name."""
    words = name.lower()
    passes = score_kind(evals, name) == "pass/fail"
    if name in evals.blended:
        tier = 5 if passes else 6
    elif _ASIDE.search(words):
        tier = 4
    elif _CORRECT.search(words):
        tier = 0 if passes else 1
    else:
        tier = 2 if passes else 3
    lacking = sum(not own.scored[name].rows for own in evals.totals.values())
    marks = {end for own in evals.totals.values() for end in (own.scored[name].low, own.scored[name].high)} - {None}
    return len(marks) == 1, tier, lacking, name
