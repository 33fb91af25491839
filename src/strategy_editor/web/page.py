"""The whole page: head, banner, contents, main text, notes, foot."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Sequence

from strategy_editor.foundation.progress import Progress
from strategy_editor.manuscript.caption_lists import CaptionList, caption_lists
from strategy_editor.manuscript.items import (
    ContentsItem,
    CoverItem,
    HeadingItem,
    Item,
    Manuscript,
    TitleItem,
)
from strategy_editor.web.blocks import block, contents
from strategy_editor.web.context import Context
from strategy_editor.web.inline import note_list
from strategy_editor.web.markup import Child, Element, element, language, written
from strategy_editor.web.style import page_style

DOCTYPE = "<!DOCTYPE html>\n"


def page(context: Context, manuscript: Manuscript, images: str, progress: Progress) -> str:
    """The page as HTML; ``images`` says where the page may take pictures from, in the words of its policy."""
    front = next((item for item in manuscript.items if isinstance(item, CoverItem | TitleItem)), None)
    listing = next((item for item in manuscript.items if isinstance(item, ContentsItem)), None)
    headings = [item for item in manuscript.items if isinstance(item, HeadingItem)]
    rest = [item for item in manuscript.items if item is not front and item is not listing]
    banner = _banner(context, front)
    parts = flow(context, rest, headings, progress)
    notes = notes_section(context)
    body = element(
        "body",
        element("a", context.words("web.skip"), href="#main", class_="skip"),
        banner,
        element(
            "div",
            _navigation(context, listing, headings) if listing is not None else None,
            element("main", parts, notes, id="main", tabindex="-1"),
            class_="page parted" if listing is not None else "page",
        ),
        _foot(manuscript),
    )
    style = page_style(manuscript.page, manuscript.furniture, context.shares)
    head = element("head", _head(manuscript, style, images))
    whole = element("html", head, body, lang=language(manuscript.properties.language))
    return DOCTYPE + written(whole)


def flow(context: Context, items: Iterable[Item], headings: Sequence[HeadingItem], progress: Progress) -> list[Element]:
    """The items as elements, each section of the document in a ``section``."""
    items = list(items)
    out: list[Element] = []
    section: Element | None = None
    for place, item in enumerate(items):
        progress(0.9 * place / len(items), "Writing the web page")
        if isinstance(item, HeadingItem) and item.level == 1:
            section = element("section", class_="new-page" if item.page_break else "")
            out.append(section)
        if isinstance(item, ContentsItem):
            made = [element("nav", contents(context, item, headings), aria_label=item.title)]
        else:
            made = list(block(context, item))
        (out if section is None else section).extend(made)
    return out


def notes_section(context: Context) -> Element | None:
    """All notes of the page, under a heading of their own."""
    notes = note_list(context)
    if notes is None:
        return None
    title = element("h2", context.words("web.notes"), id="notes")
    return element("section", title, notes, class_="notes", role="doc-endnotes", aria_labelledby="notes")


# ---- head


def _head(manuscript: Manuscript, style: str, images: str) -> Iterator[Element]:
    properties = manuscript.properties
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src {images}; base-uri 'none'; form-action 'none'"
    yield element("meta", charset="utf-8")
    yield element("meta", http_equiv="Content-Security-Policy", content=policy)
    yield element("meta", name="viewport", content="width=device-width, initial-scale=1")
    yield element("meta", name="color-scheme", content="light dark")
    yield element("meta", name="referrer", content="no-referrer")
    yield element("title", _title(manuscript))
    named = {
        "description": properties.subject,
        "author": properties.creator,
        "keywords": ", ".join(properties.keywords),
        "dcterms.title": properties.title,
        "dcterms.creator": properties.creator,
        "dcterms.date": properties.created,
        "dcterms.language": properties.language,
        "dcterms.identifier": properties.identifier,
    }
    yield from (element("meta", name=name, content=content) for name, content in named.items() if content)
    yield element("style", style)


def _title(manuscript: Manuscript) -> str:
    """Mark, title and council: what a tab, a search result and a screen reader say first."""
    properties = manuscript.properties
    parts = (manuscript.furniture.mark, properties.title, properties.creator)
    return " – ".join(part for part in parts if part) or manuscript.document


# ---- banner, contents, foot


def _banner(context: Context, front: CoverItem | TitleItem | None) -> Element:
    manuscript = context.manuscript
    council = front.council if isinstance(front, CoverItem) else ""
    furniture = manuscript.furniture
    marks = [element("p", mark, class_="mark") for mark in (furniture.mark, furniture.classification) if mark]
    strap: list[Child] = [_logo(context, front.logo)] if front is not None and front.logo else []
    strap += [element("p", council, class_="council")] if council else []
    strap += [element("div", marks, class_="marks")] if marks else []
    hero, picture = _hero(context, front)
    inside = [
        element("div", strap, class_="strap") if strap else None,
        element("div", element("div", hero), picture, class_="hero" if picture is None else "hero pictured"),
    ]
    return element("header", element("div", inside, class_="inner"), class_="banner")


def _logo(context: Context, digest: str) -> Element:
    """The council's logo, which says nothing that its name does not."""
    shown = context.supply.picture(digest, "", "logo")
    return element("img", src=shown.source, alt="", width=str(shown.width), height=str(shown.height), class_="logo")


def _hero(context: Context, front: CoverItem | TitleItem | None) -> tuple[list[Element], Element | None]:
    """The title and what stands around it, and the picture of the cover."""
    if isinstance(front, TitleItem):
        above = list(front.above)
        title = front.title or (above.pop() if above else context.manuscript.properties.title)
        return [*(element("p", line, class_="above") for line in above), element("h1", title)], None
    if front is None:
        return [element("h1", context.manuscript.properties.title)], None
    hero = [element("h1", front.title)]
    if front.subtitle:
        hero.append(element("p", front.subtitle, class_="subtitle"))
    if front.lines:
        hero.append(element("div", (element("p", line) for line in front.lines), class_="lines"))
    if not front.picture:
        return hero, None
    shown = context.supply.picture(front.picture, "", "cover")
    size = {"width": str(shown.width), "height": str(shown.height)}
    return hero, element("img", src=shown.source, alt=front.alternative, **size)


def _navigation(context: Context, item: ContentsItem, headings: Sequence[HeadingItem]) -> Element:
    title = element("h2", item.title, id="contents")
    lists = (_captions(context, listed) for listed in caption_lists(context.manuscript))
    listing = contents(context, item, headings)
    return element("nav", title, listing, lists, class_="contents", aria_labelledby="contents")


def _captions(context: Context, listed: CaptionList) -> Element:
    """The tables or figures, folded away below the contents until somebody wants them."""
    lines = (element("li", element("a", line.text, href=context.leads_to(line.anchor))) for line in listed.lines)
    return element("details", element("summary", listed.title), element("ol", lines, role="list"))


def _foot(manuscript: Manuscript) -> Element:
    lines = (manuscript.properties.creator, manuscript.furniture.footer_left)
    return element("footer", element("div", (element("p", line) for line in lines if line), class_="inner"))
