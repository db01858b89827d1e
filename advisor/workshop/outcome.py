"""Everything that a reveal shows, worked out from the answers that are revealed."""

from __future__ import annotations

from advisor.decision.states import Facts
from advisor.schema.rules import Book
from advisor.schema.words import UNKNOWN, Closed
from advisor.schema.workshop import WorkshopView
from advisor.workshop.agenda import Agenda, agenda
from advisor.workshop.movement import Movement, Stop, movements, stop
from advisor.workshop.tally import Tally, positions, tallies
from advisor.workshop.team_answers import team_answers
from advisor.workshop.told import Told, told


class Outcome(Closed):
    """What the team answered so far, and what follows from it."""

    counted: tuple[Tally, ...]
    """One a question, in the order of the questionnaire."""
    team: dict[str, str]
    """The answers as one: question -> option, `unknown` included."""
    told: dict[int, Told]
    """Number of a person -> what that person alone would be told."""
    agenda: Agenda
    movements: tuple[Movement, ...]
    stop: Stop

    @property
    def known(self) -> dict[str, str]:
        """The team's answers that say something."""
        return {question: option for question, option in self.team.items() if option != UNKNOWN}


def outcome(view: WorkshopView, book: Book, facts: Facts | None = None) -> Outcome:
    """What the revealed rounds come to; `facts`: what attached eval results show."""
    held = positions(view.ballots)
    questions, settled = view.brief.questions, [each.question for each in view.agreed]
    counted, team = tallies(held, questions), team_answers(held, questions, view.agreed)
    found = agenda(counted, team, book, facts, settled)
    return Outcome(
        counted=counted,
        team=team,
        told=told(held, book, facts),
        agenda=found,
        movements=movements(view.ballots, view.rounds),
        stop=stop(view.brief.stop, view.last_revealed, counted, found, view.agreed),
    )
