"""Pictures and captions of returned copies that were changed without tracking; none of a copy that was only saved."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from msgspec.structs import replace
from PIL import Image, ImageDraw

from strategy_editor.foundation.ids import new_id
from strategy_editor.model.blocks import Figure, Paragraph
from strategy_editor.model.project import Project
from strategy_editor.model.reviews import Decision
from strategy_editor.model.text import flat, runs_from
from strategy_editor.model.tree import all_sections
from strategy_editor.review.deciding import decide
from strategy_editor.session.pictures import take_in
from tests.model.values import document, paragraph, project, section
from tests.readers import W, in_office, with_parts, without_bookmarks
from tests.session.copies import LATER, Office, done, undone


def drawing(seed: int, kind: str = "PNG", size: tuple[int, int] = (480, 320)) -> bytes:
    picture = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(picture)
    for bar in range(6):
        height = (37 * (bar + 1) * (seed + 3)) % size[1]
        pen.rectangle((20 + 75 * bar, height, 70 + 75 * bar, size[1]), ("navy", "teal", "crimson")[(bar + seed) % 3])
    out = io.BytesIO()
    picture.save(out, kind)
    return out.getvalue()


def gallery(folder: Path) -> Office:
    """A session with three figures between paragraphs, the second a photograph."""
    taken = [take_in(drawing(1), "a.png"), take_in(drawing(2, "JPEG"), "b.jpg"), take_in(drawing(3), "c.png")]
    blocks: list[Paragraph | Figure] = []
    for number, (record, _) in enumerate(taken, 1):
        caption = Paragraph(new_id(), runs_from(f"What number {number} shows"))
        blocks += [paragraph(f"There is text {number}."), Figure(new_id(), record.id, caption, f"Bars {number}")]
    value = project(document(section("Pictures", *blocks, paragraph("There is more."))))
    office = Office(replace(value, pictures={record.id: record for record, _ in taken}), folder)
    for record, data in taken:
        office.session.add_picture(record.id, data)
    return office


def figures(value: Project) -> list[Figure]:
    return [block for _, each in all_sections(value) for block in each.blocks if isinstance(block, Figure)]


def without_line(data: bytes, words: str) -> bytes:
    """The file without the paragraph that holds the words."""
    copy = docx.Document(io.BytesIO(data))
    line = next(each for each in copy.paragraphs if words in each.text)
    line._p.getparent().remove(line._p)
    out = io.BytesIO()
    copy.save(out)
    return out.getvalue()


def without_picture(data: bytes, number: int) -> bytes:
    """The file without the paragraph of its picture of that number."""
    copy = docx.Document(io.BytesIO(data))
    line = next(copy.inline_shapes[number - 1]._inline.iterancestors(f"{W}p"))
    line.getparent().remove(line)
    out = io.BytesIO()
    copy.save(out)
    return out.getvalue()


def with_picture(data: bytes, number: int, picture: bytes) -> bytes:
    """The file with other bytes for its picture of that number, in the order of the text."""
    copy = docx.Document(io.BytesIO(data))
    found = copy.inline_shapes[number - 1]._inline.graphic.graphicData.pic.blipFill.blip.embed
    name = str(copy.part.rels[found].target_part.partname).lstrip("/")
    return with_parts(data, {name: picture})


@pytest.mark.parametrize("bare", [False, True])
def test_a_caption_that_was_taken_out_leaves_its_picture(tmp_path: Path, bare: bool) -> None:
    office = gallery(tmp_path)
    (path,) = office.send()
    data = without_line(path.read_bytes(), "What number 2 shows")
    found = office.look(office.file(without_bookmarks(data) if bare else data))
    (item,) = found.copies[0].items
    assert (item.kind, item.removed, item.added) == ("suggestion", "What number 2 shows", "")
    before = figures(office.project)
    assert figures(undone(found.project)) == before
    after = figures(done(found.project))
    assert [flat(each.caption.runs) for each in after] == ["What number 1 shows", "", "What number 3 shows"]
    assert [(each.id, each.picture) for each in after] == [(each.id, each.picture) for each in before]


def test_a_figure_that_was_taken_out_with_its_caption_goes_as_a_whole(tmp_path: Path) -> None:
    office = gallery(tmp_path)
    (path,) = office.send()
    data = without_picture(without_line(path.read_bytes(), "What number 2 shows"), 2)
    found = office.look(office.file(data))
    assert [item.words for item in found.copies[0].items] == ["Picture removed"]
    first, _, third = figures(office.project)
    assert figures(done(found.project)) == [first, third]


@pytest.mark.parametrize("bare", [False, True])
def test_a_picture_that_was_taken_out_from_above_its_caption_is_told(tmp_path: Path, bare: bool) -> None:
    office = gallery(tmp_path)
    (path,) = office.send()
    data = without_picture(path.read_bytes(), 2)
    (copy,) = office.receive(office.file(without_bookmarks(data) if bare else data))
    (item,) = copy.items
    assert item.kind == "change"
    assert office.project.threads[item.id].anchor.target == figures(office.project)[1].id
    assert "The picture above “What number 2 shows” was taken out" in item.words


@pytest.mark.parametrize("bare", [False, True])
def test_a_picture_that_was_replaced_is_proposed(tmp_path: Path, bare: bool) -> None:
    office = gallery(tmp_path)
    (path,) = office.send()
    data = with_picture(path.read_bytes(), 1, drawing(7))
    data = office.file(without_bookmarks(data) if bare else data)
    before = figures(office.project)
    (copy,) = office.receive(data)
    (item,) = copy.items
    assert (item.kind, item.block, item.placed) == ("proposal", before[0].id, True)
    assert "picture was replaced" in office.project.proposals[item.id].note
    assert figures(office.project) == before
    once = office.project
    office.receive(data)
    assert office.project == once

    def decided(outcome: str) -> list[Figure]:
        decision = Decision(outcome, LATER, "somebody")  # type: ignore[arg-type]
        return figures(decide(office.project, [item.id], decision))

    assert decided("rejected") == before
    new, *others = decided("accepted")
    assert new == replace(before[0], picture=new.picture)
    assert others == before[1:]
    assert new.picture in office.project.pictures
    assert office.session.picture(new.picture) == drawing(7)


def test_a_caption_that_was_changed_meanwhile_stays_with_the_new_picture(tmp_path: Path) -> None:
    office = gallery(tmp_path)
    (path,) = office.send()
    data = without_line(with_picture(path.read_bytes(), 1, drawing(7)), "What number 1 shows")
    (copy,) = office.receive(office.file(data))
    proposal = next(item for item in copy.items if item.kind == "proposal")
    value = done(office.project)
    assert flat(figures(value)[0].caption.runs) == ""
    (new, *_) = figures(decide(value, [proposal.id], Decision("accepted", LATER, "somebody")))
    assert (flat(new.caption.runs), new.picture) == ("", take_in(drawing(7))[0].id)


def test_a_picture_that_no_program_can_show_is_told(tmp_path: Path) -> None:
    office = gallery(tmp_path)
    (path,) = office.send()
    (copy,) = office.receive(office.file(with_picture(path.read_bytes(), 3, b"no picture at all")))
    (item,) = copy.items
    assert item.kind == "change"
    assert "picture was replaced" in item.words


def test_pictures_that_were_only_made_smaller_bring_nothing(tmp_path: Path) -> None:
    office = gallery(tmp_path)
    (path,) = office.send()
    out = io.BytesIO()
    with Image.open(io.BytesIO(drawing(2, "JPEG"))) as opened:
        opened.resize((330, 220), Image.Resampling.LANCZOS).save(out, "JPEG", quality=50)
    found = office.look(office.file(with_picture(path.read_bytes(), 2, out.getvalue())))
    assert found.copies[0].items == ()


@pytest.mark.libreoffice
def test_pictures_that_libreoffice_saved_bring_nothing(tmp_path: Path) -> None:
    office = gallery(tmp_path)
    (path,) = office.send(forced=False)
    saved, other = tmp_path / "saved.docx", tmp_path / "other.docx"
    changed = office.file(with_picture(path.read_bytes(), 2, drawing(8, "JPEG")))
    in_office(
        [
            {"source": str(path), "out": str(saved), "track": False, "acts": []},
            {"source": str(changed), "out": str(other), "track": False, "acts": []},
        ]
    )
    with zipfile.ZipFile(saved) as archive:
        assert len([name for name in archive.namelist() if "/media/" in name]) >= 3
    assert office.look(saved).copies[0].items == ()
    (item,) = office.look(other).copies[0].items
    assert (item.kind, item.block) == ("proposal", figures(office.project)[1].id)
