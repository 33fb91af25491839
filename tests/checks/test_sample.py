"""The sample raises what is true of it, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest
from samples.build import Sample, build

from strategy_editor.checks.rules import Situation
from strategy_editor.checks.run import Checker
from strategy_editor.session.checking import check_edition

DRAFTING_DAY = date(2009, 2, 20)
TRUE_OF_IT = {
    ("C50", "ICT"): "the report of 2009 gives ICT in full only in its section 3",
    ("C12", "as drafted"): "the report of 2009 does not say which version it asks to endorse",
    ("C17", ""): "one working day is left",
    ("C57", "the Strategy"): "the report of 2009 writes the Strategy and the strategy",
    ("C54", "enabler"): "words of the report of 2009",
    ("C54", "enablement"): "the name of a policy in the report of 2009",
}
UNFINISHED = {"C01": "strategies in production have sections without text", "C03": "and short ones"}
"""The technical strategies are in production: what they lack is what the sample is there to show."""


@pytest.fixture(scope="module")
def sample() -> Sample:
    return build()


def test_nothing_is_raised_that_is_not_true(sample: Sample) -> None:
    situation = Situation("cabinet", DRAFTING_DAY, ledger=sample.ledger)
    findings = Checker().findings(sample.project, sample.project.documents, situation)
    kinds = {each.id: each.kind for each in sample.project.documents}
    false = [
        each
        for each in findings
        if (each.rule, each.quote) not in TRUE_OF_IT
        and not (each.rule in UNFINISHED and kinds[each.document] in ("technical-strategy", "report"))
    ]
    assert [(each.rule, each.message) for each in false] == []
    assert {(each.rule, each.quote) for each in findings} >= set(TRUE_OF_IT)


@pytest.mark.parametrize(("day", "overdue"), [(date(2009, 3, 3), 0), (date(2026, 11, 28), 7)])
def test_on_the_day_and_today_only_what_is_unfinished_or_late_is_raised(
    sample: Sample, day: date, overdue: int
) -> None:
    """What the text of 2009 must raise is in ``test_seed``; the sample has put right what can be put right."""
    findings = check_edition(sample.project, "cabinet", day, ledger=sample.ledger)
    assert [each.message for each in findings if each.stops] == []
    assert sum(each.rule == "C93" for each in findings) == overdue
    assert sum(each.rule == "C18" for each in findings) == (1 if overdue else 0), "the meeting has passed"
    web = check_edition(sample.project, "web", day, ledger=sample.ledger)
    stops = [each for each in web if each.stops]
    kinds = {each.id: each.kind for each in sample.project.documents}
    assert {each.rule for each in stops} == {"C01"}
    assert {kinds[each.document] for each in stops} == {"technical-strategy"}, "they are in production"


def test_nothing_stops_the_cabinet_pack(sample: Sample) -> None:
    situation = Situation("cabinet", DRAFTING_DAY, ledger=sample.ledger)
    going = [each for each in sample.project.documents if each.meeting]
    assert [each for each in Checker().findings(sample.project, going, situation) if each.stops] == []
