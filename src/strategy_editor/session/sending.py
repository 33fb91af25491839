"""Sends text out for review: a Word copy for each person, each with its number, and what is remembered of it.

The ledger keeps the tree that a copy was made from, so that whatever comes back is compared with what went out and not
with today's text. Undecided suggestions stay at home (the copy shows the text as it stands, like every paper); open
comments go along with their replies.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.foundation.clock import london_day
from strategy_editor.foundation.errors import DiskRefused, Refused, WrongUse
from strategy_editor.foundation.ids import derived_id, new_id
from strategy_editor.foundation.progress import Progress, silent
from strategy_editor.manuscript.build import manuscript
from strategy_editor.manuscript.editions import Part, edition_of
from strategy_editor.manuscript.items import Manuscript, PictureSource
from strategy_editor.manuscript.naming import distinct, file_name, safe_name
from strategy_editor.manuscript.pack import parts
from strategy_editor.model.ledger import Ledger, SentCopy
from strategy_editor.model.project import Project
from strategy_editor.model.records import Person
from strategy_editor.model.reviews import Decision, Message, Thread
from strategy_editor.model.section import Document
from strategy_editor.model.text import clean_line
from strategy_editor.model.tree import (
    block_hosts,
    document_of,
    section_hosts,
    section_of,
    walk_blocks,
    walk_sections,
)
from strategy_editor.session.commands import Put, Several
from strategy_editor.session.session import Session
from strategy_editor.session.word_templates import chosen_template
from strategy_editor.storage.tree import tree_of

if TYPE_CHECKING:
    from strategy_editor.word import WordTemplate
    from strategy_editor.word.review_copy import Remark, RemarkMessage

EDITION = "review"

ProjectOfTree = Callable[[str], Project]
"""The project as it was, by a tree of the ledger."""

OUTCOMES = {
    "accepted": "Accepted.",
    "accepted-with-change": "Accepted with a change.",
    "rejected": "Not accepted.",
    "noted": "Noted.",
}


class SendRequest(Struct, frozen=True, omit_defaults=True):
    """What is sent to whom. ``document`` empty: every document of the set; ``sections``: those alone, with all below.

    ``guidance``: what the outline asks goes along; ``forced``: the reader cannot switch tracking off; ``exempt``: what
    is not for publication goes along; ``since``: changes since the reader's last copy are marked;
    ``round`` is the id of the review that it belongs to. ``word_template``: a file to be used in place of the
    council's.
    """

    people: tuple[str, ...]
    out: str
    document: str = ""
    sections: tuple[str, ...] = ()
    guidance: bool = False
    forced: bool = True
    exempt: bool = False
    since: bool = True
    round: str = ""
    word_template: str = ""


class Outgoing(Struct, frozen=True):
    """A copy that was made: its entry for the ledger, the name of its file, its bytes."""

    entry: SentCopy
    name: str
    data: bytes


def with_people(project: Project, names: Iterable[str]) -> tuple[Project, tuple[Person, ...]]:
    """The people with these names, posts or aliases, in that order, and the project in which they all are."""
    found: list[Person] = []
    for name in names:
        wanted = clean_line(name)
        if not wanted:
            raise WrongUse("A reviewer needs a name.", advice="Say who it is for.")
        person = person_called(project, wanted)
        if person is None:
            person = Person(derived_id("person", wanted.casefold()), wanted)
            project = replace(project, people=(*project.people, person))
        if person not in found:
            found.append(person)
    return project, tuple(found)


def person_called(project: Project, name: str) -> Person | None:
    """The person with this id, name, post or alias, whatever its case."""
    wanted = name.casefold()
    for person in project.people:
        if name == person.id or wanted in {each.casefold() for each in (person.name, *person.aliases) if each}:
            return person
    return next((person for person in project.people if not person.name and person.post.casefold() == wanted), None)


def copies(
    project: Project,
    ledger: Ledger,
    pictures: PictureSource,
    people: tuple[Person, ...],
    request: SendRequest,
    *,
    by: str,
    now: datetime,
    of_tree: ProjectOfTree,
    progress: Progress = silent,
) -> tuple[Outgoing, ...]:
    """The copies for ``people``, who are in ``project``; nothing is written and nothing is remembered yet."""
    if not people:
        raise WrongUse("There is nobody to send it to.", advice="Say who it is for.")
    documents = _documents(project, request)
    number = max((entry.number for entry in ledger.sent_copies), default=0)
    tree = tree_of(project)
    template = chosen_template(request.word_template, project, pictures)
    made: list[Outgoing] = []
    wanted = [(person, document) for document in documents for person in people]
    for place, (person, document) in enumerate(wanted):
        progress(place / len(wanted), f"{document.title} for {person.shown}")
        entry = SentCopy(
            new_id(),
            now,
            by,
            tree,
            number + place + 1,
            person.id,
            "word",
            (document.id,),
            request.sections,
            round=request.round,
            part=part_of(document, request),
            guidance=request.guidance,
        )
        data = written(
            project,
            ledger,
            pictures,
            entry,
            forced=request.forced,
            since=request.since,
            of_tree=of_tree,
            template=template,
        )
        made.append(Outgoing(entry, _name(project, document, person, entry), data))
    names = distinct(each.name for each in made)
    return tuple(replace(each, name=name) for each, name in zip(made, names, strict=True))


def _documents(project: Project, request: SendRequest) -> tuple[Document, ...]:
    if request.sections:
        found = [section_of(project, id).document for id in request.sections]
        if len({document.id for document in found}) > 1:
            raise WrongUse("These sections belong to different documents.", advice="Send them one after the other.")
        return (found[0],)
    chosen = (document_of(project, request.document),) if request.document else project.documents
    if not chosen:
        raise Refused("There is no document in this strategy yet.", advice="Add one first.")
    sendable = tuple(document for document in chosen if part_of(document, request) in parts(document))
    if not sendable:
        raise Refused(
            f"“{chosen[0].title}” is not for publication as a whole.",
            advice="Say that what is not for publication goes along, if the reader may see it.",
        )
    return sendable


def part_of(document: Document, request: SendRequest) -> Part:
    """Which part of a document goes out."""
    return "exempt" if request.exempt and "exempt" in parts(document) else "public"


def _name(project: Project, document: Document, person: Person, entry: SentCopy) -> str:
    name = file_name(project, document, edition_of(EDITION), "docx", part=entry.part)
    pack = ", one section" if len(entry.sections) == 1 else ", some sections" if entry.sections else ""
    return safe_name(f"{name.removesuffix('.docx')}{pack}, copy {entry.number} for {person.shown}", "docx")


# ---- one copy


def review_manuscript(
    project: Project, ledger: Ledger, entry: SentCopy, *, guidance: bool = True, since: Document | None = None
) -> Manuscript:
    """What a copy says, made from the project as it was then; also what a returned copy is compared with."""
    document = document_of(project, entry.documents[0])
    return manuscript(
        project,
        document,
        EDITION,
        part=entry.part,
        versions=tuple(version for version in ledger.versions if version.at <= entry.at),
        today=london_day(entry.at),
        sections=entry.sections,
        guidance=guidance and entry.guidance,
        since=since,
    )


def written(
    project: Project,
    ledger: Ledger,
    pictures: PictureSource,
    entry: SentCopy,
    *,
    forced: bool = True,
    since: bool = False,
    bare: bool = False,
    of_tree: ProjectOfTree | None = None,
    template: WordTemplate | None = None,
) -> bytes:
    """The Word file of a copy, in the look of ``template``.

    ``bare``: without comments and marks of changes, to compare with.
    """
    from strategy_editor import word  # takes a third of a second to load, which the window must not wait for
    from strategy_editor.word.review_copy import ReviewCopy

    earlier = earlier_copy(ledger, entry) if since and not bare else None
    before = of_tree(earlier.tree).document(entry.documents[0]) if earlier is not None and of_tree else None
    text = review_manuscript(project, ledger, entry, since=before)
    reference = reference_of(project, entry)
    identified = replace(text.properties, identifier=f"{project.id}/{entry.id}")
    remarks = () if bare else tuple(_remarks(project, ledger, entry, text))
    copy = ReviewCopy(entry.id, reference, entry.at, remarks, forced)
    out = io.BytesIO()
    word.write(replace(text, properties=identified), pictures, out, template=template, page_numbers="none", review=copy)
    return out.getvalue()


def reference_of(project: Project, entry: SentCopy) -> str:
    """What the footer of a copy says: for people, and for finding the copy where nothing else is left."""
    person = project.person(entry.person)
    name = f" for {person.shown}" if person is not None else ""
    return f"Copy {entry.number}{name}, ref. {project.id[:6]}/{entry.number}"


def earlier_copy(ledger: Ledger, entry: SentCopy) -> SentCopy | None:
    """The last copy of the same document that went to the same person before."""
    before = [
        each
        for each in ledger.sent_copies
        if each.id != entry.id
        and each.person == entry.person
        and each.documents == entry.documents
        and each.at <= entry.at
        and each.number < entry.number
    ]
    return before[-1] if before else None


# ---- comments that go along


def remarks_of(project: Project, ledger: Ledger, entry: SentCopy, text: Manuscript) -> tuple[Remark, ...]:
    """The comments that went out with a copy, which said ``text``; ``project`` is the one that it was made from."""
    return tuple(_remarks(project, ledger, entry, text))


def _remarks(project: Project, ledger: Ledger, entry: SentCopy, text: Manuscript) -> Iterator[Remark]:
    """Open comments, and the reader's own from earlier copies with what became of them."""
    from strategy_editor.word.review_copy import Remark, RemarkMessage

    document = document_of(project, entry.documents[0])
    own = {each.id for each in ledger.sent_copies if each.person == entry.person}
    printed, marked = _printed(text)
    homes = _homes(document)
    for thread in project.threads.values():
        home = homes.get(thread.anchor.target, homes.get(f"thread {thread.id}"))
        if home is None and thread.anchor.target not in ("", document.id, project.id):
            continue
        is_open = thread.state in ("open", "answered")
        if not thread.messages or not (is_open or thread.source in own):
            continue
        host = "" if home is None else next((id for id in home if id in printed), None)
        if host is None and thread.id not in marked:
            continue
        yield Remark(thread.id, host or "", tuple(_messages(project, thread)), resolved=not is_open)
    for suggestion in project.suggestions.values():
        decision = suggestion.decision
        if suggestion.source in own and decision is not None and decision.reason and suggestion.section in printed:
            asked = _asked(suggestion.removed, suggestion.added)
            first = RemarkMessage(_name_of(project, suggestion.author), suggestion.at, asked)
            answer = RemarkMessage(_name_of(project, decision.by), decision.at, _answer(decision))
            yield Remark(suggestion.id, suggestion.section, (first, answer), resolved=True)


def _asked(removed: str, added: str) -> str:
    if removed and added:
        return f"Suggested: “{added}” instead of “{removed}”"
    return f"Suggested: to add “{added}”" if added else f"Suggested: to take out “{removed}”"


def _answer(decision: Decision) -> str:
    return " ".join(part for part in (OUTCOMES[decision.outcome], decision.reason) if part)


def _name_of(project: Project, id: str) -> str:
    person = project.person(id)
    return person.shown if person is not None else id or project.profile.council or "The author"


def _messages(project: Project, thread: Thread) -> Iterator[RemarkMessage]:
    from strategy_editor.word.review_copy import RemarkMessage

    for message in thread.messages:
        yield _message(project, message)
    if thread.decision is not None:
        yield RemarkMessage(_name_of(project, thread.decision.by), thread.decision.at, _answer(thread.decision))


def _message(project: Project, message: Message) -> RemarkMessage:
    from strategy_editor.word.review_copy import RemarkMessage

    return RemarkMessage(_name_of(project, message.author), message.at, message.text)


def _printed(text: Manuscript) -> tuple[frozenset[str], frozenset[str]]:
    """The anchors that the manuscript prints, and the comments that its words carry."""
    anchors: set[str] = set()
    comments: set[str] = set()
    waiting: list[object] = [text.items]
    while waiting:
        each = waiting.pop()
        if isinstance(each, tuple):
            waiting.extend(each)
        elif isinstance(each, Struct):
            anchors.update(getattr(each, name, "") for name in ("anchor", "title_anchor"))
            comments.update(getattr(each, "comments", ()))
            waiting.extend(getattr(each, name) for name in each.__struct_fields__)
    return frozenset(anchors), frozenset(comments)


def _homes(document: Document) -> dict[str, tuple[str, ...]]:
    """By what a comment may be about: the text hosts that can stand for it, the best first."""
    found: dict[str, tuple[str, ...]] = {}
    for section in walk_sections(document.sections):
        found[section.id] = (section.id,)
        for thread in section.unplaced:
            found[f"thread {thread}"] = (section.id,)
        for block in walk_blocks(section.blocks):
            found.setdefault(block.id, (*(host.id for host in block_hosts(block)), section.id))
        for host in section_hosts(section):
            found.setdefault(host.id, (host.id, section.id))
            if host.cell:
                found.setdefault(host.cell, (host.id, section.id))
    return found


# ---- the files


def send(
    session: Session, request: SendRequest, of_tree: ProjectOfTree, progress: Progress = silent
) -> tuple[Path, ...]:
    """Makes the copies, puts them into their folder and remembers them; people who are new join the project."""
    project, people = with_people(session.project, request.people)
    made = copies(
        project,
        session.ledger,
        session.picture,
        people,
        request,
        by=session.signature,
        now=session.clock(),
        of_tree=of_tree,
        progress=progress,
    )
    paths = put_files(made, Path(request.out))
    remember(session, people, made)
    return paths


def remember(session: Session, people: tuple[Person, ...], made: tuple[Outgoing, ...]) -> None:
    """Enters copies in the ledger, made of the session's project with ``people`` in it."""
    added = tuple(Put(person) for person in people if session.project.person(person.id) is None)
    if added:
        session.apply(Several(added, "New reviewers"))
    session.record(*(each.entry for each in made))


def put_files(made: tuple[Outgoing, ...], out: Path) -> tuple[Path, ...]:
    """Writes the copies into a folder; nothing that is there is written over, and all are there or none."""
    written_files: list[Path] = []
    try:
        out.mkdir(parents=True, exist_ok=True)
        for each in made:
            path = out / each.name
            with path.open("xb") as file:
                written_files.append(path)
                file.write(each.data)
    except OSError as error:
        for path in written_files:
            path.unlink(missing_ok=True)
        if isinstance(error, FileExistsError):
            there = f"There is a file {each.name} in {out} already."
            raise DiskRefused(there, advice="Choose another folder.") from None
        refused = f"The copies cannot be put into {out} ({error.strerror})."
        raise DiskRefused(refused, advice="Choose another folder. Nothing was sent.") from error
    return tuple(written_files)
