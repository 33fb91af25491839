"""A new set holds what outline and council's settings ask for; what is missing can be added where it belongs."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from strategy_editor.foundation.errors import WrongUse
from strategy_editor.model.blocks import Heading, Live, Paragraph
from strategy_editor.model.dates import When
from strategy_editor.model.facts import fact_text
from strategy_editor.model.numbering import numbers
from strategy_editor.model.project import Project, with_document
from strategy_editor.model.section import Document, Section
from strategy_editor.model.text import FactField, objects, plain, runs_from
from strategy_editor.model.tree import ids_in, walk_sections
from strategy_editor.templates.outlines import load_outline
from strategy_editor.templates.plan import IMPLICATIONS, Offer, answers, make, missing_sections
from strategy_editor.templates.profiles import load_profile
from strategy_editor.templates.start import new_document, new_project, place_for, with_new_document

OUTLINES = ("ict-strategy", "general-strategy")
PROFILES = ("cheshire-east-2009", "english-council", "welsh-council")


def started(outline: str = "ict-strategy", profile: str = "cheshire-east-2009") -> Project:
    return new_project(load_outline(outline), load_profile(profile), "Our ICT", meeting=When(2009, 3, 3))


def document_of_kind(project: Project, kind: str) -> Document:
    return next(each for each in project.documents if each.kind == kind)


def titles(sections: tuple[Section, ...]) -> list[str]:
    return [plain(section.title) for section in sections]


def with_offer(project: Project, document: Document, offer: Offer) -> Document:
    """The document with what is offered, put where the offer says."""
    section = make(offer.planned)

    def inserted(siblings: tuple[Section, ...]) -> tuple[Section, ...]:
        return (*siblings[: offer.index], section, *siblings[offer.index :])

    def below(siblings: tuple[Section, ...]) -> tuple[Section, ...]:
        return tuple(
            replace(each, children=inserted(each.children) if each.id == offer.parent else below(each.children))
            for each in siblings
        )

    return replace(document, sections=below(document.sections) if offer.parent else inserted(document.sections))


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("outline", OUTLINES)
def test_every_outline_starts_under_every_council(outline: str, profile: str) -> None:
    project = started(outline, profile)
    made = {each.outline for each in project.documents}
    assert made == {each.key for each in project.outline.documents if not each.repeatable}
    assert project.documents[0].kind == "report"
    all_ids = [each.id for each in project.documents]
    for document in project.documents:
        assert document.sections
        all_ids.extend(ids_in(document.sections))
        for section in walk_sections(document.sections):
            assert section.status == "not-started"
            assert section.title
            assert all(isinstance(block, Live | Heading | Paragraph) for block in section.blocks)
    assert len(set(all_ids)) == len(all_ids)


def test_the_ict_set() -> None:
    project = started()
    assert [(each.kind, each.title, project.letter(each)) for each in project.documents] == [
        ("report", "Our ICT: report to Cabinet", ""),
        ("strategy", "Our ICT", ""),
        ("appendix", "Applications", "A"),
        ("appendix", "Infrastructure", "B"),
        ("appendix", "Finance", "C"),
        ("appendix", "Information Management", "D"),
        ("policy", "Security Policy", ""),
    ]
    meeting = project.meetings[0]
    assert [each.meeting for each in project.documents] == [meeting.id] * 6 + [""]
    assert (meeting.body, str(meeting.when)) == ("Cabinet", "3 March 2009")
    assert not project.register
    assert not project.milestones


def test_the_report_of_march_2009_takes_its_numbers() -> None:
    project = started()
    report = document_of_kind(project, "report")
    drawn = numbers(project, report).labels
    printed = []
    for section in report.sections:
        printed.append(f"{drawn.get(section.id, '')} {plain(section.title)}".strip())
        for block in section.blocks:
            words = plain(block.runs) if isinstance(block, Heading) else getattr(block, "kind", "")
            printed.append(f"{drawn.get(block.id, '')} {words}".strip())
    assert printed == [
        "Report header",
        "report-header",
        "1.0 Purpose of Report",
        "2.0 Decision Required",
        "3.0 The ICT Strategy Outline",
        "3.1 Business Context",
        "3.2 The nature and shape of the Strategy",
        "3.3 Technical Strategies",
        "appendices",
        "register",
        "3.4 Principal milestones for development of the strategy",
        "milestones",
        "4.0 Reasons for Recommendation",
        "For further information:",
        "contacts",
    ]


def test_a_modern_report_holds_its_implications_in_one_section() -> None:
    project = started(profile="english-council")
    report = document_of_kind(project, "report")
    held = next(each for each in report.sections if each.outline == IMPLICATIONS)
    required = [each.title for each in project.profile.implications if each.required]
    assert titles(held.children) == required
    assert {each.scheme for each in held.children} == {"paragraphs"}
    assert project.outline_section(report, held.children[0]) == project.outline.section("report", "R10")


def test_what_the_council_requires_is_numbered_though_the_outline_calls_it_optional() -> None:
    project = started(profile="english-council")
    report = document_of_kind(project, "report")
    summary = next(each for each in report.sections if each.outline == "R03")
    assert numbers(project, report).labels[summary.id] == "3"


def test_details_start_unknown_and_derived_ones_are_not_stored() -> None:
    project = started()
    report = document_of_kind(project, "report")
    keys = [fact.key for fact in project.facts]
    assert "meeting.date" not in keys
    assert len(set(keys)) == len(keys)
    assert fact_text(project, report, "meeting.date").text == "3 March 2009"
    for line in (*project.profile.header_lines, *project.profile.contacts):
        shown = fact_text(project, report, line.fact)  # type: ignore[attr-defined]
        assert shown.label != line.fact or shown.known  # type: ignore[attr-defined]
    assert not fact_text(project, report, "officer.email").known


def test_a_detail_that_only_the_council_asks_for_is_there() -> None:
    profile = load_profile("english-council")
    line = replace(profile.header_lines[0], label="Lead director", fact="lead.director")
    project = new_project(load_outline("ict-strategy"), replace(profile, header_lines=(line,)))
    assert [fact.label for fact in project.facts if fact.key == "lead.director"] == ["Lead director"]


def test_nothing_known_yet() -> None:
    project = new_project(load_outline("general-strategy"), load_profile("english-council"))
    assert project.title == "Council strategy (any subject)"
    assert project.meetings[0].when is None
    assert project.profile.council == "Our Council"


def test_the_councils_name_is_taken_over() -> None:
    project = new_project(load_outline("ict-strategy"), load_profile("english-council"), council="Northshire Council")
    assert project.profile.council == "Northshire Council"


def test_what_the_council_always_says_stands_there_at_the_start() -> None:
    project = started(profile="welsh-council")
    strategy = document_of_kind(project, "strategy")
    formats, licence, contacts = strategy.sections[-1].blocks
    assert isinstance(formats, Paragraph)
    assert isinstance(licence, Paragraph)
    assert plain(formats.runs).startswith("This document is available in Welsh. Mae'r ddogfen hon")
    assert [run.content for run in formats.runs if run.marks.language == "cy"] == [
        "Mae'r ddogfen hon ar gael yn Gymraeg."
    ]
    assert [each.key for each in objects(licence.runs) if isinstance(each, FactField)] == ["council.name"]
    assert plain(licence.runs).startswith("© . You may use this document")
    assert isinstance(contacts, Live)


# ---- what can still be added


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("outline", OUTLINES)
def test_what_is_offered_is_what_the_outline_has_and_the_document_lacks(outline: str, profile: str) -> None:
    project = started(outline, profile)
    for document in project.documents:
        wanted = project.outline.document(document.outline)
        assert wanted
        have = {section.outline for section in walk_sections(document.sections)}
        offered = {offer.planned.outline for offer in missing_sections(project, document)}
        known = {each.id for each in wanted.sections if each.role != "clearance"}
        assert have | offered >= known
        if document.kind != "report":
            assert have | offered == known
            assert not have & offered


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("outline", OUTLINES)
def test_taking_every_offer_gives_the_whole_plan_in_order(outline: str, profile: str) -> None:
    project = started(outline, profile)
    for document in project.documents:
        changed = document
        for _ in range(60):
            offers = missing_sections(project, changed)
            if not offers:
                break
            changed = with_offer(project, changed, offers[-1])
        plan = answers(project, changed)
        assert all(answer.section is not None for answer in plan)
        assert [answer.section for answer in plan] == list(walk_sections(changed.sections))


def test_a_removed_section_is_offered_in_its_old_place() -> None:
    project = started()
    strategy = document_of_kind(project, "strategy")
    for index, section in enumerate(strategy.sections):
        less = replace(strategy, sections=(*strategy.sections[:index], *strategy.sections[index + 1 :]))
        offer = next(each for each in missing_sections(project, less) if each.planned.outline == section.outline)
        assert (offer.parent, offer.index) == ("", index)


def test_a_section_that_was_renamed_and_moved_is_not_offered() -> None:
    project = started()
    strategy = document_of_kind(project, "strategy")
    first, *rest, last = strategy.sections
    moved = replace(rest[0], children=(replace(last, title=runs_from("Whom to ask")),))
    changed = replace(strategy, sections=(first, moved, *rest[1:]))
    assert last.outline not in [each.planned.outline for each in missing_sections(project, changed)]


def test_implications_of_one_kind_are_told_apart_by_title() -> None:
    project = started(profile="english-council")
    report = document_of_kind(project, "report")
    held = next(each for each in report.sections if each.outline == IMPLICATIONS)
    rest = tuple(each for each in held.children if plain(each.title) != "Procurement and social value")
    changed = replace(
        report, sections=tuple(replace(each, children=rest) if each is held else each for each in report.sections)
    )
    offered = [each.planned.title for each in missing_sections(project, changed) if each.parent == held.id]
    assert offered[0] == "Procurement and social value"
    assert "Public health implications" not in offered


def test_a_document_without_an_outline_is_offered_nothing() -> None:
    project = started()
    stray = replace(document_of_kind(project, "strategy"), outline="")
    assert missing_sections(project, stray) == ()
    assert answers(project, stray) == ()


# ---- further documents


def test_another_technical_strategy_goes_to_the_end_and_has_no_meeting_yet() -> None:
    project = started()
    added = new_document(project, "tech", "Data Centre Services")
    larger = with_new_document(project, added)
    assert larger.documents[-1] is added
    assert (added.kind, added.meeting, added.outline) == ("technical-strategy", "", "tech")
    assert titles(added.sections)[0] == "Purpose, scope and owner"
    assert "Policy statements" in [each.planned.title for each in missing_sections(larger, added)]


def test_another_appendix_takes_the_next_letter() -> None:
    project = started()
    added = new_document(project, "appB", "Networks")
    larger = with_new_document(project, added)
    assert larger.letter(added) == "E"
    assert place_for(project, "report") == 1


def test_an_unknown_document_names_those_that_there_are() -> None:
    with pytest.raises(WrongUse, match="It has: strategy, appA"):
        new_document(started(), "appZ")


def test_text_counts_as_an_answer_wherever_it_stands() -> None:
    project = started()
    report = document_of_kind(project, "report")
    purpose = report.sections[1]
    written = replace(purpose, blocks=(Paragraph("p" * 16, runs_from("To agree."), numbered=True),))
    changed = replace(report, sections=(report.sections[0], written, *report.sections[2:]))
    found = {answer.planned.outline: answer.section for answer in answers(with_document(project, changed), changed)}
    assert found["R01"] == written
