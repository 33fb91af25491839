"""The preview's helper: a process that stays warm, lays the document out after each edit, and paints what is looked at.

Orders come as lines of JSON, answers go as lines of JSON; a painted page is followed by its pixels (four bytes each,
blue, green, red and nothing). Orders to lay out that came while another was carried out count only once, the newest.
"""

from __future__ import annotations

import contextlib
import gc
import os
import queue
import re
import sys
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import msgspec
import pypdfium2
from msgspec import Struct, field

from strategy_editor.foundation.errors import StrategyError
from strategy_editor.manuscript.build import manuscript
from strategy_editor.manuscript.editions import edition_of
from strategy_editor.manuscript.pack import parts
from strategy_editor.model.ledger import Version
from strategy_editor.model.project import Project
from strategy_editor.model.tree import document_of

if TYPE_CHECKING:
    from strategy_editor.pdf.proof import Proof

_MOST_PIXELS = 40_000_000
_MOST_FOUND = 500
_QUOTE = 40
_NEAR = 4.0
_IDLE = 3.0
_WORD_BEGUN = re.compile(r"\S*$")


# ---- orders


class LayOut(Struct, frozen=True, tag="lay-out"):
    """Lay out a document as it is now. ``number`` tells the answers apart."""

    number: int
    project: Project
    versions: tuple[Version, ...]
    document: str
    edition: str
    today: date


class Paint(Struct, frozen=True, tag="paint"):
    """Paint a page (from 0) of the last laying out, ``scale`` pixels to the point. ``key`` is the page's own."""

    page: int
    key: int
    scale: float


class Find(Struct, frozen=True, tag="find"):
    """Find words in the pages."""

    words: str


class Ask(Struct, frozen=True, tag="ask"):
    """What stands at a point of a page, in points from its upper left corner."""

    page: int
    x: float
    y: float


Order = LayOut | Paint | Find | Ask

# ---- answers


class Page(Struct, frozen=True):
    """Pages with equal ``key`` look the same. Sizes in points."""

    key: int
    width: float
    height: float


class LaidOut(Struct, frozen=True, tag="laid-out"):
    """The pages, and the page and the depth in it (in points) of every anchor."""

    number: int
    pages: tuple[Page, ...]
    places: dict[str, tuple[int, float]]


class Failed(Struct, frozen=True, tag="failed"):
    """Why the document could not be laid out, and the place (empty where none is known)."""

    number: int
    sentence: str
    anchor: str = ""


class Painted(Struct, frozen=True, tag="painted"):
    """A page was painted; ``size`` bytes follow, none if there is no such page any more."""

    page: int
    key: int
    scale: float
    width: int
    height: int
    stride: int
    size: int


class Found(Struct, frozen=True, tag="found"):
    """Where words stand: page, and left, top, right and bottom in points from the page's upper left corner."""

    words: str
    places: tuple[tuple[int, float, float, float, float], ...]


class Standing(Struct, frozen=True, tag="standing"):
    """What stands where somebody asked: its anchor, and the words from there on."""

    anchor: str
    words: str


Answer = LaidOut | Failed | Painted | Found | Standing

_ENCODER = msgspec.json.Encoder()
_ORDERS: msgspec.json.Decoder[Order] = msgspec.json.Decoder(Order)
_ANSWERS: msgspec.json.Decoder[Answer] = msgspec.json.Decoder(Answer)


def written(message: Order | Answer) -> bytes:
    """A message as one line."""
    return _ENCODER.encode(message) + b"\n"


def read_answer(line: bytes) -> Answer:
    """The answer that a line holds."""
    return _ANSWERS.decode(line)


# ---- the helper


class Helper(Struct):
    """Carries out orders. ``pictures`` is the folder with the pictures, by SHA-256."""

    pictures: Path
    proofs: dict[tuple[str, str], Proof] = field(default_factory=dict)
    shown: Proof | None = None
    sought: pypdfium2.PdfDocument | None = None

    def carry_out(self, order: Order) -> tuple[Answer, bytes]:
        """The answer, and the bytes that follow it."""
        match order:
            case LayOut():
                return self._lay_out(order), b""
            case Paint():
                return self._paint(order)
            case Find():
                return self._find(order), b""
            case Ask():
                return self._ask(order), b""

    def _picture(self, digest: str) -> bytes:
        return (self.pictures / digest).read_bytes()

    def _lay_out(self, order: LayOut) -> Answer:
        from strategy_editor.pdf.look import variant_of
        from strategy_editor.pdf.proof import Proof  # loads the writer, which the window must not wait for

        key = (order.document, order.edition)
        if key not in self.proofs:
            self.proofs = dict([*self.proofs.items(), (key, Proof(self._picture))][-3:])
        proof = self.proofs[key]
        try:
            document = document_of(order.project, order.document)
            part = parts(document)[0]
            edition = edition_of(order.edition)
            pages = manuscript(order.project, document, edition, part=part, versions=order.versions, today=order.today)
            proof.lay_out(pages, variant_of(order.edition))
        except StrategyError as error:
            return Failed(order.number, str(error), getattr(error, "anchor", ""))
        self._forget_search()
        self.shown = proof
        found = tuple(Page(page.key, page.width, page.height) for page in proof.pages)
        return LaidOut(order.number, found, {anchor: (spot.page, spot.down) for anchor, spot in proof.places.items()})

    def _paint(self, order: Paint) -> tuple[Answer, bytes]:
        proof = self.shown
        if proof is None or not 0 <= order.page < len(proof.pages) or proof.pages[order.page].key != order.key:
            return Painted(order.page, order.key, order.scale, 0, 0, 0, 0), b""
        page = proof.pages[order.page]
        scale = min(order.scale, (_MOST_PIXELS / (page.width * page.height)) ** 0.5)
        with _opened(proof.file([order.page])) as document:
            bitmap = document[0].render(scale=scale, prefer_bgrx=True)
            pixels = bytes(bitmap.buffer)
        answer = Painted(order.page, order.key, order.scale, bitmap.width, bitmap.height, bitmap.stride, len(pixels))
        return answer, pixels

    # ---- words

    def _whole(self) -> pypdfium2.PdfDocument | None:
        """All pages in one file, to look for words in."""
        if self.sought is None and self.shown is not None:
            self.sought = pypdfium2.PdfDocument(self.shown.file(range(len(self.shown.pages)), bare=True))
        return self.sought

    def _forget_search(self) -> None:
        if self.sought is not None:
            self.sought.close()
            self.sought = None

    def _find(self, order: Find) -> Answer:
        places: list[tuple[int, float, float, float, float]] = []
        document = self._whole() if order.words.strip() else None
        for number in range(len(document) if document else 0):
            assert document is not None
            page = document[number]
            text = page.get_textpage()
            search = text.search(order.words, match_case=False)
            while (match := search.get_next()) is not None and len(places) < _MOST_FOUND:
                start, count = match
                height = page.get_height()
                for index in range(text.count_rects(start, count)):
                    left, bottom, right, top = text.get_rect(index)
                    places.append((number, left, height - top, right, height - bottom))
        return Found(order.words, tuple(places))

    def _ask(self, order: Ask) -> Answer:
        if self.shown is None or not 0 <= order.page < len(self.shown.pages):
            return Standing("", "")
        anchor = self.shown.anchor_at(order.page, order.x, order.y)
        with _opened(self.shown.file([order.page], bare=True)) as document:
            page = document[0]
            text = page.get_textpage()
            index = text.get_index(order.x, page.get_height() - order.y, _NEAR, _NEAR)
            words = "" if index is None else _words_at(text, index)
        return Standing(anchor, words)


def _words_at(text: pypdfium2.PdfTextPage, index: int) -> str:
    """The words from the one at ``index`` to the end of its line, at most ``_QUOTE`` characters."""
    start = max(0, index - _QUOTE)
    begun = _WORD_BEGUN.search(text.get_text_range(start, index - start) if index else "")
    line: str = (begun[0] if begun else "") + text.get_text_range(index, _QUOTE)
    return line.strip().splitlines()[0] if line.strip() else ""


@contextlib.contextmanager
def _opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    document = pypdfium2.PdfDocument(data)
    try:
        yield document
    finally:
        document.close()


# ---- the process


def serve(folder: Path, orders: BinaryIO, answers: BinaryIO) -> None:
    """Carry out orders until there are none any more."""
    waiting: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(orders, waiting), daemon=True).start()
    helper = Helper(folder)
    gc.disable()  # a pause of a quarter of a second would be seen; tidying up waits until nobody does
    while True:
        lines = _heard(waiting)
        if not lines[-1]:
            return
        for order in _still_wanted([_ORDERS.decode(line) for line in lines]):
            answer, following = helper.carry_out(order)
            answers.write(written(answer) + following)
            answers.flush()


def _listen(orders: BinaryIO, waiting: queue.SimpleQueue[bytes]) -> None:
    for line in orders:
        waiting.put(line)
    waiting.put(b"")


def _heard(waiting: queue.SimpleQueue[bytes]) -> list[bytes]:
    """The lines that are there, at least one; the last is empty at the end."""
    try:
        lines = [waiting.get(timeout=_IDLE)]
    except queue.Empty:
        gc.collect()
        lines = [waiting.get()]
    with contextlib.suppress(queue.Empty):
        while lines[-1]:
            lines.append(waiting.get_nowait())
    return lines


def _still_wanted(orders: list[Order]) -> list[Order]:
    """Of several orders to lay out, the last; the others as they came."""
    last = max((place for place, order in enumerate(orders) if isinstance(order, LayOut)), default=-1)
    return [order for place, order in enumerate(orders) if place == last or not isinstance(order, LayOut)]


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(2)
    serve(Path(sys.argv[1]), sys.stdin.buffer, sys.stdout.buffer)
