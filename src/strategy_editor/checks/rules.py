"""What a rule is: an id, a severity, a scope and a function; and the register that rules put themselves into.

Section rules are functions of one section, so that their findings are remembered while the section stays the same;
document and set rules see everything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Literal

from msgspec import Struct

from strategy_editor.checks.finding import Finding, Severity
from strategy_editor.model.outline import OutlineSection
from strategy_editor.model.project import Project
from strategy_editor.model.section import Document, Section

Scope = Literal["section", "document", "set"]


class SectionContext(Struct, frozen=True):
    """What a section rule may look at: the section, what the outline wants of it, and the project's lists of words."""

    project: Project
    document: Document
    section: Section
    wanted: OutlineSection | None


class DocumentContext(Struct, frozen=True):
    """What a document rule may look at."""

    project: Project
    document: Document
    edition: str
    today: date


class SetContext(Struct, frozen=True):
    """What a rule of the whole set may look at: the documents of the edition, and the project around them."""

    project: Project
    documents: tuple[Document, ...]
    edition: str
    today: date


class Rule(Struct, frozen=True):
    """A rule. ``title`` says what it looks for; ``quiet``: it speaks only once a section is marked ready."""

    id: str
    title: str
    severity: Severity
    scope: Scope
    find: Callable[..., Iterator[Finding]]
    quiet: bool = False


RULES: dict[str, Rule] = {}
"""All rules by id, in the order of their registration."""


def rule(
    id: str, title: str, severity: Severity, scope: Scope, *, quiet: bool = False
) -> Callable[[Callable[..., Iterator[Finding]]], Callable[..., Iterator[Finding]]]:
    """Registers the decorated function as the rule ``id``."""

    def register(find: Callable[..., Iterator[Finding]]) -> Callable[..., Iterator[Finding]]:
        RULES[id] = Rule(id, title, severity, scope, find, quiet)
        return find

    return register
