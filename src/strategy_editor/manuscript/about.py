"""What the public is told of a document at its end: other formats, accessibility, licence, whom to ask, what it is.

All of it by the council's settings. Where a document has a section of its own for that, its words stand, and only what
a catalogue needs follows.
"""

from __future__ import annotations

from collections.abc import Iterator

from strategy_editor.manuscript.drawing import Drawing
from strategy_editor.manuscript.items import HeadingItem, Item, Pair, PairsItem, ParagraphItem, Properties, Span
from strategy_editor.model.dates import When
from strategy_editor.model.facts import fact_text
from strategy_editor.model.tree import is_empty, walk_sections
from strategy_editor.templates.wording import in_languages

_LINES = ("formats.line", "accessibility.line", "licence.line")


def about_items(drawing: Drawing, properties: Properties) -> Iterator[Item]:
    """The last section of what is put on the website."""
    if not drawing.edition.about or drawing.document.kind == "report":
        return
    anchor = f"{drawing.document.id}-about"
    own = _has_own(drawing)
    yield HeadingItem(anchor, 1, (Span(drawing.wording("about")),))
    council = drawing.project.profile.council
    for key in _LINES if not own else ("accessibility.line",):
        said = drawing.wording(key, council=council)
        if said:
            spans = tuple(Span(words, language=language) for words, language in in_languages(said))
            yield ParagraphItem(f"{anchor}-{key.partition('.')[0]}", spans)
    pairs = [
        Pair(drawing.wording(f"about.{key}"), (Span(text),))
        for key, text in (
            ("title", properties.title),
            ("publisher", properties.creator),
            ("date", str(When.of(drawing.today))),
            ("version", drawing.version),
            ("reference", properties.identifier),
        )
        if text
    ]
    yield PairsItem(f"{anchor}-details", (*pairs, *(() if own else _contacts(drawing))), "contacts")


def _has_own(drawing: Drawing) -> bool:
    return any(
        drawing.role(section) == "access-and-contact" and not is_empty(section)
        for section in walk_sections(drawing.document.sections)
    )


def _contacts(drawing: Drawing) -> Iterator[Pair]:
    """Whom to ask, as far as it is known."""
    for line in drawing.project.profile.contacts:
        fact = fact_text(drawing.project, drawing.document, line.fact)
        if fact.known:
            yield Pair(line.label, (Span(fact.text),))
