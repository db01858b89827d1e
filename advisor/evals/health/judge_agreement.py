"""Does whoever graded agree with people?

Cohen's kappa with its interval, Gwet's AC1 beside it because kappa collapses when nearly everything passes; for graded
scores the quadratic kappa and Spearman's rank correlation, with the grades rounded to the nearest mark that people
used. Errors of one side: McNemar. Two people who agree clearly better than the grader does show that it can do better.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from advisor.evals.health.subject import Subject, finding, not_checked
from advisor.evals.judge_correction import corrected_difference
from advisor.evals.judging import JudgedCell, is_surely_no_judge, judged_cells, marks_of, rarer_class
from advisor.evals.number_words import answers_words, distance, enumerated, signed_interval, span, with_interval
from advisor.language import N_, _, ngettext, run_on
from advisor.schema.evidence import HealthCheck, HealthState
from advisor.stats.confusion import agreement, confusion_table
from advisor.stats.gwet_ac1 import gwet_ac1
from advisor.stats.kappa import Agreement, cohen_kappa
from advisor.stats.mcnemar import mcnemar_mid_p
from advisor.stats.ppi_mean import LEAST_OF_RARER_CLASS

CHECK, TITLE = "judge-agreement", N_("A grader that agrees with people")
ENOUGH_KAPPA = 0.6
AHEAD = 0.10
"""By how much two people may agree better than the grader does with one of them."""
FEWEST = 5
"""Labels of the rarer mark without which nothing is red."""
ALPHA = 0.05


@dataclass(frozen=True, slots=True)
class _Found:
    """How the grader and people marked the same answers."""

    n: int
    agreed: float
    kappa: Agreement | None
    ac1: Agreement | None
    lenient: int
    strict: int
    """Answers that the grader marks higher than people, and lower."""


def check(subject: Subject) -> HealthCheck:
    """Red where kappa's interval ends below 0.6, where people agree better, or where corrected verdicts change."""
    cells = judged_cells(subject.evals, subject.scored, subject.beside)
    if len(cells) < 2:
        if is_surely_no_judge(subject.evals, subject.scored.score):
            return not_checked(
                CHECK,
                TITLE,
                _("No model graded these answers; mark some by hand to see whether the score means quality."),
            )
        return not_checked(CHECK, TITLE, _("Give human labels for a random part of the answers of every variant."))
    found = _compare(cells, is_graded=subject.scored.kind == "graded")
    rarer = rarer_class(cells)
    if rarer < FEWEST:
        figure = _("{agreement}, {n} of the rarer mark", agreement=_agreement(found), n=rarer)
        return finding(
            CHECK, TITLE, "amber", figure,
            _(
                "Too few labels of the rarer mark to judge the grader: label more answers, until {n} have it.",
                n=LEAST_OF_RARER_CLASS,
            ),
        )  # fmt: skip
    problems: list[tuple[HealthState, str]] = []
    if found.kappa is not None and (found.kappa.interval() or (0.0, 1.0))[1] < ENOUGH_KAPPA:
        said = _("The grader agrees too little with people: mend its instructions first.")
        problems.append(("red", said))
    if (people := _people(subject, cells)) is not None and people[0] - people[1] > AHEAD and people[2] >= FEWEST:
        problems.append(
            (
                "red",
                ngettext(
                    "Two people agree on {people} % of the same {n} answer, the grader with them on {grader} %: the"
                    " grader can do better.",
                    "Two people agree on {people} % of the same {n} answers, the grader with them on {grader} %: the"
                    " grader can do better.",
                    people[2],
                    people=f"{people[0] * 100:.0f}",
                    grader=f"{people[1] * 100:.0f}",
                ),
            )
        )
    problems += [("red", each) for each in _changed_verdicts(subject, cells)]
    if mcnemar_mid_p(found.lenient, found.strict) < ALPHA:
        problems.append(("amber", _one_sided(found)))
    if not problems and (found.kappa is None or found.kappa.value < ENOUGH_KAPPA):
        problems.append(("amber", _("Agreement is not shown to be good: label more answers.")))
    left = ""
    if rarer < LEAST_OF_RARER_CLASS:
        left = _(
            "Fewer than {least} labels of the rarer mark ({n}): the scores stay uncorrected.",
            least=LEAST_OF_RARER_CLASS,
            n=rarer,
        )
    state: HealthState = min((each[0] for each in problems), key=("red", "amber").index, default="green")
    told = [each[1] for each in problems] or [_("The grader agrees with people.")]
    return finding(
        CHECK, TITLE, state, _agreement(found), run_on(*told, left), computed=_computed(subject, cells, found)
    )


def _one_sided(found: _Found) -> str:
    higher, lower = answers_words(found.lenient), f"{found.strict:,}"
    if found.lenient > found.strict:
        return _(
            "The grader is too lenient: it marks {higher} higher than people do and {lower} lower.",
            higher=higher,
            lower=lower,
        )
    return _(
        "The grader is too strict: it marks {higher} higher than people do and {lower} lower.",
        higher=higher,
        lower=lower,
    )


def _compare(cells: Sequence[JudgedCell], *, is_graded: bool) -> _Found:
    human, judge = marks_of(cells)
    levels = np.unique(human)
    if is_graded and len(levels) > 2:
        ours, theirs = np.array(_nearest(human, levels)), np.array(_nearest(judge, levels))
        table, _ = confusion_table(ours.tolist(), theirs.tolist())
        kappa = cohen_kappa(table, "quadratic")
    else:
        ours = np.array([float(cell.human_passes) for cell in cells])
        theirs = np.array([float(cell.judge_passes) for cell in cells])
        table, _ = confusion_table(ours.tolist(), theirs.tolist())
        kappa = cohen_kappa(table)
    return _Found(
        n=len(cells),
        agreed=agreement(table),
        kappa=kappa,
        ac1=gwet_ac1(table),
        lenient=int((theirs > ours).sum()),
        strict=int((theirs < ours).sum()),
    )


def _nearest(values: NDArray[np.float64], levels: NDArray[np.float64]) -> list[float]:
    places = np.abs(values[:, None] - levels[None, :]).argmin(axis=1)
    return [float(each) for each in levels[places]]


def _agreement(found: _Found) -> str:
    return _("{share} % agreement on {answers}", share=f"{found.agreed * 100:.0f}", answers=answers_words(found.n))


def _computed(subject: Subject, cells: Sequence[JudgedCell], found: _Found) -> str:
    """The coefficients of agreement."""
    parts = []
    is_graded = subject.scored.kind == "graded"
    if found.kappa is not None:
        bounds, value = found.kappa.interval(), f"{found.kappa.value:.2f}"
        bar = _("95 % CI {range}", range=span(f"{bounds[0]:.2f}", f"{bounds[1]:.2f}")) if bounds else ""
        kappa = _("quadratic kappa {value}", value=value) if is_graded else _("kappa {value}", value=value)
        parts.append(with_interval(kappa, bar))
    if found.ac1 is not None:
        parts.append(_("AC1 {value}", value=f"{found.ac1.value:.2f}"))
    human, judge = marks_of(cells)
    if is_graded and np.ptp(human) and np.ptp(judge):
        from scipy.stats import spearmanr  # slow to import

        parts.append(_("Spearman {value}", value=f"{float(spearmanr(human, judge).statistic):.2f}"))
    return enumerated(parts)


def _people(subject: Subject, cells: Sequence[JudgedCell]) -> tuple[float, float, int] | None:
    """On the answers that two people marked: how often they agree, how often the grader with the first, how many."""
    second = subject.beside.second_labels
    both = [cell for cell in cells if (cell.variant, cell.item) in second]
    if not both:
        return None
    human, judge = marks_of(both)
    other = np.array([second[cell.variant, cell.item] for cell in both])
    levels = np.unique(np.concatenate((human, other)))
    if subject.scored.kind == "graded" and len(levels) > 2:
        ours, theirs, grades = (np.array(_nearest(each, levels)) for each in (human, other, judge))
    else:
        middle = sum(subject.scored.left_out.marks.scale) / 2
        ours, theirs, grades = human >= middle, other >= middle, judge >= middle
    return float(np.mean(ours == theirs)), float(np.mean(ours == grades)), len(both)


def _changed_verdicts(subject: Subject, cells: Sequence[JudgedCell]) -> list[str]:
    """The pairs that are told apart although the corrected difference does not: the graded one lies outside its bar."""
    told = []
    for (a, b), found in subject.comparisons.items():
        if found.pair.verdict not in ("a better", "b better"):
            continue
        corrected = corrected_difference(subject.scored, cells, a, b)
        if corrected is None:
            continue
        mean, bar = corrected
        holds = bar.low > 0 if found.pair.verdict == "a better" else bar.high < 0
        if not holds and not bar.low <= found.pair.difference <= bar.high:
            points = subject.scored.in_points
            told.append(
                _(
                    "By the grader `{a}` was {graded} `{b}`, corrected by the human labels {corrected} ({interval}):"
                    " that verdict does not hold.",
                    a=a,
                    b=b,
                    graded=distance(found.pair.difference, points),
                    corrected=distance(mean, points),
                    interval=signed_interval(bar, points),
                )
            )
    return told
