"""What is drawn in a run: pictures, charts, diagrams, embedded objects and text boxes, in any of Word's three ways."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from strategy_editor.incoming.values import Block, Picture, TextBox
from strategy_editor.word.reading.charts import chart_data
from strategy_editor.word.reading.context import Context, Link
from strategy_editor.word.reading.names import DECORATIVE, MC, WP, A, C, O, R, V, W
from strategy_editor.word.reading.styles import whole

_EMU = 1 / 36_000
"""Millimetres in an English metric unit."""
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_MAXIMUM_WORDS = 5_000
"""Characters of a description."""

ReadBlocks = Callable[[etree._Element], tuple[Block, ...]]
Drawn = Picture | TextBox


def drawn(element: etree._Element, context: Context, link: Link, read: ReadBlocks) -> list[Drawn]:
    """The things that a ``w:drawing``, ``w:pict``, ``w:object`` or a choice between them shows, in order.

    Of a choice (the same in the new and the old way) the first that shows something is taken. ``read`` reads the
    blocks of a text box.
    """
    if element.tag == MC + "AlternateContent":
        for way in element:
            found = [thing for child in way for thing in drawn(child, context, link, read)]
            if any(isinstance(each, TextBox) or each.media or each.chart for each in found) or way is element[-1]:
                return found
        return []
    if element.tag == W + "drawing":
        return [thing for frame in element for thing in _framed(frame, context, link, read)]
    return _old(element, context, link, read)


def _inside(element: etree._Element) -> Iterator[etree._Element]:
    """All elements, without those in a text box, and of a choice only the first way."""
    for child in element:
        yield child
        if child.tag == MC + "AlternateContent":
            if len(child):
                yield from _inside(child[0])
        elif child.tag != W + "txbxContent":
            yield from _inside(child)


def _framed(frame: etree._Element, context: Context, link: Link, read: ReadBlocks) -> list[Drawn]:
    said = frame.find(WP + "docPr")
    extent = frame.find(WP + "extent")
    alternative = "" if said is None else (said.get("descr") or said.get("title") or "")[:_MAXIMUM_WORDS]
    decorative = said is not None and any(
        each.get("val") in ("1", "true") for each in said.iter(DECORATIVE + "decorative")
    )
    width, height = (0 if extent is None else whole(extent.get(side) or "") * _EMU for side in ("cx", "cy"))
    picture = Picture(
        alternative=alternative,
        name="" if said is None else (said.get("name") or "")[:200],
        decorative=decorative,
        kind="shape",
        width=width,
        height=height,
        floating=frame.tag == WP + "anchor",
    )
    found: list[Drawn] = []
    for child in _inside(frame):
        if child.tag == A + "blip":
            found.append(_with_media(picture, "picture", child, "embed", context, link))
        elif child.tag == W + "txbxContent":
            found.append(TextBox(read(child), alternative))
        elif child.tag == C + "chart":
            found.append(_chart(picture, child, context, link))
        elif child.tag == _DIAGRAM:
            found.append(_as(picture, "diagram"))
    return found or [picture]


def _as(picture: Picture, kind: str, media: str = "") -> Picture:
    return Picture(
        media,
        picture.alternative,
        picture.name,
        picture.decorative,
        kind,  # type: ignore[arg-type]
        picture.width,
        picture.height,
        picture.floating,
    )


def _with_media(
    picture: Picture, kind: str, element: etree._Element, name: str, context: Context, link: Link
) -> Picture:
    part = link.part(element.get(R + name) or "")
    if not part:
        context.remark("A picture that is only linked to, not held in the file, was left out; nothing was fetched.")
    return _as(picture, kind, context.picture(part))


def _chart(picture: Picture, element: etree._Element, context: Context, link: Link) -> Picture:
    part = link.part(element.get(R + "id") or "")
    tree = context.package.optional_tree(part) if part else None
    data = None if tree is None else chart_data(tree)
    return Picture(
        media=context.picture(part) if tree is not None else "",
        alternative=picture.alternative,
        name=picture.name,
        kind="chart",
        width=picture.width,
        height=picture.height,
        floating=picture.floating,
        chart=data,
    )


def _old(element: etree._Element, context: Context, link: Link, read: ReadBlocks) -> list[Drawn]:
    """Shapes of the kind before 2010, and the picture that stands for an embedded object."""
    kind = "object" if element.find(O + "OLEObject") is not None else "picture"
    found: list[Drawn] = []
    for child in _inside(element):
        if child.tag == V + "imagedata":
            shape = child.getparent()
            words = "" if shape is None else (shape.get("alt") or "")[:_MAXIMUM_WORDS]
            found.append(
                _with_media(
                    Picture(alternative=words, name=child.get(O + "title") or ""), kind, child, "id", context, link
                )
            )
        elif child.tag == W + "txbxContent":
            found.append(TextBox(read(child)))
    return found or [Picture(kind="object" if kind == "object" else "shape")]
