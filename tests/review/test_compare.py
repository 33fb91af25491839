"""Comparing any two states: all that differs is told, and the marked document reads both ways. Over generated edits."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from strategy_editor.model.blocks import Block, Cell, Column, Limits, Live, PageBreak, Paragraph, Row, Table
from strategy_editor.model.dates import When
from strategy_editor.model.project import Project
from strategy_editor.model.records import Milestone
from strategy_editor.model.section import Document, Section
from strategy_editor.model.text import flat, runs_from
from strategy_editor.model.tree import all_sections, section_hosts, walk_sections
from strategy_editor.review.compare import Difference, compare, summary
from strategy_editor.review.showing import compared
from tests.bench import examples
from tests.model import values
from tests.review.edits import Editor
from tests.review.marked import Maker
from tests.review.merging.drawn import WORD, Numbered


def words(document: Document, leave_out: str = "") -> set[str]:
    """The numbered words; without what one of the two marks is on."""
    found: set[str] = set()
    for section in walk_sections(document.sections):
        for host in section_hosts(section):
            kept = tuple(run for run in host.runs if not (leave_out and getattr(run.marks, leave_out)))
            if host.kind != "footnote":
                found.update(WORD.findall(flat(kept)))
    return found


@pytest.mark.long
def test_the_marked_document_reads_as_either() -> None:
    for seed in range(examples(3000)):
        maker, editor = Numbered(seed, "b"), Editor(seed)
        editor.maker = Numbered(seed + 1, "a")
        before = maker.document()
        after = editor.project(values.project(before), 8).documents[0]
        marked = compared(before, after)
        assert words(marked, "insertion") == words(before)
        assert words(marked, "deletion") == words(after)


@pytest.mark.long
def test_everything_that_differs_is_told() -> None:
    for seed in range(examples(3000)):
        before = Maker(seed, marked=False).project()
        after = Editor(seed).project(before, 5)
        comparison = compare(before, after)
        assert bool(comparison.differences) == (before != after)
        assert compare(after, after).differences == ()
        told = {each.section for each in comparison.differences}
        for document in after.documents:
            old = before.document(document.id)
            assert old is not None
            known = {section.id: section for section in walk_sections(old.sections)}
            for section in walk_sections(document.sections):
                earlier = known.get(section.id)
                assert section.id in told or (earlier is not None and own(earlier, after) == own(section, after))


def own(section: Section, after: Project) -> Section:
    """The section without its children and without what stands in another section by now."""
    elsewhere = {block.id for _, each in all_sections(after) if each.id != section.id for block in each.blocks}
    blocks = tuple(block for block in section.blocks if block.id not in elsewhere)
    return replace(section, children=(), blocks=blocks)


def test_what_has_no_words_of_its_own_is_told_too() -> None:
    """A page break that is kept for the website; a list of milestones that begins elsewhere."""
    before = of(PageBreak("b"), Live("l", "milestones"))
    after = of(PageBreak("b", limits=Limits(editions=("web",))), Live("l", "milestones", limits=Limits(("print",))))
    assert [(each.what, each.host) for each in compare(before, after).differences] == [
        ("properties", "b"),
        ("properties", "l"),
    ]


def of(*blocks: Block, **fields: object) -> Project:
    section = Section("s", runs_from("Servers"), blocks=blocks)
    return replace(values.project(replace(values.document(section), id="d")), id="p", **fields)


def told(before: Project, after: Project) -> list[tuple[str, str, str, str]]:
    return [(each.kind, each.what, each.before, each.after) for each in compare(before, after).differences]


def table(*rows: str) -> Table:
    made = tuple(Row(row[0], (Cell(f"c{row[0]}", (Paragraph(f"t{row[0]}", runs_from(row)),)),)) for row in rows)
    return Table("t", (Column("one"),), made, Paragraph("caption", runs_from("Costs")))


def test_rows_and_cells() -> None:
    before, after = of(table("A 1", "B 2", "C 3")), of(table("C 3", "A 10", "D 4"))
    assert told(before, after) == [
        ("moved", "row", "", "C 3"),
        ("added", "row", "", "D 4"),
        ("removed", "row", "", "B 2"),
        ("changed", "cell", "A 1", "A 10"),
    ]
    assert summary(compare(before, after)) == (
        "A strategy: 1 Servers: 1 row moved, 1 row added, 1 row removed, 1 cell changed.",
    )


def test_what_moved_is_seen_to_have_moved() -> None:
    one, two, three = (Paragraph(f"p{n}", runs_from(f"Words {n}")) for n in range(3))
    assert told(of(one, two, three), of(three, one, two)) == [("moved", "paragraph", "", "Words 2")]


def test_details_are_told_as_people_know_them() -> None:
    def dated(month: int) -> Project:
        return of(milestones=(Milestone("m", "New servers", When(2010, month)),))

    assert compare(dated(3), dated(5)).differences == (
        Difference(
            "changed", "detail", host="m", name="Date of Milestone “New servers”", before="March 2010", after="May 2010"
        ),
    )
    assert summary(compare(of(), dated(5))) == ("New: milestone “New servers”.",)
    assert summary(compare(of(), of())) == ("Nothing has changed.",)
