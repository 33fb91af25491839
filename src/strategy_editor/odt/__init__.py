"""Writes OpenDocument text (ODF 1.3): the web edition for whoever wants to work on with it in an office program."""

from strategy_editor.odt.writer import write

__all__ = ["write"]
