"""One section back as it was; the versions of a section; a paragraph by its old number; old versions thinned."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from strategy_editor.__main__ import main
from strategy_editor.foundation.errors import WrongUse
from strategy_editor.model.blocks import Paragraph
from strategy_editor.model.text import CrossReference, Footnote, Run, plain, runs_from
from strategy_editor.model.tree import find_section, ids_in
from strategy_editor.session import opening
from strategy_editor.session.commands import ChangeProject, ChangeSection, RemoveSection, ReplaceBlocks
from strategy_editor.session.restoring import numbered, versions_of_section, with_earlier_section
from tests.model.values import document, project, section

START = datetime(2005, 1, 3, 9, tzinfo=UTC)


@pytest.fixture
def path(home: Path, tmp_path: Path) -> Path:
    return opening.create(opening.NewStrategy(tmp_path / "a.strategy", "ict-strategy", "english-council"))


def title(opened: opening.OpenStrategy, id: str) -> str:
    found = find_section(opened.session.project, id)
    return plain(found.section.title) if found else "gone"


def test_a_section_comes_back_alone_and_it_can_be_undone(path: Path) -> None:
    opened = opening.open_strategy(path)
    sections = opened.session.project.documents[1].sections
    one, two = sections[1].id, sections[2].id
    opened.name_version("v0.1")
    opened.session.apply(ChangeSection((one, two), title=runs_from("Changed")))
    opened.restore_section("v0.1", one)
    assert (title(opened, one), title(opened, two)) == (plain(sections[1].title), "Changed")
    opened.session.undo()
    assert title(opened, one) == "Changed"
    opened.session.apply(RemoveSection(two, required_too=True))
    opened.restore_section("v0.1", two)
    assert [each.id for each in opened.session.project.documents[1].sections][2] == two
    with pytest.raises(WrongUse):
        opened.restore_section("v0.1", "nowhere")
    opened.close()


def test_what_stands_elsewhere_by_now_comes_as_a_copy() -> None:
    moved = Paragraph("moved", runs_from("Words"))
    earlier = project(document(section("One", moved), section("Two")))
    first, second = earlier.documents[0].sections
    there = replace(second, blocks=(moved,))
    now = replace(earlier, documents=(replace(earlier.documents[0], sections=(replace(first, blocks=()), there)),))
    back = with_earlier_section(now, earlier, first.id)
    ids = list(ids_in(back.documents[0].sections))
    assert len(ids) == len(set(ids))
    assert [len(each.blocks) for each in back.documents[0].sections] == [1, 1]


def test_the_versions_of_a_section_and_an_old_number(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    now = [START + timedelta(days=9000)]
    opened = opening.open_strategy(path, clock=lambda: now[0])
    home = opened.session.project.documents[1].sections[4]
    for number in range(3):
        now[0] += timedelta(days=1)
        block = Paragraph(f"p{number:015d}", runs_from(f"Words {number}"), numbered=True)
        opened.session.apply(ReplaceBlocks(home.id, 0, 0, (block,)))
        opened.name_version(f"v0.{number}")
        now[0] += timedelta(hours=1)
        opened.session.apply(ChangeProject(title=f"Title {number}"))
        opened.save()
    opened.close()
    stored = opening.read(path)
    found = list(versions_of_section(stored.ledger, stored.of_tree, home.id))
    assert [each.version.name for each in found] == ["", "v0.0", "v0.1", "v0.2"]
    assert [(each.added, each.removed) for each in found[1:]] == [(2, 0)] * 3
    named = stored.ledger.version("v0.0")
    assert named is not None
    number = named.numbers["p" + "0" * 15]
    title = stored.project.documents[1].title
    for version, words in (("v0.0", "Words 0"), ("v0.2", "Words 2")):
        resolved = numbered(stored.project, stored.ledger, stored.of_tree, number, version)
        assert [each.words for each in resolved if each.document == title] == [words]
    assert main(["paragraph", str(path), number, "v0.0"]) == 0
    told = capsys.readouterr().out
    assert f"{number} of v0.0, {title}: Words 0" in told
    assert "Today: " in told
    assert main(["paragraph", str(path), "99.9", "v0.0"]) == 2
    assert main(["paragraph", str(path), number, "v9"]) == 2


def test_an_old_paragraph_is_read_out_with_what_its_references_said(path: Path) -> None:
    opened = opening.open_strategy(path)
    home = opened.session.project.documents[1].sections[4]
    note, reference = Footnote("n" * 16, runs_from("A note.")), CrossReference("r" * 16, "p" * 16)
    words = (*runs_from("As in "), Run(reference), *runs_from("."), Run(note))
    blocks = (
        Paragraph("p" * 16, runs_from("First"), numbered=True),
        Paragraph("q" * 16, words, numbered=True),
    )
    opened.session.apply(ReplaceBlocks(home.id, 0, 0, blocks))
    named = opened.name_version("v0.1")
    opened.close()
    stored = opening.read(path)
    numbers = named.numbers
    (found,) = (
        each
        for each in numbered(stored.project, stored.ledger, stored.of_tree, numbers["q" * 16], "v0.1")
        if each.id == "q" * 16
    )
    assert found.words == f"As in paragraph {numbers['p' * 16]}."


def test_old_versions_thin_out_by_themselves_but_none_that_somebody_named(path: Path) -> None:
    now = [START]
    opened = opening.open_strategy(path, clock=lambda: now[0])
    for day in range(30):
        now[0] = START + timedelta(days=day)
        opened.session.apply(ChangeProject(title=f"Day {day}"))
        opened.save()
        if day == 10:
            opened.name_version("v1")
    assert len(opened.session.ledger.versions) == 32
    now[0] = START + timedelta(days=1500)
    opened.session.apply(ChangeProject(title="Years later"))
    opened.save()
    left = opened.session.ledger.versions
    assert len(left) < 6
    assert "v1" in [each.name for each in left]
    opened.close()
    stored = opening.read(path)
    assert stored.project_of("v1").title == "Day 10"
    assert [each.id for each in stored.ledger.versions] == [each.id for each in left]
