"""Eval results made into evidence: summaries, paired differences, the cost/quality front, facts and notes."""

from __future__ import annotations

import math

from advisor.errors import EvalFileError
from advisor.evals.comparison import compare_variants, simplicity
from advisor.evals.gaps import find_gaps
from advisor.evals.item_scores import VariantScores, by_variant, score_kind, variant_scores
from advisor.evals.samples import EvalSet
from advisor.evals.score_choice import choose_score
from advisor.evals.summary import known_costs, summarise_variant
from advisor.evals.verdicts import evidence_facts
from advisor.schema.evidence import Evidence, FileRead, VariantSummary
from advisor.stats.pareto import pareto_front


def analyse(evals: EvalSet, *, score: str | None = None, target: float | None = None, margin: float = 0.03) -> Evidence:
    """The evidence in these results for one score.

    `score` is chosen and noted when not given; `target` and `margin` are in score units (0.9 for 90 %).
    Repeats are averaged within an item, comparisons are paired, failed calls are left out and also read as 0.
    Raises EvalFileError when there is nothing to analyse or an argument does not fit the results.
    """
    chosen, choice = choose_score(evals, score)
    _check_numbers(evals, chosen, target, margin)
    rows = by_variant(evals.samples)
    kinds = {name: score_kind(evals, name) for name in evals.score_names()}
    summaries = [summarise_variant(own, variant, evals.approaches.get(variant), kinds) for variant, own in rows.items()]
    all_scores = [variant_scores(own, variant, evals.approaches.get(variant), chosen) for variant, own in rows.items()]
    scored = [own for own in all_scores if own.means]
    gaps = find_gaps(scored)
    comparisons, unshared = compare_variants(scored, gaps, chosen, kinds[chosen], margin)
    facts, basis = evidence_facts(scored, comparisons, gaps, kinds[chosen], target, margin)
    front = _front(summaries, chosen)
    notes = [
        *evals.notes,
        *(f"`{file.name}` is not a whole run: {file.notes[0]}" for file in evals.files if _is_part(file)),
        *([choice] if choice else []),
        *(f"`{own.variant}` has no row with the score `{chosen}`." for own in all_scores if not own.means),
        *(
            f"`{gap.variant}`: {gap.words}. That is more than 5 %, so its comparisons stay not settled."
            for gap in gaps.values()
        ),
        *unshared,
        *basis,
        *_place_notes(scored),
        *_cost_notes(evals, summaries, chosen),
    ]
    return Evidence(
        score=chosen,
        target=target,
        margin=margin,
        files=evals.files,
        variants=tuple(
            found.model_copy(update={"on_front": found.variant in front if _on_chart(found, chosen) else None})
            for found in sorted(summaries, key=lambda own: (simplicity(own.approach), own.variant))
        ),
        pairs=tuple(found.pair for found in comparisons.values()),
        front=front,
        facts=facts,
        notes=tuple(notes),
        simulated=evals.simulated,
    )


def _check_numbers(evals: EvalSet, score: str, target: float | None, margin: float) -> None:
    if not math.isfinite(margin) or margin < 0:
        raise EvalFileError(f"`margin` is {margin}: write a number from 0 up in score units, such as 0.03.")
    if target is None:
        return
    marks = [sample.scores[score] for sample in evals.samples if score in sample.scores]
    if not math.isfinite(target):
        raise EvalFileError(f"`target` is {target}: write a number in the units of `{score}`.")
    if not (max(marks) <= 1 and min(marks) >= 0):
        return
    if target <= 0:
        raise EvalFileError(f"`target` is {target:g}, which any result of `{score}` meets: write 0.9 for 90 %.")
    if target > 1:
        raise EvalFileError(f"`target` is {target:g}, but `{score}` runs from 0 to 1: write 0.9 for 90 %.")


def _is_part(file: FileRead) -> bool:
    return file.status == "partial" and bool(file.notes)


def _place_notes(scored: list[VariantScores]) -> list[str]:
    """Which variants count for no fact, because nobody said what they are."""
    names = ", ".join(f"`{own.variant}`" for own in scored if own.place is None)
    return (
        [f"The names of these variants do not tell their approach, say it with `approaches`: {names}."] if names else []
    )


def _on_chart(found: VariantSummary, score: str) -> bool:
    return found.cost_per_request_usd is not None and score in found.scores


def _front(summaries: list[VariantSummary], score: str) -> tuple[str, ...]:
    """The variants that no other beats in cost and score, among those whose cost is known."""
    points = {
        found.variant: (found.cost_per_request_usd, found.scores[score].mean)
        for found in summaries
        if found.cost_per_request_usd is not None and score in found.scores
    }
    return pareto_front(points)


def _cost_notes(evals: EvalSet, summaries: list[VariantSummary], score: str) -> list[str]:
    """Which variants are left out of the front for want of a cost, and where a 0 was not believed."""
    notes = []
    zeros = {
        variant
        for variant, own in by_variant(evals.samples).items()
        if len(known_costs(own)) < sum(row.cost_usd is not None and not row.failed for row in own)
    }
    if zeros:
        names = ", ".join(f"`{variant}`" for variant in sorted(zeros))
        notes.append(f"A cost of 0 is taken as unknown, not as free ({names}): give prices to place them.")
    unknown = [own.variant for own in summaries if own.cost_per_request_usd is None and own.variant not in zeros]
    if unknown and len(unknown) < len(summaries):
        names = ", ".join(f"`{variant}`" for variant in unknown)
        notes.append(f"The results hold no cost for {names}: not placed on the cost/quality front.")
    elif unknown:
        notes.append("The results hold no cost, so there is no cost/quality front.")
    return notes
