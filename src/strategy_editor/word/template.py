"""A council's own Word template: opened without trust, and written anew with nothing in it but a look.

What is kept: styles, lists, theme, names of fonts, the page, header and footer with their pictures. What a template
says in its body, who made it, macros, comments, and whatever leads out of the file stay behind, and sentences say so.
A template that has been through here comes out of here unchanged.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree
from msgspec import Struct

from strategy_editor.foundation.progress import Progress, silent
from strategy_editor.manuscript.pictures import PictureUnreadable, prepare
from strategy_editor.word.package import LOOKS, NewPart, new_package, relationships, serialised
from strategy_editor.word.reading.opening import Opened, Unreadable, opened
from strategy_editor.word.template_order import mend_styles, put_in_order
from strategy_editor.word.template_parts import PERSONAL, Told, clean, clean_furniture, clean_settings, clean_theme
from strategy_editor.word.xml import DECLARATION, NAMESPACES, A, R, W, attribute

MAXIMUM_TEMPLATE = 20_000_000
MAXIMUM_PART = 8_000_000
"""Bytes of one part; the styles of a ministry have half a million."""

_MOST_DOTS = 2900
"""Dots across a page at 350 to the inch."""

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DAMAGED = "Open it in Word, save it again as a Word template (.dotx), and try again."
_BODY_TOLD = "The text in it was left out: a template gives papers their look, their header and their footer."
_PICTURE_TOLD = "A picture in its header or footer is of a kind that cannot be taken over. Save it as PNG or JPEG."


class WordTemplate(Struct, frozen=True):
    """A template as the bytes of a .docx file, and sentences on what was left out of it."""

    data: bytes
    told: tuple[str, ...] = ()


def word_template(source: bytes, name: str = "", progress: Progress = silent) -> WordTemplate:
    """The template in these bytes: .docx, .dotx, .docm, .dotm, and older kinds where LibreOffice is installed.

    Raises :class:`Unreadable` (exit code 3) with a sentence for what is no template, is locked or damaged, or would
    fill the memory.
    """
    if len(source) > MAXIMUM_TEMPLATE:
        raise Unreadable(
            f"The Word template is larger than {MAXIMUM_TEMPLATE // 1_000_000} MB.",
            advice="Take the pictures out of its text and try again.",
        )
    package = opened(source, name, progress)
    made = _Maker(package, progress)
    return WordTemplate(made.write(), tuple(made.told))


class _Maker:
    """Writes one template anew, part by part."""

    def __init__(self, package: Opened, progress: Progress) -> None:
        self._package = package
        self._progress = progress
        self.told = Told(package.remarks)
        self._parts: list[NewPart] = []
        self._others: dict[str, bytes] = {}
        self._images: dict[bytes, str] = {}

    def write(self) -> bytes:
        main = self._tree(self._package.main)
        self._tell_of_the_rest(main)
        self._write_looks()
        section = self._section(main)
        body = f"{DECLARATION}<w:document {NAMESPACES}><w:body><w:p/>{section}</w:body></w:document>"
        return new_package(body.encode(), self._parts, self._others)

    def _tree(self, name: str) -> etree._Element:
        tree = self._package.tree(name, MAXIMUM_PART)
        if self._package.damaged:
            raise Unreadable("The Word template is damaged.", advice=_DAMAGED)
        return tree

    def _tell_of_the_rest(self, main: etree._Element) -> None:
        if any((each.text or "").strip() for each in main.iter(f"{{{W}}}t")):
            self.told.tell(_BODY_TOLD)
        if self._package.related("comments"):
            self.told.tell("Its comments were left out.")
        package = self._package.relations_of("")
        if any(
            each.kind in ("core-properties", "extended-properties", "custom-properties") for each in package.values()
        ):
            self.told.tell(PERSONAL)

    def _write_looks(self) -> None:
        """The parts that make the look; each that there is."""
        for kind, name, content_type in LOOKS:
            found = self._package.related(kind)
            if not found and kind == "styles":
                raise Unreadable("The Word template has no styles.", advice=_DAMAGED)
            if not found:
                continue
            tree = self._tree(found[0])
            if kind == "theme":
                clean_theme(tree)
            elif kind == "settings":
                clean_settings(tree, self.told)
            else:
                clean(tree, self.told)
            if kind == "styles":
                mend_styles(tree)
            put_in_order(tree)
            self._put(kind, name, content_type, _serialised(tree))

    def _put(self, kind: str, name: str, content_type: str, data: bytes) -> str:
        """Writes a part that the main part is related to; the id of the relationship."""
        self._parts.append(NewPart(kind, name, content_type, data))
        return f"rId{len(self._parts)}"

    # ---- page, header, footer

    def _section(self, main: etree._Element) -> str:
        """The properties of the last section: its page, and its header and footer."""
        found = list(main.iter(f"{{{W}}}sectPr"))
        if not found:
            return ""
        section = found[-1]
        references = "".join(self._references(section))
        kept = (section.find(f"{{{W}}}{name}") for name in ("pgSz", "pgMar", "titlePg"))
        inside = "".join(_bare(each) for each in kept if each is not None)
        return f"<w:sectPr>{references}{inside}</w:sectPr>"

    def _references(self, section: etree._Element) -> Iterator[str]:
        counts = {"header": 0, "footer": 0}
        for tag in counts:
            for reference in section.iterfind(f"{{{W}}}{tag}Reference"):
                kind = reference.get(f"{{{W}}}type", "default")
                relation = self._package.relations.get(reference.get(f"{{{R}}}id", ""))
                if kind not in ("default", "first") or relation is None or not self._package.has(relation.target):
                    continue
                counts[tag] += 1
                name = f"{tag}{counts[tag]}.xml"
                tree = clean_furniture(self._tree(relation.target), self.told)
                put_in_order(tree)
                self._take_pictures(tree, relation.target, name)
                id = self._put(tag, name, f"{_WORD}.{tag}+xml", _serialised(tree))
                yield f'<w:{tag}Reference w:type="{kind}" r:id="{id}"/>'

    def _take_pictures(self, tree: etree._Element, source: str, name: str) -> None:
        relations = self._package.relations_of(source)
        targets: list[tuple[str, str]] = []
        for blip in list(tree.iter(f"{{{A}}}blip")):
            relation = relations.get(blip.get(f"{{{R}}}embed", ""))
            image = "" if relation is None or relation.external else self._image(relation.target)
            if image:
                targets.append(("image", image))
                blip.set(f"{{{R}}}embed", f"rId{len(targets)}")
                continue
            self.told.tell(_PICTURE_TOLD)
            drawing = next(blip.iterancestors(f"{{{W}}}drawing"), None)
            if drawing is not None and (parent := drawing.getparent()) is not None:
                parent.remove(drawing)
        if targets:
            self._others[f"word/_rels/{name}.rels"] = relationships(targets)

    def _image(self, part: str) -> str:
        """The name of the picture in the new file; empty where it cannot be taken over."""
        if not self._package.has(part):
            return ""
        data = self._package.data(part, MAXIMUM_TEMPLATE)
        if data not in self._images:
            self._images[data] = self._written_image(data, part)
        return self._images[data]

    def _written_image(self, data: bytes, part: str) -> str:
        ending = part.rpartition(".")[2].lower()
        from strategy_editor.word import metafiles  # loads what reads PDFs, which few templates need

        if ending in metafiles.ENDINGS:
            data = metafiles.drawn([metafiles.Drawing(data, ending)], self._progress)[0] or b""
        try:
            prepared = prepare(data, _MOST_DOTS)
        except PictureUnreadable:
            return ""
        name = f"media/image{len(self._images) + 1}.{prepared.ending}"
        self._others[f"word/{name}"] = prepared.data
        return name


def _serialised(tree: etree._Element) -> bytes:
    etree.cleanup_namespaces(tree, keep_ns_prefixes=["w", "r"])
    return serialised(tree)


def _bare(element: etree._Element) -> str:
    """An element with Word's own attributes alone, as text."""
    said = ((etree.QName(str(key)), str(value)) for key, value in element.attrib.items())
    attributes = "".join(f' w:{key.localname}="{attribute(value)}"' for key, value in said if key.namespace == W)
    return f"<w:{etree.QName(element).localname}{attributes}/>"
