"""Reads what reviewers left in a PDF: notes, highlights, words struck out, text typed onto the page, and answers.

The file is somebody else's: its size, its pages and its annotations are bounded, and nothing in it is run or followed.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pikepdf
import pypdfium2
from msgspec import Struct

from strategy_editor.foundation.errors import NotAStrategy, WrongUse

LARGEST_FILE = 100_000_000
MOST_PAGES = 2000
MOST_ANNOTATIONS = 5000
LONGEST_TEXT = 20_000

_KINDS = ("/Text", "/FreeText", "/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/Caret")
_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:(Z)|([+-])(\d\d)'?(\d\d)?)?")


class Annotation(Struct, frozen=True):
    """One annotation. ``page`` counts from 1; ``quote`` are the words that it marks; ``deletes``: struck out."""

    page: int
    author: str
    at: datetime | None
    text: str
    quote: str
    deletes: bool


def read_annotations(data: bytes) -> tuple[Annotation, ...]:
    """The annotations of a PDF in the order of its pages, answers with what they answer.

    Raises NotAStrategy for what is no PDF or is locked, WrongUse for what is far too large.
    """
    if len(data) > LARGEST_FILE:
        raise WrongUse("This PDF is larger than 100 MB.", advice="Save only the marked pages.")
    try:
        with pikepdf.open(io.BytesIO(data)) as opened:
            if len(opened.pages) > MOST_PAGES:
                raise WrongUse("This PDF has more than 2,000 pages.", advice="Save only the marked pages.")
            found = list(_annotations(opened))
        return tuple(_with_quotes(data, found))
    except pikepdf.PasswordError as error:
        raise NotAStrategy(
            "This PDF is locked with a password.", advice="Save it without one, then try again."
        ) from error
    except (pikepdf.PdfError, pypdfium2.PdfiumError, ValueError, TypeError, RecursionError) as error:
        raise NotAStrategy("This is not a PDF that can be read.", advice="Open it and save it again.") from error


class _Raw(Struct, frozen=True):
    page: int
    author: str
    at: datetime | None
    text: str
    boxes: tuple[tuple[float, float, float, float], ...]
    deletes: bool


def _annotations(opened: pikepdf.Pdf) -> Iterator[_Raw]:
    count = 0
    for number, page in enumerate(opened.pages, 1):
        answers: dict[tuple[int, int], list[str]] = {}
        held: list[pikepdf.Dictionary] = []
        for each in page.get("/Annots", ()) if isinstance(page.get("/Annots", ()), pikepdf.Array) else ():
            count += 1
            if count > MOST_ANNOTATIONS or not isinstance(each, pikepdf.Dictionary):
                continue
            if str(each.get("/Subtype", "")) not in _KINDS:
                continue
            answered = each.get("/IRT")
            if isinstance(answered, pikepdf.Dictionary):
                author, said = _text(each.get("/T")), _text(each.get("/Contents"))
                if said:
                    answers.setdefault(answered.objgen, []).append(f"{author}: {said}" if author else said)
            else:
                held.append(each)
        for each in held:
            yield _raw(number, each, answers.get(each.objgen, []))


def _raw(page: int, each: pikepdf.Dictionary, answers: list[str]) -> _Raw:
    kind = str(each.get("/Subtype"))
    text = "\n".join(part for part in (_text(each.get("/Contents")), *answers) if part)
    boxes = tuple(_boxes(each)) if kind in ("/Highlight", "/Underline", "/Squiggly", "/StrikeOut") else ()
    return _Raw(page, _text(each.get("/T")), _when(each), text, boxes, kind == "/StrikeOut")


def _text(value: object) -> str:
    return str(value)[:LONGEST_TEXT].replace("\r\n", "\n").replace("\r", "\n").strip() if value is not None else ""


def _when(each: pikepdf.Dictionary) -> datetime | None:
    match = _DATE.match(_text(each.get("/CreationDate")) or _text(each.get("/M")))
    if match is None:
        return None
    parts = [int(match[place] or default) for place, default in zip(range(1, 7), (0, 1, 1, 0, 0, 0), strict=True)]
    shift = timedelta(hours=int(match[9] or 0), minutes=int(match[10] or 0)) if match[8] else timedelta()
    zone = timezone(-shift if match[8] == "-" else shift) if shift < timedelta(hours=24) else UTC
    try:
        return datetime(*parts, tzinfo=zone).astimezone(UTC)  # type: ignore[misc, arg-type]
    except (ValueError, OverflowError):
        return None


def _boxes(each: pikepdf.Dictionary) -> Iterator[tuple[float, float, float, float]]:
    points = each.get("/QuadPoints")
    numbers = [float(number) for number in points] if isinstance(points, pikepdf.Array) else []
    for start in range(0, min(len(numbers), 8 * 200) - 7, 8):
        xs, ys = numbers[start : start + 8 : 2], numbers[start + 1 : start + 8 : 2]
        yield min(xs), min(ys), max(xs), max(ys)


def _with_quotes(data: bytes, found: list[_Raw]) -> Iterator[Annotation]:
    """Adds the words below each mark, as the page shows them."""
    if not found:
        return
    document = pypdfium2.PdfDocument(data)
    try:
        for raw in found:
            quote = ""
            if raw.boxes:
                page = document[raw.page - 1]
                words = page.get_textpage()
                quote = " ".join(words.get_text_bounded(*_slimmer(box)) for box in raw.boxes)
                words.close()
                page.close()
            quote = " ".join(quote.replace("￾", "").split())[:2000]
            if raw.text or quote:
                yield Annotation(raw.page, raw.author, raw.at, raw.text, quote, raw.deletes)
    finally:
        document.close()


def _slimmer(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """A little less than the box, so that neighbouring lines stay out of it."""
    left, bottom, right, top = box
    return left, bottom + 0.25 * (top - bottom), right, top - 0.25 * (top - bottom)
