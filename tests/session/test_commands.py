"""Commands do what they say, can be written down, and undo to where they began."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from strategy_editor.foundation.errors import Refused, StrategyError, WrongUse
from strategy_editor.foundation.ids import new_id
from strategy_editor.model.encoding import decode, encode
from strategy_editor.model.outline import DocumentOutline, Outline, OutlineSection
from strategy_editor.model.project import Project
from strategy_editor.model.records import Milestone, Person, Picture
from strategy_editor.model.text import plain, runs_from
from strategy_editor.model.tree import all_sections, find_section, ids_in
from strategy_editor.session import commands as c
from strategy_editor.session.history import Caret
from strategy_editor.session.session import Changed, Session
from tests.model import values


@st.composite
def random_commands(draw: st.DrawFn, project: Project) -> c.Command:
    """Any command on what is there, or on what is not."""
    sections = [section for _, section in all_sections(project)]
    section = draw(st.sampled_from(sections)).id if sections else "gone"
    document = draw(st.sampled_from(project.documents)).id if project.documents else "gone"
    index = draw(st.none() | st.integers(0, 3))
    match draw(st.integers(0, 10)):
        case 0:
            return c.Put(Person(draw(st.sampled_from(["p1", "p2"])), draw(values.texts)), index)
        case 1:
            return c.Remove("people", "p1")
        case 2:
            return c.AddDocument(values.document(), index)
        case 3:
            return c.RemoveDocument(document)
        case 4:
            return c.MoveDocument(document, draw(st.integers(0, 3)))
        case 5:
            parent = draw(st.sampled_from(["", section]))
            return c.AddSection(draw(values.sections(1)), document, parent, index)
        case 6:
            return c.ChangeSection((section,), title=runs_from("Changed"), status="for-review")
        case 7:
            return c.RemoveSection(section, required_too=True)
        case 8:
            return c.MoveSection(section, document, draw(st.sampled_from(["", *(each.id for each in sections)])), index)
        case 9:
            found = find_section(project, section)
            stop = len(found.section.blocks) if found else 0
            start = draw(st.integers(0, stop))
            return c.ReplaceBlocks(section, start, stop, tuple(draw(st.lists(values.blocks(), max_size=2))))
        case _:
            return c.Several((c.Put(Milestone("m", "Publish")), c.Remove("milestones", "m")), "Nothing, in two steps")


@given(values.projects(), st.data())
def test_any_commands_undo_to_the_start_and_redo_to_the_end(project: Project, data: st.DataObject) -> None:
    session = Session(project)
    seen: list[Changed] = []
    session.subscribe(seen.append)
    for _ in range(data.draw(st.integers(1, 6))):
        before = session.project
        command = data.draw(random_commands(before))
        try:
            session.apply(decode(encode(command), c.Command))
        except StrategyError:
            assert session.project is before
        ids = [id for document in session.project.documents for id in (document.id, *ids_in(document.sections))]
        assert len(ids) == len(set(ids))
    end = session.project
    while session.undo():
        pass
    assert session.project is project
    while session.redo():
        pass
    assert session.project is end
    assert all(one.after is two.before for one, two in pairwise(seen))


def test_typing_in_a_group_is_one_step_and_a_new_act_forgets_what_was_undone() -> None:
    start = values.project(values.document(values.section("s", values.paragraph("a"))))
    section = start.documents[0].sections[0]
    session = Session(start)
    for text in ("ab", "abc"):
        block = replace(section.blocks[0], runs=runs_from(text))
        here = Caret(section.id, block.id, len(text))
        session.apply(c.ReplaceBlocks(section.id, 0, 1, (block,)), group="word 1", caret_after=here)
    assert [step.name for step in session.history.done] == ["Typing"]
    assert session.history.done[0].caret_after == Caret(section.id, section.blocks[0].id, 3)
    session.undo()
    assert session.project is start
    session.apply(c.ChangeSection((section.id,), status="in-draft"))
    assert session.redo() is None


def test_a_required_section_goes_only_when_that_is_confirmed() -> None:
    wanted = DocumentOutline("main", "Main", "strategy", (OutlineSection("S04", "Executive summary"),))
    section = values.section("Summary", outline="S04")
    start = values.project(values.document(section, outline="main"))
    start = replace(start, outline=Outline("o", "O", (wanted,)))
    with pytest.raises(Refused, match="requires the section “Executive summary”"):
        c.apply(c.RemoveSection(section.id), start)
    assert c.apply(c.RemoveSection(section.id, required_too=True), start).documents[0].sections == ()


def test_a_section_moves_between_documents_with_its_children_and_keeps_its_ids() -> None:
    child = values.section("child", values.paragraph("x"))
    moving = replace(values.section("moving"), children=(child,))
    one, two = values.document(moving), values.document(values.section("there"))
    after = c.apply(c.MoveSection(moving.id, two.id, two.sections[0].id, 0), values.project(one, two))
    assert after.documents[0].sections == ()
    assert after.documents[1].sections[0].children == (moving,)
    with pytest.raises(Refused, match="into itself"):
        c.apply(c.MoveSection(moving.id, one.id, child.id), values.project(one, two))


def test_sections_nest_only_so_deep() -> None:
    deep = values.section("deepest")
    for _ in range(5):
        deep = replace(values.section("around"), children=(deep,))
    whole = values.project(values.document(deep))
    innermost = [section for _, section in all_sections(whole)][-1]
    assert plain(innermost.title) == "deepest"
    with pytest.raises(Refused, match="at most 6 deep"):
        c.apply(c.AddSection(values.section("too deep"), whole.documents[0].id, innermost.id), whole)


def test_what_is_added_must_bring_ids_of_its_own() -> None:
    section = values.section("s")
    whole = values.project(values.document(section))
    with pytest.raises(WrongUse, match="id is there already"):
        c.apply(c.AddSection(section, whole.documents[0].id), whole)


def test_several_happen_as_one_step_or_not_at_all() -> None:
    session = Session(values.project())
    with pytest.raises(WrongUse):
        session.apply(c.Several((c.Put(Person("p")), c.Remove("people", "nobody")), "Both"))
    assert session.project.people == ()
    session.apply(c.Several((c.Put(Person("p")), c.Put(Picture("f" * 64, "image/png", 1, 1))), "Both"))
    assert session.history.done[-1].name == "Both"
    assert session.undo()
    assert session.project.pictures == {}


def test_commands_are_written_as_people_would_guess() -> None:
    command = decode(b'{"do": "change-section", "sections": ["s"], "status": "cleared"}', c.Command)
    assert command == c.ChangeSection(("s",), status="cleared")


@pytest.mark.parametrize("collection", sorted(set(c.COLLECTIONS.values())))
def test_removing_what_is_not_there_is_said(collection: c.Collection) -> None:
    with pytest.raises(WrongUse, match="There is no"):
        c.apply(c.Remove(collection, new_id()), values.project())
