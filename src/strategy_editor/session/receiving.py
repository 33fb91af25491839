"""Takes returned copies in: any number of files at once, looked at first, then brought in as one change.

:func:`look_at` reads files (also inside archives), says which copy each is and what it brings, and makes the project
that would follow; nothing is changed by it and it may run beside the window. :func:`take_in` makes it today's value.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.foundation.errors import Cancelled, DiskRefused, StrategyError, WrongUse
from strategy_editor.foundation.ids import derived_id
from strategy_editor.foundation.progress import Progress, silent
from strategy_editor.incoming.values import Incoming, Picture
from strategy_editor.incoming.views import located
from strategy_editor.manuscript.items import Manuscript, PictureSource
from strategy_editor.model.blocks import Figure
from strategy_editor.model.ledger import Ledger, Receipt, SentCopy
from strategy_editor.model.project import Project
from strategy_editor.model.records import Person
from strategy_editor.model.records import Picture as PictureRecord
from strategy_editor.model.reviews import BlockContent, Proposal, Suggestion, Thread
from strategy_editor.model.text import clean_line
from strategy_editor.model.tree import all_sections
from strategy_editor.review.items import Item, items
from strategy_editor.review.returning.bringing import Brought, Copy, bring_in
from strategy_editor.review.returning.claims import Returned
from strategy_editor.review.returning.matching import How, fold, likeness
from strategy_editor.review.returning.reading import Source, returned
from strategy_editor.review.returning.sent import Sent, sent
from strategy_editor.session.commands import Become
from strategy_editor.session.picture_likeness import Sketches
from strategy_editor.session.pictures import take_in as take_picture
from strategy_editor.session.sending import ProjectOfTree, person_called, remarks_of, review_manuscript, written
from strategy_editor.session.session import Session
from strategy_editor.session.summary import document_numbers

WORD_FILES = frozenset({".docx", ".docm", ".dotx", ".doc", ".odt", ".rtf"})
MAXIMUM_FILES = 500
MAXIMUM_ARCHIVE = 500_000_000
"""Bytes of all files of an archive together."""

GENERIC_NAMES = frozenset(
    {"", "author", "unknown author", "unknown", "user", "windows user", "microsoft office user", "admin", "guest"}
)
"""Names that programs give to whoever has not said his: of a copy, they mean its reader."""

_REFERENCE = re.compile(r"ref\. ([0-9a-z]{6})/(\d{1,6})")
_LIKE_ENOUGH = 0.5
_CONVERTED = (".doc", ".odt", ".rtf")
"""Files that are read by way of LibreOffice: once, with their pictures, since it takes seconds."""
NAME = "Returned copies"
"""What the change is called, for undo."""


class UnknownCopy(WrongUse):
    """A file that can be read, but nothing in it says which copy it is."""


class BroughtItem(Struct, frozen=True, omit_defaults=True):
    """One thing that a copy brings: a suggestion, a proposal, a comment, or a change told in a comment.

    ``placed``: it stands where it belongs; ``how`` and ``confidence`` (a share of 1) say how its paragraph was found.
    ``news``: it was not there before this file came.
    """

    id: str
    kind: str
    author: str
    at: datetime
    document: str
    section: str
    block: str
    placed: bool
    how: How = "bookmark"
    confidence: float = 1.0
    words: str = ""
    removed: str = ""
    added: str = ""
    news: bool = True


class Doubt(Struct, frozen=True):
    """A paragraph of the file that was found by its text only: ``group`` is its place in the file."""

    group: int
    text: str
    host: str
    how: How
    confidence: float


class LookedAt(Struct, frozen=True):
    """One file: which copy it is, what it brings; or ``error``, why nothing can be taken from it.

    ``unknown``: it can be read, but not told which copy it is. ``names``: who the names in the file are taken for, by
    person id. ``gone``: items of an earlier return of the same copy that are not in this one; ``decided``: how many of
    its changes were decided before. ``again``: this very file has been taken in before.
    """

    path: str
    digest: str = ""
    entry: SentCopy | None = None
    reviewer: str = ""
    error: str = ""
    unknown: bool = False
    items: tuple[BroughtItem, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    names: Mapping[str, str] = {}
    gone: tuple[str, ...] = ()
    decided: int = 0
    again: bool = False
    remarks: tuple[str, ...] = ()

    @property
    def unplaced(self) -> tuple[BroughtItem, ...]:
        return tuple(item for item in self.items if not item.placed)


class Wishes(Struct, frozen=True):
    """What a person has said of the files: ``copies`` the number of the copy that a path is, ``people`` the person that
    a name in a file is, ``chosen`` (by path) the text host that a paragraph of the file is.
    """

    copies: Mapping[str, int] = {}
    people: Mapping[str, str] = {}
    chosen: Mapping[str, Mapping[int, str]] = {}


class Receiving(Struct, frozen=True):
    """What was found in all files, and the project that bringing them in makes of ``before``."""

    before: Project
    project: Project
    copies: tuple[LookedAt, ...]
    others: tuple[Path, ...] = ()
    """Copies of the project, which are brought together with it in their own way."""
    pictures: Mapping[str, bytes] = {}
    """The bytes of the pictures that came with the copies, by their digest."""

    @property
    def brings_anything(self) -> bool:
        return self.project != self.before


class _File(Struct, frozen=True):
    path: str
    data: bytes


def look_at(
    project: Project,
    ledger: Ledger,
    pictures: PictureSource,
    of_tree: ProjectOfTree,
    paths: Sequence[Path],
    *,
    now: datetime,
    wishes: Wishes | None = None,
    progress: Progress = silent,
) -> Receiving:
    """What the files bring, and the project that follows; raises only ``Cancelled``."""
    desk = _Desk(project, ledger, pictures, of_tree, now, wishes or Wishes())
    others = tuple(path for path in paths if path.suffix.lower() == ".strategy")
    files: list[_File] = []
    out: list[LookedAt] = []
    for path in paths:
        if path not in others:
            try:
                files += _files(path)
            except StrategyError as error:
                out.append(LookedAt(str(path), error=str(error)))
    for place, file in enumerate(files):
        progress(place / len(files), f"Reading {Path(file.path).name}")
        out.append(desk.look_at(file))
    return Receiving(project, desk.project, tuple(desk.listed(out)), others, desk.came)


def take_in(session: Session, receiving: Receiving) -> None:
    """Makes the project with all copies today's value, as one step, and remembers what came.

    Raises :class:`WrongUse` where somebody went on writing since the files were looked at: look at them again.
    """
    if session.project is not receiving.before:
        raise WrongUse("The text has changed since these files were looked at.", advice="Look at them again.")
    for digest, data in receiving.pictures.items():
        session.add_picture(digest, data)
    session.apply(Become(receiving.project, NAME))
    at, by = session.clock(), session.signature
    session.record(
        *(
            Receipt(_receipt(each.entry, each.digest), at, by, each.entry.id, each.digest, len(each.items))
            for each in receiving.copies
            if each.entry is not None and not each.error
        )
    )


def _receipt(entry: SentCopy, digest: str) -> str:
    return derived_id("receipt", entry.id, digest)


def copy_lines(copy: LookedAt) -> Iterator[str]:
    """What one file brings, in a few lines for a person."""
    if copy.entry is not None:
        yield f"Copy {copy.entry.number}" + (f", {copy.reviewer}" if copy.reviewer else "")
    if copy.error:
        yield copy.error
        return
    for kind, (one, many) in _KINDS.items():
        count = sum(item.kind == kind for item in copy.items)
        if count:
            yield f"{count} {one if count == 1 else many}"
    if not copy.items:
        yield "Nothing was changed, and nothing was said."
    if copy.unplaced:
        yield f"{len(copy.unplaced)} could not be placed, and wait in the list"
    if copy.doubts:
        yield f"{len(copy.doubts)} paragraphs were found by their text only"
    if copy.decided:
        yield f"{copy.decided} were decided before, and stay as they were decided"
    if copy.gone:
        yield f"{len(copy.gone)} of an earlier return are not in this one any more, and go"
    yield from copy.remarks


_KINDS = {
    "suggestion": ("change in the text", "changes in the text"),
    "proposal": ("change where others want something too", "changes where others want something too"),
    "comment": ("comment", "comments"),
    "change": ("change told in a comment", "changes told in comments"),
}


# ---- files


def _files(path: Path) -> Iterator[_File]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DiskRefused(f"{path.name} cannot be read ({error.strerror}).", advice="Check where it is.") from error
    if path.suffix.lower() == ".zip":
        yield from _inside(path, data)
    elif path.suffix.lower() in WORD_FILES:
        yield _File(str(path), data)
    else:
        raise WrongUse(
            f"{path.name} is no copy that can be brought in.",
            advice="Choose Word files, archives of them (.zip), or copies of the strategy.",
        )


def _inside(path: Path, data: bytes) -> Iterator[_File]:
    """The Word files of an archive, however deep their folders; nothing is unpacked to the disk."""
    damaged = WrongUse(f"{path.name} is no archive that can be opened.", advice="Unpack it, and choose the files.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            wanted = [
                info
                for info in archive.infolist()
                if Path(info.filename).suffix.lower() in WORD_FILES
                and not Path(info.filename).name.startswith((".", "~$"))
            ]
            if not wanted:
                raise WrongUse(f"There is no Word file in {path.name}.", advice="Choose the archive of the copies.")
            if len(wanted) > MAXIMUM_FILES or sum(info.file_size for info in wanted) > MAXIMUM_ARCHIVE:
                raise WrongUse(f"There is too much in {path.name}.", advice="Unpack it, and choose the files.")
            for info in wanted:
                with archive.open(info) as file:
                    body = file.read(info.file_size + 1)
                if len(body) > info.file_size:
                    raise damaged
                yield _File(f"{path}/{info.filename}", body)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise damaged from error


# ---- one file after the other


class _Desk:
    """The project as it becomes while one file after the other is laid on it."""

    def __init__(
        self,
        project: Project,
        ledger: Ledger,
        pictures: PictureSource,
        of_tree: ProjectOfTree,
        now: datetime,
        wishes: Wishes,
    ) -> None:
        self.project = project
        self._ledger = ledger
        self._pictures = pictures
        self._of_tree = of_tree
        self._now = now
        self._wishes = wishes
        self._trees: dict[str, Project] = {}
        self._sent: dict[tuple[object, ...], Sent] = {}
        self._texts: dict[tuple[object, ...], Manuscript] = {}
        self._brought: dict[str, _Bringing] = {}
        self._sketches = Sketches()
        self.came: dict[str, bytes] = {}

    def look_at(self, file: _File) -> LookedAt:
        """What the file brings; the desk's project has it then."""
        from strategy_editor.word.reading import read  # loads the readers, which the window must not wait for

        digest = hashlib.sha256(file.data).hexdigest()
        try:
            name = Path(file.path).name
            incoming = read(file.data, name, pictures=name.casefold().endswith(_CONVERTED))
            entry = self._entry(file.path, incoming)
            return self._bring(file, digest, entry, incoming)
        except Cancelled:
            raise
        except StrategyError as error:
            return LookedAt(file.path, digest, error=str(error), unknown=isinstance(error, UnknownCopy))

    # ---- which copy it is

    def _entry(self, path: str, incoming: Incoming) -> SentCopy:
        wanted = self._wishes.copies.get(path)
        if wanted is not None:
            found = next((each for each in self._ledger.sent_copies if each.number == wanted), None)
            if found is None:
                raise UnknownCopy(f"No copy with the number {wanted} was sent.", advice="Look it up in the footer.")
            return found
        entry = self._by_identity(incoming) or self._by_footer(incoming) or self._by_text(incoming)
        if entry is None:
            raise UnknownCopy(
                "It cannot be told which copy this is.",
                advice="Say the number that stands in its footer, or bring it in from an old file instead.",
            )
        return entry

    def _by_identity(self, incoming: Incoming) -> SentCopy | None:
        from strategy_editor.word.review_copy import COPY_PROPERTY

        said = (incoming.properties.custom.get(COPY_PROPERTY, ""), incoming.properties.identifier.rpartition("/")[2])
        found = next((each for id in said for each in self._ledger.sent_copies if id and each.id == id), None)
        if found is None and any(said) and incoming.properties.identifier:
            project = incoming.properties.identifier.partition("/")[0]
            if project and project != self.project.id:
                raise WrongUse("This is a copy of another strategy.", advice="Open that strategy first.")
        return found

    def _by_footer(self, incoming: Incoming) -> SentCopy | None:
        for place in located(incoming):
            if place.story.startswith("footer"):
                match = _REFERENCE.search(place.paragraph.text)
                if match is not None and self.project.id.startswith(match[1]):
                    number = int(match[2])
                    return next((each for each in self._ledger.sent_copies if each.number == number), None)
        return None

    def _by_text(self, incoming: Incoming) -> SentCopy | None:
        """The copy whose text it is, if only one can be meant: by the words, then by the names in the file."""
        words = fold(" ".join(place.paragraph.text for place in located(incoming) if place.story == "body"))
        scores: dict[tuple[object, ...], float] = {}
        for entry in self._ledger.sent_copies:
            key = self._key(entry)
            if key not in scores:
                sent_words = fold(" ".join(line.text for line in self._sent_of(entry).lines if line.story == "body"))
                scores[key] = likeness(sent_words, words)
        best = max(scores.values(), default=0.0)
        alike = [entry for entry in self._ledger.sent_copies if scores[self._key(entry)] == best >= _LIKE_ENOUGH]
        names = {incoming.properties.last_saved_by, *(each.author for each in incoming.revisions)}
        named = [entry for entry in alike if self._goes_by(entry, names)]
        chosen = named or alike
        return chosen[0] if len(chosen) == 1 else None

    def _goes_by(self, entry: SentCopy, names: set[str]) -> bool:
        person = self.project.person(entry.person)
        known = {each.casefold() for each in (person.name, *person.aliases) if each} if person is not None else set()
        return not known.isdisjoint(name.casefold() for name in names)

    # ---- what went out

    def _key(self, entry: SentCopy) -> tuple[object, ...]:
        return entry.tree, entry.documents, entry.sections, entry.part, entry.guidance, entry.at

    def _then(self, entry: SentCopy) -> Project:
        if entry.tree not in self._trees:
            self._trees[entry.tree] = self._of_tree(entry.tree)
        return self._trees[entry.tree]

    def _sent_of(self, entry: SentCopy) -> Sent:
        from strategy_editor.word.reading import read

        key = self._key(entry)
        if key not in self._sent:
            then = self._then(entry)
            document = then.document(entry.documents[0])
            if document is None:
                raise WrongUse("The document of this copy cannot be found in the version that it was made from.")
            data = written(then, self._ledger, self._pictures, entry, bare=True)
            self._sent[key] = sent(read(data, pictures=False), document)
        return self._sent[key]

    def _text_of(self, entry: SentCopy) -> Manuscript:
        key = self._key(entry)
        if key not in self._texts:
            self._texts[key] = review_manuscript(self._then(entry), self._ledger, entry)
        return self._texts[key]

    # ---- what it brings

    def _bring(self, file: _File, digest: str, entry: SentCopy, incoming: Incoming) -> LookedAt:
        path = file.path
        went_out = self._sent_of(entry)
        if self.project.document(went_out.document.id) is None:
            raise WrongUse(
                f"“{went_out.document.title}” is not in this strategy any more.", advice="Undo its removal first."
            )
        then = self._then(entry)
        reader = self.project.person(entry.person) or then.person(entry.person)
        name = reader.shown if reader is not None else ""
        known = {
            (message.author, fold(message.text)): remark.id
            for remark in remarks_of(then, self._ledger, entry, self._text_of(entry))
            for message in remark.messages
        }
        chosen = self._wishes.chosen.get(path, {})
        taker = _Taker(file, incoming.media, self._pictures, self._sketches)
        source = Source(entry.id, name, known, chosen, taker.take, taker.is_other)
        brought_back = returned(went_out, incoming, source)
        people, project = self._people(brought_back.names, entry, reader)
        copy = Copy(entry.id, went_out.document, people, self._last_saved(incoming, entry))
        before = frozenset(_waiting(project, entry.id))
        brought = bring_in(project, copy, brought_back)
        self.project = self._with_pictures(brought.project, taker)
        self._brought[path] = _Bringing(brought, brought_back, before)
        return LookedAt(
            path,
            digest,
            entry,
            name,
            doubts=tuple(_doubts(went_out, brought_back)),
            names=people,
            decided=len(brought.decided),
            again=any(isinstance(each, Receipt) and each.digest == digest for each in self._ledger.entries),
            remarks=incoming.remarks,
        )

    def _with_pictures(self, project: Project, taker: _Taker) -> Project:
        """The project with the pictures that came and are to be seen in it."""
        shown = {
            block.picture
            for _, section in (all_sections(project) if taker.records else ())
            for block in section.blocks
            if isinstance(block, Figure)
        }
        contents = (each.proposed for each in project.proposals.values() if each.decision is None)
        shown |= {
            block.picture
            for content in contents
            if isinstance(content, BlockContent)
            for block in content.blocks
            if isinstance(block, Figure)
        }
        used = {digest: record for digest, record in taker.records.items() if digest in shown}
        self.came.update((digest, taker.data[digest]) for digest in used)
        return replace(project, pictures={**project.pictures, **used}) if used else project

    def _last_saved(self, incoming: Incoming, entry: SentCopy) -> datetime:
        """When what carries no time was done: when the file was last saved, if it says so and can be right."""
        try:
            at = datetime.fromisoformat(incoming.properties.modified.replace("Z", "+00:00"))
        except ValueError:
            return entry.at
        if at.tzinfo is None:
            return entry.at
        return min(max(at, entry.at), self._now)

    def _people(self, names: Sequence[str], entry: SentCopy, reader: Person | None) -> tuple[dict[str, str], Project]:
        """Who the names in the file are. A name that was said to be somebody becomes another name of that person."""
        project = self.project
        found: dict[str, str] = {"": entry.person}
        if reader is not None and project.person(reader.id) is None:
            project = replace(project, people=(*project.people, reader))
        for name in names:
            said = self._wishes.people.get(name, "")
            known = person_called(project, said or clean_line(name)) if said or clean_line(name) else None
            if not said and (name.casefold() in GENERIC_NAMES or (reader is not None and name == reader.shown)):
                found[name] = entry.person
                continue
            if known is None:
                known = Person(derived_id("person", clean_line(name).casefold()), clean_line(said or name))
                project = replace(project, people=(*project.people, known))
            if said and name and name not in (known.name, *known.aliases):
                known = replace(known, aliases=(*known.aliases, name))
                people = tuple(known if each.id == known.id else each for each in project.people)
                project = replace(project, people=people)
            found[name] = known.id
        return found, project

    def listed(self, found: Sequence[LookedAt]) -> Iterator[LookedAt]:
        """What was found, with everything that each file brings as it stands once all of them are in."""
        by_copy: dict[str, list[Item]] = {}
        for item in items(self.project, lambda document: document_numbers(self.project, document).labels):
            if item.waits or item.state == "resolved":
                by_copy.setdefault(item.source, []).append(item)
        for each in found:
            bringing = self._brought.get(each.path)
            if bringing is None or each.entry is None:
                yield each
                continue
            entry = each.entry
            own = tuple(_listed(item, bringing, entry) for item in by_copy.get(entry.id, ()))
            yield replace(each, items=own, gone=tuple(sorted(bringing.before - {item.id for item in own})))


class _Taker:
    """Takes pictures of a file in; their bytes are read only where one is asked for."""

    def __init__(self, file: _File, media: Mapping[str, bytes], originals: PictureSource, sketches: Sketches) -> None:
        self._file = file
        self._media = media
        self._originals = originals
        self._sketches = sketches
        self._read: Callable[[str], bytes] | None = None
        self.records: dict[str, PictureRecord] = {}
        self.data: dict[str, bytes] = {}

    def _bytes(self, picture: Picture) -> bytes:
        from strategy_editor.word.reading import picture_reader

        if not picture.media:
            return b""
        if picture.media in self._media:
            return self._media[picture.media]
        if self._read is None:
            self._read = picture_reader(self._file.data, Path(self._file.path).name)
        return self._read(picture.media)

    def is_other(self, picture: Picture, digest: str) -> bool:
        """Whether a picture shows something else than the one that went out; not where either is missing."""
        data = self._bytes(picture)
        return bool(data) and self._sketches.differ(self._originals(digest), data)

    def take(self, picture: Picture) -> str:
        """The digest of a picture; empty where it cannot be shown."""
        data = self._bytes(picture)
        if not data:
            return ""
        try:
            record, kept = take_picture(data, picture.media.rpartition("/")[2])
        except WrongUse:
            return ""
        self.records[record.id], self.data[record.id] = record, kept
        return record.id


class _Bringing(NamedTuple):
    """What bringing a file in came to, and which items of its copy waited before."""

    brought: Brought
    returned: Returned
    before: frozenset[str]


def _waiting(project: Project, copy: str) -> Iterator[str]:
    """What came with a copy and waits for a decision."""
    records: tuple[Suggestion | Proposal | Thread, ...] = (
        *project.suggestions.values(),
        *project.proposals.values(),
        *project.threads.values(),
    )
    yield from (record.id for record in records if record.source == copy and record.decision is None)


def _listed(item: Item, bringing: _Bringing, entry: SentCopy) -> BroughtItem:
    brought = bringing.brought
    how, confidence = bringing.returned.found.get(item.host, ("bookmark", 1.0))
    return BroughtItem(
        item.id,
        "change" if item.id in brought.loose else item.kind,
        item.author,
        item.at,
        entry.documents[0],
        item.section,
        item.host,
        item.id not in brought.unplaced and not item.unplaced,
        how,
        confidence,
        item.text,
        item.removed,
        item.added,
        item.id not in bringing.before,
    )


def new_items(before: Project, after: Project) -> Iterator[BroughtItem]:
    """What waits for a decision in ``after`` and was not there in ``before``: what a copy of the strategy brought."""
    known = before.suggestions.keys() | before.proposals.keys() | before.threads.keys()
    for item in items(after, lambda document: document_numbers(after, document).labels):
        if item.waits and item.id not in known:
            yield BroughtItem(
                item.id,
                item.kind,
                item.author,
                item.at,
                item.document,
                item.section,
                item.host,
                not item.unplaced,
                words=item.text,
                removed=item.removed,
                added=item.added,
            )


def _doubts(went_out: Sent, brought_back: Returned) -> Iterator[Doubt]:
    """Paragraphs that were found by likeness or by their place, for a person to look at."""
    for host, (how, confidence) in brought_back.found.items():
        if how in ("likeness", "place", "hand"):
            line = went_out.lines[went_out.by_host[host]]
            yield Doubt(brought_back.groups[host], fold(line.words), host, how, confidence)
