"""The seed: Cheshire East's report of 3 March 2009, as a project that holds exactly its words."""

from __future__ import annotations

from strategy_editor.foundation.ids import new_id
from strategy_editor.model.blocks import Live
from strategy_editor.model.dates import When
from strategy_editor.model.outline import DocumentOutline, Outline, OutlineSection
from strategy_editor.model.profile import Contact, HeaderLine, PageLook, Profile
from strategy_editor.model.project import Project
from strategy_editor.model.records import Fact, Meeting, Milestone, TextValue
from strategy_editor.model.section import Document
from tests.model.values import heading, item, paragraph, section

PROFILE = Profile(
    "cheshire-east-2009",
    "Cheshire East 2009",
    "Cheshire East Council",
    header_lines=(
        HeaderLine("Date of meeting", "meeting.date"),
        HeaderLine("Report of", "report.of"),
        HeaderLine("Title", "document.title"),
    ),
    contacts=(
        Contact("Portfolio Holder", "portfolio.holder"),
        Contact("Officer", "officer.name"),
        Contact("Tel No", "officer.telephone"),
        Contact("Email", "officer.email"),
    ),
    page=PageLook(capitals=True),
)

OUTLINE = Outline(
    "seed",
    "Seed",
    (
        DocumentOutline(
            "report",
            "Report",
            "report",
            (OutlineSection("head", "Head", role="report-header"), OutlineSection("contacts", "Contacts")),
        ),
    ),
)

FACTS = {
    "report.of": ("Report of", "Performance and Capacity"),
    "portfolio.holder": ("Portfolio Holder", "Councillor Keegan"),
    "officer.name": ("Officer", "John Barrett"),
    "officer.telephone": ("Tel No", "01244 972520"),
    "officer.email": ("Email", "John.Barrett@cheshire.gov.uk"),
}

MILESTONES = (
    ((2009, 3), "draft Strategy to cabinet to agree content"),
    ((2009, 3), "add graphics and illustrations; publish on website"),
    ((2009, 3), "first technical strategies available"),
    ((2009, 4), "produce printed version"),
    ((2009, 4), "engagement of partners"),
    ((2009, 7), "completion of high priority technical strategies"),
    ((2010, 3), "review of Strategy and achievements; update"),
)

PURPOSE = (
    "In February Cabinet agreed a general approach and timetable for the production of an ICT Strategy. The purpose of "
    "this report is to consider the draft ICT Strategy. Publication of the strategy will not of itself have any "
    "immediate financial implications, although obviously it will result ultimately in opportunities for investment "
    "and savings."
)
DECISION = "Endorse the ICT strategy, as drafted, to enable it to progress to publication."
CONTEXT = (
    "Cheshire East has the opportunity to break new ground in using Information & Communications Technology to "
    "improve processes. More importantly, it can bring about improvements for citizens in their daily lives. It "
    "used to be said that ICT is a key enabler of local authority services. Now it is more than that – it is at "
    "the heart of everything the council does. The strategy has been drafted to set out this agenda for members, "
    "staff, partners and the general public. The local agenda is a key component."
)
SHAPE = (
    "The Strategy follows the outline agreed by Cabinet which is based on recommendations by the Gartner Group - "
    "specialist ICT analysts."
)
TECHNICAL = (
    "It was noted at Cabinet in February that an ICT Strategy is a high level document which is supported by a "
    "range of technical strategies. At the Cabinet meeting in February a template for the Strategy was agreed. "
    "The Strategy has now been drafted accordingly. Four of the technical documents have also been produced and "
    "appear as appendices to the main Strategy."
)
SECURITY = (
    "The Security Policy has also already been drafted and is the subject of separate consideration. Other technical "
    "strategy documents in the course of production are:"
)
REASONS = (
    "An ICT strategy document is a key success factor for a modern organisation. It should summarise how the ICT "
    "organisation and its services will contribute to the success of the organisation."
)
APPENDICES = (
    "Applications – Appendix A",
    "Infrastructure – Appendix B",
    "Finance – Appendix C",
    "Information Management – Appendix D",
)
IN_PRODUCTION = (
    "Electronic Desktop Roadmap",
    "Flexible & Mobile Working Strategy",
    "Data Centre Services",
    "Digital connectivity – including a policy on the enablement of local communities",
)


def seed_report(meeting: str = "") -> Document:
    """The report, numbered as the seed is: 1.1 is a paragraph, 3.1 a heading, 4.0 has neither."""
    outline = section(
        "The ICT Strategy Outline",
        heading("Business Context"),
        paragraph(CONTEXT),
        heading("The nature and shape of the Strategy"),
        paragraph(SHAPE),
        heading("Technical Strategies"),
        paragraph(TECHNICAL),
        *(item(text) for text in APPENDICES),
        paragraph(SECURITY),
        *(item(text) for text in IN_PRODUCTION),
        heading("Principal milestones for development of the strategy"),
        Live(new_id(), "milestones"),
        scheme="headings",
        status="cleared",
    )
    return Document(
        new_id(),
        "report",
        "The Development of an ICT Strategy",
        (
            section("Report header", Live(new_id(), "report-header"), outline="head", scheme="none", status="cleared"),
            section("Purpose of Report", paragraph(PURPOSE, numbered=True), scheme="paragraphs", status="cleared"),
            section("Decision Required", paragraph(DECISION, numbered=True), scheme="paragraphs", status="cleared"),
            outline,
            section("Reasons for Recommendation", paragraph(REASONS), scheme="paragraphs", status="cleared"),
            section("For further information:", Live(new_id(), "contacts"), scheme="none", status="cleared"),
        ),
        outline="report",
        meeting=meeting,
        number_format="1.0",
    )


def seed_project() -> Project:
    """The whole set of the seed: one report that goes to Cabinet."""
    meeting = Meeting(new_id(), "Cabinet", When(2009, 3, 3))
    facts = tuple(Fact(new_id(), key, label, value=TextValue(text)) for key, (label, text) in FACTS.items())
    milestones = tuple(Milestone(new_id(), title, When(*when)) for when, title in MILESTONES)
    return Project(
        new_id(),
        "ICT Strategy",
        OUTLINE,
        PROFILE,
        (seed_report(meeting.id),),
        meetings=(meeting,),
        facts=facts,
        milestones=milestones,
    )


def seed_lines() -> list[str]:
    """Every line of the seed in order, without its typed marks; a tab parts number or date from words."""
    numbered = [f"1.1\t{PURPOSE}", "2.0\tDecision Required", f"2.1\t{DECISION}"]
    months = {3: "March", 4: "April", 7: "July"}
    return [
        "CHESHIRE EAST COUNCIL",
        "CABINET",
        "Date of meeting: 3 March 2009",
        "Report of: Performance and Capacity",
        "Title: The Development of an ICT Strategy",
        "1.0\tPurpose of Report",
        *numbered,
        "3.0\tThe ICT Strategy Outline",
        "3.1\tBusiness Context",
        CONTEXT,
        "3.2\tThe nature and shape of the Strategy",
        SHAPE,
        "3.3\tTechnical Strategies",
        TECHNICAL,
        *APPENDICES,
        SECURITY,
        *IN_PRODUCTION,
        "3.4\tPrincipal milestones for development of the strategy",
        *(f"{months[when[1]]} {when[0]}\t{title}" for when, title in MILESTONES),
        "4.0\tReasons for Recommendation",
        REASONS,
        "For further information:",
        *(f"{label}: {text}" for label, text in (FACTS[line.fact] for line in PROFILE.contacts)),
    ]


def seed_pieces() -> list[str]:
    """The lines as a word processor gives them: a number and its words in one, any other label on a line of its own."""
    pieces: list[str] = []
    for line in seed_lines():
        label, _, words = line.partition("\t")
        pieces += [f"{label} {words}"] if label[0].isdigit() else [each for each in (label, words) if each]
    return pieces


def without_bullets(found: list[str]) -> list[str]:
    """What a word processor shows of the seed, without the signs of its lists and the heads of the drawn table."""
    return [line.removeprefix("• ") for line in found if line not in ("When", "Milestone")]
