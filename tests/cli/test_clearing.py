"""Clearance from the command line: asked, answered, listed; and proof that stays in the file whatever is saved."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from strategy_editor.__main__ import main
from strategy_editor.model.blocks import Paragraph
from strategy_editor.model.ledger import Clearance
from strategy_editor.model.reviews import Suggestion
from strategy_editor.model.text import Marks, Run
from strategy_editor.session import opening
from strategy_editor.session.commands import ChangeProject, Put, ReplaceBlocks
from strategy_editor.session.opening import copy_of_sample, read
from tests.test_schemas import judged

STRATEGY = "ICT Strategy 2009 to 2012"
Output = pytest.CaptureFixture[str]


def states(path: Path, capsys: Output) -> dict[str, str]:
    capsys.readouterr()
    main(["clearances", str(path), "--document", STRATEGY, "--json"])
    told = judged("clearances", json.loads(capsys.readouterr().out))
    assert told["schema"] == 1
    return {each["role"]: each["state"] for each in told["clearances"]}


def test_from_the_question_to_the_answer(home: Path, tmp_path: Path, capsys: Output) -> None:
    path, paper, reply = copy_of_sample(), tmp_path / "words.pdf", tmp_path / "reply.txt"
    assert set(states(path, capsys).values()) == {"to-ask"}
    given = ["ask-clearance", str(path), "portfolio-holder", "--out", str(paper), "--person", "Councillor Keegan"]
    given += ["--document", STRATEGY]
    assert main([*given, "--as", "Priya Kaur"]) == 0
    assert "For clearance" in capsys.readouterr().out
    assert paper.read_bytes().startswith(b"%PDF")
    assert states(path, capsys)["portfolio-holder"] == "asked"
    reply.write_text(" ", encoding="utf-8")
    answer = ["clear", str(path), "portfolio-holder", "--evidence", str(reply), "--document", STRATEGY]
    assert main(answer) == 1
    reply.write_text("Content. JK", encoding="utf-8")
    assert main([*answer, "--as", "Priya Kaur"]) == 0
    assert states(path, capsys)["portfolio-holder"] == "cleared"
    with opening.edit(path, "Priya Kaur") as opened:
        opened.session.apply(ChangeProject(title="Another title"))
    entry = next(each for each in reversed(read(path).ledger.entries) if isinstance(each, Clearance))
    assert read(path).picture(entry.evidence) == b"Content. JK"
    assert main(["clearances", str(path), "--document", STRATEGY]) == 1
    assert "Cleared: " in capsys.readouterr().out


def test_a_decision_that_opens_a_clearance_says_so(home: Path, tmp_path: Path, capsys: Output) -> None:
    path, reply = copy_of_sample(), tmp_path / "reply.txt"
    reply.write_text("Content. JK", encoding="utf-8")
    with opening.edit(path, "Priya Kaur") as opened:
        session = opened.session
        document = session.project.document(opening.document_id(session.project, STRATEGY))
        assert document is not None
        section = next(each for each in document.sections if each.blocks)
        block = Paragraph("newwords00000000", (Run("Wholly new words.", Marks(insertion="suggestion000000")),))
        session.apply(Put(Suggestion("suggestion000000", session.author, session.clock(), section=section.id)))
        session.apply(ReplaceBlocks(section.id, 0, 0, (block,)))
    assert (
        main(["clear", str(path), "legal", "--evidence", str(reply), "--section", section.id, "--document", STRATEGY])
        == 0
    )
    capsys.readouterr()
    assert main(["decide", str(path), "suggestion000000", "--accept", "--as", "Priya Kaur"]) == 0
    assert "Open again: the clearance of" in capsys.readouterr().err


def test_a_copy_that_opens_a_clearance_says_so_once(home: Path, tmp_path: Path, capsys: Output) -> None:
    path, theirs, reply = copy_of_sample(), tmp_path / "theirs.strategy", tmp_path / "reply.txt"
    reply.write_text("Content. JK", encoding="utf-8")
    document = read(path).project.document(opening.document_id(read(path).project, STRATEGY))
    assert document is not None
    section = next(each for each in document.sections if each.blocks)
    given = ["clear", str(path), "legal", "--evidence", str(reply), "--section", section.id, "--document", STRATEGY]
    assert main(given) == 0
    shutil.copyfile(path, theirs)
    with opening.edit(theirs, "Theo Lane") as opened:
        words = Paragraph("newwords00000000", (Run("Wholly new words."),))
        opened.session.apply(ReplaceBlocks(section.id, 0, 0, (words,)))
    capsys.readouterr()
    assert main(["merge", str(path), str(theirs), "--as", "Priya Kaur"]) == 0
    assert capsys.readouterr().err.count("Open again: the clearance of") == 1


def test_mistakes(home: Path, tmp_path: Path, capsys: Output) -> None:
    path = copy_of_sample()
    assert main(["ask-clearance", str(path), "mayor", "--out", str(tmp_path / "x.pdf")]) == 2
    assert main(["ask-clearance", str(path), "legal", "--out", str(tmp_path / "x.odt")]) == 2
    assert main(["clear", str(path), "legal", "--evidence", str(tmp_path / "none.txt")]) == 2
    assert "There is no file" in capsys.readouterr().err
