"""Deadlines as an iCalendar file (RFC 5545) that Outlook, Google Calendar and others take in.

Entries keep their UID as long as the seed and the rules keep their ids, so that a second import moves them instead of
adding them again. A deadline with a time is a moment (written in UTC); one without is a whole day.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from msgspec import Struct

from strategy_editor.deadlines.table import MEETING, Deadline
from strategy_editor.foundation.clock import LONDON
from strategy_editor.model.text import clean_line

if TYPE_CHECKING:
    from icalendar import Event

_NAMESPACE = UUID("8d0f5c52-6f0c-5b7e-9d3c-1f9a5d0c7b41")
_PRODUCT = "-//Strategy Editor//Deadlines//EN"


class MeetingEntry(Struct, frozen=True):
    """The meeting as it stands in the calendar. ``time`` None: the time is not known yet."""

    title: str
    day: date
    time: time | None = None
    place: str = ""


def calendar_file(meeting: MeetingEntry, deadlines: Iterable[Deadline], *, seed: str, made_at: datetime) -> bytes:
    """The meeting and its deadlines as the bytes of an ``.ics`` file.

    ``seed`` is what identifies the meeting for good (its id); ``made_at`` is the instant of the export.
    """
    from icalendar import Calendar  # takes 0.1 s, and few sessions export a calendar

    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    event = _event(seed, MEETING, meeting.title, meeting.day, meeting.time, made_at)
    if meeting.place:
        event.add("location", clean_line(meeting.place))
    calendar.add_component(event)
    for deadline in deadlines:
        summary = f"{deadline.name}: {meeting.title}"
        event = _event(seed, deadline.id, summary, deadline.act_by, deadline.time, made_at)
        event.add("description", clean_line(deadline.explanation))
        calendar.add_component(event)
    made: bytes = calendar.to_ical()
    return made


def single_entry(title: str, day: date, description: str, *, seed: str, made_at: datetime) -> bytes:
    """One whole day as the bytes of an ``.ics`` file; ``seed`` is what identifies it for good."""
    from icalendar import Calendar

    calendar = Calendar()
    for name, value in (("prodid", _PRODUCT), ("version", "2.0"), ("calscale", "GREGORIAN"), ("method", "PUBLISH")):
        calendar.add(name, value)
    event = _event(seed, "due", title, day, None, made_at)
    event.add("description", clean_line(description))
    calendar.add_component(event)
    made: bytes = calendar.to_ical()
    return made


def _event(seed: str, entry: str, summary: str, day: date, at: time | None, made_at: datetime) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", str(uuid5(_NAMESPACE, f"{seed}/{entry}")))
    event.add("dtstamp", made_at.astimezone(UTC))
    event.add("summary", clean_line(summary))
    if at is None:
        event.add("dtstart", day)
        event.add("transp", "TRANSPARENT")
    else:
        event.add("dtstart", datetime.combine(day, at, LONDON).astimezone(UTC))
    return event
