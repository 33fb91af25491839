"""Writes .docx, and reads it: imports and returned copies."""

from strategy_editor.word.writer import Made, write

__all__ = ["Made", "write"]
