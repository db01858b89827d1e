"""How far a team agrees on one question.

Two standard measures. The share of those who know that gave the most chosen answer is what Delphi studies call percent
agreement (Diamond, I. R. et al. (2014), Defining consensus: a systematic review recommends methodologic criteria for
reporting of Delphi studies, Journal of Clinical Epidemiology 67, 401-409); the stop rule uses it. The share of pairs
of people that agree orders the agenda: on a question without an order it is Fleiss' P_i (Fleiss, J. L. (1971),
Measuring nominal scale agreement among many raters, Psychological Bulletin 76, 378-382); on an ordinal one a pair that
is d of k - 1 steps apart counts as 1 - d / (k - 1), the linear weights of Gwet's weighted percent agreement (Gwet,
K. L. (2014), Handbook of Inter-Rater Reliability, 4th ed.).
"""

from __future__ import annotations

from advisor.schema.questions import Question
from advisor.workshop.tally import Tally


def majority_share(counted: Tally) -> float | None:
    """The share of those who know that gave the most chosen answer; None where nobody knows."""
    return max(counted.counts.values()) / counted.known if counted.known else None


def pair_agreement(counted: Tally, question: Question) -> float | None:
    """The mean agreement of two different people who know, from 0 to 1; None where fewer than two know."""
    n = counted.known
    if n < 2:
        return None
    place = {option.id: i for i, option in enumerate(question.options)}
    furthest = len(place) - 1
    total = 0.0
    for one, how_many in counted.counts.items():
        for other, how_many_others in counted.counts.items():
            if one == other:
                total += how_many * (how_many - 1)
            elif question.ordinal:
                total += how_many * how_many_others * (1 - abs(place[one] - place[other]) / furthest)
    return total / (n * (n - 1))
