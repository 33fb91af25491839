"""From a draft to Cabinet and after: kept back, published, amended, approved, corrected; read by programs of others."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import docx
import pytest
from msgspec.structs import replace

from strategy_editor.__main__ import main
from strategy_editor.model.blocks import Limits
from strategy_editor.model.ledger import Publication
from strategy_editor.model.records import Exemption
from strategy_editor.session.commands import Put, ReplaceBlocks
from strategy_editor.session.opening import edit, read
from tests.bench import tool
from tests.model.values import paragraph
from tests.publishing import small_file

PRICE = "The price is £77,123 a year."


@pytest.fixture
def strategy(home: Path, tmp_path: Path) -> Path:
    """A report with a paragraph that is not for publication."""
    path = small_file(tmp_path)
    with edit(path, "Priya Kaur") as opened:
        session = opened.session
        reason = Exemption("e1", "3", "Prices before a contract is signed", "The council would pay more.")
        session.apply(Put(reason))
        section = session.project.documents[0].sections[0]
        kept = replace(paragraph(PRICE), limits=Limits(exemption="e1"))
        session.apply(ReplaceBlocks(section.id, 1, 1, (kept,)))
    return path


def told(strategy: Path, *arguments: str) -> int:
    return main([arguments[0], str(strategy), *arguments[1:]])


def publish(strategy: Path, out: Path, *more: str) -> dict:
    """Publishes; what the rules say against so small a strategy is set aside, for this is about the papers."""
    rules = ("C01", "C02", "C05", "C06", "C10", "C15", "C20", "C70", "C79", "C12")
    aside = [part for rule in rules for part in ("--set-aside", f"{rule}=This is only a small example")]
    assert told(strategy, "publish", "--edition", "cabinet", "--out", str(out), *aside, *more) == 0
    return json.loads((out / "manifest.json").read_text(encoding="utf-8"))


def words(path: Path) -> str:
    """The words of a PDF, as Poppler reads them."""
    command = [str(tool("poppler")), "-layout", str(path), "-"]
    return " ".join(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split())


@pytest.mark.poppler
def test_from_draft_to_cabinet_and_after(strategy: Path, tmp_path: Path) -> None:
    first = publish(strategy, tmp_path / "first")
    assert {made["part"] for made in first["files"]} == {"public", "exempt"}
    for made in first["files"]:
        path = tmp_path / "first" / made["path"]
        assert path.parent.name == ("public" if made["part"] == "public" else "NOT FOR PUBLICATION")
        text = words(path) if path.suffix == ".pdf" else " ".join(each.text for each in docx.Document(path).paragraphs)
        assert (PRICE in text) == (made["part"] == "exempt")
        if made["part"] == "public" and "report" in made["path"]:
            assert "by virtue of paragraph 3" in text
        if path.suffix == ".pdf":
            assert "DRAFT" in text

    host = read(strategy).project.documents[0].sections[0].blocks[0].id
    said = ["minutes", "--decision", "Agreed, with a yearly report.", "--minute", "175", "--published", "5 March 2009"]
    assert told(strategy, *said, "--amend", f"{host}=To agree, and to report each year.") == 0
    [amendment] = read(strategy).project.proposals
    assert told(strategy, "decide", amendment, "--accept", "--reason", "Minute 175") == 0
    assert told(strategy, "minutes", "--approve", "1.0") == 0

    second = publish(strategy, tmp_path / "second", "--version", "1.0")
    for made in second["files"]:
        path = tmp_path / "second" / made["path"]
        if path.suffix == ".pdf":
            assert "DRAFT" not in words(path)
            assert ("and to report each year" in words(path)) == (made["role"] == "report")

    note = ["correct", "--document", "The strategy", "--note", "The year in section 1 was wrong.", "--version", "1.1"]
    assert told(strategy, *note) == 0
    third = publish(strategy, tmp_path / "third", "--version", "1.1")
    [plan] = [made for made in third["files"] if made["role"] == "strategy" and made["path"].endswith(".pdf")]
    assert ": The year in section 1 was wrong." in words(tmp_path / "third" / plan["path"])
    kept = [entry for entry in read(strategy).ledger.entries if isinstance(entry, Publication)]
    assert [entry.version for entry in kept] == ["", "1.0", "1.1"]
