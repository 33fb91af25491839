"""The folder form, and pieces to be pasted into a council's website."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from PIL import Image

from strategy_editor import web
from strategy_editor.manuscript.items import HeadingItem
from tests.pdf.manuscripts import everything, heading, note, paragraph, report
from tests.web.expected import main_words, note_words
from tests.web.making import SHELF, made, one, sample_manuscripts, sample_picture, tree, words
from tests.web.test_page import assert_says, assert_sound, of


def test_the_folder_holds_the_page_its_pictures_and_every_section(tmp_path: Path) -> None:
    result = web.write_folder(everything(SHELF), SHELF, tmp_path / "new" / "folder")
    found = {path.relative_to(tmp_path / "new" / "folder").as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert found == set(result.files)
    charts = {f"pictures/figure-{number}.svg" for number in (2, 3, 4, 5)}
    assert {path for path in found if path.startswith("pictures/")} == charts | {
        "pictures/cover.png",
        "pictures/figure-1.png",
    }
    page = tree((tmp_path / "new" / "folder" / "index.html").read_bytes())
    assert page.xpath("//img/@src") == ["pictures/cover.png", "pictures/figure-1.png"]
    assert_sound(page)
    assert_says(everything(SHELF), page)


def test_the_archive_holds_the_same_and_is_the_same_again(tmp_path: Path) -> None:
    web.write_folder(everything(SHELF), SHELF, tmp_path)
    first, second = io.BytesIO(), io.BytesIO()
    result = web.write_archive(everything(SHELF), SHELF, first)
    web.write_archive(everything(SHELF), SHELF, second)
    assert first.getvalue() == second.getvalue()
    with zipfile.ZipFile(first) as archive:
        assert tuple(archive.namelist()) == result.files
        assert {name: archive.read(name) for name in result.files} == {
            name: (tmp_path / name).read_bytes() for name in result.files
        }


def test_the_pieces_say_everything_once_in_order() -> None:
    for title, manuscript in sample_manuscripts().items():
        said, noted = [], []
        for piece in web.sections(manuscript, sample_picture).pieces:
            page = tree(f"<body>{piece.html}</body>".encode())
            for front in page.xpath("//p[@class='title-line']"):
                front.getparent().remove(front)
            for notes in page.xpath("//section[@role='doc-endnotes']"):
                noted += words(notes)[1:]
                notes.getparent().remove(notes)
            said += words(page)
        assert said == main_words(manuscript, labels=False), title
        assert noted == note_words(manuscript)


def test_a_piece_begins_below_the_title_that_a_website_gives_it() -> None:
    manuscript = sample_manuscripts()["ICT Strategy 2009 to 2012"]
    pieces = web.sections(manuscript, sample_picture).pieces
    headings = [item for item in manuscript.items if isinstance(item, HeadingItem) and item.level == 1]
    assert len(pieces) == len(headings) + 1
    third = pieces[3]
    assert (third.name, third.title) == ("04-executive-summary", "1 Executive summary")
    assert third.html.isascii()
    page = tree(f"<body>{third.html}</body>".encode())
    assert page.xpath("//h1") == []
    assert one(page, "//h2").text_content() == "1 Executive summary"
    assert page.xpath("//*[@style] | //script | //svg") == []


def test_lists_of_pieces_are_counted_by_the_browser() -> None:
    manuscript = sample_manuscripts()["ICT Strategy 2009 to 2012"]
    page = tree(f"<body>{web.sections(manuscript, sample_picture).pieces[3].html}</body>".encode())
    (list_element,) = page.xpath("//ol")
    assert (list_element.get("type"), list_element.get("start")) == ("1", "1")
    assert page.xpath("//li/span[@class='label']") == []


def test_notes_of_a_piece_keep_their_numbers() -> None:
    items = (
        heading("1", "One"),
        paragraph((note(1, "First."),), "1.1"),
        heading("2", "Two"),
        paragraph((note(2, "Second."),)),
    )
    pieces = web.sections(of(*items), SHELF).pieces
    page = tree(f"<body>{pieces[1].html}</body>".encode())
    assert one(page, "//section//li").get("value") == "2"
    assert one(page, "//a[@role='doc-noteref']").get("href") == "#note-1"


def test_pictures_of_charts_are_drawings_of_their_own() -> None:
    pieces = web.sections(everything(SHELF), SHELF)
    drawing = pieces.pictures["figure-2.svg"].decode()
    assert drawing.startswith("<?xml")
    assert 'xmlns="http://www.w3.org/2000/svg"' in drawing
    assert "var(" not in drawing
    page = tree(f"<body>{pieces.pieces[-2].html}</body>".encode())
    assert "pictures/figure-2.svg" in page.xpath("//img/@src")
    with Image.open(io.BytesIO(pieces.pictures["figure-1.png"])) as opened:
        assert opened.format == "PNG"


def test_a_report_without_a_contents_list_has_none() -> None:
    page = tree(made(report()))
    assert page.xpath("//nav") == []
    assert words(one(page, "//h1")) == ["Information", "and", "Communication", "Technology", "Strategy"]
