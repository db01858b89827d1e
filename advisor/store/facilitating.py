"""What the facilitator does. None of it shows an answer before the reveal."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence

from sqlalchemy import Connection, RowMapping, func, select

from advisor.errors import NotNow, WorkshopError
from advisor.schema.questions import Question
from advisor.schema.words import UNKNOWN
from advisor.schema.workshop import (
    LONGEST_NAME,
    LONGEST_TEXT,
    MOST_PEOPLE,
    AttachedEvidence,
    Brief,
)
from advisor.schema.workshop_sheets import SheetAnswers
from advisor.store import keys
from advisor.store.access import Access, Keys
from advisor.store.entering import add_participant
from advisor.store.reading import CLOSED, open_workshop
from advisor.store.tables import (
    agreed,
    ballot,
    dissent,
    evidence,
    finished,
    homework,
    participant,
    round_table,
    workshop,
)
from advisor.store.versions import count_up
from advisor.workshop.plain_text import name_key, plain_line, plain_text


def create(
    connection: Connection, brief: Brief, now: int, *, days: int | None = None, previous: str | None = None
) -> Keys:
    """A new workshop, its first round open."""
    facilitator = keys.new_key()
    join = keys.join_key(facilitator)
    code = _free_code(connection)
    new = workshop.insert().values(
        id=keys.new_id(),
        facilitator_hash=keys.hash_of(facilitator),
        join_hash=keys.hash_of(join),
        code=code,
        brief=brief.model_dump_json(),
        named=brief.named,
        phase="answering",
        version=1,
        created=now,
        expires=now + days * 86_400 if days else None,
        previous=previous,
    )
    number = connection.execute(new.returning(workshop.c.id)).scalar_one()
    connection.execute(
        round_table.insert().values(workshop_id=number, number=1, questions=list(brief.questions), revealed=False)
    )
    return Keys(facilitator, join, code)


def reveal(connection: Connection, access: Access, number: int, now: int) -> bool:
    """Shows everybody's answers of this round; False where another press of the button was first.

    Raises `NotNow` where nobody has answered.
    """
    row = _lead(connection, access, now)
    here = (round_table.c.workshop_id == access.workshop) & (round_table.c.number == number)
    answered = (
        select(func.count())
        .select_from(ballot)
        .where(ballot.c.workshop_id == access.workshop, ballot.c.round == number)
    )
    if row["phase"] != "answering" or connection.scalar(select(round_table.c.revealed).where(here)) is not False:
        return False
    if not connection.scalar(answered):
        raise NotNow("Nobody has answered yet, so there is nothing to reveal.")
    connection.execute(round_table.update().where(here).values(revealed=True))
    connection.execute(workshop.update().where(workshop.c.id == access.workshop).values(phase="revealed"))
    count_up(connection, access.workshop)
    return True


def vote_again(connection: Connection, access: Access, questions: Sequence[str], now: int) -> int:
    """The number of a new round that asks these questions again. Raises `NotNow`, `WorkshopError`."""
    row = _lead(connection, access, now)
    brief = Brief.model_validate_json(row["brief"])
    last = connection.scalar(select(func.max(round_table.c.number)).where(round_table.c.workshop_id == access.workshop))
    if row["phase"] == "answering":
        raise NotNow(f"Round {last} is open; reveal it before another one is opened.")
    chosen = [question for question in brief.questions if question in questions]
    if not chosen:
        raise WorkshopError("No question is chosen; choose at least one to vote on again.")
    number = int(last or 0) + 1
    if number > brief.stop.most_rounds:
        raise NotNow(
            f"All {brief.stop.most_rounds} rounds fixed beforehand are done; record the answers as they stand."
        )
    connection.execute(
        round_table.insert().values(workshop_id=access.workshop, number=number, questions=chosen, revealed=False)
    )
    connection.execute(workshop.update().where(workshop.c.id == access.workshop).values(phase="answering"))
    count_up(connection, access.workshop)
    return number


def agree(connection: Connection, access: Access, asked: Question, option: str | None, note: str, now: int) -> None:
    """The answer that the team settled on; None takes it back, `unknown` says that it is left open.

    Dissents from another agreed answer are dropped with it. Raises `NotNow`, `WorkshopError`.
    """
    question = asked.id
    if option is not None and option != UNKNOWN and option not in {each.id for each in asked.options}:
        raise WorkshopError(f"`{option}` is no option of `{question}`; choose one of those shown.")
    row = _lead(connection, access, now)
    _require_question(row, question)
    last = connection.scalar(
        select(func.max(round_table.c.number)).where(
            round_table.c.workshop_id == access.workshop, round_table.c.revealed
        )
    )
    if last is None:
        raise NotNow("The first round has not been revealed yet, so nothing can be agreed on.")
    text = plain_text(note, LONGEST_TEXT, "note")
    here = (agreed.c.workshop_id == access.workshop) & (agreed.c.question == question)
    before = connection.scalar(select(agreed.c.option).where(here))
    connection.execute(agreed.delete().where(here))
    if before is not None and before != option:
        connection.execute(
            dissent.delete().where(dissent.c.workshop_id == access.workshop, dissent.c.question == question)
        )
    if option is not None:
        connection.execute(
            agreed.insert().values(workshop_id=access.workshop, question=question, option=option, note=text, round=last)
        )
    count_up(connection, access.workshop)


def assign(
    connection: Connection, access: Access, question: str, owner: str, due: datetime.date | None, now: int
) -> None:
    """Who finds out what nobody knew, until when; without a day it is taken back. Raises `WorkshopError`."""
    row = _lead(connection, access, now)
    _require_question(row, question)
    who = plain_line(owner, LONGEST_NAME, "owner")
    if due is not None and not who:
        raise WorkshopError("`owner` is empty; write who finds out.")
    connection.execute(
        homework.delete().where(homework.c.workshop_id == access.workshop, homework.c.question == question)
    )
    if due is not None:
        connection.execute(homework.insert().values(workshop_id=access.workshop, question=question, owner=who, due=due))
    count_up(connection, access.workshop)


def attach(connection: Connection, access: Access, content: AttachedEvidence | None, now: int) -> None:
    """Eval results in the place of those before; None takes them away."""
    _lead(connection, access, now)
    connection.execute(evidence.delete().where(evidence.c.workshop_id == access.workshop))
    if content is not None:
        connection.execute(evidence.insert().values(workshop_id=access.workshop, content=content.model_dump_json()))
    count_up(connection, access.workshop)


def take_in_sheets(connection: Connection, access: Access, sheets: Sequence[SheetAnswers], now: int) -> int:
    """How many people's sheets were taken in, their answers in the open round; in a later one by the same name.

    Raises `NotNow` where no round is open, `WorkshopError` where the same sheets were taken in before or a name is
    taken; then nobody is added.
    """
    row = _lead(connection, access, now)
    brief = Brief.model_validate_json(row["brief"])
    open_round = connection.execute(
        select(round_table.c.number, round_table.c.questions).where(
            round_table.c.workshop_id == access.workshop, ~round_table.c.revealed
        )
    ).first()
    if row["phase"] != "answering" or open_round is None:
        raise NotNow("No round is open; sheets can be taken in while people answer.")
    if open_round.number > 1 and not brief.named:
        raise NotNow("Sheets without names can be taken in in the first round alone: later nobody could be told apart.")
    if len(sheets) > MOST_PEOPLE:
        raise WorkshopError(f"{len(sheets)} sheets are too many; {MOST_PEOPLE} people can take part.")
    digest = hashlib.sha256("\n".join(each.model_dump_json() for each in sheets).encode()).hexdigest()
    again = select(participant.c.id).where(participant.c.workshop_id == access.workshop, participant.c.sheet == digest)
    if connection.execute(again).first() is not None:
        raise WorkshopError("These sheets were taken in before, so nobody was added.")
    known = _on_paper_before(connection, access, open_round.number)
    for each in sheets:
        person = known.pop(name_key(each.name or ""), None)
        if person is None:
            person = add_participant(
                connection, access.workshop, named=brief.named, name=each.name, roles=each.roles, sheet=digest
            )
        else:
            connection.execute(participant.update().where(participant.c.id == person).values(sheet=digest))
        rows = [
            {
                "participant_id": person,
                "round": open_round.number,
                "question": question,
                "option": option,
                "reason": plain_text(each.reasons.get(question, ""), LONGEST_TEXT, "reason"),
                "workshop_id": access.workshop,
            }
            for question, option in each.answers.items()
            if question in open_round.questions
        ]
        if rows:
            connection.execute(ballot.insert(), rows)
        connection.execute(finished.insert().values(participant_id=person, round=open_round.number))
    count_up(connection, access.workshop)
    return len(sheets)


def _on_paper_before(connection: Connection, access: Access, number: int) -> dict[str, int]:
    """The names of those who answered earlier rounds on paper and have not answered this one -> their ids."""
    done = select(finished.c.participant_id).where(finished.c.round == number)
    query = select(participant.c.name_key, participant.c.id).where(
        participant.c.workshop_id == access.workshop,
        participant.c.sheet.is_not(None),
        participant.c.name_key.is_not(None),
        participant.c.id.not_in(done),
    )
    return {row.name_key: row.id for row in connection.execute(query)}


def remove(connection: Connection, access: Access, number: int, now: int) -> None:
    """Somebody who joined by mistake, with all that one answered; only before the first reveal of a named workshop."""
    row = _lead(connection, access, now)
    revealed = select(round_table.c.number).where(round_table.c.workshop_id == access.workshop, round_table.c.revealed)
    if not row["named"] or connection.execute(revealed).first() is not None:
        raise NotNow("Nobody can be removed any more: answers have been revealed, or nobody is named here.")
    connection.execute(
        participant.delete().where(participant.c.workshop_id == access.workshop, participant.c.number == number)
    )
    count_up(connection, access.workshop)


def close(connection: Connection, access: Access, record: str, seen: int, now: int) -> None:
    """The decision is recorded, and nothing changes any more; `seen`: the version that the record was written from.

    Raises `NotNow` where something has changed since, or a round is open.
    """
    row = _lead(connection, access, now)
    if row["version"] != seen:
        raise NotNow("Something changed meanwhile, so the decision was not recorded; look at it, and record it again.")
    if row["phase"] != "revealed":
        raise NotNow("A round is open; reveal it before the decision is recorded.")
    connection.execute(
        workshop.update().where(workshop.c.id == access.workshop).values(phase="closed", record=record, code=None)
    )
    count_up(connection, access.workshop)


def require_facilitator(connection: Connection, access: Access, now: int) -> RowMapping:
    """The workshop, kept from all other writers until the end of the transaction. Raises `WorkshopError`."""
    if access.seat != "facilitator":
        raise WorkshopError("Only the facilitator can do this; open the facilitator's link.")
    return open_workshop(connection, access, now, lock="alone")


def _lead(connection: Connection, access: Access, now: int) -> RowMapping:
    row = require_facilitator(connection, access, now)
    if row["phase"] == "closed":
        raise NotNow(CLOSED)
    return row


def _require_question(row: RowMapping, question: str) -> None:
    if question not in Brief.model_validate_json(row["brief"]).questions:
        raise WorkshopError(f"`{question}` is no question of this workshop.")


def _free_code(connection: Connection) -> str:
    for _ in range(20):
        code = keys.new_code()
        if connection.scalar(select(workshop.c.id).where(workshop.c.code == code)) is None:
            return code
    raise WorkshopError("No free code was found; try again.")
