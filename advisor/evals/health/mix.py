"""Would the verdicts be the same if the items were mixed as the traffic is?"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from scipy.special import ndtri

from advisor.evals.health.subject import Subject, finding, not_checked
from advisor.evals.number_words import distance, enumerated
from advisor.evals.segment_marks import SegmentMarks, segment_marks
from advisor.language import N_, _, run_on
from advisor.schema.evidence import HealthCheck
from advisor.stats.choice_change import simplest_good
from advisor.stats.moments import Moments
from advisor.stats.stratified_mean import stratified_mean

CHECK, TITLE = "mix", N_("A mix like the traffic's")
FAR = 0.10
"""The difference of one segment's shares above which the mix is another one."""
_Z = float(ndtri(0.975))


def check(subject: Subject) -> HealthCheck:
    """Red where a verdict that is settled, or the variant to choose, is another one at the mix of the traffic."""
    mix = {name: share for name, share in subject.beside.mix.items() if share > 0}
    if not mix:
        return not_checked(
            CHECK, TITLE, _("Give the share of each segment in your traffic to see whether the mix matters.")
        )
    segments = segment_marks(subject.evals, subject.scored)
    if not segments:
        return not_checked(CHECK, TITLE, _("These results name no segments: give a column `segment`."))
    whole = math.fsum(mix.values())
    lacking = sorted(name for name in mix if name not in segments)
    share = math.fsum(mix[name] for name in lacking) / whole
    names = enumerated([f"`{name}`" for name in lacking])
    told = _("No item is from {segments}.", segments=names) if lacking else ""
    weights = {name: own / whole for name, own in mix.items() if name in segments}
    if not weights:
        return finding(
            CHECK, TITLE, "amber", _("no shared segment"),
            _(
                "None of your segments is in these results, which name {segments}: write them alike.",
                segments=_listed(segments),
            ),
        )  # fmt: skip
    sizes = {name: max((each.n for each in own.variants.values()), default=0) for name, own in segments.items()}
    apart = {name: weights.get(name, 0.0) - size / sum(sizes.values()) for name, size in sizes.items()}
    farthest = max(sorted(apart), key=lambda name: abs(apart[name]))
    figure = _(
        "`{segment}`: {items} % of the items, {traffic} % of the traffic",
        segment=farthest,
        items=f"{sizes[farthest] / sum(sizes.values()) * 100:.0f}",
        traffic=f"{weights.get(farthest, 0.0) * 100:.0f}",
    )
    changed = [*_changed_verdicts(subject, segments, weights), *_changed_choice(subject, segments, weights)]
    if changed:
        mend = _("Add items where the traffic is, or compare by segment.")
        return finding(CHECK, TITLE, "red", figure, run_on(changed[0], mend, told))
    if share > FAR or abs(apart[farthest]) > FAR:
        return finding(
            CHECK, TITLE, "amber", figure,
            run_on(_("The items are mixed otherwise than the traffic; no settled verdict changes by that."), told),
        )  # fmt: skip
    return finding(CHECK, TITLE, "green", figure, run_on(_("The items are mixed much as the traffic is."), told))


def _changed_verdicts(
    subject: Subject, segments: Mapping[str, SegmentMarks], weights: Mapping[str, float]
) -> list[str]:
    """Each settled pair whose re-weighted interval does not hold and does not hold the difference either."""
    places = {own.name: own.k for own in subject.scored.variants}
    found = []
    for (a, b), each in subject.comparisons.items():
        if each.pair.verdict not in ("a better", "b better"):
            continue
        i, j = places[a], places[b]
        strata = {name: _pair(segments[name], i, j) for name in weights}
        known = {name: own for name, own in strata.items() if own is not None}
        if not known:
            continue
        again = stratified_mean(list(known.values()), [weights[name] for name in known])
        if again.se is None:
            continue
        low, high = again.mean - _Z * again.se, again.mean + _Z * again.se
        holds = low > 0 if each.pair.verdict == "a better" else high < 0
        is_other = not holds and not low <= each.pair.difference <= high
        if is_other or again.mean * each.pair.difference < 0:
            points = subject.scored.in_points
            found.append(
                _(
                    "`{a}` was {here} `{b}`, but {there} it at the mix of your traffic.",
                    a=a,
                    b=b,
                    here=distance(each.pair.difference, points),
                    there=distance(again.mean, points),
                )
            )
    return found


def _changed_choice(subject: Subject, segments: Mapping[str, SegmentMarks], weights: Mapping[str, float]) -> list[str]:
    """The variant that the means favour, where it is another one at the mix of the traffic."""
    variants, may_win = subject.scored.variants, [own.place is not None for own in subject.scored.variants]
    known = [name for name in weights if all(own.k in segments[name].variants for own in variants)]
    if not known or not any(may_win):
        return []
    weighed = [
        stratified_mean([segments[name].variants[own.k] for name in known], [weights[name] for name in known]).mean
        for own in variants
    ]
    means = np.array([[own.own.marks.mean for own in variants], weighed])
    today, there = simplest_good(means, may_win, subject.margin, subject.target)
    if today == there:
        return []
    return [
        _(
            "The means favour `{today}` on these items and `{there}` at the mix of your traffic.",
            today=variants[today].name,
            there=variants[there].name,
        )
    ]


def _pair(own: SegmentMarks, i: int, j: int) -> Moments | None:
    if i < j:
        return own.pairs.get((i, j))
    found = own.pairs.get((j, i))
    return None if found is None else Moments(found.n, 0.0 - found.mean, found.variance)


def _listed(segments: Mapping[str, SegmentMarks]) -> str:
    names = sorted(segments)
    first = enumerated([f"`{name}`" for name in names[:5]])
    return _("{names} and {n} more", names=first, n=len(names) - 5) if len(names) > 5 else first
