"""Files for reviewers who have the editor: the sections that they are asked about, and nothing else of the strategy.

Such a file has no history, nothing that is not for publication, no clearances, no remarks of others, unless that was
said. Other sections stand there by their titles alone, so that numbers are the same. The ledger of the strategy keeps
the value that went out, so that what comes back is brought together with today's text from there.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.foundation.errors import Refused, WrongUse
from strategy_editor.foundation.ids import derived_id, new_id
from strategy_editor.manuscript.exempt import public_project
from strategy_editor.manuscript.naming import distinct, safe_name
from strategy_editor.manuscript.pack import parts
from strategy_editor.model.blocks import Figure, Paragraph
from strategy_editor.model.carriers import comments_in, own_ids
from strategy_editor.model.ledger import Ledger, Receipt, SentCopy
from strategy_editor.model.project import Project
from strategy_editor.model.records import Person
from strategy_editor.model.reviews import is_open
from strategy_editor.model.section import Document, Section
from strategy_editor.model.settling import rejected, settled_document
from strategy_editor.model.text import runs_from
from strategy_editor.model.tree import document_of, walk_sections
from strategy_editor.review.commenting import with_comments_only
from strategy_editor.review.items import count_waiting
from strategy_editor.review.rounds import OPINIONS, Opinion
from strategy_editor.session.commands import Become
from strategy_editor.session.opening import OpenStrategy, copy_for, edit
from strategy_editor.session.sending import with_people
from strategy_editor.session.session import Session
from strategy_editor.storage.project_file import create
from strategy_editor.templates.wording import Wording

NOT_HERE = "This section is not part of this copy."


class ReviewFile(Struct, frozen=True):
    """What a file for review holds. ``sections`` empty: the whole document.

    ``exempt``: what is not for publication too; ``others``: open comments of others too; ``round`` is the review that
    it belongs to.
    """

    person: str
    document: str
    sections: tuple[str, ...] = ()
    exempt: bool = False
    others: bool = False
    round: str = ""


# ---- what goes into it


def reduced(project: Project, asked: ReviewFile, copy: str) -> Project:
    """The strategy as one reviewer is to see it; ``copy`` is the id of the copy that it is."""
    document = document_of(project, asked.document)
    if not asked.exempt and "public" not in parts(document):
        raise Refused(
            f"“{document.title}” is not for publication as a whole.",
            advice="Say that what is not for publication goes along, if the reader may see it.",
        )
    shown = project if asked.exempt else public_project(project, Wording(project.profile, document.language))
    wanted = settled_document(document_of(shown, asked.document), rejected)
    wanted = replace(wanted, sections=_kept(wanted.sections, frozenset(asked.sections)))
    threads = _threads(project, wanted, asked)
    wanted = replace(wanted, sections=tuple(with_comments_only(each, frozenset(threads)) for each in wanted.sections))
    pictures = {
        block.picture
        for section in walk_sections(wanted.sections)
        for block in section.blocks
        if isinstance(block, Figure)
    } | {wanted.cover}
    return replace(
        shown,
        documents=(wanted,),
        people=tuple(_named(each) for each in project.people if each.id in _people(shown, wanted, asked)),
        exemptions=shown.exemptions if asked.exempt else (),
        references=(),
        rounds=tuple(
            replace(each, invitations=tuple(one for one in each.invitations if one.person == asked.person))
            for each in project.rounds
            if each.id == asked.round
        ),
        threads={id: project.threads[id] for id in threads},
        suggestions={},
        proposals={},
        pictures={id: each for id, each in project.pictures.items() if id in pictures},
        copy=copy,
    )


def _kept(sections: tuple[Section, ...], wanted: frozenset[str]) -> tuple[Section, ...]:
    """The sections with the text of those that are wanted (none named: all), and of all others the titles alone."""
    if not wanted:
        return sections
    out = []
    for section in sections:
        if section.id in wanted:
            out.append(section)
            continue
        notice = Paragraph(derived_id("not in this copy", section.id), runs_from(NOT_HERE), "note")
        out.append(replace(section, blocks=(notice,), children=_kept(section.children, wanted), unplaced=()))
    return tuple(out)


def _threads(project: Project, document: Document, asked: ReviewFile) -> set[str]:
    """The comments that go along: the reader's own, and open ones of others where that was said."""
    places = {document.id}
    marked: set[str] = set()
    for section in walk_sections(document.sections):
        places |= own_ids(section)
        marked |= comments_in(section) | set(section.unplaced)
    found = set()
    for thread in project.threads.values():
        own = bool(thread.messages) and thread.messages[0].author == asked.person
        if (own or (asked.others and is_open(thread))) and (thread.anchor.target in places or thread.id in marked):
            found.add(thread.id)
    return found


def _people(project: Project, document: Document, asked: ReviewFile) -> set[str]:
    """The people whom the text may name: the reader, owners, and those held as details."""
    found = {asked.person, document.owner, *(each.owner for each in walk_sections(document.sections))}
    found |= {getattr(fact.value, "person", "") for fact in project.facts}
    found |= {each.owner for each in project.milestones} | {each.owner for each in project.register}
    if asked.others:
        found |= {message.author for thread in project.threads.values() for message in thread.messages}
    return found


def _named(person: Person) -> Person:
    """A person without telephone and address."""
    return Person(person.id, person.name, person.post, person.organisation, aliases=person.aliases)


# ---- out


def make_review_file(opened: OpenStrategy, asked: ReviewFile, folder: Path) -> Path:
    """Writes a file for one reviewer into a folder, and remembers the copy. Nothing there is written over."""
    session = opened.session
    project, (person,) = with_people(session.project, (asked.person,))
    if session.project.person(person.id) is None:
        opened.join_person(person)
        project = session.project
    asked = replace(asked, person=person.id)
    number = max((entry.number for entry in session.ledger.sent_copies), default=0) + 1
    id = new_id()
    value = reduced(project, asked, id)
    entry = SentCopy(
        id,
        session.clock(),
        session.signature,
        opened.remember(value),
        number,
        person.id,
        "project-copy",
        (asked.document,),
        asked.sections,
        round=asked.round,
        part="exempt" if asked.exempt else "public",
    )
    document = document_of(project, asked.document)
    name = safe_name(f"{document.title}, copy {number} for review by {person.shown}", "strategy")
    taken = [path.name for path in folder.iterdir()] if folder.is_dir() else []
    path = folder / distinct([*taken, name])[-1]
    pictures = {digest: session.picture(digest) for digest in value.pictures}
    create(path, value, Ledger((entry,)), pictures)
    session.record(entry)
    return path


# ---- at the reviewer's


def copy_entry(session: Session) -> SentCopy | None:
    """The copy that an open file is; None for the strategy itself."""
    return next((each for each in session.ledger.sent_copies if each.id == session.project.copy), None)


def reviewer_of(session: Session) -> str:
    """The name of the person for whom an open copy was made."""
    entry = copy_entry(session)
    person = session.project.person(entry.person) if entry is not None else None
    return person.shown if person is not None else ""


def finished_at(session: Session) -> datetime | None:
    """When the reviewer last said that he has finished an open copy; None while he has not."""
    times = [
        entry.at
        for entry in session.ledger.entries
        if isinstance(entry, Receipt) and entry.copy == session.project.copy and entry.opinion
    ]
    return max(times, default=None)


def copy_to_review(path: Path, name: str) -> Path:
    """A copy of a whole strategy for somebody who only wants to comment; the file itself is read, not opened.

    Raises what reading a file raises.
    """
    copy = copy_for(path, f"{path.stem} (review by {name})")
    with edit(copy, name) as opened:
        session = opened.session
        session.apply(Become(replace(session.project, copy=new_id()), "Copy for review"))
    return copy


def finish(opened: OpenStrategy, opinion: Opinion, remark: str = "") -> Path:
    """Notes that the reviewer has finished, with an opinion, and saves the file, which is what goes back.

    Raises WrongUse for a file that is no copy for review.
    """
    session = opened.session
    if not session.project.copy:
        raise WrongUse("This is not a copy for review.", advice="Bring both files together instead.")
    if opinion not in OPINIONS:
        raise WrongUse(f"“{opinion}” is not an opinion.", advice=f"There are: {', '.join(OPINIONS)}.")
    at = session.clock()
    made = len(session.project.threads) + count_waiting(replace(session.project, threads={}))
    copy = session.project.copy
    id = derived_id("finished", copy, at.isoformat())
    session.record(Receipt(id, at, session.signature, copy, "", made, opinion, " ".join(remark.split())[:500]))
    opened.save()
    return opened.path
