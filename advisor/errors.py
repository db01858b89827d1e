"""Everything that `advisor` raises on purpose.

    AdvisorError (a ValueError)
    ├── AnswersError      answers: an unknown question, an option that does not exist, a broken file
    ├── RuleBookError     rules: every mistake of every file, one line each
    ├── CaseBookError     case studies: the same
    ├── EvalFileError     eval results: a file that cannot be read, or read in that way
    ├── PriceError        price files and cost plans: every mistake, one line each
    └── WorkshopError     a workshop: what was entered cannot be taken
        ├── NoSuchWorkshop    a link or code that leads nowhere: mistyped, used up, expired, or deleted
        ├── NotNow            the workshop is at another point by now, such as an answer after the reveal
        ├── TooManyTries      codes were tried too often; wait
        └── StoreUnavailable  the database does not answer, or its disk is full; nothing was changed, try again

A message is a repair instruction: the place, the `thing` in backticks, what is wrong, what to write instead.
Several mistakes are several lines, so that one run shows them all.
"""

from __future__ import annotations


class AdvisorError(ValueError):
    """What every error of this package is; `str(error)` is made to be shown to a person."""

    @property
    def lines(self) -> tuple[str, ...]:
        """The mistakes, one line each."""
        return tuple(str(self).splitlines())


class AnswersError(AdvisorError):
    """The answers cannot be read: a question or an option does not exist, or the file is broken."""


class RuleBookError(AdvisorError):
    """The rule book has mistakes; all of them are listed."""


class CaseBookError(AdvisorError):
    """The case book has mistakes; all of them are listed."""


class EvalFileError(AdvisorError):
    """Eval results cannot be read, or not in the way that was asked for."""

    def __init__(self, message: str = "", discreet: str | None = None) -> None:
        """`discreet`: the same without what stands in the file, where the message shows some of it."""
        super().__init__(message)
        self.discreet = message if discreet is None else discreet


class PriceError(AdvisorError):
    """A price file or a cost plan has mistakes; all of them are listed."""


class WorkshopError(AdvisorError):
    """What was entered in a workshop cannot be taken."""


class NoSuchWorkshop(WorkshopError):
    """A link or a code leads nowhere; the sentence is the same whether it never did or no longer does."""


class NotNow(WorkshopError):
    """The workshop is at another point by now."""


class TooManyTries(WorkshopError):
    """Codes were tried too often from one place, or in all."""


class StoreUnavailable(WorkshopError):
    """The database does not answer or cannot write. Nothing was changed; the same call may be made again."""
