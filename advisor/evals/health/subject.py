"""What a check looks at, and how it says what it found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from advisor.evals.beside import Beside
from advisor.evals.comparison import Comparisons
from advisor.evals.eval_set import EvalSet
from advisor.evals.gaps import Gap
from advisor.evals.readings import Scored
from advisor.language import _
from advisor.schema.evidence import HealthCheck, HealthState


@dataclass(frozen=True, slots=True)
class Subject:
    """The results of one score, with what was given beside them."""

    evals: EvalSet
    scored: Scored
    comparisons: Comparisons
    gaps: Mapping[str, Gap]
    beside: Beside
    margin: float
    target: float | None
    tells_apart: bool
    """Some difference, or some stand to the target, is shown or probable: the eval was sensitive enough for that."""


def finding(
    check: str,
    title: str,
    state: HealthState,
    figure: str,
    sentence: str,
    items: tuple[str, ...] = (),
    computed: str = "",
) -> HealthCheck:
    """What a check found; `title` as it stands in the code."""
    return HealthCheck(
        check=check, title=_(title), state=state, figure=figure, sentence=sentence, items=items, computed=computed
    )


def not_checked(check: str, title: str, sentence: str) -> HealthCheck:
    """A check whose input is not there; the sentence says what to give."""
    return finding(check, title, "unknown", _("not checked"), sentence)
