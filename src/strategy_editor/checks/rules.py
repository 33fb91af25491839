"""What a rule is: an id, a severity, a scope and a function; and the register that rules put themselves into.

A rule is a function of what its scope lets it see, and its findings are remembered as long as that stays the same:

``section``
    one section, and of its document and project only what :func:`frame` and :func:`lists` name;
``document``
    one document, and of the project everything but the texts of other documents and what is said of them;
``set``
    everything. Such rules run each time, and read texts through what :mod:`strategy_editor.checks.prose` remembers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Literal

from msgspec import Struct, field

from strategy_editor.checks.finding import Remark, Severity
from strategy_editor.checks.prose import Passage, passages
from strategy_editor.model.ledger import Ledger
from strategy_editor.model.outline import OutlineSection
from strategy_editor.model.project import Project
from strategy_editor.model.section import Document, Section
from strategy_editor.model.tree import walk_sections

Scope = Literal["section", "document", "set"]
Subject = Literal[
    "Completeness",
    "Decision and meeting",
    "Not for publication",
    "Comments and suggestions",
    "Language",
    "Structure and accessibility",
    "Details, figures and references",
    "Publication",
]
"""What a rule is about; lists and reports are ordered by it."""

READY = frozenset({"for-review", "cleared"})
"""The states in which an author says that a section is ready."""


class Situation(Struct, frozen=True):
    """What rules are told besides the project.

    ``live``: an author is at work, so that rules about what is still missing leave unfinished sections in peace.
    ``sides``: how many sides of A4 a document fills, by id, as far as they have been counted.
    """

    edition: str
    today: date
    live: bool = False
    ledger: Ledger = Ledger()
    sides: Mapping[str, int] = field(default_factory=dict)

    def leaves_in_peace(self, document: Document) -> bool:
        """Whether somebody is at work on the document, so that it is too early to say what is missing."""
        return self.live and not is_ready(document)


class SectionContext(Struct, frozen=True):
    """What a section rule may look at: the section, what the outline wants of it, and the project's lists of words."""

    project: Project
    document: Document
    section: Section
    wanted: OutlineSection | None

    @property
    def passages(self) -> tuple[Passage, ...]:
        return passages(self.section)

    @property
    def role(self) -> str:
        """What the program knows the section as; empty for no particular part."""
        return self.wanted.role if self.wanted else ""

    @property
    def is_english(self) -> bool:
        return self.document.language.split("-")[0].lower() == "en"


class DocumentContext(Struct, frozen=True):
    """What a document rule may look at."""

    project: Project
    document: Document
    situation: Situation

    @property
    def sections(self) -> Iterator[Section]:
        """Every section of the document that applies, in reading order."""
        return applicable(self.document)

    @property
    def is_english(self) -> bool:
        return self.document.language.split("-")[0].lower() == "en"

    def with_role(self, role: str) -> Iterator[Section]:
        """The sections that the outline gives this role."""
        return with_role(self.project, self.document, role)


class SetContext(Struct, frozen=True):
    """What a rule of the whole set may look at: the documents of the edition, and the project around them."""

    project: Project
    documents: tuple[Document, ...]
    situation: Situation

    @property
    def reports(self) -> Iterator[Document]:
        return (document for document in self.documents if document.kind == "report")


def applicable(document: Document) -> Iterator[Section]:
    """Every section that is not marked as not applicable, in reading order."""
    return (section for section in walk_sections(document.sections) if section.status != "not-applicable")


def is_ready(document: Document) -> bool:
    """Whether every section that applies is marked ready."""
    return all(section.status in READY for section in applicable(document))


def with_role(project: Project, document: Document, role: str) -> Iterator[Section]:
    """The sections of a document that the outline gives this role."""
    for section in applicable(document):
        wanted = project.outline_section(document, section)
        if wanted is not None and wanted.role == role:
            yield section


Find = Callable[..., Iterator[Remark]]


class Rule(Struct, frozen=True):
    """A rule. ``title`` says what it looks for.

    ``quiet``: while an author is at work it speaks only of what is marked ready. ``leak``: it guards what must never
    get out, so that nobody can set it aside.
    """

    id: str
    title: str
    severity: Severity
    scope: Scope
    subject: Subject
    find: Find
    quiet: bool = False
    leak: bool = False


RULES: dict[str, Rule] = {}
"""All rules by id, in the order of their registration."""


def rule(
    id: str,
    title: str,
    severity: Severity,
    scope: Scope,
    subject: Subject,
    *,
    quiet: bool = False,
    leak: bool = False,
) -> Callable[[Find], Find]:
    """Registers the decorated function as the rule ``id``."""

    def register(find: Find) -> Find:
        assert id not in RULES, id
        RULES[id] = Rule(id, title, severity, scope, subject, find, quiet, leak)
        return find

    return register


def frame(document: Document) -> tuple[object, ...]:
    """What a section rule may read of its document."""
    return (
        document.id,
        document.kind,
        document.outline,
        document.language,
        document.classification,
        document.exemption,
        document.period,
    )


def lists(project: Project) -> tuple[object, ...]:
    """What a section rule may read of its project."""
    return (project.outline, project.profile, project.glossary, project.words, project.pictures, project.people)
