"""The words for what eval results show: how sure a choice is, where a variant stands, what a colour means."""

from __future__ import annotations

from typing import Final

from advisor.evals import number_words
from advisor.schema.evidence import (
    Choice,
    EvalHealth,
    Evidence,
    FailureCause,
    HealthState,
    JudgedVariant,
    Meets,
    NextEval,
    Standing,
    VariantVerdict,
)

STANDINGS: Final[dict[Standing, str]] = {
    "shown": "shown by these results",
    "probable": "probable, not shown yet",
    "open": "open, which is normal at this size",
}

MEETS: Final[dict[Meets, str]] = {
    "no_target": "no target set",
    "below_target": "shown to miss it",
    "not_settled": "not settled",
    "probably_meets": "probably, not shown",
    "meets_target": "shown to meet it",
}

STATES: Final[dict[HealthState, str]] = {
    "green": "fine",
    "amber": "take care",
    "red": "mend first",
    "unknown": "not checked",
}
"""What a colour says, for those who do not see it."""

CAUSES: Final[dict[FailureCause, str]] = {
    "facts": "Facts",
    "form": "Form",
    "judgement": "Judgement",
    "economics": "Cost or speed",
    "wrong-test": "The test is wrong",
}
"""The causes of a failure, in the order of their buttons."""

OPEN_IS_NORMAL: Final = (
    "Not settled does not mean equal: these items cannot tell yet, and each verdict below says what they do tell."
)
PROBABILITIES: Final = (
    "Probabilities are worked out over the items, with weak priors: by a smoothed Bayesian bootstrap, and against a"
    " target by the posterior of the mean."
)


def chance(probability: float) -> str:
    """A probability in percent, never a bare 0 or 100."""
    return number_words.chance(probability).replace("%", " %")


def standing(evidence: Evidence) -> str:
    """How sure the choice is, in words."""
    return "held back until the eval is mended" if is_held_back(evidence) else STANDINGS[evidence.choice.standing]


def is_held_back(evidence: Evidence) -> bool:
    """No verdict is given, as a check found what voids them all."""
    if evidence.health.state != "red":
        return False
    from advisor.evals.health.check_up import cause_of_red  # needs NumPy, which a report without results does not

    return cause_of_red(evidence.health) is not None


def choice_title(choice: Choice) -> str:
    """The name of the variant that is chosen, or that none is."""
    return choice.variant or "No variant yet"


def cheapest_next(evidence: Evidence) -> NextEval | None:
    """What to measure next with the least effort; None where nothing would help, or nobody knows."""
    timed = [each for each in evidence.next if each.hours is not None]
    return min(timed, key=lambda each: each.hours or 0.0, default=next(iter(evidence.next), None))


def chances(verdict: VariantVerdict, evidence: Evidence) -> list[tuple[str, str]]:
    """What is probable of one variant, as (event, probability in words); what is not known is left out."""
    compared = [
        (f"no more than {evidence.margin:g} below the best", verdict.p_good_enough),
        ("best", verdict.p_best),
        ("on the cost/quality front", verdict.p_on_front),
    ]
    found = [
        *(compared if verdict.compared_with is not None else []),
        (f"meets {evidence.target:g}" if evidence.target is not None else "", verdict.p_meets),
    ]
    return [(event, chance(p)) for event, p in found if event and p is not None]


def share_words(share: float, low: float, high: float) -> str:
    """`40 % (95 % interval 20 to 64)`."""
    return f"{share * 100:.0f} % (95 % interval {low * 100:.0f} to {high * 100:.0f})"


JUDGED: Final = ("variant", "labelled", "by the grader", "by people, worked out", "passes the good", "fails the bad")
"""The columns of `judged_rows`."""


def judged_rows(health: EvalHealth) -> list[tuple[str, ...]]:
    """What a grader does to each variant's mean, as texts."""
    return [
        (
            each.variant,
            f"{each.labelled:,} ({each.rarer:,} of the rarer mark)",
            f"{each.judged:.2f}",
            _corrected(each),
            _share(each.sensitivity),
            _share(each.specificity),
        )
        for each in health.judged
    ]


def _corrected(each: JudgedVariant) -> str:
    if each.corrected is None:
        return "uncorrected: too few labels of the rarer mark"
    bar = each.interval
    told = f" ({bar.low:.2f} to {bar.high:.2f}, {bar.level:.0%}, {bar.method})" if bar else ""
    return f"{each.corrected:.2f}{told}"


def _share(value: float | None) -> str:
    return "unknown" if value is None else f"{value * 100:.0f} %"


def difference(each: VariantVerdict, evidence: Evidence) -> str:
    """A variant minus the one it is compared with: `-20 points (90% CI -33.0 to -8.2, Tango)`, or in score units."""
    if each.difference is None:
        return "not known"
    bar = each.interval
    scores = next(own.scores for own in evidence.variants if own.variant == each.variant)
    if scores[evidence.score].kind == "pass/fail":
        apart = f"{each.difference * 100:+.1f} points"
        range_ = f"{bar.low * 100:+.1f} to {bar.high * 100:+.1f}" if bar else ""
    else:
        apart = f"{each.difference:+.3g}"
        range_ = f"{bar.low:+.3g} to {bar.high:+.3g}" if bar else ""
    return f"{apart} ({bar.level:.0%} CI {range_}, {bar.method})" if bar else f"{apart} (no interval)"
