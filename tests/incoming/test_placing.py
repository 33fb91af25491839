"""Where pieces go: the proposal, lines that are changed, and that nothing which was found is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from strategy_editor.foundation.errors import WrongUse
from strategy_editor.incoming.found import Counts, Findings, Piece
from strategy_editor.incoming.placing import Line, Plan, brought_in, likeness_of, proposal, targets, words_of
from strategy_editor.model.blocks import Heading, Live, Paragraph
from strategy_editor.model.project import Project
from strategy_editor.model.records import Picture
from strategy_editor.model.section import Section
from strategy_editor.model.text import plain, runs_from, words
from strategy_editor.model.tree import all_sections, document_words, section_of
from tests.model.values import document, paragraph, project, section


def piece(number: int, level: int, title: str, *texts: str) -> Piece:
    blocks = tuple(paragraph(text, numbered=index == 0) for index, text in enumerate(texts))
    return Piece(number, level, runs_from(title), (), blocks, sum(words(text) for text in texts))


def found(*pieces: Piece) -> Findings:
    return Findings("Old", pieces, Counts())


def council() -> Project:
    strategy = document(
        section("Foreword"), section("Business context"), section("Finance", paragraph("Here already."))
    )
    appendix = document(section("Networks"), section("Work plan"), kind="appendix", title="Infrastructure")
    return project(strategy, appendix)


def titles(whole: Project, plan: Plan) -> list[tuple[str, str]]:
    names = {each.id: plain(each.title) for _, each in all_sections(whole)}
    return [(line.use, names.get(line.section, "")) for line in plan.lines]


def test_pieces_are_proposed_for_the_section_with_the_likest_title() -> None:
    whole = council()
    pieces = found(
        piece(0, 0, "", "Cover words"),
        piece(1, 1, "FOREWORD", "Welcome."),
        piece(2, 2, "Thanks", "Thank you."),
        piece(3, 1, "Our business context", "Where we are."),
        piece(4, 1, "Zebra crossings", "Stripes."),
        piece(5, 2, "Their paint", "White."),
        piece(6, 1, "Appendix A: Infrastructure", "Cables."),
        piece(7, 2, "Work plan", "Dig."),
    )
    assert titles(whole, proposal(whole, pieces)) == [
        ("left", ""),
        ("text", "Foreword"),
        ("above", ""),
        ("text", "Business context"),
        ("left", ""),
        ("above", ""),
        ("text", "Networks"),
        ("text", "Work plan"),
    ]


def test_only_the_named_documents_are_offered_and_nothing_that_is_drawn() -> None:
    whole = council()
    drawn = section("Contents", Live("live", "contents"))
    whole = replace(whole, documents=(replace(whole.documents[0], sections=(drawn, *whole.documents[0].sections)),))
    assert [each.title for each in targets(whole)] == ["Foreword", "Business context", "Finance"]
    assert targets(whole, ["nowhere"]) == ()


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("1. Executive summary", "Executive Summary", 78, 100),
        ("Overview", "Executive summary", 78, 100),
        ("Action plan", "Roadmap", 78, 100),
        ("Consultation outcome", "Consultation and engagement", 55, 77),
        ("Impact", "Risks, security and impact", 0, 77),
        ("Zebra crossings", "Finance", 0, 54),
        ("", "Finance", 0, 0),
    ],
)
def test_titles_are_alike_by_their_telling_words(one: str, other: str, least: int, most: int) -> None:
    assert least <= likeness_of(one, other) <= most
    assert likeness_of(one, other) == likeness_of(other, one)


def outcome(whole: Project, pieces: Findings, *lines: Line) -> Project:
    return brought_in(whole, pieces, Plan(lines), "old.docx", {}).project


def texts(part: Section) -> list[str]:
    return [plain(block.runs) for block in part.blocks]  # type: ignore[union-attr]


def test_text_starts_a_section_and_follows_what_is_there() -> None:
    whole = council()
    foreword, _, finance = whole.documents[0].sections
    pieces = found(
        piece(0, 1, "FOREWORD", "Welcome."), piece(1, 1, "Money", "We have some."), piece(2, 2, "Debt", "None.")
    )
    after = outcome(
        whole, pieces, Line(0, "text", foreword.id), Line(1, "text", finance.id), Line(2, "above")
    ).documents[0]
    assert texts(after.sections[0]) == ["Welcome."]
    assert after.sections[0].status == "in-draft"
    assert texts(after.sections[2]) == ["Here already.", "Money", "We have some.", "Debt", "None."]
    levels = [block.level for block in after.sections[2].blocks if isinstance(block, Heading)]
    assert levels == [1, 2]


def test_numbers_are_kept_where_paragraphs_are_numbered() -> None:
    whole = council()
    foreword = replace(whole.documents[0].sections[0], scheme="paragraphs")
    whole = replace(
        whole, documents=(replace(whole.documents[0], sections=(foreword, *whole.documents[0].sections[1:])),)
    )
    pieces = found(piece(0, 1, "Foreword", "One."), piece(1, 1, "Context", "Two."))
    after = outcome(whole, pieces, Line(0, "text", foreword.id), Line(1, "text", whole.documents[0].sections[1].id))
    first, second = (part.blocks[-1] for part in after.documents[0].sections[:2])
    assert isinstance(first, Paragraph)
    assert isinstance(second, Paragraph)
    assert (first.numbered, second.numbered) == (True, False)


def test_what_is_kept_beside_or_left_over_stays_with_the_project() -> None:
    whole = council()
    foreword = whole.documents[0].sections[0]
    pieces = found(piece(0, 1, "Old foreword", "Dear all."), piece(1, 2, "More", "And."), piece(2, 1, "Rest", "Bits."))
    after = outcome(whole, pieces, Line(0, "reference", foreword.id), Line(1, "above"), Line(2, "left"))
    assert [(each.title, each.source, each.section, len(each.blocks)) for each in after.references] == [
        ("Old foreword", "old.docx", foreword.id, 3),
        ("Rest", "old.docx", "", 1),
    ]
    assert after.documents == whole.documents


def test_a_new_section_takes_what_belongs_to_it() -> None:
    whole = council()
    pieces = found(piece(0, 1, "Zebras", "Stripes."), piece(1, 2, "Paint", "White."), piece(2, 1, "Cats", "Eyes."))
    strategy = whole.documents[0].id
    lines = (Line(0, "new", document=strategy), Line(1, "above"), Line(2, "new", document=strategy))
    after = outcome(whole, pieces, *lines).documents[0]
    assert [plain(each.title) for each in after.sections[3:]] == ["Zebras", "Cats"]
    assert texts(after.sections[3]) == ["Stripes.", "Paint", "White."]


def test_a_section_or_document_that_is_not_there_is_refused() -> None:
    whole = council()
    pieces = found(piece(0, 1, "Zebras", "Stripes."))
    for line in (Line(0, "text", "nowhere"), Line(0, "reference", "nowhere"), Line(0, "new", document="nowhere")):
        with pytest.raises(WrongUse):
            outcome(whole, pieces, line)


def test_pictures_join_those_of_the_project() -> None:
    picture = Picture("a" * 64, "image/png", 1, 1)
    done = brought_in(council(), found(), Plan(()), "old.docx", {picture.id: picture})
    assert done.project.pictures == {picture.id: picture}


USES = st.sampled_from(("text", "reference", "above", "plain", "new", "left"))


@given(st.lists(st.tuples(st.integers(0, 3), USES, st.integers(0, 4)), max_size=12))
def test_placed_and_left_over_are_all_that_was_found(drawn: list[tuple[int, str, int]]) -> None:
    whole = council()
    sections = [each.id for _, each in all_sections(whole)]
    pieces = found(
        *(
            piece(number, level, f"Title {number}" if level else "", f"Words of {number} here.")
            for number, (level, _, _) in enumerate(drawn)
        )
    )
    lines = tuple(
        Line(number, use, sections[index], whole.documents[index % 2].id)  # type: ignore[arg-type]
        for number, (_, use, index) in enumerate(drawn)
    )
    done = brought_in(whole, pieces, Plan(lines), "old.docx", {})
    all_words = sum(words_of(each) for each in pieces.pieces)
    assert done.placed + done.kept_beside + done.left_over == all_words
    before = sum(map(document_words, whole.documents))
    after = sum(map(document_words, done.project.documents))
    titles_made = sum(
        len(plain(each.title).split()) for _, each in all_sections(done.project) if each.id not in sections
    )
    assert after - before in (done.placed, done.placed - titles_made)
    kept = sum(
        words(plain(block.runs)) + 0  # type: ignore[union-attr]
        for reference in done.project.references
        for block in reference.blocks
    )
    assert kept <= done.kept_beside + done.left_over
    for id in sections:
        section_of(done.project, id)
