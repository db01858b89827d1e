"""Is the eval at its ceiling or at its floor, so that a better variant could not show?"""

from __future__ import annotations

from advisor.evals.estimates import score_interval
from advisor.evals.health.subject import Subject, finding, not_checked
from advisor.evals.number_words import percent, percent_range, size
from advisor.schema.evidence import HealthCheck
from advisor.stats.saturation import saturation

CHECK, TITLE = "saturation", "Room to improve"


def check(subject: Subject) -> HealthCheck:
    """Amber at the ceiling or floor; red where less than the margin is left and nothing is told apart."""
    scored = subject.scored
    if not scored.in_points:
        return not_checked(CHECK, TITLE, "The scale of this score has no known ends, so there is no ceiling to check.")
    best = max(scored.variants, key=lambda own: own.own.marks.mean)
    bounds = score_interval(best.own, scored.kind, clusters=scored.left_out.own_clusters(best.k))
    if bounds is None:
        return not_checked(CHECK, TITLE, "More than one item is needed.")
    found = saturation(best.own.marks.mean, (bounds.low, bounds.high))
    marks = best.own.marks
    figure = f"best variant {marks.mean:.2f}, 95% CI {bounds.low:.2f} to {bounds.high:.2f}"
    if scored.kind == "pass/fail":
        reach = percent_range(bounds.low, bounds.high, marks.n)
        figure = f"best variant {percent(marks.mean, marks.n)}, 95% CI {reach}"
    room = size(found.headroom, True)
    left = "Nothing is" if found.headroom <= 0 else f"Only {room} {'is' if room == '1 point' else 'are'}"
    if found.headroom <= subject.margin and not subject.tells_apart:
        return finding(
            CHECK, TITLE, "red", figure,
            f"{left} left above `{best.name}`, no more than the margin: add items that it fails.",
        )  # fmt: skip
    if found.at_ceiling:
        return finding(
            CHECK,
            TITLE,
            "amber",
            figure,
            f"{left} left above `{best.name}`: add harder items to rank what comes next.",
        )
    if found.at_floor:
        return finding(
            CHECK,
            TITLE,
            "amber",
            figure,
            f"Even `{best.name}` passes almost nothing: check the scorer, then add easier items.",
        )
    return finding(CHECK, TITLE, "green", figure, f"{left.removeprefix('Only ')} left above `{best.name}`.")
