"""Fonts: finding them, shaping words with HarfBuzz, and embedding what was used.

Text is written as glyph numbers in composite fonts (Type 0, Identity-H), so that kerning, ligatures and any script that
HarfBuzz can shape come out as they were measured. A character that a font lacks is taken from the fallback fonts; one
that they all lack is an error, never a box.
"""

from __future__ import annotations

import hashlib
import re
import struct
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import uharfbuzz as hb

from strategy_editor.foundation.errors import StrategyError
from strategy_editor.foundation.resources import resource
from strategy_editor.manuscript.items import PictureSource
from strategy_editor.model.profile import FontFile, FontWeight
from strategy_editor.pdf.errors import CannotSet
from strategy_editor.pdf.installed_fonts import installed_family
from strategy_editor.pdf.objects import File, reference
from strategy_editor.pdf.true_type import FontUnusable, described, filled, read_true_type, subset
from strategy_editor.templates.profiles import MOST_FONTS

FAMILIES: dict[str, dict[FontWeight, str]] = {
    family: {
        "regular": f"{stem}-Regular.ttf",
        "bold": f"{stem}-Bold.ttf",
        "italic": f"{stem}-Italic.ttf" if italic else f"{stem}-Regular.ttf",
        "bold-italic": f"{stem}-BoldItalic.ttf" if italic else f"{stem}-Bold.ttf",
        "semibold": f"{stem}-SemiBold.ttf",
    }
    for family, stem, italic in (
        ("Source Sans 3", "SourceSans3", True),
        ("Source Serif 4", "SourceSerif4", True),
        ("Inter", "Inter", False),
    )
}
DEFAULT_FAMILY = "Source Sans 3"
FALLBACKS = ("SourceSans3-Regular.ttf", "DejaVuSans.ttf", "NotoEmoji-Regular.ttf")

_DIGEST = re.compile(r"[0-9a-f]{64}")
_NOT_OF_NAMES = re.compile(r"[^A-Za-z0-9.-]")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff\ufe0e\ufe0f"))
_FEATURES = {"kern": True, "liga": True}


class Shape(NamedTuple):
    """A word as it will be written. ``width`` is in ems; ``code`` goes between the angle brackets of a TJ array.

    ``parts`` holds the stretches in different fonts, where the word needs more than one.
    """

    width: float
    code: str
    text: str
    parts: tuple[tuple[Face, Shape], ...] = ()


class _Words(dict[str, Shape]):
    """Words as they were shaped; one that is new is shaped as soon as it is asked for."""

    def __init__(self, shape: Callable[[str], Shape]) -> None:
        super().__init__()
        self._shape = shape

    def __missing__(self, word: str) -> Shape:
        found = self[word] = self._shape(word)
        return found


class _Font(NamedTuple):
    """A font, and whether its licence wants it embedded ``whole``."""

    face: hb.Face
    whole: bool


class Face:
    """One font of a document: words as they were shaped, and the glyphs that they used."""

    def __init__(self, font: _Font, key: str, fallbacks: Sequence[Face] = ()) -> None:
        self.key = key
        self.fallbacks = fallbacks
        self._face, self._whole = font
        self._font = hb.Font(self._face)
        self._em = 1 / self._face.upem
        self._count: int = self._face.glyph_count
        self._buffer = hb.Buffer()
        self.words: dict[str, Shape] = _Words(self._shaped)
        self.glyphs: dict[int, str] = {}
        self._advances: dict[int, int] = {}
        self._settled: set[int] = set()
        extents = self._font.get_font_extents("ltr")
        self.ascent: float = extents.ascender * self._em
        self.descent: float = extents.descender * self._em
        self.space = self.shape(" ")

    def has(self, character: str) -> bool:
        """Whether the font has a glyph for ``character``."""
        glyph: int = self._font.get_nominal_glyph(ord(character)) or 0
        return 0 < glyph < self._count

    def shape(self, word: str) -> Shape:
        """``word``, shaped once and remembered. Raises CannotSet where no font has a character."""
        return self.words[word]

    def width(self, text: str) -> float:
        """The width of ``text`` on one line, in ems."""
        return sum(self.shape(word).width for word in text.split(" ")) + text.count(" ") * self.space.width

    def _shaped(self, word: str) -> Shape:
        if word.isascii():
            text = word
        else:
            text = unicodedata.normalize("NFC", word.translate(_INVISIBLE).replace("\u00a0", " "))
            _refuse_right_to_left(text)
        buffer = self._buffer
        buffer.clear_contents()
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
        buffer.add_str(text)
        buffer.guess_segment_properties()
        hb.shape(self._font, buffer, _FEATURES)
        glyphs = [info.codepoint for info in buffer.glyph_infos]
        if 0 in glyphs or max(glyphs, default=0) >= self._count:  # a font from outside may name glyphs that it lacks
            return self._in_several_fonts(text)
        for number in set(glyphs).difference(self._advances):
            self._advances[number] = self._font.get_glyph_h_advance(number)
        plain = text.isascii()
        if len(glyphs) != len(text) or not plain or not self._settled.issuperset(glyphs):
            self._remember(text, glyphs, [info.cluster for info in buffer.glyph_infos], plain=plain)
        places = buffer.glyph_positions or ()
        advances, offsets = [place.x_advance for place in places], [place.x_offset for place in places]
        return Shape(sum(advances) * self._em, self._coded(glyphs, advances, offsets), text)

    def _coded(self, glyphs: list[int], advances: list[int], offsets: list[int]) -> str:
        """The operand of a TJ array: glyph numbers, and what is to be moved between them in thousandths."""
        nominal = [self._advances[glyph] for glyph in glyphs]
        if nominal == advances and not any(offsets):
            return ("%04X" * len(glyphs)) % tuple(glyphs)
        code: list[str] = []
        moved = 0
        thousandths = 1000 * self._em
        for glyph, own, advance, offset in zip(glyphs, nominal, advances, offsets, strict=True):
            if moved + offset:
                code.append(f">{-(moved + offset) * thousandths:.4g}<")
            code.append(f"{glyph:04X}")
            moved = advance - own - offset
        if moved:
            code.append(f">{-moved * thousandths:.4g}<")
        return "".join(code)

    def _remember(self, text: str, glyphs: Sequence[int], clusters: Sequence[int], *, plain: bool) -> None:
        """Note what glyphs stand for. Where one stands for several, the plainest is what readers are told."""
        for glyph, start, stop in zip(glyphs, clusters, [*clusters[1:], len(text)], strict=True):
            said, known = text[start:stop], self.glyphs.get(glyph)
            if known is None or (said and (not known or said < known)):
                self.glyphs[glyph] = said
            if plain:
                self._settled.add(glyph)

    def _in_several_fonts(self, text: str) -> Shape:
        parts: list[tuple[Face, str]] = []
        for character in text:
            chosen = parts[-1][0] if parts and unicodedata.combining(character) else self._font_for(character)
            if parts and (parts[-1][0] is chosen or character == "\u200d"):
                parts[-1] = (parts[-1][0], parts[-1][1] + character)
            else:
                parts.append((chosen, character))
        shapes = tuple((face, face.shape(stretch)) for face, stretch in parts if face is not self or stretch != text)
        if len(shapes) != len(parts):
            raise CannotSet(f"“{text}” needs a character that none of the fonts has.")
        return Shape(sum(shape.width for _, shape in shapes), "", text, shapes)

    def _font_for(self, character: str) -> Face:
        for face in (self, *self.fallbacks):
            if face.has(character):
                return face
        raise CannotSet(
            f"None of the fonts has the character “{character}” "
            f"({unicodedata.name(character, 'without a name')}, U+{ord(character):04X}).",
            advice="Please use another character, or a picture of it.",
        )

    def embed(self, file: File, *, whole: bool = False) -> int:
        """Add the used glyphs to ``file``, or the ``whole`` font, which is faster; the number of the font object."""
        tag = hashlib.sha256(repr(sorted(self.glyphs)).encode()).hexdigest()[:6].translate(_LETTERS)
        name = _NOT_OF_NAMES.sub("", self._face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or "")
        base = f"/{tag}+{name[:60] or 'Font'}"
        if whole or self._whole:
            program = file.stream(bytes(self._face.blob.data), compress=not whole)
        else:
            program = file.stream(subset(self._face, self.glyphs))
        descriptor = file.add(
            f"<</Type/FontDescriptor/FontName{base}{self._metrics()}/FontFile2 {reference(program)}>>"
        )
        widths = " ".join(
            f"{glyph}[{round(self._font.get_glyph_h_advance(glyph) * 1000 * self._em, 3):g}]"
            for glyph in sorted(self.glyphs)
        )
        descendant = file.add(
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont{base}/CIDToGIDMap/Identity/DW 1000/W[{widths}]"
            "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            f"/FontDescriptor {reference(descriptor)}>>"
        )
        unicode_map = file.stream(_unicode_map(self.glyphs))
        return file.add(
            f"<</Type/Font/Subtype/Type0/BaseFont{base}/Encoding/Identity-H"
            f"/DescendantFonts[{reference(descendant)}]/ToUnicode {reference(unicode_map)}>>"
        )

    def _metrics(self) -> str:
        head = bytes(self._face.reference_table("head").data)
        box = [round(value * 1000 * self._em) for value in struct.unpack(">4h", head[36:44])]
        post = bytes(self._face.reference_table("post").data)
        angle = struct.unpack(">i", post[4:8])[0] / 65536
        weight = struct.unpack(">H", bytes(self._face.reference_table("OS/2").data)[4:6])[0]
        capitals = self._font.get_glyph_extents(self._font.get_nominal_glyph(ord("H")) or 0)
        height = round(capitals.y_bearing * 1000 * self._em) if capitals else 700
        return (
            f"/Flags 4/FontBBox[{' '.join(map(str, box))}]/ItalicAngle {angle:g}/Ascent {round(self.ascent * 1000)}"
            f"/Descent {round(self.descent * 1000)}/CapHeight {height}/StemV {50 + weight // 5}"
        )


class Family(NamedTuple):
    """The faces of a family, for one document."""

    regular: Face
    bold: Face
    italic: Face
    bold_italic: Face
    semibold: Face

    def face(self, *, bold: bool, italic: bool) -> Face:
        """The face for these marks."""
        if bold:
            return self.bold_italic if italic else self.bold
        return self.italic if italic else self.regular


class Fonts:
    """The fonts of one document. ``problems`` are sentences about families that were asked for and cannot be used.

    ``own`` are the files of the council's own type that travel with the strategy; ``source`` has their bytes.
    """

    def __init__(self, own: Sequence[FontFile] = (), source: PictureSource | None = None) -> None:
        self.problems: dict[str, None] = {}
        self._own = own[:MOST_FONTS]
        self._source = source
        self._faces: dict[str, Face] = {}
        self._fallbacks: list[Face] = []
        self._fallbacks.extend(self._face(file) for file in FALLBACKS)

    def family(self, wanted: str) -> Family:
        """The faces of the family called ``wanted``, or else of the default.

        What travels with the strategy comes first, then ours, then what is installed on this computer.
        """
        name = wanted.strip().casefold()
        carried = self._carried(name)
        ours = next((files for family, files in FAMILIES.items() if family.casefold() == name), None)
        if carried is not None:
            return _family(carried)
        if ours is None and name:
            installed = installed_family(name)
            if installed is not None:
                return _family({weight: self._face(str(path)) for weight, path in installed.items()})
            self.problems[
                f"The type “{wanted.strip()}” neither travels with the strategy nor is on this computer as TrueType: "
                f"{DEFAULT_FAMILY} stands in its place."
            ] = None
        return _family({weight: self._face(file) for weight, file in (ours or FAMILIES[DEFAULT_FAMILY]).items()})

    def _carried(self, name: str) -> Mapping[FontWeight, Face] | None:
        """The faces of a family that travels with the strategy; a file that cannot be used is told of."""
        found: dict[FontWeight, Face] = {}
        for file in self._own:
            if file.family.casefold() != name or self._source is None:
                continue
            try:
                found[file.weight] = self._faces.get(file.id) or self._known(
                    file.id, _of_bytes(file.id, file.file, self._source)
                )
            except (KeyError, OSError, StrategyError) as error:
                why = error.message if isinstance(error, StrategyError) else f"{file.file} is missing."
                self.problems[f"{why} Another type stands in its place."] = None
        return filled(found) if found else None

    def _face(self, file: str) -> Face:
        """The face of a file: a path, or the name of one of ours."""
        return self._known(file, _of_path(file if Path(file).is_absolute() else str(resource("fonts", file))))

    def _known(self, name: str, font: _Font) -> Face:
        if name not in self._faces:
            self._faces[name] = Face(font, f"F{len(self._faces) + 1}", self._fallbacks)
        return self._faces[name]

    def embed(self, file: File, used: set[Face], *, whole: bool = False) -> str:
        """Embed the ``used`` faces; their entries of a resource dictionary."""
        return "".join(
            f"/{face.key} {reference(face.embed(file, whole=whole))}" for face in self._faces.values() if face in used
        )


def _family(faces: Mapping[FontWeight, Face]) -> Family:
    return Family(faces["regular"], faces["bold"], faces["italic"], faces["bold-italic"], faces["semibold"])


_LETTERS = str.maketrans("0123456789abcdef", "QRSTUVWXYZABCDEF")


@cache
def _of_path(path: str) -> _Font:
    """A font of ours or of this computer. Raises FontUnusable."""
    face = hb.Face(hb.Blob.from_file_path(path))
    return _Font(face, described(face, Path(path).name).whole)


def _of_bytes(digest: str, name: str, source: PictureSource) -> _Font:
    """A font from outside, as ``source`` has it. Raises FontUnusable, and what ``source`` raises."""
    if not _DIGEST.fullmatch(digest):
        raise FontUnusable(f"{name} is missing.")
    data = source(digest)
    return _Font(hb.Face(hb.Blob(data)), read_true_type(data, name).whole)


def _refuse_right_to_left(text: str) -> None:
    for character in text:
        if unicodedata.bidirectional(character) in ("R", "AL"):
            raise CannotSet(
                f"“{text}” is written from right to left, which the PDF cannot set yet.",
                advice="Please put that passage in as a picture with a description, or export it to Word.",
            )


def _unicode_map(glyphs: dict[int, str]) -> bytes:
    """The CMap from glyph numbers to text: at most a hundred entries a block, as its format demands."""
    entries = [
        f"<{glyph:04X}> <{(text or chr(0x200B)).encode('utf-16-be').hex().upper()}>"
        for glyph, text in sorted(glyphs.items())
    ]
    blocks = [entries[start : start + 100] for start in range(0, len(entries), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{body}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    ).encode("ascii")
