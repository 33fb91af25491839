"""Accepting and rejecting, in any order, whatever carries the suggestion."""

from __future__ import annotations

from random import Random

import pytest
from msgspec.structs import replace

from strategy_editor.model.blocks import Box, Change, FormerShape, HeadingShape, Paragraph, Table
from strategy_editor.model.carriers import carried, comments_in, suggestions_in
from strategy_editor.model.project import Project
from strategy_editor.model.reviews import Anchor, Message, Suggestion, Thread
from strategy_editor.model.section import Section
from strategy_editor.model.text import Footnote, FormerMarks, Marks, Run, flat, plain
from strategy_editor.model.tree import all_sections, ids_in, section_hosts
from strategy_editor.review.suggestions import (
    NOTHING_LEFT,
    accept,
    accept_all,
    decide,
    reject,
    reject_all,
    undecided,
    words_about,
)
from tests.bench import examples
from tests.model.values import document, paragraph, project, section, table
from tests.review.marked import DECIDED, NAMES, NOW, Maker

ADDED, REMOVED = Marks(insertion="s1"), Marks(deletion="s1")
RECORD = Suggestion("s1", "officer", NOW)


def of(*blocks: object, **fields: object) -> Project:
    found = project(document(section("Title", *blocks, **fields)))  # type: ignore[arg-type]
    return replace(found, suggestions={"s1": RECORD, "s2": Suggestion("s2", "other", NOW)})


def only(found: Project) -> Section:
    return found.documents[0].sections[0]


def all_ids(found: Project) -> list[str]:
    return [id for each in found.documents for id in ids_in(each.sections)]


def decided_in_two_ways(marked: Project, random: Random) -> tuple[Project, Project]:
    """The same outcomes at once, and one by one in any order."""
    outcomes = {name: random.random() < 0.5 for name in NAMES}
    one_by_one = marked
    for name in random.sample(NAMES, len(NAMES)):
        one_by_one = decide(one_by_one, {name: outcomes[name]}, DECIDED)
    return decide(marked, outcomes, DECIDED), one_by_one


@pytest.mark.parametrize("seed", range(examples(4000)))
def test_any_order_of_decisions_ends_in_the_same_project(seed: int) -> None:
    at_once, one_by_one = decided_in_two_ways(Maker(seed).project(), Random(seed))
    assert one_by_one.documents == at_once.documents
    assert not carried(at_once)
    ids = all_ids(at_once)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("seed", range(examples(2000)))
def test_any_order_ends_in_the_same_words_where_breaks_have_nothing_to_join(seed: int) -> None:
    """Two people may each take away half of what stands before a table: whose shape is left depends on the order."""

    def words(found: Project) -> list[list[list[str]]]:
        return [
            [[flat(host.runs) for host in section_hosts(each)], list(each.unplaced)] for _, each in all_sections(found)
        ]

    at_once, one_by_one = decided_in_two_ways(Maker(seed, closed=False).project(), Random(seed))
    assert words(one_by_one) == words(at_once)
    assert not carried(one_by_one)


@pytest.mark.parametrize("seed", range(examples(1000)))
def test_no_comment_disappears_and_nothing_waits_for_ever(seed: int) -> None:
    random = Random(seed)
    found = marked = Maker(seed).project()
    known = carried(marked)
    for name in random.sample(NAMES, len(NAMES)):
        found = decide(found, {name: random.random() < 0.5}, DECIDED)
        placed = {id for _, each in all_sections(found) for id in (*comments_in(each), *each.unplaced)}
        left = [each.id for each in found.documents if each.sections]
        expected = {id for each, old in all_sections(marked) if each.id in left for id in comments_in(old)}
        assert expected <= placed
        assert found.threads.keys() == marked.threads.keys()
        waiting = carried(found)
        for id in known:
            assert (id in waiting) == (found.suggestions[id].decision is None)


def test_what_is_decided_is_written_down() -> None:
    marked = of(Paragraph("p", (Run("keep "), Run("new", ADDED), Run("old", REMOVED))))
    done = accept(marked, ["s1"], DECIDED)
    assert plain(only(done).blocks[0].runs) == "keep new"  # type: ignore[union-attr]
    record = done.suggestions["s1"]
    assert (record.removed, record.added, record.decision) == ("old", "new", DECIDED)
    assert reject(done, ["s1"], replace(DECIDED, reason="again")) == done
    assert only(reject(marked, ["s1"], DECIDED)).blocks == (Paragraph("p", (Run("keep old"),)),)


def test_a_deletion_inside_a_rejected_insertion_is_noted() -> None:
    both = Marks(insertion="s1", deletion="s2")
    done = reject(of(Paragraph("p", (Run("keep"), Run("new", both)))), ["s1"], DECIDED)
    noted = done.suggestions["s2"].decision
    assert noted is not None
    assert (noted.outcome, noted.reason) == ("noted", NOTHING_LEFT)


def test_looks_and_shapes() -> None:
    bold = Run("x", Marks(bold=True, former=FormerMarks("s1", italic=True)))
    shaped = Paragraph("p", (bold,), former=FormerShape("s1", HeadingShape(2)))
    assert only(accept(of(shaped), ["s1"], DECIDED)).blocks == (Paragraph("p", (Run("x", Marks(bold=True)),)),)
    back = only(reject(of(shaped), ["s1"], DECIDED)).blocks[0]
    assert (back.level, back.runs) == (2, (Run("x", Marks(italic=True)),))  # type: ignore[union-attr]


def test_text_in_footnotes_captions_titles_cells_and_boxes() -> None:
    text = (Run("old", REMOVED), Run("new", ADDED), Run("."))
    caption = Paragraph("k", text)
    inside = replace(table([["a"]]), caption=caption)
    cell = replace(inside.rows[0].cells[0], blocks=(Paragraph("i", text),))
    inside = replace(inside, rows=(replace(inside.rows[0], cells=(cell,)),))
    box = Box("b", replace(caption, id="t"), (Paragraph("j", text),))
    note = Paragraph("n", (Run(Footnote("f", text)),))
    marked = of(inside, box, note)
    marked = replace(marked, documents=(document(replace(only(marked), title=text)),))
    done = only(accept_all(marked, DECIDED))
    found_table, found_box, found_note = done.blocks
    assert isinstance(found_table, Table)
    assert isinstance(found_box, Box)
    expected = (Run("new."),)
    assert done.title == expected
    assert found_table.caption.runs == found_table.rows[0].cells[0].blocks[0].runs == expected
    assert found_box.title.runs == found_box.blocks[0].runs == expected
    assert found_note.runs[0].content.body == expected  # type: ignore[union-attr]


def test_a_suggested_split_and_a_suggested_join() -> None:
    first = Paragraph("a", (Run("one "),), ending=Change("s1", identity="stays"))
    second = Paragraph("b", (Run("two"),))
    assert only(reject(of(first, second), ["s1"], DECIDED)).blocks == (Paragraph("a", (Run("one two"),)),)
    assert len(only(accept(of(first, second), ["s1"], DECIDED)).blocks) == 2
    joined = replace(first, ending=Change(deletion="s1", identity="stays"))
    assert only(accept(of(joined, second), ["s1"], DECIDED)).blocks == (Paragraph("a", (Run("one two"),)),)
    assert only(reject(of(joined, second), ["s1"], DECIDED)).blocks == (Paragraph("a", (Run("one "),)), second)


def test_what_nothing_follows_stays_until_its_words_are_decided() -> None:
    """Two people wrote a new last paragraph; one takes it back: the other's words do not keep an empty paragraph."""
    new = Paragraph("n", (Run("mine", ADDED), Run("yours", Marks(insertion="s2"))), ending=Change("s1"))
    half = reject(of(paragraph("x"), new), ["s1"], DECIDED)
    assert plain_texts(half) == ["x", "yours"]
    assert plain_texts(reject(half, ["s2"], DECIDED)) == ["x"]
    kept = accept(half, ["s2"], DECIDED)
    assert only(kept).blocks[1] == Paragraph("n", (Run("yours"),))


def plain_texts(found: Project) -> list[str]:
    return ["".join(str(run.content) for run in block.runs) for block in only(found).blocks]  # type: ignore[union-attr]


def test_a_moved_table_gets_its_id_and_its_threads_back() -> None:
    whole = table([["a", "b"]])
    thread = Thread("c", Anchor("block", "copy"), (Message("m", "p", NOW, "Here?"),))
    copy = replace(table([["a", "b"]]), id="copy", change=Change("s1", moved=whole.id))
    marked = replace(of(copy, paragraph("x"), replace(whole, change=Change(deletion="s1"))), threads={"c": thread})
    done = accept(marked, ["s1"], DECIDED)
    assert [block.id for block in only(done).blocks] == [whole.id, only(marked).blocks[1].id]
    assert done.threads["c"].anchor.target == whole.id
    back = reject(marked, ["s1"], DECIDED)
    assert only(back).blocks == (only(marked).blocks[1], whole)
    assert back.threads["c"].anchor.target == whole.id


def test_a_comment_whose_words_are_accepted_away_goes_to_the_tray() -> None:
    marked = of(Paragraph("p", (Run("keep"), Run("gone", Marks(deletion="s1", comments=("c",))))))
    assert only(accept(marked, ["s1"], DECIDED)).unplaced == ("c",)
    assert only(reject(marked, ["s1"], DECIDED)).unplaced == ()


def test_comments_of_a_section_that_goes_move_to_the_one_around_it() -> None:
    child = replace(section("Child", Paragraph("p", (Run("x", Marks(comments=("c",))),))), change=Change(deletion="s1"))
    marked = of(children=(child,))
    assert only(accept(marked, ["s1"], DECIDED)).unplaced == ("c",)


def test_all_of_one_author_or_one_copy() -> None:
    marked = of(Paragraph("p", (Run("a", ADDED), Run("b", Marks(insertion="s2")))))
    assert undecided(marked) == ("s1", "s2")
    assert plain_texts(reject_all(marked, DECIDED, author="other")) == ["a"]
    assert plain_texts(accept_all(marked, DECIDED, source="elsewhere")) == ["ab"]
    assert carried(accept_all(marked, DECIDED, author="officer")) == {"s2"}
    assert suggestions_in(only(marked)) == {"s1", "s2"}


def test_words_of_whole_rows_are_written_down() -> None:
    whole = table([["a", "b"], ["c", "d"]])
    marked = of(replace(whole, rows=(whole.rows[0], replace(whole.rows[1], change=Change(deletion="s1")))))
    assert words_about(marked, ["s1"]) == {"s1": ("c | d", "")}
