"""Figures are read as councils type them, and what is no figure is left alone."""

from __future__ import annotations

import pytest

from strategy_editor.model.figures import read_figure


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1,250", 1250, ""),
        ("£1.6m", 1_600_000, "£"),
        ("£3 million", 3_000_000, "£"),
        ("(340)", -340, ""),
        ("-£20", -20, "£"),
        ("−7.5%", -7.5, "%"),
        ("12 per cent", 12, "%"),
    ],
)
def test_figures(text: str, value: float, unit: str) -> None:
    assert read_figure(text) == (value, unit)


@pytest.mark.parametrize("text", ["", "None", "2009/10", "March 2010", "4 of 6", "1.2.3", "-"])
def test_other_words(text: str) -> None:
    assert read_figure(text) is None
