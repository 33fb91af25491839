"""Finding and replacing keep everything else as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from msgspec.structs import replace

from strategy_editor.foundation.errors import NotAStrategy, WrongUse
from strategy_editor.model import tree
from strategy_editor.model.encoding import decode, digest, encode
from strategy_editor.model.project import Project, letters
from strategy_editor.model.section import Section
from strategy_editor.model.text import CrossReference, Run
from tests.model import values


@given(values.projects())
def test_what_is_written_down_is_read_back_equal(project: Project) -> None:
    data = encode(project)
    again = decode(data, Project)
    assert again == project
    assert encode(again) == data
    assert digest(again) == digest(project)


@given(values.projects())
def test_ids_are_unique_and_a_copy_shares_none(project: Project) -> None:
    ids = [id for document in project.documents for id in tree.ids_in(document.sections)]
    assert len(ids) == len(set(ids))
    for document in project.documents:
        for section in document.sections:
            copy = tree.copied_section(section)
            assert not set(tree.ids_in(copy)) & set(ids)
            assert tree.section_words(copy, deep=True) == tree.section_words(section, deep=True)


@given(values.projects())
def test_replacing_a_section_touches_no_other(project: Project) -> None:
    for _, section in tree.all_sections(project):
        changed = tree.with_section(project, replace(section, status="cleared"))
        others = [(s, t) for (_, s), (_, t) in zip(tree.all_sections(project), tree.all_sections(changed), strict=True)]
        assert sum(t.status == "cleared" for _, t in others) == 1
        assert all(s.blocks == t.blocks for s, t in others)


def test_references_inside_a_copy_follow_it() -> None:
    target = values.heading("There")
    pointing = replace(values.paragraph(), runs=(Run(CrossReference("r", target.id)),))
    copy = tree.copied((target, pointing))
    assert copy[1].runs[0].content.target == copy[0].id != target.id


def test_a_section_that_is_not_there_is_named() -> None:
    with pytest.raises(WrongUse, match="no section “gone”"):
        tree.section_of(values.project(), "gone")


def test_letters_go_on_after_z() -> None:
    assert [letters(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"id": 3}', b"[" * 100_000, b"\xff\xfe", b"null"])
def test_bytes_that_are_no_value_are_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(NotAStrategy, match="cannot be read"):
        decode(data, Project)
    with pytest.raises(NotAStrategy, match="The section cannot be read"):
        decode(data, Section, what="section")
