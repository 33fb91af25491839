"""Minutes and corrections on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from strategy_editor.__main__ import main
from strategy_editor.model.ledger import Publication
from strategy_editor.session.opening import edit, read
from tests.inspection.canaries import NOW
from tests.publishing import small_file

Output = pytest.CaptureFixture[str]


def test_minutes_amendments_approval_and_a_correction(home: Path, tmp_path: Path, capsys: Output) -> None:
    path = small_file(tmp_path)
    host = read(path).project.documents[0].sections[0].blocks[0].id
    given = ["minutes", str(path), "--decision", "Agreed.", "--minute", "175", "--published", "5 March 2009"]
    assert main([*given, "--amend", f"{host}=To agree, with a yearly report."]) == 0
    assert "Call-in ends on 12 March 2009." in capsys.readouterr().out
    more = ["--add", f"{host}=To publish it.", "--remove", host, "--amend", "title of the document=The short report"]
    assert main(["minutes", str(path), "--places", *more]) == 0
    printed = capsys.readouterr()
    assert "The report, title of the document: The report" in printed.out
    assert "3 to decide." in printed.err
    assert main(["decide", str(path), *read(path).project.proposals, "--reject", "--reason", "To try it out"]) == 0
    assert main([*given, "--amend", f"{host}=To agree, with a report each year."]) == 0
    project = read(path).project
    assert (project.meetings[0].decision, project.meetings[0].minute) == ("Agreed.", "175")
    assert main(["minutes", str(path), "--approve", "1.0"]) == 1
    assert "waits to be decided" in capsys.readouterr().err
    assert main(["decide", str(path), *project.proposals, "--accept", "--reason", "As the meeting wants it"]) == 0
    assert main(["minutes", str(path), "--approve", "1.0"]) == 0
    assert read(path).ledger.version("1.0") is not None
    note = ["correct", str(path), "--document", "The report", "--note", "A date was wrong.", "--version", "1.1"]
    assert main(note) == 1
    with edit(path) as opened:
        opened.session.record(Publication("p", NOW, "", "web", opened.session.ledger.versions[-1].tree))
    assert main(note) == 0
    assert read(path).project.documents[0].corrections[0].text == "A date was wrong."
    assert main(["minutes", str(path), "--amend", "nonsense"]) == 2
    assert main(["minutes", str(path), "--decision", "Agreed.", "--published", "March 2009"]) == 2
