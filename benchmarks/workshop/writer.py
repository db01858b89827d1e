"""Answers without end, each acknowledged once it is stored; a process of its own, to be killed at any moment."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass

from sqlalchemy.engine import URL

from advisor.api import RuleBook
from advisor.errors import StoreUnavailable
from advisor.store.workshops import Workshops

QUESTION = next(each for each in RuleBook.load().questions if each.id == "freshness")


@dataclass
class Writer:
    """A process that answers, and the pipe on which it says what was acknowledged."""

    process: int
    pipe: int
    first: bytes = b""

    @classmethod
    def start(cls, url: URL, key: str, number: int) -> Writer:
        """Writes answer `number`, the next and so on; it has written the first when this returns."""
        mine, its = os.pipe()
        process = os.fork()
        if process == 0:
            _write(url, key, number, its)
        os.close(its)
        return cls(process, mine, os.read(mine, 4096))

    def kill(self) -> None:
        """SIGKILL: it has no chance to tidy up."""
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)

    def said(self) -> list[int]:
        """The numbers that it acknowledged."""
        told = self.first
        while more := os.read(self.pipe, 65536):
            told += more
        os.close(self.pipe)
        return [int(line) for line in told.splitlines()]


def _write(url: URL, key: str, number: int, pipe: int) -> None:
    parent = os.getppid()
    try:
        store = Workshops(url)
        seat = store.as_participant(key)
        while os.getppid() == parent:
            try:
                store.answer(seat, 1, QUESTION, QUESTION.options[number % len(QUESTION.options)].id, f"answer {number}")
            except StoreUnavailable:  # sent again, as the app does
                time.sleep(0.05)
                continue
            os.write(pipe, b"%d\n" % number)
            number += 1
            time.sleep(0.001)  # nobody's turn is taken for good: SQLite lets who asks again at once go first
    finally:
        os._exit(1)
