"""Deciding and the register, from the command line."""

from __future__ import annotations

import csv
import io
import json
from email import policy
from email.parser import BytesParser
from pathlib import Path

import pytest
from msgspec.structs import replace

from strategy_editor.__main__ import main
from strategy_editor.foundation.ids import new_id
from strategy_editor.model.reviews import Anchor, Message, Thread
from strategy_editor.review.rounds import with_invitation
from strategy_editor.session import opening
from strategy_editor.session.commands import Put
from strategy_editor.session.opening import copy_of_sample, read
from tests.test_schemas import judged

Output = pytest.CaptureFixture[str]


@pytest.fixture
def remarks(home: Path) -> tuple[Path, list[str]]:
    """The sample with two comments."""
    path = copy_of_sample()
    ids = [new_id(), new_id()]
    with opening.edit(path, "Priya Kaur") as opened:
        session = opened.session
        section = session.project.documents[0].sections[1].id
        for id in ids:
            message = Message(new_id(), session.project.people[0].id, session.clock(), "Is this so?")
            session.apply(session.signed(Put(Thread(id, Anchor("section", section), (message,)))))
    return path, ids


def test_what_waits_is_listed_decided_and_written_down(
    remarks: tuple[Path, list[str]], tmp_path: Path, capsys: Output
) -> None:
    path, ids = remarks
    assert main(["decide", str(path), "--json"]) == 0
    told = judged("decide", json.loads(capsys.readouterr().out))
    assert told["schema"] == 1
    assert {item["id"] for item in told["items"]} == set(ids)
    assert main(["decide", str(path)]) == 0
    assert "2 to decide" in capsys.readouterr().out
    assert main(["decide", str(path), ids[0], "--accept", "--as", "Priya Kaur"]) == 0
    assert main(["decide", str(path), ids[1], "--reject", "--as", "Priya Kaur"]) == 2
    assert "needs a reason" in capsys.readouterr().err
    given = ["decide", str(path), ids[1], "--reject", "--reason", "It is not", "--as", "Priya Kaur"]
    assert main(given) == 0
    project = read(path).project
    decision = project.threads[ids[1]].decision
    assert decision is not None
    assert (decision.outcome, decision.reason) == ("rejected", "It is not")
    assert project.person(decision.by).name == "Priya Kaur"  # type: ignore[union-attr]
    out = tmp_path / "register.csv"
    assert main(["register", str(path), "--out", str(out)]) == 0
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig"))))
    assert sorted(row["What we did"] for row in rows) == ["Accepted", "Rejected"]


def test_mistakes_change_nothing(remarks: tuple[Path, list[str]], tmp_path: Path, capsys: Output) -> None:
    path, ids = remarks
    assert main(["decide", str(path), ids[0]]) == 2
    assert main(["decide", str(path), ids[0], "--accept", "--reject"]) == 2
    assert main(["decide", str(path), "nothing", "--accept"]) == 2
    assert main(["register", str(path), "--out", str(tmp_path / "x.txt")]) == 2
    assert main(["register", str(path), "--out", str(tmp_path / "x.pdf"), "--by", "mood"]) == 2
    assert main(["register", str(path), "--out", str(tmp_path / "x.pdf"), "--version", "9"]) == 2
    assert all(thread.decision is None for thread in read(path).project.threads.values())
    assert "There is no comment" in capsys.readouterr().err


def test_who_was_asked_from_the_command_line(home: Path, tmp_path: Path, capsys: Output) -> None:
    path = copy_of_sample()
    given = ["ask", str(path), "--to", "Lee Jones", "--to", "Ann Fry", "--title", "First draft", "--by", "2009-02-20"]
    assert main([*given, "--document", "A"]) == 0
    assert "2 asked" in capsys.readouterr().out
    assert main(["rounds", str(path), "--json"]) == 0
    told = judged("rounds", json.loads(capsys.readouterr().out))
    assert (told["schema"], told["review"], told["due"]) == (1, "First draft", "20 February 2009")
    assert [each["person"] for each in told["people"]] == ["Lee Jones", "Ann Fry"]
    assert {each["state"] for each in told["people"]} == {"overdue"}
    assert main(["rounds", str(path), "--out", str(tmp_path / "asked.csv")]) == 0
    assert "Lee Jones" in (tmp_path / "asked.csv").read_text(encoding="utf-8-sig")
    assert main(["rounds", str(path), "Second draft"]) == 2
    assert main(["ask", str(path), "--to", "Lee", "--form", "post"]) == 2


def test_reminders_for_whoever_is_late(home: Path, tmp_path: Path, capsys: Output) -> None:
    path, folder = copy_of_sample(), tmp_path / "letters"
    given = ["ask", str(path), "--to", "Lee Jones", "--to", "Ann Fry", "--document", "A"]
    assert main([*given, "--title", "First draft", "--by", "2009-02-20"]) == 0
    with opening.edit(path) as opened:
        lee = next(each for each in opened.session.project.people if each.name == "Lee Jones")
        opened.session.apply(Put(replace(lee, email="lee.jones@example.org")))
        (review,) = opened.session.project.rounds
        done = replace(review.invitations[1], finished=opened.session.clock(), opinion="content")
        opened.session.apply(Put(with_invitation(review, done)))
    before = path.read_bytes()
    capsys.readouterr()
    assert main(["remind", str(path), "--as", "Priya Kaur"]) == 0
    printed = capsys.readouterr().out
    assert "To: lee.jones@example.org" in printed
    assert "were due by 20 February 2009" in printed
    assert "Ann Fry" not in printed
    assert main(["remind", str(path), "--out", str(folder), "--as", "Priya Kaur", "--json"]) == 0
    told = judged("remind", json.loads(capsys.readouterr().out))
    (person,) = told["people"]
    assert (person["person"], person["state"]) == ("Lee Jones", "overdue")
    assert sorted(folder.iterdir()) == sorted(map(Path, person["files"]))
    text, mail, entry = (folder / f"Reminder to Lee Jones{ending}" for ending in (".txt", ".eml", ".ics"))
    assert "Silence is not taken as agreement" in text.read_text(encoding="utf-8")
    message = BytesParser(policy=policy.default).parsebytes(mail.read_bytes())
    assert (message["To"], message["X-Unsent"]) == ("lee.jones@example.org", "1")
    assert message.get_content().replace("\r\n", "\n").strip() == person["text"].strip()
    assert person["text"].endswith("Priya Kaur\n")
    assert b"DTSTART;VALUE=DATE:20090220" in entry.read_bytes()
    assert path.read_bytes() == before


def test_nobody_is_reminded_before_his_day_unless_that_was_said(home: Path, tmp_path: Path, capsys: Output) -> None:
    path = copy_of_sample()
    asked = ["ask", str(path), "--to", "Lee Jones", "--document", "A", "--title", "Later"]
    assert main([*asked, "--by", "2999-01-01"]) == 0
    capsys.readouterr()
    assert main(["remind", str(path)]) == 0
    assert capsys.readouterr().out == "Later: 0 to remind.\n"
    assert main(["remind", str(path), "Later", "--all"]) == 0
    assert "are due by 1 January 2999" in capsys.readouterr().out
    assert main(["remind", str(path), "Sooner"]) == 2
    assert main(["remind", str(copy_of_sample())]) == 2


def test_remarks_are_brought_in_from_the_command_line(home: Path, tmp_path: Path, capsys: Output) -> None:
    path, note = copy_of_sample(), tmp_path / "note.txt"
    note.write_text("From: Lee Jones\nDate: 12 February 2009\n\nSection 4: Please say why.\n", encoding="utf-8")
    given = ["remarks", str(path), str(note), "--document", "ICT Strategy 2009 to 2012", "--as", "Priya Kaur"]
    assert main([*given, "--json"]) == 0
    assert judged("remarks", json.loads(capsys.readouterr().out)) == {"schema": 1, "read": 1, "new": 1, "unplaced": 0}
    assert main(given) == 0
    assert "These remarks were here already." in capsys.readouterr().out
    (thread,) = read(path).project.threads.values()
    assert read(path).picture(thread.evidence[0]) == note.read_bytes()
    assert main(["remarks", str(path), str(tmp_path / "x.docx")]) == 2
    assert main(["remarks", str(path), str(note), "--how", "pigeon"]) == 2
