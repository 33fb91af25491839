"""Text and marks can be read in both themes: contrast measured by the formula of WCAG 2.2."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from strategy_editor.app.theme import DARK, LIGHT, Theme

TEXT = (
    *((colour, ground) for colour in ("text", "muted") for ground in ("window", "side", "surface", "raised", "page")),
    ("text", "accent_soft"),
    ("muted", "accent_soft"),
    ("text", "highlight"),
    ("text", "field"),
    ("accent", "surface"),
    ("accent", "accent_soft"),
    ("accent_text", "accent"),
    ("insertion", "page"),
    ("insertion", "insertion_soft"),
    ("deletion", "page"),
    *((colour, ground) for colour in ("good", "warn", "bad") for ground in ("surface", "window", "accent_soft")),
    *(
        (colour, ground)
        for colour in ("muted", "accent", "insertion", "deletion", "bad")
        for ground in ("highlight", "field")
    ),
)
EDGES = (("control_border", "surface"), ("control_border", "window"), ("accent", "window"), ("spelling", "page"))


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2, definitions)."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue, _ = QColor(colour).getRgbF()
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_formula_gives_what_the_standard_says() -> None:
    assert round(contrast("#000000", "#ffffff"), 1) == 21.0
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("colour", "ground"), TEXT)
def test_text_can_be_read(theme: Theme, colour: str, ground: str) -> None:
    assert contrast(getattr(theme, colour), getattr(theme, ground)) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("colour", "ground"), EDGES)
def test_edges_can_be_seen(theme: Theme, colour: str, ground: str) -> None:
    assert contrast(getattr(theme, colour), getattr(theme, ground)) >= 3.0
