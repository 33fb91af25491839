"""An export puts everything into place or nothing, in the right folders, with a true record."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import BinaryIO

import msgspec
import pytest
from msgspec.structs import replace
from samples.build import Sample, build

from strategy_editor.foundation.errors import Cancelled, DiskRefused, Refused, WrongUse
from strategy_editor.foundation.progress import Progress
from strategy_editor.manuscript.items import Manuscript, PictureSource
from strategy_editor.model.records import Exemption
from strategy_editor.session import export as exporting
from strategy_editor.session.export import ExportRequest, Manifest, PressWishes, Written

NOW = datetime(2009, 2, 20, 9, 0, tzinfo=UTC)
TODAY = date(2009, 2, 20)


@pytest.fixture(scope="module")
def sample() -> Sample:
    return build()


def quick(written: Manuscript, pictures: PictureSource, out: BinaryIO, progress: Progress) -> Written:
    progress(0.5, "half")
    out.write(f"{written.properties.title}|{written.edition}".encode())
    return Written(3)


@pytest.fixture(autouse=True)
def _quick_writers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "_WRITERS", {"docx": quick, "pdf": quick})
    monkeypatch.setattr(exporting._Workshop, "_inspect", lambda *_: ())  # what these write is no document


def make(sample: Sample, out: Path, edition: str = "cabinet", **fields: object) -> Manifest:
    progress = fields.pop("progress", lambda share, what: None)
    request = ExportRequest(edition, str(out), **fields)  # type: ignore[arg-type]
    pictures = sample.pictures.__getitem__
    return exporting.export(
        sample.project,
        sample.ledger,
        pictures,
        request,
        now=NOW,
        today=TODAY,
        progress=progress,  # type: ignore[arg-type]
    )


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_cabinet_pack_holds_what_goes_to_the_meeting_and_a_record(sample: Sample, tmp_path: Path) -> None:
    manifest = make(sample, tmp_path / "out")
    assert [each.role for each in manifest.files] == ["report"] * 2 + ["strategy"] * 2 + ["appendix"] * 8
    files = content(tmp_path / "out")
    assert set(files) == {"manifest.json", *(each.path for each in manifest.files)}
    for made in manifest.files:
        assert hashlib.sha256(files[made.path]).hexdigest() == made.sha256
        assert made.path.startswith("public/")
    told = msgspec.json.decode(files["manifest.json"])
    assert (told["schema"], told["edition"], told["files"][0]["pages"]) == (1, "cabinet", 3)


def test_progress_goes_up_and_ends_at_one(sample: Sample, tmp_path: Path) -> None:
    shares: list[float] = []
    make(sample, tmp_path / "out", progress=lambda share, what: shares.append(share))
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_one_document_of_the_set_can_be_asked_for(sample: Sample, tmp_path: Path) -> None:
    policy = next(each for each in sample.project.documents if each.kind == "policy")
    manifest = make(sample, tmp_path / "out", document=policy.id, formats=("pdf",))
    assert [each.document for each in manifest.files] == [policy.id]


@pytest.mark.parametrize("moment", [0.0, 0.3, 0.9, 1.0])
def test_a_cancelled_export_leaves_the_folder_as_it_was(sample: Sample, tmp_path: Path, moment: float) -> None:
    out = tmp_path / "out"
    make(sample, out, "draft")
    (out / "mine.txt").write_text("mine")
    before = content(out)

    def stop(share: float, what: str) -> None:
        if share >= moment:
            raise Cancelled

    with pytest.raises(Cancelled):
        make(sample, out, "draft", progress=stop)
    assert content(out) == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_file_that_cannot_be_replaced_leaves_all_as_they_were(
    sample: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    make(sample, out)
    before = content(out)
    monkeypatch.setattr(exporting, "_WRITERS", {"docx": lambda *_: Written(), "pdf": lambda *_: Written()})
    real = exporting.os.replace
    calls = 0

    def refuse(source: object, target: object) -> None:
        nonlocal calls
        calls += 1
        if calls == 9:
            raise PermissionError(13, "The file is open in another program", str(target))
        real(source, target)  # type: ignore[arg-type]

    monkeypatch.setattr(exporting.os, "replace", refuse)
    with pytest.raises(DiskRefused, match="Nothing was changed"):
        make(sample, out)
    assert content(out) == before


def test_what_is_exempt_lies_in_a_folder_of_its_own(sample: Sample, tmp_path: Path) -> None:
    finance = next(each for each in sample.project.documents if each.kind == "appendix" and "Finance" in each.title)
    exempt = replace(finance, classification="exempt", exemption="e")
    documents = tuple(exempt if each.id == finance.id else each for each in sample.project.documents)
    project = replace(sample.project, documents=documents, exemptions=(Exemption("e", "3", "Prices"),))
    manifest = make(replace(sample, project=project), tmp_path / "out")
    folders = {each.document: each.path.split("/")[0] for each in manifest.files}
    assert folders.pop(finance.id) == "NOT FOR PUBLICATION"
    assert set(folders.values()) == {"public"}


def test_wishes_that_cannot_be_met_are_named(sample: Sample, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(WrongUse, match="sunday"):
        make(sample, tmp_path / "out", "sunday")
    with pytest.raises(WrongUse, match="rtf"):
        make(sample, tmp_path / "out", formats=("rtf",))
    with pytest.raises(DiskRefused, match="not a folder"):
        make(sample, tmp_path / "file")
    nowhere = tuple(replace(each, meeting="") for each in sample.project.documents)
    without = replace(sample, project=replace(sample.project, documents=nowhere))
    with pytest.raises(Refused, match="goes to a meeting"):
        make(without, tmp_path / "out")
    assert content(tmp_path) == {"file": b""}


def test_two_documents_of_one_name_get_two_files(sample: Sample, tmp_path: Path) -> None:
    same = tuple(replace(each, title="The same") for each in sample.project.documents)
    manifest = make(replace(sample, project=replace(sample.project, documents=same)), tmp_path / "out", "draft")
    paths = [each.path.casefold() for each in manifest.files]
    assert len(set(paths)) == len(paths)


def test_the_printed_version_is_one_book_and_its_text_by_document(sample: Sample, tmp_path: Path) -> None:
    manifest = make(sample, tmp_path / "out", edition="print")
    files = [(each.document, Path(each.path).suffix) for each in manifest.files]
    bound = [each for each in sample.project.documents if each.kind in ("strategy", "appendix")]
    assert [document for document, suffix in files if suffix == ".pdf"] == [bound[0].id]
    assert {document for document, suffix in files if suffix == ".docx"} == {each.id for each in bound}
    alone = make(sample, tmp_path / "alone", edition="print", document=bound[1].id)
    assert {each.document for each in alone.files} == {bound[1].id}


def test_a_printers_profile_is_read_and_one_that_is_not_there_is_said(tmp_path: Path) -> None:
    profile = tmp_path / "Press.icc"
    profile.write_bytes(b"profile")
    press = exporting._press(PressWishes(str(profile), "", 4))
    assert (press.profile, press.condition, press.multiple) == (b"profile", "Press", 4)
    with pytest.raises(DiskRefused, match=r"Missing\.icc"):
        exporting._press(PressWishes(str(tmp_path / "Missing.icc")))
