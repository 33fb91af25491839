"""Review rounds: who is asked, how far each is, what is written to them, and the table of sections by reviewers."""

from __future__ import annotations

import csv
import email
import io
from datetime import date, datetime, timedelta
from email.policy import default
from pathlib import Path

import pytest
from icalendar import Calendar
from msgspec.structs import replace

from strategy_editor.foundation.errors import WrongUse
from strategy_editor.model.blocks import Paragraph
from strategy_editor.model.dates import When
from strategy_editor.model.ledger import Ledger, Receipt, SentCopy
from strategy_editor.model.project import Project
from strategy_editor.model.records import Person
from strategy_editor.model.reviews import Anchor, Message, ReviewRound, Thread
from strategy_editor.model.text import runs_from
from strategy_editor.review.rounds import sections_below, standing, standings
from strategy_editor.session.rounds import (
    Asked,
    calendar_entry,
    cell_words,
    invitation_letter,
    mail_file,
    matrix_of,
    new_round,
    reminder_letter,
    round_of,
    write_matrix,
)
from tests.model.values import document, project, section
from tests.review.marked import NOW
from tests.session.test_registers import words_of

DUE = When(2009, 2, 10)
EARLY, LATE = date(2009, 2, 9), date(2009, 2, 11)
LEE = Person("lee", "Lee Jones", email="lee@example.gov.uk")


def begun(*, form: str = "word") -> tuple[Project, ReviewRound]:
    inner = section("Inner", Paragraph("i", runs_from("Text")))
    first = section("One", Paragraph("p", runs_from("Text")), children=(inner,))
    found = project(document(first, section("Two", Paragraph("q", runs_from("Text")))), people=(LEE,))
    asked = Asked("First draft", ("Lee Jones", "Head of Legal"), found.documents[0].id, (first.id, inner.id), DUE, form)
    found, made = new_round(found, asked, NOW)
    return replace(found, rounds=(made,)), made


def state(found: Project, ledger: Ledger, today: date) -> list[str]:
    return [each.state for each in standings(found, ledger, today)]


def test_everybody_asked_is_known_and_nobody_twice() -> None:
    found, made = begun()
    assert [person.name for person in found.people] == ["Lee Jones", "Head of Legal"]
    assert [each.person for each in made.invitations] == [person.id for person in found.people]
    with pytest.raises(WrongUse, match="Nobody"):
        new_round(found, Asked("x", ()), NOW)
    assert round_of(found, "first draft") == made
    assert round_of(found, "") == made
    with pytest.raises(WrongUse, match="First draft"):
        round_of(found, "second")


def test_how_far_each_is_comes_from_the_ledger_and_from_what_was_noted() -> None:
    found, made = begun()
    lee = made.invitations[0]
    sent = SentCopy("c1", NOW, "me", "t", 1, "lee", "word", round=made.id)
    ledger = Ledger().with_entries([sent])
    assert state(found, Ledger(), EARLY) == ["to-send", "to-send"]
    assert state(found, ledger, EARLY) == ["with-reviewer", "to-send"]
    assert state(found, ledger, LATE) == ["overdue", "overdue"]
    back = ledger.with_entries([Receipt("r", NOW + timedelta(days=1), "me", "c1", "d", 3)])
    assert state(found, back, LATE)[0] == "returned"
    finished = replace(lee, finished=NOW, opinion="with-changes")
    assert standing(made, finished, back, LATE).state == "finished"
    assert standing(made, replace(lee, returned=NOW), Ledger(), LATE).state == "returned"
    at_desk, here = begun(form="at-this-desk")
    assert state(at_desk, Ledger(), EARLY) == ["with-reviewer", "with-reviewer"]
    assert here.invitations[0].form == "at-this-desk"


def test_letters_say_what_by_when_and_that_silence_is_no_consent() -> None:
    found, made = begun()
    each = standing(made, made.invitations[0], Ledger(), LATE)
    asked, reminder = invitation_letter(found, each, "Priya Kaur"), reminder_letter(found, each, "Priya Kaur")
    assert asked.address == "lee@example.gov.uk"
    for words in ("Dear Lee Jones", "1 One", "by 10 February 2009", "Word copy", "Priya Kaur"):
        assert words in asked.text, words
    assert "Inner" not in asked.text
    assert "were due by 10 February 2009" in reminder.text
    assert "Silence is not taken as agreement" in reminder.text
    read = email.message_from_bytes(mail_file(asked, NOW), policy=default)
    assert (read["To"], read["X-Unsent"]) == ("lee@example.gov.uk", "1")
    assert read.get_content().replace("\r\n", "\n") == asked.text
    hostile = replace(asked, subject="Hello\r\nBcc: all@example.org", address="a@b\r\nX: y")
    parsed = email.message_from_bytes(mail_file(hostile, NOW), policy=default)
    assert "Bcc" not in parsed
    assert "X" not in parsed


def test_a_day_for_the_calendar() -> None:
    found, made = begun()
    each = standing(made, made.invitations[0], Ledger(), EARLY)
    (event,) = Calendar.from_ical(calendar_entry(found, each, NOW)).walk("VEVENT")
    assert event.decoded("dtstart") == date(2009, 2, 10)
    assert "Lee Jones" in str(event["summary"])
    with pytest.raises(WrongUse, match="No day"):
        calendar_entry(found, replace(each, round=replace(made, due=None)), NOW)


def remarked() -> tuple[Project, ReviewRound]:
    found, made = begun()
    first = found.documents[0].sections[0].id

    def said(id: str, at: datetime) -> Thread:
        return Thread(id, Anchor("section", first), (Message(f"{id}m", "lee", at, "Why?"),))

    threads = {"new": said("new", NOW + timedelta(days=1)), "old": said("old", NOW - timedelta(days=9))}
    return replace(found, threads=threads), made


def test_sections_by_reviewers() -> None:
    found, made = remarked()
    shown = matrix_of(found, made, Ledger(), EARLY)
    rows = {row.label: [cell_words(cell) for cell in row.cells] for row in shown.rows}
    assert rows["1  One"] == ["To be sent\n1 remark\n1 to decide", "To be sent"]
    assert rows["1.1  Inner"] == ["To be sent", "To be sent"]
    assert rows["2  Two"] == ["", ""]


@pytest.mark.parametrize("ending", ["docx", "pdf", "html"])
def test_the_table_on_paper(tmp_path: Path, ending: str) -> None:
    found, made = remarked()
    out = tmp_path / f"matrix.{ending}"
    write_matrix(found, made, Ledger(), out, EARLY)
    text = words_of(out)
    for words in ("Who has been asked", "Lee Jones", "Head of Legal", "To be sent", "1 remark", "1 One"):
        assert words in text, words


def test_the_table_as_a_spreadsheet(tmp_path: Path) -> None:
    found, made = remarked()
    write_matrix(found, made, Ledger(), tmp_path / "matrix.csv", EARLY)
    rows = list(csv.reader(io.StringIO((tmp_path / "matrix.csv").read_text("utf-8-sig"))))
    assert rows[0] == ["Section", "Lee Jones", "Head of Legal"]
    assert ["1  One", "To be sent, 1 remark, 1 to decide", "To be sent"] in rows


def test_sections_with_all_below_them() -> None:
    found, _ = begun()
    whole = found.documents[0]
    first, second = whole.sections
    assert sections_below(whole, frozenset([first.id])) == (first.id, first.children[0].id)
    assert sections_below(whole, frozenset([first.id, second.id])) == ()
