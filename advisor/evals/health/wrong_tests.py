"""How many failures are the test's own fault, by the labels that people gave."""

from __future__ import annotations

from advisor.evals.failures import failure_summary
from advisor.evals.health.subject import Subject, finding, not_checked
from advisor.evals.number_words import percent_interval
from advisor.language import N_, _, ngettext
from advisor.schema.evidence import HealthCheck

CHECK, TITLE = "wrong-tests", N_("Failures that are the test's own")
AMBER = 0.05


def check(subject: Subject) -> HealthCheck:
    """Amber where more than 5 % of the labelled failures say that the test is wrong, by the low end of the interval."""
    found = failure_summary(subject.beside.failures)
    if found is None:
        return not_checked(CHECK, TITLE, _("Look at up to 30 failed answers and say what was wrong with each."))
    own = next(each for each in found.shares if each.cause == "wrong-test")
    figure = ngettext(
        "{count} of {n} labelled failure ({share} %, {interval})",
        "{count} of {n} labelled failures ({share} %, {interval})",
        found.labelled,
        count=f"{own.count:,}",
        share=f"{own.share * 100:.0f}",
        interval=percent_interval(own.interval.low, own.interval.high),
    )
    if own.interval.low > AMBER:
        items = sorted(item for (name, item), cause in subject.beside.failures.items() if cause == own.cause)
        return finding(
            CHECK, TITLE, "amber", figure,
            _("Right answers are marked as failures: mend these tests, then run the grading again."),
            tuple(items[:10]),
        )  # fmt: skip
    return finding(CHECK, TITLE, "green", figure, _("Hardly any labelled failure is the test's own fault."))
