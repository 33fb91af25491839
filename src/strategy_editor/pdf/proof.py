"""The pages of a document while it is written: laid out again after each edit, drawn only when somebody looks at them.

An edit changes a page or two. So strips are kept from one laying out to the next (:mod:`strategy_editor.pdf.kept`),
pages that came out as before keep their key, and what is drawn is one page at a time, as a small PDF without tags.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from itertools import count
from typing import NamedTuple

from strategy_editor.foundation.progress import silent
from strategy_editor.manuscript.items import Item, Manuscript, PictureSource
from strategy_editor.pdf.compose import Composer, is_brief
from strategy_editor.pdf.fonts import Face, Fonts
from strategy_editor.pdf.furniture import Furnisher
from strategy_editor.pdf.kept import KeptStrips
from strategy_editor.pdf.look import MILLIMETRE, Look, Variant
from strategy_editor.pdf.objects import File, reference
from strategy_editor.pdf.pages import LaidPage, draw_on
from strategy_editor.pdf.paginate import Paginator
from strategy_editor.pdf.pictures import plain_png
from strategy_editor.pdf.press import Screen, ScreenInks
from strategy_editor.pdf.printing import Press
from strategy_editor.pdf.setter import Setter
from strategy_editor.pdf.sheet import Book, Destination, Sheet
from strategy_editor.pdf.tags import Slot
from strategy_editor.pdf.writer import link_targets

_KEYS = count(1)
"""Keys of pages: no two documents, and no two editions of one, ever share any."""


class ProofPage(NamedTuple):
    """A page: pages with equal ``key`` look the same. Its size is in points."""

    key: int
    width: float
    height: float


class Spot(NamedTuple):
    """A place in the pages: the page from 0, and how far down from its top, in points."""

    page: int
    down: float


class _ProofSheet(Sheet):
    """A page without marked content."""

    def _mark(self, slot: Slot) -> None:
        """Nobody reads a proof but with the eyes."""

    def hyphen(self, slot: Slot | None, face: Face, size: float, colour: str, x: float, y: float) -> None:
        self.body.text(face, size, colour, x, y, face.shape("-").code)


class _ProofBook(Book):
    """Some of the ``pages`` that a document has in all; ``places`` are the pages of its anchors."""

    def __init__(self, pages: int, places: Mapping[str, Spot]) -> None:
        super().__init__(File(), ScreenInks(), Screen())
        self._pages = pages
        self.destinations = {anchor: Destination(spot.page, 0.0, 0.0) for anchor, spot in places.items()}

    @property
    def count(self) -> int:
        return self._pages


class _Signature(NamedTuple):
    """What a page looks like, as far as it can change: compared by the strips themselves."""

    page: LaidPage
    notes: tuple[tuple[object, int, float], ...]
    numbers: tuple[int, ...]


class Proof:
    """The pages of one document. ``pages`` and ``places`` (by anchor) are those of the last laying out."""

    def __init__(self, pictures: PictureSource) -> None:
        self.pages: Sequence[ProofPage] = ()
        self.places: dict[str, Spot] = {}
        self._originals = pictures
        self._simple: dict[str, bytes] = {}
        self._fonts = Fonts()
        self._kept = KeptStrips()
        self._look: Look | None = None
        self._settings: object = None
        self._furnisher: Furnisher | None = None
        self._laid: list[LaidPage] = []
        self._signatures: list[_Signature] = []

    # ---- laying out

    def lay_out(self, manuscript: Manuscript, variant: Variant = "accessible") -> None:
        """Lay out ``manuscript``. Raises CannotSet and PictureUnreadable; the pages then stay as they were."""
        brief = is_brief(manuscript)
        settings = (manuscript.page, variant, brief, dict(manuscript.wording), manuscript.properties.language)
        look = self._look
        if look is None or settings != self._settings:
            self._fonts = Fonts(manuscript.page.fonts, self._originals)
            look = Look(manuscript.page, self._fonts, ScreenInks(), variant, brief=brief)
            self._look, self._settings, self._kept, self._signatures = look, settings, KeptStrips(), []
        targets = link_targets(manuscript)
        self._kept.begin(targets)
        composer = Composer(
            manuscript, look, self._picture, Setter(targets, look.note, manuscript.properties.language), self._kept
        )
        laid: list[LaidPage] = []
        binding = Press().binding * MILLIMETRE if variant == "print" else 0.0
        Paginator(look.geometry, laid.append, binding=binding).fill(composer.flow(silent))
        self._kept.end()
        self._settle(laid, Furnisher(manuscript.furniture, look))

    def _settle(self, laid: list[LaidPage], furnisher: Furnisher) -> None:
        before = self._signatures
        if self._furnisher is None or furnisher.furniture != self._furnisher.furniture or len(before) != len(laid):
            before = []  # header and footer of every page say something else
        self._laid, self._furnisher = laid, furnisher
        self.places = _places(laid)
        self._signatures = [self._signature(page) for page in laid]
        pages: list[ProofPage] = []
        for number, signature in enumerate(self._signatures):
            if number < len(before) and _look_alike(signature, before[number]):
                pages.append(self.pages[number])
            else:
                pages.append(ProofPage(next(_KEYS), signature.page.geometry.width, signature.page.geometry.height))
        self.pages = pages

    def _signature(self, page: LaidPage) -> _Signature:
        notes = tuple(
            (getattr(strip, "paragraph", strip), getattr(strip, "index", 0), top) for strip, top in page.notes
        )
        printed = (anchor for strip, _ in page.strips for anchor in strip.numbers)
        return _Signature(page, notes, tuple(self.places[each].page if each in self.places else -1 for each in printed))

    def _picture(self, digest: str) -> bytes:
        if digest not in self._simple:
            self._simple[digest] = plain_png(self._originals(digest))
        return self._simple[digest]

    # ---- looking

    def anchor_at(self, page: int, x: float, down: float) -> str:
        """The anchor of what stands at a point of a page, in points from its upper left corner; empty for nothing."""
        if not 0 <= page < len(self._laid):
            return ""
        laid = self._laid[page]
        y = laid.geometry.height - down
        found = ""
        for strip, top in (*laid.strips, *laid.notes):
            if top + strip.space < y:
                break
            found = strip.anchor_at(x - laid.geometry.left, min(max(top - y, 0.0), strip.height)) or found
        return found

    def file(self, numbers: Sequence[int], *, bare: bool = False) -> bytes:
        """A PDF of the pages with these numbers (from 0) alone; ``bare`` ones are without header, footer and mark."""
        book = _ProofBook(len(self._laid), self.places)
        file = book.file
        contents: list[int] = []
        for number in numbers:
            page = self._laid[number]
            sheet = _ProofSheet(book, page.number, page.geometry.width, page.geometry.height)
            draw_on(sheet, page, None if bare else self._furnisher)
            contents.append(file.stream(sheet.content(), compress=False))
        pictures = "".join(f"/{key} {reference(number)}" for key, number in book.pictures.values())
        fonts = self._fonts.embed(file, book.faces, whole=True)
        resources = file.add(f"<</Font<<{fonts}>>/XObject<<{pictures}>>>>")
        tree = file.add()
        kids = [
            file.add(
                f"<</Type/Page/Parent {reference(tree)}/Resources {reference(resources)}/Contents {reference(content)}"
                f"/MediaBox[0 0 {self.pages[number].width:.2f} {self.pages[number].height:.2f}]>>"
            )
            for number, content in zip(numbers, contents, strict=True)
        ]
        file.fill(tree, f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(map(reference, kids))}]>>")
        out = io.BytesIO()
        file.save(out, f"<</Type/Catalog/Pages {reference(tree)}>>", "<<>>")
        return out.getvalue()


def _places(laid: Sequence[LaidPage]) -> dict[str, Spot]:
    places: dict[str, Spot] = {}
    for page in laid:
        for strip, top in (*page.strips, *page.notes):
            for anchor in strip.anchors:
                places.setdefault(anchor, Spot(page.number, page.geometry.height - top))
    return places


def _look_alike(new: _Signature, old: _Signature) -> bool:
    """Whether two pages show the same; footnotes are strips of their own in every round."""
    same = new.page.strips == old.page.strips and new.page.geometry == old.page.geometry
    return same and new.notes == old.notes and new.numbers == old.numbers and _item(new) == _item(old)


def _item(signature: _Signature) -> Item | None:
    return signature.page.full.item if signature.page.full is not None else None
