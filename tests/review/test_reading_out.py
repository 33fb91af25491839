"""Quotes read as printed: details and references filled in, suggestions and notes left out, nothing exempt named."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from strategy_editor.model.blocks import Limits, Paragraph
from strategy_editor.model.project import Project
from strategy_editor.model.records import Fact, TextValue
from strategy_editor.model.text import CrossReference, FactField, Footnote, InlineObject, Marks, Run, runs_from
from strategy_editor.review.clearing import differences, why_it_cannot_stand
from strategy_editor.review.reading_out import NOT_PUBLIC, standing_text, text_without_references
from tests.model.values import document, project, section

FIRST = section("Costs", Paragraph("first", runs_from("It costs a lot."), numbered=True), scheme="paragraphs")
TITLED = CrossReference("x", FIRST.id, "title")


def read(found: Project, *content: str | InlineObject | Run) -> str:
    runs = tuple(each if isinstance(each, Run) else Run(each) for each in content)
    return standing_text(found, found.documents[0], runs)


def test_as_printed() -> None:
    found = replace(project(document(FIRST)), facts=(Fact("s", "start", "Start", "text", TextValue("May")),))
    note = Footnote("n", runs_from("A note."))
    coming, going = Run(CrossReference("y", "first"), Marks(insertion="s")), Run(" or so", Marks(deletion="s"))
    said = read(found, "By ", FactField("f", "start"), note, coming, ", see ", CrossReference("x", "first"), going)
    assert said == "By May, see paragraph 1.1 or so"
    assert read(found, "See ", TITLED) == "See Costs"
    assert read(found, CrossReference("x", "gone")) == "[missing reference]"


@pytest.mark.parametrize("way", ["section", "document", "words"])
def test_what_is_not_for_publication_is_not_called_by_its_title(way: str) -> None:
    hidden, whole = FIRST, document(FIRST)
    if way == "section":
        hidden = replace(FIRST, limits=Limits(exemption="3"))
    elif way == "words":
        hidden = replace(FIRST, title=(Run("Costs", Marks(exemption="3")),))
    whole = replace(document(hidden), exemption="3" if way == "document" else "")
    found = project(whole)
    assert "Costs" not in read(found, TITLED)
    assert read(found, TITLED).startswith("section ") or read(found, TITLED) == NOT_PUBLIC


def test_a_number_that_changes_elsewhere_is_shown_but_does_not_stop_a_clearance() -> None:
    extra = Paragraph("extra", runs_from("One more."), numbered=True)
    cleared = section("Why", Paragraph("w", (Run("We recieve it, see "), Run(CrossReference("x", "first")))))
    mended = replace(cleared, blocks=(Paragraph("w", (Run("We receive it, see "), Run(CrossReference("x", "first")))),))
    before = project(document(FIRST, cleared))
    after = project(document(replace(FIRST, blocks=(extra, *FIRST.blocks)), mended))
    changed = differences(before, after, cleared.id)
    assert [(each.before, each.after) for each in changed] == [
        ("We recieve it, see paragraph 1.1", "We receive it, see paragraph 1.2")
    ]
    assert why_it_cannot_stand(before, after, cleared.id) == ""
    led_elsewhere = Paragraph("w", (Run("We receive it, see "), Run(CrossReference("x", "extra"))))
    other = project(document(after.documents[0].sections[0], replace(mended, blocks=(led_elsewhere,))))
    assert why_it_cannot_stand(after, other, cleared.id).startswith("A detail or a reference is another one")
    assert why_it_cannot_stand(before, other, cleared.id).startswith("A detail or a reference is another one")
    runs = mended.blocks[0].runs  # type: ignore[union-attr]
    assert text_without_references(after, after.documents[0], runs) == "We receive it, see "
