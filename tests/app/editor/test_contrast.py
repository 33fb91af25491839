"""Every mark of the text can be read and seen in both themes, on every ground that it can stand on.

Taken from the formats that the editor really uses, and measured by the formula of WCAG 2.2 (AA: 4.5 to 1 for words,
3 to 1 for lines that say something).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import pytest
from PySide6.QtGui import QTextFormat

from strategy_editor.app.editor.looks import Looks
from strategy_editor.app.theme import DARK, LIGHT, Theme
from strategy_editor.model.text import PLAIN, Marks
from tests.app.test_theme import contrast

GROUNDS = ("surface", "accent_soft", "highlight", "insertion_soft", "field")
"""The page; headers, boxes and places found; what is struck, what is added, what is not for publication."""

LOOKS = ("body", "note", "small", "caption", "title", "h1", "h3", "header", "total", "filler")
SINGLE = {
    "link": {"link": "https://example.gov.uk"},
    "not for publication": {"exemption": "x"},
    "Welsh": {"language": "cy"},
    "comment": {"comments": ("k",)},
    "insertion": {"insertion": "s"},
    "deletion": {"deletion": "t"},
}
BACKGROUND = int(QTextFormat.Property.BackgroundBrush.value)
UNDERLINE = int(QTextFormat.Property.TextUnderlineColor.value)


def marks() -> Iterator[Marks]:
    """None, each, and each two together."""
    yield PLAIN
    yield from (Marks(**fields) for fields in SINGLE.values())
    yield from (Marks(**SINGLE[a], **SINGLE[b]) for a, b in combinations(SINGLE, 2))


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_words_with_any_marks_can_be_read_on_any_ground(theme: Theme, look: str, qapp: object) -> None:
    looks = Looks(theme)
    for each in marks():
        made = looks.character(each, look)
        own = made.background().color().name() if made.hasProperty(BACKGROUND) else ""
        for ground in (own,) if own else (getattr(theme, name) for name in GROUNDS):
            assert contrast(made.foreground().color().name(), ground) >= 4.5, (each, ground)
            if made.hasProperty(UNDERLINE):
                assert contrast(made.underlineColor().name(), ground) >= 3.0, (each, ground)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("mark", ["spelling", "insertion", "deletion", "accent", "warn"])
def test_what_is_painted_over_the_text_can_be_seen_on_any_ground(theme: Theme, mark: str, ground: str) -> None:
    """Waves under misspelt words, bars beside suggestions, places found, “Part 2”."""
    assert contrast(getattr(theme, mark), getattr(theme, ground)) >= 3.0


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("mark", ["control_border", "muted"])
def test_what_is_painted_beside_the_text_can_be_seen_on_the_page(theme: Theme, mark: str) -> None:
    """The edge of the marker of comments, rules of tables, the bar of a quotation, the line of a page break."""
    assert contrast(getattr(theme, mark), theme.surface) >= 3.0
