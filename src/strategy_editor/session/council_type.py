"""The council's own type: TrueType files that travel with the strategy, so that its PDF is the same on every computer.

Their bytes lie among the pictures, by SHA-256, with a record whose width is 0; the page look of the council's settings
names them. A settings file has them in a folder of its own beside it, and so the council's logo and its Word template.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.foundation.errors import DiskRefused, StrategyError, WrongUse
from strategy_editor.manuscript.items import PictureSource
from strategy_editor.model.profile import FontFile, PageLook, Profile
from strategy_editor.model.records import Picture
from strategy_editor.model.text import clean_line
from strategy_editor.session.commands import ChangeProject, Command, Put, Several
from strategy_editor.session.pictures import MAXIMUM_BYTES, take_in
from strategy_editor.session.session import Session
from strategy_editor.session.word_templates import take_in_template
from strategy_editor.templates.profiles import FONT_NAME, MOST_FONTS

MEDIA_TYPE = "font/ttf"
MOST_BYTES = 60_000_000
"""Bytes of all files together: they are in every copy of the strategy."""

_WORD = re.compile(r"\w+")
_LOGOS = ("logo.png", "logo.jpg", "logo.jpeg")
_TEMPLATES = ("word-template.docx", "word-template.dotx", "word-template.docm", "word-template.dotm")


class Held(Struct, frozen=True):
    """A file that goes with the settings: its record, and its bytes."""

    record: Picture
    data: bytes


class Brought(Struct, frozen=True):
    """Settings with the files that go with them. ``left_out`` of the settings says what could not be brought along."""

    profile: Profile
    held: tuple[Held, ...] = ()

    @property
    def pictures(self) -> dict[str, Picture]:
        """The records of the files, by their ids."""
        return {each.record.id: each.record for each in self.held}

    @property
    def data(self) -> dict[str, bytes]:
        """The bytes of the files, by their ids."""
        return {each.record.id: each.data for each in self.held}


# ---- files of type


def take_in_type(data: bytes, name: str) -> tuple[FontFile, Held]:
    """A file of type, checked. Raises WrongUse: what is wrong with it, or with its licence, and what to do."""
    from strategy_editor.pdf.true_type import read_true_type  # loads the fonts' library

    shown = clean_line(name)[:80] or "type.ttf"
    found = read_true_type(data, shown)
    digest = hashlib.sha256(data).hexdigest()
    family = clean_line(found.family)[:80]
    file = f"{'-'.join(_WORD.findall(family)) or 'Type'}-{found.weight}.ttf"
    return FontFile(file, family, found.weight, digest), Held(Picture(digest, MEDIA_TYPE, 0, 0, shown), data)


def read_type(path: Path) -> tuple[FontFile, Held]:
    """The same from a file; raises DiskRefused, too."""
    return take_in_type(_bytes_of(path, MOST_BYTES), path.name)


def with_type(page: PageLook, files: Iterable[FontFile]) -> PageLook:
    """The look with these files: one takes the place of another of its family and weight. Raises WrongUse: too many."""
    known = {_key(each): each for each in page.fonts}
    known |= {_key(each): each for each in files}
    if len(known) > MOST_FONTS:
        raise WrongUse(
            f"A strategy can carry {MOST_FONTS} files of type.", advice="Take a family off that is not used any more."
        )
    return replace(page, fonts=tuple(known.values()))


def without_family(page: PageLook, family: str) -> PageLook:
    """The look without the files of a family. Raises WrongUse where it has none."""
    left = tuple(each for each in page.fonts if each.family.casefold() != family.strip().casefold())
    if len(left) == len(page.fonts):
        known = ", ".join(dict.fromkeys(each.family for each in page.fonts)) or "none"
        raise WrongUse(f"The strategy carries no type “{family}”.", advice=f"It carries: {known}.")
    return replace(page, fonts=left)


def _key(file: FontFile) -> tuple[str, str]:
    return file.family.casefold(), file.weight


def families(fonts: Iterable[FontFile]) -> Mapping[str, tuple[FontFile, ...]]:
    """The families that these files make, each with its files."""
    found: dict[str, tuple[FontFile, ...]] = {}
    for file in fonts:
        found[file.family] = (*found.get(file.family, ()), file)
    return found


# ---- into a strategy


def hold(session: Session, held: Iterable[Held]) -> tuple[Command, ...]:
    """Hands the bytes over; the commands that put the records of new ones."""
    fresh = [each for each in held if each.record.id not in session.project.pictures]
    for each in fresh:
        session.add_picture(each.record.id, each.data)
    return tuple(Put(each.record) for each in fresh)


def change_type(session: Session, page: PageLook, held: Iterable[Held] = ()) -> None:
    """Gives the strategy this look and the files that it needs, as one act."""
    held = tuple(held)
    if sum(len(each.data) for each in held) > MOST_BYTES:
        raise WrongUse(f"These files have more than {MOST_BYTES // 1_000_000} MB together.")
    change = ChangeProject(profile=replace(session.project.profile, page=page))
    session.apply(Several((*hold(session, held), change), "Change of the council’s type"))


# ---- beside a settings file


def beside(path: Path) -> Path:
    """The folder of what goes with a settings file."""
    return path.with_suffix("")


def bring(profile: Profile, path: Path) -> Brought:
    """``profile``, as the file at ``path`` has it, with the files that lie in the folder beside it.

    They are the council's type, its logo and its Word template.
    """
    gathered = _Gathered(beside(path))
    page = replace(
        profile.page,
        fonts=tuple(gathered.type_of(profile.page)),
        logo=gathered.one_of(_LOGOS, "the logo", _taken_logo),
        word_template=gathered.one_of(_TEMPLATES, "the Word template", partial(_taken_template, profile.page)),
    )
    left_out = (*profile.left_out, *gathered.left_out)
    return Brought(replace(profile, page=page, left_out=left_out), tuple(gathered.held))


class _Gathered:
    """What was found in the folder beside a settings file, and what of it could not be taken."""

    def __init__(self, folder: Path) -> None:
        self.held: list[Held] = []
        self.left_out: list[str] = []
        self._folder = folder

    def type_of(self, page: PageLook) -> Iterator[FontFile]:
        """The files of type that the look names, as they are."""
        room = MOST_BYTES
        for font in page.fonts:
            try:
                taken, file = read_type(self._folder / font.file)
            except StrategyError as error:
                self.left_out.append(error.message)
                continue
            room -= len(file.data)
            if room < 0:
                most = f"{MOST_BYTES // 1_000_000} MB"
                self.left_out.append(f"{font.file} is left out: the files have more than {most} together.")
                continue
            self.held.append(file)
            yield taken

    def one_of(self, names: Iterable[str], called: str, take: Callable[[Path], Held]) -> str:
        """The id of the file with one of these names; empty where there is none that can be taken."""
        path = next((self._folder / name for name in names if (self._folder / name).is_file()), None)
        if path is None:
            return ""
        try:
            taken = take(path)
        except StrategyError as error:
            self.left_out.append(f"{called} is left out. {error.message}")
            return ""
        self.held.append(taken)
        return taken.record.id


def _taken_logo(path: Path) -> Held:
    return Held(*take_in(_bytes_of(path, MAXIMUM_BYTES), path.name))


def _taken_template(page: PageLook, path: Path) -> Held:
    read = take_in_template(path, page)
    return Held(read.record, read.data)


def put_beside(profile: Profile, path: Path, source: PictureSource) -> None:
    """Writes the files that ``profile`` names into the folder beside the settings file at ``path``."""
    wanted = {font.file: font.id for font in profile.page.fonts if FONT_NAME.fullmatch(font.file)}
    if profile.page.logo:
        data = source(profile.page.logo)
        wanted["logo.png" if data.startswith(b"\x89PNG") else "logo.jpg"] = profile.page.logo
    if profile.page.word_template:
        wanted[_TEMPLATES[0]] = profile.page.word_template
    folder = beside(path)
    if not wanted:
        return
    try:
        folder.mkdir(exist_ok=True)
        for old in (*_LOGOS, *_TEMPLATES):
            if old not in wanted:
                (folder / old).unlink(missing_ok=True)
        for name, digest in wanted.items():
            (folder / name).write_bytes(source(digest))
    except OSError as error:
        raise DiskRefused(f"The files beside {path.name} cannot be kept ({error.strerror}).") from error


def _bytes_of(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as opened:
            data = opened.read(most + 1)
    except OSError as error:
        raise DiskRefused(f"{path.name} cannot be read ({error.strerror}).") from error
    if len(data) > most:
        raise WrongUse(f"{path.name} is larger than {most // 1_000_000} MB.")
    return data
