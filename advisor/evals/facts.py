"""The facts that the rules read from measured results: closed values, "not settled" as the normal one.

An approach is represented by its variant with the best mean; a fact holds only when both readings agree (failed
calls left out, failed calls counted as 0), the variant lacks no more than 5 % of its answers and the eval is not red.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from advisor.evals.approach_names import INSIDE
from advisor.evals.comparison import Comparisons
from advisor.evals.readings import Scored, Variant
from advisor.evals.verdicts import PROBABLY, Standing
from advisor.language import _
from advisor.schema.evidence import Place
from advisor.schema.words import APPROACHES, Approach
from advisor.stats.joint_posterior import JointPosterior

FACT_NAMES: Final[dict[Approach, str]] = {
    "prompting": "prompting",
    "rag": "rag",
    "fine-tuning": "fine_tuning",
    "rag+fine-tuning": "rag_fine_tuning",
}


@dataclass(frozen=True, slots=True)
class FactBasis:
    """What the facts are read from."""

    scored: Scored
    standings: Mapping[str, Standing]
    comparisons: Comparisons
    posterior: JointPosterior | None
    margin: float
    is_red: bool
    """The eval cannot be trusted: nothing measured is settled."""


def evidence_facts(basis: FactBasis) -> tuple[dict[str, str], list[str]]:
    """All facts by name, and notes on what they rest on."""
    facts: dict[str, str] = {}
    notes: list[str] = []
    best = best_by_approach(basis.scored)
    for approach in APPROACHES:
        tried = [own for own in basis.scored.variants if own.place == approach]
        if len(tried) > 1:
            notes.append(
                _(
                    "{n} variants of {approach} were tried; the best by mean, `{best}`, stands for it, which flatters"
                    " it a little.",
                    n=len(tried),
                    approach=_(INSIDE[approach]),
                    best=best[approach].name,
                )
            )
        facts[f"measured_{FACT_NAMES[approach]}"] = (
            basis.standings[best[approach].name].verdict.meets if tried else "untested"
        )
    facts["measured_items"] = _items(basis.scored)
    for place, approach in enumerate(APPROACHES[1:], start=1):
        simpler = [best[other] for other in APPROACHES[:place] if other in best]
        facts[f"{FACT_NAMES[approach]}_vs_simpler"] = (
            _against_simpler(best[approach], best_of(simpler), basis) if approach in best and simpler else "untested"
        )
    facts["measured_baseline"] = _baseline(basis)
    facts["measured_failure"] = "untested"
    return facts, notes


def best_by_approach(scored: Scored) -> dict[Approach, Variant]:
    """The variant that stands for each approach that was tried."""
    tried = {approach: [own for own in scored.variants if own.place == approach] for approach in APPROACHES}
    return {approach: best_of(variants) for approach, variants in tried.items() if variants}


def best_of(tried: Sequence[Variant]) -> Variant:
    """The variant with the best mean; among equals the one with the most items, then by name."""
    return min(tried, key=lambda own: (-own.own.marks.mean, -own.own.marks.n, own.name))


def _items(scored: Scored) -> str:
    """The size of the smallest variant that takes part in the facts."""
    taking_part = [own for own in scored.variants if own.place is not None] or scored.variants
    smallest = min((own.own.marks.n for own in taking_part), default=0)
    if smallest == 0:
        return "none"
    if smallest < 20:
        return "few"
    return "some" if smallest < 200 else "many"


def _against_simpler(own: Variant, simpler: Variant, basis: FactBasis) -> str:
    found = basis.comparisons.get((own.name, simpler.name))
    if found is None or basis.is_red:
        return "not_settled"
    relation = found.relation(basis.margin)
    if relation != "not_settled" or found.blocked:
        return relation
    p_close = _p_close(basis, simpler, own)
    return "probably_close" if p_close is not None and p_close >= PROBABLY else "not_settled"


def _p_close(basis: FactBasis, simpler: Variant, own: Variant) -> float | None:
    """P(the simpler one is at most the margin below this one)."""
    if basis.posterior is None:
        return None
    places = {each.name: place for place, each in enumerate(basis.scored.variants)}
    draws = basis.posterior.draws
    apart = draws[:, places[simpler.name]] - draws[:, places[own.name]]
    return float((apart >= -basis.margin).mean())


def _baseline(basis: FactBasis) -> str:
    of_today = [own for own in basis.scored.variants if own.place == "baseline"]
    if not of_today:
        return "untested"
    if basis.is_red:
        return "not_settled"
    today = best_of(of_today)
    others: list[Place | None] = [own.place for own in basis.scored.variants if own.place != "baseline"]
    # The baseline is the simplest, so it is always `b` of its pairs.
    beside = [
        found
        for (a, b), found in basis.comparisons.items()
        if b == today.name and a not in {own.name for own in of_today}
    ]
    verdicts = [found.pair.verdict for found in beside]
    if "a better" in verdicts and "within margin" not in verdicts:
        return "behind"
    is_judged = bool(others) and len(verdicts) == len(others)
    if is_judged and set(verdicts) == {"b better"}:
        return "ahead"
    if "a better" in verdicts:
        return "behind"
    is_close = is_judged and set(verdicts) <= {"b better", "within margin"}
    return "close" if is_close else "not_settled"
