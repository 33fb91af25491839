"""Opens a Word file that comes from anywhere: its parts within bounds, its trees without entities, its kind made out.

What is not a Word file, is locked by a password, or would fill the memory is refused with a sentence. What is only
wrong (types, cases of names, ill-formed XML) is read as far as it goes and remarked on.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from strategy_editor.foundation.errors import DiskRefused, NotAStrategy, StrategyError
from strategy_editor.foundation.progress import Progress, silent
from strategy_editor.word import office
from strategy_editor.word.reading.names import transitional

MAXIMUM_FILE = 200_000_000
MAXIMUM_UNPACKED = 600_000_000
MAXIMUM_PART = 60_000_000
"""Bytes of one part of XML; a report of 400,000 words has about 40 million."""
MAXIMUM_TAGS = 1_500_000
"""Three times what the most intricate law of 400 pages has."""
MAXIMUM_PARAGRAPHS = 200_000
MAXIMUM_PARTS = 5_000

_PACKED = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DOCTYPE = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
_DAMAGED = "It may be damaged. Open it in Word, save it again as a Word document (.docx), and try again."
_CONVERTED = {"doc": "an older Word file", "odt": "an OpenDocument file", "rtf": "an RTF file"}


class Unreadable(NotAStrategy):
    """A Word file that cannot be read (exit code 3)."""


class Relation(NamedTuple):
    """Where a relationship leads: the last word of its type, and the name of a part, or an address outside."""

    kind: str
    target: str
    external: bool


class Package:
    """An archive and its parts, within bounds. Names of parts are as in the archive, without a leading slash.

    ``called`` is what a person would call such a file, ``damaged_advice`` what to do about one that cannot be read.
    """

    called = "Word file"
    damaged_advice = _DAMAGED

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            entries = self._archive.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise Unreadable(f"This {self.called} cannot be opened.", advice=self.damaged_advice) from error
        if len(entries) > MAXIMUM_PARTS or sum(entry.file_size for entry in entries) > MAXIMUM_UNPACKED:
            raise Unreadable(
                f"This {self.called} would unpack to far more than a document holds, so it was not opened.",
                advice="If you trust it, take large pictures out of it and try again.",
            )
        self._entries = {entry.filename.replace("\\", "/").lstrip("/").lower(): entry for entry in entries}
        self.remarks: list[str] = []
        self.damaged = False

    def remark(self, sentence: str) -> None:
        """Notes a sentence for the user, once."""
        if sentence not in self.remarks:
            self.remarks.append(sentence)

    # ---- parts

    def has(self, name: str) -> bool:
        return name.lower() in self._entries

    def data(self, name: str, maximum: int = MAXIMUM_PART) -> bytes:
        """The bytes of a part; raises :class:`Unreadable` where it is missing, locked, damaged or too large."""
        entry = self._entries.get(name.lower())
        if entry is None:
            raise Unreadable(f"A piece of this {self.called} is missing.", advice=self.damaged_advice)
        if entry.file_size > maximum:
            raise Unreadable(
                f"A piece of this {self.called} is far larger than any document needs, so it was not opened.",
                advice="Copy what matters into a new one and try again.",
            )
        try:
            return self._archive.read(entry)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError) as error:
            raise Unreadable(f"This {self.called} cannot be unpacked.", advice=self.damaged_advice) from error

    def tree(self, name: str, maximum: int = MAXIMUM_PART) -> etree._Element:
        """The tree of a part, Strict names made ordinary; ill-formed XML as far as it can be read."""
        data = self.data(name, maximum)
        if any(sign in data for sign in _DOCTYPE):
            raise Unreadable(
                f"This {self.called} holds instructions that none needs and that can do harm, so it was not opened.",
                advice="Ask its sender where it comes from.",
            )
        if data.count(b"<") > MAXIMUM_TAGS:
            raise too_complicated(self.called)
        data = transitional(data)
        try:
            return etree.fromstring(data, _parser(recover=False))
        except (etree.XMLSyntaxError, ValueError):
            pass
        try:
            tree = etree.fromstring(data, _parser(recover=True))
        except (etree.XMLSyntaxError, ValueError) as error:
            raise Unreadable(f"This {self.called} cannot be read.", advice=self.damaged_advice) from error
        if tree is None or tree.getroottree().docinfo.internalDTD is not None:
            raise Unreadable(f"This {self.called} cannot be read.", advice=self.damaged_advice)
        self.damaged = True
        return tree

    def optional_tree(self, name: str) -> etree._Element | None:
        """The tree of a part that a document can do without: None, and a remark, where it cannot be read."""
        if not self.has(name):
            return None
        try:
            return self.tree(name)
        except Unreadable:
            self.damaged = True
            return None

    # ---- relationships

    def relations_of(self, name: str) -> dict[str, Relation]:
        """The relationships of a part, by id; of the package for an empty name."""
        folder, base = posixpath.split(name)
        tree = self.optional_tree(posixpath.join(folder, "_rels", f"{base}.rels"))
        found: dict[str, Relation] = {}
        for element in () if tree is None else tree.iter("{*}Relationship"):
            kind = (element.get("Type") or "").rstrip("/").rsplit("/", 1)[-1]
            target = element.get("Target") or ""
            external = (element.get("TargetMode") or "").lower() == "external"
            if not external:
                target = posixpath.normpath(posixpath.join("/" + folder, unquote(target))).lstrip("/")
            found[element.get("Id") or ""] = Relation(kind, target, external)
        return found


class Opened(Package):
    """A Word file and its parts."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.main = self._main()
        self.relations = self.relations_of(self.main)
        if self._has_macros():
            self.remark("The macros in the file were left out; nothing of them was run.")

    def related(self, kind: str) -> list[str]:
        """The parts that the main part is related to by this kind (``styles``, ``comments``…), that are there."""
        return [
            relation.target
            for relation in self.relations.values()
            if relation.kind == kind and not relation.external and self.has(relation.target)
        ]

    def part(self, kind: str) -> etree._Element | None:
        """The tree of the first part of this kind."""
        names = self.related(kind)
        return self.optional_tree(names[0]) if names else None

    def _main(self) -> str:
        """The part with the text: by relationship, else by its usual name, whatever the content types say."""
        if self.has("mimetype") and b"opendocument" in self.data("mimetype", 200):
            raise Unreadable("This is an OpenDocument file, not a Word file.", advice=_DAMAGED)
        package = self.relations_of("")
        named = [each.target for each in package.values() if each.kind == "officeDocument" and not each.external]
        for name in (*named, "word/document.xml"):
            if self.has(name):
                self._check_is_word(name)
                return name
        raise Unreadable(
            "This is not a Word file.", advice="Choose a file that Word saved as a Word document (.docx or .docm)."
        )

    def _check_is_word(self, name: str) -> None:
        for folder, what in (("xl/", "an Excel workbook"), ("ppt/", "a PowerPoint presentation")):
            if name.lower().startswith(folder):
                raise Unreadable(f"This is {what}, not a Word file.", advice="Choose the Word file.")

    def _has_macros(self) -> bool:
        return bool(self.related("vbaProject")) or any(name.endswith("vbaproject.bin") for name in self._entries)


def too_complicated(called: str = Package.called) -> Unreadable:
    """What is said of a file that would take minutes and the whole memory."""
    return Unreadable(
        f"This {called} is far more complicated than any document, so it was not opened.",
        advice="Copy what matters into a new one and try again.",
    )


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=recover,
        remove_comments=True,
        remove_pis=True,
    )


# ---- from a file to a package


def opened(source: Path | bytes, name: str = "", progress: Progress = silent) -> Opened:
    """The package of a Word file. Older kinds go through LibreOffice first, where it is installed.

    Raises :class:`Unreadable` (exit code 3) with what to do, or :class:`DiskRefused` where the file cannot be had.
    """
    if isinstance(source, Path):
        name = name or source.name
    data = source if isinstance(source, bytes) else _from_disk(source)
    kind = _kind(data)
    if kind == "docx":
        return Opened(data)
    made = office.converted(data, f"document.{kind}", "docx:MS Word 2007 XML", progress, "Converting the file")
    if made is None:
        raise Unreadable(f"{name or 'The file'} is {_CONVERTED[kind]}. {_CANNOT_CONVERT}", advice=_SAVE_AS)
    out = Opened(made)
    out.remark(f"LibreOffice converted it from {_CONVERTED[kind]}.")
    return out


_CANNOT_CONVERT = "It can only be read with the help of LibreOffice, which is not installed here or could not open it."
_SAVE_AS = "Open it in Word, save it as a Word document (.docx), and try again."


def _from_disk(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAXIMUM_FILE:
            raise Unreadable(
                f"{path.name} is larger than {MAXIMUM_FILE // 1_000_000} MB, so it was not opened.",
                advice="Take large pictures out of it in Word and try again.",
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise DiskRefused(f"There is no file {path}.", advice="Check its name and folder.") from error
    except OSError as error:
        raise DiskRefused(f"{path.name} cannot be read.", advice="Close it in Word, then try again.") from error


def _kind(data: bytes) -> str:
    """``docx``, or the kind of a file that must be converted; raises a sentence for everything else."""
    if data.startswith(_PACKED):
        return "odt" if b"application/vnd.oasis.opendocument.text" in data[:120] else "docx"
    if data.startswith(_COMPOUND):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Unreadable(
                "This Word file is locked with a password.",
                advice="Open it in Word, take the password off (File, Info, Protect Document), save it and try again.",
            )
        if "WordDocument".encode("utf-16-le") in data:
            return "doc"
    if data.lstrip()[:5] == b"{\\rtf":
        return "rtf"
    raise _not_word(data)


def _not_word(data: bytes) -> StrategyError:
    if not data:
        return Unreadable("The file is empty.", advice="Ask for it to be sent again.")
    if data.startswith(b"%PDF"):
        return Unreadable("This is a PDF, not a Word file.", advice="Ask for the Word file that it was made from.")
    return Unreadable("This is not a Word file.", advice="Choose a file that Word saved as a Word document (.docx).")
