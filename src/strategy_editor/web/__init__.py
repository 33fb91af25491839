"""Writes HTML: one page that holds everything, a folder with pictures beside it, pieces for a council's website."""

from strategy_editor.web.writer import Made, Piece, Pieces, sections, write, write_archive, write_folder

__all__ = ["Made", "Piece", "Pieces", "sections", "write", "write_archive", "write_folder"]
