"""The package that a Word file is: its parts, opened from a template, added to, and written without a trace of today.

The template is ours, or a council's that :mod:`strategy_editor.word.template` has written anew.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import BinaryIO, NamedTuple

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.package import OpcPackage
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from strategy_editor.word.xml import DECLARATION, escaped

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_MAIN_TYPE = f"{_WORD}.document.main+xml"
LOOKS = (
    ("styles", "styles.xml", f"{_WORD}.styles+xml"),
    ("numbering", "numbering.xml", f"{_WORD}.numbering+xml"),
    ("fontTable", "fontTable.xml", f"{_WORD}.fontTable+xml"),
    ("settings", "settings.xml", f"{_WORD}.settings+xml"),
    ("theme", "theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme+xml"),
)
"""The parts that make the look of a paper: the last word of their kind, their name, and their type."""

_DATE = (1980, 1, 1, 0, 0, 0)
"""What entries of an archive say of their age, so that equal documents are equal files."""

_IMAGE_TYPES = {"png": "image/png", "jpg": "image/jpeg"}
_OFFICE = RELATIONSHIP_TYPE.STYLES.rpartition("/")[0]
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


_LEVEL = 4
"""Of packing: twice as quick as the usual 6, for a file of 80,000 words that is a tenth larger."""


class Package:
    """A Word package in the making. ``bodies`` holds the bytes of parts that are written anew."""

    def __init__(self, data: bytes) -> None:
        self.opc = OpcPackage.open(io.BytesIO(data))
        self.main = self.opc.main_document_part
        self.bodies: dict[str, bytes] = {}
        self._counts: dict[str, int] = {}
        self._images: dict[bytes, str] = {}

    # ---- parts

    def related(self, kind: str) -> Part | None:
        """The part that the main part is related to by this kind (``styles``, ``numbering``…), if there is one."""
        for relationship in self.main.rels.values():
            if not relationship.is_external and relationship.reltype.endswith(f"/{kind}"):
                found: Part = relationship.target_part
                return found
        return None

    def tree(self, kind: str) -> etree._Element | None:
        """A fresh tree of that part."""
        found = self.related(kind)
        return None if found is None else parsed(found.blob)

    def written(self, kind: str) -> etree._Element | None:
        """A fresh tree of that part as it will be written."""
        found = self.related(kind)
        return None if found is None else parsed(self.bodies.get(str(found.partname)) or found.blob)

    def put(self, kind: str, name: str, content_type: str, body: bytes) -> str:
        """Writes the part of this kind, in the place of the one that is there; its relationship id."""
        found = self.related(kind)
        if found is None:
            return self.add(kind, f"/word/{name}", content_type, body)
        self.bodies[str(found.partname)] = body
        id: str = self.main.relate_to(found, f"{_OFFICE}/{kind}")
        return id

    def add(self, kind: str, name: str, content_type: str, body: bytes, *, of: Part | None = None) -> str:
        """A new part, related from ``of`` (default: the main part); its relationship id."""
        made = Part(PackURI(name), content_type, body, self.opc)  # type: ignore[arg-type]
        source = self.main if of is None else of
        id: str = source.relate_to(made, kind if "://" in kind else f"{_OFFICE}/{kind}")
        return id

    def add_to_root(self, kind: str, name: str, content_type: str, body: bytes) -> None:
        """A new part that belongs to the package as a whole, such as its properties."""
        self.opc.relate_to(Part(PackURI(name), content_type, body, self.opc), kind)  # type: ignore[arg-type]

    def part_with_id(self, id: str) -> Part:
        """The part behind a relationship of the main part."""
        found: Part = self.main.rels[id].target_part
        return found

    def add_image(self, body: bytes, extension: str) -> str:
        """An image, once however often it is shown; its relationship id."""
        if body not in self._images:
            name = self.next_name("media/image", extension)
            self._images[body] = self.add("image", name, _IMAGE_TYPES[extension], body)
        return self._images[body]

    def next_name(self, stem: str, extension: str) -> str:
        """``/word/media/image1.png`` and so on, never a name that is taken."""
        taken = {str(each.partname) for each in self.opc.iter_parts()}
        while True:
            count = self._counts[stem] = self._counts.get(stem, 0) + 1
            name = f"/word/{stem}{count}.{extension}"
            if name not in taken:
                return name

    def link(self, address: str) -> str:
        """An external relationship for a web or mail address; its id."""
        id: str = self.main.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return id

    # ---- writing

    def save(self, out: BinaryIO) -> None:
        """Writes the package. Entries carry no date, so that equal documents are equal files."""
        parts = list(self.opc.iter_parts())
        with zipfile.ZipFile(out, "w") as archive:

            def entry(name: str, body: bytes) -> None:
                info = zipfile.ZipInfo(name.lstrip("/"), _DATE)
                stored = name.endswith((".png", ".jpg"))
                info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
                archive.writestr(info, body, compresslevel=None if stored else _LEVEL)

            entry("[Content_Types].xml", _content_types(parts))
            entry("_rels/.rels", self.opc.rels.xml)
            for each in parts:
                name = str(each.partname)
                entry(name, self.bodies.get(name) or each.blob)
                if len(each.rels):
                    entry(each.partname.rels_uri, each.rels.xml)


def parsed(body: bytes) -> etree._Element:
    """A tree from bytes; entities stay unresolved."""
    return etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True))


def serialised(tree: etree._Element) -> bytes:
    """A part from its tree."""
    body: bytes = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return body


def _content_types(parts: list[Part]) -> bytes:
    images = {str(each.partname).rsplit(".", 1)[-1]: each.content_type for each in parts if _is_image(each)}
    others = sorted((str(each.partname), each.content_type) for each in parts if not _is_image(each))
    return _types(others, images)


def _is_image(each: Part) -> bool:
    return str(each.content_type).startswith("image/")


# ---- a package from nothing


class NewPart(NamedTuple):
    """A part that the main part is related to: the last word of the kind, its name below ``word/``, its type."""

    kind: str
    name: str
    content_type: str
    data: bytes


def new_package(document: bytes, parts: Sequence[NewPart], others: Mapping[str, bytes]) -> bytes:
    """A Word file: its main part, the ``parts`` related to it as rId1 and so on, and ``others`` by their whole names.

    Equal parts make equal files.
    """
    images = {
        ending: _IMAGE_TYPES[ending] for name in others if "/media/" in name and (ending := name.rpartition(".")[2])
    }
    types = [("/word/document.xml", _MAIN_TYPE), *((f"/word/{each.name}", each.content_type) for each in parts)]
    files = {
        "[Content_Types].xml": _types(types, images),
        "_rels/.rels": relationships([("officeDocument", "word/document.xml")]),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": relationships((each.kind, each.name) for each in parts),
        **{f"word/{each.name}": each.data for each in parts},
        **others,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, _DATE), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def relationships(targets: Iterable[tuple[str, str]]) -> bytes:
    """The part that relates another one to ``targets``: the last word of the kind, and the name."""
    lines = "".join(
        f'<Relationship Id="rId{index}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for index, (kind, target) in enumerate(targets, start=1)
    )
    return f'{DECLARATION}<Relationships xmlns="{_RELATIONS}">{lines}</Relationships>'.encode()


def _types(parts: Iterable[tuple[str, str]], images: Mapping[str, str]) -> bytes:
    """The part that says what the others are: ``parts`` by their names, ``images`` by their endings."""
    defaults = {"rels": CONTENT_TYPE.OPC_RELATIONSHIPS, "xml": CONTENT_TYPE.XML, **images}
    lines = [f'<Default Extension="{name}" ContentType="{escaped(kind)}"/>' for name, kind in sorted(defaults.items())]
    lines += [f'<Override PartName="{escaped(name)}" ContentType="{escaped(kind)}"/>' for name, kind in parts]
    return f'{DECLARATION}<Types xmlns="{_TYPES}">{"".join(lines)}</Types>'.encode()
