"""The track record: every score by hand on a few cases, and nothing is learned from what is judged."""

from __future__ import annotations

import datetime
import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor import recommend
from advisor.decision.backtesting import backtest as backtesting
from advisor.decision.backtesting.backtest import cross_validated, with_shipped_weights
from advisor.decision.backtesting.breakdowns import by_approach, by_year, confusion
from advisor.decision.backtesting.forecasts import NONE, Adviser, Forecast, held_out
from advisor.decision.backtesting.regret import NO_FIGURES, NOT_OURS, regret_of
from advisor.decision.backtesting.reliability import bins, reliability
from advisor.decision.backtesting.sample import Sample, sample_of
from advisor.decision.backtesting.scoring import compared_score, judge, open_score, rate
from advisor.decision.cross_validation import Procedure, fold_numbers
from advisor.errors import CaseBookError
from advisor.files.casebook import load_cases
from advisor.files.rulebook import RuleBook
from advisor.schema.backtest import Backtest, CaseRegret, Rate
from advisor.schema.cases import Case, CaseBook
from advisor.schema.words import APPROACHES, Approach
from advisor.stats.wilson import wilson_interval

BOOK = RuleBook.load()
CASES = load_cases()
SAMPLE = sample_of(BOOK, CASES.cases)
SOME = CASES.model_copy(update={"cases": CASES.cases[::2]})
"""Every other case: to fit to them takes half as long."""
SOME_SAMPLE = sample_of(BOOK, SOME.cases)
TODAY = datetime.date(2026, 11, 26)
QUICK = Procedure(penalties=(16.0, 256.0), folds=4, repeats=2, resamples=10, starts=3)


def case(
    id: str,
    tried: Sequence[Approach],
    acceptable: Sequence[Approach],
    *,
    source: str = "",
    metrics: dict[Approach, dict[str, float]] | None = None,
    **more: Any,
) -> Case:
    """A case in which these approaches were tried; the first of `acceptable` was best."""
    return Case.model_validate(
        {
            "id": id,
            "title": id,
            "org": "Somebody",
            "year": 2024,
            "source": {"title": "T", "url": f"https://example.org/{source or id}", "kind": "paper"},
            "setting": "Something is to be done.",
            "answers": {},
            "approaches": [
                {
                    "label": approach,
                    "approach": approach,
                    "metrics": [{"name": n, "value": v} for n, v in (metrics or {}).get(approach, {}).items()],
                }
                for approach in tried
            ],
            "outcome": "It worked.",
            "best": acceptable[0],
            "acceptable": list(acceptable),
            "best_basis": "measured",
            "compared": len(set(tried)) > 1,
            "confidence": "high",
            **more,
        }
    )


FIVE = sample_of(
    BOOK,
    [
        case("a", ["prompting", "rag"], ["rag"]),
        case("b", ["rag", "fine-tuning"], ["fine-tuning", "prompting"]),
        case("c", ["rag", "fine-tuning"], ["rag"], year=2025),
        case("d", ["prompting", "rag"], ["prompting"], source="c"),
        case("e", ["rag", "fine-tuning"], ["rag", "prompting"]),
    ],
)
SAID = Forecast.by_chance(
    np.array(
        [
            [0.5, 0.3, 0.2, 0.0],  # rag+fine-tuning is ruled out
            [0.1, 0.2, 0.6, 0.1],
            [1.0, 0.0, 0.0, 0.0],  # everything that was compared is ruled out
            [0.0005, 0.4995, 0.25, 0.25],
            [0.25, 0.25, 0.25, 0.25],
        ]
    )
)
FLOOR = 6.907755278982137
"""-ln 0.001"""


def test_the_scores_among_those_compared_are_those_worked_out_by_hand() -> None:
    judged = judge(FIVE, SAID)
    # a: prompting before rag. b: fine-tuning. c: nothing left. d: rag before prompting. e: a tie, rag is simpler
    assert judged.first.tolist() == [0, 2, NONE, 1, 1]
    assert judged.right_compared.tolist() == [False, True, False, False, True]
    # 0.3 of 0.8; 0.6 of 0.8; none; 0.0005 of 0.5, which is the floor; 0.25 of 0.5
    losses = [0.9808292530117262, 0.2876820724517809, FLOOR, FLOOR, 0.6931471805599453]
    assert judged.loss_compared.tolist() == pytest.approx(losses)
    score = compared_score(judged, FIVE.tally.sources)
    assert (score.acceptable, score.log_loss) == (0.4, pytest.approx(sum(losses) / 5, abs=1e-6))


def test_the_scores_over_all_four_are_those_worked_out_by_hand() -> None:
    judged = judge(FIVE, SAID)
    assert judged.recommended.tolist() == [0, 2, 0, 1, 0]
    assert judged.right_open.tolist() == [False, True, False, False, True]
    assert judged.is_best.tolist() == [False, True, False, False, False]
    # 0.3; 0.6 + 0.1; nothing, floored; 0.0005, floored; 0.25 + 0.25
    losses = [1.2039728043259361, 0.35667494393873245, FLOOR, FLOOR, 0.6931471805599453]
    assert judged.loss_open.tolist() == pytest.approx(losses)
    briers = [0.25 + 0.49 + 0.04, 0.01 + 0.04 + 0.16 + 0.01, 2.0, 0.99900025 + 0.24950025 + 0.125, 0.75]
    assert judged.brier.tolist() == pytest.approx(briers)
    score = open_score(judged, FIVE.tally.sources)
    assert (score.acceptable, score.best) == (0.4, 0.2)
    assert score.log_loss == pytest.approx(sum(losses) / 5, abs=1e-6)
    assert score.brier == pytest.approx(sum(briers) / 5, abs=1e-6)


def test_where_every_approach_is_ruled_out_nothing_is_recommended_and_nothing_is_right() -> None:
    judged = judge(FIVE, Forecast.by_chance(np.zeros((5, 4))))
    assert judged.recommended.tolist() == [NONE] * 5
    assert not judged.right_open.any()
    assert not judged.right_compared.any()
    assert judged.loss_open.tolist() == pytest.approx([FLOOR] * 5)


def test_a_share_comes_with_its_n_its_sources_and_an_interval_that_knows_of_clusters() -> None:
    alone = rate(np.array([True, False, True, True]), np.array([0, 1, 2, 3]))
    low, high = wilson_interval(0.75 * 3, 3.0)  # four of a kind tell as much as three: n - 1 in the variance
    assert alone == Rate(n=4, right=3, sources=4, share=0.75, low=low, high=high, few_sources=True)
    doubled = rate(np.repeat([True, False, True, True], 2), np.repeat([0, 1, 2, 3], 2))
    assert (doubled.n, doubled.right, doubled.sources) == (8, 6, 4)
    assert doubled.high - doubled.low >= alone.high - alone.low


def test_the_breakdowns_count_what_happened() -> None:
    judged = judge(FIVE, SAID)
    rag = by_approach(FIVE, judged)["rag"]
    assert rag.best is not None
    assert (rag.best.n, rag.best.compared.right, rag.best.open.right) == (3, 1, 1)
    assert rag.ranked_first is not None
    assert (rag.ranked_first.n, rag.ranked_first.right) == (2, 1)
    assert by_approach(FIVE, judged)["rag+fine-tuning"].best is None
    assert [(year, group.n, group.sources) for year, group in by_year(FIVE, judged).items()] == [
        (2024, 4, 4),
        (2025, 1, 1),
    ]
    tables = confusion(FIVE, judged)
    assert tables.open["rag"] == {"prompting": 3, "rag": 0, "fine-tuning": 0, "rag+fine-tuning": 0}
    assert tables.compared["rag"] == {"prompting": 1, "rag": 1, "fine-tuning": 0, "rag+fine-tuning": 0}


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=120))
def test_no_probability_is_lost_between_two_bins_and_equal_ones_stay_together(pairs: list[tuple[float, bool]]) -> None:
    chances = np.array([chance for chance, _ in pairs])
    found = bins(chances, np.array([right for _, right in pairs]), np.arange(len(pairs)))
    assert sum(each.rate.n for each in found) == len(pairs)
    assert sum(each.rate.right for each in found) == sum(right for _, right in pairs)
    assert all(one.high <= two.low + 1e-6 for one, two in pairwise(found))
    assert all(each.low - 1e-6 <= each.mean <= each.high + 1e-6 for each in found)


def test_a_calibrated_forecast_has_a_slope_of_one_and_a_timid_one_more() -> None:
    draw = np.random.default_rng(2)
    true = draw.dirichlet(np.full(4, 0.7), size=2000)
    best = (true.cumsum(axis=1) > draw.random((2000, 1))).argmax(axis=1)
    names = [case(f"c{i:04}", APPROACHES, [APPROACHES[one]]) for i, one in enumerate(best)]
    sample = sample_of(BOOK.model_copy(update={"rules": ()}), names)
    calibrated = Forecast.by_chance(true)
    found = reliability(sample, calibrated, judge(sample, calibrated))
    assert (found.slope_open, found.slope_compared) == (pytest.approx(1, abs=0.06), found.slope_open)
    assert all(each.rate.low - 0.03 <= each.mean <= each.rate.high + 0.03 for each in found.every)
    timid = Forecast.by_chance(np.sqrt(true) / np.sqrt(true).sum(axis=1, keepdims=True))
    assert reliability(sample, timid, judge(sample, timid)).slope_open == pytest.approx(2, abs=0.12)


def test_forty_probabilities_make_two_bins_of_twenty() -> None:
    chances = np.linspace(0.1, 0.88, 40)
    low, high = bins(chances, chances > 0.5, np.arange(40))
    assert (low.rate.n, low.rate.right, high.rate.n, high.rate.right) == (20, 0, 20, 19)
    assert (low.mean, high.mean) == (pytest.approx(0.29), pytest.approx(0.69))


ACCURACY = {"prompting": {"accuracy": 0.61}, "rag": {"accuracy": 0.83, "BLEU": 30.0}, "fine-tuning": {"BLEU": 35.0}}


def test_regret_is_how_far_ours_lies_below_the_best_in_points() -> None:
    one = case("a", ["prompting", "rag", "fine-tuning"], ["rag"], metrics=ACCURACY)
    assert regret_of(one, "prompting") == CaseRegret(points=22.0, metrics=("accuracy",))
    assert regret_of(one, "rag") == CaseRegret(points=0.0, metrics=("accuracy",))
    assert regret_of(one, "fine-tuning") == NOT_OURS
    assert regret_of(one, None) == NOT_OURS


@pytest.mark.parametrize("name", ["BLEU", "latency s", "F1 lead over prompting (points)", "rank", "gain (%)"])
def test_figures_that_are_no_shares_make_no_regret(name: str) -> None:
    both: dict[Approach, dict[str, float]] = {"prompting": {name: 0.2}, "rag": {name: 0.5}}
    assert regret_of(case("a", ["prompting", "rag"], ["rag"], metrics=both), "rag") == NO_FIGURES


def test_where_less_is_better_and_percent_are_given_regret_is_in_points_too() -> None:
    one = case("a", ["prompting", "rag"], ["rag"])
    systems = [
        {"label": name, "approach": name, "metrics": [{"name": "wrong (%)", "value": v, "higher_is_better": False}]}
        for name, v in (("prompting", 12.0), ("rag", 4.5))
    ]
    given = Case.model_validate({**one.model_dump(), "approaches": systems})
    assert regret_of(given, "prompting") == CaseRegret(points=7.5, metrics=("wrong (%)",))


@settings(max_examples=30, deadline=None)
@given(sources=st.lists(st.integers(0, 12), min_size=8, max_size=40), folds=st.integers(2, 6), seed=st.integers(0, 99))
def test_no_source_is_ever_on_both_sides(sources: list[int], folds: int, seed: int) -> None:
    cases = [case(f"c{i:03}", ["prompting", "rag"], ["rag"], source=f"s{s}") for i, s in enumerate(sources)]
    sample, judged = sample_of(BOOK, cases), []
    if sample.number_of_sources < 2:
        return

    def learn(rest: Sample) -> Adviser:
        known = {each.source.url for each in rest.cases}

        def say(out: Sequence[Case]) -> Forecast:
            assert not known & {each.source.url for each in out}
            judged.extend(each.id for each in out)
            return Forecast.by_chance(np.full((len(out), 4), 0.25))

        return say

    divisions = [fold_numbers(sample.tally, folds, seed, i) for i in range(2)]
    held_out(sample, divisions, learn)
    assert sorted(judged) == sorted([each.id for each in cases] * 2)


def test_a_probability_is_the_mean_over_the_divisions() -> None:
    draws = iter([[0.4, 0.3, 0.2, 0.1], [0.2, 0.1, 0.3, 0.4]] * 2)

    def learn(rest: Sample) -> Adviser:
        chances = next(draws)
        return lambda out: Forecast.by_chance(np.tile(chances, (len(out), 1)))

    halves = np.array([0, 0, 1, 1, 0])
    said = held_out(FIVE, [halves, 1 - halves], learn)
    # first half: first draw, then (its fold is the second one now) second draw; the other half the other way round
    assert said.chances[0].tolist() == pytest.approx([0.3, 0.2, 0.25, 0.25])
    assert said.chances[2].tolist() == pytest.approx([0.3, 0.2, 0.25, 0.25])
    assert said.recommended.tolist() == [0] * 5


SHIPPED = with_shipped_weights(BOOK, CASES, CASES, TODAY)


def test_with_shipped_weights_the_answers_are_those_of_recommend() -> None:
    for each, asked in zip(SHIPPED.cases, SAMPLE.cases, strict=True):
        found = recommend(asked.answers, rule_book=BOOK)
        assert (each.id, each.recommended, each.standing) == (asked.id, found.approach, found.standing)
        assert each.probability == pytest.approx({r.approach: r.probability.value for r in found.ranking}, abs=1e-8)
        mine = next(ranked for ranked in found.ranking if ranked.approach == found.approach)
        assert set(mine.supported_by) <= set(each.because)
        assert set(mine.opposed_by) == set(each.against)


def test_with_shipped_weights_nothing_is_fitted(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("refitted")

    monkeypatch.setattr(backtesting, "refit", refuse)
    found = with_shipped_weights(BOOK, CASES, CASES, TODAY)
    assert (found.weights, found.folds, found.repeats, found.later_years) == ("shipped", None, None, ())
    assert found.seen == found.n


def test_the_totals_are_those_of_the_cases() -> None:
    found = SHIPPED
    assert (found.n, found.left_out) == (len(SAMPLE), sum(not each.compared for each in CASES.cases if not each.is_own))
    assert found.compared.acceptable == pytest.approx(np.mean([c.right_compared for c in found.cases]), abs=1e-6)
    assert found.open.acceptable == pytest.approx(
        np.mean([c.recommended in c.acceptable for c in found.cases]), abs=1e-6
    )
    assert found.open.best == pytest.approx(np.mean([c.recommended == c.best for c in found.cases]), abs=1e-6)
    on_right = [max(sum(c.probability[a] for a in c.acceptable), 0.001) for c in found.cases]
    assert found.open.log_loss == pytest.approx(-np.log(on_right).mean(), abs=1e-6)
    among = [
        max(
            sum(c.probability[a] for a in c.acceptable if a in c.compared) / sum(c.probability[a] for a in c.compared),
            0.001,
        )
        for c in found.cases
    ]
    assert found.compared.log_loss == pytest.approx(-np.log(among).mean(), abs=1e-6)
    brier = [sum((c.probability[a] - (a == c.best)) ** 2 for a in APPROACHES) for c in found.cases]
    assert found.open.brier == pytest.approx(np.mean(brier), abs=1e-6)
    for groups in (found.by_task, found.by_confidence, found.by_kind, found.by_year):
        assert sum(group.n for group in groups.values()) == found.n
        assert sum(group.open.right for group in groups.values()) == found.open.rate.right
    assert sum(sum(row.values()) for row in found.confusion.open.values()) == found.n
    assert found.regret.n + sum(found.regret.left_out.values()) == found.n


def test_every_probability_adds_up_to_one_and_what_is_ruled_out_has_none() -> None:
    for each, open_ in zip(SHIPPED.cases, SAMPLE.tally.open, strict=True):
        assert sum(each.probability.values()) == pytest.approx(1)
        assert [each.probability[a] > 0 for a in APPROACHES] == open_.tolist()


def quick(book: RuleBook, cases: CaseBook) -> Backtest:
    return cross_validated(book, cases, TODAY, QUICK)


@pytest.fixture(scope="module")
def refitted() -> Backtest:
    return quick(BOOK, SOME)


def test_the_order_of_cases_and_rules_does_not_matter(refitted: Backtest) -> None:
    shuffled = random.Random(5).sample(SOME.cases, len(SOME.cases))
    rules = random.Random(5).sample(BOOK.rules, len(BOOK.rules))
    other = quick(BOOK.model_copy(update={"rules": tuple(rules)}), SOME.model_copy(update={"cases": tuple(shuffled)}))
    assert other == refitted


def test_later_years_are_judged_by_what_was_learned_before_them(refitted: Backtest) -> None:
    years = [each.fitted_up_to for each in refitted.later_years]
    assert years == sorted(years)
    assert years
    for each in refitted.later_years:
        assert each.fitted_sources >= 20
        assert each.n == sum(case.year > each.fitted_up_to for case in SOME_SAMPLE.cases) >= 10
        assert each.fitted_cases <= len(SOME_SAMPLE) - each.n


def test_each_case_is_judged_without_its_source(refitted: Backtest) -> None:
    """The numbers of a case do not move when its own outcome is another."""
    first = SOME_SAMPLE.cases[0]
    other = next(approach for approach in ("fine-tuning", "prompting") if approach not in first.acceptable)
    systems = (*first.approaches, first.approaches[0].model_copy(update={"approach": other}))
    changed = first.model_copy(update={"best": other, "acceptable": (other,), "approaches": systems})
    cases = SOME.model_copy(update={"cases": tuple(changed if c.id == first.id else c for c in SOME.cases)})
    after = quick(BOOK, cases)
    assert after.cases[0].probability == refitted.cases[0].probability
    assert after.cases[1].probability != refitted.cases[1].probability


def test_progress_is_told_to_its_end() -> None:
    told: list[tuple[int, int]] = []
    cross_validated(BOOK, SOME, TODAY, replace(QUICK, repeats=1), lambda done, parts: told.append((done, parts)))
    parts = told[0][1]
    assert told == [(i, parts) for i in range(1, parts + 1)]


def test_too_few_sources_are_refused() -> None:
    few = CASES.model_copy(update={"cases": SAMPLE.cases[:5]})
    sources = len({case.source.url for case in few.cases})
    with pytest.raises(CaseBookError) as found:
        cross_validated(BOOK, few, TODAY, QUICK)
    assert str(found.value) == (
        f"cases: {sources} sources compared approaches, too few to learn from and to be judged on; add cases until "
        "there are 20, or give the folder with --cases to judge the weights as they are."
    )


def test_a_folder_in_which_nothing_was_compared_is_refused() -> None:
    none = CASES.model_copy(update={"cases": tuple(case for case in CASES.cases if not case.compared)[:3]})
    with pytest.raises(CaseBookError) as found:
        with_shipped_weights(BOOK, none, CASES, TODAY)
    assert str(found.value) == (
        "cases: none of the cases (3) compared approaches, so there is nothing to be right or wrong about; add cases "
        "with `compared: true`, in which approaches of at least two kinds were tried."
    )
