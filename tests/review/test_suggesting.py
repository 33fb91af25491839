"""Two values as one with tracked changes: rejecting gives the first, accepting the second."""

from __future__ import annotations

from random import Random

import pytest
from msgspec.structs import replace

from strategy_editor.foundation.ids import derived_id
from strategy_editor.model.blocks import Block, Chart, HeadingShape, ListItem, Paragraph, Table, reshaped
from strategy_editor.model.carriers import carried
from strategy_editor.model.project import Project
from strategy_editor.model.settling import accepted, rejected
from strategy_editor.model.text import Marks, Run, Runs
from strategy_editor.model.tree import ids_in, with_section
from strategy_editor.review.consequences import settled_project
from strategy_editor.review.marking import Mint
from strategy_editor.review.suggesting import as_suggestion, suggested
from strategy_editor.review.suggestions import decide
from tests.bench import examples
from tests.model.values import document, paragraph, project, section, table
from tests.review.edits import Editor
from tests.review.marked import DECIDED, NOW, Maker


def each(name: str) -> str:
    return derived_id("each", name)


def marked(before: Project, after: Project, suggestion: str | Mint) -> Project:
    pairs = zip(before.documents, after.documents, strict=True)
    return replace(before, documents=tuple(as_suggestion(old, new, suggestion) for old, new in pairs))


@pytest.mark.parametrize("seed", range(examples(4000)))
def test_rejecting_gives_the_first_and_accepting_the_second(seed: int) -> None:
    before = Maker(seed, marked=False).project()
    after = Editor(seed).project(before, seed % 7 + 1)
    tracked = marked(before, after, each if seed % 2 else "all")
    ids = [id for found in tracked.documents for id in ids_in(found.sections)]
    assert len(ids) == len(set(ids))
    assert settled_project(tracked, rejected).documents == before.documents
    assert settled_project(tracked, accepted).documents == after.documents


@pytest.mark.parametrize("seed", range(examples(1000)))
def test_one_by_one_in_any_order_comes_to_the_same(seed: int) -> None:
    random = Random(seed)
    before = Maker(seed, marked=False).project()
    after = Editor(seed).project(before, 5)
    tracked = marked(before, after, each)
    for outcome, expected in ((True, after), (False, before)):
        found = tracked
        for id in random.sample(sorted(carried(tracked)), len(carried(tracked))):
            found = decide(found, {id: outcome}, DECIDED)
        assert found.documents == expected.documents


# ---- how it reads


def shown(runs: Runs) -> str:
    """Words with [-what goes-] and {+what comes+}."""
    out = ""
    for run in runs:
        text = str(run.content)
        out += f"[-{text}-]" if run.marks.deletion else f"{{+{text}+}}" if run.marks.insertion else text
    return out


def texts(*blocks: Block) -> list[str]:
    return [
        shown(block.runs) + ("¶-" if block.ending.deletion else "¶+" if block.ending.insertion else "¶")  # type: ignore[union-attr]
        for block in blocks
    ]


def compared(before: list[Block], after: list[Block]) -> tuple[Block, ...]:
    title = section("Title")
    return as_suggestion(replace(title, blocks=tuple(before)), replace(title, blocks=tuple(after)), "s").blocks


def changed(block: Paragraph, text: str) -> Paragraph:
    return replace(block, runs=(Run(text),) if text else ())


def test_words_are_replaced_as_words() -> None:
    old = paragraph("The Council will spend £1,200 on servers.")
    (found,) = compared([old], [changed(old, "The Council will spend £1,500 on new servers.")])
    assert texts(found) == ["The Council will spend £[-1,200-]{+1,500+} on{+ new+} servers.¶"]


def test_a_split_marks_only_the_break() -> None:
    old = paragraph("One sentence. Another sentence.")
    rest = paragraph("Another sentence.", numbered=True)
    found = compared([old], [changed(old, "One sentence. "), rest])
    assert texts(*found) == ["One sentence. ¶+", "Another sentence.¶"]
    assert found[0].id == old.id
    assert isinstance(found[1], Paragraph)
    assert found[1].numbered
    assert found[1].former is not None


def test_a_join_marks_only_the_break() -> None:
    first, second = paragraph("One sentence. "), paragraph("Another sentence.")
    found = compared([first, second], [changed(first, "One sentence. Another sentence.")])
    assert texts(*found) == ["One sentence. ¶-", "Another sentence.¶"]


def test_new_gone_and_moved_paragraphs() -> None:
    a, b, c = paragraph("Alpha."), paragraph("Beta."), paragraph("Gamma.")
    new = paragraph("Delta.")
    assert texts(*compared([a, b], [a, new, b])) == ["Alpha.¶", "{+Delta.+}¶+", "Beta.¶"]
    assert texts(*compared([a, b, c], [a, c])) == ["Alpha.¶", "[-Beta.-]¶-", "Gamma.¶"]
    found = compared([a, b, c], [c, a, b])
    assert texts(*found) == ["{+Gamma.+}¶+", "Alpha.¶", "Beta.¶", "[-Gamma.-]¶-"]
    assert isinstance(found[0], Paragraph)
    assert found[0].ending.moved == c.id


def test_a_new_shape_and_new_looks_remember_the_old() -> None:
    old = paragraph("Heading")
    (found,) = compared([old], [reshaped(old, HeadingShape(2))])
    assert found.former is not None  # type: ignore[union-attr]
    bold = replace(old, runs=(Run("Heading", Marks(bold=True)),))
    (found,) = compared([old], [bold])
    assert found.runs[0].marks.former is not None  # type: ignore[union-attr]
    assert shown(found.runs) == "Heading"  # type: ignore[union-attr]


def test_rows_columns_and_cells_of_a_table() -> None:
    old = table([["Year", "Cost"], ["2009", "£1"], ["2010", "£2"]])
    cell = old.rows[1].cells[1]
    cheaper = replace(cell, blocks=(changed(cell.blocks[0], "£3"),))  # type: ignore[arg-type]
    row = replace(old.rows[1], cells=(old.rows[1].cells[0], cheaper))
    new = replace(old, rows=(old.rows[0], row))
    (found,) = compared([old], [new])
    assert isinstance(found, Table)
    assert [bool(each.change.deletion) for each in found.rows] == [False, False, True]
    assert shown(found.rows[1].cells[1].blocks[0].runs) == "£[-1-]{+3+}"
    narrower = replace(
        old, columns=old.columns[:1], rows=tuple(replace(each, cells=each.cells[:1]) for each in old.rows)
    )
    (found,) = compared([old], [narrower])
    assert isinstance(found, Table)
    assert [bool(each.change.deletion) for each in found.columns] == [False, True]


def test_what_no_mark_can_say_is_a_copy_in_its_place() -> None:
    old = table([["a"]])
    found = compared([old], [replace(old, source="Office for National Statistics")])
    assert [(bool(each.change.deletion), each.change.moved) for each in found] == [(True, ""), (False, old.id)]  # type: ignore[union-attr]


def test_comments_of_both_stay() -> None:
    old = replace(paragraph(), runs=(Run("All words", Marks(comments=("a",))),))
    new = replace(old, runs=(Run("All words", Marks(comments=("b",))),))
    (found,) = compared([old], [new])
    assert found.runs == (Run("All words", Marks(comments=("a", "b"))),)  # type: ignore[union-attr]


def test_records_name_author_section_and_paragraph() -> None:
    old = paragraph("One.", numbered=True)
    item = ListItem("i" * 16, (Run("Item"),), "number")
    whole = project(document(section("Aims", old, item, scheme="paragraphs")))
    first = whole.documents[0]
    part = first.sections[0]
    edited = replace(part, blocks=(changed(old, "One, and two."), replace(item, runs=(Run("Item here"),))))
    after = replace(whole, documents=(replace(first, sections=(edited,)),))
    found = suggested(whole, after, "officer", NOW, "copy-7")
    records = sorted(found.suggestions.values(), key=lambda each: each.paragraph)
    assert [(each.author, each.source, each.section, each.paragraph) for each in records] == [
        ("officer", "copy-7", part.id, "1."),
        ("officer", "copy-7", part.id, "1.1"),
    ]
    assert suggested(whole, after, "officer", NOW, "copy-7") == found
    assert carried(found) == found.suggestions.keys()


@pytest.mark.parametrize("order", [("first", "second"), ("second", "first")])
def test_a_table_that_two_people_move_keeps_its_id_and_what_refers_to_it(order: tuple[str, str]) -> None:
    costs = table([["Year", "Cost"], ["2009", "5"]], "Costs")
    drawn = Chart("chart", costs.id, paragraph("Costs"))
    texts = [paragraph(words) for words in ("One", "Two", "Three")]
    before = project(document(section("S", texts[0], costs, texts[1], texts[2], drawn)))
    home = before.documents[0].sections[0]
    after = with_section(before, replace(home, blocks=(*texts, costs, drawn)))
    once = suggested(before, after, "ann", NOW)
    copy = next(each for each in once.documents[0].sections[0].blocks if isinstance(each, Table) and each.change.moved)
    here = once.documents[0].sections[0]
    others = tuple(each for each in here.blocks if each is not copy)
    twice = suggested(once, with_section(once, replace(here, blocks=(copy, *others))), "lee", NOW)
    authors = {"first": "ann", "second": "lee"}
    found = twice
    for whose in order:
        ids = [id for id, record in found.suggestions.items() if record.author == authors[whose]]
        found = decide(found, {id: True for id in ids if id in carried(found)}, DECIDED)
    for settled in (found, settled_project(twice, accepted)):
        blocks = settled.documents[0].sections[0].blocks
        assert blocks[0] == costs
        assert [each.table for each in blocks if isinstance(each, Chart)] == [costs.id]
    assert settled_project(twice, rejected).documents == before.documents
