"""The facts that the rules read from measured results: closed values, "not settled" as the normal one.

An approach is represented by its variant with the best mean; a fact holds only when both readings agree (failed
calls left out, failed calls counted as 0) and the variant lacks no more than 5 % of its answers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from advisor.evals.comparison import Comparison
from advisor.evals.estimates import p_meets, score_interval
from advisor.evals.gaps import Gap
from advisor.evals.item_scores import VariantScores
from advisor.schema.evidence import Place, ScoreKind
from advisor.schema.words import APPROACHES, Approach
from advisor.stats.standard_error import mean

PROBABLY: Final = 0.90
"""P(meets the target) from which a variant probably meets it."""

FACT_NAMES: Final[dict[Approach, str]] = {
    "prompting": "prompting",
    "rag": "rag",
    "fine-tuning": "fine_tuning",
    "rag+fine-tuning": "rag_fine_tuning",
}

_Pairs = Mapping[tuple[str, str], Comparison]


def evidence_facts(
    scores: Sequence[VariantScores],
    comparisons: _Pairs,
    gaps: Mapping[str, Gap],
    kind: ScoreKind,
    target: float | None,
    margin: float,
) -> tuple[dict[str, str], list[str]]:
    """All facts by name, and notes on what they rest on; `scores` holds the variants that have the score."""
    facts: dict[str, str] = {}
    notes: list[str] = []
    best: dict[Approach, VariantScores] = {}
    for approach in APPROACHES:
        tried = [own for own in scores if own.place == approach]
        if tried:
            best[approach] = _best(tried)
        if len(tried) > 1:
            notes.append(
                f"{len(tried)} variants of {approach} were tried; the best by mean, `{best[approach].variant}`,"
                " stands for it, which flatters it a little."
            )
        facts[f"measured_{FACT_NAMES[approach]}"] = (
            _measured(best[approach], gaps, kind, target) if tried else "untested"
        )
    facts["measured_items"] = _items(scores)
    for place, approach in enumerate(APPROACHES[1:], start=1):
        simpler = [best[other] for other in APPROACHES[:place] if other in best]
        facts[f"{FACT_NAMES[approach]}_vs_simpler"] = (
            _against_simpler(best[approach], _best(simpler), comparisons, margin)
            if approach in best and simpler
            else "untested"
        )
    facts["measured_baseline"] = _baseline(scores, comparisons)
    return facts, notes


def _best(tried: Sequence[VariantScores]) -> VariantScores:
    """The variant with the best mean; among equals the one with the most items, then by name."""
    return min(tried, key=lambda own: (-mean(own.values), -len(own.means), own.variant))


def _measured(own: VariantScores, gaps: Mapping[str, Gap], kind: ScoreKind, target: float | None) -> str:
    if target is None:
        return "no_target"
    readings = [own.values, list(own.failed_as_zero.values())]
    found = {_against_target(values, kind, target) for values in readings}
    return found.pop() if len(found) == 1 and own.variant not in gaps else "not_settled"


def _against_target(values: Sequence[float], kind: ScoreKind, target: float) -> str:
    interval = score_interval(values, kind)
    if interval is None:
        return "not_settled"
    if interval.low >= target:
        return "meets_target"
    if interval.high < target:
        return "below_target"
    probability = p_meets(values, kind, target)
    return "probably_meets" if probability is not None and probability >= PROBABLY else "not_settled"


def _items(scores: Sequence[VariantScores]) -> str:
    """The size of the smallest variant that takes part in the facts."""
    taking_part = [own for own in scores if own.place is not None] or scores
    smallest = min((len(own.means) for own in taking_part), default=0)
    if smallest == 0:
        return "none"
    if smallest < 20:
        return "few"
    return "some" if smallest < 200 else "many"


def _against_simpler(own: VariantScores, simpler: VariantScores, comparisons: _Pairs, margin: float) -> str:
    found = comparisons.get((own.variant, simpler.variant))
    return found.relation(margin) if found else "not_settled"


def _baseline(scores: Sequence[VariantScores], comparisons: _Pairs) -> str:
    of_today = [own for own in scores if own.place == "baseline"]
    if not of_today:
        return "untested"
    today = _best(of_today)
    others: list[Place | None] = [own.place for own in scores if own.place != "baseline"]
    # The baseline is the simplest, so it is always `b` of its pairs.
    verdicts = [
        found.pair.verdict
        for (a, b), found in comparisons.items()
        if b == today.variant and a not in {own.variant for own in of_today}
    ]
    if "a better" in verdicts:
        return "behind"
    ahead_of_all = bool(others) and len(verdicts) == len(others) and set(verdicts) == {"b better"}
    return "ahead" if ahead_of_all else "not_settled"
