"""The calendar file, read with a small reader of RFC 5545's own: lines, folding, escapes."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time

from hypothesis import given
from hypothesis import strategies as st

from strategy_editor.deadlines.calendar_file import MeetingEntry, calendar_file
from strategy_editor.deadlines.table import Deadline, deadlines_for
from strategy_editor.model.profile import DeadlineRule

RULES = (
    DeadlineRule("key-decision", "Notice of key decision", 28, "clear-calendar"),
    DeadlineRule("final", "Final; to Democratic Services, please", 7, "working", time="10 am"),
)
NOW = datetime(2009, 1, 5, 9, 30, tzinfo=UTC)
CABINET = MeetingEntry("Cabinet", date(2009, 3, 3), time(14), "Town Hall, Macclesfield")


def table(meeting: date = CABINET.day) -> tuple[Deadline, ...]:
    return deadlines_for(meeting, RULES, "england")


def lines_of(made: bytes) -> list[str]:
    """Unfolded content lines, after checking the ends and the lengths of the lines as they stand (section 3.1)."""
    assert made.endswith(b"\r\n")
    raw = made.split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in raw)
    return made.decode("utf-8").replace("\r\n ", "").split("\r\n")[:-1]


def events(made: bytes) -> list[dict[str, str]]:
    lines = lines_of(made)
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    found: list[dict[str, str]] = []
    for line in lines:
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found:
            name, _, value = line.partition(":")
            found[-1][name] = value
    return found


def unescaped(value: str) -> str:
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], value)


def test_the_meeting_and_every_deadline_are_entries() -> None:
    meeting, notice, final = events(calendar_file(CABINET, table(), seed="meeting-1", made_at=NOW))
    assert meeting["SUMMARY"] == "Cabinet"
    assert meeting["DTSTART"] == "20090303T140000Z"
    assert unescaped(meeting["LOCATION"]) == "Town Hall, Macclesfield"
    assert notice["DTSTART;VALUE=DATE"] == "20090202"
    assert notice["TRANSP"] == "TRANSPARENT"
    assert unescaped(notice["DESCRIPTION"]) == table()[0].explanation
    assert final["SUMMARY"] == "Final\\; to Democratic Services\\, please: Cabinet"
    assert final["DTSTAMP"] == "20090105T093000Z"


def test_times_are_those_of_the_clock_on_the_wall_in_summer_too() -> None:
    summer = calendar_file(
        MeetingEntry("Cabinet", date(2009, 7, 14)), table(date(2009, 7, 14)), seed="meeting-1", made_at=NOW
    )
    meeting, _, final = events(summer)
    assert meeting["DTSTART;VALUE=DATE"] == "20090714"
    assert "LOCATION" not in meeting
    assert final["DTSTART"] == "20090703T090000Z"


def test_a_notice_that_falls_on_a_sunday_is_entered_on_the_day_to_act() -> None:
    day = date(2009, 3, 2)
    _, notice, _ = events(calendar_file(MeetingEntry("Cabinet", day), table(day), seed="m", made_at=NOW))
    assert notice["DTSTART;VALUE=DATE"] == "20090130"


def test_entries_keep_their_identity_when_the_meeting_moves() -> None:
    def identities(seed: str, day: date) -> list[str]:
        made = calendar_file(MeetingEntry("Cabinet", day), table(day), seed=seed, made_at=NOW)
        return sorted(event["UID"] for event in events(made))

    before = identities("meeting-1", date(2009, 3, 3))
    assert len(set(before)) == 3
    assert identities("meeting-1", date(2009, 3, 31)) == before
    assert not set(identities("meeting-2", date(2009, 3, 3))) & set(before)


@given(st.text(), st.text())
def test_whatever_the_title_the_file_stays_well_formed_and_says_it(title: str, place: str) -> None:
    made = calendar_file(MeetingEntry(title, CABINET.day, None, place), table(), seed="m", made_at=NOW)
    found = events(made)
    assert len(found) == 3
    assert unescaped(found[1]["SUMMARY"]) == f"Notice of key decision: {unescaped(found[0]['SUMMARY'])}".strip()
    kept = [character for character in title if character.isalnum()]
    assert [character for character in unescaped(found[0]["SUMMARY"]) if character.isalnum()] == kept
