"""Track records to test words and pages with: one by hand with round figures, one of the rules and cases that ship."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from places import ROOT

from advisor.decision.backtesting import backtest as backtesting
from advisor.decision.backtesting.baselines import baselines
from advisor.files.casebook import load_cases
from advisor.files.rulebook import RuleBook
from advisor.files.track_record import HELD_OUT_RECORD
from advisor.schema.backtest import (
    Backtest,
    BacktestCase,
    Baseline,
    Bin,
    ByApproach,
    ComparedScore,
    Confusion,
    Group,
    LaterYears,
    OpenScore,
    Rate,
    Regret,
    Reliability,
)
from advisor.schema.words import APPROACHES, Approach

TODAY = datetime.date(2026, 11, 26)
NOTHING: dict[Approach, dict[Approach, int]] = {best: dict.fromkeys(APPROACHES, 0) for best in APPROACHES}


def rate(right: int, n: int, low: float = 0.0, high: float = 1.0) -> Rate:
    """A share; every case a source of its own."""
    return Rate(n=n, right=right, sources=n, share=right / n, low=low, high=high, few_sources=n < 10)


def group(compared: Rate, open: Rate) -> Group:
    return Group(n=compared.n, sources=compared.sources, compared=compared, open=open)


def compared_score(share: Rate, surprise: float) -> ComparedScore:
    return ComparedScore(acceptable=share.share, log_loss=surprise, rate=share)


def open_score(share: Rate, surprise: float) -> OpenScore:
    return OpenScore(
        acceptable=share.share, best=share.share, log_loss=surprise, brier=0.5, rate=share, rate_best=share
    )


def baseline(title: str, compared: ComparedScore, open: OpenScore, source: str = "") -> Baseline:
    return Baseline(
        id="matrix", title=title, says=f"{title} says so.", method="m", source=source, compared=compared, open=open
    )


def judged_case(
    id: str, recommended: Approach, given: float, best: Approach, *, right_compared: bool, right_open: bool
) -> BacktestCase:
    """A case in which what was recommended was also ranked first of those compared."""
    others = [each for each in APPROACHES if each != recommended]
    return BacktestCase(
        id=id,
        title=f"Title of {id}",
        org="Somebody",
        year=2024,
        task="code",
        confidence="high",
        kind="paper",
        url=f"https://example.org/{id}",
        recommended=recommended,
        probability={recommended: given, **dict.fromkeys(others, (1 - given) / 3)},
        standing="clear",
        because=(),
        against=(),
        compared=("prompting", "rag", "fine-tuning"),
        ranked_first_compared=recommended,
        best=best,
        acceptable=(best,),
        right_compared=right_compared,
        right_open=right_open,
        log_loss_compared=0.1 if right_compared else 2.0,
        log_loss_open=0.1 if right_open else 2.0,
        regret=None,
    )


def record(
    compared: ComparedScore,
    open: OpenScore,
    plainer: Sequence[Baseline] = (),
    *,
    by_approach: Mapping[Approach, ByApproach] | None = None,
    by_task: Mapping[str, Group] | None = None,
    bins: Sequence[Bin] = (),
    later_years: Sequence[LaterYears] = (),
    cases: Sequence[BacktestCase] = (),
) -> Backtest:
    """A track record with these figures and nothing else."""
    return Backtest(
        date=TODAY,
        advisor_version="0",
        weights="refitted in each fold",
        method="m",
        interval_method="i",
        seed=0,
        folds=10,
        repeats=3,
        rules=1,
        rules_fingerprint="r",
        cases_fingerprint="c",
        n=compared.rate.n,
        sources=compared.rate.sources,
        left_out=0,
        seen=None,
        compared=compared,
        open=open,
        baselines=tuple(plainer),
        by_approach=dict(by_approach or {}),
        by_task=dict(by_task or {}),
        by_confidence={},
        by_kind={},
        by_year={},
        confusion=Confusion(open=NOTHING, compared=NOTHING),
        reliability=Reliability(
            recommended=tuple(bins), ranked_first=tuple(bins), every=(), slope_compared=None, slope_open=None
        ),
        regret=Regret(n=0, sources=0, mean=None, low=None, high=None, none_lost=0, left_out={}),
        later_years=tuple(later_years),
        cases=tuple(cases),
    )


def record_apart() -> Backtest:
    """That on the cases kept apart, as if made with the rules there are."""
    found = Backtest.model_validate_json((ROOT / "rules" / HELD_OUT_RECORD).read_bytes())
    return found.model_copy(update={"rules_fingerprint": RuleBook.load().fingerprint})


@cache
def shipped_record() -> Backtest:
    """That of the rules and cases that ship, made in a moment: judged with the weights as they are, not refitted."""
    book, cases = RuleBook.load(), load_cases()
    every = backtesting.baselines
    try:
        backtesting.baselines = lambda seed=0: baselines(seed)[:3]  # those that take no time
        found = backtesting.with_shipped_weights(book, cases, cases, TODAY)
    finally:
        backtesting.baselines = every
    later = LaterYears(
        fitted_up_to=2024,
        fitted_cases=70,
        fitted_sources=60,
        n=found.n,
        sources=found.sources,
        compared=found.compared,
        open=found.open,
    )
    more: dict[str, Any] = {"weights": "refitted in each fold", "seen": None, "later_years": (later,)}
    return found.model_copy(update=more)
