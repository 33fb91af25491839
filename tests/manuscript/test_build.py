"""Manuscripts say what their edition should say, and nothing else."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from strategy_editor.foundation.errors import WrongUse
from strategy_editor.foundation.ids import new_id
from strategy_editor.manuscript.build import manuscript
from strategy_editor.manuscript.editions import EDITIONS
from strategy_editor.manuscript.items import (
    ChartItem,
    ContentsItem,
    CoverItem,
    GapItem,
    HeadingItem,
    Manuscript,
    PageBreakItem,
    PairsItem,
    ParagraphItem,
    Span,
    TableItem,
    TitleItem,
)
from strategy_editor.model.blocks import Box, Chart, Limits, Live, Paragraph
from strategy_editor.model.dates import When
from strategy_editor.model.ledger import Version
from strategy_editor.model.outline import DocumentOutline, Outline, OutlineSection
from strategy_editor.model.project import Project
from strategy_editor.model.records import Exemption, Meeting, Person, Term
from strategy_editor.model.section import Document
from strategy_editor.model.text import CrossReference, FactField, Footnote, Marks, Run
from tests.bench import examples
from tests.manuscript.reading import lines, strings, text
from tests.manuscript.seed import seed_lines, seed_project
from tests.model.values import document, heading, item, paragraph, project, projects, section, table

TODAY = date(2009, 3, 3)


def made(whole: Project, one: Document, edition: str = "cabinet", **fields: object) -> Manuscript:
    return manuscript(whole, one, edition, today=TODAY, **fields)  # type: ignore[arg-type]


def test_the_seed_comes_out_line_by_line_with_its_numbers() -> None:
    whole = seed_project()
    found = lines(made(whole, whole.documents[0]))
    assert [line for line in found if line != "When\tMilestone"] == seed_lines()


def test_the_seed_is_marked_and_headed_as_a_report() -> None:
    whole = seed_project()
    report = whole.documents[0]
    cleared, draft = made(whole, report), made(whole, report, "draft")
    assert isinstance(cleared.items[0], TitleItem)
    assert isinstance(cleared.items[1], PairsItem)
    assert (cleared.furniture.mark, draft.furniture.mark) == ("", "DRAFT")
    assert cleared.properties.creator == "Cheshire East Council"
    begun = replace(report, sections=tuple(replace(each, status="in-draft") for each in report.sections))
    assert made(replace(whole, documents=(begun,)), begun).furniture.mark == "DRAFT"


def test_an_unknown_detail_is_a_gap_in_every_edition() -> None:
    known, gap = Run(FactField(new_id(), "council.name")), Run(FactField(new_id(), "meeting.date"))
    whole = document(section("One", Paragraph("p", (known, Run(" on "), gap))))
    for edition in EDITIONS:
        found = next(each for each in made(project(whole), whole, edition).items if isinstance(each, ParagraphItem))
        assert [(each.text, each.gap) for each in found.inlines if isinstance(each, Span)] == [
            ("Brindleford Borough Council", False),
            (" on ", False),
            ("[Date of meeting: not known yet]", True),
        ]


def test_drafts_say_what_is_missing_and_cabinet_editions_leave_out_what_may_be() -> None:
    outline = Outline(
        "o",
        "O",
        (DocumentOutline("s", "S", "strategy", (OutlineSection("f", "F", need="optional"), OutlineSection("m", "M"))),),
    )
    whole = document(
        section("Foreword", outline="f"),
        section("Wards", status="not-applicable", reason="All wards"),
        section("Money", outline="m"),
        section("Done", paragraph("Words")),
        outline="s",
    )
    both = replace(project(whole), outline=outline)
    draft, cabinet = lines(made(both, whole, "draft")), lines(made(both, whole, "cabinet"))
    missing = "[This section has not been written yet]"
    wards = "[Not applicable: All wards]"
    assert any(line.startswith("Not checked:") for line in draft[:5])
    assert draft[5:] == ["Foreword", missing, "Wards", wards, "1	Money", missing, "2	Done", "Words"]
    assert cabinet[-3:] == ["1\tMoney", "2\tDone", "Words"]
    assert "Foreword" not in cabinet


CANARY = "Xanthippe"


def exempt_project() -> tuple[Project, Document]:
    """A document in which everything that can be exempt holds the canary, with references to most of it."""
    because = Exemption("e1", "3", "money")
    limits, marks = Limits(exemption="e1"), Marks(exemption="e1")
    hidden_heading = replace(heading(f"About {CANARY}"), limits=limits)
    hidden_table = replace(table([["h"], [CANARY]], CANARY), limits=limits, source=CANARY, description=CANARY)
    rows = table([["Name", "Cost"], ["Open", "1"], [CANARY, "2"], ["Last", "3"]], "Costs")
    rows = replace(rows, rows=(*rows.rows[:2], replace(rows.rows[2], limits=limits), rows.rows[3]))
    inline = Paragraph("inline", (Run("Before "), Run(f"{CANARY} 1", marks), Run(" after")), numbered=True)
    noted = Paragraph("noted", (Run("Text"), Run(Footnote("n", (Run("see "), Run(CANARY, marks))))))
    hidden_section = section(f"The {CANARY} plan", paragraph(CANARY), limits=limits)
    last_heading = heading("Last")
    wanted = [hidden_section.id, hidden_heading.id, hidden_table.id, rows.id, inline.id, last_heading.id]
    references = tuple(
        Run(CrossReference(new_id(), target, form))  # type: ignore[arg-type]
        for target in wanted
        for form in ("number", "title", "number-and-title")
    )
    one = document(
        section(
            "First", hidden_heading, hidden_table, rows, inline, noted, Chart("c", hidden_table.id, paragraph("C"))
        ),
        hidden_section,
        section("Third", last_heading, Paragraph("refs", references)),
    )
    return replace(project(one), exemptions=(because,)), one


@pytest.mark.parametrize("edition", list(EDITIONS))
def test_the_public_part_holds_nothing_exempt_and_keeps_its_numbers(edition: str) -> None:
    whole, one = exempt_project()
    public, full = made(whole, one, edition), made(whole, one, edition, part="exempt")
    assert CANARY not in strings(public)
    assert strings(full).count(CANARY) > 8

    def labels(manuscript: Manuscript) -> list[tuple[str, str]]:
        return [(each.anchor, each.label) for each in manuscript.items if isinstance(each, HeadingItem | ParagraphItem)]

    assert [each for each in labels(full) if each[1]] == [each for each in labels(public) if each[1]]
    assert (public.furniture.classification, full.furniture.classification) == ("", "NOT FOR PUBLICATION")


def test_references_to_what_is_not_for_publication_are_a_number_without_a_link() -> None:
    whole, one = exempt_project()
    found = next(each for each in made(whole, one).items if isinstance(each, ParagraphItem) and each.anchor == "refs")
    spans = [each for each in found.inlines if isinstance(each, Span)]
    assert [(each.text, each.target) for each in spans[:3]] == [("section 2", "")] * 3
    assert spans[-1].target == one.sections[2].blocks[0].id
    assert "Table 1" in text(found.inlines)


def test_the_omission_is_stated_at_the_end_and_the_other_version_says_what_it_is() -> None:
    runs = (
        Run("The "),
        Run("secret price ", Marks(exemption="e2")),
        Run("is high, "),
        Run(" he said", Marks(exemption="e1")),
    )
    one = document(section("Costs", replace(paragraph(), runs=runs)), title="Plan")
    whole = replace(project(one), exemptions=(Exemption("e1", "3"), Exemption("e2", "1"), Exemption("e9", "5")))
    public = lines(made(whole, one))
    assert "The [Not for publication] is high, [Not for publication]" in [line.replace("  ", " ") for line in public]
    schedule = "Part 1 of Schedule 12A to the Local Government Act 1972"
    assert public[-1] == f"Part of this document is not for publication by virtue of paragraphs 1 and 3 of {schedule}."
    kept = lines(made(whole, one, part="exempt"))
    assert f"This version is not for publication by virtue of paragraphs 1 and 3 of {schedule}." in kept
    plain = document(section("Costs", paragraph("Nothing.")), title="Plan")
    assert not any("by virtue" in line for line in lines(made(project(plain), plain)))


def test_a_document_that_is_exempt_as_a_whole_says_only_so_in_public() -> None:
    one = document(section("Secret", paragraph(CANARY)), exemption="e1", title="Business case", kind="appendix")
    whole = replace(project(one), exemptions=(Exemption("e1", "3"),))
    assert CANARY not in strings(made(whole, one))
    assert lines(made(whole, one))[-1].startswith("This document is not for publication by virtue of paragraph 3 of")


def test_references_give_number_words_and_title_apart() -> None:
    target, costs = heading("Costs, in full"), table([["x"]], "Sums")
    other = document(section("Far", heading("Away")), kind="appendix", title="Applications")
    references = [
        CrossReference("1", target.id),
        CrossReference("2", target.id, "number-and-title"),
        CrossReference("3", costs.id),
        CrossReference("4", other.sections[0].id),
        CrossReference("5", "gone"),
        CrossReference("6", target.id, "title"),
    ]
    one = document(section("S", target, costs, Paragraph("p", tuple(map(Run, references)))))
    found = next(
        each for each in made(project(one, other), one).items if isinstance(each, ParagraphItem) and each.anchor == "p"
    )
    spans = [(s.text, s.reference, s.number, bool(s.target)) for s in found.inlines if isinstance(s, Span)]
    assert spans == [
        ("section 1.1", "number", "1.1", True),
        ("section 1.1", "number", "1.1", True),
        (", ", "", "", True),
        ("Costs, in full", "title", "", True),
        ("Table 1", "caption", "1", True),
        ("section A1 of Appendix A", "", "", False),
        ("[missing reference]", "", "", False),
        ("Costs, in full", "title", "", True),
    ]


def test_lists_nest_and_begin_again() -> None:
    blocks = [
        item("a"),
        item("b", level=2, kind="number"),
        item("c", level=2, kind="number"),
        item("d", level=2),
        item("e"),
        paragraph("between"),
        item("f", kind="number"),
        item("g", kind="number", restart=True),
    ]
    one = document(section("S", *blocks))
    found = lines(made(project(one), one))
    assert found[-8:] == ["a", "(a)	b", "(b)	c", "d", "e", "between", "1.	f", "1.	g"]


def test_what_is_limited_to_another_edition_leaves_its_number_behind() -> None:
    only_web = replace(heading("Web"), limits=Limits(("web",)))
    one = document(section("S", only_web, heading("All"), limits=Limits(("web", "cabinet"))))
    assert lines(made(project(one), one))[-2:] == ["1\tS", "1.2\tAll"]
    shown = [line for line in lines(made(project(one), one, "web")) if line.startswith("1.")]
    assert shown == ["1.1\tWeb", "1.2\tAll"]
    assert "All" not in str(lines(made(project(one), one, "print")))


def test_live_blocks_draw_what_the_set_holds() -> None:
    person = Person("p1", "A. Name", "Head of ICT")
    terms = (Term("t1", "VPN", "virtual private network", "a safe line"), Term("t2", "NHS", "National Health Service"))
    one = document(
        section("Control", Live("c", "document-control"), scheme="none"),
        section("Text", paragraph("A VPN helps.")),
        section("Glossary", Live("g", "glossary"), scheme="none"),
        section("Appendices", Live("a", "appendices"), scheme="none"),
        section("Register", Live("r", "register"), scheme="none"),
        owner="p1",
        period="2009 to 2012",
    )
    appendix = document(section("A"), kind="appendix", title="Applications")
    whole = replace(project(one, appendix), people=(person,), glossary=terms)
    version = Version("v", datetime(2009, 2, 28, 23, 30, tzinfo=UTC), "p1", "tree", "v0.3", "To Cabinet")
    found = lines(made(whole, one, "draft", version="v0.3", versions=(version,)))
    assert "Owner\tHead of ICT" in found
    assert "v0.3\t28 February 2009\tTo Cabinet\tHead of ICT" in found
    assert "VPN: virtual private network: a safe line" in found
    assert not any("NHS" in line for line in found)
    assert "Applications – Appendix A" in found
    assert "[Nothing has been entered yet: register]" in found
    assert "A. Name" not in str(found)


def test_recommendations_are_drawn_from_the_report() -> None:
    outline = Outline(
        "o",
        "O",
        (DocumentOutline("r", "R", "report", (OutlineSection("d", "D", role="recommendations"),)),),
    )
    report = document(section("Decision", paragraph("Endorse it."), outline="d"), kind="report", outline="r")
    one = document(section("Asked", Live("l", "recommendations")))
    assert lines(made(replace(project(report, one), outline=outline), one))[-1] == "1.\tEndorse it."


def test_a_chart_takes_its_figures_from_its_table() -> None:
    data = table([["Year", "Revenue", "Capital"], ["2009", "£1,250", "£300"], ["2010", "(£50)", "none"], ["x", "", ""]])
    one = document(section("S", data, Chart("c", data.id, paragraph("Spending"), alternative="Falls.")))
    chart = next(each for each in made(project(one), one).items if isinstance(each, ChartItem))
    assert (chart.categories, chart.unit) == (("2009", "2010"), "£")
    assert [(each.name, each.values) for each in chart.series] == [
        ("Revenue", (1250.0, -50.0)),
        ("Capital", (300.0, None)),
    ]
    lost = document(section("S", Chart("c", "nowhere", paragraph("Spending"))))
    assert any(isinstance(each, GapItem) for each in made(project(lost), lost).items)


def test_a_strategy_has_cover_and_contents_and_an_appendix_its_letter() -> None:
    one, appendix = (
        document(section("S"), subtitle="2009 to 2012"),
        document(section("T"), kind="appendix", title="Money"),
    )
    whole = project(one, appendix)
    strategy, second = made(whole, one), made(whole, appendix)
    assert [type(each) for each in strategy.items[:2]] == [CoverItem, ContentsItem]
    contents = strategy.items[1]
    assert isinstance(contents, ContentsItem)
    assert contents.others == (("Appendix A", "Money"),)
    assert second.items[0] == TitleItem(("Brindleford Borough Council", "Appendix A"), "Money")
    assert (second.number_prefix, second.furniture.header_right) == ("A", "Appendix A: Money")
    first, first_of_appendix = (
        next(each for each in one.items if isinstance(each, HeadingItem)) for one in (strategy, second)
    )
    assert first.page_break
    assert not first_of_appendix.page_break  # without a cover the text goes on below its contents


def test_column_shares_add_up() -> None:
    wide = table([["a", "b", "c"]])
    widths = replace(wide, columns=tuple(replace(c, width=w) for c, w in zip(wide.columns, (2, 0, 4), strict=True)))
    one = document(section("S", widths, wide))
    tables = [each for each in made(project(one), one).items if isinstance(each, TableItem)]
    assert [column.width for column in tables[0].columns] == pytest.approx([2 / 9, 3 / 9, 4 / 9])
    assert [column.width for column in tables[1].columns] == [0, 0, 0]


def test_an_unknown_edition_is_named() -> None:
    whole = seed_project()
    with pytest.raises(WrongUse, match="There is no edition “glossy”"):
        made(whole, whole.documents[0], "glossy")


def test_list_items_that_skip_a_level_and_return_are_all_kept() -> None:
    levels = [1, 3, 2, 3, 1]
    whole = document(section("S", *(item(f"item {number}", level=level) for number, level in enumerate(levels))))
    found = lines(made(project(whole), whole))
    assert [line.rpartition("\t")[2] for line in found if "item" in line] == [f"item {number}" for number in range(5)]


@settings(max_examples=examples(200), deadline=None)
@given(projects())
def test_every_word_is_in_every_manuscript_once(whole: Project) -> None:
    """No content is lost: each text host's words appear, in order, for documents of any shape."""
    for one in whole.documents:
        found = made(whole, one, "draft")
        read = "\x00".join(lines(found, notes=True))
        position = 0
        for anchor, words in hosts(one):
            at = read.find(words, position)
            assert at >= 0, (anchor, words)
            position = at
        anchors = [each.anchor for each in found.items if hasattr(each, "anchor")]
        assert len(anchors) == len(set(anchors))


def hosts(one: Document) -> list[tuple[str, str]]:
    """Titles and body text by the model alone: runs of characters, objects apart."""
    out: list[tuple[str, str]] = []
    sections = list(one.sections)
    while sections:
        current = sections.pop(0)
        out.extend((current.id, run.content) for run in current.title if isinstance(run.content, str))
        for block in current.blocks:
            if hasattr(block, "runs"):
                out.extend((block.id, run.content) for run in block.runs if isinstance(run.content, str))
        sections = [*current.children, *sections]
    return out


def test_a_document_in_welsh_refers_in_welsh() -> None:
    costs = table([["x"]], "Costau")
    one = document(section("Un", costs, Paragraph("p", (Run(CrossReference("r", costs.id)),))), language="cy")
    whole = replace(project(one), profile=replace(project(one).profile, wording={"cy.reference.table": "Tabl"}))
    assert lines(made(whole, one))[-1] == "Tabl 1"


def test_a_box_without_a_title_says_what_it_is() -> None:
    one = document(section("S", Box("b", paragraph(""), (paragraph("Words"),), kind="key-facts")))
    assert lines(made(project(one), one))[-2:] == ["Key facts", "Words"]


def test_contents_behind_document_control_start_on_a_new_page() -> None:
    one = document(section("Control", paragraph("x"), scheme="none"), section("Contents", Live("l", "contents")))
    kinds = [type(each) for each in made(project(one), one).items]
    assert kinds == [CoverItem, HeadingItem, ParagraphItem, PageBreakItem, ContentsItem]


def test_the_cover_does_not_say_twice_what_its_author_wrote() -> None:
    outline = Outline("o", "O", (DocumentOutline("s", "S", "strategy", (OutlineSection("c", "C", role="cover"),)),))
    words = (paragraph("To Cabinet on 3 March 2009, version v0.9"), table([["kept"]]))
    one = document(section("Cover", *words, outline="c", scheme="none"), outline="s", meeting="m")
    whole = replace(project(one), outline=outline, meetings=(Meeting("m", "Cabinet", When(2009, 3, 3)),))
    found = made(whole, one, version="v0.9")
    assert isinstance(found.items[0], CoverItem)
    assert found.items[0].lines == ("To Cabinet on 3 March 2009, version v0.9",)
    assert "kept" in lines(found)
    without = replace(one, sections=(replace(one.sections[0], blocks=()),))
    cover = made(replace(whole, documents=(without,)), without, version="v0.9").items[0]
    assert isinstance(cover, CoverItem)
    assert cover.lines == ("For Cabinet, 3 March 2009", "Version v0.9")
