"""A verdict on one variant in words: what it scored, how it stands to its rival, and what is known all the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from advisor.evals.estimates import score_interval
from advisor.evals.number_words import (
    chance,
    distance,
    items_words,
    percent,
    percent_interval,
    signed_interval,
    size,
    with_interval,
)
from advisor.evals.paired_estimate import PairedEstimate
from advisor.evals.readings import Scored, Variant
from advisor.evals.sentences import items_sentence
from advisor.language import _, ngettext, run_on
from advisor.schema.evidence import Meets, VerdictWord


@dataclass(frozen=True, slots=True)
class VerdictBasis:
    """What a verdict rests on."""

    own: Variant
    rival: Variant | None
    paired: PairedEstimate | None
    """Own minus rival."""
    others: Sequence[PairedEstimate]
    """Own minus each other variant."""
    p_good_enough: float | None
    margin: float
    scored: Scored
    blocked: str | None


def sentence_of(word: VerdictWord, basis: VerdictBasis) -> str:
    """The verdict in one or two sentences."""
    head = _("{measured}.", measured=scored_words(basis.scored, basis.own))
    if basis.paired is None or basis.rival is None:
        alone = _("There is no other variant on the same items to compare it with: not settled.")
        return run_on(head, alone)
    return run_on(head, _beside_rival(word, basis, basis.paired, basis.rival.name))


def _beside_rival(word: VerdictWord, basis: VerdictBasis, found: PairedEstimate, rival: str) -> str:
    points, margin = basis.scored.in_points, size(basis.margin, basis.scored.in_points)
    bounds = found.interval95 if word == "shown better" else found.interval90
    measured = with_interval(
        ngettext(
            "On the same {n} item it was {distance} `{rival}`",
            "On the same {n} items it was {distance} `{rival}`",
            found.n,
            distance=distance(found.difference, points),
            rival=rival,
        ),
        signed_interval(bounds, points) if bounds else "",
    )
    match word:
        case "shown better":
            return _("{measured}: shown better than `{rival}`, the best simpler one.", measured=measured, rival=rival)
        case "shown good enough":
            return _(
                "{measured}: shown good enough, no more than {margin} below any other.",
                measured=measured,
                margin=margin,
            )
        case "shown worse":
            return _("{measured}: shown worse, by more than the margin of {margin}.", measured=measured, margin=margin)
        case "probably good enough":
            return _(
                "{measured}; with a probability of {chance} it is no more than {margin} below the best: probably good"
                " enough.",
                measured=measured,
                chance=chance(basis.p_good_enough or 0),
                margin=margin,
            )
        case _ if basis.blocked:
            return _("{measured}: not settled, because {reason}.", measured=measured, reason=basis.blocked)
        case _:
            return _(
                "{measured}; being {margin} worse cannot be ruled out yet: not settled.",
                measured=measured,
                margin=margin,
            )


def known_of(word: VerdictWord, basis: VerdictBasis, target: float | None, meets: Meets, p_target: float | None) -> str:
    """What the data do settle where the verdict is open; empty where it is not."""
    if word in ("shown better", "shown good enough", "shown worse") or basis.blocked:
        return ""
    points = basis.scored.in_points
    parts = []
    if (least := smallest_margin(basis.others)) is not None and least > basis.margin:
        parts.append(_("With a margin of {margin} it would be good enough already.", margin=size(least, points)))
    if basis.paired is not None:
        parts.append(items_sentence(basis.paired, basis.margin, points))
    if target is not None and p_target is not None and meets in ("not_settled", "probably_meets"):
        met = chance(p_target)
        parts.append(_("It meets the target of {target} with a probability of {p}.", target=f"{target:g}", p=met))
    return run_on(*parts)


def smallest_margin(others: Sequence[PairedEstimate]) -> float | None:
    """The margin from which the test would pass against every other, adjusted for as many variants (Bonferroni)."""
    if not others:
        return None
    lows = [found.low_at(1 - 0.10 / (len(others) + 1)) for found in others]
    known = [low for low in lows if low is not None]
    return max(0.0, -min(known)) if len(known) == len(lows) else None


def scored_words(scored: Scored, own: Variant) -> str:
    """`rag passed 261 of 300 (87 %, 95 % CI 83 to 90)`, or the mean of a graded score."""
    marks = own.own.marks
    bounds = score_interval(own.own, scored.kind, clusters=scored.left_out.own_clusters(own.k))
    if scored.kind == "pass/fail":
        share = percent(marks.mean, marks.n)
        bar = percent_interval(bounds.low, bounds.high, marks.n) if bounds else ""
        if own.epochs > 1:
            words = _(
                "`{name}` passed {share} of its runs on {items}", name=own.name, share=share, items=items_words(marks.n)
            )
            return with_interval(words, bar)
        return with_interval(
            _(
                "`{name}` passed {passed} of {n}",
                name=own.name,
                passed=f"{round(marks.mean * marks.n):,}",
                n=f"{marks.n:,}",
            ),
            _("{share}, {interval}", share=share, interval=bar) if bar else share,
        )
    words = _("`{name}` scored {mean} on {items}", name=own.name, mean=f"{marks.mean:.3g}", items=items_words(marks.n))
    bar = (
        _("95 % CI {range}", range=_("{low} to {high}", low=f"{bounds.low:.3g}", high=f"{bounds.high:.3g}"))
        if bounds
        else ""
    )
    return with_interval(words, bar)
