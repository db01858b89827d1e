"""From the ingredients of a variant and the scenarios to its cost as a curve, part by part."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from advisor.costs.curve import Curve, Machines, price_factor
from advisor.costs.hosting import HOURS_A_MONTH
from advisor.costs.ingredients import Ingredients
from advisor.costs.sheet import Rows
from advisor.costs.training import billed_tokens
from advisor.language import N_
from advisor.schema.costs import PartKind

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One part of the cost in every scenario: US dollars once, a month, or a finished piece of work."""

    name: str
    """In English; `_` says it where it is shown."""
    kind: PartKind
    usd: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Formula:
    """One variant worked out; `missing` holds the kinds of cost of which something is not known."""

    curve: Curve
    parts: tuple[Part, ...]
    missing: frozenset[PartKind]

    @property
    def has_running(self) -> bool:
        """Whether what a finished piece of work costs is known."""
        return "per request" not in self.missing

    @property
    def has_total(self) -> bool:
        """Whether the whole cost is known."""
        return not self.missing


def work_out(own: Ingredients, rows: Rows, months: int, failures: Floats | None) -> Formula:
    """The formula of one variant; `failures` is what the failures of a finished piece of work cost."""
    plan = own.costing.plan
    x = _Values(own.ids, rows.columns)
    zero = np.zeros(rows.lines)
    factor = price_factor(plan.price_decline_per_year, months)
    tokens, cached, written = _tokens(x, zero, factor)
    embedding = x("price_embedding") * x("query_tokens") / 1e6 * factor
    rate = x("hourly_rate_usd")
    person = (
        x("minutes_per_request") / 60 * (x("person_hourly_rate_usd") if "person_hourly_rate_usd" in own.ids else rate)
    )
    run = x("usd_per_training_run") + x("gpu_hours_per_run") * x("usd_per_gpu_hour")
    run = run + billed_tokens(x("training_tokens"), x("epochs"), x("validation_tokens")) / 1e6 * x(
        "usd_per_1m_training_tokens"
    )
    again = max(0, len(own.training_months) - 1)
    index = x("corpus_tokens") * x("price_embedding") / 1e6
    parts = [
        Part(N_("tokens"), "per request", tokens),
        Part(N_("embedding"), "per request", embedding),
        Part(N_("reranking"), "per request", x("rerank_usd_per_request")),
        Part(N_("vector reads"), "per request", x("vector_read_usd_per_request")),
        Part(N_("people"), "per request", person),
        Part(N_("as measured or given"), "per request", x("usd_per_request")),
        Part(N_("other"), "per request", x("other_usd_per_request")),
        Part(N_("engineering"), "one-off", x("engineering_hours") * rate),
        Part(N_("labels"), "one-off", x("labels") * x("usd_per_label") * x("label_overlap", 1.0)),
        Part(N_("training"), "one-off", x("training_runs") * run),
        Part(N_("indexing"), "one-off", index),
        Part(N_("evaluation"), "one-off", x("eval_usd")),
        Part(N_("other"), "one-off", x("other_usd_once")),
        Part(N_("training again"), "retraining", again * x("training_runs") * run),
        Part(N_("engineering again"), "retraining", again * x("retraining_hours") * rate),
        Part(N_("vector store"), "monthly", x("vector_store_usd_per_month")),
        Part(N_("indexing anew"), "monthly", index * x("corpus_change_per_month") * factor),
        Part(N_("upkeep"), "monthly", x("upkeep_hours_per_month") * rate),
        Part(N_("other"), "monthly", x("other_usd_per_month")),
    ]

    def total(kind: PartKind) -> Floats:
        return sum((part.usd for part in parts if part.kind == kind), zero)

    curve = Curve(
        months=months,
        one_off=total("one-off"),
        retraining=total("retraining"),
        monthly=total("monthly"),
        tokens=tokens,
        cached=cached,
        written=written,
        other=total("per request") - tokens,
        failures=zero if failures is None else failures,
        hit_rate=plan.cache_hit_rate,
        cache_minutes=plan.cache_minutes,
        machines=_machines(x, zero) if "replicas" in own.ids else None,
    )
    missing = frozenset(kind for each in own.missing for kind in each.counts_for)
    return Formula(curve, tuple(part for part in parts if np.any(part.usd != 0)), missing)


class _Values:
    """Role -> its column; 0 for what is no part of the variant."""

    def __init__(self, ids: Mapping[str, str], columns: Mapping[str, Floats]) -> None:
        self.ids, self._columns = ids, columns

    def __call__(self, role: str, otherwise: float = 0.0) -> Floats:
        id = self.ids.get(role)
        return np.asarray(otherwise) if id is None else self._columns[id]


def _tokens(x: _Values, zero: Floats, factor: float) -> tuple[Floats, Floats, Floats]:
    """Without a cache; what reading the fixed part from the cache saves; what writing it there costs more."""
    tries = 1 + x("retry_rate")
    calls = x("calls_per_request") * tries
    fixed = calls * x("static_tokens")
    if "tokens_in" in x.ids:
        into, out = x("tokens_in") * tries, x("tokens_out") * tries
        fixed = np.minimum(fixed, into)
    else:
        into = fixed + calls * (x("context_tokens") + x("query_tokens"))
        out = calls * x("output_tokens")
    scale, batched = factor / 1e6, _batched(x)
    price_in = x("price_in") * batched("batch_multiplier")
    price_out = x("price_out") * batched("batch_multiplier_output")
    whole = (into * price_in + out * price_out) * scale
    if "price_cache_read" not in x.ids:
        return zero + whole, zero, zero
    read = fixed * (x("price_cache_read") * batched("batch_multiplier_cached") - price_in) * scale
    write = fixed * (x("price_cache_write") * batched("batch_multiplier") - price_in) * scale
    return zero + whole, zero + read, zero + write


def _batched(x: _Values) -> Callable[[str], Floats]:
    """What is paid of an ordinary price with a share of requests in the batch service, by the multiplier's role."""
    share, common = x("batch_share"), x("batch_multiplier", 1.0)
    return lambda role: 1 - share * (1 - (x(role) if role in x.ids else common))


def _machines(x: _Values, zero: Floats) -> Machines:
    grows = {"tokens_per_second", "utilisation", "peak_factor"} <= x.ids.keys()
    written = x("tokens_out") if "tokens_out" in x.ids else x("calls_per_request") * x("output_tokens")
    return Machines(
        usd_a_month=zero + x("hosting_usd_per_hour") * HOURS_A_MONTH,
        fewest=np.ceil(zero + x("replicas", 1.0)),
        output_tokens=zero + written * (1 + x("retry_rate")),
        peak_factor=zero + x("peak_factor", 1.0),
        tokens_per_second=zero + (x("tokens_per_second") if grows else np.inf),
        utilisation=zero + x("utilisation", 1.0),
    )
