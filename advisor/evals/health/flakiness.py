"""How often does the same item of the same variant come out differently when it is run again?"""

from __future__ import annotations

from advisor.evals.health.subject import Subject, finding, not_checked
from advisor.evals.repeat_noise import Noise, noise_of_repeats
from advisor.schema.evidence import HealthCheck

CHECK, TITLE = "flakiness", "Repeatable results"
AMBER, RED = 0.10, 0.25


def check(subject: Subject) -> HealthCheck:
    """Amber above 10 %, red above 25 % of pairs of runs that disagree, or of the variance that comes from running
    again."""
    found = noise_of_repeats(subject.evals, subject.scored)
    if not found:
        return not_checked(
            CHECK, TITLE, "Every item was run once: run 30 items three times to see how much changes by itself."
        )
    worst, share = max(((own, _share(subject, own)) for own in found), key=lambda each: each[1])
    is_rate = subject.scored.kind == "pass/fail"
    what = "of runs of one item disagree" if is_rate else "of the variance comes from running again"
    figure = f"{share * 100:.0f}% {what} (`{worst.variant}`, {worst.items:,} repeated items)"
    if share <= AMBER:
        return finding(CHECK, TITLE, "green", figure, "Results hold when an item is run again.")
    is_red = share > RED and not subject.tells_apart
    return finding(
        CHECK, TITLE, "red" if is_red else "amber", figure,
        "Results change by themselves: lower the temperature, or average several runs of each item.",
    )  # fmt: skip


def _share(subject: Subject, own: Noise) -> float:
    if subject.scored.kind == "pass/fail":
        return 2 * own.within
    marks = next((each.own.marks for each in subject.scored.variants if each.name == own.variant), None)
    epochs = next((each.epochs for each in subject.scored.variants if each.name == own.variant), 1)
    return min(own.within / epochs / marks.variance, 1.0) if marks and marks.variance else 0.0
