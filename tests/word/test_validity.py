"""Every kind of file that we write passes three validators."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from msgspec.structs import replace

from strategy_editor.foundation.ids import new_id
from strategy_editor.model.text import runs_from
from strategy_editor.word.review_copy import Remark, RemarkMessage, ReviewCopy
from tests.manuscript.seed import seed_project
from tests.model.values import paragraph
from tests.session.test_sending import AT, commented
from tests.word.council_template import council_template
from tests.word.gallery import gallery
from tests.word.other_templates import eastmere, northvale
from tests.word.test_libreoffice import gaps
from tests.word.test_writer import captioned, made, written
from tests.word.validators import audit_faults, integrity_faults, microsoft_faults

pytestmark = pytest.mark.node


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("valid")
    whole, secret, seed, numbers = gallery(), gallery(exempt=True), seed_project(), gaps()
    template = council_template(folder / "westmere.dotx").read_bytes()
    strategy, appendix = whole.documents
    many = captioned(12)
    kinds = {
        "draft": written(made(whole, strategy, "draft")),
        "public": written(made(secret, secret.documents[0]), page_numbers="none"),
        "exempt": written(made(secret, secret.documents[0], part="exempt")),
        "appendix": written(made(whole, appendix)),
        "seed": written(made(seed, seed.documents[0])),
        "gaps": written(made(numbers, numbers.documents[0])),
        "template": written(made(whole, strategy, "draft"), template=template),
        "serif": written(made(whole, strategy, "draft"), template=northvale(folder)),
        "lists": written(made(many, many.documents[0])),
        "review": reviewed(),
        "dressed": reviewed(northvale(folder)),
    }
    for name, data in kinds.items():
        (folder / f"{name}.docx").write_bytes(data)
    return [folder / f"{name}.docx" for name in kinds]


def reviewed(template: bytes | None = None) -> bytes:
    """A copy for review with comments, their replies, and changes since an earlier copy."""
    value, threads = commented()
    part = value.documents[0]
    first = part.sections[0].blocks[0]
    before = replace(
        part.sections[0], blocks=(replace(first, runs=runs_from("We will save energy.")), paragraph("Gone."))
    )
    text = made(value, part, "review", since=replace(part, sections=(before,)))
    hosts = {threads["words"]: first.id, threads["table"]: part.sections[0].blocks[1].caption.id}
    remarks = tuple(
        Remark(id, host, tuple(RemarkMessage("Anna", each.at, each.text) for each in value.threads[id].messages))
        for id, host in hosts.items()
    )
    copy = ReviewCopy(new_id(), "Copy 1", AT, remarks)
    return written(text, page_numbers="none", review=copy, template=template)


@pytest.mark.libreoffice
def test_with_a_template_of_libreoffices_they_find_nothing(tmp_path: Path) -> None:
    whole, file = gallery(), tmp_path / "made.docx"
    file.write_bytes(written(made(whole, whole.documents[0], "draft"), template=eastmere(tmp_path)))
    assert (microsoft_faults(file), integrity_faults([file]), audit_faults(file)) == ([], [], [])


def test_the_microsoft_validator_finds_nothing(files: list[Path]) -> None:
    assert {file.stem: microsoft_faults(file) for file in files} == {file.stem: [] for file in files}


def test_the_structural_check_finds_nothing(files: list[Path]) -> None:
    assert integrity_faults(files) == []


def test_the_audit_finds_nothing(files: list[Path]) -> None:
    chosen = [file for file in files if file.stem in ("draft", "gaps", "template", "serif")]
    assert {file.stem: audit_faults(file) for file in chosen} == {file.stem: [] for file in chosen}


def test_the_validators_do_find_faults(files: list[Path], tmp_path: Path) -> None:
    """So that the tests above cannot pass by chance."""
    spoilt = tmp_path / "spoilt.docx"
    with zipfile.ZipFile(files[0]) as source, zipfile.ZipFile(spoilt, "w") as copy:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                data = data.replace(b"<w:tblGrid>", b"<w:tblGrod>").replace(b"</w:tblGrid>", b"</w:tblGrod>")
            copy.writestr(name, data)
    assert microsoft_faults(spoilt)
    assert audit_faults(spoilt)
