"""What a reviewer may do: comment and suggest, and nothing else. Whatever the way in, the session asks here first."""

from __future__ import annotations

from msgspec.structs import replace

from strategy_editor.foundation.errors import Refused
from strategy_editor.model.carriers import carried
from strategy_editor.model.project import Project
from strategy_editor.model.records import Person
from strategy_editor.model.reviews import Suggestion, Thread
from strategy_editor.model.section import Document, Section
from strategy_editor.model.settling import rejected, settled_document, settled_section
from strategy_editor.model.tree import walk_sections
from strategy_editor.review.commenting import with_comments_only
from strategy_editor.session.commands import Command, apply

_NO = "This copy is for remarks: you can comment and suggest changes."
_ADVICE = "Everything else is for the author."


def refuse_more_than_remarks(project: Project, command: Command, author: str) -> None:
    """Raises Refused where a command does more than comment and suggest in the reviewer's own name."""
    after = apply(command, project)
    if not _is_same_but_for_remarks(project, after):
        raise Refused(_NO, advice=_ADVICE)
    for id, record in after.suggestions.items():
        old = project.suggestions.get(id)
        if record != old and not _is_own_suggestion(record, old, author):
            raise Refused(_NO, advice="A suggestion of somebody else stays as it is.")
    gone = project.suggestions.keys() - after.suggestions.keys()
    if any(project.suggestions[id].author != author for id in gone):
        raise Refused(_NO, advice="A suggestion of somebody else stays as it is.")
    if carried(after) - after.suggestions.keys():
        raise Refused(_NO, advice=_ADVICE)
    for id, thread in after.threads.items():
        if thread != project.threads.get(id) and not _is_own_remark(thread, project.threads.get(id), author):
            raise Refused(_NO, advice="What others said stays as it is; you can answer it.")
    if not project.threads.keys() <= after.threads.keys():
        raise Refused(_NO, advice="You can withdraw a comment of yours.")


def _is_same_but_for_remarks(before: Project, after: Project) -> bool:
    """Whether both say the same once all suggestions are rejected, and nothing else differs."""
    for name in before.__struct_fields__:
        if name in ("documents", "threads", "suggestions"):
            continue
        old, new = getattr(before, name), getattr(after, name)
        if name == "people":
            added = [each for each in new if before.person(each.id) is None]
            if old != tuple(each for each in new if each not in added) or not all(map(_is_only_a_name, added)):
                return False
        elif old != new:
            return False
    return all(
        old is new or _say_the_same(old, new) for old, new in zip(before.documents, after.documents, strict=False)
    ) and len(before.documents) == len(after.documents)


def _is_only_a_name(person: Person) -> bool:
    return not person.telephone and not person.email


def _say_the_same(before: Document, after: Document) -> bool:
    """Whether two documents are the same without suggestions, comments and trays; only what changed is looked at."""
    if replace(before, sections=()) != replace(after, sections=()):
        return False
    old, new = list(walk_sections(before.sections)), list(walk_sections(after.sections))
    if [(each.id, each.change, len(each.children)) for each in old] != [
        (each.id, each.change, len(each.children)) for each in new
    ]:
        return _bare(settled_document(before, rejected).sections) == _bare(settled_document(after, rejected).sections)
    pairs = zip(old, new, strict=True)
    return all(a is b or _alone(a) == _alone(b) for a, b in pairs)


def _alone(section: Section) -> Section | None:
    """A section by itself, without suggestions, comments and tray."""
    settled = settled_section(replace(section, children=()), rejected)
    return with_comments_only(settled, frozenset()) if settled is not None else None


def _bare(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    return tuple(with_comments_only(each, frozenset()) for each in sections)


def _is_own_suggestion(record: Suggestion, old: Suggestion | None, author: str) -> bool:
    return record.author == author and record.decision is None and (old is None or old.decision is None)


def _is_own_remark(thread: Thread, old: Thread | None, author: str) -> bool:
    """A new comment; an answer; the reviewer's own comment changed or withdrawn; nothing decided."""
    if thread.decision is not None and (old is None or old.decision != thread.decision):
        return False
    if old is None:
        return bool(thread.messages) and thread.messages[0].author == author
    if thread.messages[: len(old.messages)] != old.messages:
        return False
    if any(message.author != author for message in thread.messages[len(old.messages) :]):
        return False
    if bool(old.messages) and old.messages[0].author == author:
        return True
    answered = replace(old, messages=thread.messages, state=thread.state)
    return thread == answered and thread.state in (old.state, "answered")
