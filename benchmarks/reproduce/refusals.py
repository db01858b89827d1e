"""Why the run does not start, in one line that says what to do."""

from __future__ import annotations


class Refusal(Exception):
    """Said to the person at the terminal, without a traceback."""


class Stopped(Exception):
    """The person pressed Ctrl-C; what is finished is kept."""
