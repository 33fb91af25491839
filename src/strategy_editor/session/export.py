"""Makes the papers of an edition: every document that belongs to it, in its formats, and a record of what was made.

Everything is made in a folder of its own first and put into place at the end, so that a cancelled or failed export
leaves the folder as it was. Public files and those not for publication lie in separate folders; the record
(``manifest.json``) lies outside both. Every file is opened again when it is made; one that leaks is not handed over.
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal

from msgspec import Struct

from strategy_editor.foundation.errors import DiskRefused, Refused, WrongUse
from strategy_editor.foundation.progress import Progress, silent
from strategy_editor.inspection.secrets import Secrets, secrets_of
from strategy_editor.inspection.verdicts import Verdict
from strategy_editor.manuscript.barriers import Barrier, barriers
from strategy_editor.manuscript.book import book
from strategy_editor.manuscript.build import manuscript
from strategy_editor.manuscript.editions import ENDINGS, Edition, Format, Part, edition_of
from strategy_editor.manuscript.items import Manuscript, PictureSource
from strategy_editor.manuscript.naming import distinct, file_name
from strategy_editor.manuscript.pack import PackItem, pack
from strategy_editor.manuscript.pen import PenCopy, pen_manuscript
from strategy_editor.model.encoding import encode
from strategy_editor.model.ledger import Ledger
from strategy_editor.model.project import Project
from strategy_editor.model.tree import document_of, document_words
from strategy_editor.session.word_templates import chosen_template, lacking_styles

if TYPE_CHECKING:
    from strategy_editor.pdf import Press
    from strategy_editor.word import WordTemplate

_MOST_PROFILE = 20_000_000

FOLDERS: dict[Part, str] = {"public": "public", "exempt": "NOT FOR PUBLICATION"}


class PressWishes(Struct, frozen=True, omit_defaults=True):
    """What a printer asks for: his colour profile (a file), its name, and pages in multiples for binding."""

    profile: str = ""
    condition: str = ""
    multiple: int = 1


class Setting(Struct, frozen=True, omit_defaults=True):
    """How a PDF is set, where that is not as usual: an even right edge, words divided at ends of lines, the press."""

    justified: bool = False
    hyphenated: bool = False
    press: PressWishes = PressWishes()


USUAL = Setting()


class ExportRequest(Struct, frozen=True, omit_defaults=True):
    """What is asked for. ``document``, ``formats``, ``part``, ``meeting``: empty for what the edition says.

    ``pen`` says whose a copy to write on is. ``word_template``: a file to be used in place of the council's.
    ``unpacked``: what would be an archive is put there as a folder.
    """

    edition: str
    out: str
    document: str = ""
    formats: tuple[Format, ...] = ()
    part: Literal["", "public", "exempt"] = ""
    meeting: str = ""
    version: str = ""
    pen: PenCopy = PenCopy()
    setting: Setting = Setting()
    word_template: str = ""
    unpacked: bool = False


class MadeFile(Struct, frozen=True):
    """A file of an export. ``pages`` is 0 where the format has none; ``checks`` say what is and is not in it.

    ``warnings`` are sentences about what is not as good as it could be. Where ``path`` is a folder, ``sha256`` is
    that of the archive which was unpacked into it.
    """

    role: str
    document: str
    part: Part
    path: str
    sha256: str
    pages: int
    words: int
    checks: tuple[Verdict, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def faults(self) -> tuple[Verdict, ...]:
        """What is not as it should be."""
        return tuple(each for each in self.checks if not each.passed)


class NotAccessible(Refused):
    """Somebody could not read what would be made (exit code 1). ``anchor`` is the first place."""

    def __init__(self, found: tuple[Barrier, ...]) -> None:
        more = f" There {'is 1 more place' if len(found) == 2 else f'are {len(found) - 1} more places'} like it."
        super().__init__(
            f"Some people could not read this. {found[0].sentence}{more if len(found) > 1 else ''}",
            advice="Put it right, or make a draft, which is always possible.",
        )
        self.anchor = found[0].anchor


class NotHandedOver(Refused):
    """A file that was made is not fit to leave the house (exit code 1). Nothing was handed over."""


class Manifest(Struct, frozen=True):
    """The record of an export."""

    edition: str
    version: str
    made_at: datetime
    files: tuple[MadeFile, ...]
    schema: int = 1


class _Planned(Struct, frozen=True):
    """A file to be made: of one document, or of a book with ``chapters`` (ids) behind it."""

    item: PackItem
    format: Format
    name: str
    chapters: tuple[str, ...] = ()


class Written(Struct, frozen=True):
    """What came of writing a file: its pages (0 where the format has none), and what whoever gets it should know."""

    pages: int = 0
    warnings: tuple[str, ...] = ()


def _write_docx(
    written: Manuscript,
    pictures: PictureSource,
    out: BinaryIO,
    progress: Progress,
    template: WordTemplate | None = None,
) -> Written:
    from strategy_editor import word  # the writers take a third of a second to load, which the window must not wait for

    made = word.write(written, pictures, out, template=template, progress=progress)
    return Written(warnings=lacking_styles(made.stand_ins))


def _write_pdf(
    written: Manuscript, pictures: PictureSource, out: BinaryIO, progress: Progress, setting: Setting = USUAL
) -> Written:
    from strategy_editor import pdf

    variant = pdf.variant_of(written.edition)
    lenient = edition_of(written.edition).gaps
    made = pdf.write(
        written,
        pictures,
        out,
        variant=variant,
        press=_press(setting.press) if variant == "print" else None,
        justified=setting.justified,
        hyphenated=setting.hyphenated,
        lenient=lenient,
        progress=progress,
    )
    return Written(made.pages, made.warnings)


def _press(wishes: PressWishes) -> Press:
    from strategy_editor.pdf import Press  # loads the fonts' library

    if not wishes.profile:
        return Press(multiple=wishes.multiple)
    path = Path(wishes.profile)
    try:
        if path.stat().st_size > _MOST_PROFILE:
            raise WrongUse(f"{path.name} is too large to be a colour profile.")
        profile = path.read_bytes()
    except OSError as error:
        raise DiskRefused(f"The colour profile {path.name} cannot be read ({error.strerror}).") from error
    return Press(profile, wishes.condition or path.stem, multiple=wishes.multiple)


def _write_html(written: Manuscript, pictures: PictureSource, out: BinaryIO, progress: Progress) -> Written:
    from strategy_editor import web

    web.write(written, pictures, out, progress=progress)
    return Written()


def _write_zip(written: Manuscript, pictures: PictureSource, out: BinaryIO, progress: Progress) -> Written:
    from strategy_editor import web

    web.write_archive(written, pictures, out, progress=progress)
    return Written()


def _write_odt(written: Manuscript, pictures: PictureSource, out: BinaryIO, progress: Progress) -> Written:
    from strategy_editor import odt

    odt.write(written, pictures, out, progress=progress)
    return Written()


def _write_pack(
    written: Manuscript,
    pictures: PictureSource,
    out: BinaryIO,
    progress: Progress,
    template: WordTemplate | None = None,
) -> Written:
    from strategy_editor.session.designers_pack import write_pack

    return Written(warnings=write_pack(written, pictures, out, template=template, progress=progress))


_WRITERS: dict[str, Callable[..., Written]] = {
    "docx": _write_docx,
    "pdf": _write_pdf,
    "html": _write_html,
    "zip": _write_zip,
    "odt": _write_odt,
    "pack": _write_pack,
}

_STYLED: tuple[Format, ...] = ("docx", "pack")
"""What takes its look from the council's Word template."""


_ARCHIVES: tuple[Format, ...] = ("zip", "pack")


def formats_of(edition: Edition) -> tuple[Format, ...]:
    """The formats of the edition that can be made."""
    return tuple(each for each in edition.formats if each in _WRITERS)


def further_formats_of(edition: Edition) -> tuple[Format, ...]:
    """The formats that the edition is made in only when asked for."""
    return tuple(each for each in edition.on_demand if each in _WRITERS)


def export(
    project: Project,
    ledger: Ledger,
    pictures: PictureSource,
    request: ExportRequest,
    *,
    now: datetime,
    today: date,
    progress: Progress = silent,
    making: Path | None = None,
    strict: bool = False,
) -> Manifest:
    """Makes what ``request`` asks for, opens each file again, and puts them into their folder.

    ``making`` is where files are made first (it must not exist; default: beside the folder). ``strict``: every check
    of a made file must pass, else leaks alone are refused. Raises :class:`WrongUse` for what does not exist,
    :class:`NotAccessible`, :class:`NotHandedOver`, :class:`DiskRefused` where the disk says no, and ``Cancelled``.
    """
    edition = edition_of(request.edition)
    planned = tuple(_plan(project, edition, request))
    out = Path(request.out)
    workshop = _Workshop(project, ledger, pictures, edition, request, today)
    with _folder_beside(out, making) as folder:
        made: list[MadeFile] = []
        for place, each in enumerate(planned):
            made.append(workshop.make(each, folder, _share(progress, place, len(planned))))
            _refuse_faults(made[-1], strict)
        manifest = Manifest(edition.id, request.version, now, tuple(made))
        (folder / "manifest.json").write_bytes(encode(manifest))
        progress(1.0, "Putting the files into place")
        _put_into_place(folder, out)
    return manifest


def _plan(project: Project, edition: Edition, request: ExportRequest) -> Iterator[_Planned]:
    formats = request.formats or formats_of(edition)
    for wanted in formats:
        if wanted not in _WRITERS:
            raise WrongUse(f"“{wanted}” cannot be made here.", advice=f"There are: {', '.join(_WRITERS)}.")
    items = pack(project, edition, meeting=request.meeting, document=request.document)
    chosen = [item for item in items if request.part in ("", item.part)]
    if not chosen:
        raise WrongUse("Nothing in this strategy belongs to that part.", advice="Leave the part out to make all.")
    wanted_files: list[_Bound] = [(item, each, ()) for item in chosen for each in formats]
    if edition.one_book and not request.document:
        wanted_files = list(_bound(chosen, formats))
    names = distinct(
        f"{item.part}/"
        + file_name(
            project,
            document_of(project, item.document),
            edition,
            ENDINGS.get(each, each),
            part=item.part,
            version=request.version,
        )
        for item, each, _ in wanted_files
    )
    for (item, each, chapters), name in zip(wanted_files, names, strict=True):
        yield _Planned(item, each, name.partition("/")[2], chapters)


_Bound = tuple[PackItem, Format, tuple[str, ...]]


def _bound(items: list[PackItem], formats: tuple[Format, ...]) -> Iterator[_Bound]:
    """The PDFs of each part as one book; other formats document by document."""
    for part in dict.fromkeys(item.part for item in items):
        first, *others = [item for item in items if item.part == part]
        for each in formats:
            if each == "pdf":
                yield first, each, tuple(other.document for other in others)
            else:
                yield from ((item, each, ()) for item in (first, *others))


def _share(progress: Progress, place: int, count: int) -> Progress:
    def part(share: float, what: str) -> None:
        progress((place + share) / count * 0.98, what)

    return part


class _Workshop:
    """Makes the files of one export, and opens each again."""

    def __init__(
        self,
        project: Project,
        ledger: Ledger,
        pictures: PictureSource,
        edition: Edition,
        request: ExportRequest,
        today: date,
    ) -> None:
        self._project = project
        self._ledger = ledger
        self._pictures = pictures
        self._edition = edition
        self._version = request.version
        self._pen = request.pen
        self._setting = request.setting
        self._unpacked = request.unpacked
        self._today = today
        self._secrets: dict[tuple[Part, bool], Secrets] = {}
        self._said: set[str] = set()
        self._template = None if edition.own_page else chosen_template(request.word_template, project, pictures)
        self._drawn: dict[tuple[str, Part], Manuscript] = {}

    def make(self, planned: _Planned, folder: Path, progress: Progress) -> MadeFile:
        document = document_of(self._project, planned.item.document)
        part = planned.item.part
        progress(0.0, f"{document.title} ({planned.format})")
        written = book([self._manuscript(id, part) for id in (document.id, *planned.chapters)])
        if self._edition.id == "pen":
            written = pen_manuscript(written, self._pen)
        if self._edition.accessible and planned.format != "docx" and (found := barriers(written)):
            raise NotAccessible(found)
        holder = io.BytesIO()
        wishes: dict[str, Any] = {}
        if planned.format == "pdf" and self._setting != USUAL:
            wishes["setting"] = self._setting
        if planned.format in _STYLED and self._template is not None:
            wishes["template"] = self._template
        result = _WRITERS[planned.format](
            written, self._pictures, holder, lambda share, what: progress(0.7 * share, what), **wishes
        )
        data = holder.getvalue()
        progress(0.7, f"Checking {document.title} ({planned.format})")
        checks = self._inspect(data, planned, written, result.pages)
        path = Path(FOLDERS[part]) / planned.name
        (folder / path).parent.mkdir(exist_ok=True)
        if self._unpacked and planned.format in _ARCHIVES:
            path = path.with_suffix("")
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                archive.extractall(folder / path)
        else:
            (folder / path).write_bytes(data)
        digest = hashlib.sha256(data).hexdigest()
        words = document_words(document)
        warnings = result.warnings
        if planned.format in _STYLED:  # a template says the same of every paper: once is enough
            warnings = tuple(each for each in warnings if each not in self._said)
            self._said.update(warnings)
        return MadeFile(
            document.kind, document.id, part, path.as_posix(), digest, result.pages, words, checks, warnings
        )

    def _manuscript(self, id: str, part: Part) -> Manuscript:
        """The document as this part shows it: drawn once for all its formats."""
        if (id, part) not in self._drawn:
            self._drawn[id, part] = manuscript(
                self._project,
                document_of(self._project, id),
                self._edition,
                part=part,
                version=self._version,
                versions=self._ledger.versions,
                today=self._today,
            )
        return self._drawn[id, part]

    def _inspect(self, data: bytes, planned: _Planned, written: Manuscript, pages: int) -> tuple[Verdict, ...]:
        from strategy_editor.inspection.inspect import Expected, inspect  # loads the readers: not for the window
        from strategy_editor.inspection.word_file import template_furniture

        part = planned.item.part
        template = self._template.data if self._template is not None and planned.format in _STYLED else b""
        key = (part, bool(template))
        if key not in self._secrets:
            self._secrets[key] = secrets_of(
                self._project,
                self._ledger,
                public=part == "public",
                gaps=self._edition.gaps,
                permissions=self._edition.permissions,
                reader=self._pen.reader,
                letterhead=[each.text for each in template_furniture(template).strings] if template else (),
            )
        expected = Expected(written, part, self._secrets[key], pages, template)
        return inspect(data, planned.format, expected, planned.name)


def _refuse_faults(made: MadeFile, strict: bool) -> None:
    faults = [each for each in made.faults if strict or each.is_leak]
    if faults:
        where = f" ({faults[0].place})" if faults[0].place else ""
        raise NotHandedOver(
            f"{Path(made.path).name} was made and opened again, and is not fit to be handed over. "
            f"{faults[0].sentence}{where}",
            advice="Nothing was put into the folder. Please tell whoever looks after the program.",
        )


# ---- the folder


@contextmanager
def _folder_beside(out: Path, making: Path | None) -> Iterator[Path]:
    """A folder on the same disk as ``out``, gone at the end whatever happens."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        if out.exists() and not out.is_dir():
            raise DiskRefused(f"{out} is a file, not a folder.", advice="Choose a folder to put the papers in.")
        if making is None:
            folder = Path(tempfile.mkdtemp(prefix=f".{out.name}-making-", dir=out.parent))
        else:
            making.mkdir()
            folder = making
    except OSError as error:
        raise _refused(out, error) from error
    try:
        yield folder
    except OSError as error:
        raise _refused(out, error) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _refused(out: Path, error: OSError) -> DiskRefused:
    name = Path(error.filename).name if error.filename else out.name
    return DiskRefused(
        f"The papers cannot be put into {out} ({error.strerror}: {name}).",
        advice="Close files there that another program has open, or choose another folder. Nothing was changed.",
    )


def _put_into_place(folder: Path, out: Path) -> None:
    """Moves every file, and every folder of pages or pictures as a whole, into ``out``; all of them or none.

    A file made before gives way. A folder made before is kept under another name: nothing of it is left among the new
    files, and nothing that somebody has put there is lost.
    """
    files = sorted(path.relative_to(folder) for path in _units(folder))
    aside = folder / ".aside"
    aside.mkdir()
    moved: list[tuple[Path, Path | None]] = []
    new_folders = [each for each in (out, *(out / name for name in FOLDERS.values())) if not each.exists()]
    try:
        for place, file in enumerate(files):
            target = out / file
            target.parent.mkdir(parents=True, exist_ok=True)
            old = None
            if target.exists():
                old = _earlier(target) if target.is_dir() else aside / str(place)
                os.replace(target, old)
            moved.append((target, old))
            os.replace(folder / file, target)
    except OSError:
        for target, old in reversed(moved):
            shutil.rmtree(target) if target.is_dir() else target.unlink(missing_ok=True)
            if old is not None:
                os.replace(old, target)
        for each in reversed(new_folders):
            shutil.rmtree(each, ignore_errors=True)
        raise


def _units(folder: Path) -> Iterator[Path]:
    """What was made, part by part: files, and folders that stand for an archive."""
    for path in tuple(folder.iterdir()):
        yield from path.iterdir() if path.is_dir() else (path,)


def _earlier(target: Path) -> Path:
    """A free name for the folder that has to give way."""
    first = target.with_name(f"{target.name}, earlier")
    further = (target.with_name(f"{first.name} {number}") for number in count(2))
    return next(each for each in chain((first,), further) if not each.exists())
