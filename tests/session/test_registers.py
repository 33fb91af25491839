"""The register as files: Word, PDF, web page and spreadsheet say the same, and a spreadsheet runs nothing."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from html import unescape
from pathlib import Path

import docx
import pypdfium2
import pytest

from strategy_editor.foundation.errors import DiskRefused, WrongUse
from strategy_editor.model.reviews import Decision
from strategy_editor.review.deciding import decide
from strategy_editor.session.registers import csv_bytes, write_register
from tests.review.marked import NOW
from tests.review.test_register import whole

DAY = date(2009, 3, 3)
SAID = ("Responses to comments", "Ask Ann Fry.", "By June.", "Rejected", "Not now", "Priya Kaur", "Not decided yet")


def words_of(path: Path) -> str:
    match path.suffix:
        case ".docx":
            made = docx.Document(str(path))
            cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
            text = "\n".join([*(paragraph.text for paragraph in made.paragraphs), *cells])
        case ".pdf":
            pages = pypdfium2.PdfDocument(str(path))
            text = "\n".join(page.get_textpage().get_text_range() for page in pages)
        case ".html":
            text = unescape(re.sub(r"<style.*?</style>|<[^>]*>", " ", path.read_text("utf-8"), flags=re.S))
        case _:
            text = path.read_text("utf-8-sig")
    return " ".join(text.split())


@pytest.mark.parametrize("ending", ["docx", "pdf", "html", "csv"])
def test_every_form_says_it_all(tmp_path: Path, ending: str) -> None:
    found = decide(whole(), ["t"], Decision("rejected", NOW, "chair", "Not now"))
    out = tmp_path / f"register.{ending}"
    assert write_register(found, out, today=DAY) == 3
    text = words_of(out)
    for words in SAID[1 if ending == "csv" else 0 :]:
        assert words in text, words
    write_register(found, out, today=DAY, anonymous=True)
    assert not re.search("Lee|Jones|Fry|Kaur", words_of(out))


def test_a_spreadsheet_runs_nothing(tmp_path: Path) -> None:
    rows = [["=1+1", "-x", "@a", "fine", 'two\nlines; "quoted"']]
    read = list(csv.reader(io.StringIO(csv_bytes(rows).decode("utf-8-sig"))))
    assert read == [["'=1+1", "'-x", "'@a", "fine", 'two\nlines; "quoted"']]


def test_what_cannot_be_written_is_said_and_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="does not say what to make"):
        write_register(whole(), tmp_path / "register.txt", today=DAY)
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(DiskRefused):
        write_register(whole(), tmp_path / "folder.csv", today=DAY)
    assert [path.name for path in tmp_path.iterdir()] == ["folder.csv"]
