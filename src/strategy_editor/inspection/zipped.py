"""Files that are archives (Word, OpenDocument, web pages in pieces), opened without trust."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from strategy_editor.inspection.strings import Blob, Opened

MOST_ENTRIES = 5_000
MOST_BYTES = 600_000_000
_FIRST = b"PK\x03\x04"


def entries(data: bytes, opened: Opened) -> Iterator[Blob]:
    """The files in the archive, by name, within bounds; what is wrong with the archive itself is noted as a fault."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if len(infos) > MOST_ENTRIES or sum(info.file_size for info in infos) > MOST_BYTES:
                opened.fault("readable", "It is far larger than a document should be.")
                return
            _look_around(data, archive, infos, opened)
            for info in infos:
                yield Blob(archive.read(info), info.filename)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, NotImplementedError) as why:
        opened.fault("readable", f"It cannot be opened ({why}).")


def _look_around(data: bytes, archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], opened: Opened) -> None:
    """What an archive can carry beside its files: comments, extra fields, doubles, bytes before and between."""
    if archive.comment:
        opened.fault("hidden", "The archive carries a comment.", "the end of the file")
    if not data.startswith(_FIRST):
        opened.fault("hidden", "There is something before the archive begins.", "the start of the file")
    names = [info.filename for info in infos]
    if len(set(names)) != len(names):
        opened.fault("parts", "A part is in it twice.")
    packed = sum(30 + len(info.filename.encode()) + info.compress_size for info in infos)
    if any(info.comment or info.extra for info in infos) or packed != archive.start_dir:
        opened.fault("hidden", "There is something between the parts of the archive.")
    for name in names:
        if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or ":" in name:
            opened.fault("parts", "The name of a part leads out of the file.", name)


def tree(entry: Blob, opened: Opened) -> etree._Element | None:
    """The XML of a part, with nothing resolved or fetched; None, and a fault, where it is none."""
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_blank_text=False)
        root = etree.fromstring(entry.data, parser)
    except etree.XMLSyntaxError as why:
        opened.fault("readable", f"A part of it is damaged ({why}).", entry.place)
        return None
    if b"<!DOCTYPE" in entry.data:
        opened.fault("hidden", "A part declares entities.", entry.place)
    for node in root.iter(etree.Comment, etree.ProcessingInstruction):
        opened.fault("hidden", "There is a remark between the lines of a part.", entry.place)
        opened.say(node.text, entry.place)
    return root
