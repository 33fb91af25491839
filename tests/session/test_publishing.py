"""Which version is offered for publication, and what the ledger keeps of one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from strategy_editor.checks.finding import Finding
from strategy_editor.foundation.errors import WrongUse
from strategy_editor.manuscript.editions import EDITIONS
from strategy_editor.model.clearance import words_digest
from strategy_editor.model.ledger import Clearance, Ledger, Publication, Version
from strategy_editor.model.profile import ClearanceStep
from strategy_editor.model.project import Project
from strategy_editor.model.section import Status
from strategy_editor.session import publishing
from strategy_editor.session.commands import ChangeSection, apply
from strategy_editor.session.publishing import SetAside
from tests.publishing import small

NOW = datetime(2009, 2, 20, 9, 0, tzinfo=UTC)
CABINET = EDITIONS["cabinet"]


def with_status(project: Project, status: Status) -> Project:
    sections = tuple(section.id for document in project.documents for section in document.sections)
    return apply(ChangeSection(sections, status=status), project)


def offered(*states: Project, more: tuple[Clearance, ...] = ()) -> str:
    """The name of the version that is offered, of versions 0, 1, 2…"""
    versions = [Version(f"v{n}", NOW, "", str(n), str(n)) for n in range(len(states))]
    ledger = Ledger().with_entries((*versions, *more))
    found = publishing.cleared_version(ledger, lambda tree: states[int(tree)], CABINET)
    return found.name if found else ""


def test_the_last_version_whose_sections_are_cleared_is_offered() -> None:
    draft, cleared = small(), with_status(small(), "cleared")
    assert offered(draft, cleared, cleared, draft) == "2"
    assert offered(draft) == ""


def test_a_chain_that_has_cleared_these_very_words_clears_too() -> None:
    steps = (ClearanceStep("finance", "Borough Treasurer"), ClearanceStep("other", "Scrutiny", required=False))
    project = small()
    project = replace(project, profile=replace(project.profile, clearances=steps))
    answers = tuple(
        Clearance(f"c{document.id}", NOW, "", document.id, "finance", "p", words_digest(document), "cleared", "mail")
        for document in project.documents
    )
    assert offered(project) == ""
    assert offered(project, more=answers) == "0"
    other = replace(answers[0], digest="0" * 64)
    assert offered(project, more=(other, *answers[1:])) == ""


def test_a_version_without_what_the_edition_makes_is_passed_over() -> None:
    nowhere = with_status(small(), "cleared")
    nowhere = replace(nowhere, documents=tuple(replace(each, meeting="") for each in nowhere.documents))
    assert offered(with_status(small(), "cleared"), nowhere) == "0"


def test_stops_are_set_aside_by_rule_or_by_place_and_leaks_never() -> None:
    stops = (Finding("C40", "stop", "One", "d"), Finding("C40", "stop", "Two", "e"), Finding("C01", "warn", "Three"))
    assert publishing.remaining_stops(stops, ()) == stops[:2]
    assert publishing.remaining_stops(stops, (SetAside("C40", "Agreed", "e"),)) == stops[:1]
    assert publishing.remaining_stops(stops, (SetAside("C40", "Agreed"),)) == ()
    leaks = (SetAside("C30", "Never mind"), SetAside("P04", "Never mind"))
    for wrong in (*leaks, SetAside("C40", " "), SetAside("C999", "No such rule")):
        with pytest.raises(WrongUse):
            publishing.remaining_stops(stops, (wrong,))


def test_what_was_published_is_told_by_tree() -> None:
    entries = (Publication("p", NOW, "", "web", "t"), Publication("q", NOW, "", "gone", "t"))
    assert publishing.published_as(Ledger(entries)) == {
        "t": ("published as Website, 20 February 2009", "published as gone, 20 February 2009")
    }


def test_problems_are_told_in_words_for_the_author() -> None:
    project = small()
    report = project.documents[0]
    found = (
        Finding("C40", "stop", "A comment waits.", report.id, report.sections[0].id),
        Finding("C50", "warn", "An acronym is not explained.", report.id),
        Finding("C03", "note", "Short."),
    )
    said = publishing.problems_text(project, "cabinet", found)
    assert "Must be put right\n- The report / Purpose: A comment waits." in said
    assert "Worth putting right\n- The report: An acronym is not explained." in said
    assert "Short." not in said
    assert "Nothing stands in the way." in publishing.problems_text(project, "cabinet", ())
