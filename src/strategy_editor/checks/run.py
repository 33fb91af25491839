"""Runs the rules: over an edition, with the council's own weights, remembering what has not changed."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from typing import Any

from msgspec.structs import replace

from strategy_editor.checks.finding import SEVERITIES, Finding, Remark
from strategy_editor.checks.prose import BY_SECTION
from strategy_editor.checks.register import RULES
from strategy_editor.checks.rules import (
    READY,
    DocumentContext,
    Rule,
    Scope,
    SectionContext,
    SetContext,
    Situation,
    applicable,
    frame,
    lists,
)
from strategy_editor.model.ledger import Ledger, Override
from strategy_editor.model.project import Project
from strategy_editor.model.section import Document, Section

Findings = tuple[Finding, ...]
Context = SectionContext | DocumentContext | SetContext


class Checker:
    """Runs all rules, and remembers the findings of what is the same object as last time."""

    def __init__(self) -> None:
        self._sections: dict[str, tuple[Section, tuple[object, ...], Findings]] = {}
        self._documents: dict[str, tuple[Document, tuple[object, ...], Findings]] = {}

    def findings(self, project: Project, documents: Iterable[Document], situation: Situation) -> Findings:
        """What the rules have to say of ``documents``: the gravest first, then in reading order."""
        work = self.steps(project, documents, situation)
        while True:
            try:
                next(work)
            except StopIteration as done:
                found: Findings = done.value
                return found

    def steps(
        self, project: Project, documents: Iterable[Document], situation: Situation
    ) -> Generator[None, None, Findings]:
        """The same in small steps, for whoever must not wait: each takes a few thousandths of a second."""
        chosen = tuple(documents)
        out: list[Finding] = []
        frames = tuple((*frame(each), each.title, each.meeting) for each in project.documents)
        for document in chosen:
            for section in applicable(document):
                out += yield from self._section(project, document, section, situation)
            out += yield from self._document(project, document, situation, frames)
        for rule in _of_scope("set"):
            out += _found(rule, SetContext(project, chosen, situation))
            yield
        return _in_order(weighed(out, project, situation.ledger))

    def _document(
        self, project: Project, document: Document, situation: Situation, frames: tuple[object, ...]
    ) -> Generator[None, None, Findings]:
        around = (*lists(project), *_records(project), frames, situation.today, situation.live, situation.ledger)
        around = (*around, situation.edition, situation.sides.get(document.id))
        known = self._documents.get(document.id)
        if known is None or known[0] is not document or known[1] != around:
            context = DocumentContext(project, document, situation)
            out: list[Finding] = []
            for rule in _of_scope("document"):
                for each in _found(rule, context, document.id):
                    out.append(each)
                    yield
                yield
            known = (document, around, tuple(out))
            self._documents[document.id] = known
        return known[2]

    def _section(
        self, project: Project, document: Document, section: Section, situation: Situation
    ) -> Generator[None, None, Findings]:
        around = (*frame(document), *lists(project), situation.live)
        known = self._sections.get(section.id)
        if known is not None and known[0] is section and known[1] == around:
            return known[2]
        context = SectionContext(project, document, section, project.outline_section(document, section))
        peace = situation.live and section.status not in READY
        out: list[Finding] = []
        for remembered in BY_SECTION:
            remembered(section)
            yield
        for rule in _of_scope("section"):
            if rule.quiet and peace:
                continue
            for each in _found(rule, context, document.id, section.id):
                out.append(each)
                yield
            yield
        found = tuple(out)
        self._sections[section.id] = (section, around, found)
        return found


def weighed(findings: Iterable[Finding], project: Project, ledger: Ledger) -> list[Finding]:
    """Findings with the council's own severities and the reasons for which stops were set aside.

    Rules that the council has switched off are silent; those that guard against leaks stay as they are.
    """
    weights = {setting.rule: setting.severity for setting in project.profile.checks}
    reasons = {(each.rule, each.place): each.reason for each in ledger.entries if isinstance(each, Override)}
    out = []
    for finding in findings:
        if RULES[finding.rule].leak:
            out.append(finding)
            continue
        weight = weights.get(finding.rule, finding.severity)
        if weight != "off":
            reason = reasons.get((finding.rule, finding.place), "")
            same = weight == finding.severity and not reason
            out.append(finding if same else replace(finding, severity=weight, set_aside=reason))
    return out


def _in_order(findings: list[Finding]) -> Findings:
    return tuple(sorted(findings, key=lambda finding: SEVERITIES.index(finding.severity)))


def _of_scope(scope: Scope) -> Iterator[Rule]:
    return (rule for rule in RULES.values() if rule.scope == scope)


def _found(rule: Rule, context: Context, document: str = "", section: str = "") -> Iterator[Finding]:
    remarks: Iterable[Remark] = rule.find(context)
    for remark in remarks:
        yield Finding(
            rule.id,
            remark.severity or rule.severity,
            remark.message,
            remark.document or document,
            remark.section or section,
            remark.block,
            remark.quote,
            remark.fix,
        )


def _records(project: Project) -> tuple[Any, ...]:
    """What a document rule may read of the project besides the lists."""
    return (project.facts, project.meetings, project.milestones, project.register, project.exemptions)
