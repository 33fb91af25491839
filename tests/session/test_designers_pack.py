"""The designer's pack: everything that is needed to make an illustrated version, and by what right."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from docx import Document
from msgspec.structs import replace
from PIL import Image

from strategy_editor.inspection.inspect import Expected, inspect
from strategy_editor.inspection.pack_file import COLUMNS, open_pack
from strategy_editor.inspection.secrets import Secrets
from strategy_editor.manuscript.build import manuscript
from strategy_editor.manuscript.items import (
    Caption,
    ChartItem,
    FigureItem,
    HeadingItem,
    Manuscript,
    Series,
    Span,
    TitleItem,
)
from strategy_editor.manuscript.pictures import PictureUnreadable
from strategy_editor.model.ledger import Ledger
from strategy_editor.session.designers_pack import write_pack
from strategy_editor.session.export import ExportRequest, export
from tests.pdf.manuscripts import picture
from tests.word.gallery import LARGE_ID, PICTURES, gallery
from tests.word.test_writer import SMALL


def pictures(digest: str) -> bytes:
    return PICTURES.get(digest, SMALL)


def packed(found: Manuscript) -> tuple[zipfile.ZipFile, tuple[str, ...]]:
    out = io.BytesIO()
    warnings = write_pack(found, pictures, out)
    assert open_pack(out.getvalue()).faults == []
    return zipfile.ZipFile(out), warnings


def rows(archive: zipfile.ZipFile, name: str = "Pictures and permissions.csv") -> list[list[str]]:
    return rows_of(archive.read(name))


def rows_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def designers(**changes: str) -> Manuscript:
    whole = gallery()
    document = whole.documents[0]
    sections = tuple(
        replace(
            section,
            blocks=tuple(
                replace(block, **changes) if getattr(block, "picture", "") == LARGE_ID else block
                for block in section.blocks
            ),
        )
        for section in document.sections
    )
    document = replace(document, sections=sections)
    whole = replace(whole, documents=(document, *whole.documents[1:]))
    return manuscript(whole, document, "designer", today=date(2009, 2, 20))


def test_originals_text_figures_and_the_list_are_in_it() -> None:
    found = designers(permission="Licence 12 of the picture library, until 2012")
    archive, _ = packed(found)
    head, *listed = rows(archive)
    assert tuple(head) == COLUMNS
    figures = [item for item in found.items if isinstance(item, FigureItem)]
    by_number = {row[1]: row for row in listed}
    for item in figures:
        assert item.caption is not None
        row = by_number[item.caption.label]
        assert archive.read(row[0]) == pictures(item.picture)
        assert row[3] == item.alternative
        assert row[6:9] == [item.source, item.credit, item.permission]
        with Image.open(io.BytesIO(pictures(item.picture))) as opened:
            assert [int(row[9]), int(row[10])] == list(opened.size)
            assert int(row[11]) == round(opened.width / 300 * 25.4)
    assert any("Licence 12" in row[8] for row in listed)
    text = "\n".join(each.text for each in Document(io.BytesIO(archive.read("Text.docx"))).paragraphs)
    headings = [
        "".join(s.text for s in item.inlines if isinstance(s, Span))
        for item in found.items
        if isinstance(item, HeadingItem)
    ]
    assert all(each in text for each in headings)
    assert "Licence 12" not in text


def test_the_figures_of_a_chart_lie_beside_it() -> None:
    caption = Caption("c", "Figure 3", "3", (Span("Spend"),))
    series = (Series("Now", (1.5, None)), Series("=2012", (-2.0, 1250000.0)))
    chart = ChartItem("ch", "bar", ("Know", "Serve"), series, "Bars", caption=caption)
    archive, _ = packed(replace(designers(), items=(chart,)))
    assert rows(archive, "Charts/Figure 3 Spend.csv") == [
        ["", "Now", "'=2012"],  # nothing is taken for a formula
        ["Know", "1.5", "-2"],
        ["Serve", "", "1250000"],
    ]
    assert rows(archive)[1][:4] == ["Charts/Figure 3 Spend.csv", "Figure 3", "Spend", "Bars"]


def test_two_pictures_of_one_name_are_two_files_and_small_ones_are_told() -> None:
    figure = FigureItem("f", "small", "A bridge", caption=Caption("c", "Figure 1", "1", (Span("A/B: “bridge”?"),)))
    archive, warnings = packed(replace(designers(), items=(figure, replace(figure, anchor="g"))))
    names = [name for name in archive.namelist() if name.startswith("Pictures/")]
    assert len(set(names)) == 2
    assert all("/" not in name.removeprefix("Pictures/") and "?" not in name for name in names)
    assert len(warnings) == 2


def test_a_damaged_picture_is_told_with_its_place() -> None:
    with pytest.raises(PictureUnreadable) as caught:
        write_pack(replace(designers(), items=(FigureItem("f", "x", "A"),)), lambda _: picture()[:40], io.BytesIO())
    assert caught.value.anchor == "f"


def test_a_drawing_lies_beside_the_picture_drawn_from_it() -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9"/></svg>'
    figure = FigureItem(
        "f", "small", "A bridge", caption=Caption("c", "Figure 1", "1", (Span("Bridge"),)), original="d"
    )
    out = io.BytesIO()
    found = replace(designers(), items=(figure,))
    warnings = write_pack(found, lambda digest: drawing if digest == "d" else pictures(digest), out)
    assert warnings == ()  # a drawing is sharp at any size
    assert open_pack(out.getvalue()).faults == []
    with zipfile.ZipFile(out) as archive:
        assert archive.read("Pictures/Figure 1 Bridge.svg") == drawing
        assert "Pictures/Figure 1 Bridge.png" in archive.namelist()


def test_the_logo_and_pictures_without_a_caption_have_names_of_their_own() -> None:
    plain = FigureItem("f", LARGE_ID, "A bridge")
    given = designers()
    found = replace(
        given,
        items=(
            TitleItem(("Cheshire East Council",), "Roads", logo="small"),
            next(item for item in given.items if isinstance(item, HeadingItem) and item.level == 1),
            plain,
            replace(plain, anchor="g", picture="small", alternative="A road"),
        ),
    )
    out = io.BytesIO()
    write_pack(found, pictures, out)
    with zipfile.ZipFile(out) as archive:
        names = [name for name in archive.namelist() if name.startswith("Pictures/")]
        assert [name.split("/")[1][:4] for name in names] == ["Logo", "Pict", "Pict"]
        assert archive.read(names[0]) == SMALL
    secrets = Secrets({}, {})
    verdicts = inspect(out.getvalue(), "pack", Expected(found, "public", secrets), "Pack.zip")
    assert [each for each in verdicts if not each.passed] == []


def test_it_can_be_a_folder(tmp_path: Path) -> None:
    whole = gallery()
    request = ExportRequest("designer", str(tmp_path / "out"), whole.documents[0].id, ("pack",), unpacked=True)
    now = datetime(2009, 2, 20, tzinfo=UTC)
    manifest = export(whole, Ledger(), pictures, request, now=now, today=date(2009, 2, 20))
    folder = tmp_path / "out" / manifest.files[0].path
    assert (folder / "Text.docx").is_file()
    assert rows_of((folder / "Pictures and permissions.csv").read_bytes())
    assert len(list((folder / "Pictures").iterdir())) > 1
    assert not list((tmp_path / "out").rglob("*.zip"))
    (folder / "Pictures" / "Figure 9.png").write_bytes(b"of an earlier text")
    (folder / "My notes.txt").write_text("a designer's own")
    assert export(whole, Ledger(), pictures, request, now=now, today=date(2009, 2, 20)).files == manifest.files
    assert not (folder / "Pictures" / "Figure 9.png").exists()
    assert (folder.with_name(f"{folder.name}, earlier") / "My notes.txt").read_text() == "a designer's own"
