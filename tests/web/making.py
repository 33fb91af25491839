"""Making web pages in tests, and taking them apart again."""

from __future__ import annotations

import io
from datetime import date
from functools import cache
from typing import Any

from lxml import html
from samples.build import Sample, build

from strategy_editor import web
from strategy_editor.manuscript.build import manuscript
from strategy_editor.manuscript.items import Manuscript, PictureSource
from tests.pdf.making import SHELF

BLOCKS = """
    p h1 h2 h3 h4 h5 h6 li ul ol div section aside blockquote dt dd dl table caption thead tbody tr th td figure
    figcaption details summary header footer main nav br title
"""
APART = frozenset(BLOCKS.split())
UNREAD = frozenset(("svg", "style", "head"))


@cache
def sample() -> Sample:
    return build()


def sample_manuscripts(edition: str = "web") -> dict[str, Manuscript]:
    """Every document of the sample, by its title."""
    made = sample()
    return {
        document.title: manuscript(
            made.project, document, edition, versions=made.ledger.versions, today=date(2009, 2, 20)
        )
        for document in made.project.documents
    }


def sample_picture(key: str) -> bytes:
    return sample().pictures[key]


def made(wanted: Manuscript, pictures: PictureSource = SHELF) -> bytes:
    """The page."""
    out = io.BytesIO()
    web.write(wanted, pictures, out)
    return out.getvalue()


def tree(data: bytes) -> Any:
    """The page as elements, read by a parser that knows nothing of how it was made."""
    return html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))


def words(element: Any) -> list[str]:
    """What is read in an element, word by word; blocks part words."""
    return "".join(_texts(element)).split()


def _texts(element: Any) -> list[str]:
    if not isinstance(element.tag, str) or element.tag in UNREAD:
        return []
    gap = " " if element.tag in APART else ""
    inside = [gap, element.text or ""]
    for child in element:
        inside += [*_texts(child), child.tail or ""]
    return [*inside, gap]


def one(element: Any, path: str) -> Any:
    """The only element at this path."""
    found = element.xpath(path)
    assert len(found) == 1, (path, len(found))
    return found[0]
