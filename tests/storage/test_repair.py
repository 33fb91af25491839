"""What a stranger's text may hold is put right, and nothing else is touched."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given, settings
from msgspec.structs import replace

from strategy_editor.model.blocks import Cell, Column, Figure, Heading, Paragraph, Row, Table
from strategy_editor.model.dates import When
from strategy_editor.model.project import Project
from strategy_editor.model.records import Milestone, Person, Picture
from strategy_editor.model.text import PLAIN, Marks, Run, plain
from strategy_editor.model.tree import ids_in
from strategy_editor.storage import project_file
from strategy_editor.storage.repair import repaired
from strategy_editor.storage.working_copy import WorkingCopy
from tests import bench
from tests.model.values import document, paragraph, project, section
from tests.storage.values import full_projects


@given(full_projects())
@settings(max_examples=bench.examples(400))
def test_what_is_in_order_is_the_same_object(value: Project) -> None:
    """Projects that tests draw may share the ids of records; once put right, they stay as they are."""
    once, _ = repaired(value)
    twice, said = repaired(once)
    assert twice is once
    assert said == ()
    assert once.documents == value.documents


def test_things_that_share_an_id_get_their_own() -> None:
    shared = paragraph("One")
    twin = section("Aims", shared, shared)
    value = project(document(twin, replace(twin, title=())), people=(Person("p"), Person("p")))
    result, said = repaired(value)
    found = [id for each in result.documents for part in each.sections for id in ids_in(part)]
    assert len(found) == len(set(found))
    assert found[0] == twin.id
    assert len({person.id for person in result.people}) == 2
    assert any("identity" in sentence for sentence in said)


def test_a_mapping_goes_by_the_ids_that_it_is_asked_for() -> None:
    result, said = repaired(project(pictures={"a": Picture("b", "image/png", 1, 1)}))
    assert result.pictures == {"a": Picture("a", "image/png", 1, 1)}
    assert said


def test_forbidden_characters_go_and_words_stay() -> None:
    value = project(document(section("Ai\x00ms", Paragraph("p", (Run("a\ufffcb\x08c\nd"), Run("")))), title="T\x07"))
    result, _ = repaired(value)
    block = result.documents[0].sections[0].blocks[0]
    assert isinstance(block, Paragraph)
    assert plain(block.runs) == "abc\nd"
    assert result.documents[0].title == "T"


def test_text_comes_into_normal_form() -> None:
    runs = (Run("a"), Run("b"), Run("", Marks(bold=True)), Run("c", Marks(comments=("z", "a", "a"))))
    result, _ = repaired(project(document(section("Aims", Paragraph("p", runs)))))
    block = result.documents[0].sections[0].blocks[0]
    assert isinstance(block, Paragraph)
    assert block.runs == (Run("ab", PLAIN), Run("c", Marks(comments=("a", "z"))))


def test_numbers_and_dates_are_brought_to_what_can_be_meant() -> None:
    wide = Table(
        "t",
        (Column("c", width=-3.0),),
        (Row("r", (Cell("x", (), column_span=10**9, row_span=0),)),),
        paragraph(),
        header_rows=-1,
    )
    figure = Figure("f", "0" * 64, paragraph(), width=7.5)
    value = project(
        document(section("Aims", Heading("h", level=99), wide, figure, due=When(2009, 2, 31))),
        milestones=(Milestone("m", "Do", When(0, 13, 40)),),
    )
    result, said = repaired(value)
    heading, table, shown = result.documents[0].sections[0].blocks
    assert isinstance(heading, Heading)
    assert isinstance(table, Table)
    assert isinstance(shown, Figure)
    assert heading.level == 6
    assert (table.header_rows, table.columns[0].width) == (0, 0)
    (cell,) = table.rows[0].cells
    assert (cell.column_span, cell.row_span, len(cell.blocks)) == (200, 1, 1)
    assert shown.width == 1
    assert result.documents[0].sections[0].due == When(2009, 2, 28)
    assert result.milestones[0].when == When(1, 12, 31)
    assert len(said) == 2


def test_a_repaired_text_is_ahead_of_its_file_until_saved(tmp_path: Path) -> None:
    file = tmp_path / "a.strategy"
    project_file.create(file, project(document(section("Aims\x00", paragraph("One")))))
    opened = project_file.read(file)
    assert opened.repairs
    copy = WorkingCopy.open(tmp_path / "working", file)
    assert copy.project == opened.project
    assert copy.is_ahead
    copy.save()
    copy.close()
    again = project_file.read(file)
    assert again.repairs == ()
    assert again.project == opened.project
    assert again.kept_at <= datetime.now(UTC)
