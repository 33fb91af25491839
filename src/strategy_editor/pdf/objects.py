"""PDF objects: text strings, streams and the file itself, on reportlab's document layer.

reportlab numbers the objects and writes the cross-reference table and the trailer. The objects themselves are written
here, since its own page, catalogue and stream classes know neither tags nor output intents, and glue the end of a
stream to its data, which PDF/A forbids.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable
from typing import BinaryIO

from reportlab.pdfbase import pdfdoc

VERSION = (1, 7)
COMPRESSION = 5


def text_string(text: str) -> str:
    """A PDF text string: a literal where it is plain ASCII, else UTF-16 in hexadecimal."""
    if text.isascii() and text.isprintable():
        return "(" + text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") + ")"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def name(text: str) -> str:
    """A PDF name, with whatever is special in it escaped."""
    return "/" + "".join(
        chr(byte) if 33 <= byte <= 126 and chr(byte) not in "()<>[]{}/%#" else f"#{byte:02X}"
        for byte in text.encode("utf-8")
    )


def reference(number: int) -> str:
    """A reference to the object with this number."""
    return f"{number} 0 R"


class _Body(pdfdoc.PDFObject):  # type: ignore[misc]
    """An object whose bytes are ready, or filled in before saving."""

    __RefOnly__ = 1

    def __init__(self, data: bytes) -> None:
        self.data = data

    def format(self, _document: object) -> bytes:
        return self.data


class File:
    """The objects of one file, in the order in which they are added."""

    def __init__(self) -> None:
        self._document = pdfdoc.PDFDocument(pdfVersion=VERSION, invariant=True)
        self._bodies: dict[int, _Body] = {}
        self._fingerprint = hashlib.sha256()

    def add(self, data: str | bytes = b"") -> int:
        """The number of a new object. Without data it is filled in later (:meth:`fill`)."""
        body = _Body(data.encode("ascii") if isinstance(data, str) else data)
        self._document.Reference(body, f"object {self._document.objectcounter + 1}")
        number = int(self._document.objectcounter)
        self._bodies[number] = body
        self._fingerprint.update(body.data)
        return number

    def fill(self, number: int, data: str | bytes) -> None:
        """Give an object that was added before its bytes."""
        self._bodies[number].data = data.encode("ascii") if isinstance(data, str) else data
        self._fingerprint.update(self._bodies[number].data)

    def stream(self, data: bytes, entries: str = "", *, compress: bool = True) -> int:
        """The number of a new stream; ``entries`` are further entries of its dictionary."""
        if compress:
            data = zlib.compress(data, COMPRESSION)
            entries += "/Filter/FlateDecode"
        return self.add(f"<<{entries}/Length {len(data)}>>\nstream\n".encode("ascii") + data + b"\r\nendstream\n")

    def save(self, out: BinaryIO, catalogue: str, information: str) -> None:
        """Write the file. Equal objects give an equal file, to the byte."""
        document = self._document
        document.Catalog = _Body(catalogue.encode("ascii"))
        document.info = _Body(information.encode("ascii"))
        document.updateSignature(self._fingerprint.digest())
        out.write(document.format())

    @property
    def identity(self) -> str:
        """What the file is known by, from its content so far (32 hexadecimal digits)."""
        return self._fingerprint.hexdigest()[:32]


def dictionary(entries: Iterable[tuple[str, str]]) -> str:
    """A PDF dictionary of names and written values."""
    return "<<" + "".join(f"/{key} {value}" for key, value in entries) + ">>"
