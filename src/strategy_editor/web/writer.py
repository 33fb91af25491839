"""From a manuscript to files: one page, a folder with a page and its pictures, pieces to be pasted."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from strategy_editor.foundation.progress import Progress, silent
from strategy_editor.manuscript.items import ContentsItem, HeadingItem, Item, Manuscript, PictureSource
from strategy_editor.manuscript.plain import on_one_line
from strategy_editor.web.context import Context
from strategy_editor.web.markup import Element, written
from strategy_editor.web.page import flow, notes_section, page
from strategy_editor.web.supply import Beside, Folder, Within, slug

PICTURES = "pictures"
SECTIONS = "sections"
START = "index.html"


class Made(Struct, frozen=True):
    """What came of it: how many sections, notes and pictures the page has; ``files`` of a folder, by path."""

    sections: int
    notes: int
    pictures: int
    files: tuple[str, ...] = ()


class Piece(Struct, frozen=True):
    """A section to be pasted into a council's website: elements without a page around them, in plain ASCII."""

    name: str
    title: str
    html: str


class Pieces(Struct, frozen=True):
    """The sections of a document, and the pictures that they ask for in the folder ``pictures``, by name."""

    pieces: tuple[Piece, ...]
    pictures: Mapping[str, bytes]


def write(manuscript: Manuscript, pictures: PictureSource, out: BinaryIO, *, progress: Progress = silent) -> Made:
    """Write ``manuscript`` as one page that needs nothing else: no script, no font, no picture, no network.

    Raises PictureUnreadable for a picture, and Cancelled from ``progress``. Nothing is written before all is made.
    """
    supply = Within(pictures)
    context = Context(manuscript, manuscript.items, supply)
    text = page(context, manuscript, supply.policy, progress)
    out.write(text.encode())
    progress(1.0, "Writing the web page")
    return _made(context, supply.count)


def write_folder(manuscript: Manuscript, pictures: PictureSource, folder: Path, *, progress: Progress = silent) -> Made:
    """Write ``manuscript`` into ``folder`` (made if need be): a page, its pictures beside it, and every section apart.

    Raises what :func:`write` raises, and OSError. Nothing is written before all is made.
    """
    made, files = _files(manuscript, pictures, progress)
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    progress(1.0, "Writing the web pages")
    return made


def write_archive(
    manuscript: Manuscript, pictures: PictureSource, out: BinaryIO, *, progress: Progress = silent
) -> Made:
    """Write what :func:`write_folder` writes as one ZIP file, equal for equal manuscripts."""
    made, files = _files(manuscript, pictures, progress)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in files.items():
            entry = zipfile.ZipInfo(path)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    progress(1.0, "Writing the web pages")
    return made


def _files(manuscript: Manuscript, pictures: PictureSource, progress: Progress) -> tuple[Made, dict[str, bytes]]:
    """What the folder form consists of, by path."""
    store = Folder(manuscript, pictures)
    supply = Beside(store, PICTURES)
    context = Context(manuscript, manuscript.items, supply)
    files = {START: page(context, manuscript, supply.policy, progress).encode()}
    for piece in _pieces(manuscript, Beside(store, f"../{PICTURES}", charts=True)):
        files[f"{SECTIONS}/{piece.name}.html"] = piece.html.encode("ascii")
    files |= {f"{PICTURES}/{name}": data for name, data in store.files.items()}
    return _made(context, len(store.files), tuple(files)), files


def sections(manuscript: Manuscript, pictures: PictureSource) -> Pieces:
    """Every section of the document apart, ready to be pasted; what stands before the first comes first.

    Their headings begin at level 2, below the title that a website gives the page. References from one section to
    another are words without a link, since nobody knows where a website puts it. The contents list is left out.
    """
    store = Folder(manuscript, pictures)
    return Pieces(tuple(_pieces(manuscript, Beside(store, PICTURES, charts=True))), store.files)


def _pieces(manuscript: Manuscript, supply: Beside) -> Iterator[Piece]:
    for place, items in enumerate(_parted(manuscript)):
        context = Context(manuscript, items, supply, plain=True)
        elements = [*flow(context, items, (), silent), notes_section(context)]
        html = "\n".join(_readable(each) for each in elements if each is not None)
        heading, label, title = items[0], "", manuscript.properties.title
        if isinstance(heading, HeadingItem):
            label, title = heading.label, on_one_line(heading.inlines)
        yield Piece(f"{place + 1:02}-{slug(title)}".strip("-"), f"{label} {title}".strip(), html + "\n")


def _readable(made: Element) -> str:
    """A block, those within it on lines of their own: whoever pastes it may want to find a place in it."""
    if made.tag == "section":
        made.text = "\n"
        for child in made:
            child.tail = "\n"
    return written(made, ascii_only=True)


def _parted(manuscript: Manuscript) -> list[list[Item]]:
    """The items of each section, without the contents list."""
    parts: list[list[Item]] = []
    for item in manuscript.items:
        if isinstance(item, ContentsItem):
            continue
        if not parts or (isinstance(item, HeadingItem) and item.level == 1):
            parts.append([])
        parts[-1].append(item)
    return parts


def _made(context: Context, pictures: int, files: tuple[str, ...] = ()) -> Made:
    count = sum(isinstance(item, HeadingItem) and item.level == 1 for item in context.manuscript.items)
    return Made(count, len(context.notes), pictures, files)
