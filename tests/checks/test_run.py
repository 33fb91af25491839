"""How rules are run: weighed by the council, set aside with a reason, quiet at work, and not twice over the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from msgspec.structs import replace

from strategy_editor.checks import run
from strategy_editor.checks.finding import Finding
from strategy_editor.checks.rules import Rule, Situation
from strategy_editor.checks.run import Checker
from strategy_editor.foundation.errors import Refused, WrongUse
from strategy_editor.model.dates import When
from strategy_editor.model.profile import CheckSetting
from strategy_editor.model.project import Project
from strategy_editor.model.settling import accepted, rejected
from strategy_editor.model.text import plain
from strategy_editor.model.tree import all_sections, section_hosts, with_section
from strategy_editor.review.consequences import settled_project
from strategy_editor.session.checking import mending, put_right, set_aside
from strategy_editor.session.session import Session
from strategy_editor.templates.profiles import load_profile
from strategy_editor.templates.start import new_project
from tests.checks.cases import CASES, TODAY, closed, exempt, outline, part, project, saying, settings, strategy
from tests.model.values import paragraph

AT = Situation("cabinet", TODAY)
ONE = part(paragraph("One thing, TBC."))
TWO = part(paragraph("Another thing."), title="Another")
PAIR = project(strategy(ONE, TWO, subtitle="ICT"), strategy(part(paragraph("x")), subtitle="ICT"))


def of(rule: str, whole: Project, situation: Situation = AT) -> list[Finding]:
    return [each for each in Checker().findings(whole, whole.documents, situation) if each.rule == rule]


@pytest.mark.parametrize(("weight", "expected"), [("note", ["note"]), ("off", []), ("stop", ["stop"])])
def test_a_council_may_weigh_a_rule_otherwise_or_switch_it_off(weight: Any, expected: list[str]) -> None:
    whole = saying("TBC", profile=settings(checks=(CheckSetting("C02", weight),)))
    assert [each.severity for each in of("C02", whole)] == expected


def test_what_guards_against_leaks_can_neither_be_switched_off_nor_set_aside() -> None:
    case = CASES["C31"][0].fires
    silenced = replace(case, profile=replace(case.profile, checks=(CheckSetting("C31", "off"),)))
    [finding] = of("C31", silenced)
    with pytest.raises(Refused):
        set_aside(Session(silenced), finding, "The supplier says that it does not mind")


def test_a_stop_is_set_aside_with_a_reason_that_is_kept() -> None:
    session = Session(saying("The price is TBC."))
    [finding] = of("C02", session.project)
    with pytest.raises(WrongUse):
        set_aside(session, finding, " ok ")
    entry = set_aside(session, finding, "The price is  announced at the meeting")
    assert (entry.rule, entry.reason) == ("C02", "The price is announced at the meeting")
    told = replace(AT, ledger=session.ledger)
    [finding] = of("C02", session.project, told)
    assert finding.severity == "stop"
    assert not finding.stops
    assert finding.set_aside == entry.reason
    [other] = of("C02", saying("The price is TBC."), told)
    assert other.stops, "the same words elsewhere are another matter"


def test_only_stops_can_be_set_aside() -> None:
    session = Session(saying("We leverage it."))
    with pytest.raises(Refused):
        set_aside(session, of("C54", session.project)[0], "It is what we always say")


def test_while_one_writes_what_is_missing_is_left_in_peace() -> None:
    whole = project(strategy(part(answers="S04", status="in-draft"), subtitle="ICT"))
    assert of("C01", whole)
    assert of("C01", whole, replace(AT, live=True)) == []
    ready = with_section(whole, replace(whole.documents[0].sections[0], status="for-review"))
    assert of("C01", ready, replace(AT, live=True))


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How many times rules looked at something, by scope."""
    count: Counter[str] = Counter()
    found = run._found

    def counted(rule: Rule, *rest: Any) -> Iterator[Finding]:
        count[rule.scope] += 1
        return found(rule, *rest)

    monkeypatch.setattr(run, "_found", counted)
    return count


def test_what_has_not_changed_is_not_looked_at_again(looked_at: Counter[str]) -> None:
    checker = Checker()
    first = checker.findings(PAIR, PAIR.documents, AT)
    whole = Counter(looked_at)
    looked_at.clear()
    assert checker.findings(PAIR, PAIR.documents, AT) == first
    assert (looked_at["section"], looked_at["document"]) == (0, 0)
    looked_at.clear()
    edited = with_section(PAIR, replace(TWO, blocks=(paragraph("XXX"),)))
    again = checker.findings(edited, edited.documents, AT)
    assert looked_at["section"] == whole["section"] / 3, "one section of three"
    assert looked_at["document"] == whole["document"] / 2, "one document of two"
    assert [_bare(each) for each in again] == [_bare(each) for each in Checker().findings(edited, edited.documents, AT)]


def _bare(finding: Finding) -> Finding:
    """Without its fix: functions made at two times are never equal."""
    return replace(finding, fix=None)


def test_another_list_of_words_is_looked_at_anew() -> None:
    checker = Checker()
    whole = saying("The stratergy.")
    assert any(each.rule == "C56" for each in checker.findings(whole, whole.documents, AT))
    known = replace(whole, words=("stratergy",))
    assert not any(each.rule == "C56" for each in checker.findings(known, known.documents, AT))
    nameless = replace(known, profile=settings(council=""))
    found = checker.findings(nameless, nameless.documents, AT)
    assert any("council settings" in each.message for each in found)


def test_while_changes_are_tracked_a_fix_is_a_suggestion() -> None:
    session = Session(project(strategy(part(paragraph("Cllr Keegan spoke.")), title="", subtitle="ICT")))
    found = [each for each in Checker().findings(session.project, session.project.documents, AT) if each.fix]
    before = session.project
    session.apply(mending(session, found, "Checks", suggesting=True))
    assert len(session.project.suggestions) == 1
    assert all_hosts(settled_project(session.project, accepted)) == all_hosts(put_right(before, found))
    assert all_hosts(settled_project(session.project, rejected)) == all_hosts(before)
    assert session.project.documents[0].title == "ICT Strategy (main document)", "what is not text is not suggested"


def all_hosts(whole: Project) -> list[str]:
    return [plain(host.runs) for _, section in all_sections(whole) for host in section_hosts(section)]


def test_the_gravest_come_first_and_the_work_can_be_done_in_steps() -> None:
    whole = exempt(closed("Prices"), "TBC", "We leverage it.")
    steps = Checker().steps(whole, whole.documents, AT)
    count = 0
    while True:
        try:
            next(steps)
        except StopIteration as done:
            found = done.value
            break
        count += 1
    assert count > 20
    order = [("stop", "warn", "note").index(each.severity) for each in found]
    assert order == sorted(order)


@pytest.mark.parametrize("profile", ["cheshire-east-2009", "english-council", "welsh-council"])
def test_a_strategy_that_was_just_started_raises_nothing_while_one_writes(profile: str) -> None:
    fresh = new_project(outline(), load_profile(profile), "ICT Strategy", meeting=When(2009, 3, 3))
    live = replace(AT, live=True)
    found = [each for document in fresh.documents for each in Checker().findings(fresh, (document,), live)]
    assert [(each.rule, each.message) for each in found] == []
