"""A page while it is drawn, and the book of all pages.

A page has four layers, painted in this order: what lies under the text (fills, rules, watermark), the text and pictures
themselves as marked content, what lies over them, and the furniture (header and footer). Every layer but the second is
an artifact as a whole, so nothing can be painted that is neither marked nor an artifact.

Lengths are points, from the lower left corner of the trimmed page.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from strategy_editor.pdf.fonts import Face
from strategy_editor.pdf.objects import COMPRESSION, File, reference, text_string
from strategy_editor.pdf.press import Inks, Media
from strategy_editor.pdf.tags import Element, Marked, Slot

Part = str | Callable[[], str]


class Layer:
    """Operators in painting order. Remembers font and colour, so that they are said only when they change."""

    __slots__ = ("_colour", "_face", "_faces", "_inks", "_size", "parts")

    def __init__(self, inks: Inks, faces: set[Face]) -> None:
        self.parts: list[Part] = []
        self._inks = inks
        self._faces = faces
        self._face: Face | None = None
        self._size = 0.0
        self._colour = ""

    def text(self, face: Face, size: float, colour: str, x: float, y: float, code: str) -> None:
        """Glyphs (as :class:`Shape` codes them) with their baseline from (x, y)."""
        change = ""
        if face is not self._face or size != self._size:
            change = f"/{face.key} {size:g} Tf "
            self._face, self._size = face, size
            self._faces.add(face)
        if colour != self._colour:
            change += self._inks.text(colour) + " "
            self._colour = colour
        show = f"[<{code}>]TJ" if ">" in code else f"<{code}>Tj"
        self.parts.append(f"BT {change}1 0 0 1 {x:.2f} {y:.2f} Tm {show} ET")

    def later(self, face: Face, write: Callable[[], str]) -> None:
        """Operators that are known only when all pages are; they leave font and colour as they were."""
        self._faces.add(face)
        self.parts.append(lambda: f"q {write()} Q")

    def draw(self, operators: str) -> None:
        """Lines, fills and pictures; font and colour stay as they were."""
        self.parts.append(f"q {operators} Q")

    def fill(self, colour: str, x: float, y: float, width: float, height: float) -> None:
        """A filled rectangle."""
        self.parts.append(f"q {self._inks.fill(colour)} {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f Q")

    def rule(self, colour: str, weight: float, x0: float, y0: float, x1: float, y1: float, dash: str = "") -> None:
        """A straight line; ``dash`` is a written dash array."""
        pattern = f"{dash} 0 d " if dash else ""
        self.parts.append(
            f"q {self._inks.stroke(colour)} {weight:g} w {pattern}{x0:.2f} {y0:.2f} m {x1:.2f} {y1:.2f} l S Q"
        )


class Link(NamedTuple):
    """A link that was drawn: where, whose element, and where to (an address or an anchor)."""

    page: int
    element: Element
    box: tuple[float, float, float, float]
    address: str
    target: str
    contents: str


class Destination(NamedTuple):
    """A place in the document: page from 0, and the top left corner."""

    page: int
    x: float
    y: float


class Sheet:
    """A page while it is drawn. ``number`` counts from 0."""

    def __init__(self, book: Book, number: int, width: float, height: float) -> None:
        self.book = book
        self.number = number
        self.width = width
        self.height = height
        self.under = Layer(book.inks, book.faces)
        self.body = Layer(book.inks, book.faces)
        self.over = Layer(book.inks, book.faces)
        self.furniture = Layer(book.inks, book.faces)
        self.marked: list[Element] = []
        self.transparent = False
        self._slot: Slot | None = None

    def text(self, slot: Slot | None, face: Face, size: float, colour: str, x: float, y: float, code: str) -> None:
        """Text that belongs to ``slot``; without one it is an artifact, such as a repeated table header."""
        if slot is None:
            self.over.text(face, size, colour, x, y, code)
            return
        if slot is not self._slot:
            self._mark(slot)
        self.body.text(face, size, colour, x, y, code)

    def later(self, slot: Slot | None, face: Face, write: Callable[[], str]) -> None:
        """Text that is known only when all pages are."""
        if slot is None:
            self.over.later(face, write)
            return
        if slot is not self._slot:
            self._mark(slot)
        self.body.later(face, write)

    @contextmanager
    def figure(self, slot: Slot) -> Iterator[Layer]:
        """The layer on which to draw a figure, and whatever belongs to it, as one piece of marked content."""
        self._mark(slot)
        inside = Layer(self.book.inks, self.book.faces)
        yield inside
        self.body.parts.append("q")
        self.body.parts.extend(inside.parts)
        self.body.parts.append("Q")
        self.close_marked()

    def hyphen(self, slot: Slot | None, face: Face, size: float, colour: str, x: float, y: float) -> None:
        """A hyphen at a line's end, which is a soft one to whoever reads the text."""
        code = face.shape("-").code
        if slot is None:
            self.over.text(face, size, colour, x, y, code)
            return
        if slot is not self._slot:
            self._mark(slot)
        self.body.parts.append("/Span <</ActualText<FEFF00AD>>> BDC")
        self.body.text(face, size, colour, x, y, code)
        self.body.parts.append("EMC")

    def _mark(self, slot: Slot) -> None:
        self.close_marked()
        slot.marks.append((self.number, len(self.marked)))
        self.body.parts.append(f"/{slot.element.role} <</MCID {len(self.marked)}>> BDC")
        self.marked.append(slot.element)
        self._slot = slot

    def close_marked(self) -> None:
        """End the marked content that is open, if any."""
        if self._slot is not None:
            self.body.parts.append("EMC")
            self._slot = None

    def link(
        self, element: Element, box: tuple[float, float, float, float], address: str, target: str, contents: str
    ) -> None:
        """A link over ``box`` (left, bottom, right, top), to a web address or to an anchor of this document."""
        self.book.links.append(Link(self.number, element, box, address, target, contents))

    def destination(self, anchor: str, x: float, top: float) -> None:
        """The place that ``anchor`` leads to; the first one counts."""
        if anchor:
            self.book.destinations.setdefault(anchor, Destination(self.number, x, top))

    def content(self) -> bytes:
        """The finished page, as operators."""
        self.close_marked()
        parts = [
            *_artifact("/Artifact BMC", self.under),
            *_written(self.body),
            *_artifact("/Artifact BMC", self.over),
            *_artifact("/Artifact <</Type/Pagination>> BDC", self.furniture),
        ]
        return self.book.media.placed("\n".join(parts), self.width, self.height).encode("ascii")


def _written(layer: Layer) -> list[str]:
    return [part if isinstance(part, str) else part() for part in layer.parts]


def _artifact(opening: str, layer: Layer) -> list[str]:
    return [opening, *_written(layer), "EMC"] if layer.parts else []


class Outline(NamedTuple):
    """A bookmark: level from 1, without gaps."""

    level: int
    title: str
    anchor: str


class Book:
    """All pages of a document, and what they share."""

    def __init__(self, file: File, inks: Inks, media: Media) -> None:
        self.file = file
        self.inks = inks
        self.media = media
        self.faces: set[Face] = set()
        self.sheets: list[Sheet] = []
        self.page_numbers: list[int] = []
        self.links: list[Link] = []
        self.destinations: dict[str, Destination] = {}
        self.outline: list[Outline] = []
        self.pictures: dict[str, tuple[str, int]] = {}
        self.warnings: list[str] = []
        self.marked = Marked()

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self.sheets)

    def sheet(self, width: float, height: float) -> Sheet:
        """A new page."""
        sheet = Sheet(self, len(self.sheets), width, height)
        self.sheets.append(sheet)
        self.page_numbers.append(self.file.add())
        return sheet

    def picture(self, key: str, make: Callable[[File], int]) -> str:
        """The resource name of a picture, made once for all its places."""
        if key not in self.pictures:
            self.pictures[key] = (f"P{len(self.pictures) + 1}", make(self.file))
        return self.pictures[key][0]

    def write_pages(self, fonts: str) -> int:
        """Write all pages; the number of the page tree. ``fonts`` are the entries of the font dictionary."""
        pictures = "".join(f"/{key} {reference(number)}" for key, number in self.pictures.values())
        colours = self.inks.colour_spaces(self.file)
        resources = self.file.add(f"<</Font<<{fonts}>>/XObject<<{pictures}>>{colours}>>")
        tree = self.file.add()
        annotations = self._write_links()
        for sheet, number in zip(self.sheets, self.page_numbers, strict=True):
            self._write_page(sheet, number, tree, resources, annotations.get(sheet.number, []))
        kids = " ".join(map(reference, self.page_numbers))
        self.file.fill(tree, f"<</Type/Pages/Count {len(self.sheets)}/Kids[{kids}]>>")
        return tree

    def finish_contents(self) -> list[bytes]:
        """The compressed content of each page. What was put off until now is written, so fonts come after this."""
        contents = []
        for sheet in self.sheets:
            contents.append(zlib.compress(sheet.content(), COMPRESSION))
            self.marked.pages.append(sheet.marked)
        self._contents = contents
        return contents

    def _write_page(self, sheet: Sheet, number: int, tree: int, resources: int, annotations: list[int]) -> None:
        content = self.file.stream(self._contents[sheet.number], "/Filter/FlateDecode", compress=False)
        parts = [
            f"<</Type/Page/Parent {reference(tree)}/Resources {reference(resources)}/Contents {reference(content)}",
            self.media.boxes(sheet.width, sheet.height),
        ]
        if sheet.marked:
            parts.append(f"/StructParents {self.marked.page_key(sheet.number)}/Tabs/S")
        if annotations:
            parts.append(f"/Annots[{' '.join(map(reference, annotations))}]")
        if sheet.transparent:
            parts.append(f"/Group<</Type/Group/S/Transparency/CS/{self.inks.space}>>")
        self.file.fill(number, "".join(parts) + ">>")

    def _write_links(self) -> dict[int, list[int]]:
        """Write the link annotations, and enter them in the structure; their numbers by page."""
        by_page: dict[int, list[int]] = {}
        if not self.media.links:
            return by_page
        for link in self.links:
            if not link.address and link.target not in self.destinations:
                continue
            sheet = self.sheets[link.page]
            key = self.marked.annotation_key(len(self.marked.annotations))
            action = (
                f"/A<</S/URI/URI {text_string(link.address)}>>"
                if link.address
                else f"/Dest {self.written_destination(link.target)}"
            )
            box = " ".join(f"{value:.2f}" for value in self.media.shifted(link.box, sheet.width, sheet.height))
            number = self.file.add(
                f"<</Type/Annot/Subtype/Link/Rect[{box}]/Border[0 0 0]/F 4/StructParent {key}"
                f"/Contents {text_string(link.contents)}{action}>>"
            )
            self.marked.annotations.append(link.element)
            link.element.annotations.append((link.page, number))
            by_page.setdefault(link.page, []).append(number)
        return by_page

    def written_destination(self, anchor: str) -> str:
        """An explicit destination, as a PDF array."""
        place = self.destinations[anchor]
        sheet = self.sheets[place.page]
        left, _, _, top = self.media.shifted((place.x, place.y, place.x, place.y), sheet.width, sheet.height)
        return f"[{reference(self.page_numbers[place.page])}/XYZ {max(0, left):.2f} {top:.2f} 0]"

    def write_outline(self) -> int:
        """Write the bookmarks; the number of their root, 0 where there are none."""
        entries = [entry for entry in self.outline if entry.anchor in self.destinations]
        if not entries:
            return 0
        root = self.file.add()
        numbers = [self.file.add() for _ in entries]
        kids: dict[int, list[int]] = {}
        for index, parent in enumerate(_parents([entry.level for entry in entries])):
            kids.setdefault(parent, []).append(index)
        for parent, siblings in kids.items():
            above = reference(numbers[parent] if parent >= 0 else root)
            for place, index in enumerate(siblings):
                destination = self.written_destination(entries[index].anchor)
                parts = [f"<</Title {text_string(entries[index].title)}/Dest {destination}/Parent {above}"]
                if place > 0:
                    parts.append(f"/Prev {reference(numbers[siblings[place - 1]])}")
                if place + 1 < len(siblings):
                    parts.append(f"/Next {reference(numbers[siblings[place + 1]])}")
                if index in kids:
                    parts.append(_ends(kids[index], numbers) + f"/Count -{len(kids[index])}")
                self.file.fill(numbers[index], "".join(parts) + ">>")
        self.file.fill(root, f"<</Type/Outlines{_ends(kids[-1], numbers)}/Count {len(kids[-1])}>>")
        return root

    def write_names(self) -> int:
        """Write the named destinations, one for each anchor; the number of their tree, 0 where there are none."""
        if not self.destinations:
            return 0
        names = " ".join(
            f"{text_string(anchor)} {self.written_destination(anchor)}" for anchor in sorted(self.destinations)
        )
        return self.file.add(f"<</Names[{names}]>>")


def _ends(kids: list[int], numbers: list[int]) -> str:
    return f"/First {reference(numbers[kids[0]])}/Last {reference(numbers[kids[-1]])}"


def _parents(levels: list[int]) -> list[int]:
    """For each entry the index of the one above it, -1 for the top."""
    parents: list[int] = []
    open_entries: list[int] = []
    for index, level in enumerate(levels):
        while open_entries and levels[open_entries[-1]] >= level:
            open_entries.pop()
        parents.append(open_entries[-1] if open_entries else -1)
        open_entries.append(index)
    return parents
