"""Aligning two sets without common ids: what was copied with new ids is found again, edits and all."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from samples.build import build

from strategy_editor.foundation.ids import new_id
from strategy_editor.model.blocks import Paragraph
from strategy_editor.model.project import Project
from strategy_editor.model.text import runs_from, splice
from strategy_editor.model.tree import copied_section, ids_in
from strategy_editor.review.alignment import aligned
from strategy_editor.review.compare import compare


def stranger(project: Project) -> Project:
    """The same set, typed in again: no id in common."""
    documents = tuple(
        replace(document, id=new_id(), meeting="", sections=tuple(map(copied_section, document.sections)))
        for document in project.documents
    )
    milestones = tuple(replace(each, id=new_id()) for each in project.milestones)
    return replace(project, id=new_id(), documents=documents, milestones=milestones)


@pytest.fixture(scope="module")
def sample() -> Project:
    return build().project


def test_the_same_words_are_the_same(sample: Project) -> None:
    after = aligned(sample, stranger(sample))
    ids = [id for document in after.documents for id in ids_in(document.sections)]
    assert len(ids) == len(set(ids))
    told = {(each.kind, each.what) for each in compare(sample, after).differences}
    assert told <= {("changed", "status"), ("changed", "properties")}, told


def test_an_edit_is_found_and_nothing_else(sample: Project) -> None:
    before = stranger(sample)
    document = before.documents[1]
    section = next(each for each in document.sections if len(each.blocks) > 3 and isinstance(each.blocks[0], Paragraph))
    block = section.blocks[0]
    assert isinstance(block, Paragraph)
    changed = replace(block, runs=splice(block.runs, 4, 9, runs_from("zebra")))
    edited = replace(section, blocks=(changed, *section.blocks[1:]))
    sections = tuple(edited if each is section else each for each in document.sections)
    documents = (before.documents[0], replace(document, sections=sections), *before.documents[2:])
    after = aligned(sample, replace(before, documents=documents))
    told = [each for each in compare(sample, after).differences if each.what not in ("status", "properties")]
    assert [(each.kind, each.what) for each in told] == [("changed", "paragraph")]
    assert "zebra" in told[0].after


def test_sets_that_share_a_document_are_left_alone(sample: Project) -> None:
    assert aligned(sample, sample) is sample
