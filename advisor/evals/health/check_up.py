"""All checks together: the worst colour that could be found, and what the results show of eval maturity."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from advisor.evals.health import (
    dead_items,
    fairness,
    flakiness,
    grader_noise,
    independence,
    judge_agreement,
    leakage,
    missing,
    mix,
    overfitting,
    position_bias,
    power,
    saturated,
    scale,
    suspects,
    wrong_tests,
)
from advisor.evals.health.subject import Subject
from advisor.evals.judge_correction import judged_variants
from advisor.evals.judging import judged_cells
from advisor.evals.number_words import enumerated
from advisor.language import N_, _, listed, pgettext, run_on
from advisor.schema.evidence import EvalHealth, HealthCheck, HealthState

CHECKS: tuple[Callable[[Subject], HealthCheck], ...] = (
    power.check,
    saturated.check,
    dead_items.check,
    suspects.check,
    flakiness.check,
    missing.check,
    scale.check,
    fairness.check,
    independence.check,
    judge_agreement.check,
    position_bias.check,
    grader_noise.check,
    leakage.check,
    overfitting.check,
    mix.check,
    wrong_tests.check,
)
OF_SENSITIVITY = frozenset(each.CHECK for each in (power, saturated, dead_items, flakiness))
"""Checks of whether the eval can tell variants apart; the others say whether what it tells can be trusted."""
_WORST: tuple[HealthState, ...] = ("red", "amber", "green", "unknown")
_COUNTED: dict[HealthState, str] = {"red": N_("{n} red"), "amber": N_("{n} amber"), "green": N_("{n} green")}
ENOUGH_ITEMS = 20


def check_up(subject: Subject) -> EvalHealth:
    """The health of the eval behind one score."""
    checks = tuple(check(subject) for check in CHECKS)
    state = min((check.state for check in checks), key=_WORST.index)
    return EvalHealth(
        state=state,
        sentence=_sentence(state, checks),
        maturity=_maturity(subject, checks),
        checks=checks,
        judged=judged_variants(subject.scored, judged_cells(subject.evals, subject.scored, subject.beside)),
    )


def cause_of_red(health: EvalHealth) -> str | None:
    """Why no verdict can be trusted, as a sentence part; None where no such check is red.

    Checks of sensitivity are red only where nothing is even probable, so they have no verdict to take back.
    """
    red = red_checks(health)
    titles = [_("“{title}”", title=check.title) for check in health.checks if check.check in red]
    return _("the eval does not pass its check {titles}", titles=listed(titles)) if titles else None


def red_checks(health: EvalHealth) -> frozenset[str]:
    """The red checks that hold every verdict back."""
    return frozenset(
        check.check for check in health.checks if check.state == "red" and check.check not in OF_SENSITIVITY
    )


def _sentence(state: HealthState, checks: Sequence[HealthCheck]) -> str:
    counts = {colour: sum(check.state == colour for check in checks) for colour in _WORST}
    told = [_(words, n=counts[colour]) for colour, words in _COUNTED.items() if counts[colour]]
    made = enumerated(told) or pgettext("checks", "none")
    if counts["unknown"]:
        says = _("Checks: {made}; {n} could not be made on these results.", made=made, n=counts["unknown"])
    else:
        says = _("Checks: {made}.", made=made)
    return run_on(says, _("Nothing is settled until red is mended.") if state == "red" else "")


def _maturity(subject: Subject, checks: Sequence[HealthCheck]) -> str:
    """What the results show, in the options of the question `evals`.

    Trusted needs a judge or metric that was found to agree with people, and nothing red; anything scored item by item
    on 20 items or more is scored; fewer show that somebody looked at some.
    """
    agreement = next((check for check in checks if check.check == "judge-agreement"), None)
    is_red = any(check.state == "red" for check in checks)
    if agreement is not None and agreement.state == "green" and not is_red:
        return "trusted"
    fewest = min((own.own.marks.n for own in subject.scored.variants), default=0)
    return "scored" if fewest >= ENOUGH_ITEMS else "eyeball"
