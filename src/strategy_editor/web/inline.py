"""Running text: emphasis, links, references, notes, languages and gaps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from msgspec.structs import replace

from strategy_editor.manuscript.items import Caption, Inline, Inlines, Note, Span
from strategy_editor.web.context import Context
from strategy_editor.web.markup import Child, Element, address, element, language

_SCRIPTS = {"superscript": "sup", "subscript": "sub"}


def inline(context: Context, inlines: Iterable[Inline]) -> list[Child]:
    """The children that the text makes. Spans that lead to the same place make one link."""
    out: list[Child] = []
    for leads_to, group in groupby(inlines, key=lambda each: _leads_to(context, each)):
        pieces = [piece for each in group for piece in _piece(context, each)]
        out.extend([element("a", pieces, href=leads_to)] if leads_to else pieces)
    return out


def labelled(context: Context, label: str, inlines: Inlines) -> list[Child]:
    """Text after its label."""
    return [*([element("span", label, class_="label"), " "] if label else ()), *inline(context, inlines)]


def without_links(inlines: Inlines) -> Inlines:
    """The words alone, on one line: for a link to a heading, which can hold neither links nor notes."""
    spans = (each for each in inlines if isinstance(each, Span))
    return tuple(replace(each, text=each.text.replace("\n", " "), link="", target="") for each in spans)


def caption_children(context: Context, caption: Caption) -> list[Child]:
    """``Table 2: Spend by ward``, the label set apart."""
    if not caption.inlines:
        return [element("span", caption.label, class_="label")]
    label_before, label_after = context.around("caption", "label")
    between, after = label_after.split("{caption}", 1) if "{caption}" in label_after else (label_after, "")
    label = element("span", label_before + caption.label + between.rstrip(), class_="label")
    gap = between[len(between.rstrip()) :]
    return [label, gap, *inline(context, caption.inlines), after]


def note_list(context: Context) -> Element | None:
    """The notes that were called, each with the way back to where it was; None where there are none."""
    if not context.notes:
        return None
    entries = []
    for place, note in enumerate(context.notes, start=1):
        back = element("a", context.words("footnote.return"), href=f"#note-{place}-call", role="doc-backlink")
        body = inline(context, note.body)
        entries.append(element("li", body, " ", back, id=f"note-{place}", value=str(note.number)))
    return element("ol", entries)


def _leads_to(context: Context, each: Inline) -> str:
    if isinstance(each, Note):
        return ""
    return address(each.link) or context.leads_to(each.target)


def _piece(context: Context, each: Inline) -> Iterator[Child]:
    if isinstance(each, Note):
        yield _note_call(context, each)
        return
    children: list[Child] = []
    for number, line in enumerate(each.text.split("\n")):
        children += [element("br"), line] if number else [line]
    wrappers = (_SCRIPTS.get(each.script, ""), "em" if each.italic else "", "strong" if each.bold else "")
    for tag in filter(None, wrappers):
        children = [element(tag, children)]
    if each.gap:
        children = [element("mark", children, class_="gap")]
    if each.change:
        children = [element("ins" if each.change == "inserted" else "del", children)]
    tag = language(each.language)
    yield from [element("span", children, lang=tag)] if tag else children


def _note_call(context: Context, note: Note) -> Element:
    context.notes.append(note)
    place, number = len(context.notes), str(note.number)
    said = context.words("web.note", number=number)
    call = element("a", number, id=f"note-{place}-call", href=f"#note-{place}", role="doc-noteref", aria_label=said)
    return element("sup", call, class_="call")
