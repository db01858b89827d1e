"""First come, first served: so many at once may use the database, the others wait in line."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """A semaphore that lets nobody be overtaken: under load everybody waits about as long."""

    def __init__(self, at_once: int) -> None:
        self._lock = threading.Lock()
        self._free = at_once
        self._line: deque[threading.Event] = deque()

    @contextmanager
    def turn(self, seconds: float) -> Iterator[None]:
        """One's turn, as long as the block lasts. Raises `TimeoutError` where it does not come within `seconds`."""
        self._wait(seconds)
        try:
            yield
        finally:
            self._hand_on()

    def _wait(self, seconds: float) -> None:
        with self._lock:
            if self._free and not self._line:
                self._free -= 1
                return
            called = threading.Event()
            self._line.append(called)
        if called.wait(seconds):
            return
        with self._lock:
            if called.is_set():  # called in the very moment
                return
            self._line.remove(called)
        raise TimeoutError

    def _hand_on(self) -> None:
        with self._lock:
            if self._line:
                self._line.popleft().set()
            else:
                self._free += 1
