"""``compare``: in words, as data, as a Word file with tracked changes, as a web page."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from msgspec.structs import replace

from strategy_editor.__main__ import main
from strategy_editor.model.blocks import Paragraph
from strategy_editor.model.text import length, runs_from, splice
from strategy_editor.model.tree import walk_sections
from strategy_editor.session import opening
from strategy_editor.session.commands import ReplaceBlocks

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NEW, OLD = "zebra crossings everywhere", ""


@pytest.fixture
def strategy(home: Path) -> Path:
    """The sample with words added to one paragraph and another taken out; its version 0.9 is as it was."""
    path = opening.copy_of_sample()
    with opening.edit(path, "Anne Wood") as opened:
        document = next(each for each in opened.session.project.documents if each.kind == "strategy")
        section = next(
            each for each in walk_sections(document.sections) if sum(isinstance(b, Paragraph) for b in each.blocks) > 2
        )
        places = [number for number, block in enumerate(section.blocks) if isinstance(block, Paragraph)]
        first, second = (section.blocks[place] for place in places[:2])
        assert isinstance(first, Paragraph)
        changed = replace(first, runs=splice(first.runs, length(first.runs), length(first.runs), runs_from(f" {NEW}.")))
        opened.session.apply(ReplaceBlocks(section.id, places[0], places[0] + 1, (changed,)))
        opened.session.apply(ReplaceBlocks(section.id, places[1], places[1] + 1, ()))
        assert second not in opened.session.project.documents[1].sections
    return path


def test_in_words_and_as_data(strategy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", str(strategy)]) == 0
    told = capsys.readouterr().out
    assert told.startswith("From 0.9 to ")
    assert "1 paragraph changed, 1 paragraph removed." in told
    assert main(["compare", str(strategy), "0.9", "0.9"]) == 0
    assert "Nothing has changed." in capsys.readouterr().out
    assert main(["compare", str(strategy), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["differences"]
    assert [(each["kind"], each["what"]) for each in found] == [("changed", "paragraph"), ("removed", "paragraph")]
    assert NEW in found[0]["after"]
    assert main(["compare", str(strategy), "v7"]) == 2


def test_two_files(strategy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = shutil.copyfile(strategy, tmp_path / "other.strategy")
    assert main(["compare", str(strategy), "0.9", str(other)]) == 0
    assert "to other.strategy:" in capsys.readouterr().out


def test_a_word_file_with_tracked_changes(strategy: Path, tmp_path: Path) -> None:
    out = tmp_path / "changes.docx"
    assert main(["compare", str(strategy), "--out", str(out)]) == 0
    body = etree.fromstring(zipfile.ZipFile(out).read("word/document.xml"))
    added = "".join(body.xpath("//w:ins//w:t/text()", namespaces={"w": W[1:-1]}))
    removed = "".join(body.xpath("//w:del//w:delText/text()", namespaces={"w": W[1:-1]}))
    assert NEW in added
    assert len(removed) > 20
    assert not body.xpath("//w:del//w:t", namespaces={"w": W[1:-1]})
    assert not body.xpath("//w:bookmarkStart[starts-with(@w:name, '_blk_')]", namespaces={"w": W[1:-1]})


def test_a_web_page(strategy: Path, tmp_path: Path) -> None:
    out = tmp_path / "changes.html"
    assert main(["compare", str(strategy), "0.9", "--out", str(out), "--document", "ICT Strategy 2009 to 2012"]) == 0
    page = etree.HTML(out.read_bytes())
    assert NEW in "".join(page.xpath("//ins//text()"))
    assert page.xpath("//del")
    assert main(["compare", str(strategy), "--out", str(tmp_path / "changes.txt")]) == 2
    assert main(["compare", str(strategy), "0.9", "0.9", "--out", str(out)]) == 2
