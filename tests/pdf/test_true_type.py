"""Type from outside: what it is, what its licence allows, that no spoiled file does harm, and papers set in it."""

from __future__ import annotations

import io
import random
import struct
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from msgspec.structs import replace

from strategy_editor.foundation.errors import StrategyError
from strategy_editor.foundation.resources import resource
from strategy_editor.manuscript.items import Manuscript, Span
from strategy_editor.model.profile import FontFile
from strategy_editor.pdf import installed_fonts
from strategy_editor.pdf.proof import Proof
from strategy_editor.pdf.true_type import FontUnusable, read_true_type
from tests.bench import examples
from tests.pdf.council_fonts import FAMILY, carried, council_font, directory_entry, table
from tests.pdf.making import failures, made
from tests.pdf.manuscripts import paragraph, report


@pytest.fixture(autouse=True)
def _bare_computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installed_fonts, "font_folders", lambda: (tmp_path / "none",))


def document(fonts: tuple[FontFile, ...], words: str = "The council") -> Manuscript:
    text = paragraph((Span(words), Span(" in bold", bold=True)))
    page = replace(report().page, body_font=FAMILY.lower(), heading_font=f" {FAMILY} ", fonts=fonts)
    return replace(report(), items=(text,), page=page)


def embedded(data: bytes) -> dict[str, int]:
    """The fonts of the first page, and the length of each program."""
    with pikepdf.open(io.BytesIO(data)) as opened:
        fonts = [font.DescendantFonts[0] for font in opened.pages[0].Resources.Font.values()]
        return {
            str(font.BaseFont).rpartition("+")[2]: len(font.FontDescriptor.FontFile2.read_bytes()) for font in fonts
        }


@pytest.mark.parametrize(
    ("source", "weight"),
    [("Inter-Regular.ttf", "regular"), ("Inter-Bold.ttf", "bold"), ("Inter-SemiBold.ttf", "semibold")],
)
def test_a_font_says_its_family_and_weight(source: str, weight: str) -> None:
    found = read_true_type(council_font(source), "ember.ttf")
    assert (found.family, found.weight, found.whole) == (FAMILY, weight, False)
    italic = read_true_type(resource("fonts", "SourceSerif4-BoldItalic.ttf").read_bytes(), "serif.ttf")
    assert (italic.family, italic.weight) == ("Source Serif 4", "bold-italic")


@pytest.mark.parametrize(("terms", "allowed"), [(0, True), (4, True), (8, True), (2, False), (0x200, False)])
def test_the_licence_decides(terms: int, allowed: bool) -> None:
    data = council_font(terms=terms)
    if allowed:
        assert read_true_type(data, "ember.ttf").family == FAMILY
    else:
        with pytest.raises(FontUnusable, match=r"licence of ember\.ttf does not let it be part of a document"):
            read_true_type(data, "ember.ttf")


def _retagged(old: str, new: str) -> bytes:
    data = council_font()
    at = directory_entry(data, old)
    return data[:at] + new.encode() + data[at + 4 :]


def _patched(tag: str, offset: int, value: bytes) -> bytes:
    data = council_font()
    at = table(data, tag)[0] + offset
    return data[:at] + value + data[at + len(value) :]


SPOILED: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "not a TrueType font"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(900), "not a TrueType font"),
    "PostScript outlines": (lambda: b"OTTO" + council_font()[4:], "PostScript outlines"),
    "a collection": (lambda: b"ttcf" + council_font()[4:], "collection"),
    "for websites": (lambda: b"wOF2" + council_font()[4:], "websites"),
    "cut short": (lambda: council_font()[:50_000], "damaged"),
    "no outlines": (lambda: _retagged("glyf", "glyg"), "damaged"),
    "variable": (lambda: _retagged("prep", "fvar"), "variable"),
    "a thin weight": (lambda: _patched("OS/2", 4, struct.pack(">H", 100)), "neither regular, semibold nor bold"),
    "glyphs outside": (lambda: _patched("loca", 400, b"\xff\xff\xff\xf0"), "damaged"),
    "no measures": (lambda: _patched("hhea", 34, b"\xff\xff"), "damaged"),
    "no size": (lambda: _patched("head", 18, b"\x00\x00"), "damaged"),
    "too large": (lambda: council_font() + bytes(20_000_000), "larger than 20 MB"),
    "no letters": (lambda: _patched("cmap", 0, bytes(40)), "lacks the character “A”"),
}


@pytest.mark.parametrize("name", SPOILED)
def test_what_cannot_be_used_is_refused_with_the_reason(name: str) -> None:
    make, words = SPOILED[name]
    with pytest.raises(FontUnusable, match=words):
        read_true_type(make(), "ember.ttf")


@pytest.mark.long
def test_a_spoiled_font_is_refused_or_set_and_never_does_harm() -> None:
    whole, drawn = council_font(), random.Random(20090303)
    for _ in range(examples(1000)):
        data = bytearray(whole)
        first = drawn.choice(("directory", "head", "maxp", "hhea", "cmap", "loca", "GSUB", "GPOS", "OS/2", "anywhere"))
        start, length = {"directory": (0, 300), "anywhere": (0, len(data))}.get(first) or table(whole, first)
        for _ in range(drawn.randint(1, 12)):
            data[start + drawn.randrange(min(length, 4000))] = drawn.randrange(256)
        if drawn.random() < 0.1:
            del data[drawn.randrange(len(data)) :]
        try:
            font = carried(bytes(data))
        except FontUnusable:
            continue
        with suppress(StrategyError):
            made(document((replace(font, family=FAMILY),)), lambda _, kept=bytes(data): kept)  # type: ignore[misc]


def test_a_council_sets_its_papers_in_its_own_type(tmp_path: Path) -> None:
    regular, bold = council_font(), council_font("Inter-Bold.ttf")
    kept = {carried(each).id: each for each in (regular, bold)}
    manuscript = document(tuple(map(carried, kept.values())))
    data, result = made(manuscript, kept.__getitem__)
    assert set(embedded(data)) == {f"{FAMILY}-Regular", f"{FAMILY}-Bold"}
    assert max(embedded(data).values()) < len(regular) / 3
    assert result.warnings == ()
    assert failures(data, tmp_path, "ua1", "2a") == []


def test_a_licence_that_wants_the_whole_font_gets_it(tmp_path: Path) -> None:
    font = council_font(terms=0x108)
    data, _ = made(document((carried(font),)), lambda _: font)
    assert embedded(data)[f"{FAMILY}-Regular"] == len(font)
    assert failures(data, tmp_path, "ua1", "2a") == []


def test_a_character_that_it_lacks_comes_from_another() -> None:
    font = council_font()
    data, _ = made(document((carried(font),), "Done ✔ ☐"), lambda _: font)
    assert f"{FAMILY}-Regular" in embedded(data)
    assert len(embedded(data)) > 1
    with pypdfium2.PdfDocument(data) as opened:
        assert "Done ✔ ☐" in opened[0].get_textpage().get_text_bounded()


@pytest.mark.parametrize("fault", ["missing", "spoiled", "misnamed", "leads out"])
def test_one_that_cannot_be_used_after_all_is_told_and_another_stands_in(fault: str) -> None:
    good = council_font()
    font = carried(good)
    kept = {} if fault == "missing" else {font.id: good[:-5000] if fault == "spoiled" else good}
    if fault == "misnamed":
        kept = {font.id: council_font(terms=2)}
    if fault == "leads out":
        font = replace(font, id="../../../etc/font")
        kept[font.id] = good
    data, result = made(document((font,)), kept.__getitem__)
    assert all(name.startswith("SourceSans3") for name in embedded(data))
    assert any("ember.ttf" in each for each in result.warnings)


def test_the_preview_shows_it() -> None:
    font = council_font()
    proof = Proof(lambda _: font)
    plain = replace(document(()), page=replace(report().page, body_font="Source Sans 3", heading_font="Source Sans 3"))
    proof.lay_out(plain)
    assert all(name.startswith("SourceSans3") for name in embedded(proof.file([0])))
    proof.lay_out(document((carried(font),)))
    assert f"{FAMILY}-Regular" in embedded(proof.file([0]))


def test_a_name_cannot_break_out_of_the_file() -> None:
    names = (f"{FAMILY}-Regular", "Em>>/AA<<>>ar")
    assert len(names[0]) == len(names[1])
    plain, hostile = (name.encode("utf-16-be") for name in names)
    font = council_font().replace(plain, hostile)
    assert hostile in font
    data, _ = made(document((carried(font),)), lambda _: font)
    assert "EmAAar" in embedded(data)
