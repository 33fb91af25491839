"""Inks and paper: how colours are written, and how a page lies on its sheet of paper."""

from __future__ import annotations

from typing import Protocol

from PIL import Image

from strategy_editor.foundation.colours import channels
from strategy_editor.pdf.objects import File

Box = tuple[float, float, float, float]


class Inks(Protocol):
    """Writes colours, given as ``#rrggbb``."""

    space: str
    """The colour space in which transparency is mixed."""

    converts: bool
    """Whether pictures must be converted."""

    def fill(self, colour: str) -> str:
        """The operator that sets the colour of fills."""

    def text(self, colour: str) -> str:
        """The operator that sets the colour of text."""

    def stroke(self, colour: str) -> str:
        """The operator that sets the colour of lines."""

    def colour_spaces(self, file: File) -> str:
        """Entries for the resources of every page."""

    def converted(self, image: Image.Image) -> Image.Image:
        """A picture in these inks."""


class ScreenInks:
    """Colours as they are, in sRGB."""

    space = "DeviceRGB"
    converts = False

    def __init__(self) -> None:
        self._written: dict[str, str] = {}

    def fill(self, colour: str) -> str:
        return f"{self._numbers(colour)} rg"

    text = fill

    def stroke(self, colour: str) -> str:
        return f"{self._numbers(colour)} RG"

    def colour_spaces(self, file: File) -> str:
        return ""

    def converted(self, image: Image.Image) -> Image.Image:
        return image

    def _numbers(self, colour: str) -> str:
        if colour not in self._written:
            self._written[colour] = " ".join(f"{value:.3g}" for value in channels(colour))
        return self._written[colour]


class Media(Protocol):
    """How the page lies on what it is printed on."""

    links: bool
    """Whether link annotations belong in the file."""
    bleed: float
    """How far what touches the edge goes beyond it."""

    def boxes(self, width: float, height: float) -> str:
        """The boxes of a page of this trimmed size, as entries of its dictionary."""

    def placed(self, operators: str, width: float, height: float) -> str:
        """The page's operators, moved to their place on the sheet."""

    def shifted(self, box: Box, width: float, height: float) -> Box:
        """A box of a page of this size, in the coordinates of the sheet."""


class Screen:
    """The page is all there is."""

    links = True
    bleed = 0.0

    def boxes(self, width: float, height: float) -> str:
        return f"/MediaBox[0 0 {width:.2f} {height:.2f}]"

    def placed(self, operators: str, width: float, height: float) -> str:
        return operators

    def shifted(self, box: Box, width: float, height: float) -> Box:
        return box


def circle(x: float, y: float, radius: float) -> str:
    """The path of a circle."""
    handle = 0.5523 * radius
    return (
        f"{x + radius:.2f} {y:.2f} m "
        f"{x + radius:.2f} {y + handle:.2f} {x + handle:.2f} {y + radius:.2f} {x:.2f} {y + radius:.2f} c "
        f"{x - handle:.2f} {y + radius:.2f} {x - radius:.2f} {y + handle:.2f} {x - radius:.2f} {y:.2f} c "
        f"{x - radius:.2f} {y - handle:.2f} {x - handle:.2f} {y - radius:.2f} {x:.2f} {y - radius:.2f} c "
        f"{x + handle:.2f} {y - radius:.2f} {x + radius:.2f} {y - handle:.2f} {x + radius:.2f} {y:.2f} c"
    )
