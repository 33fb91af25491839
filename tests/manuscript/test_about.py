"""What the public is told at the end of what goes on the website, by the council's settings."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from strategy_editor.manuscript.build import manuscript
from strategy_editor.model.outline import DocumentOutline, Outline, OutlineSection
from strategy_editor.model.profile import Contact
from strategy_editor.model.project import Project
from strategy_editor.model.records import Fact, TextValue
from tests.manuscript.reading import lines
from tests.model.values import document, paragraph, project, section


def made(of: Project, edition: str = "web", number: int = 0) -> list[str]:
    return lines(manuscript(of, of.documents[number], edition, version="1.0", today=date(2009, 3, 20)))


def whole(**wording: str) -> Project:
    policy = document(section("Scope", paragraph("Everyone.")), kind="policy", title="Security Policy")
    plan = document(
        section("Vision", paragraph("We see far.")),
        section("Ask us", paragraph("In Braille too."), outline="ask"),
        title="Plan",
        outline="o",
    )
    report = document(section("Purpose", paragraph("To agree.")), kind="report", title="Report")
    ask = OutlineSection("ask", "Ask us", role="access-and-contact")
    outline = Outline("o", "O", (DocumentOutline("o", "Strategy", "strategy", sections=(ask,)),))
    facts = (
        Fact("f1", "officer.email", "Email", value=TextValue("ict@example.gov.uk")),
        Fact("f2", "officer", "Officer"),
    )
    set_ = project(policy, plan, report, facts=facts)
    contacts = (Contact("Email", "officer.email"), Contact("Officer", "officer"))
    return replace(set_, outline=outline, profile=replace(set_.profile, contacts=contacts, wording=wording))


def test_a_document_without_words_of_its_own_says_all() -> None:
    said = made(whole(**{"metadata.reference": "BBC/{title}"}))
    end = said[said.index("About this document") :]
    assert end[1].startswith("Please ask us if you would like this document in large print")
    assert end[2].startswith("We want everyone to be able to read this document.")
    assert end[3].startswith("© Brindleford Borough Council.")
    assert end[4:] == [
        "Title: Security Policy",
        "Published by: Brindleford Borough Council",
        "Date: 20 March 2009",
        "Version: 1.0",
        "Reference: BBC/Security Policy",
        "Email: ict@example.gov.uk",
    ]


def test_words_of_its_own_stand_and_only_what_a_catalogue_needs_follows() -> None:
    said = made(whole(), number=1)
    end = said[said.index("About this document") :]
    assert not any("large print" in line or "©" in line or "Email" in line for line in end)
    assert "Version: 1.0" in end


def test_it_is_for_the_website_and_not_for_reports() -> None:
    assert "About this document" not in made(whole(), "cabinet", 2)
    assert "About this document" not in made(whole(), "web", 2)
    assert "About this document" not in made(whole(), "draft")


def test_the_file_says_of_itself_what_the_council_wants() -> None:
    of = whole(**{"metadata.keywords": "ICT, {title}", "metadata.reference": "2009-{title}"})
    said = manuscript(of, of.documents[0], "web", today=date(2009, 3, 20)).properties
    assert (said.keywords, said.identifier) == (("ICT", "Security Policy"), "2009-Security Policy")
    plain = whole()
    assert manuscript(plain, plain.documents[0], "web", today=date(2009, 3, 20)).properties.keywords == ()
