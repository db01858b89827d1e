"""Answers without end, each acknowledged on a line of its own once it is stored; to be killed at any moment."""

from __future__ import annotations

import sys

from sqlalchemy.engine import make_url

from advisor.api import RuleBook
from advisor.errors import StoreUnavailable
from advisor.store.workshops import Workshops


def main(address: str, key: str, start: int) -> None:
    """`address` of the database, a participant's `key`, the number of the first answer."""
    store = Workshops(make_url(address))
    seat = store.as_participant(key)
    question = next(each for each in RuleBook.load().questions if each.id == "freshness")
    number = start
    while True:
        try:
            store.answer(seat, 1, question, question.options[number % len(question.options)].id, f"answer {number}")
        except StoreUnavailable:  # sent again, as the app does
            continue
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()
        number += 1


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
