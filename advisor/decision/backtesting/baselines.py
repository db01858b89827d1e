"""Plainer advisers to beat: the majority, two rules of thumb from the web, and two regressions on the same answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final, Literal, NamedTuple

import numpy as np

from advisor.decision.backtesting.forecasts import Adviser, Forecast, Learn
from advisor.decision.backtesting.regression import learn_regression
from advisor.decision.backtesting.sample import Sample
from advisor.decision.tally import Whole
from advisor.language import N_
from advisor.schema.answers import Answers
from advisor.schema.cases import Case
from advisor.schema.words import APPROACHES, Approach

PSEUDO_CASES: Final = len(APPROACHES)
"""How many cases with the shares of all verdicts are added to those with one verdict, so that no share is 0."""


def majority(sample: Sample) -> Adviser:
    """Says the same in every case: the shares that the approaches have among all that was acceptable before."""
    counts = sample.tally.acceptable.sum(axis=0)
    shares = counts / counts.sum()

    def say(cases: Sequence[Case]) -> Forecast:
        return Forecast.by_chance(np.tile(shares, (len(cases), 1)))

    return say


def by_verdict(verdict: Callable[[Answers], Approach], sample: Sample) -> Adviser:
    """A rule that gives a verdict and no probabilities, made comparable.

    Its verdict always comes first. The probabilities are the shares that the approaches had among what was acceptable
    in the cases seen before on which the rule gave the same verdict, smoothed by `PSEUDO_CASES` with the shares of all
    cases seen before; an approach that came second, third or last in them is ranked so where the verdict was not tried.
    """
    spread = sample.tally.acceptable / sample.tally.acceptable.sum(axis=1, keepdims=True)
    overall = spread.mean(axis=0)
    before = _verdicts(verdict, sample.cases)
    table = np.array(
        [
            (spread[said].sum(axis=0) + PSEUDO_CASES * overall) / (said.sum() + PSEUDO_CASES)
            for said in (before == number for number in range(len(APPROACHES)))
        ]
    )

    def say(cases: Sequence[Case]) -> Forecast:
        verdicts = _verdicts(verdict, cases)
        chances = table[verdicts]
        return Forecast(chances, chances + np.eye(len(APPROACHES))[verdicts])

    return say


def matrix(answers: Answers) -> Approach:
    """The 2x2 matrix of blog posts: facts from outside needed x particular form needed.

    As in https://skillia.dev/kb/03-rag/rag-vs-finetuning, with the same two axes in many other posts: neither: prompt;
    outside knowledge: RAG; adaptation of style, tone, vocabulary or behaviour: fine-tune; both: both. Facts from
    outside are needed where `knowledge` is a large body, or they change every few weeks or faster; a particular form
    where `format` is peculiar, `style` tacit, or `failure` a matter of form. What is not known is not needed.
    """
    return _both_ways(_needs_facts(answers), _needs_form(answers))


def widget(answers: Answers) -> Approach:
    """The logic of a public questionnaire on the web, as far as its three main questions map.

    https://tools.gera.services/fine-tuning-decision-helper (its description; the scoring itself was not read): are
    facts missing (RAG), or is it behaviour, such as format or tone, with ample labelled data and a stable task
    (fine-tuning), or both (both); else prompt. Missing facts: `failure` is facts, or they would be as in `matrix`.
    Behaviour: as in `matrix`, or wrong judgement. Ample: `examples` in the hundreds or more; stable: `stability` is not
    exploring. Its questions on latency and budget have no clear counterpart and are left out.
    """
    facts = answers.failure == "facts" or (answers.failure == "unknown" and _needs_facts(answers))
    behaviour = _needs_form(answers) or answers.failure == "judgement"
    ample = answers.examples in ("hundreds", "thousands", "plenty") and answers.stability != "exploring"
    return _both_ways(facts, behaviour and ample)


class BaselineKind(NamedTuple):
    """One baseline: its name and words, where it comes from, and how it learns."""

    id: Literal["majority", "matrix", "widget", "regression", "conditional"]
    title: str
    says: str
    method: str
    source: str
    learn: Learn


_EARNED: Final = N_(
    "its verdict always comes first, and its probabilities are those that it earned: how often each approach was "
    "acceptable in the cases it learned from on which the verdict was the same, smoothed by four cases"
)


def baselines(seed: int = 0) -> tuple[BaselineKind, ...]:
    """All baselines, the plainest first; the same seed gives the same numbers."""
    return (
        BaselineKind(
            "majority",
            N_("Always the majority"),
            N_("Names the approach that was most often acceptable in the cases it learned from, whatever the answers."),
            N_("the shares of the approaches among all that was acceptable in the cases it learned from"),
            "",
            majority,
        ),
        BaselineKind(
            "matrix",
            N_("Two-by-two of blog posts"),
            N_(
                "Facts from outside needed: RAG; a particular form needed: fine-tuning; both: both; neither: prompting."
            ),
            _EARNED,
            "https://skillia.dev/kb/03-rag/rag-vs-finetuning",
            partial(by_verdict, matrix),
        ),
        BaselineKind(
            "widget",
            N_("Three questions of a web tool"),
            N_(
                "Facts missing: RAG; wrong behaviour with hundreds of examples and a stable task: fine-tuning; both: "
                "both; else prompting. The tool's further questions have no counterpart here."
            ),
            _EARNED,
            "https://tools.gera.services/fine-tuning-decision-helper",
            partial(by_verdict, widget),
        ),
        BaselineKind(
            "regression",
            N_("Learned from the answers"),
            N_("Knows no rule: it learns from published cases which approach tends to be the best at which answers."),
            N_(
                "multinomial logistic regression on which approach was best, one column an option, with a quadratic "
                "penalty chosen by cross-validation within the cases it learned from"
            ),
            "",
            partial(learn_regression, target="best", seed=seed),
        ),
        BaselineKind(
            "conditional",
            N_("Learned from what was compared"),
            N_(
                "The same, but it learns only from the choice among the approaches that each source compared: strong "
                "there, and it knows little of all four."
            ),
            N_("conditional logit on which of the approaches compared was acceptable, otherwise the same"),
            "",
            partial(learn_regression, target="compared", seed=seed),
        ),
    )


def _needs_facts(answers: Answers) -> bool:
    return answers.knowledge == "corpus" or answers.freshness in ("weeks", "live")


def _needs_form(answers: Answers) -> bool:
    return answers.format == "peculiar" or answers.style == "tacit" or answers.failure == "form"


def _both_ways(retrieve: bool, tune: bool) -> Approach:
    if retrieve:
        return "rag+fine-tuning" if tune else "rag"
    return "fine-tuning" if tune else "prompting"


def _verdicts(verdict: Callable[[Answers], Approach], cases: Sequence[Case]) -> Whole:
    return np.array([APPROACHES.index(verdict(case.answers)) for case in cases], dtype=np.int64)
