"""The formula of a variant's cost step by step, for a workbook.

What `advisor/costs/formula.py` and `curve.py` work out, written with cells; a test holds both against each other.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final

from advisor.costs.caching import MINUTES_A_MONTH
from advisor.costs.hosting import HOURS_A_MONTH
from advisor.language import N_, _
from advisor.report.cost_words import NOT_KNOWN
from advisor.report.live_cells import FALSE, Live, choose, constant, exponential, least, most, round_up
from advisor.schema.costs import PartKind, VariantCost


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the sheet of costs; title and unit in English, `_` says them."""

    id: str
    title: str
    unit: str
    is_sum: bool = False


STEP_UNITS: Final = (
    N_("USD"), N_("times"), N_("tokens"), N_("times today's"), N_("times the price"), N_("share"), N_("USD a run"),
    N_("replicas"),
)  # fmt: skip
"""The units of all steps."""

EACH: Final = (
    Step("embedding", N_("Embedding"), "USD"),
    Step("reranking", N_("Reranking"), "USD"),
    Step("reads", N_("Vector reads"), "USD"),
    Step("people", N_("People"), "USD"),
    Step("told", N_("As the results or you tell"), "USD"),
    Step("other each", N_("Other"), "USD"),
)
BLOCKS: Final[dict[str, tuple[Step, ...]]] = {
    N_("Tokens of a finished piece of work"): (
        Step("tries", N_("Tries of a call"), "times"),
        Step("fixed", N_("Tokens of the fixed part"), "tokens"),
        Step("into", N_("Tokens in"), "tokens"),
        Step("out", N_("Tokens out"), "tokens"),
        Step("level", N_("Prices over the horizon"), "times today's"),
        Step("batch", N_("Batch service, tokens in"), "times the price"),
        Step("batch out", N_("Batch service, tokens out"), "times the price"),
        Step("batch cached", N_("Batch service, cached tokens"), "times the price"),
        Step("hits", N_("Cache hit rate"), "share"),
        Step("plain", N_("Without a cache"), "USD"),
        Step("read", N_("Reading the fixed part from the cache"), "USD"),
        Step("write", N_("Writing it to the cache"), "USD"),
    ),
    N_("A finished piece of work"): (
        Step("tokens", N_("Tokens"), "USD"),
        *EACH,
        Step("running", N_("Running cost"), "USD", is_sum=True),
    ),
    N_("Once"): (
        Step("run", N_("A training run"), "USD a run"),
        Step("engineering", N_("Engineering"), "USD"),
        Step("labels", N_("Labels"), "USD"),
        Step("training", N_("Training"), "USD"),
        Step("indexing", N_("Indexing"), "USD"),
        Step("evaluation", N_("Evaluation"), "USD"),
        Step("other once", N_("Other"), "USD"),
        Step("one-off", N_("One-off cost"), "USD", is_sum=True),
    ),
    N_("Training again"): (
        Step("training again", N_("Training"), "USD"),
        Step("engineering again", N_("Engineering"), "USD"),
        Step("retraining", N_("Cost of training again"), "USD", is_sum=True),
    ),
    N_("A month"): (
        Step("replicas", N_("Replicas"), "replicas"),
        Step("machines", N_("Machines"), "USD"),
        Step("store", N_("Vector store"), "USD"),
        Step("indexing anew", N_("Indexing anew"), "USD"),
        Step("upkeep", N_("Upkeep"), "USD"),
        Step("other monthly", N_("Other"), "USD"),
        Step("monthly", N_("Monthly cost"), "USD", is_sum=True),
    ),
    N_("All of it"): (
        Step("total", N_("Total over the horizon"), "USD", is_sum=True),
        Step("per month", N_("Total a month"), "USD", is_sum=True),
        Step("all-in", N_("All-in cost of a finished piece of work"), "USD", is_sum=True),
        Step("failures", N_("Failures of a finished piece of work"), "USD"),
        Step("with failures", N_("All-in with failures"), "USD", is_sum=True),
    ),
}
SUMMED: Final[dict[str, tuple[PartKind, tuple[str, ...]]]] = {
    "running": ("per request", ("tokens", *(step.id for step in EACH))),
    "one-off": ("one-off", ("engineering", "labels", "training", "indexing", "evaluation", "other once")),
    "retraining": ("retraining", ("training again", "engineering again")),
    "monthly": ("monthly", ("machines", "store", "indexing anew", "upkeep", "other monthly")),
}
"""Sum -> the kind of its parts, and the steps that it adds up, which stand below each other."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The cells that all variants share; `volume` and `hit_rate` may be empty."""

    volume: Live
    months: Live
    hit_rate: Live
    cache_minutes: Live
    price_decline: Live


@dataclass(frozen=True, slots=True)
class VariantCells:
    """One variant: role -> the cell of its input; `trainings` and `failures` where there are any."""

    own: VariantCost
    cells: dict[str, Live]
    trainings: Live | None
    failures: Live | None

    def __call__(self, role: str, otherwise: float = 0.0) -> Live:
        return self.cells.get(role, constant(otherwise))

    def has(self, *roles: str) -> bool:
        """Whether these are part of it."""
        return all(role in self.cells for role in roles)


Put = Callable[[str, Live], Live]
"""Writes a step into its cell and gives that cell back."""


def is_curved_by(roles: Collection[str], settings: Settings) -> bool:
    """Whether a cost of these roles is no straight line in the volume: a cache, or replicas, that follow it."""
    grows = {"hosting_usd_per_hour", "tokens_per_second", "utilisation", "peak_factor"}
    return grows <= set(roles) or ("price_cache_read" in roles and settings.hit_rate.value == "")


def put_steps(x: VariantCells, settings: Settings, put: Put, add: Callable[[str], Live]) -> None:
    """Writes all steps of a variant; `add` writes the sum of that name."""
    missing = {kind for each in x.own.missing for kind in each.counts_for}
    level = constant(1)
    if x.has("price_in") or x.has("price_embedding"):
        level = put("level", _price_level(settings))
    of_kind = {"running": _put_each, "one-off": _put_once, "retraining": _put_again, "monthly": _put_monthly}
    sums: dict[str, Live] = {}
    for name, (kind, _steps) in SUMMED.items():
        if kind in missing:
            sums[name] = put(name, constant(_(NOT_KNOWN)))
            continue
        of_kind[name](x, settings, put, level)
        sums[name] = add(name)
    _put_whole(x, settings, put, sums, is_known=not missing)


def _put_each(x: VariantCells, settings: Settings, put: Put, level: Live) -> None:
    if x.has("price_in"):
        _put_tokens(x, settings, put, level)
    if x.has("price_embedding", "query_tokens"):
        put("embedding", x("price_embedding") * x("query_tokens") / 1e6 * level)
    person = "person_hourly_rate_usd" if x.has("person_hourly_rate_usd") else "hourly_rate_usd"
    _put_given(x, put, "reranking", "rerank_usd_per_request")
    _put_given(x, put, "reads", "vector_read_usd_per_request")
    if x.has("minutes_per_request"):
        put("people", x("minutes_per_request") / 60 * x(person))
    _put_given(x, put, "told", "usd_per_request")
    _put_given(x, put, "other each", "other_usd_per_request")


def _put_given(x: VariantCells, put: Put, step: str, role: str) -> None:
    if x.has(role):
        put(step, x(role))


def _price_level(settings: Settings) -> Live:
    """The mean of (1 - decline)^(month / 12), months from 0: a geometric series."""
    stays, months = 1 - settings.price_decline, settings.months
    fallen = (1 - stays ** (months / 12)) / (1 - stays ** (constant(1) / 12)) / months
    return choose(settings.price_decline > 0, fallen, 1)


def _put_tokens(x: VariantCells, settings: Settings, put: Put, level: Live) -> None:
    tries = put("tries", 1 + x("retry_rate"))
    fixed = x("calls_per_request") * tries * x("static_tokens")
    if x.has("tokens_in"):
        into, out = put("into", x("tokens_in") * tries), put("out", x("tokens_out") * tries)
        fixed = put("fixed", least(fixed, into)) if x.has("static_tokens") else fixed
    else:
        fixed = put("fixed", fixed)
        calls = x("calls_per_request") * tries
        into = put("into", fixed + calls * (x("context_tokens") + x("query_tokens")))
        out = put("out", calls * x("output_tokens"))
    price_in = x("price_in") * _batched(x, put, "batch", "batch_multiplier")
    price_out = x("price_out") * _batched(x, put, "batch out", "batch_multiplier_output")
    plain = put("plain", (into * price_in + out * price_out) * level / 1e6)
    if not x.has("price_cache_read"):
        put("tokens", plain)
        return
    by_volume = 1 - exponential(constant(0) - settings.volume * settings.cache_minutes / MINUTES_A_MONTH)
    known = choose(settings.volume.is_number, by_volume, _(NOT_KNOWN))
    hits = put("hits", choose(settings.hit_rate.is_number, settings.hit_rate, known))
    price_read = x("price_cache_read") * _batched(x, put, "batch cached", "batch_multiplier_cached")
    price_write = x("price_cache_write") * _batched(x, put, "batch", "batch_multiplier")
    read = put("read", fixed * (price_read - price_in) * level / 1e6)
    write = put("write", fixed * (price_write - price_in) * level / 1e6)
    put("tokens", choose(hits.is_number, plain + hits * read + (1 - hits) * write, plain))


def _batched(x: VariantCells, put: Put, step: str, role: str) -> Live:
    """What is paid of an ordinary price with a share of requests in the batch service."""
    if not x.has("batch_share"):
        return constant(1)
    multiplier = x(role) if x.has(role) else x("batch_multiplier", 1.0)
    return put(step, 1 - x("batch_share") * (1 - multiplier))


def _put_once(x: VariantCells, settings: Settings, put: Put, level: Live) -> None:
    run = x("usd_per_training_run") + x("gpu_hours_per_run") * x("usd_per_gpu_hour")
    billed = x("training_tokens") * x("epochs") + x("validation_tokens")
    run = run + billed / 1e6 * x("usd_per_1m_training_tokens")
    if x.has("engineering_hours"):
        put("engineering", x("engineering_hours") * x("hourly_rate_usd"))
    if x.has("labels"):
        put("labels", x("labels") * x("usd_per_label") * x("label_overlap", 1.0))
    if x.has("training_runs"):
        put("training", x("training_runs") * put("run", run))
    if x.has("corpus_tokens"):
        put("indexing", x("corpus_tokens") * x("price_embedding") / 1e6)
    _put_given(x, put, "evaluation", "eval_usd")
    _put_given(x, put, "other once", "other_usd_once")


def _put_again(x: VariantCells, settings: Settings, put: Put, level: Live) -> None:
    if x.trainings is None:
        return
    again = most(0, x.trainings - 1)
    run = x("usd_per_training_run") + x("gpu_hours_per_run") * x("usd_per_gpu_hour")
    billed = x("training_tokens") * x("epochs") + x("validation_tokens")
    put("training again", again * x("training_runs") * (run + billed / 1e6 * x("usd_per_1m_training_tokens")))
    if x.has("retraining_hours"):
        put("engineering again", again * x("retraining_hours") * x("hourly_rate_usd"))


def _put_monthly(x: VariantCells, settings: Settings, put: Put, level: Live) -> None:
    if x.has("hosting_usd_per_hour", "replicas"):
        put("machines", put("replicas", _replicas(x, settings)) * x("hosting_usd_per_hour") * HOURS_A_MONTH)
    _put_given(x, put, "store", "vector_store_usd_per_month")
    if x.has("corpus_change_per_month"):
        index = x("corpus_tokens") * x("price_embedding") / 1e6
        put("indexing anew", index * x("corpus_change_per_month") * level)
    if x.has("upkeep_hours_per_month"):
        put("upkeep", x("upkeep_hours_per_month") * x("hourly_rate_usd"))
    _put_given(x, put, "other monthly", "other_usd_per_month")


def _replicas(x: VariantCells, settings: Settings) -> Live:
    fewest = round_up(x("replicas", 1.0))
    if not x.has("tokens_per_second", "utilisation", "peak_factor"):
        return fewest
    written = x("tokens_out") if x.has("tokens_out") else x("calls_per_request") * x("output_tokens")
    a_second = settings.volume * written * (1 + x("retry_rate")) / (HOURS_A_MONTH * 3600)
    return most(fewest, round_up(a_second * x("peak_factor") / (x("tokens_per_second") * x("utilisation")) - 1e-9))


def _put_whole(x: VariantCells, settings: Settings, put: Put, sums: dict[str, Live], *, is_known: bool) -> None:
    if not is_known:
        for name in ("total", "per month", "all-in"):
            put(name, constant(_(NOT_KNOWN)))
        return
    volume, months = settings.volume, settings.months
    whole = sums["one-off"] + sums["retraining"] + months * (sums["monthly"] + volume * sums["running"])
    total = put("total", choose(volume.is_number, whole, _(NOT_KNOWN)))
    put("per month", choose(total.is_number, total / months, _(NOT_KNOWN)))
    has_each = choose(total.is_number, volume > 0, FALSE)
    all_in = put("all-in", choose(has_each, total / (volume * months), _(NOT_KNOWN)))
    if x.failures is not None:
        failures = put("failures", x.failures)
        put("with failures", choose(all_in.is_number, all_in + failures, _(NOT_KNOWN)))
