"""What each variant scored, cost and took: one `VariantSummary` per variant.

An unknown cost is never 0: tools write 0 where they have no price, so 0 with tokens spent, 0 of a failed call,
and 0 on every row count as unknown.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from advisor.evals.estimates import score_interval
from advisor.evals.item_scores import VariantScores, variant_scores
from advisor.evals.samples import Sample
from advisor.schema.evidence import Place, ScoreKind, ScoreSummary, VariantSummary
from advisor.stats.standard_error import mean, standard_error


def summarise_variant(
    samples: Sequence[Sample], variant: str, place: Place | None, kinds: dict[str, ScoreKind]
) -> VariantSummary:
    """The summary of one variant from its rows; `on_front` is left open, it needs the other variants."""
    costs = known_costs(samples)
    latencies = [sample.latency_s for sample in samples if sample.latency_s is not None and not sample.failed]
    scores = {name: variant_scores(samples, variant, place, name) for name in kinds}
    return VariantSummary(
        variant=variant,
        approach=place,
        rows=len(samples),
        items=len({sample.item for sample in samples}),
        failed=sum(sample.failed for sample in samples),
        scores={name: _score_summary(found, kinds[name]) for name, found in scores.items() if found.means},
        total_cost_usd=math.fsum(costs) if costs else None,
        cost_per_request_usd=mean(costs) if costs else None,
        cost_rows=len(costs),
        mean_latency_s=mean(latencies) if latencies else None,
        latency_rows=len(latencies),
        tokens_in=_total([sample.tokens_in for sample in samples]),
        tokens_out=_total([sample.tokens_out for sample in samples]),
        epochs=max(Counter(sample.item for sample in samples).values()),
        on_front=None,
    )


def known_costs(samples: Sequence[Sample]) -> list[float]:
    """The costs of the rows of one variant that are really known, in US dollars."""
    costs = [sample.cost_usd for sample in samples if sample.cost_usd is not None and not _cost_left_open(sample)]
    return costs if any(costs) else []


def _cost_left_open(sample: Sample) -> bool:
    """Whether a cost of 0 only says that nobody gave a price."""
    spent = (sample.tokens_in or 0) + (sample.tokens_out or 0)
    return sample.cost_usd == 0 and (spent > 0 or sample.failed)


def _total(counts: Sequence[int | None]) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if known else None


def _score_summary(found: VariantScores, kind: ScoreKind) -> ScoreSummary:
    values = found.values
    interval = score_interval(values, kind)
    return ScoreSummary(
        n=len(values),
        scored_rows=found.scored_rows,
        mean=mean(values),
        se=standard_error(values),
        interval=interval,
        method=interval.method if interval else "no interval: too little spread or too few items",
        kind=kind,
        if_failed_zero=mean(list(found.failed_as_zero.values())) if found.failed_rows else None,
    )
