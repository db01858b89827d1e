"""Is the eval at its ceiling or at its floor, so that a better variant could not show?"""

from __future__ import annotations

from advisor.evals.estimates import score_interval
from advisor.evals.health.subject import Subject, finding, not_checked
from advisor.evals.number_words import percent, percent_interval, size, span
from advisor.language import N_, _
from advisor.schema.evidence import HealthCheck
from advisor.stats.saturation import saturation

CHECK, TITLE = "saturation", N_("Room to improve")


def check(subject: Subject) -> HealthCheck:
    """Amber at the ceiling or floor; red where less than the margin is left and nothing is told apart."""
    scored = subject.scored
    if not scored.in_points:
        said = _("The scale of this score has no known ends, so there is no ceiling to check.")
        return not_checked(CHECK, TITLE, said)
    best = max(scored.variants, key=lambda own: own.own.marks.mean)
    bounds = score_interval(best.own, scored.kind, clusters=scored.left_out.own_clusters(best.k))
    if bounds is None:
        return not_checked(CHECK, TITLE, _("More than one item is needed."))
    found = saturation(best.own.marks.mean, (bounds.low, bounds.high))
    marks = best.own.marks
    mean = f"{marks.mean:.2f}"
    bar = _("95 % CI {range}", range=span(f"{bounds.low:.2f}", f"{bounds.high:.2f}"))
    if scored.kind == "pass/fail":
        mean, bar = percent(marks.mean, marks.n), percent_interval(bounds.low, bounds.high, marks.n)
    figure = _("best variant {mean}, {interval}", mean=mean, interval=bar)
    only = _room(found.headroom, best.name)
    if found.headroom <= subject.margin and not subject.tells_apart:
        said = _("{left}, no more than the margin: add items that it fails.", left=only)
        return finding(CHECK, TITLE, "red", figure, said)
    if found.at_ceiling:
        said = _("{left}: add harder items to rank what comes next.", left=only)
        return finding(CHECK, TITLE, "amber", figure, said)
    if found.at_floor:
        said = _("Even `{variant}` passes almost nothing: check the scorer, then add easier items.", variant=best.name)
        return finding(CHECK, TITLE, "amber", figure, said)
    return finding(CHECK, TITLE, "green", figure, _left(found.headroom, best.name))


def _room(headroom: float, variant: str) -> str:
    """How little is left, as the beginning of a sentence."""
    if headroom <= 0:
        return _("Nothing is left above `{variant}`", variant=variant)
    room = size(headroom, True)
    if f"{headroom * 100:.1f}" == "1.0":
        return _("Only {room} is left above `{variant}`", room=room, variant=variant)
    return _("Only {room} are left above `{variant}`", room=room, variant=variant)


def _left(headroom: float, variant: str) -> str:
    """How much is left."""
    if headroom <= 0:
        return _("Nothing is left above `{variant}`.", variant=variant)
    room = size(headroom, True)
    if f"{headroom * 100:.1f}" == "1.0":
        return _("{room} is left above `{variant}`.", room=room, variant=variant)
    return _("{room} are left above `{variant}`.", room=room, variant=variant)
