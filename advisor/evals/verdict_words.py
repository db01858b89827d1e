"""A verdict on one variant in words: what it scored, how it stands to its rival, and what is known all the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from advisor.evals.estimates import score_interval
from advisor.evals.number_words import chance, counted, distance, percent, percent_range, signed_interval, size
from advisor.evals.paired_estimate import PairedEstimate
from advisor.evals.readings import Scored, Variant
from advisor.evals.sentences import items_sentence
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
    head = f"{scored_words(basis.scored, basis.own)}."
    points, margin = basis.scored.in_points, size(basis.margin, basis.scored.in_points)
    if basis.paired is None or basis.rival is None:
        return f"{head} There is no other variant on the same items to compare it with: not settled."
    found = basis.paired
    bounds = found.interval95 if word == "shown better" else found.interval90
    bar = f" ({signed_interval(bounds, points)})" if bounds else ""
    paired = f"On the same {counted(found.n, 'item')} it was {distance(found.difference, points)} `{basis.rival.name}`"
    match word:
        case "shown better":
            ending = f": shown better than `{basis.rival.name}`, the best simpler one."
        case "shown good enough":
            ending = f": shown good enough, no more than {margin} below any other."
        case "shown worse":
            ending = f": shown worse, by more than the margin of {margin}."
        case "probably good enough":
            ending = (
                f"; with a probability of {chance(basis.p_good_enough or 0)} it is no more than {margin}"
                " below the best:"
                " probably good enough."
            )
        case _ if basis.blocked:
            ending = f": not settled, because {basis.blocked}."
        case _:
            ending = f"; being {margin} worse cannot be ruled out yet: not settled."
    return f"{head} {paired}{bar}{ending}"


def known_of(word: VerdictWord, basis: VerdictBasis, target: float | None, meets: Meets, p_target: float | None) -> str:
    """What the data do settle where the verdict is open; empty where it is not."""
    if word in ("shown better", "shown good enough", "shown worse") or basis.blocked:
        return ""
    points = basis.scored.in_points
    parts = []
    if (least := smallest_margin(basis.others)) is not None and least > basis.margin:
        parts.append(f"With a margin of {size(least, points)} it would be good enough already.")
    if basis.paired is not None and (planned := items_sentence(basis.paired, basis.margin, points)):
        parts.append(planned.strip())
    if target is not None and p_target is not None and meets in ("not_settled", "probably_meets"):
        parts.append(f"It meets the target of {target:g} with a probability of {chance(p_target)}.")
    return " ".join(parts)


def smallest_margin(others: Sequence[PairedEstimate]) -> float | None:
    """The margin from which the test would pass against every other, adjusted for as many variants (Bonferroni)."""
    if not others:
        return None
    lows = [found.low_at(1 - 0.10 / (len(others) + 1)) for found in others]
    known = [low for low in lows if low is not None]
    return max(0.0, -min(known)) if len(known) == len(lows) else None


def scored_words(scored: Scored, own: Variant) -> str:
    """`rag passed 261 of 300 (87%, 95% CI 83 to 90)`, or the mean of a graded score."""
    marks = own.own.marks
    bounds = score_interval(own.own, scored.kind, clusters=scored.left_out.own_clusters(own.k))
    if scored.kind == "pass/fail" and own.epochs == 1:
        bar = f", 95% CI {percent_range(bounds.low, bounds.high, marks.n)}" if bounds else ""
        passed = round(marks.mean * marks.n)
        return f"`{own.name}` passed {passed:,} of {marks.n:,} ({percent(marks.mean, marks.n)}{bar})"
    if scored.kind == "pass/fail":
        bar = f" (95% CI {percent_range(bounds.low, bounds.high, marks.n)})" if bounds else ""
        return f"`{own.name}` passed {percent(marks.mean, marks.n)} of its runs on {counted(marks.n, 'item')}{bar}"
    bar = f" (95% CI {bounds.low:.3g} to {bounds.high:.3g})" if bounds else ""
    return f"`{own.name}` scored {marks.mean:.3g} on {counted(marks.n, 'item')}{bar}"
