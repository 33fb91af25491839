"""Runs the rules: over an edition, with the council's own weights, remembering what has not changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec.structs import replace

from strategy_editor.checks import completeness  # noqa: F401  (registers its rules)
from strategy_editor.checks.finding import Finding
from strategy_editor.checks.rules import RULES, DocumentContext, Rule, SectionContext, SetContext
from strategy_editor.model.project import Project
from strategy_editor.model.section import Document, Section
from strategy_editor.model.tree import walk_sections

_ORDER = {"stop": 0, "warn": 1, "note": 2}


class Checker:
    """Runs all rules, and remembers the findings of sections that are the same object as last time."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Section, object, tuple[Finding, ...]]] = {}

    def findings(
        self, project: Project, documents: Iterable[Document], edition: str, today: date
    ) -> tuple[Finding, ...]:
        """What the rules have to say of ``documents`` in ``edition``: the gravest first, then in reading order."""
        chosen = tuple(documents)
        out: list[Finding] = []
        for document in chosen:
            out += self._document(project, document, edition, today)
        out += _all("set", SetContext(project, chosen, edition, today))
        weighed = _weighed(out, project)
        return tuple(sorted(weighed, key=lambda finding: _ORDER[finding.severity]))

    def _document(self, project: Project, document: Document, edition: str, today: date) -> list[Finding]:
        out = list(_all("document", DocumentContext(project, document, edition, today)))
        for section in walk_sections(document.sections):
            if section.status != "not-applicable":
                out += self._section(project, document, section)
        return out

    def _section(self, project: Project, document: Document, section: Section) -> tuple[Finding, ...]:
        around = (document.id, project.outline, project.profile, project.glossary, project.words)
        known = self._known.get(section.id)
        if known is None or known[0] is not section or known[1] != around:
            wanted = project.outline_section(document, section)
            context = SectionContext(project, document, section, wanted)
            known = (section, around, tuple(_all("section", context)))
            self._known[section.id] = known
        return known[2]


def _all(scope: str, context: SectionContext | DocumentContext | SetContext) -> Iterable[Finding]:
    for rule in RULES.values():
        if rule.scope == scope and not (rule.quiet and _still_drafting(rule, context)):
            yield from rule.find(context)


def _still_drafting(rule: Rule, context: object) -> bool:
    """Quiet rules leave an author in peace until the section is for review."""
    return isinstance(context, SectionContext) and context.section.status in ("not-started", "in-draft")


def _weighed(findings: Iterable[Finding], project: Project) -> list[Finding]:
    """Findings with the council's own severities; rules that it has switched off are silent."""
    weights = {setting.rule: setting.severity for setting in project.profile.checks}
    out = []
    for finding in findings:
        weight = weights.get(finding.rule, finding.severity)
        if weight != "off":
            out.append(finding if weight == finding.severity else replace(finding, severity=weight))
    return out
