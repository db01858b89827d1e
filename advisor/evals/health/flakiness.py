"""How often does the same item of the same variant come out differently when it is run again?"""

from __future__ import annotations

from advisor.evals.health.subject import Subject, finding, not_checked
from advisor.evals.repeat_noise import Noise, noise_of_repeats
from advisor.language import N_, _
from advisor.schema.evidence import HealthCheck

CHECK, TITLE = "flakiness", N_("Repeatable results")
AMBER, RED = 0.10, 0.25


def check(subject: Subject) -> HealthCheck:
    """Amber above 10 %, red above 25 % of pairs of runs that disagree, or of the variance that comes from running
    again."""
    found = noise_of_repeats(subject.evals, subject.scored)
    if not found:
        return not_checked(
            CHECK, TITLE, _("Every item was run once: run 30 items three times to see how much changes by itself.")
        )
    worst, share = max(((own, _share(subject, own)) for own in found), key=lambda each: each[1])
    is_rate = subject.scored.kind == "pass/fail"
    values = {"share": f"{share * 100:.0f}", "variant": worst.variant, "n": f"{worst.items:,}"}
    figure = (
        _("{share} % of runs of one item disagree (`{variant}`, {n} repeated items)", **values)
        if is_rate
        else _("{share} % of the variance comes from running again (`{variant}`, {n} repeated items)", **values)
    )
    if share <= AMBER:
        return finding(CHECK, TITLE, "green", figure, _("Results hold when an item is run again."))
    is_red = share > RED and not subject.tells_apart
    return finding(
        CHECK, TITLE, "red" if is_red else "amber", figure,
        _("Results change by themselves: lower the temperature, or average several runs of each item."),
    )  # fmt: skip


def _share(subject: Subject, own: Noise) -> float:
    if subject.scored.kind == "pass/fail":
        return 2 * own.within
    marks = next((each.own.marks for each in subject.scored.variants if each.name == own.variant), None)
    epochs = next((each.epochs for each in subject.scored.variants if each.name == own.variant), 1)
    return min(own.within / epochs / marks.variance, 1.0) if marks and marks.variance else 0.0
