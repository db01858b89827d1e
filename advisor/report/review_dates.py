"""The days on which to look at a decision again, as a calendar file (RFC 5545)."""

from __future__ import annotations

import datetime
import hashlib

from advisor.errors import AdvisorError
from advisor.language import _, speaking
from advisor.report import record_words
from advisor.schema.report import Decision
from advisor.schema.rules import Book


def review_dates(decision: Decision, book: Book) -> bytes:
    """An `.ics` file with an all-day event for each trigger that has a day; the same decision gives the same bytes.

    Raises `AdvisorError` where the extra `app` is missing.
    """
    try:
        from icalendar import Calendar, Event
    except ImportError:
        raise AdvisorError(
            'Calendar files need the extra `app`; install it with: python -m pip install "llm-approach-advisor[app]"'
        ) from None
    calendar = Calendar()
    calendar.add("prodid", "-//advisor//review dates//EN")
    calendar.add("version", "2.0")
    with speaking(decision.lang):
        for each in decision.triggers:
            if each.due is None:
                continue
            said = record_words.trigger_sentence(each, book, decision.made_on)
            event = Event()
            told = f"{decision.title}\0{each.kind}\0{each.due}\0{said}"
            event.add("uid", hashlib.sha256(told.encode()).hexdigest()[:32])
            event.add("dtstamp", datetime.datetime.combine(decision.made_on, datetime.time(), datetime.UTC))
            event.add("dtstart", each.due)
            event.add("summary", _("Look again: {title}", title=decision.title))
            event.add("description", said)
            calendar.add_component(event)
    return bytes(calendar.to_ical())
