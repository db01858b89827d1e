"""What the results show of each variant: shown better, good enough, worse, or not settled, which is the normal outcome.

Against the margin: `shown better` than the best simpler variant, when the 95 % interval of the paired difference lies
above 0 and its p-value, adjusted by Holm, is below 5 %; `shown good enough`, when the intersection-union test with Holm
finds it at most the margin below every other; `probably good enough`, when P(at most the margin below the best) is 0.90
or more; `shown worse`, when the 90 % interval of its difference to the best lies below minus the margin. Both readings
of failed calls have to agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from advisor.evals.comparison import Comparison, Comparisons
from advisor.evals.digits import steady
from advisor.evals.estimates import p_meets, score_interval
from advisor.evals.gaps import Gap
from advisor.evals.paired_estimate import PairedEstimate
from advisor.evals.readings import Scored, Variant, simplicity
from advisor.evals.verdict_words import VerdictBasis, known_of, sentence_of
from advisor.language import _
from advisor.schema.evidence import Interval, Meets, VariantVerdict, VerdictWord
from advisor.stats.good_enough import GoodEnough, good_enough
from advisor.stats.holm import holm_adjust
from advisor.stats.joint_posterior import JointPosterior

ALPHA: Final = 0.05
PROBABLY: Final = 0.90
"""The probability from which something is called probable."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The verdict on one variant, and whether it is good enough beside what is said of it."""

    verdict: VariantVerdict
    good_enough: bool
    probably: bool

    @property
    def is_telling(self) -> bool:
        """Whether something is shown of it, or is probable at least."""
        return self.verdict.verdict != "not settled" or self.verdict.meets not in ("no_target", "not_settled")


def judge_variants(
    scored: Scored,
    comparisons: Comparisons,
    gaps: Mapping[str, Gap],
    posterior: JointPosterior | None,
    target: float | None,
    margin: float,
    held_back: str | None = None,
) -> list[Standing]:
    """The verdicts, in the order of the variants; `held_back` (a red eval) keeps every one open."""
    passed = _good_enough(scored, comparisons, gaps, margin)
    lacking = {name: gap.of_variant for name, gap in gaps.items()}
    better = _shown_better(scored, comparisons)
    found = []
    best = _best(scored)
    for place, own in enumerate(scored.variants):
        blocked = held_back or lacking.get(own.name)
        beside = next(
            (
                lacking[other.name]
                for other in scored.variants
                if other.name in lacking and _pair(comparisons, own, other)
            ),
            None,
        )
        is_good = passed.passes[place] and not blocked
        p_good = float(posterior.p_within_margin[place]) if posterior is not None else None
        probably = (
            not (is_good or blocked or beside)
            and p_good is not None
            and p_good >= PROBABLY
            and len(scored.variants) > 1
        )
        simpler, p_better = better.get(own.name, (None, None))
        readings = _estimates(comparisons, own, best)
        to_best = _pair(comparisons, own, best)
        is_worse = (
            to_best is not None
            and not to_best.blocked
            and all(each.interval90 is not None and each.interval90.high < -margin for each in readings)
        )
        word: VerdictWord = "not settled"
        rival, p_value = best, None
        if not blocked and is_worse:
            word = "shown worse"
        elif not blocked and simpler is not None:
            word, rival, p_value = "shown better", simpler, p_better
        elif is_good:
            word, p_value = "shown good enough", passed.p_holm[place]
        elif probably:
            word = "probably good enough"
        if rival is own:
            rival = _next_best(scored, own)
        paired = _estimates(comparisons, own, rival) if rival else []
        meets, p_target = meets_target(scored, own, target, posterior, place, bool(blocked))
        others = [each[0] for other in scored.variants if (each := _estimates(comparisons, own, other))]
        basis = VerdictBasis(
            own, rival, paired[0] if paired else None, others, p_good, margin, scored, blocked or beside
        )
        found.append(
            Standing(
                VariantVerdict(
                    variant=own.name,
                    approach=own.place,
                    verdict=word,
                    sentence=sentence_of(word, basis),
                    known=known_of(word, basis, target, meets, p_target),
                    n=paired[0].n if paired else own.own.marks.n,
                    compared_with=rival.name if rival and paired else None,
                    difference=paired[0].difference if paired else None,
                    interval=_interval(word, paired[0]) if paired else None,
                    method=_method(word, paired[0] if paired else None, posterior),
                    p_value=None if p_value is None else steady(p_value),
                    p_best=_share(posterior.p_best, place) if posterior is not None else None,
                    p_good_enough=None if p_good is None else steady(p_good),
                    p_on_front=(
                        _share(posterior.p_on_front, place)
                        if posterior is not None and posterior.p_on_front is not None
                        else None
                    ),
                    expected_regret=_share(posterior.expected_regret, place) if posterior is not None else None,
                    meets=meets,
                    p_meets=p_target,
                ),
                good_enough=is_good,
                probably=probably,
            )
        )
    return found


def meets_target(
    scored: Scored,
    own: Variant,
    target: float | None,
    posterior: JointPosterior | None = None,
    place: int | None = None,
    is_blocked: bool = False,
) -> tuple[Meets, float | None]:
    """How one variant stands to the target, and P(it meets it); both readings have to agree."""
    if target is None:
        return "no_target", None
    found: set[Meets] = set()
    first: float | None = None
    for reading in scored.readings:
        marks = reading.marks.variants[own.k]
        if marks is None:
            continue
        clusters = reading.own_clusters(own.k)
        bounds = score_interval(marks, scored.kind, clusters=clusters)
        if clusters is None or posterior is None or place is None:
            p = p_meets(marks, scored.kind, target)
        else:
            p = float(posterior.p_meets(target)[place])
        first = p if reading is scored.left_out else first
        found.add(_against(bounds, p, target))
    told = found.pop() if len(found) == 1 and not is_blocked else "not_settled"
    return told, None if first is None else steady(first)


def _against(bounds: Interval | None, p: float | None, target: float) -> Meets:
    if bounds is None:
        return "not_settled"
    if bounds.low >= target:
        return "meets_target"
    if bounds.high < target:
        return "below_target"
    return "probably_meets" if p is not None and p >= PROBABLY else "not_settled"


def _good_enough(scored: Scored, comparisons: Comparisons, gaps: Mapping[str, Gap], margin: float) -> GoodEnough:
    """The intersection-union test; the larger p of the two readings stands for a pair, none for one that lacks much."""
    n = len(scored.variants)
    p = np.full((n, n), np.nan)
    for i, a in enumerate(scored.variants):
        for j, b in enumerate(scored.variants):
            found = comparisons.get((a.name, b.name))
            if i == j or found is None or a.name in gaps or b.name in gaps:
                continue
            forth = [reading.p_not_worse(margin) for reading in found.readings]
            back = [reading.p_not_worse_mirrored(margin) for reading in found.readings]
            p[i, j] = np.nan if None in forth else max(each for each in forth if each is not None)
            p[j, i] = np.nan if None in back else max(each for each in back if each is not None)
    return good_enough(p, ALPHA)


def _shown_better(scored: Scored, comparisons: Comparisons) -> dict[str, tuple[Variant, float]]:
    """Each variant that is shown better than the best simpler one: that one, and the adjusted p-value."""
    asked: list[tuple[Variant, Variant, float]] = []
    for own in scored.variants:
        simpler = [other for other in scored.variants if simplicity(other.place) < simplicity(own.place)]
        if own.place is None or not simpler:
            continue
        rival = max(simpler, key=lambda other: (other.own.marks.mean, -scored.variants.index(other)))
        found = comparisons.get((own.name, rival.name))
        if found and not found.blocked and all(each.p_value is not None for each in found.readings):
            asked.append((own, rival, max(each.p_value or 0.0 for each in found.readings)))
    adjusted = holm_adjust([p for _, _, p in asked])
    shown = {}
    for (own, rival, _raw), p in zip(asked, adjusted, strict=True):
        readings = comparisons[own.name, rival.name].readings
        if p < ALPHA and all(each.interval95 is not None and each.interval95.low > 0 for each in readings):
            shown[own.name] = rival, p
    return shown


def _best(scored: Scored) -> Variant | None:
    """The variant with the best mean; among equals the simplest."""
    return max(scored.variants, key=lambda own: own.own.marks.mean, default=None)


def _next_best(scored: Scored, own: Variant) -> Variant | None:
    return max(
        (other for other in scored.variants if other is not own), key=lambda other: other.own.marks.mean, default=None
    )


def _pair(comparisons: Comparisons, own: Variant, other: Variant | None) -> Comparison | None:
    """The comparison of the two, in either order."""
    if other is None:
        return None
    return comparisons.get((own.name, other.name)) or comparisons.get((other.name, own.name))


def _estimates(comparisons: Comparisons, own: Variant, other: Variant | None) -> list[PairedEstimate]:
    """The readings of own minus other."""
    found = _pair(comparisons, own, other)
    if found is None:
        return []
    return list(found.readings) if found.pair.a == own.name else [each.mirrored for each in found.readings]


def _interval(word: VerdictWord, paired: PairedEstimate) -> Interval | None:
    return paired.interval95 if word == "shown better" else paired.interval90


def _method(word: VerdictWord, paired: PairedEstimate | None, posterior: JointPosterior | None) -> str:
    if word == "shown better" and paired:
        return _(
            "paired difference ({interval}), {test} with Holm",
            interval=_name(paired.interval95),
            test=paired.p_method,
        )
    if word == "shown good enough":
        return _("intersection-union test with Holm")
    if word == "probably good enough" and posterior is not None:
        return _(posterior.method, n=f"{len(posterior.draws):,}")
    if paired is None:
        return _("nothing to compare with")
    return _("paired difference ({interval})", interval=_name(paired.interval90))


def _name(bounds: Interval | None) -> str:
    return bounds.method if bounds else _("no interval")


def _share(shares: np.ndarray[tuple[int], np.dtype[np.float64]], place: int) -> float | None:
    value = float(shares[place])
    return None if np.isnan(value) else steady(value)
