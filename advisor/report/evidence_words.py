"""The words for what eval results show: how sure a choice is, where a variant stands, what a colour means."""

from __future__ import annotations

from typing import Final

from advisor.evals.number_words import span, with_interval
from advisor.language import N_, _, pgettext
from advisor.schema.evidence import (
    Choice,
    EvalHealth,
    Evidence,
    FailureCause,
    FileStatus,
    HealthState,
    JudgedVariant,
    Meets,
    NextEval,
    Standing,
    VariantVerdict,
    VerdictWord,
)

STANDINGS: Final[dict[Standing, str]] = {
    "shown": N_("shown by these results"),
    "probable": N_("probable, not shown yet"),
    "open": N_("open, which is normal at this size"),
}

VERDICTS: Final[dict[VerdictWord, str]] = {
    "shown better": N_("shown better"),
    "shown good enough": N_("shown good enough"),
    "probably good enough": N_("probably good enough"),
    "not settled": N_("not settled"),
    "shown worse": N_("shown worse"),
}

MEETS: Final[dict[Meets, str]] = {
    "no_target": N_("no target set"),
    "below_target": N_("shown to miss it"),
    "not_settled": N_("not settled"),
    "probably_meets": N_("probably, not shown"),
    "meets_target": N_("shown to meet it"),
}

STATES: Final[dict[HealthState, str]] = {
    "green": N_("fine"),
    "amber": N_("take care"),
    "red": N_("mend first"),
    "unknown": N_("not checked"),
}
"""What a colour says, for those who do not see it."""


RUNS: Final[dict[FileStatus, str]] = {
    "complete": N_("complete"),
    "partial": N_("partial"),
    "unknown": N_("unknown"),
}
"""How whole the run behind a file is."""

CAUSES: Final[dict[FailureCause, str]] = {
    "facts": N_("Facts"),
    "form": N_("Form"),
    "judgement": N_("Judgement"),
    "economics": N_("Cost or speed"),
    "wrong-test": N_("The test is wrong"),
}
"""The causes of a failure, in the order of their buttons."""

OPEN_IS_NORMAL: Final = N_(
    "Not settled does not mean equal: these items cannot tell yet, and each verdict below says what they do tell."
)
PROBABILITIES: Final = N_(
    "Probabilities are worked out over the items, with weak priors: by a smoothed Bayesian bootstrap, and against a"
    " target by the posterior of the mean."
)
FRONT: Final = N_(
    "Unbeaten in cost and quality: on the Pareto front of the two; no other costs no more and scores no less."
)


def colour(state: HealthState) -> str:
    """The colour of a check by its name."""
    return {
        "green": pgettext("check", "green"),
        "amber": pgettext("check", "amber"),
        "red": pgettext("check", "red"),
        "unknown": pgettext("check", "unknown"),
    }[state]


def chance(probability: float) -> str:
    """A probability in percent, never a bare 0 or 100."""
    if probability < 0.01:
        return _("under {share} %", share="1")
    if probability > 0.99:
        return _("over {share} %", share="99")
    return _("{share} %", share=f"{probability * 100:.0f}")


def standing(evidence: Evidence) -> str:
    """How sure the choice is, in words."""
    return _("held back until the eval is mended") if is_held_back(evidence) else _(STANDINGS[evidence.choice.standing])


def is_held_back(evidence: Evidence) -> bool:
    """No verdict is given, as a check found what voids them all."""
    if evidence.health.state != "red":
        return False
    from advisor.evals.health.check_up import cause_of_red  # needs NumPy, which a report without results does not

    return cause_of_red(evidence.health) is not None


def choice_title(choice: Choice) -> str:
    """The name of the variant that is chosen, or that none is."""
    return choice.variant or _("No variant yet")


def cheapest_next(evidence: Evidence) -> NextEval | None:
    """What to measure next with the least effort; None where nothing would help, or nobody knows."""
    timed = [each for each in evidence.next if each.hours is not None]
    return min(timed, key=lambda each: each.hours or 0.0, default=next(iter(evidence.next), None))


def chances(verdict: VariantVerdict, evidence: Evidence) -> list[tuple[str, str]]:
    """What is probable of one variant, as (event, probability in words); what is not known is left out."""
    target = evidence.target
    compared = [
        (_("no more than {margin} below the best", margin=f"{evidence.margin:g}"), verdict.p_good_enough),
        (pgettext("variant", "best"), verdict.p_best),
        (_("unbeaten in cost and quality"), verdict.p_on_front),
    ]
    found = [
        *(compared if verdict.compared_with is not None else []),
        (_("meets {target}", target=f"{target:g}") if target is not None else "", verdict.p_meets),
    ]
    return [(event, chance(p)) for event, p in found if event and p is not None]


def share_words(share: float, low: float, high: float) -> str:
    """`40 % (95 % interval 20 to 64)`."""
    return _(
        "{share} % (95 % interval {low} to {high})",
        share=f"{share * 100:.0f}",
        low=f"{low * 100:.0f}",
        high=f"{high * 100:.0f}",
    )


JUDGED: Final = (
    N_("variant"),
    N_("labelled"),
    N_("by the grader"),
    N_("by people, worked out"),
    N_("passes the good"),
    N_("fails the bad"),
)
"""The columns of `judged_rows`."""


def judged_rows(health: EvalHealth) -> list[tuple[str, ...]]:
    """What a grader does to each variant's mean, as texts."""
    return [
        (
            each.variant,
            _("{labelled} ({rarer} of the rarer mark)", labelled=f"{each.labelled:,}", rarer=f"{each.rarer:,}"),
            f"{each.judged:.2f}",
            _corrected(each),
            _share(each.sensitivity),
            _share(each.specificity),
        )
        for each in health.judged
    ]


def judged_methods(health: EvalHealth) -> list[str]:
    """How the means that people would have found were worked out."""
    methods = dict.fromkeys(each.interval.method for each in health.judged if each.interval)
    return [_("What people would have found: by {methods}.", methods=_(", ").join(methods))] if methods else []


def _corrected(each: JudgedVariant) -> str:
    if each.corrected is None:
        return _("uncorrected: too few labels of the rarer mark")
    bar = each.interval
    told = ""
    if bar:
        told = _("{range}, {level} %", range=span(f"{bar.low:.2f}", f"{bar.high:.2f}"), level=f"{bar.level * 100:.0f}")
    return with_interval(f"{each.corrected:.2f}", told)


def _share(value: float | None) -> str:
    return _("unknown") if value is None else _("{share} %", share=f"{value * 100:.0f}")


def difference(each: VariantVerdict, evidence: Evidence) -> str:
    """A variant minus the one it is compared with: `-20 points (90 % CI -33.0 to -8.2)`, or in score units."""
    if each.difference is None:
        return _("not known")
    bar = each.interval
    scores = next(own.scores for own in evidence.variants if own.variant == each.variant)
    if scores[evidence.score].kind == "pass/fail":
        apart = _("{n} points", n=f"{each.difference * 100:+.1f}")
        ends = (f"{bar.low * 100:+.1f}", f"{bar.high * 100:+.1f}") if bar else ("", "")
    else:
        apart = f"{each.difference:+.3g}"
        ends = (f"{bar.low:+.3g}", f"{bar.high:+.3g}") if bar else ("", "")
    if bar is None:
        return with_interval(apart, _("no interval"))
    return with_interval(
        apart, _("{level} % CI {low} to {high}", level=f"{bar.level * 100:.0f}", low=ends[0], high=ends[1])
    )
