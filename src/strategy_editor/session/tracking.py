"""Acts on the structure of a document as suggestions: sections that come, go, move or get another title.

What is typed is suggested by the editor itself. Everything else (status, owner, details, settings) is not text, and is
changed directly.
"""

from __future__ import annotations

from datetime import datetime

from msgspec import UNSET
from msgspec.structs import replace

from strategy_editor.foundation.errors import Refused
from strategy_editor.foundation.ids import new_id
from strategy_editor.model.project import Project
from strategy_editor.model.reviews import Suggestion
from strategy_editor.model.settling import settled_section
from strategy_editor.model.tree import find_section, section_of, with_section
from strategy_editor.review.suggesting import as_suggestion
from strategy_editor.session.commands import (
    AddSection,
    Become,
    ChangeSection,
    Command,
    MoveSection,
    RemoveSection,
    apply,
    describe,
)


def tracked(project: Project, command: Command, author: str, at: datetime) -> Command:
    """``command`` as a suggestion of ``author``, where it is one that can be suggested; else as it is.

    Raises what the command raises, and Refused where a section would go to another document.
    """
    if not _is_structural(command) or _is_own_addition(project, command, author):
        return command
    before = _without_own_title(project, command, author)
    after = apply(command, before)
    changed = [each for each in before.documents if after.document(each.id) is not each]
    if len(changed) > 1:
        raise Refused(
            "Moving a section to another document cannot be suggested. Nothing was changed.",
            advice="Turn Track changes off for it.",
        )
    suggestion = new_id()
    documents = tuple(
        as_suggestion(each, after.document(each.id) or each, suggestion) if each in changed else each
        for each in before.documents
    )
    record = Suggestion(suggestion, author, at, section=_section_of(command))
    marked = replace(before, documents=documents, suggestions={**before.suggestions, suggestion: record})
    return Become(marked, describe(command))


def _is_structural(command: Command) -> bool:
    match command:
        case AddSection() | MoveSection() | RemoveSection():
            return True
        case ChangeSection(sections=sections, title=title):
            return title is not UNSET and len(sections) == 1 and command == ChangeSection(sections, title=title)
        case _:
            return False


def _section_of(command: Command) -> str:
    match command:
        case AddSection(section):
            return section.id
        case MoveSection(section) | RemoveSection(section):
            return section
        case ChangeSection(sections):
            return sections[0]
    return ""


def _is_own_addition(project: Project, command: Command, author: str) -> bool:
    """Whether a section is only suggested yet, by the author: then it moves, goes and is named as he likes."""
    found = find_section(project, _section_of(command))
    if found is None:
        return False
    record = project.suggestions.get(found.section.change.insertion)
    return record is not None and record.author == author


def _without_own_title(project: Project, command: Command, author: str) -> Project:
    """A title that the author suggested before gives way to the new one."""
    if not isinstance(command, ChangeSection):
        return project
    section = section_of(project, command.sections[0]).section

    def verdict(suggestion: str) -> bool | None:
        record = project.suggestions.get(suggestion)
        return False if record is not None and record.author == author else None

    titled = settled_section(replace(section, blocks=(), children=()), verdict)
    assert titled is not None
    return project if titled.title == section.title else with_section(project, replace(section, title=titled.title))
