"""The oracle answers: LibreOffice turns a text into a page that says the same."""

from pathlib import Path

import pypdfium2
import pytest

from tests.libreoffice import convert


@pytest.mark.libreoffice
def test_libreoffice_makes_a_page_of_a_text(tmp_path: Path) -> None:
    source = tmp_path / "minutes.txt"
    source.write_text("Cabinet, 3 March 2009", encoding="utf-8")
    document = pypdfium2.PdfDocument(convert(source, "pdf", tmp_path / "out"))
    try:
        assert "Cabinet, 3 March 2009" in document[0].get_textpage().get_text_range()
    finally:
        document.close()


@pytest.mark.libreoffice
def test_a_file_that_it_cannot_read_fails_the_test(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="made nothing"):
        convert(tmp_path / "absent.docx", "pdf", tmp_path / "out")
