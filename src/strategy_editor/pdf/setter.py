"""From the inlines of a manuscript to paragraphs, and the elements inside them: links, notes, other languages."""

from __future__ import annotations

from msgspec.structs import replace

from strategy_editor.manuscript.items import Inlines, Note, Span
from strategy_editor.pdf.errors import CannotSet
from strategy_editor.pdf.look import TextStyle
from strategy_editor.pdf.runs import Footnote, Label, Run
from strategy_editor.pdf.tags import Element
from strategy_editor.pdf.text import Paragraph

SCRIPT_SIZE = 0.66
NOT_SHOWN = "[?]"
"""What stands in a draft for a word that no font can show."""

_RISE = {"superscript": 0.34, "subscript": -0.16, "": 0.0}


class Setter:
    """Makes runs of spans, and their elements. ``targets`` are the anchors that exist in this document.

    ``lenient``: where no font has a character, a mark stands for the word, and ``problems`` says so.
    """

    def __init__(
        self, targets: frozenset[str], note_style: TextStyle, language: str = "en-GB", *, lenient: bool = False
    ) -> None:
        self.targets = targets
        self.lenient = lenient
        self.problems: list[str] = []
        self.note_style = note_style
        self.language = language

    def paragraph(
        self,
        inlines: Inlines,
        style: TextStyle,
        element: Element | None,
        *,
        label: Label | None = None,
        anchors: tuple[str, ...] = (),
        place: str = "",
    ) -> Paragraph:
        """A paragraph whose text belongs to ``element``, or to nothing (an artifact) where that is None.

        ``place`` is where its text is written, where that is elsewhere.
        """
        if self.lenient:
            inlines = self.settable(inlines, style)
        try:
            return Paragraph(
                self.runs(inlines, style, element),
                style,
                label=label,
                anchors=tuple(filter(None, anchors)),
            )
        except CannotSet as error:
            said = "".join(inline.text for inline in inlines if isinstance(inline, Span))
            start = said if len(said) <= 60 else said[:57] + "…"
            raise CannotSet(
                f"{error.message} It stands in “{start}”.",
                advice=error.advice,
                anchor=place or next(iter(anchors), ""),
            ) from error

    def settable(self, inlines: Inlines, style: TextStyle) -> Inlines:
        """The inlines, with a mark in the place of each word that cannot be set."""
        found: list[Span | Note] = []
        for inline in inlines:
            if not isinstance(inline, Span) or self._can_set(inline.text, style):
                found.append(inline)
                continue
            for place, word in enumerate(inline.text.split(" ")):
                space = " " if place else ""
                if self._can_set(word, style):
                    found.append(replace(inline, text=space + word))
                else:
                    self.problems.append(f"“{word}” cannot be shown in the PDF: {NOT_SHOWN} stands in its place.")
                    found += [replace(inline, text=space), Span(NOT_SHOWN, gap=True)]
        return tuple(found)

    def _can_set(self, text: str, style: TextStyle) -> bool:
        face = style.family.regular
        try:
            for word in text.replace("\n", " ").replace("\t", " ").split(" "):
                face.shape(word)
        except CannotSet:
            return False
        return True

    def runs(self, inlines: Inlines, style: TextStyle, element: Element | None) -> list[tuple[Run, str]]:
        """Runs with their text. Neighbouring spans of one link, or of one language, share an element."""
        runs: list[tuple[Run, str]] = []
        outer: tuple[str, Element] | None = None
        inner: tuple[tuple[str, str], Element] | None = None
        for inline in inlines:
            if isinstance(inline, Note):
                runs.append(self._note_call(inline, style, element))
                outer = inner = None
                continue
            run = Run(
                style.family.face(bold=style.bold or inline.bold, italic=style.italic != inline.italic),
                style.size,
                None,
            )
            if inline.script:
                run.rise = _RISE[inline.script] * style.size
                run.size = round(style.size * SCRIPT_SIZE, 2)
            run.gap = inline.gap
            run.language = inline.language or self.language
            if element is not None:
                parent, outer = _in_language(element, inline.language, outer)
                target = inline.target if inline.target in self.targets else ""
                key = (inline.link, target)
                if any(key):
                    if inner is None or inner[0] != key or inner[1] not in parent.kids[-1:]:
                        inner = (key, parent.child("Link"))
                    run.link, run.address, run.target = inner[1], inline.link, target
                    run.contents = inline.link or inline.text
                    run.slot = inner[1].slot()
                else:
                    inner = None
                    run.slot = parent.slot()
            runs.append((run, inline.text))
        return runs

    def _note_call(self, note: Note, style: TextStyle, element: Element | None) -> tuple[Run, str]:
        run = Run(style.family.face(bold=style.bold, italic=False), round(style.size * SCRIPT_SIZE, 2), None)
        run.rise = _RISE["superscript"] * style.size
        number = str(note.number)
        if element is None:
            return run, number
        link = element.child("Reference").child("Link")
        run.link, run.slot = link, link.slot()
        run.target, run.contents = note.anchor, number
        body = element.child("Note", identifier=f"note-{note.anchor}")
        label = Label(number, 0.0, self.note_style.family.semibold, self.note_style.colour, body.child("Lbl").slot())
        indent = self.note_style.size * (0.7 + 0.55 * len(number))
        paragraph = self.paragraph(
            note.body, self.note_style.with_indent(indent), body, label=label, anchors=(note.anchor,)
        )
        run.note = Footnote(note.anchor, paragraph)
        return run, number


def _in_language(
    element: Element, language: str, current: tuple[str, Element] | None
) -> tuple[Element, tuple[str, Element] | None]:
    """The element that text in ``language`` goes to: a Span of its own, unless it is the paragraph's."""
    if not language:
        return element, None
    if current is None or current[0] != language:
        current = (language, element.child("Span", language=language))
    return current[1], current
