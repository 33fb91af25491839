"""Whatever a project holds, the checks come to an end, and no fix breaks it."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from samples.build import build

from strategy_editor.checks.rules import Situation
from strategy_editor.checks.run import Checker
from strategy_editor.model.encoding import decode, encode
from strategy_editor.model.project import Project
from strategy_editor.model.tree import all_sections, ids_in, with_section
from strategy_editor.session.checking import put_right
from tests.bench import examples
from tests.checks.cases import CASES, TODAY, outline, profile
from tests.model import values

AT = Situation("cabinet", TODAY)


def whole(project: Project) -> None:
    """The project can be written and read, and no id stands twice."""
    assert decode(encode(project), Project, what="project") == project
    ids = Counter(id for document in project.documents for id in ids_in(document.sections))
    assert [id for id, count in ids.items() if count > 1] == []


@pytest.mark.long
@settings(max_examples=examples(600), deadline=None, suppress_health_check=list(HealthCheck))
@given(values.projects(), st.sampled_from(["", "report", "strategy", "appC"]))
def test_checks_end_and_fixes_leave_the_project_whole(project: Project, key: str) -> None:
    documents = tuple(replace(each, outline=key) for each in project.documents)
    project = replace(project, documents=documents, outline=outline(), profile=profile())
    checker = Checker()
    findings = checker.findings(project, project.documents, AT)
    for finding in findings:
        if finding.fix is not None:
            whole(finding.fix.apply(project))
    better = put_right(project, findings)
    whole(better)
    checker.findings(better, better.documents, AT)


@pytest.mark.long
def test_what_is_remembered_is_what_would_be_found_anew() -> None:
    """Random edits of the sample, some undone: a checker that has seen them all says what a new one says."""
    chance = random.Random(3)
    now = build().project
    old = now
    checker = Checker()
    spoilt = [case.fires for cases in CASES.values() for case in cases]
    blocks = [block for project in spoilt for _, section in all_sections(project) for block in section.blocks]
    for _ in range(examples(100)):
        _, section = chance.choice(list(all_sections(now)))
        change = chance.random()
        if change < 0.6:
            place = chance.randrange(len(section.blocks) + 1)
            held = {id for _, each in all_sections(now) for id in ids_in(each)}
            fresh = chance.choice([block for block in blocks if not held & set(ids_in((block,)))])
            section = replace(section, blocks=(*section.blocks[:place], fresh, *section.blocks[place:]))
            old, now = now, with_section(now, section)
        elif change < 0.8:
            status = chance.choice(["in-draft", "for-review", "not-applicable", "cleared"])
            old, now = now, with_section(now, replace(section, status=status))
        elif change < 0.9:
            old, now = now, replace(now, milestones=now.milestones[1:], words=(*now.words, "stratergy"))
        else:
            old, now = now, old
        live = replace(AT, live=chance.random() < 0.5)
        remembered = [replace(each, fix=None) for each in checker.findings(now, now.documents, live)]
        assert remembered == [replace(each, fix=None) for each in Checker().findings(now, now.documents, live)]
