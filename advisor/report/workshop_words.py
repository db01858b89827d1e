"""What a reveal says in sentences: the agenda, movement, the stop rule, what people would be told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from advisor.report.words import approach_name, counted, in_a_row, percent, question_words
from advisor.schema.rules import Book
from advisor.schema.words import UNKNOWN, Approach
from advisor.schema.workshop import StopRule, WorkshopView
from advisor.workshop.agenda import Agenda, Point, Unanswered
from advisor.workshop.movement import Movement, Stop
from advisor.workshop.outcome import Outcome

SAME_JOB = "Same job, or two workshops?"
"""The first item of the agenda where people put the job differently."""


def point_sentence(point: Point, book: Book) -> str:
    """One disagreement, what it decides, and what to do about it."""
    ask = f"“{question_words(book, point.question)}” You disagree, and"
    if point.effect:
        return f"{ask} it decides between {_either(point.between)}: talk about it."
    if point.step_effect:
        where = "not the approach" if point.is_exact else "no change of the approach was found"
        return f"{ask} it changes only the next step, {where}: talk about it after that."
    if may_be_skipped(point):
        return f"{ask} whichever of you is right, neither the approach nor the next step changes: skip it."
    if point.is_exact and point.step_is_exact:
        asleep = "neither the approach nor the next step changes while what nobody knows stays open"
        return f"{ask} {asleep}: leave it for last."
    if point.is_exact:
        return f"{ask} as things stand it does not change the approach: leave it for last."
    return f"{ask} no change was found: leave it for last."


def may_be_skipped(point: Point) -> bool:
    """Whether it is proved that this disagreement changes neither the approach nor the next step.

    For the approach it is proved whatever the answers are that nobody could give; for the next step as things stand.
    """
    idle = not point.effect and not point.step_effect
    return idle and point.is_exact and point.step_is_exact and point.may_wake is False


def point_doubt(point: Point) -> str:
    """How far the sentence goes: shares, and whether all ways were gone through."""
    parts = [f"disagreement {_share(point.disagreement)}"]
    if point.effect:
        parts.append(f"decides in {_share(point.effect)} of the ways to settle the rest")
    elif point.step_effect:
        parts.append(f"changes the next step in {_share(point.step_effect)} of the ways to settle the rest")
    exact = point.is_exact and (point.step_is_exact or point.effect > 0)
    parts.append("exact" if exact else "drawn at random, too many ways to go through all")
    return "; ".join(parts)


def agenda_headline(found: Agenda, sentences: Sequence[str] = ()) -> str:
    """What the disagreements come to, in one or two sentences."""
    first = f"{SAME_JOB} " if sentences else ""
    if not found.points:
        return f"{first}Nobody disagrees on anything that is asked."
    if found.is_settled:
        (approach,) = found.leads_to
        asleep = any(each.may_wake is not False for each in found.points)
        return (
            f"{first}Whichever of you is right, the answer stays {_name(approach)}"
            f"{', as long as what nobody knows stays open' if asleep else ''}: your disagreements do not change it."
        )
    decisive = sum(point.effect > 0 for point in found.points)
    if not decisive:
        return f"{first}No way of settling your disagreements was found that changes the answer."
    idle = sum(may_be_skipped(point) for point in found.points)
    rest = f"; {counted(idle, 'question')} can be skipped" if idle else ""
    some = "all" if decisive == len(found.points) else f"{decisive:,}"
    many = f"{some} of them {'decides' if decisive == 1 else 'decide'}"
    which = "it decides" if len(found.points) == 1 else many
    return f"{first}You disagree on {counted(len(found.points), 'question')}, and {which} the answer{rest}."


def unanswered_sentence(each: Unanswered, book: Book) -> str:
    """A question that nobody could answer, and whether it is worth finding out."""
    ask = f"“{question_words(book, each.question)}” Nobody knows"
    if len(each.leads_to) > 1:
        return f"{ask}, and it decides between {_either(each.leads_to)}: make it homework."
    if each.matters:
        return f"{ask}, and it changes the next step: make it homework."
    if each.may_wake:
        return f"{ask}; alone it changes nothing, together with what else is open it can: find it out with the others."
    return f"{ask}, and as you answered the rest neither the approach nor the next step changes."


def told_sentence(told: Mapping[Approach | None, int]) -> str:
    """How many would be told what on their own answers."""
    if not told:
        return "Nobody has answered."
    total = sum(told.values())
    if len(told) == 1:
        return f"On their own answers {'all ' if total > 1 else ''}{total} would be told: {_name(next(iter(told)))}."
    parts = [f"{n} of {total} {_name(approach)}" for approach, n in told.items()]
    return f"On their own answers would be told: {', '.join(parts)}."


def mixed_sentence(view: WorkshopView, found: Outcome, approach: Approach | None) -> str:
    """Says that the answers of most, taken question by question, lead to what nobody alone would be told; else empty.

    What most say to each question need not be what anybody says to all of them.
    """
    is_agreed = found.known.keys() <= {each.question for each in view.agreed}
    if is_agreed or not found.told or any(each.approach == approach for each in found.told.values()):
        return ""
    return (
        f"Nobody alone would be told {_name(approach)}: it comes from putting together what most say to each question. "
        "Agree on the answers before you rely on it."
    )


def movement_sentence(each: Movement, book: Book) -> str:
    """How one question moved in one round."""
    before, after = _top(each.before.counts), _top(each.after.counts)
    new = f", {each.newcomers} answered it for the first time" if each.newcomers else ""
    return (
        f"“{question_words(book, each.question)}” Round {each.round}: {each.moved} of {each.voted_again} moved{new}; "
        f"the most chosen answer was given by {before} before and by {after} now, of those who know."
    )


def stop_sentence(found: Stop, rule: StopRule, rounds_done: int) -> str:
    """Whether to go on, by the rule that was fixed beforehand."""
    fixed = f"Fixed beforehand: {percent(rule.agreement)} agreement, at most {counted(rule.most_rounds, 'round')}."
    if "agreed" in found.reasons:
        return f"Stop: on every question that anybody could answer enough of those who know say the same. {fixed}"
    if "settled" in found.reasons:
        return f"Stop: as things stand, no disagreement that is left changes the approach. {fixed}"
    if "rounds" in found.reasons:
        return f"Stop: all rounds are done; record what you agree on, and the rest as dissent. {fixed}"
    open_ones = counted(len(found.not_agreed), "question")
    why = f"{open_ones} below the agreement you fixed" if found.not_agreed else "nobody could answer anything yet"
    return f"Go on: {why}, after {counted(rounds_done, 'round')}. {fixed}"


def basis_sentence(view: WorkshopView, found: Outcome) -> str:
    """What the team's answers rest on: agreed, as most answered, or open."""
    agreed = len(view.agreed)
    still_open = sum(option == UNKNOWN for option in found.team.values())
    recorded = {each.question for each in view.agreed}
    most = sum(option != UNKNOWN and question not in recorded for question, option in found.team.items())
    return f"Rests on {counted(agreed, 'agreed answer')} and {most} as most answered; {still_open} left open."


def _either(approaches: Iterable[Approach | None]) -> str:
    return in_a_row([_name(each) for each in approaches])


def _name(approach: Approach | None) -> str:
    return approach_name(approach) if approach else "no approach at all"


def _share(share: float) -> str:
    return "under 1 %" if share < 0.01 else percent(share) if share < 0.995 or share >= 1 - 1e-9 else "over 99 %"


def _top(counts: Mapping[str, int]) -> str:
    return f"{max(counts.values())} of {sum(counts.values())}" if counts else "none"
