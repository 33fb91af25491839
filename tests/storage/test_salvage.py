"""What is left of a damaged file is saved, and what was lost is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from strategy_editor.foundation.errors import NotAStrategy
from strategy_editor.model.project import Project
from strategy_editor.model.text import plain
from strategy_editor.model.tree import Host, all_sections, section_hosts
from strategy_editor.storage import project_file, salvage
from strategy_editor.storage.carve import Carver
from strategy_editor.storage.store import reading
from tests.storage import mutants

PAGE = 8192


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    path = tmp_path / "a.strategy"
    mutants.write_sound(path)
    return path


def test_nothing_is_lost_of_a_sound_file(sound: Path, tmp_path: Path) -> None:
    opened = project_file.read(sound)
    salvaged, saved = salvage.salvage_to(sound, tmp_path / "b.strategy")
    again = project_file.read(saved.path)
    assert salvaged.lost == ()
    assert (again.project, again.ledger) == (opened.project, opened.ledger)
    assert again.content == opened.content
    for digest in opened.project.pictures:
        assert again.picture(digest) == opened.picture(digest)
    for version in opened.ledger.versions:
        assert again.project_of(version.tree) == opened.project_of(version.tree)


def test_the_carver_finds_every_row_that_sqlite_does(sound: Path) -> None:
    with reading(sound) as store:
        query = "SELECT hash, links, body FROM pieces UNION ALL SELECT hash, data, NULL FROM pictures"
        wanted = {tuple(value for value in row if value is not None) for row in store.connection.execute(query)}
    found = {row.values for row in Carver(sound.read_bytes()).rows()}
    assert wanted <= found


@pytest.mark.parametrize("end", [b"\x83\x80\x80", b"\x83\xff\xff"])
def test_a_record_that_ends_within_a_number_is_none(end: bytes) -> None:
    """Such as a torn page holds: its head says that it goes on where the record is over."""
    page = bytearray(PAGE)
    cell = bytes([len(end), 1]) + bytes([3]) + end[1:]
    page[0:8] = bytes([0x0D, 0, 0, 0, 1, *(PAGE - 100).to_bytes(2, "big"), 0])
    page[8:10] = (PAGE - 100).to_bytes(2, "big")
    page[PAGE - 100 : PAGE - 100 + len(cell)] = cell
    assert list(Carver(bytes(PAGE) + bytes(page)).rows()) == []


def hosts(project: Project) -> list[Host]:
    return [host for _, section in all_sections(project) for host in section_hosts(section)]


def titles(project: Project) -> list[str]:
    return [plain(section.title) for _, section in all_sections(project)]


def test_each_torn_page_costs_little_and_is_named(sound: Path) -> None:
    """Page by page: what is not named as lost is there."""
    before = project_file.read(sound).project
    words = {plain(host.runs) for host in hosts(before)}
    data = sound.read_bytes()
    costly = 0
    for page in range(len(data) // PAGE):
        torn = bytearray(data)
        torn[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)
        sound.write_bytes(torn)
        try:
            salvaged = salvage.salvage(sound)
        except NotAStrategy:
            costly += 1
            continue
        costly += len(words & {plain(host.runs) for host in hosts(salvaged.project)}) < len(words) / 2
        if salvaged.project != before or len(salvaged.pictures) < len(before.pictures):
            assert salvaged.lost
    assert costly <= 1, "the text of so small a strategy may lie on one page, but not on several"


def test_without_the_piece_that_holds_all_others_the_parts_are_still_there(sound: Path) -> None:
    """Every top piece is destroyed, of every version: documents, people and pictures are all that is left."""
    before = project_file.read(sound).project
    _destroy_piece(sound, b'{"parts"')
    salvaged = salvage.salvage(sound)
    assert "How the parts belong together is lost" in salvaged.lost[0]
    assert titles(salvaged.project) == titles(before)
    assert set(salvaged.project.people) == set(before.people)
    assert set(salvaged.project.milestones) == set(before.milestones)
    assert salvaged.project.profile == before.profile
    assert set(salvaged.pictures) == set(before.pictures)


def test_an_earlier_version_steps_in_for_what_is_lost(tmp_path: Path) -> None:
    """The newest wording of a paragraph is destroyed; the wording before it comes back in its place."""
    value, _ = mutants.sound_project()
    document = value.documents[0]
    first = document.sections[1]
    changed = replace(first, blocks=(*first.blocks[:3], mutants.paragraph("The newest words"), *first.blocks[4:]))
    newest = replace(
        value, documents=(replace(document, sections=(document.sections[0], changed)), *value.documents[1:])
    )
    path = tmp_path / "a.strategy"
    ledger = mutants.versions_ledger([value, newest])
    project_file.create(path, newest, ledger, versions=[value])
    _destroy_piece(path, b"The newest words")
    salvaged = salvage.salvage(path)
    assert any(f"A part of “{plain(changed.title)}” stands as it was" in said for said in salvaged.lost)
    (again,) = [each for _, each in all_sections(salvaged.project) if each.id == changed.id]
    whole = {block.id for block in changed.blocks} - {changed.blocks[3].id}
    assert whole <= {block.id for block in again.blocks}


def _destroy_piece(path: Path, words: bytes) -> None:
    import sqlite3
    import zlib
    from contextlib import closing

    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT rowid, body FROM pieces").fetchall()
        gone = [(rowid,) for rowid, body in rows if words in zlib.decompress(body)]
        assert gone
        connection.executemany("DELETE FROM pieces WHERE rowid = ?", gone)
        connection.commit()
        connection.execute("VACUUM")


@pytest.mark.parametrize("data", [b"", b"nothing of ours" * 1000, bytes(20_000)])
def test_of_something_else_nothing_can_be_saved(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.strategy"
    path.write_bytes(data)
    with pytest.raises(NotAStrategy, match="Nothing can be saved"):
        salvage.salvage(path)
