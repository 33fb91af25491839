"""Making OpenDocument in tests, and reading it with LibreOffice."""

from __future__ import annotations

import io
from pathlib import Path

from lxml import etree

from strategy_editor.manuscript.items import Manuscript
from strategy_editor.odt import write
from tests.libreoffice import convert_all
from tests.word.gallery import PICTURES
from tests.word.office import read_by_libreoffice
from tests.word.test_writer import SMALL

NAMESPACES = {
    prefix: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
    for prefix, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("draw", "drawing"),
        ("style", "style"),
        ("svg", "svg-compatible"),
        ("fo", "xsl-fo-compatible"),
        ("chart", "chart"),
    )
} | {"xlink": "http://www.w3.org/1999/xlink", "dc": "http://purl.org/dc/elements/1.1/"}


def written(found: Manuscript) -> bytes:
    """The file."""
    out = io.BytesIO()
    write(found, lambda digest: PICTURES.get(digest, SMALL), out)
    return out.getvalue()


def files_of(manuscripts: list[Manuscript], folder: Path) -> list[Path]:
    """The files in a folder."""
    made = []
    for index, each in enumerate(manuscripts):
        path = folder / f"made{index}.odt"
        path.write_bytes(written(each))
        made.append(path)
    return made


def shown(manuscripts: list[Manuscript], folder: Path) -> list[list[str]]:
    """The lines that LibreOffice reads in each; lines of a contents list without the numbers of pages."""
    return read_by_libreoffice(files_of(manuscripts, folder), folder)


def flat(path: Path, folder: Path) -> etree._Element:
    """What LibreOffice understood of a file, as flat OpenDocument XML."""
    return etree.parse(convert_all([path], "fodt", folder)[0]).getroot()
