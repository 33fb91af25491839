"""A council's own template gives the look; what it lacks is added and said, and its past stays behind."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from strategy_editor.foundation.errors import DiskRefused, WrongUse
from strategy_editor.model.profile import PageLook
from strategy_editor.word import write
from strategy_editor.word.default_template import default_template
from tests.libreoffice import convert
from tests.manuscript.seed import seed_project
from tests.word.council_template import council_template
from tests.word.expected import expected_lines
from tests.word.gallery import gallery, pictures
from tests.word.office import read_by_libreoffice
from tests.word.own_checks import W, faults
from tests.word.test_writer import all_bytes, made, paragraphs, part, part_names, written


def test_styles_are_found_by_name_and_the_missing_ones_are_named(tmp_path: Path) -> None:
    whole, out = gallery(), io.BytesIO()
    template = council_template(tmp_path / "westmere.dotx")
    result = write(made(whole, whole.documents[0], "draft"), pictures(), out, template=template)
    data = out.getvalue()
    assert faults(data) == []
    assert "Numbered Paragraph" not in result.styles_added
    assert "heading 1" not in result.styles_added
    assert {"toc 1", "footnote text", "Box"} <= set(result.styles_added)
    used = {each.get(f"{W}val") for each in part(data).iter(f"{W}pStyle")}
    assert {"Heading1", "NumberedPara", "SourceNote", "TableText"} <= used
    assert next(part(data).iter(f"{W}tblStyle")).get(f"{W}val") == "CouncilTable"


def test_the_councils_header_stays_and_marks_and_page_numbers_join_it(tmp_path: Path) -> None:
    whole = gallery()
    template = council_template(tmp_path / "westmere.dotx")
    data = written(made(whole, whole.documents[0], "draft"), template=template)
    headers = [paragraphs(part(data, name)) for name in part_names(data) if name.startswith("word/header")]
    assert headers == [["DRAFT", "Westmere Borough Council"]]
    footers = ["".join(paragraphs(part(data, name))) for name in part_names(data) if name.startswith("word/footer")]
    assert footers == ["Draft of 3 March 2009Page 1 of 1"]
    upright = next(part(data).iter(f"{W}pgMar"))
    assert upright.get(f"{W}left") == "1701"


@pytest.mark.parametrize("macros", [False, True])
def test_what_the_template_was_stays_behind(tmp_path: Path, macros: bool) -> None:
    whole = seed_project()
    template = council_template(tmp_path / "t.dotm", macros=macros)
    data = written(made(whole, whole.documents[0]), template=template)
    everything = all_bytes(data)
    for trace in (b"Template Author", b"Insert the title", b"attachedTemplate", b"MACRO", b"vbaProject", b"python"):
        assert trace not in everything
    assert b"Westmere Borough Council" in everything
    assert faults(data) == []


def test_the_same_template_gives_the_same_file(tmp_path: Path) -> None:
    whole = seed_project()
    template = council_template(tmp_path / "t.dotx")
    one = made(whole, whole.documents[0])
    assert written(one, template=template) == written(one, template=template)


def test_our_own_template_can_be_given_as_one(tmp_path: Path) -> None:
    """What a council gets to start from is a template like any other."""
    template = tmp_path / "ours.docx"
    template.write_bytes(default_template(PageLook()))
    whole, out = gallery(), io.BytesIO()
    result = write(made(whole, whole.documents[0]), pictures(), out, template=template)
    assert result.styles_added == ()
    assert faults(out.getvalue()) == []


@pytest.mark.parametrize("content", [b"", b"not a zip", default_template(PageLook())[:900]])
def test_what_is_no_template_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    bad = tmp_path / "bad.dotx"
    bad.write_bytes(content)
    whole = seed_project()
    with pytest.raises(WrongUse, match="The Word template cannot be read"):
        written(made(whole, whole.documents[0]), template=bad)
    with pytest.raises(DiskRefused, match=r"nowhere\.dotx cannot be opened"):
        written(made(whole, whole.documents[0]), template=tmp_path / "nowhere.dotx")


class TestInLibreOffice:
    pytestmark = pytest.mark.libreoffice

    def test_numbers_are_the_manuscripts_whatever_the_template_numbers(self, tmp_path: Path) -> None:
        template = council_template(tmp_path / "westmere.dotx")
        whole = gallery()
        found = made(whole, whole.documents[0], "draft")
        file = tmp_path / "made.docx"
        file.write_bytes(written(found, template=template, page_numbers="none"))
        assert read_by_libreoffice([file], tmp_path) == [expected_lines(found)]

    def test_a_template_saved_by_libreoffice_will_do(self, tmp_path: Path) -> None:
        """It has other ids for styles, such as Contents1."""
        template = council_template(tmp_path / "westmere.dotx")
        resaved = convert(template, "docx:MS Word 2007 XML", tmp_path / "resaved")
        whole = gallery()
        found = made(whole, whole.documents[0], "draft")
        file = tmp_path / "made.docx"
        data = written(found, template=resaved, page_numbers="none")
        assert faults(data) == []
        file.write_bytes(data)
        assert read_by_libreoffice([file], tmp_path) == [expected_lines(found)]
