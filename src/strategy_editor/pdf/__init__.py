"""Writes PDF: accessible (PDF/UA-1 and PDF/A-2a), for the printer, and in large print."""

from strategy_editor.pdf.errors import CannotSet, PictureUnreadable
from strategy_editor.pdf.look import Variant, variant_of
from strategy_editor.pdf.printing import Press
from strategy_editor.pdf.writer import Made, write

__all__ = ["CannotSet", "Made", "PictureUnreadable", "Press", "Variant", "variant_of", "write"]
