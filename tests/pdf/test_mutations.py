"""Twenty and more ways to spoil a PDF: each is noticed by our own re-check or by the checker of others."""

from __future__ import annotations

import io
from collections.abc import Callable
from itertools import pairwise

import pikepdf
import pytest
from msgspec.structs import replace
from pikepdf import Array, Dictionary, Name, Object, Pdf

from strategy_editor.inspection.inspect import Expected, inspect
from strategy_editor.inspection.secrets import Secrets
from strategy_editor.inspection.verdicts import Verdict
from strategy_editor.templates.wording import DEFAULTS
from tests.pdf.making import SHELF, made
from tests.pdf.manuscripts import everything

MANUSCRIPT = replace(everything(SHELF), wording=DEFAULTS)
NO_SECRETS = Secrets({}, {})


@pytest.fixture(scope="module")
def good() -> tuple[bytes, int]:
    data, result = made(MANUSCRIPT)
    return data, result.pages


def noticed(data: bytes, pages: int) -> list[Verdict]:
    verdicts = inspect(data, "pdf", Expected(MANUSCRIPT, "public", NO_SECRETS, pages), "Made.pdf")
    return [each for each in verdicts if not each.passed]


def elements(pdf: Pdf, role: str) -> list[Object]:
    """The structure elements of a role, in the order of the file."""
    return [
        each
        for each in pdf.objects
        if isinstance(each, Dictionary) and each.get("/S") == Name(f"/{role}") and "/P" in each
    ]


def kids(element: Object) -> Array:
    return element.K if isinstance(element.K, Array) else Array([element.K])


def without(key: str) -> Callable[[Object], None]:
    def act(of: Object) -> None:
        del of[key]

    return act


def root_without(key: str) -> Callable[[Pdf], None]:
    return lambda pdf: without(key)(pdf.Root)


def first_without(role: str, key: str) -> Callable[[Pdf], None]:
    return lambda pdf: without(key)(next(each for each in elements(pdf, role) if key in each))


def renamed(role: str, to: str) -> Callable[[Pdf], None]:
    def act(pdf: Pdf) -> None:
        elements(pdf, role)[0].S = Name(f"/{to}")

    return act


def swap_paragraphs(pdf: Pdf) -> None:
    """Two neighbours change places in the structure; on the page nothing changes."""
    for section in elements(pdf, "Sect"):
        inside = kids(section)
        places = [place for place, kid in enumerate(inside) if isinstance(kid, Dictionary) and kid.get("/S") == Name.P]
        pairs = [(one, two) for one, two in pairwise(places) if two == one + 1]
        if pairs:
            one, two = pairs[0]
            first, second = inside[one], inside[two]
            inside[one], inside[two] = second, first
            return
    raise AssertionError


def drop_paragraph(pdf: Pdf) -> None:
    """A paragraph is on the page and not in the structure."""
    section = next(each for each in elements(pdf, "Sect") if any(k.get("/S") == Name.P for k in kids(each)))
    section.K = Array([kid for kid in kids(section) if kid.get("/S") != Name.P])


def paragraph_as_artifact(pdf: Pdf) -> None:
    """The marked content of a paragraph says that it is decoration."""
    page = pdf.pages[3]
    data = page.Contents.read_bytes()
    start = data.index(b"/P <</MCID")
    end = data.index(b"BDC", start)
    page.Contents.write(data[:start] + b"/Artifact <</Type/Layout>> " + data[end:])


def text_outside(pdf: Pdf) -> None:
    page = pdf.pages[2]
    data = page.Contents.read_bytes()
    start = data.index(b"BDC") + 3
    first = data.index(b"BT", start)
    page.Contents.write(data[:first] + b"EMC " + data[first:].replace(b"EMC", b"", 1))


def without_spaces(pdf: Pdf) -> None:
    """The space that ends a line is not there: words are glued together for whoever hears them."""
    for font in (each for each in pdf.objects if isinstance(each, Dictionary) and "/ToUnicode" in each):
        table = font.ToUnicode.read_bytes()
        font.ToUnicode.write(table.replace(b"> <0020>", b"> <0000>"))


def wrong_letters(pdf: Pdf) -> None:
    """What is seen and what is read are different words."""
    for font in (each for each in pdf.objects if isinstance(each, Dictionary) and "/ToUnicode" in each):
        table = font.ToUnicode.read_bytes()
        font.ToUnicode.write(table.replace(b"> <0065>", b"> <0078>"))


def no_font_file(pdf: Pdf) -> None:
    del next(each for each in pdf.objects if isinstance(each, Dictionary) and "/FontFile2" in each)["/FontFile2"]


def lose_a_page(pdf: Pdf) -> None:
    del pdf.pages[-1]


def short_row(pdf: Pdf) -> None:
    """A row of a table has a cell less than the others."""
    row = next(each for each in elements(pdf, "TR") if len(kids(each)) > 1)
    row.K = Array(list(kids(row))[:-1])


def two_headings(pdf: Pdf) -> None:
    """The level of a heading is skipped."""
    elements(pdf, "H2")[0].S = Name.H5


def link_to_nowhere(pdf: Pdf) -> None:
    annotation = next(
        annotation for page in pdf.pages for annotation in page.get("/Annots", []) if "/Dest" in annotation
    )
    annotation.Dest = pikepdf.String("nowhere")


def link_unsaid(pdf: Pdf) -> None:
    del next(annotation for page in pdf.pages for annotation in page.get("/Annots", []))["/Contents"]


def page_without_parents(pdf: Pdf) -> None:
    del pdf.pages[1].obj["/StructParents"]


def no_tab_order(pdf: Pdf) -> None:
    page = next(page for page in pdf.pages if "/Annots" in page)
    del page.obj["/Tabs"]


def cell_without_scope(pdf: Pdf) -> None:
    del next(each for each in elements(pdf, "TH") if "/A" in each)["/A"]


def said_title(pdf: Pdf) -> None:
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


def another_colour(pdf: Pdf) -> None:
    page = pdf.pages[0]
    page.Contents.write(b"1 0 0 0 k 0 0 10 10 re f\n" + page.Contents.read_bytes())


def added_words(pdf: Pdf) -> None:
    elements(pdf, "Figure")[0].Alt = pikepdf.String("A picture of something else")


SPOILT: dict[str, Callable[[Pdf], None]] = {
    "no structure": root_without("/StructTreeRoot"),
    "not marked": root_without("/MarkInfo"),
    "no language": root_without("/Lang"),
    "no packet of properties": root_without("/Metadata"),
    "no output intent": root_without("/OutputIntents"),
    "title not shown": said_title,
    "a picture without a description": first_without("Figure", "/Alt"),
    "a picture with another description": added_words,
    "a head of a table without scope": cell_without_scope,
    "a row with a cell too few": short_row,
    "a heading level skipped": two_headings,
    "a list entry that is none": renamed("LBody", "H1"),
    "an unknown kind of element": renamed("Caption", "Nonsense"),
    "two paragraphs in the wrong order": swap_paragraphs,
    "a paragraph that is not in the structure": drop_paragraph,
    "a paragraph marked as decoration": paragraph_as_artifact,
    "text outside all marks": text_outside,
    "letters that read as others": wrong_letters,
    "spaces that cannot be read": without_spaces,
    "a font that is not part of it": no_font_file,
    "a page lost": lose_a_page,
    "a link that leads nowhere": link_to_nowhere,
    "a link that says nothing": link_unsaid,
    "a page that knows no parents": page_without_parents,
    "no order for the keyboard": no_tab_order,
    "colours of another space": another_colour,
}


def test_the_good_file_is_good(good: tuple[bytes, int]) -> None:
    assert noticed(*good) == []


@pytest.fixture(scope="module")
def known(good: tuple[bytes, int]) -> set[tuple[str, str]]:
    """What another program's saving alone changes."""
    data, pages = good
    untouched = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(untouched)
    return {(each.name, each.sentence) for each in noticed(untouched.getvalue(), pages)}


@pytest.mark.long
@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_a_spoilt_file_is_noticed(
    good: tuple[bytes, int], known: set[tuple[str, str]], spoil: Callable[[Pdf], None]
) -> None:
    data, pages = good
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        spoil(pdf)
        pdf.save(out)
    assert {(each.name, each.sentence) for each in noticed(out.getvalue(), pages)} - known
