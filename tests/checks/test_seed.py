"""The founding report, typed in: what its text must raise, on the day of the meeting, today, and by today's rules."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from msgspec.structs import replace

from strategy_editor.checks.finding import Finding
from strategy_editor.model.project import Project
from strategy_editor.model.records import RegisterEntry
from strategy_editor.model.text import plain
from strategy_editor.session.checking import check_edition, put_right
from strategy_editor.templates.outlines import load_outline
from strategy_editor.templates.profiles import load_profile
from tests.manuscript.seed import IN_PRODUCTION, PROFILE, seed_project

THE_DAY = date(2009, 3, 3)
TODAY = date(2026, 11, 28)
ANSWERS = {
    "Report header": "R00",
    "Purpose of Report": "R01",
    "Decision Required": "R02",
    "The ICT Strategy Outline": "R04",
    "Reasons for Recommendation": "R05",
    "For further information:": "R23",
}


def seed(profile: str = "cheshire-east-2009") -> Project:
    """The report and the four documents in production, as an officer of this council would have typed them in."""
    project = seed_project()
    [report] = project.documents
    sections = tuple(replace(each, outline=ANSWERS[plain(each.title)]) for each in report.sections)
    return replace(
        project,
        documents=(replace(report, sections=sections),),
        outline=load_outline("ict-strategy"),
        profile=replace(load_profile(profile), email_domains=("cheshireeast.gov.uk",), contacts=PROFILE.contacts),
        register=tuple(RegisterEntry(f"r{number}", title) for number, title in enumerate(IN_PRODUCTION)),
    )


def found(project: Project, today: date = THE_DAY) -> list[Finding]:
    return list(check_edition(project, "cabinet", today))


def of(rule: str, findings: list[Finding]) -> list[Finding]:
    return [each for each in findings if each.rule == rule]


def test_what_the_text_of_the_report_must_raise() -> None:
    findings = found(seed())
    [acronym] = of("C50", findings)
    assert acronym.quote == "ICT"
    assert of("C10", findings) == [], "it begins with “Endorse”"
    [version] = of("C12", findings)
    assert version.quote == "as drafted"
    assert of("C15", findings), "nothing says whether it is a key decision"
    [address] = of("C22", findings)
    assert address.quote == "John.Barrett@cheshire.gov.uk"
    assert {each.quote for each in of("C06", findings)} == {f"Appendix {letter}" for letter in "ABCD"}
    assert all(each.severity == "stop" for each in of("C06", findings))
    undated = of("C07", findings)
    assert [each for each in undated if "high" in each.message]
    assert len(undated) == 1 + len(IN_PRODUCTION)
    assert of("P02", findings)


def test_todays_rules_ask_for_eight_implications_and_more() -> None:
    findings = found(seed("english-council"))
    assert len(of("C05", findings)) >= 8
    missing = " ".join(each.message for each in of("C01", findings))
    for title in ("options", "Consultation", "Background papers", "Wards"):
        assert title in missing


@pytest.mark.parametrize(("today", "overdue"), [(THE_DAY, 0), (TODAY, 7)])
def test_milestones_are_overdue_by_the_clock(today: date, overdue: int) -> None:
    assert len(of("C93", found(seed(), today))) == overdue


def test_what_can_be_put_right_with_a_click_is_right_then() -> None:
    project = seed()
    findings = found(project)
    fixable = [each for each in findings if each.fix]
    assert {"C50", "C22", "P02"} <= {each.rule for each in fixable}
    after = Counter(each.rule for each in found(put_right(project, fixable)))
    assert not {each.rule for each in fixable} & set(after)
    text = str(put_right(project, of("C50", findings)))
    assert "production of an Information & Communications Technology (ICT) Strategy" in text
