"""Every shipped outline and every shipped council's settings load, and hold what they should."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from typing import Any

import pytest
from tests.bench import ROOT

from strategy_editor.foundation.resources import resource
from strategy_editor.model.outline import DocumentOutline, OutlineSection
from strategy_editor.model.profile import DeadlineRule, Profile
from strategy_editor.templates.outlines import list_outlines, load_outline, parse_outline, write_outline
from strategy_editor.templates.profiles import list_profiles, load_profile, parse_profile, write_profile
from strategy_editor.templates.roles import ROLES

OUTLINES = ("general-strategy", "ict-strategy")
PROFILES = ("cheshire-east-2009", "english-council", "welsh-council")
AGREED = ROOT / "tests" / "data" / "agreed-outline.json"

REWORDED = {
    "R04": ("Seed headings: 3.1", "The report of 3 March 2009 had: 3.1"),
    "R10": ("Seed: no immediate", "In March 2009: no immediate"),
}
"""Guidance that named this project's first input by its working name, which no officer would know."""


@pytest.mark.parametrize("name", OUTLINES)
def test_outline_loads_and_reads_back_equal(name: str) -> None:
    outline = load_outline(name)
    assert outline.id == name
    assert parse_outline(write_outline(outline).encode(), "again.toml") == outline


@pytest.mark.parametrize("name", PROFILES)
def test_settings_load_and_read_back_equal(name: str) -> None:
    profile = load_profile(name)
    assert profile.id == name
    assert parse_profile(write_profile(profile).encode(), "again.toml") == profile


def test_lists_hold_what_is_shipped() -> None:
    assert tuple(sorted(each.name for each in list_outlines())) == OUTLINES
    assert tuple(sorted(each.name for each in list_profiles())) == PROFILES
    assert not any(each.problem for each in (*list_outlines(), *list_profiles()))
    assert all(each.description for each in (*list_outlines(), *list_profiles()))


@pytest.mark.parametrize("name", OUTLINES)
def test_nothing_is_left_without_advice(name: str) -> None:
    for document in load_outline(name).documents:
        for section in document.sections:
            assert section.guidance, section.id
            assert section.prompts, section.id
            assert bool(section.condition) == (section.need == "conditional"), section.id


def test_every_role_but_the_spare_ones_is_used() -> None:
    used = {
        section.role for name in OUTLINES for document in load_outline(name).documents for section in document.sections
    }
    assert used - {""} == set(ROLES)


def test_the_outline_says_where_it_came_from() -> None:
    outline = load_outline("ict-strategy")
    assert outline.agreed == "Cabinet, February 2009"
    assert "Gartner" in outline.source


def test_strategy_has_the_analysts_groups() -> None:
    strategy = load_outline("ict-strategy").documents[0]
    groups = {
        group: [each.id for each in strategy.sections if each.group == group]
        for group in ("demand", "control", "supply")
    }
    assert groups == {
        "demand": ["S06", "S07", "S08", "S09"],
        "control": ["S10", "S11", "S12", "S13"],
        "supply": ["S14", "S15", "S16", "S17"],
    }


def test_the_report_is_written_once() -> None:
    assert not any("R01" in path.read_text() for path in resource("templates").glob("*.toml"))


# ---- against the agreed texts


@pytest.fixture(scope="module")
def agreed() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(AGREED.read_text("utf-8"))
    return loaded


def test_eight_documents_with_108_sections(agreed: dict[str, Any]) -> None:
    outline = load_outline("ict-strategy")
    assert {each.key for each in outline.documents} == set(agreed)
    assert sum(len(each.sections) for each in outline.documents) == 108


def _words(text: str) -> tuple[int, int]:
    numbers = [int(each.replace(",", "")) for each in re.findall(r"[\d,]+", text)]
    if "auto" in text:
        return 0, sum(numbers)
    return (numbers[0], numbers[1]) if numbers else (0, 0)


def _agreed_section(wanted: dict[str, Any], section: OutlineSection) -> None:
    guidance = wanted["guidance"].removeprefix(f"{section.group.upper()}. ")
    if section.id in REWORDED:
        guidance = guidance.replace(*REWORDED[section.id])
    assert section.id == wanted["id"]
    assert section.title == re.sub(r"^\d\.\d ", "", wanted["title"])
    assert section.need == wanted["status"]
    assert section.guidance == guidance
    assert [each.text for each in section.prompts] == wanted["prompts"]
    assert (section.figure or "None") == wanted["figure"]
    assert (section.words.minimum, section.words.maximum) == _words(wanted["words"])


def test_texts_are_the_agreed_ones(agreed: dict[str, Any]) -> None:
    outline = load_outline("ict-strategy")
    for key, wanted in agreed.items():
        document = outline.document(key)
        assert isinstance(document, DocumentOutline)
        assert (document.name, document.reader) == (wanted["name"], wanted["reader"])
        words = f"{document.target.minimum:,}-{document.target.maximum:,} words"
        assert wanted["target"].startswith(words)
        assert wanted["target"].endswith(document.advice)
        assert [each.id for each in document.sections] == [each["id"] for each in wanted["sections"]]
        for theirs, ours in zip(wanted["sections"], document.sections, strict=True):
            _agreed_section(theirs, ours)


# ---- the councils


def test_cheshire_east_has_the_headings_of_its_report() -> None:
    profile = load_profile("cheshire-east-2009")
    printed = [each for each in profile.report_headings if each.outline != "R00"]
    assert [each.title for each in printed] == [
        "Purpose of Report",
        "Decision Required",
        "The ICT Strategy Outline",
        "Reasons for Recommendation",
        "For further information:",
    ]
    assert [each.title for each in printed[2].headings] == [
        "Business Context",
        "The nature and shape of the Strategy",
        "Technical Strategies",
        "Principal milestones for development of the strategy",
    ]
    assert [each.label for each in profile.header_lines] == ["Date of meeting", "Report of", "Title"]
    assert [each.label for each in profile.contacts] == ["Portfolio Holder", "Officer", "Tel No", "Email"]
    assert profile.numbering["report"].number_format == "1.0"


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("cheshire-east-2009", "1 2 3 4 5 6 7"),
        ("english-council", "1 2 3 4 5 6 7"),
        ("welsh-council", "12 13 14 15 16 17 18"),
    ],
)
def test_exempt_paragraphs_are_those_of_the_nation(name: str, numbers: str) -> None:
    assert " ".join(each.number for each in load_profile(name).exemptions) == numbers


def _plain_count(meeting: date, rule: DeadlineRule, profile: Profile) -> date:
    """The rule counted on fingers, without bank holidays (there are none in February 2009)."""
    start = meeting
    if rule.before != "meeting":
        start = _plain_count(meeting, next(each for each in profile.deadlines if each.id == rule.before), profile)
    days = rule.days + (1 if rule.counting.startswith("clear") else 0)
    while days:
        start -= timedelta(days=1)
        days -= rule.counting.endswith("calendar") or start.weekday() < 5
    return start


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("cheshire-east-2009", {"key-decision": 2, "publish": 23, "final": 20, "clearance": 13}),
        ("welsh-council", {"publish": 25, "final": 20, "clearance": 13}),
    ],
)
def test_deadlines_give_the_worked_example(name: str, expected: dict[str, int]) -> None:
    profile = load_profile(name)
    days = {rule.id: _plain_count(date(2009, 3, 3), rule, profile) for rule in profile.deadlines}
    assert days == {id: date(2009, 2, day) for id, day in expected.items()}


def test_every_outline_section_that_settings_name_is_in_the_report() -> None:
    report = load_outline("ict-strategy").document("report")
    assert report
    known = {each.id for each in report.sections}
    for name in PROFILES:
        profile = load_profile(name)
        asked = {each.outline for each in (*profile.report_headings, *profile.implications)}
        cleared = {section for step in profile.clearances for section in step.sections}
        assert (asked | cleared) - {""} <= known
