"""Every rule speaks where it should, is silent where it should, and what it offers to put right is right then."""

from __future__ import annotations

import pytest

from strategy_editor.checks.finding import Finding
from strategy_editor.checks.register import RULES
from strategy_editor.checks.rules import Situation
from strategy_editor.checks.run import Checker
from strategy_editor.model.project import Project
from strategy_editor.session.checking import put_right
from tests.checks.cases import CASES, Case

EVERY = [pytest.param(id, case, id=f"{id}-{place}") for id in sorted(CASES) for place, case in enumerate(CASES[id])]


def found(project: Project, rule: str, situation: Situation) -> list[Finding]:
    return [each for each in Checker().findings(project, project.documents, situation) if each.rule == rule]


def test_every_rule_has_cases_and_every_case_a_rule() -> None:
    assert set(CASES) == set(RULES)


@pytest.mark.parametrize(("rule", "case"), EVERY)
def test_a_rule_speaks_and_is_silent(rule: str, case: Case) -> None:
    said = found(case.fires, rule, case.situation())
    assert said
    assert found(case.quiet, rule, case.situation(quiet=True)) == []
    for each in said:
        assert each.message.strip().endswith((".", "?", "…"))
        assert not each.document or case.fires.document(each.document)


@pytest.mark.parametrize(("rule", "case"), EVERY)
def test_what_a_rule_offers_puts_it_right(rule: str, case: Case) -> None:
    said = found(case.fires, rule, case.situation())
    assert any(each.fix for each in said) == case.fixed
    if case.fixed:
        better = put_right(case.fires, said)
        assert found(better, rule, case.situation()) == []
        assert put_right(better, said) == better, "a fix whose place has gone changes nothing"


@pytest.mark.parametrize("rule", sorted(RULES))
def test_rules_say_what_they_are(rule: str) -> None:
    kept = RULES[rule]
    assert kept.title[0].isupper()
    assert not kept.title.endswith(".")
    assert kept.find.__doc__
