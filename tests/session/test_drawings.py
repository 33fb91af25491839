"""Drawings in SVG from outside: kept as they came, without what does not show."""

from __future__ import annotations

import io
from base64 import b64encode

import pytest
from PIL import Image, PngImagePlugin

from strategy_editor.foundation.errors import WrongUse
from strategy_editor.inspection.drawings import wrong_in_drawing
from strategy_editor.session.drawings import MOST_BYTES, closed

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9"'
PLAIN = f"""<?xml version="1.0" encoding="utf-8"?>
{HEAD} >
 <defs><linearGradient id='g'/></defs><rect width="9" style="fill:url(#g)"/><text>Ward &amp; town</text>
 <use xlink:href="#g"/>
</svg>
"""
RECT = "<rect width='9'/></svg>"
PAGE = "<p xmlns='http://www.w3.org/1999/xhtml'>x</p>"
STYLE = "@import url(https://example.com/a.css); rect {fill:url(https://example.com/b)}"


def test_a_drawing_that_only_shows_keeps_its_bytes() -> None:
    assert closed(PLAIN.encode()) == PLAIN.encode()
    assert list(wrong_in_drawing(PLAIN.encode())) == []


HOSTILE = {
    "script": f"{HEAD}><script>alert(1)</script>{RECT}",
    "handler": f"{HEAD} onload='alert(1)'>{RECT}",
    "web page": f"{HEAD}><foreignObject>{PAGE}</foreignObject>{RECT}",
    "picture elsewhere": f"{HEAD}><image xlink:href='https://example.com/a.png'/>{RECT}",
    "file": f"{HEAD}><image href='file:///home/jo/a.png'/>{RECT}",
    "type elsewhere": f"{HEAD}><style>{STYLE}</style>{RECT}",
    "fill elsewhere": f"{HEAD}><rect width='9' fill='url(https://example.com/#a)'/></svg>",
    "who drew it": f"{HEAD}><metadata>Jo Bloggs</metadata><title>C:/Jo</title><desc>Jo</desc>{RECT}",
    "program": f"{HEAD} xmlns:i='http://www.inkscape.org/x' i:export-filename='/home/jo/a.png'><i:view/>{RECT}",
    "comment": f"<!-- Jo -->{HEAD}><!-- Jo -->{RECT}",
    "instruction": f"<?xml-stylesheet href='https://example.com/a.css'?>{HEAD}>{RECT}",
    "definitions": f"<!DOCTYPE svg [<!ENTITY jo SYSTEM 'file:///etc/passwd'>]>{HEAD}><text>&jo;</text>{RECT}",
    "drawing in a drawing": f"{HEAD}><image href='data:image/svg+xml;base64,PHN2Zy8+'/>{RECT}",
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_does_not_show_is_taken_out_and_another_reader_agrees(what: str) -> None:
    data = HOSTILE[what].encode()
    assert list(wrong_in_drawing(data)), "the other reader sees what is wrong with it"
    kept = closed(data)
    assert list(wrong_in_drawing(kept)) == []
    assert b"<rect" in kept
    for told in (b"Jo", b"jo", b"example.com", b"alert", b"passwd", b"svg+xml"):
        assert told not in kept
    assert closed(kept) == kept


def test_a_picture_inside_is_freed_of_private_details() -> None:
    inside = f"{HEAD}><image href='data:image/png;base64,{b64encode(_signed()).decode()}'/></svg>".encode()
    kept = closed(inside)
    assert kept != inside
    assert b"data:image/png;base64," in kept
    assert closed(kept) == kept


def _signed() -> bytes:
    notes, out = PngImagePlugin.PngInfo(), io.BytesIO()
    notes.add_text("Author", "Jo Bloggs")
    Image.new("RGB", (4, 4)).save(out, "PNG", pnginfo=notes)
    return out.getvalue()


@pytest.mark.parametrize("data", [b"<svg", b"<svg>" + b" " * MOST_BYTES + b"</svg>", b"\xff\xfe<\x00s", b"GIF89a"])
def test_what_is_none_is_refused(data: bytes) -> None:
    with pytest.raises(WrongUse, match="cannot be read"):
        closed(data)
