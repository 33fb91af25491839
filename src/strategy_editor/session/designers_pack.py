"""What a designer needs for an illustrated version: the styled text in Word, the pictures as they came, and a list.

The list says of each picture which file it is, where it belongs, its caption, what it shows, whose it is, and by what
right it is used; the figures of each chart lie beside it, to be drawn anew.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, BinaryIO

from msgspec import Struct
from PIL import Image

from strategy_editor.foundation.progress import Progress, silent
from strategy_editor.inspection.pack_file import COLUMNS
from strategy_editor.manuscript.items import (
    Caption,
    ChartItem,
    CoverItem,
    FigureItem,
    HeadingItem,
    Manuscript,
    PictureSource,
    TitleItem,
)
from strategy_editor.manuscript.naming import distinct, safe_name
from strategy_editor.manuscript.pictures import MOST_PIXELS, PictureUnreadable, bare
from strategy_editor.manuscript.plain import on_one_line
from strategy_editor.session.word_templates import lacking_styles

if TYPE_CHECKING:
    from strategy_editor.word import WordTemplate

TEXT, LIST, PICTURES, CHARTS = "Text.docx", "Pictures and permissions.csv", "Pictures", "Charts"
PRINT_DOTS = 300
"""Dots to the inch that look sharp in print."""

_MOMENT = (1980, 1, 1, 0, 0, 0)
_ENDINGS = {"PNG": "png", "JPEG": "jpg", "GIF": "gif", "BMP": "bmp", "TIFF": "tif", "WEBP": "webp"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class _Shown(Struct, frozen=True):
    """A picture with its file, all that is said of it, and the drawing it was drawn from: file and bytes."""

    file: str
    data: bytes
    row: tuple[str, ...]
    drawing: tuple[str, bytes] | None = None


def write_pack(
    manuscript: Manuscript,
    pictures: PictureSource,
    out: BinaryIO,
    *,
    template: WordTemplate | None = None,
    progress: Progress = silent,
) -> tuple[str, ...]:
    """Write the pack as an archive to ``out``; sentences about pictures that are too small to print large.

    They also tell of styles that ``template``, the council's Word template, lacks.
    Raises PictureUnreadable for a picture, and Cancelled from ``progress``.
    """
    from strategy_editor import word  # loads the writer, which the window must not wait for

    text = io.BytesIO()
    made = word.write(
        manuscript, pictures, text, template=template, progress=lambda share, what: progress(0.8 * share, what)
    )
    shown = tuple(_pictures(manuscript, pictures))
    charts = tuple(_charts(manuscript))
    with zipfile.ZipFile(out, "w") as archive:
        _put(archive, TEXT, text.getvalue(), packed=False)
        _put(archive, LIST, _table(COLUMNS, (*(each.row for each in shown), *(row for _, _, row in charts))))
        for each in shown:
            _put(archive, each.file, each.data, packed=False)
            if each.drawing is not None:
                _put(archive, *each.drawing)
        for name, figures, _ in charts:
            _put(archive, name, figures)
    small = (each for each in shown if _small(each) and each.drawing is None)
    sharp = (f"{each.row[1] or each.file} is sharp in print up to {each.row[-1]} mm only." for each in small)
    return (*sharp, *lacking_styles(made.stand_ins))


def _put(archive: zipfile.ZipFile, name: str, data: bytes, *, packed: bool = True) -> None:
    information = zipfile.ZipInfo(name, _MOMENT)
    information.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    archive.writestr(information, data)


def _small(shown: _Shown) -> bool:
    return int(shown.row[-1]) < 80


# ---- pictures


def _pictures(manuscript: Manuscript, pictures: PictureSource) -> Iterator[_Shown]:
    found = list(_figures(manuscript))
    names = distinct(_name(figure, section, pictures(figure.picture)) for figure, section in found)
    for (figure, section), name in zip(found, names, strict=True):
        data = bare(pictures(figure.picture))
        width, height, _ = _measured(data, figure.anchor)
        file = f"{PICTURES}/{name}"
        sharp = str(round(width / PRINT_DOTS * 25.4))
        said = (figure.alternative, figure.description, section, figure.source, figure.credit, figure.permission)
        drawing = _drawing(figure, file, pictures)
        yield _Shown(file, data, (file, *_caption(figure.caption), *said, str(width), str(height), sharp), drawing)


def _drawing(figure: FigureItem, file: str, pictures: PictureSource) -> tuple[str, bytes] | None:
    """The drawing in SVG that a picture was drawn from, under the name of the picture."""
    if not figure.original:
        return None
    return f"{file.rpartition('.')[0]}.svg", pictures(figure.original)


def _figures(manuscript: Manuscript) -> Iterator[tuple[FigureItem, str]]:
    """Every picture, the council's logo and the cover's too, and the title of the section that it stands in."""
    section = ""
    for item in manuscript.items:
        if isinstance(item, CoverItem | TitleItem) and item.logo:
            yield FigureItem("", item.logo, "", decorative=True), ""
        if isinstance(item, HeadingItem) and item.level == 1:
            section = _words(item)
        if isinstance(item, CoverItem) and item.picture:
            yield FigureItem("", item.picture, item.alternative), ""
        elif isinstance(item, FigureItem):
            yield item, section


def _words(item: HeadingItem) -> str:
    return f"{item.label} {on_one_line(item.inlines)}".strip()


def _caption(caption: Caption | None) -> tuple[str, str]:
    if caption is None:
        return "", ""
    return caption.label, on_one_line(caption.inlines)


def _name(figure: FigureItem, section: str, data: bytes) -> str:
    """By its caption; what stands in no section is the logo or the picture of the cover."""
    _, _, kind = _measured(data, figure.anchor)
    number, words = _caption(figure.caption)
    other = "Picture" if section else "Logo" if figure.decorative else "Cover"
    return safe_name(f"{number} {words}".strip() or other, _ENDINGS[kind])


def _measured(data: bytes, anchor: str) -> tuple[int, int, str]:
    """Width and height in dots, and the kind."""
    try:
        with Image.open(io.BytesIO(data), formats=tuple(_ENDINGS)) as opened:
            if opened.width * opened.height <= MOST_PIXELS:
                return opened.width, opened.height, opened.format or "PNG"
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        pass
    raise PictureUnreadable(
        "A picture cannot be read.", advice="Please put it in again as a PNG or JPEG file.", anchor=anchor
    )


# ---- charts and lists


def _charts(manuscript: Manuscript) -> Iterator[tuple[str, bytes, tuple[str, ...]]]:
    """For each chart the name of its file, its figures, and its row in the list."""
    section = ""
    for item in manuscript.items:
        if isinstance(item, HeadingItem) and item.level == 1:
            section = _words(item)
        elif isinstance(item, ChartItem):
            number, words = _caption(item.caption)
            name = f"{CHARTS}/{safe_name(f'{number} {words}'.strip() or 'Chart', 'csv')}"
            head = ("", *(each.name for each in item.series))
            rows = (
                (category, *("" if (value := each.values[at]) is None else f"{value:.12g}" for each in item.series))
                for at, category in enumerate(item.categories)
            )
            said = (item.alternative, item.description, section)
            yield name, _table(head, rows), (name, number, words, *said, "", "", "", "", "", "")


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """Comma-separated values that Excel opens as they are; nothing in them is taken for a formula."""
    held = io.StringIO()
    writer = csv.writer(held)
    for row in (head, *rows):
        writer.writerow([f"'{each}" if each.startswith(_FORMULA) and not _is_figure(each) else each for each in row])
    return held.getvalue().encode("utf-8-sig")


def _is_figure(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
