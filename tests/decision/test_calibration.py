"""The fit of the weights: reproducible, in order, true to simulated cases, and scored exactly as `rank` scores."""

from __future__ import annotations

import datetime
import random
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from situations import any_answers

from advisor.decision.calibration import calibrate
from advisor.decision.cross_validation import (
    Procedure,
    bootstrap,
    calibration_slope,
    choose_penalty,
    fold_numbers,
    held_out_scores,
    refit,
)
from advisor.decision.fitting import CAUTION, HAND_SET, LEAST, fit, parameters_of, weights_of
from advisor.decision.ranking import Ranking, rank
from advisor.decision.states import all_facts, presumed, state_of
from advisor.decision.tally import Numbers, Tally, log_losses, mean_losses, scores_under, softmax, tally_of
from advisor.errors import CaseBookError
from advisor.files.casebook import load_cases
from advisor.files.rulebook import RuleBook
from advisor.schema.answers import Answers
from advisor.schema.calibration import Gain
from advisor.schema.rules import Book, Strengths, Weights
from advisor.schema.words import APPROACHES

BOOK = RuleBook.load()
CASES = load_cases()
TALLY = tally_of(BOOK, [case for case in CASES.cases if case.counts])
QUICK = Procedure(penalties=(4.0, 256.0), folds=4, repeats=1, resamples=10, starts=4)
TODAY = datetime.date(2026, 11, 22)
EVERY = np.ones((1, 4), dtype=bool)


def ranking_of(book: Book, answers: Answers) -> Ranking:
    facts = all_facts(book, answers.values)
    states = {rule.id: state_of(rule, facts) for rule in book.rules}
    fired = [rule for rule in book.rules if states[rule.id] == "fires"]
    stops = [r for r in book.rules if states[r.id] == "waits" and r.effect.settles and presumed(r, facts)]
    return rank(book, fired, stops)


def simulated(true: Weights, cases: int, seed: int) -> Tally:
    """Cases of which one approach each turned out best, with the probabilities that these weights give.

    What was compared besides the best is drawn without a look at it, so that both losses, among those compared and
    among all four, are smallest at the true weights (McFadden 1978, uniform conditioning).
    """
    draw = np.random.default_rng(seed)
    counts = draw.integers(-2, 4, size=(cases, 4, 3)).astype(float)
    nothing = np.zeros((cases, 4), dtype=bool)
    blank = Tally(np.arange(cases), counts, ~nothing, ~nothing, nothing, ~nothing, nothing, true.settled_lead)
    chances = softmax(scores_under(blank, true), ~nothing)
    best = np.eye(4, dtype=bool)[(chances.cumsum(axis=1) > draw.random((cases, 1))).argmax(axis=1)]
    return replace(blank, acceptable=best, compared=best | (draw.random((cases, 4)) < 0.5))


def assert_in_order(parameters: Numbers) -> None:
    weak, moderate, strong, *leads = parameters
    assert LEAST - 1e-9 <= weak <= moderate + 1e-9 <= strong + 2e-9
    assert min(leads) >= weak + LEAST - 1e-9


@settings(max_examples=40)
@given(situations=st.lists(any_answers, min_size=1, max_size=3), strengths=st.lists(st.floats(0.05, 2), min_size=3))
def test_the_scores_of_a_tally_are_those_of_the_ranking(
    situations: list[dict[str, str]], strengths: Sequence[float]
) -> None:
    weak, moderate, strong = sorted(round(strength, 3) for strength in strengths[:3])
    weights = HAND_SET.model_copy(update={"strengths": Strengths(weak=weak, moderate=moderate, strong=strong)})
    book = BOOK.model_copy(update={"weights": weights})
    cases = [
        CASES.cases[0].model_copy(update={"id": f"case-{i}", "answers": Answers.model_validate(answers)})
        for i, answers in enumerate(situations)
    ]
    on = tally_of(book, cases)
    scores = scores_under(on, weights)
    for row, case in enumerate(cases):
        expected = ranking_of(book, case.answers)
        found = softmax(scores[[row]], EVERY)[0]
        assert found == pytest.approx([expected.probabilities[approach] for approach in APPROACHES])
        if expected.approach is not None:
            assert APPROACHES[scores[row].argmax()] == expected.approach


def test_the_fit_is_a_point_from_which_no_step_lowers_the_loss() -> None:
    penalty, centre = 4.0, parameters_of(HAND_SET)

    def loss(parameters: Numbers) -> float:
        weights = weights_of(replace(found, parameters=parameters))
        away = parameters - centre * (parameters @ centre) / (centre @ centre)
        losses = mean_losses(TALLY, scores_under(TALLY, weights) / CAUTION)
        return float(TALLY.shares @ losses + penalty / 2 * away @ away)

    found = fit(TALLY, penalty, starts=12)
    least = found.parameters.round(2)
    assert loss(least) == pytest.approx(found.loss, abs=1e-2)
    for step in np.random.default_rng(0).normal(0, 0.03, size=(200, 6)):
        weak, moderate, strong, *leads = (least + step).round(2)
        if LEAST <= weak <= moderate <= strong and min(leads) >= weak + LEAST:
            assert loss(least + step) > found.loss - 0.01  # the cap bends the loss: the end is as near as that


def test_every_start_ends_at_the_same_point() -> None:
    for penalty in (1.0, 16.0, 1024.0):
        found = fit(TALLY, penalty, starts=12)
        assert found.agreeing == found.starts == 12
        assert found.spread < 0.001


@pytest.mark.parametrize("penalty", [0.0, 4.0, 64.0, 1024.0])
def test_the_strengths_rise_and_prompting_leads_even_against_one_weak_rule(penalty: float) -> None:
    found = fit(TALLY, penalty)
    assert_in_order(found.parameters)
    priors = weights_of(found).priors
    assert all(priors["prompting"] >= priors[approach] + 0.1 for approach in APPROACHES[1:])


def test_prompting_leads_even_where_every_case_was_won_by_something_else() -> None:
    won = np.broadcast_to(np.array([False, False, True, False]), TALLY.acceptable.shape)
    found = fit(replace(TALLY, acceptable=won & TALLY.compared | ~TALLY.compared[:, [2]] & TALLY.acceptable), 1.0)
    assert_in_order(found.parameters)


def test_known_weights_are_recovered_from_simulated_cases_drawn_back_by_a_fifth() -> None:
    true = HAND_SET.model_copy(
        update={
            "strengths": Strengths(weak=0.2, moderate=0.5, strong=0.9),
            "priors": {"prompting": 0.0, "rag": -0.8, "fine-tuning": -0.9, "rag+fine-tuning": -0.7},
        }
    )
    within, found = [], []
    for seed in range(6):
        on = simulated(true, cases=400, seed=seed)
        found.append(fit(on, 0.0).parameters)
        low, high = np.quantile(bootstrap(on, 0.0, Procedure(resamples=60)), [0.025, 0.975], axis=0)
        within.append((low < CAUTION * parameters_of(true)) & (CAUTION * parameters_of(true) < high))
        assert calibration_slope(on, scores_under(on, true)) == pytest.approx(1.0, abs=0.25)
    assert np.mean(within) >= 0.8  # 0.92 in 40 simulations with 400 resamples each
    assert np.mean(found, axis=0) == pytest.approx(CAUTION * parameters_of(true), abs=0.2)


def test_a_heavy_penalty_keeps_the_proportions_set_by_hand_and_finds_their_scale() -> None:
    found = fit(TALLY, 1e5).parameters / parameters_of(HAND_SET)
    assert found == pytest.approx(np.full(6, found.mean()), abs=0.01)
    slope = calibration_slope(TALLY, scores_under(TALLY, HAND_SET))
    assert CAUTION * slope == pytest.approx(found.mean(), abs=0.1)


def test_cases_of_one_source_weigh_as_much_as_one() -> None:
    sources = np.unique(TALLY.sources)
    for source in sources:
        assert TALLY.shares[TALLY.sources == source].sum() == pytest.approx(1.0)
    twice = TALLY.rows(np.repeat(np.arange(len(TALLY)), 2))
    assert fit(twice, 16.0).parameters == pytest.approx(fit(TALLY, 16.0).parameters, abs=1e-4)


@pytest.mark.parametrize("folds", [2, 5, 10, 1000])
def test_no_fold_splits_a_source_and_no_case_is_judged_by_weights_that_saw_its_source(folds: int) -> None:
    numbers = fold_numbers(TALLY, folds, 7)
    for source in np.unique(TALLY.sources):
        assert len(np.unique(numbers[TALLY.sources == source])) == 1
    if folds > 10:
        return
    seen: list[set[int]] = []

    def remember(rest: Tally) -> Weights:
        seen.append(set(rest.sources))
        return HAND_SET

    held_out_scores(TALLY, numbers, remember)
    for number, sources in enumerate(seen):
        assert not sources & set(TALLY.sources[numbers == number])


def test_the_heaviest_penalty_within_one_standard_error_is_chosen() -> None:
    penalty, trials = choose_penalty(TALLY, Procedure(folds=5))
    within = [trial.penalty for trial in trials if trial.above_least <= trial.standard_error]
    assert penalty == max(within)
    assert refit(TALLY, Procedure(folds=5)).penalty == penalty


def test_the_same_seed_gives_the_same_report_and_the_order_of_cases_and_rules_does_not_matter() -> None:
    report = calibrate(BOOK, CASES, TODAY, QUICK)
    shuffled = random.Random(3).sample(CASES.cases, len(CASES.cases))
    rules = random.Random(3).sample(BOOK.rules, len(BOOK.rules))
    other = calibrate(
        BOOK.model_copy(update={"rules": tuple(rules)}),
        CASES.model_copy(update={"cases": tuple(shuffled)}),
        TODAY,
        QUICK,
    )
    assert other == report


def test_the_weights_in_the_book_before_do_not_matter() -> None:
    fitted = BOOK.model_copy(update={"weights": weights_of(fit(TALLY, 1.0))})
    assert calibrate(fitted, CASES, TODAY, QUICK) == calibrate(BOOK, CASES, TODAY, QUICK)


def test_gates_and_the_stop_rule_are_not_fitted() -> None:
    weights = BOOK.weights.model_copy(update={"settled_lead": 2.5})
    report = calibrate(BOOK.model_copy(update={"weights": weights}), CASES, TODAY, QUICK)
    assert report.weights.settled_lead == 2.5
    vetoed = scores_under(TALLY, report.weights)[~TALLY.open]
    assert len(vetoed) > 0
    assert np.all(np.isneginf(vetoed))


def test_the_report_says_what_was_fitted_and_how_it_does_on_cases_held_out() -> None:
    report = calibrate(BOOK, CASES, TODAY, QUICK)
    assert (report.cases, report.sources) == (len(TALLY), len(np.unique(TALLY.sources)))
    assert report.counts_fingerprint == TALLY.fingerprint
    assert report.weights.fitted
    assert [each.fitted for each in report.parameters] == pytest.approx(parameters_of(report.weights))
    assert [(each.weights, each.on) for each in report.judged] == [
        ("hand-set", "the cases"),
        ("fitted", "cases held out"),
        ("fitted", "the cases it was fitted to"),
    ]
    scores = scores_under(TALLY, report.weights)
    for among, scored in ((TALLY.compared, report.judged[2].compared), (TALLY.open | True, report.judged[2].open)):
        assert scored.log_loss == pytest.approx(log_losses(scores, among, TALLY.acceptable).mean(), abs=1e-4)


def test_a_fit_that_does_not_help_is_called_so() -> None:
    assert Gain(mean=0.1, low=0.01, high=0.2).verdict == "better than"
    assert Gain(mean=0.1, low=-0.01, high=0.2).verdict == "not clearly different from"
    assert Gain(mean=-0.1, low=-0.2, high=-0.01).verdict == "worse than"


def test_too_few_sources_are_refused() -> None:
    few = CASES.model_copy(update={"cases": tuple(case for case in CASES.cases if case.counts)[:5]})
    with pytest.raises(CaseBookError) as found:
        calibrate(BOOK, few, TODAY, QUICK)
    sources = len({case.source.url for case in few.cases})
    assert str(found.value) == (
        f"cases: {sources} sources compared approaches, too few to fit weights to; add cases until there are 20."
    )
