"""No traceback on screen: what goes wrong becomes one sentence, and what was entered stays."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from typing import ParamSpec

from advisor.errors import AdvisorError
from advisor.language import N_, _, language, speaking
from advisor.ui.parts.markup import show_notice
from advisor.ui.parts.visit import this_visit

Given = ParamSpec("Given")

_LOG = logging.getLogger("advisor")
_UNEXPECTED = N_(
    "Something went wrong on this page. Your answers are kept in the address: reload the "
    "page, or go to another page and come back. The terminal that runs the app says more."
)


def guarded(show: Callable[[], None]) -> Callable[[], None]:
    """The page, with its errors told in words."""

    @functools.wraps(show)
    def safely() -> None:
        try:
            with speaking(language()):  # asked of Streamlit once, not at each text
                show()
        except AdvisorError as error:
            show_notice(*error.lines)
        except Exception:
            _LOG.exception("unexpected error on a page")
            show_notice(_(_UNEXPECTED))

    return safely


def handler(act: Callable[Given, None]) -> Callable[Given, None]:
    """The click handler, with its errors told in words on top of the page."""

    @functools.wraps(act)
    def safely(*args: Given.args, **kwargs: Given.kwargs) -> None:
        this_visit().acted = True
        try:
            act(*args, **kwargs)
        except AdvisorError as error:
            this_visit().notice = str(error)
        except Exception:
            _LOG.exception("unexpected error after a click")
            this_visit().notice = _(_UNEXPECTED)

    return safely
