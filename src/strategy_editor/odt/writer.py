"""The whole: a manuscript becomes an OpenDocument text file."""

from __future__ import annotations

import io
import zipfile
from typing import BinaryIO

from odfdo import Document, Element

from strategy_editor.foundation.progress import Progress, silent
from strategy_editor.manuscript.items import Item, Manuscript, PictureSource
from strategy_editor.odt.body import Body
from strategy_editor.odt.context import Context
from strategy_editor.odt.pages import band_styles, master_pages, page_layouts
from strategy_editor.odt.styles import font_faces, named_styles
from strategy_editor.odt.xml import element, escaped

_GENERATOR = "Strategy Editor"
_MOMENT = (1980, 1, 1, 0, 0, 0)
"""Every file inside is of the same moment, so that equal manuscripts give equal files."""

_LEFTOVERS = ("Configurations2/", "Thumbnails/", "manifest.rdf", "settings.xml")


def write(manuscript: Manuscript, pictures: PictureSource, out: BinaryIO, *, progress: Progress = silent) -> None:
    """Write ``manuscript`` as OpenDocument text to ``out``.

    Raises PictureUnreadable for a picture, and Cancelled from ``progress``; nothing is written before all is made.
    """
    context = Context(manuscript, pictures)
    body = "".join(Body(context).write(_told(manuscript.items, progress)))
    document = Document("text")
    _fill(document, context, body)
    container = document.container
    assert container is not None
    for name, (media_type, data) in context.parts.items():
        document.manifest.add_full_path(name, media_type)
        if data:
            container.set_part(name, data)
    held = io.BytesIO()
    document.save(held)
    _repack(held, out)


def _told(items: tuple[Item, ...], progress: Progress) -> list[Item]:
    progress(0.1, "Writing the document")
    return list(items)


def _fill(document: Document, context: Context, body: str) -> None:
    """Put text, styles and properties in the place of those of the library's own template."""
    look, language = context.manuscript.page, context.manuscript.properties.language
    content = document.content.root
    _replace(content, "office:font-face-decls", font_faces(look))
    _replace(
        content,
        "office:automatic-styles",
        element("office:automatic-styles", None, context.styles.xml(), context.numbering.xml()),
    )
    _replace(content, "office:body", element("office:body", None, element("office:text", None, body)))
    styles = document.styles.root
    _replace(styles, "office:font-face-decls", font_faces(look))
    _replace(styles, "office:styles", element("office:styles", None, named_styles(look, language)))
    layouts = page_layouts(context.page) + band_styles(context.page)
    _replace(styles, "office:automatic-styles", element("office:automatic-styles", None, layouts))
    _replace(
        styles,
        "office:master-styles",
        element("office:master-styles", None, master_pages(context.manuscript.furniture)),
    )
    _replace(document.meta.root, "office:meta", _properties(context.manuscript))
    document.meta.generator = _GENERATOR
    container = document.container
    assert container is not None
    for part in list(document.get_parts()):
        if part.startswith(_LEFTOVERS):
            container.del_part(part)
    for path in document.manifest.get_paths():
        if str(path).startswith(_LEFTOVERS):
            document.manifest.del_full_path(str(path))


def _replace(root: Element, tag: str, written: str) -> None:
    """Put an element in the place of the one of that name."""
    new = Element.from_tag(written)
    old = root.get_element(tag)
    if old is None:
        root.append(new)
        return
    root.insert(new, position=root.index(old))
    root.delete(old)


def _properties(manuscript: Manuscript) -> str:
    """What the file says of itself: the council made it, nobody and no machine."""
    said = manuscript.properties
    day = said.created[:10]
    fields = (
        ("dc:title", said.title),
        ("dc:subject", said.subject),
        ("dc:language", said.language),
        ("dc:creator", said.creator),
        ("meta:creation-date", f"{day}T00:00:00" if day else ""),
        ("dc:date", f"{day}T00:00:00" if day else ""),
        *(("meta:keyword", word) for word in said.keywords),
    )
    return element("office:meta", None, *(element(tag, None, escaped(text)) for tag, text in fields if text))


def _repack(held: io.BytesIO, out: BinaryIO) -> None:
    """The same files, without the time at which they were put in; the media type first and uncompressed."""
    with zipfile.ZipFile(held) as made, zipfile.ZipFile(out, "w") as written:
        for name in made.namelist():
            if name.endswith("/"):
                continue
            information = zipfile.ZipInfo(name, _MOMENT)
            plain = name == "mimetype" or name.endswith((".png", ".jpg"))
            information.compress_type = zipfile.ZIP_STORED if plain else zipfile.ZIP_DEFLATED
            written.writestr(information, made.read(name))
