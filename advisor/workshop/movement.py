"""How answers moved from one round to the next, and whether the rounds may end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from advisor.schema.words import Closed
from advisor.schema.workshop import Agreed, Ballot, Round, StopRule
from advisor.workshop.agenda import Agenda
from advisor.workshop.agreement import majority_share
from advisor.workshop.tally import Tally, positions, tally

StopReason = Literal["agreed", "settled", "rounds"]
"""agreed: on every question enough people give the same answer · settled: no disagreement that is left changes
which approach is recommended · rounds: as many as were fixed beforehand are done."""


class Movement(Closed):
    """One question in a round that asked it again."""

    question: str
    round: int
    voted_again: int
    """People who answered it before and in this round."""
    moved: int
    """Of these: how many gave another answer, "don't know" counted as one."""
    newcomers: int
    """People who answered it in this round for the first time."""
    before: Tally
    after: Tally


class Stop(Closed):
    """Whether the rounds may end by the rule that was fixed beforehand."""

    reasons: tuple[StopReason, ...]
    """All that hold; none: go on."""
    not_agreed: tuple[str, ...]
    """The questions on which too few give the same answer, and on which nothing was recorded."""


def movements(ballots: Sequence[Ballot], rounds: Sequence[Round]) -> tuple[Movement, ...]:
    """Each question of each revealed round after the first, in that order."""
    found = []
    for each in rounds:
        if each.number == 1 or not each.revealed:
            continue
        before, after = positions(ballots, each.number - 1), positions(ballots, each.number)
        again = {(ballot.person, ballot.question): ballot for ballot in ballots if ballot.round == each.number}
        for question in each.questions:
            voted = [ballot for (_, asked), ballot in again.items() if asked == question]
            earlier = [before[ballot.person][question] for ballot in voted if question in before.get(ballot.person, {})]
            now = {ballot.person: ballot.option for ballot in voted}
            found.append(
                Movement(
                    question=question,
                    round=each.number,
                    voted_again=len(earlier),
                    moved=sum(now[ballot.person] != ballot.option for ballot in earlier),
                    newcomers=len(voted) - len(earlier),
                    before=tally(before, question),
                    after=tally(after, question),
                )
            )
    return tuple(found)


def stop(rule: StopRule, rounds_done: int, counted: Sequence[Tally], found: Agenda, agreed: Sequence[Agreed]) -> Stop:
    """What the rule says after this many rounds have been revealed.

    A question is agreed where something was recorded, or where at least `rule.agreement` of those who know give the
    same answer; where nobody knows there is nothing to agree on. A team that knows nothing at all has neither
    agreed nor settled anything.
    """
    recorded = {each.question for each in agreed} | set(found.measured)
    not_agreed = tuple(
        each.question
        for each in counted
        if each.question not in recorded and (share := majority_share(each)) is not None and share < rule.agreement
    )
    reasons: list[StopReason] = []
    has_begun = bool(recorded) or any(each.known for each in counted)
    if has_begun and not not_agreed:
        reasons.append("agreed")
    if has_begun and found.is_settled:
        reasons.append("settled")
    if rounds_done >= rule.most_rounds:
        reasons.append("rounds")
    return Stop(reasons=tuple(reasons), not_agreed=not_agreed)
