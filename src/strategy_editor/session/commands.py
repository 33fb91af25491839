"""Commands: every change that can be made to a project, as a value. ``apply`` makes the next project of one.

A command can be written down as JSON (``{"do": "change-section", ...}``), so that the command line, tests and other
programs can do whatever the window can. A command that does not fit raises an error and changes nothing.
"""

from __future__ import annotations

from datetime import datetime
from functools import singledispatch
from typing import Literal

from msgspec import UNSET, Struct, UnsetType, structs
from msgspec.structs import replace

from strategy_editor.foundation.errors import Refused, WrongUse
from strategy_editor.model.apart import narrowed
from strategy_editor.model.blocks import Block, Limits
from strategy_editor.model.dates import When
from strategy_editor.model.outline import Outline
from strategy_editor.model.profile import Profile
from strategy_editor.model.project import Project, put, with_document, without
from strategy_editor.model.records import (
    Exemption,
    Fact,
    Meeting,
    Milestone,
    Person,
    Picture,
    ReferenceText,
    RegisterEntry,
    Term,
)
from strategy_editor.model.reviews import Decision, Outcome, Proposal, ReviewRound, Suggestion, Thread
from strategy_editor.model.section import Classification, Correction, Document, NumberFormat, Scheme, Section, Status
from strategy_editor.model.text import Runs
from strategy_editor.model.tree import (
    MAXIMUM_DEPTH,
    Found,
    all_sections,
    document_of,
    ids_in,
    section_of,
    walk_sections,
    with_children,
    with_section,
)
from strategy_editor.review.consequences import with_comments_kept
from strategy_editor.review.deciding import decide

Record = (
    Person
    | Meeting
    | Fact
    | Milestone
    | RegisterEntry
    | Term
    | Exemption
    | ReferenceText
    | ReviewRound
    | Thread
    | Suggestion
    | Proposal
    | Picture
)
Collection = Literal[
    "people",
    "meetings",
    "facts",
    "milestones",
    "register",
    "glossary",
    "exemptions",
    "references",
    "rounds",
    "threads",
    "suggestions",
    "proposals",
    "pictures",
]

COLLECTIONS: dict[type[Struct], Collection] = {
    Person: "people",
    Meeting: "meetings",
    Fact: "facts",
    Milestone: "milestones",
    RegisterEntry: "register",
    Term: "glossary",
    Exemption: "exemptions",
    ReferenceText: "references",
    ReviewRound: "rounds",
    Thread: "threads",
    Suggestion: "suggestions",
    Proposal: "proposals",
    Picture: "pictures",
}
NAMES: dict[Collection, str] = {
    "people": "person",
    "meetings": "meeting",
    "facts": "detail",
    "milestones": "milestone",
    "register": "document in the register",
    "glossary": "glossary entry",
    "exemptions": "reason for exemption",
    "references": "earlier text",
    "rounds": "review",
    "threads": "comment",
    "suggestions": "suggestion",
    "proposals": "proposal",
    "pictures": "picture",
}


def _dashed(name: str) -> str:
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("-")


class _Command(Struct, frozen=True, omit_defaults=True, tag_field="do", tag=_dashed):
    """The base of all commands: its tag is its name in lower case, with dashes."""


class Put(_Command, frozen=True, omit_defaults=True):
    """Adds a record (at ``index``, else at the end), or replaces the one with its id."""

    record: Record
    index: int | None = None


class Remove(_Command, frozen=True, omit_defaults=True):
    """Removes a record."""

    collection: Collection
    id: str


class Move(_Command, frozen=True, omit_defaults=True):
    """Moves a record to the place ``index`` of its collection."""

    collection: Collection
    id: str
    index: int


class ChangeProject(_Command, frozen=True, omit_defaults=True):
    """Changes what is said of the project as a whole; what is left out stays."""

    title: str | UnsetType = UNSET
    words: tuple[str, ...] | UnsetType = UNSET
    outline: Outline | UnsetType = UNSET
    profile: Profile | UnsetType = UNSET


class AddDocument(_Command, frozen=True, omit_defaults=True):
    """Adds a document at ``index`` (else at the end)."""

    document: Document
    index: int | None = None


class ChangeDocument(_Command, frozen=True, omit_defaults=True):
    """Changes what is said of a document; what is left out stays."""

    document: str
    title: str | UnsetType = UNSET
    subtitle: str | UnsetType = UNSET
    period: str | UnsetType = UNSET
    classification: Classification | UnsetType = UNSET
    exemption: str | UnsetType = UNSET
    meeting: str | UnsetType = UNSET
    priority: int | UnsetType = UNSET
    owner: str | UnsetType = UNSET
    number_format: NumberFormat | UnsetType = UNSET
    language: str | UnsetType = UNSET
    cover: str | UnsetType = UNSET
    cover_alternative: str | UnsetType = UNSET
    corrections: tuple[Correction, ...] | UnsetType = UNSET


class RemoveDocument(_Command, frozen=True, omit_defaults=True):
    """Removes a document and its sections."""

    document: str


class MoveDocument(_Command, frozen=True, omit_defaults=True):
    """Moves a document to the place ``index`` of the set; letters of appendices follow."""

    document: str
    index: int


class AddSection(_Command, frozen=True, omit_defaults=True):
    """Adds a section to a document, or below ``parent``, at ``index`` (else at the end)."""

    section: Section
    document: str
    parent: str = ""
    index: int | None = None


class ChangeSection(_Command, frozen=True, omit_defaults=True):
    """Changes what is said of one section, or of many at once; what is left out stays."""

    sections: tuple[str, ...]
    title: Runs | UnsetType = UNSET
    outline: str | UnsetType = UNSET
    status: Status | UnsetType = UNSET
    reason: str | UnsetType = UNSET
    owner: str | UnsetType = UNSET
    due: When | UnsetType | None = UNSET
    scheme: Scheme | UnsetType = UNSET
    ticks: tuple[str, ...] | UnsetType = UNSET
    limits: Limits | UnsetType = UNSET


class RemoveSection(_Command, frozen=True, omit_defaults=True):
    """Removes a section and its children. One that the outline requires is refused unless ``required_too``."""

    section: str
    required_too: bool = False


class MoveSection(_Command, frozen=True, omit_defaults=True):
    """Moves a section to another place: in a document, or below ``parent``, at ``index`` among its new siblings."""

    section: str
    document: str
    parent: str = ""
    index: int | None = None


class ReplaceBlocks(_Command, frozen=True, omit_defaults=True):
    """Replaces the blocks ``start`` to ``stop`` of a section; ``unplaced`` is its new tray of threads."""

    section: str
    start: int
    stop: int
    blocks: tuple[Block, ...]
    unplaced: tuple[str, ...] | UnsetType = UNSET
    name: str = "Typing"


class Decide(_Command, frozen=True, omit_defaults=True):
    """Decides suggestions, proposals and comments, and carries out what that means for the text.

    ``by`` is the person id of whoever decides; rejected and noted suggestions leave the text as it was.
    """

    ids: tuple[str, ...]
    outcome: Outcome
    at: datetime
    by: str = ""
    reason: str = ""


class Become(_Command, frozen=True, omit_defaults=True):
    """Replaces the whole project by ``project``: what merging, importing and taking in returned copies end in."""

    project: Project
    name: str


class Several(_Command, frozen=True, omit_defaults=True):
    """Several commands as one step: all of them, or none."""

    commands: tuple[Command, ...]
    name: str


Command = (
    Put
    | Remove
    | Move
    | ChangeProject
    | AddDocument
    | ChangeDocument
    | RemoveDocument
    | MoveDocument
    | AddSection
    | ChangeSection
    | RemoveSection
    | MoveSection
    | ReplaceBlocks
    | Decide
    | Become
    | Several
)


# ---- what each is called, for undo


def describe(command: Command) -> str:
    """The act in words, as the Edit menu says it after “Undo”."""
    match command:
        case Put(record):
            return f"Change of {NAMES[COLLECTIONS[type(record)]]}"
        case Remove(collection):
            return f"Removal of {NAMES[collection]}"
        case Move(collection):
            return f"Move of {NAMES[collection]}"
        case ChangeSection(title=title, status=status):
            return (
                "Change of title"
                if title is not UNSET
                else "Change of status"
                if status is not UNSET
                else "Change of section"
            )
        case ReplaceBlocks(name=name) | Become(name=name) | Several(name=name):
            return name
        case _:
            return _ACTS[type(command)]


_ACTS: dict[type[Struct], str] = {
    ChangeProject: "Change of settings",
    AddDocument: "New document",
    ChangeDocument: "Change of document",
    RemoveDocument: "Removal of document",
    MoveDocument: "Move of document",
    AddSection: "New section",
    RemoveSection: "Removal of section",
    MoveSection: "Move of section",
    Decide: "Decision",
}


# ---- what each does


@singledispatch
def apply(command: Command, project: Project) -> Project:
    """The next project. Raises :class:`WrongUse` or :class:`Refused`; then nothing has changed."""
    raise WrongUse(f"“{type(command).__name__}” is not a command.")


@apply.register
def _put(command: Put, project: Project) -> Project:
    record = command.record
    name = COLLECTIONS[type(record)]
    old = getattr(project, name)
    if isinstance(old, tuple):
        return replace(project, **{name: put(old, record, command.index)})
    return replace(project, **{name: {**old, record.id: record}})


@apply.register
def _remove(command: Remove, project: Project) -> Project:
    old = getattr(project, command.collection)
    if command.id not in (old if isinstance(old, dict) else {record.id for record in old}):
        raise WrongUse(f"There is no {NAMES[command.collection]} “{command.id}” in this strategy.")
    kept = without(old, command.id) if isinstance(old, tuple) else {k: v for k, v in old.items() if k != command.id}
    return replace(project, **{command.collection: kept})


@apply.register
def _move(command: Move, project: Project) -> Project:
    old = getattr(project, command.collection)
    if not isinstance(old, tuple):
        raise WrongUse(f"A {NAMES[command.collection]} has no place to be moved to.")
    return replace(project, **{command.collection: _moved(old, command.id, command.index)})


def _moved(records: tuple[Struct, ...], id: str, index: int) -> tuple[Struct, ...]:
    moving = [record for record in records if record.id == id]  # type: ignore[attr-defined]
    if not moving:
        raise WrongUse(f"“{id}” is not in this strategy.", advice="It may have been removed.")
    others = without(records, id)
    return (*others[:index], *moving, *others[index:])


def _given(command: Struct, *targets: str) -> dict[str, object]:
    """The fields that are set, without those that say what is changed."""
    return {
        name: value for name, value in structs.asdict(command).items() if name not in targets and value is not UNSET
    }


@apply.register
def _change_project(command: ChangeProject, project: Project) -> Project:
    return replace(project, **_given(command))


@apply.register
def _add_document(command: AddDocument, project: Project) -> Project:
    _refuse_known_ids(project, command.document.id, *ids_in(command.document.sections))
    return replace(project, documents=put(project.documents, command.document, command.index))


@apply.register
def _change_document(command: ChangeDocument, project: Project) -> Project:
    document = document_of(project, command.document)
    return with_document(project, replace(document, **_given(command, "document")))


@apply.register
def _remove_document(command: RemoveDocument, project: Project) -> Project:
    document_of(project, command.document)
    return with_comments_kept(project, replace(project, documents=without(project.documents, command.document)))


@apply.register
def _move_document(command: MoveDocument, project: Project) -> Project:
    document_of(project, command.document)
    return replace(project, documents=_moved(project.documents, command.document, command.index))


@apply.register
def _add_section(command: AddSection, project: Project) -> Project:
    _refuse_known_ids(project, *ids_in(command.section))
    return _inserted(project, command.section, command.document, command.parent, command.index)


@apply.register
def _change_section(command: ChangeSection, project: Project) -> Project:
    changes = _given(command, "sections")
    for id in command.sections:
        project = with_section(project, replace(section_of(project, id).section, **changes))
    return project


@apply.register
def _remove_section(command: RemoveSection, project: Project) -> Project:
    found = section_of(project, command.section)
    if not command.required_too:
        _refuse_required(project, found)
    return with_comments_kept(project, _taken_out(project, found))


@apply.register
def _move_section(command: MoveSection, project: Project) -> Project:
    found = section_of(project, command.section)
    if command.parent in {inside.id for inside in walk_sections((found.section,))}:
        raise Refused("A section cannot be moved into itself.", advice="Choose another place.")
    return _inserted(_taken_out(project, found), found.section, command.document, command.parent, command.index)


@apply.register
def _replace_blocks(command: ReplaceBlocks, project: Project) -> Project:
    section = section_of(project, command.section).section
    if not 0 <= command.start <= command.stop <= len(section.blocks):
        raise WrongUse(f"There are no blocks {command.start} to {command.stop} in this section.")
    blocks = (*section.blocks[: command.start], *command.blocks, *section.blocks[command.stop :])
    unplaced = section.unplaced if command.unplaced is UNSET else command.unplaced
    after = with_section(project, replace(section, blocks=blocks, unplaced=unplaced))
    was, now = narrowed(section.blocks[command.start : command.stop], command.blocks)
    gone = set(ids_in(tuple(was))) - set(ids_in(tuple(now)))
    is_talked_of = bool(gone) and any(thread.anchor.target in gone for thread in project.threads.values())
    return with_comments_kept(project, after) if is_talked_of else after


@apply.register
def _decide(command: Decide, project: Project) -> Project:
    return decide(project, command.ids, Decision(command.outcome, command.at, command.by, command.reason))


@apply.register
def _become(command: Become, project: Project) -> Project:
    if command.project.id != project.id:
        raise Refused("That is another strategy.", advice="Only another state of the same strategy can take its place.")
    return command.project


@apply.register
def _several(command: Several, project: Project) -> Project:
    for each in command.commands:
        project = apply(each, project)
    return project


# ---- shared steps


def _inserted(project: Project, section: Section, document: str, parent: str, index: int | None) -> Project:
    if parent:
        around = section_of(project, parent)
        parents = (*around.parents, around.section)
        _refuse_deep(len(parents), section)
        children, owner = around.section.children, around.document
    else:
        parents, owner = (), document_of(project, document)
        _refuse_deep(0, section)
        children = owner.sections
    place = len(children) if index is None else index
    return with_children(project, owner, parents, (*children[:place], section, *children[place:]))


def _taken_out(project: Project, found: Found) -> Project:
    return with_children(project, found.document, found.parents, without(found.siblings, found.section.id))


def _refuse_deep(above: int, section: Section) -> None:
    def depth(each: Section) -> int:
        return 1 + max(map(depth, each.children), default=0)

    if above + depth(section) > MAXIMUM_DEPTH:
        raise Refused(f"Sections nest at most {MAXIMUM_DEPTH} deep.", advice="Choose a place further out.")


def _refuse_required(project: Project, found: Found) -> None:
    for section in walk_sections((found.section,)):
        wanted = project.outline_section(found.document, section)
        if wanted is not None and project.is_required(found.document, section):
            raise Refused(
                f"The outline requires the section “{wanted.title}”.",
                advice="Mark it as not applicable and say why, or confirm that it is to be removed.",
            )


def _refuse_known_ids(project: Project, *added: str) -> None:
    known = {document.id for document in project.documents}
    for _, section in all_sections(project):
        known.add(section.id)
        known.update(ids_in(section.blocks))
    if len(set(added)) != len(added) or known & set(added):
        raise WrongUse("An id is there already.", advice="Give what is added ids of its own.")
