"""Reads a PDF through its structure tree, as a screen reader does: independent of the writer, on pikepdf alone."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

BLOCKS = {"Title", "Subtitle", "H1", "H2", "H3", "H4", "H5", "H6", "P", "Lbl", "Caption", "TOCI", "Gap", "Note"}


class Node:
    """An element: its role, its alternative text and attributes, and its kids (elements and text) in order."""

    def __init__(self, role: str, alternative: str, language: str, attributes: dict[str, str]) -> None:
        self.role = role
        self.alternative = alternative
        self.language = language
        self.attributes = attributes
        self.kids: list[Node | str] = []
        self.pages: set[int] = set()

    def walk(self) -> Iterator[Node]:
        yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.walk()

    def text(self) -> str:
        """All text inside, footnotes left out."""
        return "".join(kid if isinstance(kid, str) else "" if kid.role == "Note" else kid.text() for kid in self.kids)


def tidy(text: str) -> str:
    """Text in composed characters, its spaces as one, soft hyphens taken out."""
    return " ".join(unicodedata.normalize("NFC", text).replace("\u00ad", "").replace("\u200b", "").split())


def read(data: bytes) -> Node:
    """The root of the structure tree, with its text."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        marked = [_marked_text(page) for page in pdf.pages]
        numbers = {page.objgen: index for index, page in enumerate(pdf.pages)}
        return _node(pdf.Root.StructTreeRoot.K, marked, numbers)


def blocks(root: Node) -> list[tuple[str, str]]:
    """What is read out: (role, text). Figures say their alternative; a note comes after the block that calls it."""
    return list(_blocks(root))


def artifacts(data: bytes, page: int) -> str:
    """The text on a page that is outside the structure."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return _marked_text(pdf.pages[page]).get(-1, "")


def _blocks(node: Node) -> Iterator[tuple[str, str]]:
    if node.role == "Figure":
        yield "Figure", tidy(node.alternative)
        return
    if node.role in ("TH", "TD"):
        yield node.role, tidy(node.text())
    elif node.role in BLOCKS:
        text = tidy(node.text())
        if text or not any(isinstance(kid, Node) for kid in node.kids):
            yield node.role, text
    inside = node.role in BLOCKS or node.role in ("TH", "TD")
    for kid in node.kids:
        if isinstance(kid, Node):
            yield from _notes(kid) if inside else _blocks(kid)


def _notes(node: Node) -> Iterator[tuple[str, str]]:
    for inner in node.walk():
        if inner.role == "Note":
            yield "Note", tidy(inner.text())


def _node(element: Any, marked: list[dict[int, str]], numbers: dict[Any, int]) -> Node:
    node = Node(
        str(element.S)[1:],
        str(element.get("/Alt", "")),
        str(element.get("/Lang", "")),
        {str(key)[1:]: str(value).lstrip("/") for key, value in dict(element.get("/A", Dictionary())).items()},
    )
    own = numbers.get(element.Pg.objgen) if "/Pg" in element else None
    kids = element.get("/K", Array())
    for kid in kids if isinstance(kids, Array) else [kids]:
        page = own
        mark = kid if isinstance(kid, int) else kid.get("/MCID")
        if mark is not None:
            page = numbers[kid.Pg.objgen] if isinstance(kid, Dictionary) and "/Pg" in kid else own
            assert page is not None
            node.pages.add(page)
            node.kids.append(marked[page].pop(int(mark)))
        elif kid.get("/Type") != Name.OBJR:
            node.kids.append(_node(kid, marked, numbers))
    return node


def _marked_text(page: Any) -> dict[int, str]:
    """The text of each piece of marked content on a page; -1 is what is outside all of them."""
    maps = {str(key): _unicode_map(font) for key, font in page.Resources.get("/Font", Dictionary()).items()}
    text: dict[int, str] = {}
    stack: list[tuple[int, str | None]] = []
    font: dict[str, str] = {}
    saved: list[dict[str, str]] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC":
                properties = operands[1] if isinstance(operands[1], Dictionary) else Dictionary()
                actual = str(properties.ActualText) if "/ActualText" in properties else None
                outer = stack[-1][0] if stack else -1
                stack.append((int(properties.get("/MCID", outer)), actual))
                text.setdefault(stack[-1][0], "")
                if actual is not None:
                    text[stack[-1][0]] += actual
            case "BMC":
                stack.append((-1, None))
            case "EMC":
                stack.pop()
            case "q":
                saved.append(font)
            case "Q":
                font = saved.pop()
            case "Tf":
                font = maps[str(operands[0])]
            case "Tj" | "TJ":
                mark, actual = stack[-1] if stack else (-1, None)
                if actual is None:
                    parts = operands[0] if str(operator) == "TJ" else [operands[0]]
                    text[mark] = text.get(mark, "") + "".join(
                        _decoded(bytes(part), font) for part in parts if isinstance(part, pikepdf.String)
                    )
            case _:
                pass
    assert not stack
    return text


def _decoded(code: bytes, font: dict[str, str]) -> str:
    return "".join(font[code[place : place + 2].hex().upper()] for place in range(0, len(code), 2))


def _unicode_map(font: Any) -> dict[str, str]:
    entries = re.findall(r"<([0-9A-F]{4})> <([0-9A-F]+)>", font.ToUnicode.read_bytes().decode("ascii"))
    return {code: bytes.fromhex(text).decode("utf-16-be") for code, text in entries if (code, text) != ("0000", "FFFF")}
