"""From a path to an open strategy and back: starting, opening, saving, versions, closing.

An open strategy lives in a working copy, where every edit is safe within a second; its file is written whole, read back
and only then put in place. Each save is a version.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.foundation.clock import Clock, london, utc_now
from strategy_editor.foundation.errors import DiskRefused, OpenElsewhere, WrongUse
from strategy_editor.foundation.ids import derived_id
from strategy_editor.foundation.resources import sample_path
from strategy_editor.model.dates import When
from strategy_editor.model.ledger import Ledger, Version
from strategy_editor.model.numbering import numbers
from strategy_editor.model.project import Project
from strategy_editor.model.records import Person
from strategy_editor.model.text import plain
from strategy_editor.model.tree import all_sections, document_of, section_of
from strategy_editor.session import recovering
from strategy_editor.session.commands import Become, Put
from strategy_editor.session.joining import Joining, as_returned, bring_in, look_at
from strategy_editor.session.paths import backups_folder, documents_folder, working_folder
from strategy_editor.session.restoring import with_earlier_section
from strategy_editor.session.reviewer import refuse_more_than_remarks
from strategy_editor.session.session import Session
from strategy_editor.session.settings import load_settings
from strategy_editor.session.shelves import bring_profile, own_outlines_folder
from strategy_editor.session.surroundings import Surroundings, Watch
from strategy_editor.storage import lock, recovery
from strategy_editor.storage.project_file import create as create_file
from strategy_editor.storage.project_file import read as read_file
from strategy_editor.storage.versions import thin
from strategy_editor.storage.versions import version_of as version_value
from strategy_editor.storage.working_copy import WorkingCopy
from strategy_editor.templates.outlines import load_outline
from strategy_editor.templates.start import new_project

Pictures = Mapping[str, bytes]
"""Original pictures by their SHA-256."""
MAXIMUM_COMMANDS = 50_000_000
"""Bytes of a file of commands."""


class NewStrategy(Struct, frozen=True):
    """What a new strategy starts from; ``outline`` and ``profile`` are names or paths, the rest may be left open."""

    path: Path
    outline: str | Path
    profile: str | Path
    title: str = ""
    council: str = ""
    meeting: When | None = None


def create(wanted: NewStrategy) -> Path:
    """Starts a strategy and writes its file; an existing file is refused."""
    outline = load_outline(wanted.outline, own_outlines_folder())
    brought = bring_profile(wanted.profile)
    project = new_project(outline, brought.profile, wanted.title, council=wanted.council, meeting=wanted.meeting)
    return put_down(wanted.path, replace(project, pictures=brought.pictures), pictures=brought.data)


def put_down(path: Path, project: Project, ledger: Ledger | None = None, pictures: Pictures | None = None) -> Path:
    """Writes a new file whose first version is the text as it starts: copies of it can always be brought together."""
    before_all = utc_now() - timedelta(seconds=1)  # moments are whole seconds, and this version is the oldest
    first = version_value(project, by="", at=before_all, reason="Started")
    create_file(path, project, (ledger or Ledger()).with_entries([first]), pictures)
    return path


def copy_of_sample() -> Path:
    """A copy of the example in the user's documents, under a name that is free."""
    return _copy(sample_path(), documents_folder(), sample_path().stem)


def copy_beside(path: Path) -> Path:
    """A copy of a strategy beside it, to work on while somebody else has it open."""
    return _copy(path, path.parent, f"{path.stem} (my copy)")


def copy_to_work_on(path: Path) -> Path:
    """A copy beside the strategy, or in the user's documents where nothing can be written beside it."""
    try:
        return copy_beside(path)
    except DiskRefused:
        return copy_for(path, f"{path.stem} (my copy)")


def copy_for(path: Path, stem: str) -> Path:
    """A copy of a strategy in the user's documents, under a name that is free."""
    return _copy(path, documents_folder(), stem)


def _copy(source: Path, folder: Path, stem: str) -> Path:
    for number in range(1, 1000):
        path = folder / (f"{stem}.strategy" if number == 1 else f"{stem} {number}.strategy")
        try:
            with path.open("xb") as copy, source.open("rb") as original:
                shutil.copyfileobj(original, copy)
        except FileExistsError:
            continue
        except OSError as error:
            raise DiskRefused(
                f"{source.name} cannot be copied to {folder} ({error.strerror}).", advice="Choose another folder."
            ) from error
        return path
    raise DiskRefused(f"There are very many copies of {source.name} in {folder}.", advice="Remove some.")


# ---- reading only


class Stored(Struct, frozen=True):
    """A strategy as its file holds it, for looking at and exporting."""

    project: Project
    ledger: Ledger
    picture: Callable[[str], bytes]
    of_tree: Callable[[str], Project]

    def project_of(self, name: str) -> Project:
        """The project as it was in the version with this name or id."""
        return self.of_tree(version_of(self.ledger, name).tree)


def read(path: Path) -> Stored:
    """The strategy in ``path``; nothing is held open and nothing is written."""
    opened = read_file(path)
    return Stored(opened.project, opened.ledger, opened.picture, opened.project_of)


def version_of(ledger: Ledger, name: str) -> Version:
    """The version with this name or id; raises :class:`WrongUse` where there is none."""
    version = ledger.version(name)
    if version is None:
        known = ", ".join(each.name for each in ledger.versions if each.name) or "none has a name yet"
        raise WrongUse(f"There is no version “{name}”.", advice=f"There are: {known}.")
    return version


def document_id(project: Project, wanted: str) -> str:
    """The id of the document with this id, title or letter."""
    for document in project.documents:
        if wanted.casefold() in (document.id, document.title.casefold(), project.letter(document).casefold() or None):
            return document.id
    return document_of(project, wanted).id


def only_document(project: Project, wanted: str) -> str:
    """The id of the document that is called so; empty where none is named, so that all are meant."""
    return document_id(project, wanted) if wanted else ""


def section_id(project: Project, wanted: str, document: str = "") -> str:
    """The id of the section with this id or title; ``document`` is the id of the one that it is in, if that is said."""
    found = [
        section.id
        for each, section in all_sections(project)
        if document in ("", each.id) and wanted.casefold() in (section.id, plain(section.title).casefold())
    ]
    if len(found) > 1 and wanted not in found:
        raise WrongUse(f"There are {len(found)} sections “{wanted}”.", advice="Say which document, or give the id.")
    return found[0] if found else section_of(project, wanted).section.id


def text_of(path: Path) -> str:
    """The text of a file that the user named."""
    try:
        if path.stat().st_size > MAXIMUM_COMMANDS:
            raise WrongUse(f"{path.name} is too large.", advice="Split it into several files.")
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise WrongUse(f"There is no file {path}.", advice="Check the name.") from None
    except UnicodeDecodeError:
        raise WrongUse(f"{path.name} is not text.", advice="It must be UTF-8.") from None
    except OSError as error:
        raise DiskRefused(f"{path} cannot be read ({error.strerror}).") from error


# ---- open for writing


class Safety(Struct, frozen=True):
    """How safe the work is: in its file (since ``at``), or kept on this computer; ``problem`` says what is wrong."""

    saved: bool
    kept: bool
    at: datetime | None = None
    problem: str = ""


class OpenStrategy:
    """A strategy open for writing, in its working copy."""

    def __init__(
        self,
        copy: WorkingCopy,
        name: str = "",
        post: str = "",
        clock: Clock = utc_now,
        held: lock.Lock | None = None,
    ) -> None:
        self._copy = copy
        self._held = held
        self.session = Session(copy.project, copy.ledger, copy, clock)
        identify(self.session, name, post)
        if self.session.project.copy:
            self.session.guard = refuse_more_than_remarks
        self._saved_at: datetime | None = None
        self._watch = Watch(copy)

    @property
    def path(self) -> Path:
        """The file."""
        return self._copy.path or Path(f"{self.session.project.title}.strategy")

    @property
    def safety(self) -> Safety:
        """How safe the work is at this moment."""
        error = self._copy.last_error
        ahead = self._copy.is_ahead
        return Safety(not ahead, error is None, self._saved_at, str(error) if error else "")

    # ---- saving

    def save(self) -> None:
        """Saves in the file, read back and checked."""
        self.prepare()
        self.write()

    def prepare(self) -> None:
        """Makes today's text a version, unless it is one already. On the thread of the session."""
        version = version_value(self.session.project, by=self.session.signature, at=self.session.clock())
        versions = self.session.ledger.versions
        is_in_file = not self._copy.is_ahead and any(each.tree == version.tree for each in versions)
        if not is_in_file and (not versions or versions[-1].tree != version.tree):
            self.session.record(version)
            self.session.thin(thin(self.session.ledger, self.session.clock()))

    def write(self) -> None:
        """Writes what was prepared into the file. May run beside the session."""
        self._saved_at = self._copy.save().at

    def save_as(self, path: Path) -> None:
        """Saves in another file and goes on there; the dialog has asked whether it may be replaced."""
        self.prepare()
        self._saved_at = self._copy.save(path, overwrite=True).at
        if self._held is not None:
            held, self._held = self._held, None
            held.release()
            self._held = lock.acquire(path, held.holder.name, clock=self.session.clock, take_over=True)

    def save_copy(self, path: Path) -> None:
        """Writes a copy, and goes on here."""
        self._copy.save_copy(path, overwrite=True)

    def flush(self) -> None:
        """Waits until every change is on the disk of this computer; raises what stands in the way."""
        self._copy.flush()

    def close(self) -> None:
        """Saves what is not in the file yet, and lets go."""
        if self._copy.is_ahead:
            self.save()
        self._copy.close()
        self._unlock()

    def leave(self) -> None:
        """Lets go without saving: what is not in the file stays kept on this computer."""
        self._copy.close()
        self._unlock()

    def set_aside(self) -> Path:
        """Lets go without saving, and puts what is not in the file into a named backup; returns the backup."""
        backup = recovery.set_aside(self._copy, backups_folder())
        self._unlock()
        return backup

    def beat(self) -> bool:
        """Tells others that this is still open; False where somebody has taken the file over."""
        return self._held is None or self._held.beat()

    def _unlock(self) -> None:
        if self._held is not None:
            self._held.release()
            self._held = None

    # ---- other copies

    def look_at(self, path: Path) -> Joining:
        """Reads another copy of the strategy and sees what both come to. After :meth:`prepare`; may run beside."""
        return look_at(self._copy, self.session.project, self.session.ledger, path)

    def look_at_returned(self, path: Path) -> Joining:
        """Like :meth:`look_at`, where the copy comes from a reader: what was changed in it is suggested, not done."""
        joining = look_at(self._copy, self.session.project, self.session.ledger, path, from_reader=True)
        return as_returned(joining, self.project_of(joining.base) if joining.base else None)

    def bring_in(self, joining: Joining) -> Joining:
        """Makes what both came to today's text. Our own file, if that is what was read, may be replaced after it."""
        done = bring_in(self.session, self._copy, joining)
        if self._copy.path is not None and joining.other.path.resolve() == self._copy.path.resolve():
            self._copy.expect(joining.other)
        return done

    def look_around(self) -> Surroundings:
        """What has become of the file, and what lies beside it. May run beside the session."""
        return self._watch.look(self.session.project, self.session.ledger)

    # ---- versions

    def name_version(self, name: str, reason: str = "") -> Version:
        """Gives today's text a name; its paragraph numbers are frozen with it."""
        if self.session.ledger.version(name) is not None:
            raise WrongUse(f"There is a version “{name}” already.", advice="Choose another name.")
        project = self.session.project
        frozen = {id: label for each in project.documents for id, label in numbers(project, each).labels.items()}
        version = version_value(
            project,
            by=self.session.signature,
            at=self.session.clock(),
            name=name,
            reason=reason,
            numbers=frozen,
        )
        self.session.record(version)
        return version

    def project_of(self, tree: str) -> Project:
        """The project as it was in an entry of the ledger, by its tree."""
        return self._copy.project_of(tree)

    def remember(self, project: Project) -> str:
        """Keeps another value beside today's, for an entry of the ledger that names it by the tree that this gives."""
        return self._copy.remember(project)

    def join_person(self, person: Person) -> None:
        """Makes somebody one of the people of the strategy."""
        self.session.apply(Put(person))

    def restore(self, name: str) -> None:
        """Makes the text what it was in a version: a change like any other, which can be undone."""
        version = version_of(self.session.ledger, name)
        self.prepare()
        project = self.project_of(version.tree)
        self.session.apply(Become(project, f"Return to {version.name or 'an earlier version'}"))

    def restore_section(self, name: str, section: str) -> None:
        """Makes one section what it was in a version; it can be undone."""
        version = version_of(self.session.ledger, name)
        self.prepare()
        earlier = self._copy.project_of(version.tree)
        project = with_earlier_section(self.session.project, earlier, section)
        self.session.apply(Become(project, f"Return of a section to {version.name or 'an earlier version'}"))


Unsaved = Literal["ask", "go-on", "set-aside"]
"""What becomes of work on a file that an earlier run left unsaved."""


class UnsavedWork(OpenElsewhere):
    """There is work on this file that is not in it (exit code 5). Nothing was changed."""

    def __init__(self, path: Path, pending: recovery.Pending) -> None:
        edited = london(pending.edited_at)
        when = f"{edited.day} {edited:%B %Y, %H:%M}"
        super().__init__(
            f"There is unsaved work on {path.name} from {when}. Beside the file, {pending.words}.",
            advice="Open it in the window and choose, or see: strategy-editor recover.",
        )
        self.pending = pending


def open_strategy(
    path: Path,
    name: str = "",
    post: str = "",
    *,
    unsaved: Unsaved = "ask",
    take_over: bool = False,
    clock: Clock = utc_now,
) -> OpenStrategy:
    """Opens a strategy for writing; ``name`` and ``post`` say who acts.

    Raises :class:`UnsavedWork` and :class:`~strategy_editor.storage.lock.HeldByAnother` until the caller says what is
    to be done, and whatever reading a file raises.
    """
    working = working_folder(load_settings().working_folder)
    waiting = [] if unsaved == "set-aside" else unsaved_work(path)
    if waiting and unsaved == "ask":
        raise UnsavedWork(path, waiting[0])
    held = lock.acquire(path, name, clock=clock, take_over=take_over) if path.exists() else None
    try:
        if unsaved == "set-aside":
            for each in unsaved_work(path):
                recovery.discard(each, backups_folder())
        copy = recovery.adopt(waiting[0]) if waiting else WorkingCopy.open(working, path)
    except BaseException:
        if held is not None:
            held.release()
        raise
    return OpenStrategy(copy, name, post, clock, held)


def unsaved_work(path: Path) -> list[recovery.Pending]:
    """Work on the file that is not in it and that no running program has, newest first."""
    place = path.resolve()
    return [each for each in recovering.unsaved() if each.path is not None and each.path.resolve() == place]


@contextmanager
def edit(path: Path, name: str = "") -> Iterator[OpenStrategy]:
    """Opens a strategy, and saves it when all went well."""
    opened = open_strategy(path, name)
    try:
        yield opened
        opened.save()
    except BaseException:
        opened.set_aside()
        raise
    opened.close()


def identify(session: Session, name: str, post: str) -> None:
    """Says who acts: the person of the project with this name or alias, or somebody new."""
    known = next((each for each in session.project.people if name and name in (each.name, *each.aliases)), None)
    if known is not None:
        session.author = known.id
    elif name or post:
        session.newcomer = Person(derived_id("person", name, post), name, post)
        session.author = session.newcomer.id
