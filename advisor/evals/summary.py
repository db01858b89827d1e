"""What each variant scored, cost and took: one `VariantSummary` per variant."""

from __future__ import annotations

from collections.abc import Mapping

import narwhals as nw

from advisor.evals.digits import steady
from advisor.evals.estimates import score_error, score_interval
from advisor.evals.eval_set import EvalSet
from advisor.evals.readings import Scored, Variant
from advisor.language import _
from advisor.schema.evidence import ScoreSummary, VariantSummary


def summarise_variants(evals: EvalSet, scores: Mapping[str, Scored]) -> list[VariantSummary]:
    """The summaries, by name; `on_front` is left open, it needs the other variants."""
    by_score = {score: {own.name: own for own in found.variants} for score, found in scores.items()}
    items, latencies = _items(evals, scores), evals.table.latencies
    found = []
    for name, total in evals.totals.items():
        own = [variants[name] for variants in by_score.values() if name in variants]
        found.append(
            VariantSummary(
                variant=name,
                approach=evals.approaches.get(name),
                rows=total.rows,
                items=items[name],
                failed=total.failed,
                scores={
                    score: _score_summary(scores[score], by_score[score][name])
                    for score in scores
                    if name in by_score[score]
                },
                total_cost_usd=total.total_cost_usd,
                cost_per_request_usd=total.cost_per_request_usd,
                cost_rows=total.cost_rows,
                cost_per_finished_usd=total.cost_per_finished_usd,
                mean_latency_s=total.mean_latency_s,
                latency_p50_s=latencies[name].p50 if name in latencies else None,
                latency_p95_s=latencies[name].p95 if name in latencies else None,
                latency_rows=total.latency_rows,
                tokens_in=total.tokens_in,
                tokens_cached=total.tokens_cached,
                tokens_out=total.tokens_out,
                models=tuple(evals.models.get(name, ())),
                epochs=max((each.epochs for each in own), default=1),
                on_front=None,
            )
        )
    return found


def _items(evals: EvalSet, scores: Mapping[str, Scored]) -> dict[str, int]:
    """On how many items each variant was run, whatever was scored there."""
    if len(evals.table.scores) == 1 and len(scores) == 1:
        (found,) = scores.values()
        items = {own.name: own.items for own in found.variants}
        if len(items) == len(evals.totals):
            return items
    distinct = evals.table.frame.group_by("variant", "item").agg(nw.len().alias("rows"))
    counted = distinct.group_by("variant").agg(nw.len().alias("items")).collect(backend="pyarrow")
    return {row["variant"]: int(row["items"]) for row in counted.rows(named=True)}


def _score_summary(scored: Scored, found: Variant) -> ScoreSummary:
    clusters = scored.left_out.own_clusters(found.k)
    interval = score_interval(found.own, scored.kind, clusters=clusters)
    return ScoreSummary(
        n=found.own.marks.n,
        scored_rows=found.scored_rows,
        mean=steady(found.own.marks.mean),
        se=score_error(found.own, clusters),
        interval=interval,
        method=interval.method if interval else _("no interval: too little spread or too few items"),
        kind=scored.kind,
        if_failed_zero=steady(found.as_zero.marks.mean) if found.failed_rows else None,
    )
