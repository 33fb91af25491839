"""Drawings of Windows as pictures: all in one start of LibreOffice, each in its own shape."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from strategy_editor.word import office
from strategy_editor.word.metafiles import Drawing, drawn, proportions
from tests.word.metafile import placeable_metafile


@pytest.mark.libreoffice
def test_each_drawing_keeps_its_shape_and_what_is_none_gives_none() -> None:
    tall, wide = placeable_metafile(300, 600), placeable_metafile(800, 200)
    made = drawn([Drawing(tall, "wmf"), Drawing(b"nothing", "emf"), Drawing(wide, "wmf"), Drawing(wide, "png")])
    assert [each is None for each in made] == [False, True, False, True]
    shapes = []
    for each in made:
        if each is not None:
            image = Image.open(io.BytesIO(each)).convert("L")
            assert image.getextrema()[0] < 128, "nothing was drawn"
            shapes.append(round(image.width / image.height, 1))
    assert shapes == [0.5, 4.0]


def test_without_libreoffice_there_are_no_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "libreoffice", lambda: None)
    assert drawn([Drawing(placeable_metafile(), "wmf")]) == [None]
    assert drawn([]) == []


def test_heads_of_drawings_say_their_size() -> None:
    assert proportions(placeable_metafile(30, 40)) == (30, 40)
    for cut in (b"", placeable_metafile()[:8], b"x" * 40 + b" EMF"[:2]):
        assert proportions(cut) is None
