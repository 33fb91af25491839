"""Bringing two lines of work together: what an officer would expect, case by case."""

from __future__ import annotations

from msgspec.structs import replace

from strategy_editor.model.blocks import Block, Cell, Column, Paragraph, Row, Table
from strategy_editor.model.dates import When
from strategy_editor.model.project import Project
from strategy_editor.model.records import Milestone
from strategy_editor.model.reviews import Anchor, Decision, Message, Thread
from strategy_editor.model.section import Section
from strategy_editor.model.text import Footnote, Marks, Run, objects, plain, runs_from
from strategy_editor.model.tree import section_of
from strategy_editor.review.deciding import decide
from strategy_editor.review.merging.contests import Side
from strategy_editor.review.merging.joining import Merged, merge
from strategy_editor.review.proposals import words_of_content
from tests.model import values
from tests.review.merging.drawn import NOW

BASE = "The council will replace its servers in March 2010 at a cost of £40,000."
ACCEPT = Decision("accepted", NOW, "chair")


def of(*texts: str, **fields: object) -> Project:
    blocks = [Paragraph(f"p{index}", runs_from(text)) for index, text in enumerate(texts)]
    return with_blocks(values.project(values.document(values.section("One"))), *blocks, **fields)


def with_blocks(project: Project, *blocks: Block, **fields: object) -> Project:
    section = replace(project.documents[0].sections[0], id="s", blocks=blocks)
    document = replace(project.documents[0], id="d", sections=(section,))
    return replace(project, id="project", documents=(document,), **fields)


def joined(base: Project | None, mine: Project, theirs: Project) -> Merged:
    sides = Side(mine, "anne", NOW), Side(theirs, "theo", NOW.replace(hour=11))
    found = merge(base, *sides)
    assert merge(base, sides[1], sides[0]) == found
    return found


def texts(project: Project) -> list[str]:
    return [plain(block.runs) for block in project.documents[0].sections[0].blocks if isinstance(block, Paragraph)]


def said(merged: Merged) -> list[tuple[str, str, str]]:
    found = sorted(merged.project.proposals.values(), key=lambda each: each.at)
    return [(each.author, words_of_content(each.base), words_of_content(each.proposed)) for each in found]


def test_words_of_their_own_go_together() -> None:
    merged = joined(of(BASE), of(BASE.replace("March", "May")), of(BASE.replace("£40,000", "£45,000")))
    assert texts(merged.project) == ["The council will replace its servers in May 2010 at a cost of £45,000."]
    assert not merged.proposals


def test_the_same_words_stay_and_both_are_proposed_with_all_else_taken() -> None:
    mine = BASE.replace("March", "May").replace("The council", "Brindleford")
    theirs = BASE.replace("March", "June").replace("£40,000", "£45,000")
    merged = joined(of(BASE), of(mine), of(theirs))
    common = BASE.replace("The council", "Brindleford").replace("£40,000", "£45,000")
    assert texts(merged.project) == [common]
    assert said(merged) == [
        ("anne", common, common.replace("March", "May")),
        ("theo", common, common.replace("March", "June")),
    ]
    after = decide(merged.project, [merged.proposals[0]], ACCEPT)
    assert all(each.decision for each in after.proposals.values())


def test_a_rival_keeps_what_lies_apart() -> None:
    """After one was accepted, only the other's words elsewhere are left to decide."""
    mine = BASE.replace("March", "May")
    theirs = BASE.replace("March", "June").replace("replace", "renew")
    merged = joined(of(BASE), of(mine), of(theirs)).project
    assert texts(merged) == [BASE.replace("replace", "renew")]
    first = next(id for id, each in merged.proposals.items() if each.author == "anne")
    assert texts(decide(merged, [first], ACCEPT)) == [mine.replace("replace", "renew")]


def test_a_paragraph_that_was_split_takes_the_changes_in_either_half() -> None:
    half, rest = BASE[:39], BASE[39:]
    mine = with_blocks(of(), Paragraph("p0", runs_from(half)), Paragraph("new", runs_from(rest)))
    theirs = of(BASE.replace("council", "authority").replace("March", "May"))
    merged = joined(of(BASE), mine, theirs)
    assert texts(merged.project) == [half.replace("council", "authority"), rest.replace("March", "May")]
    assert not merged.proposals


def test_paragraphs_that_were_joined_take_the_changes_in_either() -> None:
    one, two = "The council replaces servers. ", "It keeps the network as it is."
    mine = of(one + two)
    theirs = of(one.replace("servers", "desktops"), two.replace("as it is", "for now"))
    merged = joined(of(one, two), mine, theirs)
    assert texts(merged.project) == [(one + two).replace("servers", "desktops").replace("as it is", "for now")]
    assert not merged.proposals


def test_what_one_took_out_and_the_other_changed_stays_and_is_asked() -> None:
    changed = BASE.replace("March", "May")
    merged = joined(of("First", BASE), of("First"), of("First", changed))
    assert texts(merged.project) == ["First", changed]
    assert said(merged) == [("anne", changed, "")]
    assert [each.note for each in merged.project.proposals.values()] == ["This passage is taken out"]
    assert texts(decide(merged.project, merged.proposals, ACCEPT)) == ["First"]


def test_a_paragraph_that_one_split_and_the_other_took_out_is_asked_about_as_a_whole() -> None:
    half, rest = BASE[:39], BASE[39:]
    mine = with_blocks(of(), Paragraph("p0", runs_from(half)), Paragraph("new", runs_from(rest)))
    merged = joined(of(BASE), mine, of())
    assert texts(merged.project) == [BASE]
    assert said(merged) == [("anne", BASE, f"{half}\n{rest}"), ("theo", BASE, "")]
    anne, theo = sorted(merged.proposals, key=lambda id: merged.project.proposals[id].at)
    assert texts(decide(merged.project, [anne], ACCEPT)) == [half, rest]
    assert texts(decide(merged.project, [theo], ACCEPT)) == []


def test_words_that_one_carried_into_a_new_paragraph_and_the_other_took_out_are_asked_about() -> None:
    """The first split the paragraph and took its beginning out; the second took all of it out."""
    base = of("First", BASE)
    new = Paragraph("new", runs_from(f"{BASE[39:]} More was written here, and some of it at length."))
    mine = with_blocks(base, base.documents[0].sections[0].blocks[0], new)
    merged = joined(base, mine, of("First"))
    assert texts(merged.project) == ["First", plain(new.runs)]
    assert said(merged) == [("theo", plain(new.runs), "")]


def test_words_that_one_joined_to_a_paragraph_elsewhere_and_the_other_changed_are_asked_about() -> None:
    """The first moved a paragraph on and joined it there; the second changed a word of it, or took it out."""
    base = of("First", "Between", BASE)
    mine = of("First " + BASE, "Between")
    changed = joined(base, mine, of("First", "Between", BASE.replace("March", "May")))
    assert texts(changed.project)[0] == "First " + BASE
    assert ("theo", "First " + BASE, "First " + BASE.replace("March", "May")) in said(changed)
    gone = joined(base, mine, of("First", "Between"))
    assert texts(gone.project) == ["First " + BASE, "Between"]
    assert said(gone) == [("theo", "First " + BASE, "First")]


def test_what_one_moved_to_where_the_other_writes_is_there_until_it_is_decided() -> None:
    base = of("One sentence is here. Another follows it.", "A third stands by itself.")
    mine = of("One sentence is here. Another one ends.", "A third stands by itself.")
    theirs = of("One sentence is here. A third stands by itself.")
    merged = joined(base, mine, theirs).project
    undone = decide(merged, list(merged.proposals), replace(ACCEPT, outcome="rejected"))
    assert "A third stands by itself." in " ".join(texts(undone))


def test_a_note_that_one_took_out_and_the_other_moved_stays_and_is_asked() -> None:
    note = Run(Footnote("n", runs_from("See the survey of 2008.")))

    def noted(first: bool, second: bool) -> Project:
        texts = (("First", first), ("Second", second))
        blocks = [Paragraph(f"p{n}", (*runs_from(text), *([note] if it else []))) for n, (text, it) in enumerate(texts)]
        return with_blocks(of(), *blocks)

    merged = joined(noted(True, False), noted(False, False), noted(False, True))
    assert texts(merged.project) == ["First", "Second"]
    (proposal,) = merged.project.proposals.values()
    assert (proposal.author, proposal.place.owner) == ("anne", "p1")
    found = merged.project.documents[0].sections[0].blocks[1]
    assert isinstance(found, Paragraph)
    assert [each.id for each in objects(found.runs)] == ["n"]
    after = decide(merged.project, merged.proposals, ACCEPT).documents[0].sections[0].blocks[1]
    assert isinstance(after, Paragraph)
    assert not list(objects(after.runs))


def test_both_write_at_the_same_place() -> None:
    base = of("First")
    mine = with_blocks(base, *base.documents[0].sections[0].blocks, Paragraph("b", runs_from("Mine")))
    theirs = with_blocks(base, *base.documents[0].sections[0].blocks, Paragraph("a", runs_from("Theirs")))
    assert texts(joined(base, mine, theirs).project) == ["First", "Theirs", "Mine"]


def test_dates_and_statuses() -> None:
    def dated(month: int, status: str) -> Project:
        milestone = Milestone("m", "Servers replaced", When(2010, month), status)  # type: ignore[arg-type]
        return of(BASE, milestones=(milestone,))

    merged = joined(dated(3, "planned"), dated(5, "under-way"), dated(6, "planned"))
    (found,) = merged.project.milestones
    assert (found.when, found.status) == (When(2010, 3), "under-way")
    assert said(merged) == [("anne", "March 2010", "May 2010"), ("theo", "March 2010", "June 2010")]
    assert {each.note for each in merged.project.proposals.values()} == {"Date of “Servers replaced”"}
    after = decide(merged.project, [merged.proposals[1]], ACCEPT)
    assert after.milestones[0].when == When(2010, 6)
    assert after.proposals[merged.proposals[0]].decision is not None


def test_a_milestone_that_one_took_out_and_the_other_changed() -> None:
    with_one = of(BASE, milestones=(Milestone("m", "Servers replaced", When(2010, 3)),))
    later = of(BASE, milestones=(Milestone("m", "Servers replaced", When(2010, 5)),))
    merged = joined(with_one, of(BASE), later)
    assert merged.project.milestones == later.milestones
    assert [each.note for each in merged.project.proposals.values()] == ["“Servers replaced” is taken out"]
    assert decide(merged.project, merged.proposals, ACCEPT).milestones == ()


def table(*rows: tuple[str, ...], columns: str = "ab") -> Table:
    """Rows are named by their first cell."""

    def cell(row: str, column: str, text: str) -> Cell:
        return Cell(f"c{row}{column}", (Paragraph(f"t{row}{column}", runs_from(text)),))

    made = tuple(
        Row(f"r{row[0]}", tuple(cell(row[0], *each) for each in zip(columns, row, strict=True))) for row in rows
    )
    return Table("t", tuple(Column(each) for each in columns), made, Paragraph("caption", runs_from("Costs")))


def cells(project: Project) -> list[list[str]]:
    found = project.documents[0].sections[0].blocks[0]
    assert isinstance(found, Table)
    return [[plain(cell.blocks[0].runs) for cell in row.cells] for row in found.rows]


def test_a_row_and_a_column_meet_in_an_empty_cell() -> None:
    base = with_blocks(of(), table(("A", "1"), ("B", "2")))
    mine = with_blocks(of(), table(("A", "1"), ("B", "2"), ("C", "3")))
    theirs = with_blocks(of(), table(("A", "1", "x"), ("B", "20", "y"), columns="abz"))
    merged = joined(base, mine, theirs)
    assert cells(merged.project) == [["A", "1", "x"], ["B", "20", "y"], ["C", "3", ""]]
    assert not merged.proposals


def test_a_table_of_which_only_one_can_be_had() -> None:
    base = with_blocks(of(), table(("A", "1"), ("B", "2")))
    mine = with_blocks(of(), table(("A", "1")))
    theirs = with_blocks(of(), table(("A", "1"), ("B", "20")))
    merged = joined(base, mine, theirs)
    assert cells(merged.project) == [["A", "1"], ["B", "2"]]
    assert [each.note for each in merged.project.proposals.values()] == ["Another version of this table"] * 2
    theo = next(id for id, each in merged.project.proposals.items() if each.author == "theo")
    assert cells(decide(merged.project, [theo], ACCEPT)) == [["A", "1"], ["B", "20"]]


def structure(*sections: Section) -> Project:
    project = of()
    return replace(project, documents=(replace(project.documents[0], sections=sections),))


def test_sections_moved_into_each_other_stay_where_they_were() -> None:
    a, b = Section("a", runs_from("A")), Section("b", runs_from("B"))
    merged = joined(structure(a, b), structure(replace(a, children=(b,))), structure(replace(b, children=(a,))))
    assert [each.id for each in merged.project.documents[0].sections] == ["a", "b"]
    assert len(merged.proposals) == 2
    anne = next(id for id, each in merged.project.proposals.items() if each.author == "anne")
    after = decide(merged.project, [anne], ACCEPT)
    assert section_of(after, "b").parents[0].id == "a"


def test_a_comment_on_words_that_the_other_took_out_is_kept() -> None:
    thread = Thread("c", Anchor("text", "p0", "servers"), (Message("m", "anne", NOW, "Which?"),))
    runs = (Run("We keep "), Run("servers", Marks(comments=("c",))), Run(" and more."))
    mine = with_blocks(of(), Paragraph("p0", runs), threads={"c": thread})
    theirs = of("We keep  and more.")
    merged = joined(of("We keep servers and more."), mine, theirs).project
    assert texts(merged) == ["We keep  and more."]
    assert merged.threads == {"c": thread}
    assert merged.documents[0].sections[0].unplaced == ("c",)


def test_answers_to_one_comment() -> None:
    question = Message("m", "anne", NOW, "Which?")
    thread = Thread("c", Anchor("project"), (question,))
    mine = replace(thread, messages=(question, Message("n", "anne", NOW, "All")))
    theirs = replace(thread, messages=(question, Message("l", "theo", NOW, "None")), state="answered")
    merged = joined(*(of(BASE, threads={"c": each}) for each in (thread, mine, theirs))).project
    assert [each.text for each in merged.threads["c"].messages] == ["Which?", "None", "All"]
    assert merged.threads["c"].state == "answered"


def test_without_a_common_state_nothing_goes_and_all_that_differs_is_proposed() -> None:
    mine, theirs = of(BASE, "Mine"), with_blocks(of(), Paragraph("p0", runs_from("Other words.")), Paragraph("x"))
    merged = joined(None, mine, theirs)
    assert texts(merged.project) == [BASE, "Mine", ""]
    assert said(merged) == [("theo", BASE, "Other words.")]
