"""Completeness rules fire where something is missing, and stay quiet where nothing is."""

from __future__ import annotations

from datetime import UTC, date, datetime

from msgspec.structs import replace

from strategy_editor.checks.finding import Finding
from strategy_editor.checks.run import Checker
from strategy_editor.model.blocks import Live
from strategy_editor.model.outline import DocumentOutline, Outline, OutlineSection, WordTarget
from strategy_editor.model.profile import CheckSetting
from strategy_editor.model.project import Project
from strategy_editor.model.records import Fact, RegisterEntry, TextValue
from strategy_editor.model.reviews import Anchor, Message, Suggestion, Thread
from strategy_editor.model.section import Section
from strategy_editor.model.text import CrossReference, FactField, Marks, Run
from tests.model import values

TODAY = date(2009, 3, 3)
WANTED = DocumentOutline(
    "main", "Main", "strategy", (OutlineSection("S04", "Executive summary", words=WordTarget(100, 200)),)
)
SUMMARY = values.section("Executive summary", values.paragraph("We will. " * 70), outline="S04", status="cleared")


def project(section: Section = SUMMARY, **fields: object) -> Project:
    document = values.document(section, outline="main")
    return replace(values.project(document, **fields), outline=Outline("o", "O", (WANTED,)))


def found(whole: Project) -> list[Finding]:
    return list(Checker().findings(whole, whole.documents, "cabinet", TODAY))


def rules(whole: Project) -> list[str]:
    return [finding.rule for finding in found(whole)]


def test_a_complete_document_raises_nothing() -> None:
    assert found(project()) == []


def test_a_required_section_must_be_there_and_have_text() -> None:
    assert "is missing" in found(project(values.section("Other", values.paragraph("x"))))[0].message
    assert rules(project(replace(SUMMARY, blocks=()))) == ["C01"]
    assert rules(project(replace(SUMMARY, blocks=(Live("l", "milestones"),)))) == []


def test_not_applicable_needs_a_reason() -> None:
    silent = replace(SUMMARY, status="not-applicable")
    assert rules(project(silent)) == ["C01"]
    assert rules(project(replace(silent, reason="One side of A4 is enough."))) == []


def test_placeholders_are_found_with_their_words() -> None:
    section = replace(SUMMARY, blocks=(*SUMMARY.blocks, values.paragraph("Agreed on [insert date], cost TBC.")))
    assert [finding.quote for finding in found(project(section))] == ["[insert date]", "TBC"]


def test_length_is_remarked_on_only_once_the_section_is_for_review() -> None:
    long = replace(SUMMARY, blocks=(values.paragraph("word " * 400),))
    assert rules(project(long)) == ["C03"]
    assert rules(project(replace(long, status="in-draft"))) == []


def test_details_and_references_must_lead_somewhere() -> None:
    text = replace(values.paragraph(), runs=(Run(FactField("f", "own.cost")), Run(CrossReference("r", "gone"))))
    section = replace(SUMMARY, blocks=(*SUMMARY.blocks, text))
    fact = Fact("1", "own.cost", "Cost")
    assert sorted(rules(project(section, facts=(fact,)))) == ["C90", "D01"]
    assert rules(project(section, facts=(replace(fact, value=TextValue("nothing")),))) == ["C90"]


def test_what_is_undecided_stops_publication() -> None:
    now = datetime(2009, 3, 3, tzinfo=UTC)
    thread = Thread("t", Anchor("project"), (Message("m", "p", now, "Really?"),))
    suggestions = {"s": Suggestion("s", "p", now)}
    marked = replace(values.paragraph(), runs=(Run("New", Marks(insertion="s")),))
    section = replace(SUMMARY, blocks=(*SUMMARY.blocks, marked))
    assert rules(project(section, threads={"t": thread}, suggestions=suggestions)) == ["C40", "C41"]
    assert rules(project(suggestions=suggestions)) == []
    assert rules(project(threads={"t": replace(thread, state="resolved")})) == []


def test_documents_in_production_have_dates() -> None:
    assert rules(project(register=(RegisterEntry("r", "Data Centre Services"),))) == ["C07"]


def test_a_council_may_weigh_a_rule_otherwise_or_switch_it_off() -> None:
    whole = project(replace(SUMMARY, blocks=()))
    for severity, expected in (("note", ["note"]), ("off", [])):
        profile = replace(whole.profile, checks=(CheckSetting("C01", severity),))  # type: ignore[arg-type]
        assert [each.severity for each in found(replace(whole, profile=profile))] == expected


def test_what_has_not_changed_is_not_looked_at_again() -> None:
    checker, whole = Checker(), project()
    first = checker.findings(whole, whole.documents, "draft", TODAY)
    assert checker.findings(whole, whole.documents, "draft", TODAY) == first
    spoilt = replace(whole.documents[0], sections=(replace(SUMMARY, blocks=(values.paragraph("TBC"),)),))
    assert [each.rule for each in checker.findings(whole, (spoilt,), "draft", TODAY)] == ["C02", "C03"]
