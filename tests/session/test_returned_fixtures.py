"""Copies that two people really edited in LibreOffice, made from another source with the same scheme of bookmarks."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from strategy_editor.foundation.ids import derived_id
from strategy_editor.incoming.values import Incoming
from strategy_editor.incoming.views import located
from strategy_editor.model.blocks import Block, Heading, Paragraph, Table
from strategy_editor.model.section import Document, Section
from strategy_editor.model.settling import accepted, rejected, settled_document
from strategy_editor.model.text import Marks, Run, join
from strategy_editor.model.tree import section_hosts, walk_sections
from strategy_editor.review.returning.bringing import Copy, bring_in
from strategy_editor.review.returning.claims import Returned
from strategy_editor.review.returning.reading import Source, returned
from strategy_editor.review.returning.sent import sent
from strategy_editor.word.reading import read
from tests.bench import ROOT
from tests.model.values import project, table
from tests.readers import count_comments, seen, without_bookmarks

PLACES = (ROOT.parent, ROOT.parent.parent)
FOLDERS = [folder for place in PLACES if (folder := place / "shared" / "fixtures" / "word-returned").is_dir()]
pytestmark = pytest.mark.skipif(not FOLDERS, reason="the returned copies are not beside the project")
NAMES = (
    "01_anna_tracked_LO.docx",
    "02_anna_then_ben_tracked_comments_resolved_LO.docx",
    "03_anna_untracked_edits_comments_LO.docx",
)
"""Tracked; tracked by two, with comments that are settled; not tracked."""


def file(name: str) -> bytes:
    """The file, with its short ids in the bookmarks made as long as ours."""
    data = (FOLDERS[0] / name).read_bytes()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as copy:
        for info in archive.infolist():
            body = archive.read(info)
            if info.filename == "word/document.xml":
                body = re.sub(rb"_blk_([0-9a-f]{10})", lambda match: b"_blk_" + _id(match[1].decode()).encode(), body)
            copy.writestr(info.filename, body)
    return out.getvalue()


def _id(short: str) -> str:
    return derived_id("fixture", short)


def source() -> tuple[Incoming, Document]:
    """What went out, and a document that holds the same."""
    incoming = read(file("00_source_sent_out.docx"))
    blocks: list[Block] = []
    rows: dict[int, list[Paragraph]] = {}
    for place in located(incoming):
        paragraph = place.paragraph
        marks = [mark.name for mark in paragraph.bookmarks if mark.name.startswith("_blk_")]
        if not marks:
            continue
        looks = [(run.text, run.looks) for run in paragraph.runs]
        runs = join(tuple(Run(text, Marks(look.bold, look.italic, look.script)) for text, look in looks))
        id, level = marks[0].removeprefix("_blk_"), paragraph.shape.level
        if place.path:
            rows.setdefault(place.path[-1][1], []).append(Paragraph(id, runs))
            continue
        blocks += grid(rows)
        rows = {}
        blocks.append(Heading(id, runs, level) if level else Paragraph(id, runs))
    blocks += grid(rows)
    return incoming, Document("d", "strategy", "A strategy", (Section("s" * 16, blocks=tuple(blocks)),))


def grid(rows: dict[int, list[Paragraph]]) -> list[Table]:
    """A table of these cells, if there are any."""
    if not rows:
        return []
    shell = table([["x"] * len(cells) for cells in rows.values()])
    filled = tuple(
        replace(row, cells=tuple(replace(cell, blocks=(words,)) for cell, words in zip(row.cells, cells, strict=True)))
        for row, cells in zip(shell.rows, rows.values(), strict=True)
    )
    return [replace(shell, rows=filled)]


def texts(document: Document) -> list[str]:
    hosts = [host for section in walk_sections(document.sections) for host in section_hosts(section)]
    found = [" ".join("".join(str(run.content) for run in host.runs).split()) for host in hosts]
    return [text for text in found if text]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("bare", [False, True])
def test_what_two_people_did_in_libreoffice_is_found(name: str, bare: bool) -> None:
    incoming, document = source()
    went_out = sent(incoming, document)
    data = file(name)
    back = read(without_bookmarks(data) if bare else data)
    result = returned(went_out, back, Source("copy", "Anna Reid", {}))
    copy = Copy("copy", document, {}, datetime(2026, 1, 1, tzinfo=UTC))
    brought = bring_in(project(document), copy, result)
    marked = brought.project.documents[0]
    assert texts(settled_document(marked, rejected)) == texts(document)
    assert texts(settled_document(marked, accepted)) == seen(data, "accepted")
    assert len(brought.threads) - len(brought.loose) + replies(result) == count_comments(data)
    assert not brought.unplaced
    assert bool(result.makers) == bool(brought.woven)
    if "tracked" in name and "untracked" not in name:
        assert {maker.silent for maker in result.makers.values()} == {False}
    assert bring_in(brought.project, copy, result).project == brought.project


def replies(result: Returned) -> int:
    return sum(bool(remark.parent) for remark in result.remarks)
