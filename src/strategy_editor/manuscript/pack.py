"""Which documents of the set belong to an edition, in which order, and in which parts."""

from __future__ import annotations

from msgspec import Struct

from strategy_editor.foundation.errors import Refused, WrongUse
from strategy_editor.manuscript.editions import ALL_KINDS, PARTS, Edition, Part
from strategy_editor.manuscript.exempt import has_exempt, is_exempt
from strategy_editor.model.project import Project
from strategy_editor.model.section import Document
from strategy_editor.model.tree import document_of


class PackItem(Struct, frozen=True):
    """A document of a pack, by id, and the part of it that is made."""

    document: str
    part: Part


def pack(project: Project, edition: Edition, *, meeting: str = "", document: str = "") -> tuple[PackItem, ...]:
    """What ``edition`` makes: report first, then the strategy, appendices by letter, policies, technical strategies.

    ``document`` asks for one of the set instead, whatever the edition. ``meeting``: by default the one that the first
    report goes to. A document with exempt words comes in both parts; one that is exempt as a whole, in that part alone.
    Raises :class:`WrongUse` for an unknown id, and :class:`Refused` where nothing belongs to the edition.
    """
    chosen = [document_of(project, document)] if document else documents_in(project, edition, meeting)
    return tuple(PackItem(each.id, part) for part in PARTS for each in chosen if part in parts(each))


def documents_in(project: Project, edition: Edition, meeting: str = "") -> list[Document]:
    """The documents of the edition, in order."""
    chosen = [document for document in project.documents if document.kind in edition.kinds]
    if edition.one_meeting:
        meeting = _meeting(project, meeting)
        chosen = [document for document in chosen if document.meeting == meeting]
    if not chosen:
        raise Refused(
            f"Nothing in this strategy belongs to “{edition.name}”.",
            advice="Add a document, or choose one by name.",
        )
    return sorted(chosen, key=lambda document: ALL_KINDS.index(document.kind))


def _meeting(project: Project, wanted: str) -> str:
    if wanted:
        if project.meeting(wanted) is None:
            known = ", ".join(each.id for each in project.meetings)
            raise WrongUse(f"There is no meeting “{wanted}” in this strategy.", advice=f"There are: {known}.")
        return wanted
    going = [document for document in project.documents if document.meeting]
    going.sort(key=lambda document: document.kind != "report")
    if not going:
        raise Refused(
            "No document goes to a meeting yet.",
            advice="Say under Meetings and deadlines which meeting the report goes to.",
        )
    return going[0].meeting


def parts(document: Document) -> tuple[Part, ...]:
    """The parts that a document is made in."""
    if is_exempt(document):
        return ("exempt",)
    return PARTS if has_exempt(document) else ("public",)
