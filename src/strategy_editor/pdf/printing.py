"""For the printer: CMYK by a profile, trim and bleed, crop and registration marks (PDF/X-4 and PDF/A-2b)."""

from __future__ import annotations

import io
import struct
from functools import cache

from msgspec import Struct
from PIL import Image, ImageCms

from strategy_editor.foundation.colours import channels
from strategy_editor.foundation.errors import WrongUse
from strategy_editor.foundation.resources import resource
from strategy_editor.pdf.metadata import OutputIntent
from strategy_editor.pdf.objects import File
from strategy_editor.pdf.press import Box, circle

_MILLIMETRE = 72 / 25.4
_MARK = 5 * _MILLIMETRE
_NEUTRAL = 0.14
"""Colours whose channels lie closer than this print as text and rules on the black plate alone."""


class Press(Struct, frozen=True):
    """How a printed version is made. Lengths in millimetres.

    ``profile`` is the printer's ICC profile for CMYK (empty: the one for coated paper that comes with the program),
    ``condition`` the name of the printing condition that it stands for. ``binding`` is added to the inner margin and
    taken from the outer one, half and half. ``multiple``: blank pages at the end make the count a multiple of this.
    """

    profile: bytes = b""
    condition: str = "FOGRA39"
    bleed: float = 3.0
    slug: float = 9.0
    binding: float = 6.0
    multiple: int = 1

    @property
    def intent(self) -> OutputIntent:
        """The printing condition, for the file. Raises WrongUse for a profile that is not one for CMYK printing."""
        data = self.profile or _own_profile()
        if len(data) < 128 or data[12:16] != b"prtr" or data[16:20] != b"CMYK" or data[36:40] != b"acsp":
            raise WrongUse(
                "The colour profile is not one for printing in CMYK.",
                advice="Please ask the printer for the ICC profile of the press and the paper.",
            )
        return OutputIntent(data, 4, self.condition, self.condition, "http://www.color.org")


@cache
def _own_profile() -> bytes:
    return resource("colour", "fogra39.icc").read_bytes()


class PressInks:
    """Colours and pictures in CMYK. Text and rules in ink or grey stand on the black plate alone, and stay sharp."""

    space = "DeviceCMYK"
    converts = True

    def __init__(self, intent: OutputIntent) -> None:
        self._written: dict[tuple[str, bool], str] = {}
        try:
            press = ImageCms.ImageCmsProfile(io.BytesIO(intent.profile))
            self._transform = ImageCms.buildTransform(
                ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")),
                press,
                "RGB",
                "CMYK",
                ImageCms.Intent.RELATIVE_COLORIMETRIC,
                ImageCms.Flags.BLACKPOINTCOMPENSATION,
            )
        except (ImageCms.PyCMSError, OSError, struct.error) as why:
            raise WrongUse("The colour profile is damaged.", advice="Please ask the printer for it again.") from why

    def fill(self, colour: str) -> str:
        return f"{self._numbers(colour, sharp=False)} k"

    def text(self, colour: str) -> str:
        return f"{self._numbers(colour, sharp=True)} k"

    def stroke(self, colour: str) -> str:
        return f"{self._numbers(colour, sharp=True)} K"

    def colour_spaces(self, file: File) -> str:
        return ""

    def converted(self, image: Image.Image) -> Image.Image:
        """A picture in CMYK; a grey one stays grey. Transparent ones are laid on white."""
        if image.mode == "RGBA":
            ground = Image.new("RGB", image.size, "white")
            ground.paste(image, mask=image.getchannel("A"))
            image = ground
        if image.mode == "L":
            return image
        converted = ImageCms.applyTransform(image.convert("RGB"), self._transform)
        if converted is None:
            raise WrongUse("The colour profile cannot be used for pictures.")
        return converted

    def _numbers(self, colour: str, *, sharp: bool) -> str:
        known = self._written.get((colour, sharp))
        if known is None:
            known = " ".join(f"{value:.3g}" for value in self._plates(colour, sharp=sharp))
            self._written[colour, sharp] = known
        return known

    def _plates(self, colour: str, *, sharp: bool) -> tuple[float, ...]:
        """Cyan, magenta, yellow and black, from 0 to 1."""
        values = channels(colour)
        middle, spread = sum(values) / 3, max(values) - min(values)
        if spread < 0.01 or (sharp and spread < _NEUTRAL):
            return 0.0, 0.0, 0.0, 1.0 if middle < 0.15 else round(1 - middle, 3)
        pixel = Image.new("RGB", (1, 1), colour)
        plates = self.converted(pixel).getpixel((0, 0))
        if not isinstance(plates, tuple):
            raise WrongUse("The colour profile is not one for CMYK.")
        return tuple(round(plate / 255, 3) for plate in plates)


class PressSheet:
    """The page on a larger sheet: room for the bleed, and outside it the marks. What lies on its side is turned."""

    links = False

    def __init__(self, press: Press) -> None:
        self.bleed = press.bleed * _MILLIMETRE
        self._edge = (press.bleed + press.slug) * _MILLIMETRE

    def boxes(self, width: float, height: float) -> str:
        width, height = min(width, height), max(width, height)
        edge, bleed = self._edge, self.bleed
        media = f"/MediaBox[0 0 {width + 2 * edge:.3f} {height + 2 * edge:.3f}]"
        trim = f"/TrimBox[{edge:.3f} {edge:.3f} {edge + width:.3f} {edge + height:.3f}]"
        low, right, upper = edge - bleed, edge + width + bleed, edge + height + bleed
        return f"{media}{trim}/BleedBox[{low:.3f} {low:.3f} {right:.3f} {upper:.3f}]"

    def placed(self, operators: str, width: float, height: float) -> str:
        turned = f"0 1 -1 0 {height:.3f} 0 cm " if width > height else ""
        short, long = min(width, height), max(width, height)
        return f"q 1 0 0 1 {self._edge:.3f} {self._edge:.3f} cm {turned}\n{operators}\nQ\n{self._marks(short, long)}"

    def shifted(self, box: Box, width: float, height: float) -> Box:
        edge = self._edge
        left, bottom, right, top = box
        if width > height:
            left, bottom, right, top = height - top, left, height - bottom, right
        return left + edge, bottom + edge, right + edge, top + edge

    def _marks(self, width: float, height: float) -> str:
        """Crop marks at the corners, registration marks in the middle of the sides, and a bar of the inks."""
        edge = self._edge
        gap = self.bleed + _MILLIMETRE
        lines: list[tuple[float, float, float, float]] = []
        for x in (edge, edge + width):
            lines += [(x, edge - gap, x, edge - gap - _MARK), (x, edge + height + gap, x, edge + height + gap + _MARK)]
        for y in (edge, edge + height):
            lines += [(edge - gap, y, edge - gap - _MARK, y), (edge + width + gap, y, edge + width + gap + _MARK, y)]
        parts = ["/Artifact BMC q 0.25 w 1 1 1 1 K"]
        parts += [f"{a:.3f} {b:.3f} m {c:.3f} {d:.3f} l S" for a, b, c, d in lines]
        away = gap + _MARK / 2
        for x, y in (
            (edge + width / 2, edge - away),
            (edge + width / 2, edge + height + away),
            (edge - away, edge + height / 2),
            (edge + width + away, edge + height / 2),
        ):
            parts.append(_registration_mark(x, y))
        for place, plates in enumerate(("1 0 0 0", "0 1 0 0", "0 0 1 0", "0 0 0 1", "0 0 0 0.5")):
            left = edge + 20 * _MILLIMETRE + place * 5 * _MILLIMETRE
            parts.append(f"{plates} k {left:.3f} {edge + height + gap:.3f} {_MARK:.3f} {0.6 * _MARK:.3f} re f")
        return "\n".join([*parts, "Q EMC"])


def _registration_mark(x: float, y: float) -> str:
    radius = 1.6 * _MILLIMETRE
    reach = 1.45 * radius
    return (
        f"{x - reach:.3f} {y:.3f} m {x + reach:.3f} {y:.3f} l S {x:.3f} {y - reach:.3f} m {x:.3f} {y + reach:.3f} l S "
        f"{circle(x, y, radius)} S"
    )
