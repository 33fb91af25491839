"""Writes .docx, and reads it: imports and returned copies."""

from strategy_editor.word.styles import StandIn
from strategy_editor.word.template import WordTemplate, word_template
from strategy_editor.word.writer import Made, template_stand_ins, write

__all__ = ["Made", "StandIn", "WordTemplate", "template_stand_ins", "word_template", "write"]
