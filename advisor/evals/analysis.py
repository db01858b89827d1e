"""Eval results made into evidence: summaries, paired differences, verdicts, health, the next eval, facts and notes."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from advisor.costs.ingredients import Costing
from advisor.errors import EvalFileError
from advisor.evals.beside import NOTHING, Beside
from advisor.evals.beside_notes import fitting
from advisor.evals.choice import choose_variant
from advisor.evals.comparison import compare_variants
from advisor.evals.eval_set import EvalSet
from advisor.evals.facts import FactBasis, best_by_approach, evidence_facts
from advisor.evals.failures import failure_summary
from advisor.evals.gaps import find_gaps
from advisor.evals.health.check_up import cause_of_red, check_up, red_checks
from advisor.evals.health.overfitting import peeking_note
from advisor.evals.health.subject import Subject
from advisor.evals.next_eval import next_evals, with_next_step
from advisor.evals.number_words import enumerated
from advisor.evals.posterior import joint_posterior
from advisor.evals.priced_variants import FrontCost, price_variants, with_cost_draws
from advisor.evals.prospect import Prospect
from advisor.evals.readings import Scored, read_score, simplicity
from advisor.evals.row_totals import MOST_VARIANTS
from advisor.evals.score_choice import choose_score
from advisor.evals.summary import summarise_variants
from advisor.evals.verdicts import judge_variants
from advisor.language import _, ngettext
from advisor.schema.evidence import Evidence, FileRead, VariantSummary
from advisor.stats.pareto import pareto_front


def analyse(
    evals: EvalSet,
    *,
    score: str | None = None,
    target: float | None = None,
    margin: float = 0.03,
    beside: Beside = NOTHING,
    costing: Costing | None = None,
) -> Evidence:
    """The evidence in these results for one score.

    `score` is chosen and noted when not given; `target` and `margin` are in score units (0.9 for 90 %).
    `beside` is what the team can give beside its results, for more checks; `costing` a cost plan with its prices.
    Repeats are averaged within an item, comparisons are paired, failed calls are left out and also read as 0.
    Raises EvalFileError when there is nothing to analyse or an argument does not fit the results.
    """
    with evals.lock:
        return _analyse(evals, score, target, margin, beside, costing)


def _analyse(
    evals: EvalSet, score: str | None, target: float | None, margin: float, beside: Beside, costing: Costing | None
) -> Evidence:
    chosen, choice = choose_score(evals, score)
    _check_size(evals)
    _check_numbers(evals, chosen, target, margin)
    by_score = {name: read_score(evals, name) for name in evals.score_names()}
    scored = by_score[chosen]
    beside, unused = fitting(scored, beside)
    summaries = summarise_variants(evals, by_score)
    gaps = find_gaps(scored)
    posterior = joint_posterior(scored, margin)
    priced = price_variants(evals, scored, posterior, costing) if costing else None
    posterior = with_cost_draws(posterior, scored, priced)
    if priced and beside.monthly_volume is None:
        beside = replace(beside, monthly_volume=priced.monthly_volume)
    comparisons, unshared = compare_variants(scored, gaps, margin, looks=beside.looks)
    standings = judge_variants(scored, comparisons, gaps, posterior, target, margin)
    tells_apart = any(found.is_telling for found in standings)
    health = check_up(Subject(evals, scored, comparisons, gaps, beside, margin, target, tells_apart))
    held_back = cause_of_red(health)
    if held_back:
        comparisons, unshared = compare_variants(scored, gaps, margin, held_back, beside.looks)
        standings = judge_variants(scored, comparisons, gaps, posterior, target, margin, held_back)
    by_name = {found.verdict.variant: found for found in standings}
    facts, basis = evidence_facts(FactBasis(scored, by_name, comparisons, posterior, margin, held_back is not None))
    facts["eval_health"] = health.state if health.state != "unknown" else "untested"
    failures = failure_summary(beside.failures)
    facts["measured_failure"] = failures.fact if failures else "untested"
    costs = priced.summary(standings, target, best_by_approach(scored), held_back) if priced else None
    facts |= costs.facts if costs else {}
    selected = choose_variant(
        scored, standings, comparisons, target, margin, held_back, beside.monthly_volume, gaps, costs
    )
    actions = next_evals(
        Prospect(
            evals, scored, comparisons, by_name, posterior, selected, margin, target, beside, held_back is not None
        )
    )
    verdicts, selected = with_next_step([found.verdict for found in standings], selected, actions, red_checks(health))
    front_cost: FrontCost = priced.front_cost if priced else "measured"
    cost_of = priced.front_costs if priced else _measured_costs(summaries)
    front = _front(summaries, chosen, cost_of)
    ordered = sorted(summaries, key=lambda own: (simplicity(own.approach), own.variant))
    notes = [
        *evals.notes,
        *_repeats(evals, scored),
        *(
            _("`{file}` is not a whole run: {note}", file=file.name, note=file.notes[0])
            for file in evals.files
            if _is_part(file)
        ),
        *([choice] if choice else []),
        *(
            _("`{variant}` has no row with the score `{score}`.", variant=own.variant, score=chosen)
            for own in ordered
            if chosen not in own.scores
        ),
        *(
            _(
                "`{variant}`: {gap}. That is more than 5 %, so its comparisons stay not settled.",
                variant=gap.variant,
                gap=gap.words,
            )
            for gap in gaps.values()
        ),
        *unshared,
        *basis,
        *_place_notes(scored),
        *_cost_notes(evals, summaries, cost_of),
        *peeking_note(beside.looks),
        *unused,
    ]
    return Evidence(
        score=chosen,
        target=target,
        margin=margin,
        files=evals.files,
        variants=tuple(
            found.model_copy(update={"on_front": found.variant in front if _on_chart(found, chosen, cost_of) else None})
            for found in ordered
        ),
        pairs=tuple(found.pair for found in comparisons.values()),
        verdicts=verdicts,
        choice=selected,
        front=front,
        front_cost=front_cost,
        health=health,
        failures=failures,
        next=actions,
        facts=facts,
        notes=tuple(dict.fromkeys(notes)),
        caveat=evals.caveat,
        costs=costs,
    )


def _check_size(evals: EvalSet) -> None:
    if len(evals.totals) > MOST_VARIANTS:
        raise EvalFileError(
            f"There are {len(evals.totals):,} variants, more than the {MOST_VARIANTS} that are compared: name the"
            ' column that tells the systems apart, for example columns={"variant": "model"}.'
        )


def _check_numbers(evals: EvalSet, score: str, target: float | None, margin: float) -> None:
    if not math.isfinite(margin) or margin < 0:
        raise EvalFileError(f"`margin` is {margin}: write a number from 0 up in score units, such as 0.03.")
    if target is None:
        return
    if not math.isfinite(target):
        raise EvalFileError(f"`target` is {target}: write a number in the units of `{score}`.")
    scored = [own.scored[score] for own in evals.totals.values()]
    if not all(own.low is None or own.high is None or (own.low >= 0 and own.high <= 1) for own in scored):
        return
    if target <= 0:
        raise EvalFileError(f"`target` is {target:g}, which any result of `{score}` meets: write 0.9 for 90 %.")
    if target > 1:
        raise EvalFileError(f"`target` is {target:g}, but `{score}` runs from 0 to 1: write 0.9 for 90 %.")


def _repeats(evals: EvalSet, scored: Scored) -> list[str]:
    """How many rows are repeats although no file numbers them."""
    if evals.numbered:
        return []
    presence, counts = scored.table.presence
    repeats = int((counts[:, None] * (presence - 1).clip(min=0)).sum())
    if not repeats:
        return []
    return [
        ngettext(
            "{n} row with an item that the same variant already has, taken as repeats: they are averaged, and n stays"
            " the number of items.",
            "{n} rows with an item that the same variant already has, taken as repeats: they are averaged, and n stays"
            " the number of items.",
            repeats,
        )
    ]


def _is_part(file: FileRead) -> bool:
    return file.status == "partial" and bool(file.notes)


def _place_notes(scored: Scored) -> list[str]:
    """Which variants count for no fact, because nobody said what they are."""
    names = [f"`{own.name}`" for own in scored.variants if own.place is None]
    if not names:
        return []
    return [
        _(
            "The names of these variants do not tell their approach, say it with `approaches`: {names}.",
            names=enumerated(names),
        )
    ]


def _on_chart(found: VariantSummary, score: str, cost_of: Mapping[str, float]) -> bool:
    return found.variant in cost_of and score in found.scores


def _front(summaries: Sequence[VariantSummary], score: str, cost_of: Mapping[str, float]) -> tuple[str, ...]:
    """The variants that no other beats in cost and score, among those whose cost is known."""
    points = {
        found.variant: (cost_of[found.variant], found.scores[score].mean)
        for found in summaries
        if _on_chart(found, score, cost_of)
    }
    return pareto_front(points)


def _measured_costs(summaries: Sequence[VariantSummary]) -> dict[str, float]:
    return {own.variant: own.cost_per_request_usd for own in summaries if own.cost_per_request_usd is not None}


def _cost_notes(evals: EvalSet, summaries: Sequence[VariantSummary], cost_of: Mapping[str, float]) -> list[str]:
    """Which variants are left out of the front for want of a cost, and where a 0 was not believed."""
    notes = []
    zeros = {name for name, own in evals.totals.items() if own.zero_costs and name not in cost_of}
    if zeros:
        names = enumerated([f"`{variant}`" for variant in sorted(zeros)])
        notes.append(
            _("A cost of 0 is taken as unknown, not as free ({names}): give prices to place them.", names=names)
        )
    unknown = [own.variant for own in summaries if own.variant not in cost_of and own.variant not in zeros]
    if unknown and len(unknown) < len(summaries):
        names = enumerated([f"`{variant}`" for variant in unknown])
        notes.append(_("No cost is known for {names}: left out where cost is weighed against quality.", names=names))
    elif unknown:
        notes.append(_("No cost is known, so cost is not weighed against quality."))
    return notes
