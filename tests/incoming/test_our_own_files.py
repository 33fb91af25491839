"""A Word file that we wrote ourselves, read as if it were an old one: all is found where the manuscript has it."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

import pytest

from strategy_editor.incoming.assembling import findings
from strategy_editor.incoming.found import Findings
from strategy_editor.incoming.views import accepted
from strategy_editor.manuscript.items import FigureItem, HeadingItem, TableItem
from strategy_editor.model.blocks import Figure, Table
from strategy_editor.model.text import plain
from strategy_editor.word.reading import read
from tests.incoming.legacy import legacy_file
from tests.incoming.test_findings import told
from tests.libreoffice import convert
from tests.manuscript.reading import text
from tests.word.gallery import gallery
from tests.word.test_writer import made, written


def found_in(data: bytes) -> Findings:
    return findings(accepted(read(data)), lambda picture, _: hashlib.sha256(picture).hexdigest())


def test_headings_tables_and_pictures_of_our_own_file_are_found_with_their_numbers() -> None:
    whole = gallery()
    manuscript = made(whole, whole.documents[0])
    found = found_in(written(manuscript, page_numbers="none"))
    headings = [item for item in manuscript.items if isinstance(item, HeadingItem) and item.level <= 3]
    styled = [piece for piece in found.pieces if any(reason.startswith("Style") for reason in piece.reasons)]
    said = [(piece.name, piece.old_number) for piece in styled]
    assert said == [(" ".join(text(each.inlines).split()), each.label) for each in headings]
    blocks = [block for piece in found.pieces for block in piece.blocks]
    tables = [item for item in manuscript.items if isinstance(item, TableItem)]
    captions = [plain(block.caption.runs) for block in blocks if isinstance(block, Table)]
    assert [each for each in captions if each] == [text(each.caption.inlines) for each in tables if each.caption]
    figures = [item for item in manuscript.items if isinstance(item, FigureItem)]
    shown = [block.alternative for block in blocks if isinstance(block, Figure)]
    assert len(shown) >= len(figures) > 0


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", ["odt", "doc"])
def test_older_kinds_of_files_say_the_same_after_their_way_through_libreoffice(tmp_path: Path, kind: str) -> None:
    data, truth = legacy_file(random.Random(f"other {kind}"), "styled")
    source = tmp_path / "old.docx"
    source.write_bytes(data)
    found = told(found_in(convert(source, kind, tmp_path / "made").read_bytes()))
    assert found.headings == truth.headings
    assert found.footnotes == truth.footnotes
    assert [each[:2] for each in found.tables] == [each[:2] for each in truth.tables]
    assert set(truth.paragraphs) <= set(found.paragraphs)
