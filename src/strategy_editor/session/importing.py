"""Brings an old Word file in: reads it, finds what is in it, and makes the plan that the author agreed one change.

Reading and finding touch nothing; :func:`bring_in` is the one undoable change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from strategy_editor.foundation.errors import Refused, WrongUse
from strategy_editor.foundation.ids import new_id
from strategy_editor.foundation.progress import Progress, silent
from strategy_editor.incoming.assembling import findings
from strategy_editor.incoming.charting import can_draw
from strategy_editor.incoming.extras import Extras
from strategy_editor.incoming.found import Findings
from strategy_editor.incoming.placing import Outcome, Plan, brought_in, with_text_added
from strategy_editor.incoming.values import Incoming, Picture
from strategy_editor.incoming.views import View, accepted, paragraphs_of, rejected
from strategy_editor.model.blocks import Heading
from strategy_editor.model.outline import Outline
from strategy_editor.model.project import Project
from strategy_editor.model.records import Picture as PictureRecord
from strategy_editor.model.text import runs_from
from strategy_editor.session.commands import Become
from strategy_editor.session.offering import without_unused
from strategy_editor.session.pictures import take_in
from strategy_editor.session.session import Session
from strategy_editor.templates.derive import outline_from_findings

Changes = Literal["", "accept", "leave", "keep"]
"""What becomes of tracked changes in the old file: not said yet, accepted, left out, or kept to be decided."""

WORD_FILES = ("docx", "docm", "dotx", "dotm", "doc", "odt", "rtf")
"""Endings of the files that can be brought in; the last three with the help of LibreOffice."""

_MOST_CONVERTED = 30


class OldFile(Struct, frozen=True):
    """An old Word file as it was read."""

    name: str
    document: Incoming

    @property
    def changes(self) -> int:
        """How many tracked changes stand in it."""
        return sum(each.kind != "other" for each in self.document.revisions)

    @property
    def comments(self) -> int:
        """How many comments stand in it, answers included."""
        return len(self.document.comments)

    @property
    def speakers(self) -> tuple[str, ...]:
        """Who made them, each once."""
        return tuple(dict.fromkeys(each.author for each in self.document.comments if each.author))

    @property
    def authors(self) -> tuple[str, ...]:
        """Who made them, each once."""
        return tuple(dict.fromkeys(each.author for each in self.document.revisions if each.author))


class FoundFile(Struct, frozen=True):
    """What was found in an old file. ``data`` holds the bytes of its pictures by their digest."""

    name: str
    findings: Findings
    pictures: Mapping[str, PictureRecord] = field(default_factory=dict)
    data: Mapping[str, bytes] = field(default_factory=dict)


def open_old(path: Path, progress: Progress = silent) -> OldFile:
    """Reads a file of any Word kind; raises an error with a sentence for what cannot be read."""
    from strategy_editor.word.reading import read  # loads the readers, which the window must not wait for

    progress(0.1, "Reading the file")
    return OldFile(path.name, read(path, progress=progress))


def find(old: OldFile, changes: Changes = "", progress: Progress = silent) -> FoundFile:
    """What is in an old file. Raises :class:`Refused` where it holds tracked changes and nobody said what of them."""
    if old.changes and not changes:
        count = f"{old.changes} tracked change{'s' if old.changes != 1 else ''}"
        by = f" by {', '.join(old.authors)}" if old.authors else ""
        raise Refused(
            f"{old.name} holds {count}{by}.",
            advice="Say whether to accept them, to leave them out or to keep them to be decided.",
        )
    view = rejected(old.document) if changes == "leave" else accepted(old.document)
    side: View = "rejected" if changes == "leave" else "accepted"
    extras = Extras(old.document, side, keep=changes == "keep")
    pictures: dict[str, PictureRecord] = {}
    data: dict[str, bytes] = {}
    taken: dict[str, str] = {}
    drawings = _drawings(view, progress)

    def take(original: bytes, name: str) -> str:
        if name not in taken:
            progress(0.5, "Taking the pictures in")
            try:
                record, kept = take_in(drawings.get(name, original), name)
                pictures[record.id], data[record.id], taken[name] = record, kept, record.id
            except WrongUse:
                taken[name] = ""
        return taken[name]

    progress(0.3, "Finding headings, lists and tables")
    return FoundFile(old.name, findings(view, take, extras), pictures, data)


def outline_of(path: Path, progress: Progress = silent) -> Outline:
    """The outline that an old Word file follows, its tracked changes taken as accepted."""
    old = open_old(path, progress)
    found = findings(accepted(old.document), lambda _data, _name: "")
    if not any(piece.level for piece in found.pieces):
        raise Refused(
            f"No headings can be told in {old.name}.",
            advice="Give its headings the styles Heading 1 and Heading 2 in Word.",
        )
    return outline_from_findings(found, found.title or path.stem, source=old.name)


def _drawings(view: Incoming, progress: Progress) -> dict[str, bytes]:
    """What only LibreOffice can turn into pictures, where it is installed: drawings of Windows, unusual charts.

    By the name of the part in the old file.
    """
    from strategy_editor.word import metafiles

    found: dict[str, metafiles.Drawing] = {}
    for picture in _pictures(view):
        data = view.media.get(picture.media)
        name = picture.media.rpartition("/")[2]
        ending = metafiles.CHART if picture.kind == "chart" else name.rpartition(".")[2].lower()
        is_ours = picture.chart is not None and can_draw(picture.chart)
        if data and not is_ours and ending in (metafiles.CHART, *metafiles.ENDINGS):
            found[name] = metafiles.Drawing(data, ending)
    some = dict(list(found.items())[:_MOST_CONVERTED])
    made = metafiles.drawn(list(some.values()), progress)
    return {name: picture for name, picture in zip(some, made, strict=True) if picture is not None}


def _pictures(view: Incoming) -> Iterator[Picture]:
    for paragraph in paragraphs_of(view.blocks, boxes=True):
        yield from (run.thing for run in paragraph.runs if isinstance(run.thing, Picture))


def bring_in(session: Session, found: FoundFile, plan: Plan, start: Project, *, comments: bool = True) -> Outcome:
    """Makes the plan real, as one change that can be undone.

    ``start`` is what ``offering.prepared`` made of the project; the plan speaks of it. ``comments``: the old file's
    come too.
    """
    outcome = brought_in(start, found.findings, plan, found.name, found.pictures, comments=comments, at=session.clock())
    for digest, data in found.data.items():
        session.add_picture(digest, data)
    project = without_unused(session.project, start, outcome.project)
    session.apply(Become(project, f"Import of {found.name}"))
    return outcome


def put_into_section(session: Session, reference: str, section: str) -> None:
    """Moves a kept text, its title as a sub-heading, to the end of a section: one change that can be undone."""
    kept = next((each for each in session.project.references if each.id == reference), None)
    if kept is None:
        raise WrongUse("This earlier text is not there any more.", advice="It may have been put into a section.")
    title = (Heading(new_id(), runs_from(kept.title)),) if kept.title else ()
    after = with_text_added(session.project, section, (*title, *kept.blocks))
    rest = tuple(each for each in after.references if each.id != reference)
    session.apply(Become(replace(after, references=rest), f"Adding “{kept.title}”"))
