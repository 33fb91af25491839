"""Spans and notes as runs: looks, languages, links, live references, footnotes."""

from __future__ import annotations

import re
from itertools import groupby

from strategy_editor.manuscript.items import Alteration, Inlines, Note, ParagraphItem, Span
from strategy_editor.word.context import Context
from strategy_editor.word.xml import attribute, field, run

_SAFE_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:)\S+", re.IGNORECASE)


def runs(context: Context, inlines: Inlines) -> str:
    """Spans and notes, neighbours with one link as one hyperlink."""
    if len(inlines) == 1 and isinstance(inlines[0], Span) and not (inlines[0].link or inlines[0].target):
        return _marked(context, inlines[0], _plain(context, inlines[0]))
    out: list[str] = []
    for link, group in groupby(inlines, key=lambda each: each.link if isinstance(each, Span) else ""):
        members = list(group)
        inside = "".join(_inline(context, each, linked=bool(link)) for each in members)
        out.append(_hyperlink(context, link, inside) if link and _SAFE_ADDRESS.fullmatch(link) else inside)
    return "".join(out)


def paragraph_runs(context: Context, item: ParagraphItem) -> str:
    """What a paragraph says; before a note stands the council's word for it."""
    word = context.words("note") if item.kind == "note" else ""
    words = context.hosted(item.anchor, runs(context, item.inlines))
    return (run(f"{word}: ", "<w:b/><w:bCs/>") if word else "") + words


def host_runs(context: Context, host: str, inlines: Inlines) -> str:
    """The words of a text host."""
    return context.hosted(host, runs(context, inlines))


def _inline(context: Context, inline: Span | Note, *, linked: bool = False) -> str:
    if isinstance(inline, Note):
        return _altered(context, inline.change, footnote_call(context, inline))
    if inline.target and inline.reference and inline.change != "deleted":
        return _marked(context, inline, _reference(context, inline))
    if inline.target and not inline.reference:
        return _jump(context, inline.target, _marked(context, inline, _plain(context, inline)))
    role = "link" if linked and _SAFE_ADDRESS.fullmatch(inline.link) else ""
    return _marked(context, inline, _plain(context, inline, role))


def _marked(context: Context, span: Span, inside: str) -> str:
    """The runs of a span with its comments and with what happened to it, in a copy for review."""
    if context.review is None or not (span.comments or span.change):
        return inside
    return context.review.commented(span, _altered(context, span.change, inside))


def _altered(context: Context, change: Alteration, inside: str) -> str:
    return inside if context.review is None else context.review.changed(change, inside)


def _plain(context: Context, span: Span, role: str = "") -> str:
    return run(span.text, properties(context, span, role)) if span.text else ""


def properties(context: Context, span: Span, role: str = "") -> str:
    """The inside of a run's properties."""
    style = context.style("gap") if span.gap else context.style(role) if role else ""
    out = f'<w:rStyle w:val="{style}"/>' if style else ""
    if span.bold:
        out += "<w:b/><w:bCs/>"
    if span.italic:
        out += "<w:i/><w:iCs/>"
    if span.script:
        out += f'<w:vertAlign w:val="{span.script}"/>'
    if span.language:
        out += f'<w:lang w:val="{attribute(span.language)}"/>'
    return out


def _hyperlink(context: Context, address: str, inside: str) -> str:
    return f'<w:hyperlink r:id="{context.link(address)}" w:history="1">{inside}</w:hyperlink>'


def _jump(context: Context, anchor: str, inside: str) -> str:
    return f'<w:hyperlink w:anchor="{context.bookmark_name(anchor)}" w:history="1">{inside}</w:hyperlink>'


def _reference(context: Context, span: Span) -> str:
    """A field that Word keeps current, around the number (or title) alone; the words before it stay words."""
    name, looks = context.bookmark_name(span.target), properties(context, span)
    if span.reference == "number":
        before, number = span.text.removesuffix(span.number), span.number
        words = run(before, looks) if before else ""
        return words + field(f"REF {name} \\r \\h", number, looks)
    key = context.bookmark_name(f"{span.target}#label") if span.reference == "caption" else name
    return field(f"REF {key} \\h", span.text, looks)


def footnote_call(context: Context, note: Note) -> str:
    """The call of a footnote; its body goes to the footnotes' own part.

    Word counts footnotes by itself. Where the manuscript's number is another (one before it was left out), the number
    is a mark of its own.
    """
    id = len(context.footnotes) + 1
    style = f'<w:rStyle w:val="{context.style("footnote-reference")}"/>'
    own = note.number != context.counted_footnotes + 1
    context.counted_footnotes += not own
    mark = run(str(note.number), style) if own else f"<w:r><w:rPr>{style}</w:rPr><w:footnoteRef/></w:r>"
    body = context.hosted(note.anchor, runs(context, note.body))
    looks = f'<w:pPr><w:pStyle w:val="{context.style("footnote-text")}"/></w:pPr>'
    paragraph = f"<w:p>{looks}{mark}<w:r><w:tab/></w:r>{body}</w:p>"
    context.footnotes.append(f'<w:footnote w:id="{id}">{paragraph}</w:footnote>')
    if own:
        return (
            f'<w:r><w:rPr>{style}</w:rPr><w:footnoteReference w:customMarkFollows="1" w:id="{id}"/>'
            f"<w:t>{note.number}</w:t></w:r>"
        )
    return f'<w:r><w:rPr>{style}</w:rPr><w:footnoteReference w:id="{id}"/></w:r>'


def footnotes_part(context: Context) -> str:
    """The inside of the footnotes' part: the two separators that Word wants, then the notes."""
    empty = '<w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr><w:r><w:{0}/></w:r></w:p>'
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{id}">{empty.format(kind)}</w:footnote>'
        for id, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    return separators + "".join(context.footnotes)
