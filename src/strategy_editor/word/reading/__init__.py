"""Reads any Word file into a neutral value, whoever wrote it: Word, LibreOffice, Google Docs, a hostile hand.

:func:`read` is the whole face: a path or bytes in, an :class:`~strategy_editor.incoming.values.Incoming` out, or an
:class:`Unreadable` with a sentence. ``incoming.values`` says what the value holds, ``incoming.views`` shows it with all
changes accepted or rejected. .doc, .odt and .rtf go through LibreOffice where it is installed.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from strategy_editor.foundation.progress import Progress, silent
from strategy_editor.incoming.values import Incoming, Note, Story
from strategy_editor.incoming.views import paragraphs_of
from strategy_editor.word.reading import opening, properties
from strategy_editor.word.reading.comments import comments
from strategy_editor.word.reading.context import Context, Link
from strategy_editor.word.reading.names import W
from strategy_editor.word.reading.opening import Opened, Unreadable, opened
from strategy_editor.word.reading.story import StoryReader

__all__ = ["Unreadable", "picture_reader", "read"]

_SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})
_DAMAGED = "The file is not well formed. What could be read was read; compare it with the original."


def read(source: Path | bytes, name: str = "", *, pictures: bool = True, progress: Progress = silent) -> Incoming:
    """Everything that a Word file says. ``pictures``: whether the bytes of its pictures are wanted.

    ``name`` names the file in messages where ``source`` is bytes. Raises :class:`Unreadable` (exit code 3) for what is
    no Word file, locked, or too large, and ``DiskRefused`` (4) where it cannot be had. Nothing outside the file is
    fetched, no macro is run.
    """
    package = opened(source, name, progress)
    try:
        return _read(package, pictures=pictures)
    except RecursionError as error:
        raise Unreadable(
            "This Word file is nested far deeper than any document, so it was not read.",
            advice="Copy the text into a new Word document and try again.",
        ) from error


def picture_reader(source: Path | bytes, name: str = "") -> Callable[[str], bytes]:
    """What gives the bytes of single pictures, by their keys in what was read; none where they cannot be had.

    Raises as :func:`read` does. All that it gives is bounded as the pictures of one file are.
    """
    context = Context(opened(source, name), pictures=True)
    return lambda key: context.media.get(context.picture(key), b"")


def _read(package: Opened, *, pictures: bool) -> Incoming:
    context = Context(package, pictures=pictures)
    tree = package.tree(package.main)
    body = tree.find(W + "body")
    if body is None:
        raise Unreadable("This is not a Word document.", advice="Choose a file that Word saved as a document (.docx).")
    if sum(1 for _ in body.iter(W + "p")) > opening.MAXIMUM_PARAGRAPHS:
        raise opening.too_complicated()
    blocks = StoryReader(context, Link(package.relations)).blocks(body)
    context.sweep(tree)
    notes = {**_notes(context, "footnote"), **_notes(context, "endnote")}
    stories = tuple(_stories(context, "header") + _stories(context, "footer"))
    everywhere = (blocks, *(note.blocks for note in notes.values()), *(story.blocks for story in stories))
    said = comments(context, (paragraph for each in everywhere for paragraph in paragraphs_of(each, boxes=True)))
    if package.damaged:
        package.remark(_DAMAGED)
    return Incoming(
        blocks=blocks,
        notes=notes,
        stories=stories,
        comments=said,
        revisions=context.revisions,
        people=properties.people(package),
        properties=properties.properties(package),
        media=context.media,
        remarks=tuple(package.remarks),
        tracking=properties.records_changes(package),
        damaged=package.damaged,
    )


def _notes(context: Context, kind: str) -> dict[str, Note]:
    names = context.package.related(f"{kind}s")
    tree = context.package.optional_tree(names[0]) if names else None
    found: dict[str, Note] = {}
    if tree is None:
        return found
    link = Link(context.package.relations_of(names[0]))
    for element in tree.iter(W + kind):
        if element.get(W + "type") not in _SEPARATORS:
            blocks = StoryReader(context, link).blocks(element)
            found[f"{kind}:{element.get(W + 'id') or ''}"] = Note(
                "footnote" if kind == "footnote" else "endnote", blocks
            )
    context.sweep(tree)
    return found


def _stories(context: Context, kind: str) -> list[Story]:
    found = []
    for name in context.package.related(kind):
        tree = context.package.optional_tree(name)
        if tree is not None:
            link = Link(context.package.relations_of(name))
            blocks = StoryReader(context, link).blocks(tree)
            found.append(Story("header" if kind == "header" else "footer", blocks))
            context.sweep(tree)
    return found
