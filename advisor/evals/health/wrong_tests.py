"""How many failures are the test's own fault, by the labels that people gave."""

from __future__ import annotations

from advisor.evals.failures import failure_summary
from advisor.evals.health.subject import Subject, finding, not_checked
from advisor.evals.number_words import counted
from advisor.schema.evidence import HealthCheck

CHECK, TITLE = "wrong-tests", "Failures that are the test's own"
AMBER = 0.05


def check(subject: Subject) -> HealthCheck:
    """Amber where more than 5 % of the labelled failures say that the test is wrong, by the low end of the interval."""
    found = failure_summary(subject.beside.failures)
    if found is None:
        return not_checked(CHECK, TITLE, "Look at up to 30 failed answers and say what was wrong with each.")
    own = next(each for each in found.shares if each.cause == "wrong-test")
    bar = f"{own.share * 100:.0f}%, 95% CI {own.interval.low * 100:.0f} to {own.interval.high * 100:.0f}"
    figure = f"{own.count:,} of {counted(found.labelled, 'labelled failure')} ({bar})"
    if own.interval.low > AMBER:
        items = sorted(item for (name, item), cause in subject.beside.failures.items() if cause == own.cause)
        return finding(
            CHECK, TITLE, "amber", figure,
            "Right answers are marked as failures: mend these tests, then run the grading again.", tuple(items[:10]),
        )  # fmt: skip
    return finding(CHECK, TITLE, "green", figure, "Hardly any labelled failure is the test's own fault.")
