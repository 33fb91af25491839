"""The council's logo: on covers and at the head of reports, in every format, and nowhere without its picture."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from msgspec.structs import replace

from strategy_editor import odt, pdf, web, word
from strategy_editor.manuscript.build import manuscript
from strategy_editor.manuscript.items import CoverItem, Manuscript, TitleItem
from strategy_editor.model.project import Project
from strategy_editor.model.records import Picture
from tests.pdf.making import failures
from tests.pdf.manuscripts import picture
from tests.word.gallery import PICTURES, gallery
from tests.word.test_writer import SMALL

LOGO, TODAY = "f" * 64, date(2009, 2, 10)


def with_logo(*, known: bool = True) -> Project:
    whole = gallery()
    profile = replace(whole.profile, page=replace(whole.profile.page, logo=LOGO))
    pictures = {**whole.pictures, LOGO: Picture(LOGO, "image/png", 300, 200)} if known else whole.pictures
    return replace(whole, profile=profile, pictures=pictures)


def bytes_of(digest: str) -> bytes:
    return picture(size=(300, 200)) if digest == LOGO else PICTURES.get(digest, SMALL)


def first(found: Manuscript) -> CoverItem | TitleItem:
    return next(item for item in found.items if isinstance(item, CoverItem | TitleItem))


def test_covers_and_heads_have_it_and_settings_from_elsewhere_bring_none() -> None:
    for known in (True, False):
        whole = with_logo(known=known)
        for document in whole.documents:
            assert first(manuscript(whole, document, "web", today=TODAY)).logo == (LOGO if known else "")


@pytest.mark.long
@pytest.mark.parametrize("kind", ["strategy", "appendix"])
def test_every_format_shows_it_as_decoration(kind: str, tmp_path: Path) -> None:
    whole = with_logo()
    document = next(each for each in whole.documents if each.kind == kind)
    found = manuscript(whole, document, "web", today=TODAY)
    bare = manuscript(replace(whole, pictures={}), document, "web", today=TODAY)

    def made(writer: object, of: Manuscript) -> bytes:
        out = io.BytesIO()
        writer(of, bytes_of, out)  # type: ignore[operator]
        return out.getvalue()

    data = made(pdf.write, found)
    assert failures(data, tmp_path, "ua1", "2a") == []
    with pikepdf.open(io.BytesIO(data)) as opened, pikepdf.open(io.BytesIO(made(pdf.write, bare))) as without:
        assert len(opened.pages[0].Resources.XObject) == len(without.pages[0].Resources.get("/XObject", {})) + 1
    for writer, folder in ((word.write, "word/media/"), (odt.write, "Pictures/")):
        with zipfile.ZipFile(io.BytesIO(made(writer, found))) as archive:
            names = {name for name in archive.namelist() if name.startswith(folder)}
        with zipfile.ZipFile(io.BytesIO(made(writer, bare))) as archive:
            assert len(names) == len({name for name in archive.namelist() if name.startswith(folder)}) + 1
    assert b'class="logo"' in made(web.write, found)
    assert b'class="logo"' not in made(web.write, bare)
