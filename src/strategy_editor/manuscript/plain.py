"""What inlines say in plain words, for whatever can hold neither formatting nor notes."""

from __future__ import annotations

from strategy_editor.manuscript.items import Inlines, Span


def plain_text(inlines: Inlines) -> str:
    """The words alone, without notes; line breaks stay."""
    return "".join(each.text for each in inlines if isinstance(each, Span))


def on_one_line(inlines: Inlines) -> str:
    """The words alone, with a single space wherever there is space."""
    return " ".join(plain_text(inlines).split())
