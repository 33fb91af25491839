"""The text for the agenda sheet says what the public may know, and no more."""

from __future__ import annotations

from datetime import date

from strategy_editor.manuscript.agenda import agenda_text
from strategy_editor.model.text import FactField
from tests.checks.cases import OWN, appendix, holding, marked, part, project, report, strategy, told
from tests.model.values import paragraph

TODAY = date(2009, 2, 20)


def test_it_is_drawn_from_the_report_and_the_details() -> None:
    purpose = part(holding("To agree the strategy for ", FactField("f", "meeting.body"), "."), answers="R01")
    asked = part(paragraph("That Cabinet is asked to:"), paragraph("Approve the ICT Strategy."), answers="R02")
    paper = report(purpose, asked)
    whole = project(strategy(), paper, appendix(), facts=told(wards__affected="All", key__decision="Yes"))
    assert agenda_text(whole, paper, TODAY) == (
        "The ICT Strategy\nCabinet, 3 March 2009\n\nPurpose\nTo agree the strategy for Cabinet.\n\n"
        "Recommendations\n1. Approve the ICT Strategy.\n\nWards affected: All\nKey decision: Yes\n\n"
        "Attached\nICT Strategy 2009 to 2012\nAppendix A: Finance\n"
    )


def test_what_is_not_for_publication_stays_out() -> None:
    purpose = part(paragraph("To agree it."), marked("The price is £5 million.", exemption="x"), answers="R01")
    paper = report(purpose)
    text = agenda_text(project(paper, exemptions=(OWN,)), paper, TODAY)
    assert "5 million" not in text
    assert "not for publication: paragraph 3" in text
