"""A council's own template gives the look; what it lacks is added and said, and its past stays behind."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from strategy_editor.model.profile import PageLook
from strategy_editor.word import word_template, write
from strategy_editor.word.default_template import default_template
from tests.libreoffice import convert
from tests.manuscript.seed import seed_project
from tests.word.council_template import council_template
from tests.word.expected import expected_lines
from tests.word.gallery import gallery, pictures
from tests.word.office import read_by_libreoffice
from tests.word.other_templates import eastmere, northvale
from tests.word.own_checks import W, faults
from tests.word.test_writer import all_bytes, made, paragraphs, part, part_names, written


def test_styles_are_found_by_name_and_the_missing_ones_are_named(tmp_path: Path) -> None:
    whole, out = gallery(), io.BytesIO()
    template = council_template(tmp_path / "westmere.dotx").read_bytes()
    result = write(made(whole, whole.documents[0], "draft"), pictures(), out, template=word_template(template))
    data = out.getvalue()
    assert faults(data) == []
    lacking = {each.name for each in result.stand_ins}
    assert not lacking & {"Numbered Paragraph", "heading 1"}
    assert {"toc 1", "footnote text", "Box"} <= lacking
    used = {each.get(f"{W}val") for each in part(data).iter(f"{W}pStyle")}
    assert {"Heading1", "NumberedPara", "SourceNote", "TableText"} <= used
    assert next(part(data).iter(f"{W}tblStyle")).get(f"{W}val") == "CouncilTable"


def test_the_councils_header_stays_and_marks_and_page_numbers_join_it(tmp_path: Path) -> None:
    whole = gallery()
    template = council_template(tmp_path / "westmere.dotx").read_bytes()
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
    template = council_template(tmp_path / "t.dotm", macros=macros).read_bytes()
    data = written(made(whole, whole.documents[0]), template=template)
    everything = all_bytes(data)
    for trace in (b"Template Author", b"Insert the title", b"attachedTemplate", b"MACRO", b"vbaProject", b"python"):
        assert trace not in everything
    assert b"Westmere Borough Council" in everything
    assert faults(data) == []


def test_the_same_template_gives_the_same_file(tmp_path: Path) -> None:
    whole = seed_project()
    template = council_template(tmp_path / "t.dotx").read_bytes()
    one = made(whole, whole.documents[0])
    assert written(one, template=template) == written(one, template=template)


def test_our_own_template_can_be_given_as_one(tmp_path: Path) -> None:
    """What a council gets to start from is a template like any other."""
    template = default_template(PageLook())
    whole, out = gallery(), io.BytesIO()
    result = write(made(whole, whole.documents[0]), pictures(), out, template=word_template(template))
    assert result.stand_ins == ()
    assert faults(out.getvalue()) == []


@pytest.fixture(params=[northvale, eastmere])
def other(request: pytest.FixtureRequest, tmp_path: Path) -> bytes:
    """Templates that look quite unlike ours, and were made by other programs."""
    made_by: bytes = request.param(tmp_path)
    return made_by


class TestInLibreOffice:
    pytestmark = pytest.mark.libreoffice

    def test_other_templates_show_the_same_text_numbers_and_contents(self, other: bytes, tmp_path: Path) -> None:
        whole, secret, seed = gallery(), gallery(exempt=True), seed_project()
        found = [
            made(whole, whole.documents[0], "draft"),
            made(whole, whole.documents[1]),
            made(secret, secret.documents[0], part="exempt"),
            made(seed, seed.documents[0]),
        ]
        files = []
        for number, each in enumerate(found):
            data = written(each, template=other, page_numbers="none")
            assert faults(data) == []
            files.append(tmp_path / f"made{number}.docx")
            files[-1].write_bytes(data)
        assert read_by_libreoffice(files, tmp_path) == [expected_lines(each) for each in found]

    def test_other_templates_have_a_page_for_every_heading_and_count_pages_once(self, other: bytes) -> None:
        whole, out = gallery(), io.BytesIO()
        cleaned = word_template(other)
        result = write(made(whole, whole.documents[0]), pictures(), out, template=cleaned, page_numbers="measured")
        assert result.page_numbers == "measured"
        codes = [str(each.text).split()[0] for each in part(out.getvalue()).iter(f"{W}instrText")]
        assert codes.count("PAGEREF") > 5
        for name in (name for name in part_names(out.getvalue()) if name.startswith("word/footer")):
            tree = part(out.getvalue(), name)
            live = [str(each.text).split()[0] for each in tree.iter(f"{W}instrText")]
            live += [str(each.get(f"{W}instr")).split()[0] for each in tree.iter(f"{W}fldSimple")]
            assert live.count("PAGE") == 1, name

    def test_headings_stay_with_what_follows_whatever_the_template_says(self, other: bytes) -> None:
        whole = gallery()
        tree = part(written(made(whole, whole.documents[0]), template=other), "word/styles.xml")
        styles = {each.get(f"{W}styleId"): each for each in tree.iter(f"{W}style")}
        for level in range(1, 7):
            chain = [styles[f"Heading{level}"]]
            while (based := chain[-1].find(f"{W}basedOn")) is not None:
                chain.append(styles[based.get(f"{W}val")])
            assert any(each.find(f"{W}pPr/{W}keepNext") is not None for each in chain), level

    def test_numbers_are_the_manuscripts_whatever_the_template_numbers(self, tmp_path: Path) -> None:
        template = council_template(tmp_path / "westmere.dotx").read_bytes()
        whole = gallery()
        found = made(whole, whole.documents[0], "draft")
        file = tmp_path / "made.docx"
        file.write_bytes(written(found, template=template, page_numbers="none"))
        assert read_by_libreoffice([file], tmp_path) == [expected_lines(found)]

    def test_a_template_saved_by_libreoffice_will_do(self, tmp_path: Path) -> None:
        """It has other ids for styles, such as Contents1."""
        template = council_template(tmp_path / "westmere.dotx")
        resaved = convert(template, "docx:MS Word 2007 XML", tmp_path / "resaved").read_bytes()
        whole = gallery()
        found = made(whole, whole.documents[0], "draft")
        file = tmp_path / "made.docx"
        data = written(found, template=resaved, page_numbers="none")
        assert faults(data) == []
        file.write_bytes(data)
        assert read_by_libreoffice([file], tmp_path) == [expected_lines(found)]
