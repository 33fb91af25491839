"""“Ready for Cabinet?” as a paper: everything that was found is in it, with its place, the gravest first."""

from __future__ import annotations

from datetime import date

from strategy_editor.checks.finding import Finding
from strategy_editor.checks.register import RULES
from strategy_editor.manuscript.items import HeadingItem, Manuscript, ParagraphItem, TableItem
from strategy_editor.manuscript.readiness import readiness, readiness_title, summary_sentences
from strategy_editor.model.profile import CheckSetting
from tests.checks.cases import part, project, report, saying, settings
from tests.model.values import paragraph

TODAY = date(2009, 2, 20)
SECTION = part(paragraph("TBC"), title="Costs")
WHOLE = project(report(SECTION), profile=settings(checks=(CheckSetting("C54", "off"), CheckSetting("C31", "off"))))
REPORT = WHOLE.documents[0].id
FOUND = (
    Finding("C02", "stop", "A placeholder.", REPORT, SECTION.id),
    Finding("C05", "stop", "A blank.", REPORT, set_aside="The chair agreed"),
    Finding("C50", "warn", "An acronym."),
    Finding("C03", "note", "A length.", REPORT, SECTION.id),
)


def texts(made: Manuscript) -> list[str]:
    """The words of every heading and paragraph, and of every row of a table."""
    out = []
    for item in made.items:
        match item:
            case HeadingItem() | ParagraphItem():
                out.append(words(item))
            case TableItem():
                out += [" | ".join(words(cell.items[0]) for cell in row.cells) for row in item.rows]
    return out


def words(item: object) -> str:
    return "".join(span.text for span in item.inlines)  # type: ignore[attr-defined]


def test_every_finding_is_there_with_its_place_the_gravest_first() -> None:
    told = texts(readiness(WHOLE, "cabinet", FOUND, {REPORT: 3}, TODAY))
    rows = [text for text in told if " | " in text and not text.startswith("Where")]
    assert rows == [
        "The ICT Strategy / Costs | A placeholder. | C02",
        "The strategy as a whole | An acronym. | C50",
        "The ICT Strategy / Costs | A length. | C03",
        "The ICT Strategy | A blank. Set aside because: The chair agreed | C05",
    ]
    assert "1 thing must be put right before publication." in told
    assert "“The ICT Strategy” fills 3 sides of A4; the council allows 4." in told
    assert any(RULES["C54"].title in text for text in told), "what the council does not check is said"
    assert not any(RULES["C31"].title in text for text in told), "and a guard against leaks stays on"


def test_what_is_set_aside_does_not_count_as_a_stop() -> None:
    first, _, third = summary_sentences(WHOLE, FOUND[1:2], {})
    assert first == "Nothing stands in the way of publication."
    assert third == "1 thing was set aside, with a reason."


def test_the_title_names_what_it_is_for() -> None:
    assert readiness_title(WHOLE, "cabinet") == "Ready for Cabinet?"
    assert readiness_title(WHOLE, "web") == "Ready for the website?"
    assert readiness_title(saying(profile=settings(meeting_body="")), "cabinet") == "Ready for the meeting?"
