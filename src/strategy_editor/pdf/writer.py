"""The whole: a manuscript becomes a PDF file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import BinaryIO, NamedTuple

from msgspec import Struct

from strategy_editor.foundation.progress import Progress, silent
from strategy_editor.manuscript.anchors import anchors
from strategy_editor.manuscript.items import Manuscript, PictureSource
from strategy_editor.pdf import metadata
from strategy_editor.pdf.compose import Composer, is_brief
from strategy_editor.pdf.fonts import Fonts
from strategy_editor.pdf.furniture import Furnisher, settable_furniture
from strategy_editor.pdf.look import MILLIMETRE, Look, Variant
from strategy_editor.pdf.objects import File, reference, text_string
from strategy_editor.pdf.pages import draw_page
from strategy_editor.pdf.paginate import Paginator
from strategy_editor.pdf.press import Inks, Media, Screen, ScreenInks
from strategy_editor.pdf.printing import Press, PressInks, PressSheet
from strategy_editor.pdf.setter import Setter
from strategy_editor.pdf.sheet import Book
from strategy_editor.pdf.tags import write_tree


class Made(Struct, frozen=True):
    """What came of it. ``places`` says on which page (from 1) each anchor stands."""

    pages: int
    places: Mapping[str, int]
    warnings: tuple[str, ...] = ()


def write(
    manuscript: Manuscript,
    pictures: PictureSource,
    out: BinaryIO,
    *,
    variant: Variant = "accessible",
    press: Press | None = None,
    justified: bool = False,
    hyphenated: bool = False,
    lenient: bool = False,
    progress: Progress = silent,
) -> Made:
    """Write ``manuscript`` as a PDF to ``out``: for the screen, or as ``press`` says for ``variant`` "print".

    Raises CannotSet for text that no font can set, PictureUnreadable for a picture (not where it is ``lenient``: then
    they are marked, and warned of), WrongUse for a colour profile, and Cancelled from ``progress``. Nothing is written
    to ``out`` before everything is laid out.
    """
    output = _Output.for_print(press or Press()) if variant == "print" else _Output.for_screen()
    fonts, file = Fonts(manuscript.page.fonts, pictures), File()
    look = Look(
        manuscript.page,
        fonts,
        output.inks,
        variant,
        brief=is_brief(manuscript),
        justified=justified,
        hyphenated=hyphenated,
    )
    setter = Setter(link_targets(manuscript), look.note, manuscript.properties.language, lenient=lenient)
    composer = Composer(manuscript, look, pictures, setter)
    book = Book(file, output.inks, output.media)
    furniture = settable_furniture(manuscript.furniture, setter) if lenient else manuscript.furniture
    furnisher = Furnisher(furniture, look)
    paginator = Paginator(look.geometry, lambda page: draw_page(page, book, furnisher), binding=output.binding)
    paginator.fill(composer.flow(progress))
    while len(book.sheets) % output.multiple:
        book.sheet(look.geometry.width, look.geometry.height)
    progress(0.95, "Writing the file")
    book.outline = composer.outline
    _finish(manuscript, output, book, fonts, composer, out)
    places = {anchor: place.page + 1 for anchor, place in book.destinations.items()}
    return Made(
        pages=len(book.sheets),
        places=places,
        warnings=(*fonts.problems, *dict.fromkeys(setter.problems), *book.warnings),
    )


class _Output(NamedTuple):
    """What the file is for: its inks, its paper, and the standards that it is made to."""

    inks: Inks
    media: Media
    intent: metadata.OutputIntent
    standard: metadata.Standard
    binding: float = 0.0
    multiple: int = 1

    @classmethod
    def for_screen(cls) -> _Output:
        """PDF/UA-1 and PDF/A-2a, in the colours of the screen."""
        return cls(ScreenInks(), Screen(), metadata.screen(), metadata.Standard())

    @classmethod
    def for_print(cls, press: Press) -> _Output:
        """Made to PDF/X-4 and PDF/A-2b, in the inks of the press."""
        standard = metadata.Standard(conformance="B", accessible=False, exchange=True)
        inks, binding = PressInks(press.intent), press.binding * MILLIMETRE
        return cls(inks, PressSheet(press), press.intent, standard, binding, max(1, press.multiple))


def _finish(
    manuscript: Manuscript, output: _Output, book: Book, fonts: Fonts, composer: Composer, out: BinaryIO
) -> None:
    properties, file = manuscript.properties, book.file
    made = metadata.moment(properties)
    book.finish_contents()
    pages = book.write_pages(fonts.embed(file, book.faces))
    tree = write_tree(file, composer.root, book.marked, book.page_numbers)
    outline, names = book.write_outline(), book.write_names()
    intents = metadata.output_intents(file, output.intent, output.standard.intents)
    packet = metadata.xmp(file, properties, made, output.standard)
    entries = [
        f"<</Type/Catalog/Pages {reference(pages)}/StructTreeRoot {reference(tree)}/MarkInfo<</Marked true>>",
        f"/Lang {text_string(properties.language)}/ViewerPreferences<</DisplayDocTitle true>>",
        f"/Metadata {reference(packet)}/OutputIntents {intents}/PageLabels<</Nums[0<</S/D>>]>>",
    ]
    if outline:
        entries.append(f"/Outlines {reference(outline)}/PageMode/UseOutlines")
    if names:
        entries.append(f"/Names<</Dests {reference(names)}>>")
    description = metadata.information(properties, made, trapped=output.standard.exchange)
    file.save(out, "".join(entries) + ">>", description)


def link_targets(manuscript: Manuscript) -> frozenset[str]:
    """Every anchor that the document will have, so that only links that lead somewhere are made."""
    return frozenset(filter(None, ("contents", *anchors(manuscript.items, notes=True))))
