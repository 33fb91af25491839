"""Colours, type and the looks of widgets: a table of named colours for light and dark, and what Qt makes of them.

Text and marks keep the contrast of WCAG 2.2 AA (4.5 to 1; 3 to 1 for edges of controls) in both; a test measures it.
"""

from __future__ import annotations

from string import Template

from msgspec import Struct
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from strategy_editor.app.icons import icon_file
from strategy_editor.foundation.resources import resource

UI_FONT = "Inter"
_UI_POINTS = 9.75
TEXT_FONT = "Source Sans 3"

_SIZES = (5, 6, 7, 10, 12, 13, 14, 15, 16, 22)
"""Sides in pixels at 100 % of marks in the style sheet, where ``$px15`` is 15 pixels at the zoom in hand."""


class Theme(Struct, frozen=True):
    """Colours by what they are for."""

    name: str
    window: str
    side: str
    surface: str
    raised: str
    text: str
    muted: str
    border: str
    control_border: str
    accent: str
    accent_text: str
    accent_soft: str
    good: str
    warn: str
    bad: str
    highlight: str
    insertion: str
    insertion_soft: str
    deletion: str
    field: str
    page: str
    spelling: str


LIGHT = Theme(
    name="light",
    window="#eef0f3",
    side="#eef0f3",
    surface="#ffffff",
    raised="#ffffff",
    text="#1b2531",
    muted="#515c69",
    border="#d3d9e0",
    control_border="#7d8894",
    accent="#1d5a9c",
    accent_text="#ffffff",
    accent_soft="#e1ecf8",
    good="#1c7145",
    warn="#9a5300",
    bad="#b3261e",
    highlight="#fff0b8",
    insertion="#14693c",
    insertion_soft="#e2f4e9",
    deletion="#a8201a",
    field="#e6effa",
    page="#ffffff",
    spelling="#c62828",
)
DARK = Theme(
    name="dark",
    window="#1d2229",
    side="#1d2229",
    surface="#262c35",
    raised="#2d343e",
    text="#e8ebef",
    muted="#aab4c0",
    border="#3b434e",
    control_border="#7f8b99",
    accent="#78b4f2",
    accent_text="#10202f",
    accent_soft="#27405c",
    good="#6fcf97",
    warn="#f2b25c",
    bad="#ff8a80",
    highlight="#463b14",
    insertion="#7fdba6",
    insertion_soft="#1f3d2d",
    deletion="#ff9a91",
    field="#2b4059",
    page="#262c35",
    spelling="#ff8a80",
)


def load_fonts() -> None:
    """Makes the bundled fonts known to Qt, so that the program looks the same everywhere."""
    for path in sorted(resource("fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(path))


def system_theme() -> Theme:
    """Dark where the desktop is dark."""
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return DARK if dark else LIGHT


def chosen_theme(choice: str) -> Theme:
    """The theme of a setting: ``light``, ``dark`` or ``system``."""
    return {"light": LIGHT, "dark": DARK}.get(choice) or system_theme()


def palette(theme: Theme) -> QPalette:
    """Qt's palette in the colours of the theme."""
    made = QPalette()
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    for each, colour in (
        (role.Window, theme.window),
        (role.WindowText, theme.text),
        (role.Base, theme.surface),
        (role.AlternateBase, theme.window),
        (role.Text, theme.text),
        (role.PlaceholderText, theme.muted),
        (role.Button, theme.surface),
        (role.ButtonText, theme.text),
        (role.BrightText, theme.bad),
        (role.Highlight, theme.accent),
        (role.HighlightedText, theme.accent_text),
        (role.Link, theme.accent),
        (role.LinkVisited, theme.accent),
        (role.ToolTipBase, theme.raised),
        (role.ToolTipText, theme.text),
        (role.Light, theme.raised),
        (role.Midlight, theme.border),
        (role.Mid, theme.border),
        (role.Dark, theme.control_border),
        (role.Shadow, theme.control_border),
        (role.Accent, theme.accent),
    ):
        made.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(group.Disabled, each, QColor(theme.muted))
    return made


def scaled(pixels: int) -> int:
    """What is ``pixels`` wide at 100 % at the zoom in hand, which the program's own type tells."""
    return round(pixels * QApplication.font().pointSizeF() / _UI_POINTS)


def icon_square(side: int) -> QSize:
    """The size of an icon whose side is ``side`` pixels at 100 %."""
    return QSize(scaled(side), scaled(side))


def style_sheet(theme: Theme, zoom: int) -> str:
    """The looks of widgets in the colours of the theme; ``zoom`` is in per cent."""
    values = {name: getattr(theme, name) for name in theme.__struct_fields__}
    values |= {f"px{size}": f"{round(size * zoom / 100)}px" for size in _SIZES}
    values |= {
        "title_size": str(round(16 * zoom / 100, 1)),
        "arrow_down": icon_file("chevron-down", theme.text),
        "arrow_up": icon_file("chevron-up", theme.text),
        "tick_on": icon_file("square-check", theme.accent),
        "tick_off": icon_file("square", theme.muted),
    }
    return Template(resource("look", "style.qss").read_text(encoding="utf-8")).substitute(values)


def dress(application: QApplication, theme: Theme, zoom: int = 100) -> None:
    """Puts the whole application into the theme, at ``zoom`` per cent."""
    application.setStyle(QStyleFactory.create("Fusion"))
    application.setPalette(palette(theme))
    font = QFont(UI_FONT)
    font.setPointSizeF(_UI_POINTS * zoom / 100)
    application.setFont(font)
    application.setStyleSheet(style_sheet(theme, zoom))
