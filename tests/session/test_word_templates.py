"""The council's Word template: kept with the strategy, used for its papers, and its words are known to the checks."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from lxml import etree
from msgspec.structs import replace

from strategy_editor import word
from strategy_editor.__main__ import main
from strategy_editor.foundation.errors import DiskRefused, NotAStrategy
from strategy_editor.inspection.inspect import Expected, inspect
from strategy_editor.inspection.secrets import secrets_of
from strategy_editor.inspection.word_file import template_furniture
from strategy_editor.manuscript.build import manuscript
from strategy_editor.model.ledger import Ledger
from strategy_editor.model.project import Project
from strategy_editor.session.export import ExportRequest, Manifest, export
from strategy_editor.session.opening import NewStrategy, copy_of_sample, create, edit, read
from strategy_editor.session.sending import SendRequest, send
from strategy_editor.session.shelves import bring_profile, save_profile
from strategy_editor.session.word_templates import take_in_template, template_of, template_sentences
from strategy_editor.storage.project_file import create as create_file
from tests.libreoffice import convert
from tests.publishing import small
from tests.word.council_template import council_template
from tests.word.other_templates import ADDRESS, eastmere, northvale
from tests.word.own_checks import W, faults

NOW = datetime(2009, 2, 20, 9, 0, tzinfo=UTC)
TODAY = date(2009, 2, 20)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("council")
    northvale(folder)
    return folder / "northvale.docx"


def dressed(path: Path) -> tuple[Project, dict[str, bytes]]:
    """A strategy whose council settings have the template, and its bytes."""
    whole = small()
    taken = take_in_template(path, whole.profile.page)
    page = replace(whole.profile.page, word_template=taken.record.id)
    whole = replace(whole, profile=replace(whole.profile, page=page), pictures={taken.record.id: taken.record})
    return whole, {taken.record.id: taken.data}


def test_what_is_said_of_a_kept_template_is_read_without_trust(path: Path) -> None:
    """Whoever made the file that has it may have put in anything."""
    page = small().profile.page
    taken = take_in_template(path, page)
    assert set(template_sentences(taken.data, page)) < set(taken.sentences)
    assert template_sentences(path.read_bytes(), page) == taken.sentences
    for spoilt in (b"", b"Dear all", taken.data[:5000], rewritten(taken.data, "styles", "</w:styles>", "")):
        with pytest.raises(NotAStrategy):
            template_sentences(spoilt, page)


def made(whole: Project, pictures: dict[str, bytes], out: Path, **fields: object) -> Manifest:
    request = ExportRequest(str(fields.pop("edition", "cabinet")), str(out), **fields)  # type: ignore[arg-type]
    return export(whole, Ledger(), pictures.__getitem__, request, now=NOW, today=TODAY, strict=True)


def words_of(file: Path, part: str) -> str:
    with zipfile.ZipFile(file) as archive:
        names = [name for name in archive.namelist() if name.startswith(f"word/{part}") and name.endswith(".xml")]
        return " ".join("".join(etree.fromstring(archive.read(name)).itertext(f"{W}t")) for name in names)


@pytest.mark.parametrize("edition", ["cabinet", "draft", "print", "designer"])
def test_papers_are_made_in_it_and_every_check_of_publishing_passes(path: Path, tmp_path: Path, edition: str) -> None:
    whole, pictures = dressed(path)
    formats = () if edition == "designer" else ("docx",)
    manifest = made(whole, pictures, tmp_path / "out", edition=edition, formats=formats)
    for each in manifest.files:
        file = tmp_path / "out" / each.path
        if edition == "designer":
            with zipfile.ZipFile(file) as archive:
                file = tmp_path / "Text.docx"
                file.write_bytes(archive.read("Text.docx"))
        assert ADDRESS in words_of(file, "header")
        assert faults(file.read_bytes()) == []
    said = [sentence for each in manifest.files for sentence in each.warnings]
    assert len([sentence for sentence in said if "Word template has no style for" in sentence]) == 1


@pytest.mark.parametrize("edition", ["pen", "large-print"])
def test_a_page_of_its_own_stays_as_it_is(path: Path, tmp_path: Path, edition: str) -> None:
    whole, pictures = dressed(path)
    manifest = made(whole, pictures, tmp_path / "out", edition=edition, formats=("docx",))
    assert manifest.files
    assert not any(ADDRESS in words_of(tmp_path / "out" / each.path, "header") for each in manifest.files)


def test_a_template_given_for_once_comes_before_the_councils(path: Path, tmp_path: Path) -> None:
    whole, pictures = dressed(path)
    other = council_template(tmp_path / "westmere.dotx")
    manifest = made(whole, pictures, tmp_path / "out", formats=("docx",), word_template=str(other))
    for each in manifest.files:
        assert words_of(tmp_path / "out" / each.path, "header").strip().endswith("Westmere Borough Council")
    with pytest.raises(DiskRefused, match=r"nowhere\.dotx cannot be read"):
        made(whole, pictures, tmp_path / "none", word_template=str(tmp_path / "nowhere.dotx"))
    assert not (tmp_path / "none").exists()


def inspected(whole: Project, data: bytes, template: bytes) -> set[str]:
    """The checks that a file made of the first document does not pass."""
    text = manuscript(whole, whole.documents[0], "cabinet", today=TODAY)
    letterhead = [each.text for each in template_furniture(template).strings] if template else []
    secrets = secrets_of(whole, Ledger(), public=True, letterhead=letterhead)
    expected = Expected(text, "public", secrets, template=template)
    return {each.name for each in inspect(data, "docx", expected) if not each.passed}


def rewritten(data: bytes, part: str, old: str, new: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as copy:
        for info in archive.infolist():
            inside = archive.read(info)
            if info.filename.startswith(f"word/{part}"):
                assert old.encode() in inside
                inside = inside.replace(old.encode(), new.encode())
            copy.writestr(zipfile.ZipInfo(info.filename), inside)
    return out.getvalue()


def test_words_that_neither_the_text_nor_the_template_has_are_still_found(path: Path) -> None:
    whole, pictures = dressed(path)
    template = template_of(whole, pictures.__getitem__)
    assert template is not None
    out = io.BytesIO()
    word.write(
        manuscript(whole, whole.documents[0], "cabinet", today=TODAY), pictures.__getitem__, out, template=template
    )
    data = out.getvalue()
    assert inspected(whole, data, template.data) == set()
    assert {"words", "pictures"} <= inspected(whole, data, b"")
    for part, old, new in (
        ("header", ADDRESS, f"{ADDRESS}. Ring Priya at home"),
        ("header", "Market Place", "Secret Place"),
        ("document", "To agree.", f"To agree with Zelda. {ADDRESS}"),
    ):
        assert "words" in inspected(whole, rewritten(data, part, old, new), template.data), new


def test_a_template_that_was_made_hostile_in_the_file_is_cleaned_when_it_is_used(path: Path, tmp_path: Path) -> None:
    """A strategy may come from anywhere, and so may the bytes in it."""
    whole, _ = dressed(path)
    pictures = {whole.profile.page.word_template: council_template(tmp_path / "t.dotm", macros=True).read_bytes()}
    manifest = made(whole, pictures, tmp_path / "out", formats=("docx",))
    for each in manifest.files:
        assert b"MACRO" not in (tmp_path / "out" / each.path).read_bytes()
    with pytest.raises(NotAStrategy):
        made(whole, {whole.profile.page.word_template: b"%PDF-1.7"}, tmp_path / "none", formats=("docx",))
    assert not (tmp_path / "none").exists()


def test_it_travels_with_the_strategy_and_with_the_settings(home: Path, path: Path, tmp_path: Path) -> None:
    whole, pictures = dressed(path)
    file = tmp_path / "plan.strategy"
    create_file(file, whole, pictures=pictures)
    with edit(file) as opened:
        kept = opened.session.project.profile
        saved = save_profile(kept, opened.session.picture)
    beside = saved.with_suffix("") / "word-template.docx"
    assert beside.read_bytes() == pictures[kept.page.word_template]
    brought = bring_profile(saved)
    assert (brought.profile, brought.data) == (kept, pictures)
    new = create(NewStrategy(tmp_path / "new.strategy", "ict-strategy", str(saved), "New"))
    stored = read(new)
    template = template_of(stored.project, stored.picture)
    assert template is not None
    assert template.data == pictures[kept.page.word_template]
    beside.write_bytes(b"Dear all")
    assert "the Word template is left out. This is not a Word file." in bring_profile(saved).profile.left_out
    beside.unlink()
    assert bring_profile(saved).profile.page.word_template == ""
    beside.with_suffix(".dotm").write_bytes(council_template(tmp_path / "t.dotm", macros=True).read_bytes())
    (taken,) = bring_profile(saved).held
    assert b"MACRO" not in taken.data


@pytest.mark.parametrize("given", [True, False])
def test_copies_for_review_are_dressed_and_come_back_without_a_change(
    home: Path, path: Path, tmp_path: Path, given: bool
) -> None:
    whole, pictures = dressed(path)
    file = tmp_path / "plan.strategy"
    create_file(file, small() if given else whole, pictures={} if given else pictures)
    wanted = str(path) if given else ""
    with edit(file) as opened:
        document = opened.session.project.documents[0].id
        request = SendRequest(("Anna Reid",), str(tmp_path / "out"), document, word_template=wanted)
        (copy,) = send(opened.session, request, opened.project_of)
    assert ADDRESS in words_of(copy, "header")
    assert "Copy 1 for Anna Reid" in words_of(copy, "footer")
    assert faults(copy.read_bytes()) == []
    assert main(["receive", str(file), str(copy), "--json"]) == 0
    project = read(file).project
    assert (project.suggestions, project.proposals, project.threads) == ({}, {}, {})


def test_the_command_line_takes_one(home: Path, path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "plan.strategy"
    create_file(file, small())
    out = tmp_path / "out"
    command = ["export", str(file), "--edition", "draft", "--out", str(out), "--format", "docx"]
    assert main([*command, "--word-template", str(path)]) == 0
    assert "The Word template has no style for" in capsys.readouterr().err
    assert all(ADDRESS in words_of(each, "header") for each in (out / "public").glob("*.docx"))
    assert main([*command, "--word-template", str(file)]) == 3
    assert "not a Word file" in capsys.readouterr().err
    assert main([*command, "--word-template", str(tmp_path / "none.dotx")]) == 4


@pytest.mark.libreoffice
@pytest.mark.parametrize("template", [northvale, eastmere])
def test_a_dressed_copy_that_libreoffice_only_opened_and_saved_brings_nothing(
    home: Path, tmp_path: Path, template: Callable[[Path], bytes]
) -> None:
    file, letterhead = copy_of_sample(), tmp_path / "letterhead.docx"
    letterhead.write_bytes(template(tmp_path))
    command = ["send", str(file), "--document", "C", "--to", "Anna Reid", "--out", str(tmp_path / "out")]
    assert main([*command, "--word-template", str(letterhead)]) == 0
    (copy,) = (tmp_path / "out").iterdir()
    before = read(file).project
    assert main(["receive", str(file), str(convert(copy, "docx:MS Word 2007 XML", tmp_path / "saved"))]) == 0
    after = read(file).project
    assert after.suggestions.keys() == before.suggestions.keys()
    assert (after.proposals, after.threads) == (before.proposals, before.threads)
