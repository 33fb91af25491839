"""PDF files: every object is read, every string noted, the words of its pages put together by its own structure."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator

import pikepdf
import pypdfium2
from lxml import etree

from strategy_editor.inspection.pdf_rest import look_at_rest
from strategy_editor.inspection.pdf_text import PageReader
from strategy_editor.inspection.reading_order import spoken
from strategy_editor.inspection.strings import Blob, Opened
from strategy_editor.inspection.zipped import tree

_MOST_BYTES = 300_000_000
_MOST_OBJECTS = 500_000
_DEEPEST = 60
_DIGEST = 16
"""Bytes of the number by which a file is told from others."""

_FORBIDDEN = {
    "/JS": "a script",
    "/JavaScript": "a script",
    "/AA": "something that happens by itself",
    "/OpenAction": "something that happens by itself",
    "/EmbeddedFiles": "an attached file",
    "/EmbeddedFile": "an attached file",
    "/EF": "an attached file",
    "/AF": "an attached file",
    "/OCProperties": "a layer that can be hidden",
    "/PieceInfo": "another program’s notes",
    "/Thumb": "a small picture of a page",
    "/AcroForm": "a form",
    "/XFA": "a form",
    "/Launch": "something that starts a program",
    "/RichMedia": "a film or sound",
    "/Collection": "attached files",
}
_TECHNICAL = frozenset({"/ID", "/Registry", "/Ordering", "/ColorSpace", "/DR", "/CharSet", "/Lookup"})
_PRODUCTION = frozenset(
    {"/Producer", "/Creator", "/Info", "/OutputConditionIdentifier", "/OutputCondition", "/RegistryName"}
)
_PRINTING = re.compile(r"Strategy Editor|sRGB( IEC61966-2\.1)?|[\w ./:()&+-]{0,90}")
_DATE = re.compile(r"D:\d{8,14}([+-]\d\d'?\d\d'?|Z)?")
_DAMAGE = (
    *(pikepdf.PdfError, pikepdf.PasswordError, zlib.error, ValueError, RuntimeError, RecursionError, LookupError),
    *(TypeError, AttributeError, OverflowError),  # what a stranger's objects are taken for, and are not
)


def open_pdf(data: bytes, *, tagged: bool, fonts: tuple[str, ...] = ()) -> Opened:
    """Everything in a PDF. ``tagged``: it is made for screen readers too. ``fonts``: families that the council uses."""
    opened = Opened()
    if len(data) > _MOST_BYTES:
        opened.fault("readable", "It is far larger than a document should be.")
        return opened
    _look_at_ends(data, opened)
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            _Reader(pdf, opened).read(tagged)
            look_at_rest(pdf, list(pdf.objects), data, fonts, opened)
    except _DAMAGE as why:
        opened.fault("readable", f"It cannot be read ({why}).")
    return opened


def page_count(data: bytes) -> int:
    """How many pages there are, by another program's reckoning; 0 where it cannot open the file."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return 0
    try:
        return len(document)
    finally:
        document.close()


def _look_at_ends(data: bytes, opened: Opened) -> None:
    """A PDF that was changed after it was made keeps what it was before; and anything can stand around it."""
    if not data.startswith(b"%PDF-"):
        opened.fault("hidden", "There is something before the file begins.", "the start of the file")
    if data.count(b"%%EOF") != 1 or data.count(b"startxref") != 1:
        opened.fault("revisions", "The file keeps an earlier state of itself.")
    if data.rstrip(b"\r\n").rpartition(b"%%EOF")[2]:
        opened.fault("hidden", "There is something behind the end of the file.", "the end of the file")


class _Reader:
    def __init__(self, pdf: pikepdf.Pdf, opened: Opened) -> None:
        self._pdf = pdf
        self._opened = opened
        self._marked_pages: set[int] = set()

    def read(self, tagged: bool) -> None:
        pdf, opened = self._pdf, self._opened
        if pdf.is_encrypted:
            opened.fault("readable", "It is locked.")
        objects = list(pdf.objects)
        if len(objects) > _MOST_OBJECTS:
            opened.fault("readable", "It is far larger than a document should be.")
            return
        for each in objects:
            self._object(each, "", 0)
        self._object(pdf.trailer, "", 0)
        for each in pdf.trailer.get("/ID", []):
            if len(bytes(each)) != _DIGEST:
                opened.say(str(each), "the number of the file")
        self._pages()
        self._fonts(objects)
        self._links()
        if tagged:
            self._tags(objects)

    # ---- every object

    def _object(self, value: pikepdf.Object, key: str, depth: int) -> None:
        if depth > _DEEPEST:
            self._opened.fault("readable", "It is nested far deeper than a document should be.")
            return
        if isinstance(value, pikepdf.String):
            self._string(value, key)
        elif isinstance(value, pikepdf.Array):
            for each in value:
                if not getattr(each, "is_indirect", False):
                    self._object(each, key, depth + 1)
        elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
            self._dictionary(value, depth)

    def _dictionary(self, value: pikepdf.Object, depth: int) -> None:
        opened = self._opened
        for key, each in value.items():
            if key in _FORBIDDEN:
                opened.fault("hidden", f"It holds {_FORBIDDEN[key]}.", key)
            if not getattr(each, "is_indirect", False):
                self._object(each, key, depth + 1)
        if value.get("/Type") == "/Annot" and value.get("/Subtype") != "/Link":
            opened.fault("comments", "There is a note on one of its pages.")
        if str(value.get("/S")) in ("/JavaScript", "/Launch", "/SubmitForm", "/GoToR", "/ImportData"):
            opened.fault("hidden", "It holds something that happens by itself.")
        if isinstance(value, pikepdf.Stream):
            self._stream(value)

    def _string(self, value: pikepdf.String, key: str) -> None:
        if key in _TECHNICAL or (key in ("/CreationDate", "/ModDate") and _DATE.fullmatch(str(value))):
            return
        if key in _PRODUCTION and _PRINTING.fullmatch(str(value)):
            return
        self._opened.say(str(value), key)

    def _stream(self, stream: pikepdf.Stream) -> None:
        opened = self._opened
        if stream.get("/Subtype") == "/Image" and "/DCTDecode" in str(stream.get("/Filter")):
            opened.pictures.append(Blob(stream.read_raw_bytes(), "a picture"))
            return
        if stream.get("/Type") == "/Metadata":
            self._metadata(Blob(stream.read_bytes(), "/Metadata"))

    def _metadata(self, blob: Blob) -> None:
        inside = Opened()
        for remark in re.findall(rb"<!--(.*?)-->", blob.data, re.DOTALL):
            self._opened.fault("hidden", "There is a remark in its properties.", "/Metadata")
            self._opened.say(remark.decode("utf-8", "replace"), "/Metadata")
        root = tree(blob, inside)
        self._opened.faults += [each for each in inside.faults if each.check == "readable"]
        if root is None:
            return
        for element in root.iter(etree.Element):
            space = etree.QName(element).namespace or ""
            if "aiim.org" in space or "npes.org" in space or "xap/1.0" in space:
                continue
            self._opened.say(element.text, "/Metadata")
            for value in element.attrib.values():
                self._opened.say(str(value) if " " in str(value) else "", "/Metadata")

    # ---- words

    def _pages(self) -> None:
        pieces: dict[tuple[tuple[int, int], int], str] = {}
        reader = PageReader()
        for number, page in enumerate(self._pdf.pages, start=1):
            said = reader.read(page.obj)
            if said.unreadable:
                self._opened.fault("words", "Some words of it can be seen, but not read.", f"page {number}")
            for aside in said.asides:
                self._opened.say(aside, f"page {number}")
            if said.invisible:
                self._opened.fault("hidden", "Some words of it are drawn so that nobody sees them.", f"page {number}")
            if any(piece.mark >= 0 for piece in said.pieces):
                self._marked_pages.add(number)
            for piece in said.pieces:
                if piece.mark < 0:
                    self._opened.say(piece.text, f"page {number}", joined=True)
                else:
                    key = (page.obj.objgen, piece.mark)
                    pieces[key] = pieces.get(key, "") + piece.text
        self._opened.spoken = spoken(self._pdf.Root.get("/StructTreeRoot"), pieces)
        numbers = {page.obj.objgen: number for number, page in enumerate(self._pdf.pages, start=1)}
        for keys in self._structure():
            text = "".join(pieces.pop(key, "") for key in keys)
            self._opened.say(text, f"page {numbers.get(keys[0][0], 0)}")
        for (page_id, _), text in pieces.items():
            self._opened.say(text, f"page {numbers.get(page_id, 0)}")

    def _structure(self) -> Iterator[list[tuple[tuple[int, int], int]]]:
        """The marked pieces that each element of the structure holds itself, parted where another stands between."""
        root = self._pdf.Root.get("/StructTreeRoot")
        waiting = [root] if root is not None else []
        seen: set[tuple[int, int]] = set()
        while waiting:
            element = waiting.pop()
            if element.is_indirect:
                if element.objgen in seen:
                    continue
                seen.add(element.objgen)
            own: list[tuple[tuple[int, int], int]] = []
            kids = element.get("/K")
            page = element.get("/Pg")
            for kid in list(kids) if isinstance(kids, pikepdf.Array) else [kids]:
                if isinstance(kid, int) and page is not None:
                    own.append((page.objgen, kid))
                elif isinstance(kid, pikepdf.Dictionary):
                    if kid.get("/Type") == "/MCR":
                        of = kid.get("/Pg", page)
                        if of is not None:
                            own.append((of.objgen, int(kid["/MCID"])))
                    elif "/K" in kid:
                        waiting.append(kid)
                        if own:
                            yield own
                        own = []
            if own:
                yield own

    # ---- whether it is well made

    def _fonts(self, objects: list[pikepdf.Object]) -> None:
        for each in objects:
            if not isinstance(each, pikepdf.Dictionary):
                continue
            kind, name = each.get("/Type"), str(each.get("/FontName", each.get("/BaseFont", "")))[1:]
            if kind == "/FontDescriptor":
                whole = any(key in each for key in ("/FontFile", "/FontFile2", "/FontFile3"))
            elif kind == "/Font" and each.get("/Subtype") not in ("/Type0", "/Type3"):
                whole = "/FontDescriptor" in each
            else:
                continue
            if not whole:
                self._opened.fault("fonts", f"The font {name} is not part of it.")

    def _links(self) -> None:
        names = self._pdf.Root.get("/Names")
        known: set[str] = set()
        if names is not None and "/Dests" in names:
            known = {str(key) for key in pikepdf.NameTree(names["/Dests"])}
        for number, page in enumerate(self._pdf.pages, start=1):
            for annotation in page.obj.get("/Annots", []):
                action = annotation.get("/A")
                target = action.get("/D") if action is not None and action.get("/S") == "/GoTo" else None
                target = annotation.get("/Dest", target)
                if isinstance(target, pikepdf.String) and str(target) not in known:
                    self._opened.fault("links", "A link in it leads nowhere.", f"page {number}")

    def _tags(self, objects: list[pikepdf.Object]) -> None:
        root, opened = self._pdf.Root, self._opened
        marked = root.get("/MarkInfo")
        if "/StructTreeRoot" not in root or marked is None or not marked.get("/Marked", False):
            opened.fault("tags", "It is not tagged for screen readers.")
        if "/Lang" not in root:
            opened.fault("tags", "It does not say what language it is in.")
        shown = root.get("/ViewerPreferences")
        if shown is None or not shown.get("/DisplayDocTitle", False) or not self._pdf.docinfo.get("/Title"):
            opened.fault("tags", "It does not show its title.")
        for number, page in enumerate(self._pdf.pages, start=1):
            if "/StructParents" not in page.obj and number in self._marked_pages:
                opened.fault("tags", "A page does not know what its marked words belong to.", f"page {number}")
        for each in objects:
            if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/TH" and "/Scope" not in each.get("/A", {}):
                opened.fault("tags", "A head of a table does not say what it stands over.")
            is_figure = isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure" and "/P" in each
            if is_figure and not str(each.get("/Alt", each.get("/ActualText", ""))).strip():
                opened.fault("tags", "A picture in it has no description.")
