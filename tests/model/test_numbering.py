"""Numbers follow the seed's report, the scheme 1, 1.1, 1.1.1, and the letters of appendices."""

from __future__ import annotations

from msgspec.structs import replace

from strategy_editor.model.blocks import Change, Paragraph
from strategy_editor.model.numbering import list_label, numbers
from strategy_editor.model.outline import DocumentOutline, Outline, OutlineSection
from strategy_editor.model.references import reference_text, targets
from strategy_editor.model.text import CrossReference, Footnote, Run
from tests.model.values import document, heading, item, paragraph, project, section, table


def test_the_report_of_march_2009_numbers_paragraphs_in_one_section_and_headings_in_another() -> None:
    purpose, decision = paragraph("In February", numbered=True), paragraph("Endorse", numbered=True)
    context, shape = heading("Business Context"), heading("The nature and shape of the Strategy")
    report = document(
        section("Purpose of Report", purpose, scheme="paragraphs"),
        section("Decision Required", decision, scheme="paragraphs"),
        section("The ICT Strategy Outline", context, paragraph("Cheshire East"), shape, scheme="headings"),
        section("Reasons for Recommendation", paragraph("An ICT strategy"), scheme="paragraphs"),
        section("For further information", scheme="none"),
        kind="report",
        number_format="1.0",
    )
    drawn = numbers(project(report), report)
    assert [drawn.labels.get(each.id, "") for each in report.sections] == ["1.0", "2.0", "3.0", "4.0", ""]
    assert [drawn.labels[each.id] for each in (purpose, decision, context, shape)] == ["1.1", "2.1", "3.1", "3.2"]


def test_headings_nest_and_numbered_paragraphs_stand_below_them() -> None:
    one, two, deep, text = heading("a"), heading("b"), heading("c", 2), paragraph("d", numbered=True)
    child = section("child", heading("e"))
    whole = document(replace(section("s", one, two, deep, text), children=(child,)))
    drawn = numbers(project(whole), whole)
    labels = [drawn.labels[each.id] for each in (one, two, deep, text, child, child.blocks[0])]
    assert labels == ["1.1", "1.2", "1.2.1", "1.2.1.1", "1.3", "1.3.1"]
    assert [drawn.levels[each.id] for each in (whole.sections[0], one, deep, child, child.blocks[0])] == [1, 2, 3, 2, 3]


def test_numbered_paragraphs_go_on_through_child_sections() -> None:
    first, second = paragraph("a", numbered=True), paragraph("b", numbered=True)
    child = section("side-heading", second, scheme="paragraphs")
    whole = document(replace(section("s", first, scheme="paragraphs"), children=(child,)))
    drawn = numbers(project(whole), whole)
    assert (drawn.labels[first.id], drawn.labels[second.id], drawn.labels.get(child.id)) == ("1.1", "1.2", None)


def test_appendices_take_letters_by_order_and_put_them_before_their_numbers() -> None:
    one, two = table([["x"]], "Systems"), heading("Where we are")
    a, b = document(kind="appendix", title="Applications"), document(section("Now", two, one), kind="appendix")
    whole = project(document(), a, b)
    drawn = numbers(whole, b)
    assert (whole.letter(a), whole.letter(b), drawn.labels[two.id], drawn.captions[one.id]) == ("A", "B", "B1.1", "B1")
    swapped = replace(whole, documents=(whole.documents[0], b, a))
    assert numbers(swapped, b).captions[one.id] == "A1"


def test_lists_count_by_level_and_start_again_after_text() -> None:
    kinds = {"kind": "number"}
    blocks = [item("a", **kinds), item("b", level=2, **kinds), item("c", level=2, **kinds), item("d", **kinds)]
    again = [paragraph("between"), item("e", **kinds), item("f", restart=True, **kinds), item("g", kind="bullet")]
    whole = document(section("s", *blocks, *again))
    drawn = numbers(project(whole), whole)
    assert [drawn.labels.get(b.id) for b in (*blocks, *again)] == ["1.", "(a)", "(b)", "2.", None, "1.", "1.", None]


def test_a_list_of_another_kind_counts_for_itself() -> None:
    blocks = [item("a", kind="number"), item("b", kind="letter"), item("c", kind="letter"), item("d", kind="number")]
    whole = document(section("s", *blocks))
    assert [numbers(project(whole), whole).labels[b.id] for b in blocks] == ["1.", "(a)", "(b)", "1."]


def test_list_labels_take_turns() -> None:
    assert [list_label("letter", level, 4) for level in (1, 2, 3)] == ["(d)", "(iv)", "4."]
    assert list_label("letter", 1, 28) == "(bb)"


def test_what_is_only_suggested_moves_no_number() -> None:
    first, last = paragraph("a", numbered=True), paragraph("c", numbered=True)
    between = Paragraph("x", (Run("b"),), numbered=True, ending=Change(insertion="s1"))
    whole = document(section("s", first, between, last, scheme="paragraphs"))
    drawn = numbers(project(whole), whole)
    assert (drawn.labels[first.id], drawn.labels["x"], drawn.labels[last.id]) == ("1.1", "1.1", "1.2")


def test_footnotes_count_through_the_document() -> None:
    notes = [Footnote(f"note{index}") for index in range(3)]
    blocks = [Paragraph(f"p{index}", (Run("x"), Run(note))) for index, note in enumerate(notes)]
    whole = document(section("a", blocks[0], blocks[1]), section("b", blocks[2]))
    assert numbers(project(whole), whole).footnotes == {"note0": 1, "note1": 2, "note2": 3}


def test_a_reference_follows_what_it_points_at() -> None:
    one, two = heading("Need"), table([["x"]], "Rents")
    main, extra = document(section("s", one, two)), document(section("t"), kind="appendix", title="Finance")
    whole = project(main, extra)
    found = targets(whole)

    def said(target: str, form: str = "number") -> str:
        reference = CrossReference("r", target, form)  # type: ignore[arg-type]
        return reference_text(whole, main, reference, found.get(target))

    assert said(one.id) == "section 1.1"
    assert said(two.id, "number-and-title") == "Table 1, Rents"
    assert said(extra.id) == "Appendix A"
    assert said(extra.sections[0].id) == "section A1 of Appendix A"
    assert said(main.sections[0].id, "title") == "s"
    assert said("gone") == "[missing reference]"


def test_what_is_not_applicable_or_optional_and_empty_takes_no_number() -> None:
    wanted = (OutlineSection("foreword", "Foreword", need="optional"), OutlineSection("scope", "Scope"))
    outline = Outline("test", "Test", (DocumentOutline("strategy", "Strategy", "strategy", wanted),))
    note = paragraph("")
    foreword = section("Foreword", note, outline="foreword")
    dropped = section("Wards", table([["x"]]), status="not-applicable")
    scope, figures = section("Scope", outline="scope"), table([["y"]])
    whole = document(foreword, dropped, scope, section("Money", figures), outline="strategy")
    drawn = numbers(replace(project(whole), outline=outline), whole)
    assert [drawn.labels.get(each.id) for each in whole.sections] == [None, None, "1", "2"]
    assert (drawn.captions[figures.id], drawn.captions[dropped.blocks[0].id], drawn.levels[dropped.id]) == ("1", "2", 1)
    begun = replace(foreword, blocks=(replace(note, runs=(Run("Dear resident"),)),))
    whole = replace(whole, sections=(begun, *whole.sections[1:]))
    drawn = numbers(replace(project(whole), outline=outline), whole)
    assert [drawn.labels.get(each.id) for each in whole.sections] == ["1", None, "2", "3"]
