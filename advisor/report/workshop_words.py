"""What a reveal says in sentences: the agenda, movement, the stop rule, what people would be told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from advisor.language import N_, _, listed, ngettext, pgettext, run_on
from advisor.report.words import approach_name, percent, question_words, strung
from advisor.report.workshop_counts import fixed_sentence, rounds_words
from advisor.schema.rules import Book
from advisor.schema.words import UNKNOWN, Approach
from advisor.schema.workshop import StopRule, WorkshopView
from advisor.workshop.agenda import Agenda, Point, Unanswered
from advisor.workshop.movement import Movement, Stop
from advisor.workshop.outcome import Outcome

SAME_JOB: Final = N_("Same job, or two workshops?")
"""The first item of the agenda where people put the job differently."""


def point_sentence(point: Point, book: Book) -> str:
    """One disagreement, what it decides, and what to do about it."""
    ask = question_words(book, point.question)
    if point.effect:
        return _(
            "“{ask}” You disagree, and it decides between {approaches}: talk about it.",
            ask=ask,
            approaches=_either(point.between),
        )
    if point.step_effect and point.is_exact:
        return _(
            "“{ask}” You disagree, and it changes only the next step, not the approach: talk about it after that.",
            ask=ask,
        )
    if point.step_effect:
        return _(
            "“{ask}” You disagree, and it changes only the next step, no change of the approach was found: talk about "
            "it after that.",
            ask=ask,
        )
    if may_be_skipped(point):
        return _(
            "“{ask}” You disagree, and whichever of you is right, neither the approach nor the next step changes: skip "
            "it.",
            ask=ask,
        )
    if point.is_exact and point.step_is_exact:
        return _(
            "“{ask}” You disagree, and neither the approach nor the next step changes while what nobody knows stays "
            "open: leave it for last.",
            ask=ask,
        )
    if point.is_exact:
        return _(
            "“{ask}” You disagree, and as things stand it does not change the approach: leave it for last.", ask=ask
        )
    return _("“{ask}” You disagree, and no change was found: leave it for last.", ask=ask)


def may_be_skipped(point: Point) -> bool:
    """Whether it is proved that this disagreement changes neither the approach nor the next step.

    For the approach it is proved whatever the answers are that nobody could give; for the next step as things stand.
    """
    idle = not point.effect and not point.step_effect
    return idle and point.is_exact and point.step_is_exact and point.may_wake is False


def point_doubt(point: Point) -> str:
    """How far the sentence goes: shares, and whether all ways were gone through."""
    parts = [_("disagreement {share}", share=_share(point.disagreement))]
    if point.effect:
        parts.append(_("decides in {share} of the ways to settle the rest", share=_share(point.effect)))
    elif point.step_effect:
        parts.append(
            _("changes the next step in {share} of the ways to settle the rest", share=_share(point.step_effect))
        )
    if point.is_exact and (point.step_is_exact or point.effect > 0):
        parts.append(_("all ways gone through"))
    else:
        parts.append(_("drawn at random, too many ways to go through all"))
    return _("; ").join(parts)


def how_computed() -> str:
    """What the shares of an agenda are, and by whose methods."""
    return run_on(
        _(
            "The disagreement is the share of pairs of people who know that answered differently (1 minus the "
            "agreement of Fleiss 1971; on answers with an order nearby ones count in part, with the linear weights of "
            "Gwet 2014)."
        ),
        _(
            "What a question decides is the share of all ways to settle the others in which its own settlement changes "
            "the result, each way as likely as the answers make it (the Banzhaf index)."
        ),
        _(
            "The share that is enough to stop is the percent agreement of Delphi studies: those who gave the most "
            "chosen answer, of those who know (Diamond 2014)."
        ),
    )


def agenda_headline(found: Agenda, sentences: Sequence[str] = ()) -> str:
    """What the disagreements come to, in one or two sentences."""
    return run_on(_(SAME_JOB) if sentences else "", _what_they_come_to(found))


def _what_they_come_to(found: Agenda) -> str:
    points = len(found.points)
    if not points:
        return _("Nobody disagrees on anything that is asked.")
    if found.is_settled:
        (approach,) = found.leads_to
        if any(each.may_wake is not False for each in found.points):
            return _(
                "Whichever of you is right, the answer stays {approach}, as long as what nobody knows stays open: your "
                "disagreements do not change it.",
                approach=_name(approach),
            )
        return _(
            "Whichever of you is right, the answer stays {approach}: your disagreements do not change it.",
            approach=_name(approach),
        )
    decisive = sum(point.effect > 0 for point in found.points)
    if not decisive:
        return _("No way of settling your disagreements was found that changes the answer.")
    if points == 1:
        return _("You disagree on 1 question, and it decides the answer.")
    if decisive == points:
        return _("You disagree on {n} questions, and all of them decide the answer.", n=points)
    said = ngettext(
        "You disagree on {points} questions, and {n} of them decides the answer",
        "You disagree on {points} questions, and {n} of them decide the answer",
        decisive,
        points=points,
    )
    if idle := sum(may_be_skipped(point) for point in found.points):
        skipped = ngettext("{n} question can be skipped", "{n} questions can be skipped", idle)
        return _("{said}; {skipped}.", said=said, skipped=skipped)
    return _("{said}.", said=said)


def unanswered_sentence(each: Unanswered, book: Book) -> str:
    """A question that nobody could answer, and whether it is worth finding out."""
    ask = question_words(book, each.question)
    if len(each.leads_to) > 1:
        return _(
            "“{ask}” Nobody knows, and it decides between {approaches}: make it homework.",
            ask=ask,
            approaches=_either(each.leads_to),
        )
    if each.matters:
        return _("“{ask}” Nobody knows, and it changes the next step: make it homework.", ask=ask)
    if each.may_wake:
        return _(
            "“{ask}” Nobody knows; alone it changes nothing, together with what else is open it can: find it out with "
            "the others.",
            ask=ask,
        )
    return _(
        "“{ask}” Nobody knows, and as you answered the rest neither the approach nor the next step changes.", ask=ask
    )


def told_sentence(told: Mapping[Approach | None, int]) -> str:
    """How many would be told what on their own answers."""
    if not told:
        return _("Nobody has answered.")
    total = sum(told.values())
    if len(told) == 1:
        name = _name(next(iter(told)))
        if total == 1:
            return _("On their own answers 1 would be told: {approach}.", approach=name)
        return _("On their own answers all {n} would be told: {approach}.", n=total, approach=name)
    parts = strung(_("{n} of {total} {approach}", n=n, total=total, approach=_name(each)) for each, n in told.items())
    return _("On their own answers would be told: {parts}.", parts=parts)


def mixed_sentence(view: WorkshopView, found: Outcome, approach: Approach | None) -> str:
    """Says that the answers of most, taken question by question, lead to what nobody alone would be told; else empty.

    What most say to each question need not be what anybody says to all of them.
    """
    is_agreed = found.known.keys() <= {each.question for each in view.agreed}
    if is_agreed or not found.told or any(each.approach == approach for each in found.told.values()):
        return ""
    return _(
        "Nobody alone would be told {approach}: it comes from putting together what most say to each question. "
        "Agree on the answers before you rely on it.",
        approach=_name(approach),
    )


def movement_sentence(each: Movement, book: Book) -> str:
    """How one question moved in one round."""
    told = {
        "ask": question_words(book, each.question),
        "round": each.round,
        "moved": each.moved,
        "voted": each.voted_again,
        "before": _top(each.before.counts),
        "after": _top(each.after.counts),
    }
    if each.newcomers:
        return _(
            "“{ask}” Round {round}: {moved} of {voted} moved, {new} answered it for the first time; the most chosen "
            "answer was given by {before} before and by {after} now, of those who know.",
            **told,
            new=each.newcomers,
        )
    return _(
        "“{ask}” Round {round}: {moved} of {voted} moved; the most chosen answer was given by {before} before and by "
        "{after} now, of those who know.",
        **told,
    )


def stop_sentence(found: Stop, rule: StopRule, rounds_done: int) -> str:
    """Whether to go on, by the rule that was fixed beforehand."""
    return run_on(_go_on_or_stop(found, rounds_done), fixed_sentence(rule.agreement, rule.most_rounds))


def _go_on_or_stop(found: Stop, rounds_done: int) -> str:
    if "agreed" in found.reasons:
        return _("Stop: on every question that anybody could answer enough of those who know say the same.")
    if "settled" in found.reasons:
        return _("Stop: as things stand, no disagreement that is left changes the approach.")
    if "rounds" in found.reasons:
        return _("Stop: all rounds are done; record what you agree on, and the rest as dissent.")
    rounds = rounds_words(rounds_done)
    if found.not_agreed:
        return ngettext(
            "Go on: {n} question below the agreement you fixed, after {rounds}.",
            "Go on: {n} questions below the agreement you fixed, after {rounds}.",
            len(found.not_agreed),
            rounds=rounds,
        )
    return _("Go on: nobody could answer anything yet, after {rounds}.", rounds=rounds)


def basis_sentence(view: WorkshopView, found: Outcome) -> str:
    """What the team's answers rest on: agreed, as most answered, or open."""
    still_open = sum(option == UNKNOWN for option in found.team.values())
    recorded = {each.question for each in view.agreed}
    most = sum(option != UNKNOWN and question not in recorded for question, option in found.team.items())
    return ngettext(
        "Rests on {n} agreed answer and {most} as most answered; {open} left open.",
        "Rests on {n} agreed answers and {most} as most answered; {open} left open.",
        len(view.agreed),
        most=most,
        open=still_open,
    )


def _either(approaches: Iterable[Approach | None]) -> str:
    return listed([_name(each) for each in approaches])


def _name(approach: Approach | None) -> str:
    return approach_name(approach) if approach else _("no approach at all")


def _share(share: float) -> str:
    if share < 0.01:
        return _("under 1 %")
    return percent(share) if share < 0.995 or share >= 1 - 1e-9 else _("over 99 %")


def _top(counts: Mapping[str, int]) -> str:
    if not counts:
        return pgettext("of the most chosen answer", "none")
    return _("{n} of {total}", n=max(counts.values()), total=sum(counts.values()))
